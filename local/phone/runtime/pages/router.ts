/** The page stack: at most ten pages, tab pages kept alive beside it, in WeChat's order of lifecycle calls. */
import type { Phone } from "../phone";
import { h } from "../ui/dom";
import { PhonePage } from "./page";
import { absoluteUrl, parseUrl } from "./url";

const MAX_PAGES = 10;

export class Router {
  stack: PhonePage[] = [];
  private readonly tabs = new Map<string, PhonePage>();

  constructor(private readonly phone: Phone) {}

  get top(): PhonePage | undefined {
    return this.stack.at(-1);
  }

  isTab(path: string): boolean {
    return this.phone.manifest.app.tabBar?.list.some((tab) => tab.pagePath === path) ?? false;
  }

  /** Absolute address of an existing page, or an error in WeChat's words. */
  private resolve(url: unknown, from = this.top?.path ?? ""): { url: string; path: string } {
    if (typeof url !== "string" || !url) throw new Error("parameter error: parameter.url should be String instead of Undefined;");
    const absolute = absoluteUrl(url, from);
    const { path } = parseUrl(absolute);
    if (!this.phone.manifest.pages.includes(path)) throw new Error(`page "${path}" is not found`);
    return { url: absolute, path };
  }

  private create(url: string): PhonePage {
    const { path } = parseUrl(url);
    const isTab = this.isTab(path);
    return new PhonePage(this.phone, url, isTab, this.backButton(path, isTab));
  }

  /** On the first page that is no tab and not the entry page, WeChat offers the way home instead of back. */
  private backButton(path: string, isTab: boolean): HTMLElement | null {
    const back = (): void => {
      if (this.stack.length > 1) this.back(1);
      else this.goHome();
    };
    if (isTab) return null;
    if (this.stack.length > 0) return h("button", { class: "mp-back", type: "button", "aria-label": "返回", onclick: back });
    if (path === this.phone.entryPath) return null;
    return h("button", { class: "mp-back mp-home", type: "button", "aria-label": "返回首页", onclick: back });
  }

  goHome(): void {
    const entry = `/${this.phone.entryPath}`;
    if (this.isTab(this.phone.entryPath)) this.switchTab(entry);
    else this.reLaunch(entry);
  }

  private reveal(page: PhonePage): void {
    for (const each of [...this.stack, ...this.tabs.values()]) if (each !== page) each.element.hidden = true;
    this.phone.tabBar.update(page);
    this.phone.frame.setStatusColor(page.nav.front);
    history.replaceState(null, "", `#${page.url}`);
    document.title = page.nav.titleText || this.phone.name;
    page.show();
  }

  private destroy(page: PhonePage): void {
    page.destroy();
    this.tabs.delete(page.path);
  }

  open(url: string, from?: string): PhonePage {
    const target = this.resolve(url, from);
    if (this.isTab(target.path)) throw new Error("can not navigateTo a tabbar page");
    if (this.stack.length >= MAX_PAGES) throw new Error("webview count limit exceed");
    this.top?.hide();
    const page = this.create(target.url);
    this.stack.push(page);
    this.reveal(page);
    return page;
  }

  replace(url: string, from?: string): void {
    const target = this.resolve(url, from);
    if (this.isTab(target.path)) throw new Error("can not redirectTo a tabbar page");
    const old = this.stack.pop();
    if (old) this.destroy(old);
    const page = this.create(target.url);
    this.stack.push(page);
    this.reveal(page);
  }

  reLaunch(url: string, from?: string): void {
    const target = this.resolve(url, from);
    for (const page of new Set([...this.stack, ...this.tabs.values()])) this.destroy(page);
    this.stack = [];
    this.tabs.clear();
    const page = this.create(target.url);
    if (page.isTab) this.tabs.set(page.path, page);
    this.stack = [page];
    this.reveal(page);
  }

  switchTab(url: string, from?: string): void {
    const { path } = this.resolve(url, from);
    if (!this.isTab(path)) throw new Error("can not switch to no-tabBar page");
    if (this.top?.path === path) return;
    while (this.top && !this.top.isTab) this.destroy(this.stack.pop()!);
    if (this.top?.path === path) return this.reveal(this.top);
    this.top?.hide();
    const page = this.tabs.get(path) ?? this.create(`/${path}`);
    this.tabs.set(path, page);
    this.stack = [page];
    this.reveal(page);
  }

  /** How often to go back; more than there is means the first page. */
  back(delta: number): void {
    if (this.stack.length <= 1) throw new Error("cannot navigate back at first page.");
    for (let left = Math.min(delta, this.stack.length - 1); left > 0; left--) this.destroy(this.stack.pop()!);
    this.reveal(this.top!);
  }

  /** Every page alive, hidden tabs included. */
  get alive(): PhonePage[] {
    return [...new Set([...this.stack, ...this.tabs.values()])];
  }
}
