/** The phone as it is drawn: status line, pages, tab bar, layers above them, and the errors of product code. */
import type { PhoneError } from "./errors";
import { h } from "./ui/dom";

/** Heights of a real phone of that width: window, status line, strip of the home gesture. */
const MODELS: Record<number, { height: number; status: number; home: number }> = {
  320: { height: 568, status: 20, home: 0 },
  375: { height: 812, status: 44, home: 34 },
  430: { height: 932, status: 59, home: 34 },
};

export const CAPSULE = { width: 87, height: 32, right: 7, below: 6 };

export class Frame {
  readonly element = h("div", { id: "phone" });
  readonly stack = h("div", { class: "mp-stack" });
  readonly layers = h("div", { class: "mp-layers" });
  private readonly time = h("span", { class: "mp-time" });
  private readonly signal = h("span", { class: "mp-signal" });
  private readonly status = h("div", { class: "mp-status", "aria-hidden": "true" }, this.time, this.signal);
  private readonly errorBox = h("div", { class: "mp-errors", role: "log", "data-testid": "phone-errors", hidden: true });
  private model = MODELS[375]!;

  constructor() {
    const capsule = h("div", { class: "mp-capsule", "aria-hidden": "true" }, h("i", {}, "•••"), h("i", {}, "⊙"));
    this.element.append(this.stack, this.status, capsule, this.layers, this.errorBox);
    document.body.prepend(this.element);
  }

  setTabBar(tabBar: HTMLElement): void {
    this.stack.after(tabBar);
  }

  resize(width: number, framed: boolean): void {
    const actual = framed ? width : innerWidth;
    this.model = MODELS[actual] ?? (actual <= 340 ? MODELS[320]! : actual < 400 ? MODELS[375]! : MODELS[430]!);
    const { style } = this.element;
    document.documentElement.classList.toggle("framed", framed);
    style.setProperty("--phone-width", framed ? `${width}px` : "100vw");
    style.setProperty("--phone-height", framed ? `min(${this.model.height}px, 100vh - 32px)` : "100vh");
    style.setProperty("--phone-safe-top", `${this.model.status}px`);
    style.setProperty("--phone-safe-bottom", `${this.model.home}px`);
  }

  get statusHeight(): number {
    return this.model.status;
  }
  get homeHeight(): number {
    return this.model.home;
  }
  get size(): { width: number; height: number } {
    return { width: this.element.clientWidth, height: this.element.clientHeight };
  }

  /** The status line lies over the page and takes the colour of its bar's title. */
  setStatusColor(front: string): void {
    this.status.style.color = front;
  }

  setTheme(dark: boolean): void {
    this.element.dataset["theme"] = dark ? "dark" : "light";
  }

  setStatus(nowMs: number, connection: string): void {
    const text = new Intl.DateTimeFormat("zh-CN", { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: "Asia/Shanghai" }).format(nowMs);
    if (this.time.textContent !== text) this.time.textContent = text;
    const label = { online: "Wi-Fi", slow: "3G", offline: "无网络" }[connection] ?? "";
    if (this.signal.textContent !== label) this.signal.textContent = label;
  }

  showError({ where, message }: PhoneError): void {
    this.errorBox.hidden = false;
    const close = h("button", { type: "button", "aria-label": "关闭", onclick: () => entry.remove() }, "×");
    const entry = h("div", { class: "mp-error" }, close, h("b", {}, where), h("pre", {}, message));
    this.errorBox.append(entry);
  }
}
