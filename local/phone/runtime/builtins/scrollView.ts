/** scroll-view: scrolling, its edges, scrolling into view, and pulling to refresh. */
import { any, type BuiltIn, type Controls, type Definition, fire, flag, hostOf, number, part, text } from "./define";

const PULL_RATIO = 0.5;

export const scrollView: Definition = {
  template: "scroll-view",
  properties: {
    scrollX: flag(), scrollY: flag(), scrollTop: any(), scrollLeft: any(), scrollIntoView: text(), scrollIntoViewOffset: number(),
    scrollWithAnimation: flag(), upperThreshold: number(50), lowerThreshold: number(50), enableBackToTop: flag(), enableFlex: flag(),
    showScrollbar: flag(true), enhanced: flag(), bounces: any(), refresherEnabled: flag(), refresherTriggered: flag(),
    refresherThreshold: number(45), refresherDefaultStyle: text("black"), refresherBackground: text(), pagingEnabled: flag(),
    fastDeceleration: flag(), type: text(), throttle: flag(), scrollAnchoring: flag(), usingSticky: flag(), enablePassive: flag(),
    reverse: flag(), clip: flag(true), cacheExtent: any(), associativeContainer: text(), padding: any(), binddragstart: any(),
  },
  mount(self) {
    const scroller = part(self, "scroller");
    const applied = { scrollTop: null as unknown, scrollLeft: null as unknown, scrollIntoView: "" };
    watchScroll(self, scroller);
    watchPull(self, scroller);
    return { render: () => renderScroll(self, scroller, applied) } satisfies Controls;
  },
};

function renderScroll(self: BuiltIn, scroller: HTMLElement, applied: { scrollTop: unknown; scrollLeft: unknown; scrollIntoView: string }): void {
  const { data } = self;
  scroller.style.overflowX = data["scrollX"] ? "auto" : "hidden";
  scroller.style.overflowY = data["scrollY"] ? "auto" : "hidden";
  scroller.classList.toggle("mp-flex", Boolean(data["enableFlex"]));
  scroller.classList.toggle("mp-no-scrollbar", !data["showScrollbar"]);
  if (data["scrollX"] || data["scrollY"]) scroller.tabIndex = 0;
  const refresher = part(self, "refresher");
  refresher.style.background = String(data["refresherBackground"] ?? "");
  refresher.style.height = data["refresherTriggered"] ? `${Number(data["refresherThreshold"])}px` : "0";
  const behavior: ScrollBehavior = data["scrollWithAnimation"] ? "smooth" : "auto";
  for (const [name, side] of [["scrollTop", "top"], ["scrollLeft", "left"]] as const) {
    if (data[name] === applied[name] || data[name] === null || data[name] === undefined) continue;
    applied[name] = data[name];
    const position = parseFloat(String(data[name]));
    // what is to be scrolled to may be laid out only after this update
    setTimeout(() => scroller.scrollTo({ [side]: position, behavior }));
  }
  const id = String(data["scrollIntoView"] ?? "");
  if (id !== applied.scrollIntoView) {
    applied.scrollIntoView = id;
    if (id) setTimeout(() => scrollToChild(self, scroller, id, behavior));
  }
}

function scrollToChild(self: BuiltIn, scroller: HTMLElement, id: string, behavior: ScrollBehavior): void {
  const target = self.ownerShadowRoot?.getElementById(id)?.$$ as unknown as HTMLElement | undefined;
  if (!target) return;
  const from = scroller.getBoundingClientRect();
  const to = target.getBoundingClientRect();
  const offset = Number(self.data["scrollIntoViewOffset"]);
  if (self.data["scrollX"]) scroller.scrollTo({ left: scroller.scrollLeft + to.left - from.left + offset, behavior });
  else scroller.scrollTo({ top: scroller.scrollTop + to.top - from.top + offset, behavior });
}

function watchScroll(self: BuiltIn, scroller: HTMLElement): void {
  let last = { top: 0, left: 0 };
  let atStart = true;
  let atEnd = false;
  scroller.addEventListener(
    "scroll",
    (event) => {
      event.stopPropagation();
      const { scrollTop, scrollLeft, scrollHeight, scrollWidth, clientHeight, clientWidth } = scroller;
      fire(self, "scroll", { scrollTop, scrollLeft, scrollHeight, scrollWidth, deltaX: last.left - scrollLeft, deltaY: last.top - scrollTop });
      last = { top: scrollTop, left: scrollLeft };
      const sideways = self.data["scrollX"] && !self.data["scrollY"];
      const upper = Number(self.data["upperThreshold"]);
      const lower = Number(self.data["lowerThreshold"]);
      const end = sideways ? scrollLeft + clientWidth >= scrollWidth - lower : scrollTop + clientHeight >= scrollHeight - lower;
      const start = sideways ? scrollLeft <= upper : scrollTop <= upper;
      if (end && !atEnd) fire(self, "scrolltolower", { direction: sideways ? "right" : "bottom" });
      if (start && !atStart) fire(self, "scrolltoupper", { direction: sideways ? "left" : "top" });
      atEnd = end;
      atStart = start;
    },
    { passive: true },
  );
}

function watchPull(self: BuiltIn, scroller: HTMLElement): void {
  let fromY: number | null = null;
  let pulled = 0;
  const refresher = part(self, "refresher");
  const finish = (): void => {
    if (fromY === null) return;
    fromY = null;
    if (pulled >= Number(self.data["refresherThreshold"])) {
      fire(self, "refresherrefresh", { dy: pulled });
    } else if (pulled > 0) {
      refresher.style.height = "0";
      fire(self, "refresherabort", { dy: pulled });
    }
    pulled = 0;
  };
  hostOf(self).addEventListener(
    "touchstart",
    (event) => {
      if (self.data["refresherEnabled"] && scroller.scrollTop <= 0) fromY = event.touches[0]?.clientY ?? null;
    },
    { passive: true },
  );
  hostOf(self).addEventListener(
    "touchmove",
    (event) => {
      if (fromY === null) return;
      pulled = Math.max(0, (event.touches[0]!.clientY - fromY) * PULL_RATIO);
      refresher.style.height = `${pulled}px`;
      fire(self, "refresherpulling", { dy: pulled });
    },
    { passive: true },
  );
  hostOf(self).addEventListener("touchend", finish);
  hostOf(self).addEventListener("touchcancel", finish);
}
