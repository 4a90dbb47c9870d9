import { dayOf, daysBetween } from "../../../contracts/kernel/day";
import { hourMs } from "../../../contracts/kernel/milliseconds";
import { calendarCovers } from "../../../contracts/kernel/workdays";
import { momentText, storedMomentText } from "../../platform/when";

/** Deadlines in words. Pure. */

/** A deadline, saying so when the year's official calendar isn't known here yet and weekends were all there was to go by. */
export const dueAtText = (dueAt: number, now: number): string => momentText(dueAt, now) + estimateNote(dueAt);

/** The same for what is stored and read on another day. */
export const storedDueText = (dueAt: number, now: number): string => storedMomentText(dueAt, now) + estimateNote(dueAt);

const estimateNote = (dueAt: number): string => (calendarCovers(dayOf(dueAt)) ? "" : "（当年放假安排还没录入，按周末估算）");

/** 刚过期 · 已过期 3 小时 · 已过期 2 天. */
export function overdueText(dueAt: number, now: number): string {
  const days = daysBetween(dayOf(dueAt), dayOf(now));
  if (days > 0) return `已过期 ${days} 天`;
  const hours = Math.floor((now - dueAt) / hourMs);
  return hours > 0 ? `已过期 ${hours} 小时` : "刚过期";
}
