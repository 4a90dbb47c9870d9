/** How far the same time of day lies ahead after some working days of the national calendar, make-up days included. */
import { isWorkday } from "chinese-days";

const DAY_MS = 86_400_000;
const DAY = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai" });

/** Milliseconds from `fromMs` until `workingDays` working days have come. */
export function untilWorkingDays(fromMs: number, workingDays: number): number {
  let days = 0;
  for (let left = workingDays; left > 0; ) if (isWorkday(DAY.format(fromMs + ++days * DAY_MS))) left--;
  return days * DAY_MS;
}
