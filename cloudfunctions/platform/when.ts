import { addDays, dayOf, daysBetween, weekdayOf } from "../../contracts/kernel/workdays";

/** Dates as a neighbour says them. Pure: `now` is always given. */

const weekdays = ["", "周一", "周二", "周三", "周四", "周五", "周六", "周日"];
const mondayOf = (day: string): string => addDays(day, 1 - weekdayOf(day));

/** 今天 · 明天 · 周四 · 下周一 · 12月1日 · 2027年1月4日. */
export function dayText(day: string, now: number): string {
  const today = dayOf(now);
  const near: Record<number, string> = { [-1]: "昨天", 0: "今天", 1: "明天", 2: "后天" };
  const nearWord = near[daysBetween(today, day)];
  if (nearWord) return nearWord;
  const weeks = daysBetween(mondayOf(today), mondayOf(day)) / 7;
  const weekday = weekdays[weekdayOf(day)]!;
  if (weeks === 0) return weekday;
  if (weeks === 1) return `下${weekday}`;
  const [year, month, date] = day.split("-").map(Number);
  return `${today.slice(0, 4) === day.slice(0, 4) ? "" : `${year}年`}${month}月${date}日`;
}

export const clockText = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(11, 16);

/** 今天 15:00 · 周四 18:00. */
export const momentText = (at: number, now: number): string => `${dayText(dayOf(at), now)} ${clockText(at)}`;
