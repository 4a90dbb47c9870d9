/** glass-easel's view of the DOM: tags renamed, rpx in inline styles converted, gestures instead of raw events. */
import * as ge from "glass-easel";
import { convertUnits } from "../../build/units";
import { watchGestures } from "./gestures";
import { domTag } from "./tags";

/** Events that the DOM itself knows best; gestures come from `watchGestures`. */
const NATIVE_EVENTS = new Set(["transitionend", "animationstart", "animationiteration", "animationend"]);

type Listener = (target: ge.Element, type: string, detail: unknown, options: ge.EventOptions) => ge.EventBubbleStatus | void;

/** glass-easel's EventBubbleStatus.NoDefault; its enum is declared only, so the value stands here. */
export const NO_DEFAULT = 1 as ge.EventBubbleStatus;
export const NORMAL = 0 as ge.EventBubbleStatus;

export interface WithElement extends Node {
  __wxElement?: ge.Element;
}

/** The glass-easel element behind a DOM node: its own, or that of the nearest ancestor which has one. */
export function elementOf(node: Node | null): ge.Element | null {
  for (let each: WithElement | null = node; each; each = each.parentNode) if (each.__wxElement) return each.__wxElement;
  return null;
}

export class PhoneBackend extends ge.CurrentWindowBackendContext {
  private listener: Listener | undefined;
  private readonly bound = new WeakMap<object, Set<string>>();
  private readonly seen = new WeakSet<Event>();

  constructor() {
    super();
    const create = {
      createElement: (tag: string): HTMLElement => withConvertedStyle(document.createElement(domTag(tag))),
      createTextNode: (text: string): Text => document.createTextNode(text),
      createDocumentFragment: (): DocumentFragment => document.createDocumentFragment(),
    };
    // glass-easel's element type is the DOM's with private additions; it declares no conversion
    this.document = create as unknown as typeof this.document;
  }

  override onEvent(listener: Listener): void {
    if (!this.listener) watchGestures(this);
    this.listener = listener;
  }

  override setListenerStats(element: unknown, type: string): void {
    if (!element || !NATIVE_EVENTS.has(type)) return;
    const target = element as EventTarget;
    const types = this.bound.get(target) ?? new Set();
    if (types.has(type)) return;
    this.bound.set(target, types.add(type));
    target.addEventListener(type, (event) => {
      if (this.seen.has(event)) return;
      this.seen.add(event);
      const { elapsedTime } = event as TransitionEvent;
      this.emit(event.target as Node, type, { elapsedTime }, event, { bubbles: true, composed: true });
    });
  }

  /** Two-way bindings run through the built-ins' properties, never through DOM listeners. */
  override setModelBindingStat(): void {}

  emit(node: Node | null, type: string, detail: unknown, originalEvent: Event, options: ge.EventOptions): void {
    const target = elementOf(node);
    if (!target || !this.listener) return;
    const status = this.listener(target, type, detail, { capturePhase: true, originalEvent, ...options });
    if (status === NO_DEFAULT && type === "touchmove" && originalEvent.cancelable) originalEvent.preventDefault();
  }
}

function withConvertedStyle(element: HTMLElement): HTMLElement {
  const setAttribute = element.setAttribute.bind(element);
  element.setAttribute = (name: string, value: string) => setAttribute(name, name === "style" ? convertUnits(String(value)) : value);
  return element;
}
