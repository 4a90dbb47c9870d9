/** The status line and navigation bar above a page, and the capsule that WeChat draws over every page. */
import { h } from "../ui/dom";
import type { WindowOptions } from "./windowOptions";

export const NAV_HEIGHT = 44;

export class NavBar {
  readonly element: HTMLElement;
  private readonly title = h("h1", { class: "mp-title" });
  /** Colour of title and status line: black or white. */
  front = "#000000";
  private readonly spinner = h("i", { class: "mp-nav-loading", hidden: true });

  constructor(options: WindowOptions, private readonly back: HTMLElement | null) {
    const bar = h("div", { class: "mp-nav-bar" }, back, h("div", { class: "mp-nav-middle" }, this.spinner, this.title));
    this.element = h("header", { class: "mp-nav", role: "banner" }, bar);
    this.apply(options);
  }

  apply(options: WindowOptions): void {
    const custom = options.navigationStyle === "custom";
    this.element.hidden = custom;
    this.setTitle(options.navigationBarTitleText);
    this.setColor(options.navigationBarBackgroundColor, options.navigationBarTextStyle === "white" ? "#ffffff" : "#000000");
  }

  setTitle(title: string): void {
    this.title.textContent = title;
  }

  get titleText(): string {
    return this.title.textContent ?? "";
  }

  setColor(background: string, front: string): void {
    this.element.style.background = background;
    this.element.style.color = front;
    this.front = front;
  }

  setLoading(on: boolean): void {
    this.spinner.hidden = !on;
  }

  hideBack(): void {
    this.back?.remove();
  }
}
