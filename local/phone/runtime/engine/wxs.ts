/** WXS at run time: component descriptors for its event handlers, and the hooks that compiled templates call. */
import * as ge from "glass-easel";
import { convertUnits } from "../../build/units";

interface Caller {
  _$?: ge.Element;
}

interface Descriptor {
  selectComponent(selector: string): Descriptor | null;
  selectAllComponents(selector: string): (Descriptor | null)[];
  setStyle(style: string | Record<string, string | number>): Descriptor;
  addClass(names: string): Descriptor;
  removeClass(names: string): Descriptor;
  hasClass(name: string): boolean;
  getDataset(): unknown;
  getState(): Record<string, unknown>;
  callMethod(name: string, argument: unknown): void;
  triggerEvent(name: string, detail: unknown, options?: object): void;
  requestAnimationFrame(callback: () => void): void;
  setTimeout: typeof setTimeout;
  clearTimeout: typeof clearTimeout;
  getBoundingClientRect(): object | undefined;
  getComputedStyle(names: string[]): Record<string, string>;
}

type WxsFunction = ((...args: unknown[]) => unknown) & { __wxs?: boolean };

/** Style segment and class segment that WXS owns, apart from the template's own. */
const WXS_SEGMENT = 2;
const descriptors = new WeakMap<ge.Element, Descriptor>();
const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const words = (names: string): string[] => names.split(/\s+/).filter(Boolean);

export function descriptorOf(value: unknown): Descriptor | null {
  if (!value) return null;
  const element = (value as Caller)._$ ?? (value as ge.Element);
  let descriptor = descriptors.get(element);
  if (!descriptor) descriptors.set(element, (descriptor = createDescriptor(element)));
  return descriptor;
}

function createDescriptor(element: ge.Element): Descriptor {
  const state: Record<string, unknown> = {};
  const styles: Record<string, string | number> = {};
  const classes = new Set<string>();
  const tree = (): ge.ShadowRoot | null => (ge.Component.isComponent(element) ? element.getShadowRoot() : element.ownerShadowRoot);
  const owner = (): ge.GeneralComponent | undefined =>
    ge.Component.isComponent(element) ? element : element.ownerShadowRoot?.getHostNode();
  const visible = (): ge.Element => visibleElement(element, tree());
  const dom = (): HTMLElement => visible().$$ as unknown as HTMLElement;
  const applyClasses = (): void => visible().setNodeClass([...classes].join(" "), WXS_SEGMENT);
  const descriptor: Descriptor = {
    selectComponent: (selector) => descriptorOf(tree()?.querySelector(selector)),
    selectAllComponents: (selector) => (tree()?.querySelectorAll(selector) ?? []).map(descriptorOf),
    setStyle(style) {
      if (typeof style !== "string") Object.assign(styles, style);
      const text = typeof style === "string" ? style : Object.entries(styles).map(([name, value]) => `${kebab(name)}:${value}`).join(";");
      visible().setNodeStyle(convertUnits(text), WXS_SEGMENT);
      return descriptor;
    },
    addClass(names) {
      for (const name of words(names)) classes.add(name);
      applyClasses();
      return descriptor;
    },
    removeClass(names) {
      for (const name of words(names)) classes.delete(name);
      applyClasses();
      return descriptor;
    },
    hasClass: (name) => classes.has(name) || words(visible().class).includes(name),
    getDataset: () => element.dataset,
    getState: () => state,
    callMethod(name, argument) {
      const methods = owner()?.getMethodCaller() as unknown as Record<string, ((argument: unknown) => void) | undefined>;
      methods?.[name]?.(argument);
    },
    triggerEvent: (name, detail, options = {}) => element.triggerEvent(name, detail, options),
    requestAnimationFrame: (callback) => void requestAnimationFrame(callback),
    setTimeout: setTimeout.bind(window),
    clearTimeout: clearTimeout.bind(window),
    getBoundingClientRect: () => dom()?.getBoundingClientRect().toJSON() as object,
    getComputedStyle(names) {
      const computed = getComputedStyle(dom());
      return Object.fromEntries(names.map((name) => [name, computed.getPropertyValue(kebab(name))]));
    },
  };
  return descriptor;
}

/** A virtual host has no DOM node of its own: what is set on it goes to its first real child. */
function visibleElement(element: ge.Element, tree: ge.ShadowRoot | null): ge.Element {
  if (!ge.Component.isComponent(element) || !element.getComponentOptions().virtualHost) return element;
  const child = tree?.childNodes.find((node) => ge.Element.isElement(node) && node.$$);
  return (child as ge.Element | undefined) ?? element;
}

interface WxsEvent {
  currentTarget: unknown;
  touches?: unknown;
  changedTouches?: unknown;
}

const templateHooks = {
  /** change:prop runs after the update that caused it, as WXS's own thread would. */
  A: (handler: unknown) =>
    typeof handler === "function"
      ? (newValue: unknown, oldValue: unknown, host: unknown, element: unknown) =>
          queueMicrotask(() => (handler as WxsFunction)(newValue, oldValue, descriptorOf(host), descriptorOf(element)))
      : handler,
  B: (handler: unknown) => handler,
  C: (caller: unknown, event: WxsEvent, handler: WxsFunction) => {
    if (!handler.__wxs) return handler.call(caller, event);
    const wxsEvent = Object.create(event) as WxsEvent & { instance: Descriptor | null };
    wxsEvent.instance = descriptorOf(event.currentTarget);
    wxsEvent.touches = event.touches;
    wxsEvent.changedTouches = event.changedTouches;
    return handler.call(undefined, wxsEvent, descriptorOf(caller));
  },
};

/** Names that compiled templates and WXS modules look up globally. `Clock` is the phone's Date. */
export function installWxsGlobals(Clock: DateConstructor): void {
  window.__phoneTemplateHooks = templateHooks;
  window.getRegExp = (pattern, flags) => new RegExp(pattern, flags);
  window.getDate = (...parts) => Reflect.construct(Clock, parts) as Date;
  window.__wxsConstructor = (value) =>
    value === undefined || value === null ? undefined : Object.prototype.toString.call(value).slice(8, -1);
  window.__wxsMark = (exports) => {
    for (const value of Object.values((exports ?? {}) as object)) if (typeof value === "function") (value as WxsFunction).__wxs = true;
  };
}
