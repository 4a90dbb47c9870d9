/** Pictures over the whole phone; a tap closes, the arrows turn the pages. */
import { h } from "./dom";
import { openLayer } from "./layers";

export function previewImages(urls: string[], start: number): void {
  let index = start;
  const picture = h("img", { alt: "图片预览" });
  const counter = h("span", { class: "mp-preview-count" });
  const show = (next: number): void => {
    index = (next + urls.length) % urls.length;
    picture.src = urls[index]!;
    counter.textContent = `${index + 1}/${urls.length}`;
  };
  const turn = (label: string, by: number): HTMLElement | null =>
    urls.length > 1
      ? h("button", { type: "button", "aria-label": label, onclick: (event) => {
          event.stopPropagation();
          show(index + by);
        } }, by < 0 ? "‹" : "›")
      : null;
  const layer = h("div", { class: "mp-layer mp-preview", role: "dialog", "aria-modal": "true", "aria-label": "图片预览" });
  const close = h("button", { type: "button", class: "mp-preview-close", "aria-label": "关闭" }, "×");
  layer.append(close, turn("上一张", -1) ?? "", picture, turn("下一张", 1) ?? "", counter);
  const dismiss = openLayer(layer);
  layer.addEventListener("click", dismiss);
  show(start);
}
