/** swiper: pages side by side, moved by touch, by setData or by themselves. */
import { any, assign, type BuiltIn, type Definition, fire, flag, hostOf, number, part, text } from "./define";

const SWIPE_PX = 40;

export const swiperItem: Definition = { properties: { itemId: text(), skipHiddenItemLayout: flag() } };

export const swiper: Definition = {
  template: "swiper",
  properties: {
    current: number(), autoplay: flag(), interval: number(5000), duration: number(500), circular: flag(), vertical: flag(),
    indicatorDots: flag(), indicatorColor: text("rgba(0,0,0,.3)"), indicatorActiveColor: text("#000000"), previousMargin: text("0px"),
    nextMargin: text("0px"), displayMultipleItems: number(1), easingFunction: text("default"), currentItemId: text(), snapToEdge: flag(),
    layoutType: text("normal"), transformerType: text("scaleAndFade"), cacheExtent: any(), scale: any(),
  },
  mount(self) {
    const track = part(self, "track");
    const state = { index: Number(self.data["current"]) };
    const count = (): number => track.querySelectorAll(":scope > wx-swiper-item, :scope > * > wx-swiper-item").length;
    const go = (to: number, source: "" | "touch" | "autoplay"): void => {
      const total = count();
      if (!total) return;
      const index = self.data["circular"] ? (to + total) % total : Math.max(0, Math.min(to, total - 1));
      const changed = index !== state.index;
      state.index = index;
      draw(self, track, index, total);
      if (!changed) return;
      assign(self, "current", index);
      const item = track.querySelectorAll<HTMLElement>("wx-swiper-item")[index] as (HTMLElement & { __wxElement?: BuiltIn }) | undefined;
      const detail = { current: index, currentItemId: item?.__wxElement?.data["itemId"] ?? "", source };
      fire(self, "change", detail);
      setTimeout(() => fire(self, "animationfinish", detail), Number(self.data["duration"]));
    };
    watchSwipe(self, (by) => go(state.index + by, "touch"));
    const observer = new MutationObserver(() => draw(self, track, state.index, count()));
    observer.observe(track, { childList: true });
    let timer: ReturnType<typeof setInterval> | undefined;
    return {
      render() {
        clearInterval(timer);
        const { autoplay, interval, current } = self.data;
        if (autoplay) timer = setInterval(() => hostOf(self).offsetParent && go((state.index + 1) % count(), "autoplay"), Number(interval));
        if (Number(current) !== state.index) go(Number(current), "");
        else draw(self, track, state.index, count());
      },
      unmount() {
        clearInterval(timer);
        observer.disconnect();
      },
    };
  },
};

function draw(self: BuiltIn, track: HTMLElement, index: number, total: number): void {
  const { data } = self;
  const shown = Number(data["displayMultipleItems"]) || 1;
  const axis = data["vertical"] ? "Y" : "X";
  track.classList.toggle("mp-vertical", Boolean(data["vertical"]));
  track.style.transitionDuration = `${Number(data["duration"])}ms`;
  track.style.setProperty("--items", String(shown));
  track.style.inset = data["vertical"]
    ? `${String(data["previousMargin"])} 0 ${String(data["nextMargin"])} 0`
    : `0 ${String(data["nextMargin"])} 0 ${String(data["previousMargin"])}`;
  track.style.transform = `translate${axis}(${(-100 * index) / shown}%)`;
  const dots = part(self, "dots");
  dots.style.setProperty("--dot", String(data["indicatorColor"]));
  dots.style.setProperty("--dot-active", String(data["indicatorActiveColor"]));
  dots.replaceChildren(
    ...Array.from({ length: data["indicatorDots"] ? total : 0 }, (_, at) => {
      const dot = document.createElement("i");
      dot.classList.toggle("on", at === index);
      return dot;
    }),
  );
}

interface Touched {
  touches: { clientX: number; clientY: number }[];
  changedTouches: { clientX: number; clientY: number }[];
}

function watchSwipe(self: BuiltIn, turn: (by: 1 | -1) => void): void {
  let from: { clientX: number; clientY: number } | undefined;
  self.addListener("touchstart", (event) => {
    from = (event as unknown as Touched).touches[0];
  });
  self.addListener("touchend", (event) => {
    const to = (event as unknown as Touched).changedTouches[0];
    if (!from || !to) return;
    const moved = self.data["vertical"] ? to.clientY - from.clientY : to.clientX - from.clientX;
    from = undefined;
    if (Math.abs(moved) > SWIPE_PX) turn(moved < 0 ? 1 : -1);
  });
}
