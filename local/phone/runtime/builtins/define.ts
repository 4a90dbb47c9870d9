/**
 * How a built-in component is described: its properties, a tiny template, and a `mount` that wires plain DOM to it.
 * `mount` runs once when the element stands; the controls it returns are asked to render after every change.
 */
import * as ge from "glass-easel";
import templates from "virtual:built-in-templates";
import { type AnimationStep, playAnimation } from "../wx/animation";
import { watchHover } from "./hover";

/** A built-in's instance: glass-easel's component, its data untyped because WXML may pass anything. */
export interface BuiltIn {
  is: string;
  id: string;
  data: Record<string, unknown>;
  setData(data: Record<string, unknown>): void;
  triggerEvent(name: string, detail?: unknown, options?: object): void;
  addListener(name: string, listener: (event: ge.ShadowedEvent<unknown>) => void): void;
  setNodeClass(names: string, segment: number): void;
  getShadowRoot(): ge.ShadowRoot | null;
  ownerShadowRoot: ge.ShadowRoot | null;
  $$: unknown;
}

export interface Controls {
  /** Brings the DOM in line with the properties. */
  render?(): void;
  /** The value under which a form submits this field. */
  value?(): unknown;
  /** What a form's reset does. */
  reset?(): void;
  /** What a tap on this field's label does. */
  activate?(): void;
  /** Members of a group call this when they change. */
  memberChanged?(member: BuiltIn): void;
  /** Called by a button inside a form. */
  submit?(button: BuiltIn): void;
  unmount?(): void;
}

export interface PropertySpec {
  type: unknown;
  value: unknown;
}

export const text = (value = ""): PropertySpec => ({ type: String, value });
export const flag = (value = false): PropertySpec => ({ type: Boolean, value });
export const number = (value = 0): PropertySpec => ({ type: Number, value });
export const any = (value: unknown = null): PropertySpec => ({ type: null, value });

export interface Definition {
  properties?: Record<string, PropertySpec>;
  /** Name of a file in templates/; a bare slot unless given. */
  template?: string;
  /** A form field: it has a `name`. */
  field?: boolean;
  /** Default of `hover-class`. */
  hoverClass?: string;
  /** Role for assistive technology, unless the author sets aria-role. */
  role?: string;
  /** The DOM element that carries aria attributes, where it isn't the host. */
  ariaTarget?(self: BuiltIn): HTMLElement;
  mount?(self: BuiltIn): Controls | void;
}

const ARIA = [
  "label labelledby describedby hidden busy checked disabled roledescription current controls selected expanded required",
  "haspopup modal live atomic relevant valuenow valuemin valuemax valuetext level multiline multiselectable orientation",
  "owns pressed readonly setsize posinset sort invalid activedescendant autocomplete colcount colindex rowcount rowindex",
]
  .join(" ")
  .split(" ");
const ariaProperty = (name: string): string => `aria${name[0]!.toUpperCase()}${name.slice(1)}`;
const ARIA_NAMES = ARIA.map((name) => [ariaProperty(name), `aria-${name}`] as const);
/** Roles that a keyboard must reach. */
const FOCUSABLE_ROLES = new Set(["button", "link", "checkbox", "radio", "switch", "tab", "menuitem", "option", "slider", "spinbutton"]);
/** The class segment in which the pressed state lives. */
export const HOVER_SEGMENT = 3;

const COMMON: Record<string, PropertySpec> = {
  hidden: flag(),
  animation: any(),
  hoverClass: text("none"),
  hoverStopPropagation: flag(),
  hoverStartTime: number(50),
  hoverStayTime: number(400),
  ariaRole: any(),
  role: any(),
  tabindex: any(),
  ...Object.fromEntries(ARIA_NAMES.map(([property]) => [property, any()])),
};

const controls = new WeakMap<object, Controls>();

export const hostOf = (self: BuiltIn): HTMLElement => self.$$ as HTMLElement;
export const controlsOf = (self: BuiltIn): Controls | undefined => controls.get(self);

/** A DOM element of the built-in's own template. */
export function part<T extends HTMLElement = HTMLElement>(self: BuiltIn, id: string): T {
  return self.getShadowRoot()!.getElementById(id)!.$$ as unknown as T;
}

