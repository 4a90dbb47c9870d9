/** What the cloud has sent through WeChat: subscribe messages and other calls of its open API. Read on request. */
import { h } from "../runtime/ui/dom";
import { section } from "./section";

interface OutboxItem {
  at: number;
  api: string;
  data: Record<string, unknown>;
}

const TIME = new Intl.DateTimeFormat("zh-CN", { timeZone: "Asia/Shanghai", month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit", hour12: false });
const MAX_SHOWN = 20;

/** The values of a subscribe message, in the order of its template. */
function wordsOf({ data }: OutboxItem): string {
  const fields = (data["data"] ?? {}) as Record<string, { value?: unknown }>;
  const words = Object.values(fields).map((field) => String(field?.value ?? ""));
  return words.length ? words.join(" · ") : JSON.stringify(data);
}

export function outboxSection(): HTMLElement {
  const list = h("ol", { class: "bar-happenings", "data-testid": "bar-outbox" });
  const read = async (): Promise<void> => {
    try {
      const { items } = (await (await fetch("/local/outbox")).json()) as { items: OutboxItem[] };
      const shown = items.slice(-MAX_SHOWN).reverse();
      list.replaceChildren(...(shown.length ? shown.map((item) => h("li", {}, h("b", {}, TIME.format(item.at)), ` ${wordsOf(item)}`)) : [h("li", {}, "还没有发出过")]));
    } catch {
      list.replaceChildren(h("li", {}, "本地云没有回应"));
    }
  };
  const button = h("button", { type: "button", "data-testid": "bar-read-outbox", onclick: () => void read() }, "查看");
  return section("云端发出的微信消息", button, list);
}
