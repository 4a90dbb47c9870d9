/** What the phone shows before it dials: the number, and whether to call. */
import { h } from "./dom";
import { openLayer } from "./layers";

/** True when the person chose to call. */
export function dial(number: string): Promise<boolean> {
  return new Promise((resolve) => {
    const finish = (call: boolean): void => {
      close();
      resolve(call);
    };
    const sheet = h(
      "div",
      { class: "mp-sheet", role: "dialog", "aria-modal": "true", "aria-label": "拨打电话", "data-testid": "phone-dialer" },
      h("button", { type: "button", onclick: () => finish(true) }, `呼叫 ${number}`),
      h("button", { type: "button", class: "mp-sheet-cancel", onclick: () => finish(false) }, "取消"),
    );
    const close = openLayer(h("div", { class: "mp-layer" }, h("div", { class: "mp-mask", onclick: () => finish(false) }), sheet));
  });
}