/** Built-ins' events don't bubble, like those of components on the phone. */
export function fire(self: BuiltIn, name: string, detail: unknown = {}): void {
  self.triggerEvent(name, detail, { bubbles: false, composed: false });
}

/** Changes a property from inside: two-way bindings (`model:value`) hear of it. */
export function assign(self: BuiltIn, name: string, value: unknown): void {
  self.setData({ [name]: value });
}

/** Every built-in and component below a DOM node, in the order of the page. */
export function componentsBelow(root: Element): BuiltIn[] {
  return [...root.querySelectorAll("*")].flatMap((node) => {
    const element = (node as { __wxElement?: unknown }).__wxElement;
    return ge.Component.isComponent(element) ? [element as unknown as BuiltIn] : [];
  });
}

/** The nearest built-in of that name around a DOM node. */
export function enclosing(node: Element, tag: string): BuiltIn | undefined {
  const found = node.parentElement?.closest(`wx-${tag}`);
  return (found as { __wxElement?: BuiltIn } | null | undefined)?.__wxElement;
}

function renderAria(self: BuiltIn, definition: Definition): void {
  const element = definition.ariaTarget?.(self) ?? hostOf(self);
  const { data } = self;
  for (const [property, attribute] of ARIA_NAMES) {
    const value = data[property];
    if (value !== null && value !== undefined && value !== "") element.setAttribute(attribute, String(value));
    else if (element.dataset["aria"]?.includes(attribute)) element.removeAttribute(attribute);
    else continue;
    element.dataset["aria"] = [...new Set([...(element.dataset["aria"] ?? "").split(" "), attribute])].join(" ").trim();
  }
  const role = String(data["ariaRole"] || data["role"] || definition.role || (data["ariaLabel"] ? "img" : ""));
  const labelOnly = !data["ariaRole"] && !data["role"] && !definition.role;
  if (element === hostOf(self) && role && !(labelOnly && element.childElementCount > 0 && self.is !== "image")) element.setAttribute("role", role);
  else if (element === hostOf(self) && role && labelOnly) element.setAttribute("role", "group");
  if (data["tabindex"] !== null) element.setAttribute("tabindex", String(data["tabindex"]));
  else if (element === hostOf(self) && FOCUSABLE_ROLES.has(role)) element.setAttribute("tabindex", data["disabled"] ? "-1" : "0");
}

function renderCommon(self: BuiltIn): void {
  hostOf(self).toggleAttribute("hidden", Boolean(self.data["hidden"]));
}

export function defineBuiltIn(space: ge.ComponentSpace, name: string, definition: Definition): ge.GeneralComponentDefinition {
  const own = { ...definition.properties, ...(definition.field ? { name: text() } : {}) };
  const content = templates[definition.template ?? "slot"];
  const observe = (fields: string[], observer: (self: BuiltIn) => void): object => ({
    fields: fields.join(","),
    observer(this: BuiltIn) {
      // A page that was closed may still be given data, as on the phone; its view is gone.
      if (this.$$) observer(this);
    },
  });
  const params = {
    is: name,
    options: { reflectToAttributes: false },
    properties: { ...COMMON, hoverClass: text(definition.hoverClass ?? "none"), ...own },
    template: { groupList: templates, content },
    observers: [
      observe(["hidden"], renderCommon),
      observe(["animation"], (self) => {
        const animation = self.data["animation"] as { actions?: AnimationStep[] } | null;
        if (animation?.actions) playAnimation(hostOf(self), animation.actions);
      }),
      observe(["ariaRole", "role", "tabindex", "disabled" in own ? "disabled" : "hidden", ...ARIA_NAMES.map(([property]) => property)], (self) =>
        renderAria(self, definition),
      ),
      ...(Object.keys(own).length ? [observe(Object.keys(own), (self) => controls.get(self)?.render?.())] : []),
    ],
    lifetimes: {
      attached(this: BuiltIn) {
        watchHover(this);
        const mounted = definition.mount?.(this);
        if (mounted) controls.set(this, mounted);
        renderAria(this, definition);
        mounted?.render?.();
      },
      detached(this: BuiltIn) {
        controls.get(this)?.unmount?.();
      },
    },
  };
  return space.defineComponent(params as never) as unknown as ge.GeneralComponentDefinition;
}
