/** The cloud's time, and how to move it forward: timers fire on the way, and the phone's clock follows. */
import { clockOffsetOf, type ClockReply } from "../clockReply";
import type { Phone } from "../runtime/phone";
import { h } from "../runtime/ui/dom";
import { section } from "./section";
import { untilWorkingDays } from "./workingDays";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** How far each button moves, seen from now. */
const STEPS: { key: string; text: string; forwardMs(nowMs: number): number }[] = [
  { key: "1h", text: "+1 小时", forwardMs: () => HOUR_MS },
  { key: "1d", text: "+1 天", forwardMs: () => DAY_MS },
  { key: "3wd", text: "+3 个工作日", forwardMs: (nowMs) => untilWorkingDays(nowMs, 3) },
  { key: "1w", text: "+1 周", forwardMs: () => 7 * DAY_MS },
];
const FORMAT = new Intl.DateTimeFormat("zh-CN", { timeZone: "Asia/Shanghai", month: "long", day: "numeric", weekday: "short", hour: "2-digit", minute: "2-digit", hour12: false });

export function clockSection(phone: Phone): HTMLElement {
  const time = h("output", { class: "bar-time", "data-testid": "bar-time" });
  const draw = (): void => {
    time.textContent = FORMAT.format(phone.clock.now());
  };
  const failed = h("p", { class: "bar-failed", role: "alert", hidden: true }, "时间没有拨动：本地云没有回应");
  const forward = async (forwardMs: number): Promise<void> => {
    try {
      const response = await fetch("/local/clock", { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ forwardMs }) });
      if (!response.ok) throw new Error(await response.text());
      phone.setClockOffset(clockOffsetOf((await response.json()) as ClockReply));
      failed.hidden = true;
    } catch {
      failed.hidden = false;
    }
    draw();
  };
  const buttons = STEPS.map(({ key, text, forwardMs }) => h("button", { type: "button", "data-testid": `bar-forward-${key}`, onclick: () => void forward(forwardMs(phone.clock.now())) }, text));
  draw();
  setInterval(draw, 1000);
  return section("时间", time, h("div", { class: "bar-choice" }, ...buttons), failed);
}
