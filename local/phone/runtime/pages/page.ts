/** One open page: its instance, its DOM, its scrolling and its lifecycle calls. */
import type { Root } from "glass-easel-miniprogram-adapter";
import type { Instance } from "../engine/instances";
import type { Phone } from "../phone";
import { h } from "../ui/dom";
import { EventChannel } from "./eventChannel";
import { NavBar } from "./navBar";
import { PullDown } from "./pullDown";
import { parseUrl } from "./url";
import { type WindowOptions, windowOptions } from "./windowOptions";

let nextPageNumber = 1;

export class PhonePage {
  readonly path: string;
  readonly query: Record<string, string>;
  readonly number = nextPageNumber++;
  readonly instance: Instance;
  readonly element: HTMLElement;
  readonly body = h("div", { class: "mp-body" });
  readonly scroller = h("main", { class: "mp-scroll", tabindex: 0 });
  readonly nav: NavBar;
  readonly pullDown: PullDown;
  /** The channel's end for whoever opened this page. */
  readonly openerChannel: EventChannel;
  tabBar: Instance | null = null;
  private readonly root: Root;
  private tabBarRoot: Root | undefined;
  private options: WindowOptions;
  private ready = false;
  private readonly scrollListeners: ((scrollTop: number) => void)[] = [];

  constructor(
    private readonly phone: Phone,
    readonly url: string,
    readonly isTab: boolean,
    back: HTMLElement | null,
  ) {
    const { path, query, search } = parseUrl(url);
    this.path = path;
    this.query = query;
    const { manifest, registry } = phone;
    registry.load(path);
    this.options = windowOptions(manifest, path, phone.settings.dark);
    this.nav = new NavBar(this.options, back);
    this.pullDown = new PullDown(this.scroller, this.options.enablePullDownRefresh, () => this.call("onPullDownRefresh"));
    // visible from the start: what components measure while they attach must be the real layout
    this.element = h("section", { class: "mp-page", "data-page": path }, this.nav.element, this.body);
    this.element.classList.toggle("mp-custom-nav", this.options.navigationStyle === "custom");
    this.body.style.background = this.options.backgroundColor;
    this.scroller.classList.toggle("mp-fixed", this.options.disableScroll);
    const placeholder = h("span");
    this.scroller.append(this.pullDown.element, placeholder);
    this.body.append(this.scroller);
    phone.frame.stack.append(this.element);
    // a page written with Component() also takes its query as properties
    const byComponent = Boolean(manifest.components[path]?.config["component"]) && search;
    this.root = registry.associated.createRoot("page", registry.codeSpace, byComponent ? `${path}?${search}` : path);
    this.instance = this.root.get() as unknown as Instance;
    const [openerChannel, openedChannel] = EventChannel.pair();
    this.openerChannel = openerChannel;
    this.describeInstance(openedChannel);
    const dom = this.root.getComponent().$$ as unknown as HTMLElement;
    // before anything attaches: the page's style rules are bound to this attribute
    dom.setAttribute("is", path);
    this.root.attach(this.scroller as never, placeholder as never);
    if (isTab && manifest.app.tabBar?.custom) this.mountTabBar(dom);
    this.watchScroll();
    this.call("onLoad", query);
  }

  private describeInstance(channel: EventChannel): void {
    const route = { route: this.path, __route__: this.path, options: this.query };
    Object.assign(this.instance, route, {
      getOpenerEventChannel: () => channel,
      getTabBar: () => this.tabBar,
      getPageId: () => this.number,
      __phonePage: this,
    });
    const router = this.phone.routerFor(this.path);
    Object.assign(this.instance, { router, pageRouter: router });
  }

  private mountTabBar(page: HTMLElement): void {
    const { registry } = this.phone;
    registry.load("custom-tab-bar/index");
    this.tabBarRoot = registry.associated.createRoot("custom-tab-bar", registry.codeSpace, "custom-tab-bar/index");
    this.tabBar = this.tabBarRoot.get() as unknown as Instance;
    this.tabBar["getTabBar"] = () => this.tabBar;
    // inside the page element, as on the phone: it inherits the theme variables that `page {}` sets
    const placeholder = page.appendChild(h("span"));
    this.tabBarRoot.attach(page as never, placeholder as never);
    this.tabBarRoot.getComponent().triggerPageLifetime("show", []);
  }

  private watchScroll(): void {
    let atBottom = false;
    this.scroller.addEventListener(
      "scroll",
      () => {
        const { scrollTop, clientHeight, scrollHeight } = this.scroller;
        if (this.instance["onPageScroll"]) this.call("onPageScroll", { scrollTop });
        for (const listener of this.scrollListeners) listener(scrollTop);
        const near = scrollTop + clientHeight >= scrollHeight - this.options.onReachBottomDistance;
        if (near && !atBottom) this.call("onReachBottom");
        atBottom = near;
      },
      { passive: true },
    );
  }

  onScroll(listener: (scrollTop: number) => void): void {
    this.scrollListeners.push(listener);
  }

  /** Calls a page method if it has one; an error in it is reported, never thrown into the phone. */
  call(method: string, ...values: unknown[]): unknown {
    const handler = this.instance[method];
    if (typeof handler !== "function") return undefined;
    const report = (error: unknown): void => this.phone.errors.report(`${this.path} ${method}`, error);
    try {
      const result: unknown = handler.apply(this.instance, values);
      if (result instanceof Promise) result.catch(report);
      return result;
    } catch (error) {
      report(error);
      return undefined;
    }
  }

  show(): void {
    this.element.hidden = false;
    this.call("onShow");
    this.root.getComponent().triggerPageLifetime("show", []);
    if (this.ready) return;
    this.ready = true;
    setTimeout(() => {
      if (this.element.isConnected) this.call("onReady");
    });
  }

  hide(): void {
    this.call("onHide");
    this.root.getComponent().triggerPageLifetime("hide", []);
  }

  resized(size: { windowWidth: number; windowHeight: number }): void {
    this.call("onResize", { size });
    this.root.getComponent().triggerPageLifetime("resize", [{ size }]);
  }

  applyTheme(dark: boolean): void {
    const title = this.nav.titleText;
    this.options = windowOptions(this.phone.manifest, this.path, dark);
    this.nav.apply(this.options);
    this.nav.setTitle(title);
    this.body.style.background = this.options.backgroundColor;
  }

  destroy(): void {
    this.call("onUnload");
    this.tabBarRoot?.release();
    this.root.release();
    this.element.remove();
  }
}
