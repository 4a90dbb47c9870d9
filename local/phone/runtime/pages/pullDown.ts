/** Pull to refresh: by a downward drag at the top of the page, or by wx.startPullDownRefresh. */
import { h } from "../ui/dom";

const TRIGGER_PX = 80;

export class PullDown {
  readonly element = h("div", { class: "mp-refresh", "aria-hidden": "true" }, h("i"), h("i"), h("i"));

  constructor(scroller: HTMLElement, enabled: boolean, private readonly refresh: () => void) {
    if (!enabled) return;
    let fromY: number | null = null;
    scroller.addEventListener(
      "touchstart",
      (event) => {
        fromY = scroller.scrollTop <= 0 ? (event.touches[0]?.clientY ?? null) : null;
      },
      { passive: true },
    );
    scroller.addEventListener("touchend", (event) => {
      const y = event.changedTouches[0]?.clientY;
      if (fromY !== null && y !== undefined && y - fromY > TRIGGER_PX) this.start();
      fromY = null;
    });
  }

  start(): void {
    this.element.classList.add("on");
    this.refresh();
  }

  stop(): void {
    this.element.classList.remove("on");
  }
}
