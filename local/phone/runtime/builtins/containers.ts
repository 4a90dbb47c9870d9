/** view and its kin: boxes that hold other things. */
import { any, type Definition, fire, flag, hostOf, number, part, text } from "./define";

export const view: Definition = {};
export const coverView: Definition = { properties: { scrollTop: any() } };
export const shareElement: Definition = { properties: { key: text(), transform: flag(), duration: number(300) } };

/** Leaves its place in the page for the page's end, so that no ancestor clips or moves it. */
export const rootPortal: Definition = {
  template: "portal",
  properties: { enable: flag(true) },
  mount(self) {
    const portal = part(self, "portal");
    const host = hostOf(self);
    return {
      render() {
        const home = self.data["enable"] ? (host.closest("page") ?? host) : host;
        if (portal.parentElement !== home) home.append(portal);
      },
      unmount: () => portal.remove(),
    };
  },
};

/** A sheet over the page; going back closes it first. */
export const pageContainer: Definition = {
  template: "page-container",
  properties: {
    show: flag(),
    duration: number(300),
    zIndex: number(100),
    overlay: flag(true),
    position: text("bottom"),
    round: flag(),
    closeOnSlideDown: flag(),
    overlayStyle: text(),
    customStyle: text(),
  },
  mount(self) {
    const panel = part(self, "panel");
    const mask = part(self, "mask");
    let shown = false;
    mask.addEventListener("click", () => {
      fire(self, "clickoverlay");
      self.setData({ show: false });
    });
    return {
      render() {
        const { show, position, round, overlay, zIndex, overlayStyle, customStyle } = self.data;
        panel.style.cssText = String(customStyle);
        mask.style.cssText = String(overlayStyle);
        hostOf(self).style.zIndex = String(zIndex);
        hostOf(self).dataset["position"] = String(position);
        panel.classList.toggle("mp-round", Boolean(round));
        mask.hidden = !overlay;
        hostOf(self).toggleAttribute("data-shown", Boolean(show));
        if (show === shown) return;
        shown = Boolean(show);
        for (const phase of shown ? ["beforeenter", "enter", "afterenter"] : ["beforeleave", "leave", "afterleave"]) fire(self, phase);
      },
    };
  },
};

/** Shows its content where the page's size and theme fit. */
export const matchMediaBuiltIn: Definition = {
  properties: {
    minWidth: any(), maxWidth: any(), width: any(), minHeight: any(), maxHeight: any(), height: any(), orientation: text(),
  },
  mount(self) {
    const host = hostOf(self);
    const body = host.closest(".mp-body");
    const fits = (): boolean => {
      const width = body?.clientWidth ?? 0;
      const height = body?.clientHeight ?? 0;
      const { data } = self;
      const within = (name: string, size: number): boolean => {
        const capital = name[0]!.toUpperCase() + name.slice(1);
        return (
          (data[`min${capital}`] === null || size >= Number(data[`min${capital}`])) &&
          (data[`max${capital}`] === null || size <= Number(data[`max${capital}`])) &&
          (data[name] === null || size === Number(data[name]))
        );
      };
      const orientation = width > height ? "landscape" : "portrait";
      return within("width", width) && within("height", height) && (!data["orientation"] || data["orientation"] === orientation);
    };
    const render = (): void => void host.toggleAttribute("hidden", !fits());
    const observer = new ResizeObserver(render);
    if (body) observer.observe(body);
    return { render, unmount: () => observer.disconnect() };
  },
};

/** The page's own style, font size and background, set from its template. */
export const pageMeta: Definition = {
  properties: {
    pageStyle: text(), pageFontSize: text(), rootFontSize: text(), backgroundTextStyle: text(), backgroundColor: text(),
    rootBackgroundColor: text(), scrollTop: text(), scrollDuration: number(300), pageOrientation: text(),
  },
  mount(self) {
    const page = hostOf(self).closest<HTMLElement>("page");
    const scroller = hostOf(self).closest<HTMLElement>(".mp-scroll");
    const onScroll = (): void => fire(self, "scroll", { scrollTop: scroller?.scrollTop ?? 0 });
    scroller?.addEventListener("scroll", onScroll, { passive: true });
    return {
      render() {
        const { pageStyle, pageFontSize, rootFontSize, backgroundColor, rootBackgroundColor, scrollTop } = self.data as Record<string, string>;
        if (!page) return;
        if (pageStyle) page.setAttribute("style", pageStyle);
        if (pageFontSize) page.style.fontSize = systemFont(pageFontSize);
        if (rootFontSize) document.documentElement.style.fontSize = systemFont(rootFontSize);
        const background = rootBackgroundColor || backgroundColor;
        if (background) page.closest<HTMLElement>(".mp-body")!.style.background = background;
        if (scrollTop) scroller?.scrollTo({ top: parseFloat(scrollTop) });
      },
      unmount: () => scroller?.removeEventListener("scroll", onScroll),
    };
  },
};

/** "system" means WeChat's own font size as the person has set it. */
function systemFont(size: string): string {
  return size === "system" ? `${16 * window.__phone.settings.font}px` : size;
}
