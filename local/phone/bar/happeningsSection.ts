/** What left the phone: calls made, messages consented to, things opened. Newest first. */
import type { Happening, Phone } from "../runtime/phone";
import { h } from "../runtime/ui/dom";
import { section } from "./section";

const LABELS: Record<Happening["kind"], string> = { call: "拨打", subscribe: "订阅", share: "转发", clipboard: "复制", open: "打开", event: "上报" };
const MAX_SHOWN = 20;

export function happeningsSection(phone: Phone): HTMLElement {
  const list = h("ol", { class: "bar-happenings", "data-testid": "bar-happenings" });
  const empty = h("p", { class: "bar-empty" }, "还没有");
  const add = ({ kind, text }: Happening): void => {
    empty.remove();
    list.prepend(h("li", {}, h("b", {}, LABELS[kind]), ` ${text}`));
    while (list.children.length > MAX_SHOWN) list.lastElementChild!.remove();
  };
  phone.happenings.forEach(add);
  phone.happened.add(add);
  return section("手机上发生的事", empty, list);
}
