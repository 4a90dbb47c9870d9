/** Stands in for WeChat's map: a place typed in. */
import { h } from "./dom";
import { openLayer } from "./layers";

export interface Place {
  name: string;
  address: string;
  latitude: number;
  longitude: number;
}

const FIELDS = [
  ["name", "地点名称"],
  ["address", "地址"],
  ["latitude", "纬度（GCJ-02）"],
  ["longitude", "经度（GCJ-02）"],
] as const;

/** The place, or null when cancelled. */
export function choosePlace(start: Place): Promise<Place | null> {
  return new Promise((resolve) => {
    const inputs = FIELDS.map(([key, label]) => {
      const input = h("input", { class: "mp-modal-input", "aria-label": label, placeholder: label, "data-testid": `place-${key}` });
      input.value = String(start[key]);
      return input;
    });
    const finish = (place: Place | null): void => {
      close();
      resolve(place);
    };
    const confirm = (): void => {
      const [name, address, latitude, longitude] = inputs.map((input) => input.value);
      finish({ name: name!, address: address!, latitude: Number(latitude), longitude: Number(longitude) });
    };
    const footer = h(
      "footer",
      {},
      h("button", { type: "button", onclick: () => finish(null) }, "取消"),
      h("button", { type: "button", "data-testid": "place-confirm", onclick: confirm }, "确定"),
    );
    const box = h("div", { class: "mp-modal", role: "dialog", "aria-modal": "true", "aria-label": "选择位置" }, h("h3", {}, "选择位置"), ...inputs, footer);
    const close = openLayer(h("div", { class: "mp-layer" }, h("div", { class: "mp-mask" }), box));
  });
}
