/**
 * Touches, taps and long presses from touch or mouse. A tap is the browser's own click: so it also comes from a
 * keyboard, from a screen reader and from element.click(), and a layer opened by a tap gets no ghost click.
 */
import type { PhoneBackend } from "./backend";

const MOVE_TOLERANCE_PX = 10;
const LONG_PRESS_MS = 350;
/** After a touch, browsers repeat it as mouse events for this long. */
const GHOST_MOUSE_MS = 800;
const CLICK_AFTER_TOUCH_MS = 400;

interface Point {
  identifier: number;
  pageX: number;
  pageY: number;
  clientX: number;
  clientY: number;
  force: number;
}

interface RawPoint {
  identifier?: number;
  clientX: number;
  clientY: number;
}

interface Press {
  x: number;
  y: number;
  target: Node;
  moved: boolean;
  long: boolean;
  timer: ReturnType<typeof setTimeout>;
}

/** Coordinates count from the page's corner, wherever the frame stands in the window. */
export function pageOrigin(node: Node | null): { left: number; top: number; scroll: number } {
  const body = node instanceof Element ? node.closest(".mp-body") : null;
  if (!body) return { left: 0, top: 0, scroll: 0 };
  const { left, top } = body.getBoundingClientRect();
  return { left, top, scroll: body.querySelector(".mp-scroll")?.scrollTop ?? 0 };
}

function pointsOf(raw: ArrayLike<RawPoint>, target: Node): Point[] {
  const origin = pageOrigin(target);
  return Array.from(raw, (each) => {
    const clientX = each.clientX - origin.left;
    const clientY = each.clientY - origin.top;
    return { identifier: each.identifier ?? 0, clientX, clientY, pageX: clientX, pageY: clientY + origin.scroll, force: 1 };
  });
}

class Gestures {
  private press: Press | undefined;
  private lastTouchAt = 0;
  private swallowClickUntil = 0;

  constructor(private readonly backend: PhoneBackend) {
    const options = { capture: true, passive: false };
    const on = <K extends keyof DocumentEventMap>(type: K, handler: (event: DocumentEventMap[K]) => void): void =>
      document.addEventListener(type, handler, options);
    on("touchstart", (event) => {
      this.lastTouchAt = performance.now();
      this.start(event, event.touches, event.changedTouches);
    });
    on("touchmove", (event) => this.move(event, event.touches, event.changedTouches));
    on("touchend", (event) => {
      this.lastTouchAt = performance.now();
      this.end("touchend", event, event.touches, event.changedTouches);
    });
    on("touchcancel", (event) => this.end("touchcancel", event, event.touches, event.changedTouches));
    on("mousedown", (event) => {
      if (event.button === 0 && this.isMouse()) this.start(event, [event], [event]);
    });
    on("mousemove", (event) => {
      if (this.isMouse()) this.move(event, [event], [event]);
    });
    on("mouseup", (event) => {
      if (this.isMouse()) this.end("touchend", event, [], [event]);
    });
    on("click", (event) => this.click(event));
  }

  private isMouse(): boolean {
    return performance.now() - this.lastTouchAt > GHOST_MOUSE_MS;
  }

  private send(type: string, event: Event, touches: ArrayLike<RawPoint>, changed: ArrayLike<RawPoint>, target: Node): void {
    const changedTouches = pointsOf(changed, target);
    const first = changedTouches[0];
    this.backend.emit(target, type, first ? { x: first.pageX, y: first.pageY } : {}, event, {
      bubbles: true,
      composed: true,
      extraFields: { touches: pointsOf(touches, target), changedTouches },
    });
  }

  private start(event: Event, touches: ArrayLike<RawPoint>, changed: ArrayLike<RawPoint>): void {
    const target = event.target as Node;
    const first = changed[0]!;
    this.send("touchstart", event, touches, changed, target);
    if (this.press) clearTimeout(this.press.timer);
    const held = Array.from(touches);
    const timer = setTimeout(() => {
      const press = this.press;
      if (!press || press.moved) return;
      press.long = true;
      this.send("longpress", event, held, held, target);
      this.send("longtap", event, held, held, target);
    }, LONG_PRESS_MS);
    this.press = { x: first.clientX, y: first.clientY, target, moved: false, long: false, timer };
  }

  private move(event: Event, touches: ArrayLike<RawPoint>, changed: ArrayLike<RawPoint>): void {
    const press = this.press;
    if (!press) return;
    const first = changed[0]!;
    if (Math.hypot(first.clientX - press.x, first.clientY - press.y) > MOVE_TOLERANCE_PX) {
      press.moved = true;
      clearTimeout(press.timer);
    }
    this.send("touchmove", event, touches, changed, press.target);
  }

  private end(type: string, event: Event, touches: ArrayLike<RawPoint>, changed: ArrayLike<RawPoint>): void {
    const press = this.press;
    if (!press) return;
    this.press = undefined;
    clearTimeout(press.timer);
    this.send(type, event, touches, changed, press.target);
    if (press.moved || press.long) this.swallowClickUntil = performance.now() + CLICK_AFTER_TOUCH_MS;
  }

  private click(event: MouseEvent): void {
    if (performance.now() < this.swallowClickUntil) {
      this.swallowClickUntil = 0;
      return;
    }
    // A map tells its own taps, with the place that was tapped.
    if (event.target instanceof Element && event.target.closest(".mp-map")) return;
    this.send("tap", event, [], [event], event.target as Node);
  }
}

export function watchGestures(backend: PhoneBackend): void {
  new Gestures(backend);
  document.addEventListener("keydown", pressByKeyboard);
}

const KEY_OPERABLE = '[role="button"],[role="link"],[role="checkbox"],[role="radio"],[role="switch"],[role="tab"],[role="menuitem"],[role="option"]';

/** Enter and space press whatever carries a pressable role, as on a native button. */
function pressByKeyboard(event: KeyboardEvent): void {
  const target = event.target as HTMLElement;
  if ((event.key !== "Enter" && event.key !== " ") || !target.matches(KEY_OPERABLE) || target.matches("button,a,input,textarea")) return;
  event.preventDefault();
  target.click();
}
