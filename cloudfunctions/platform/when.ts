import { addDays, clockText, dayOf, daysBetween, monthDayText, weekdayOf, weekdayText } from "../../contracts/kernel/day";

/**
 * Dates as a neighbour says them. Pure: `now` is always given.
 *
 * 今天 is true on one day only. So what is composed when somebody looks says `dayText` and `momentText`; what is stored and
 * read later (the inbox, an event) says `storedDayText` and `storedMomentText`. test/inbox/storedDates holds both apart.
 */

const mondayOf = (day: string): string => addDays(day, 1 - weekdayOf(day));

/** 今天 · 明天 · 周四 · 下周一 · 12月1日 · 2027年1月4日. */
export function dayText(day: string, now: number): string {
  const today = dayOf(now);
  const near: Record<number, string> = { [-1]: "昨天", 0: "今天", 1: "明天", 2: "后天" };
  const nearWord = near[daysBetween(today, day)];
  if (nearWord) return nearWord;
  const weeks = daysBetween(mondayOf(today), mondayOf(day)) / 7;
  const weekday = weekdayText(day);
  if (weeks === 0) return weekday;
  if (weeks === 1) return `下${weekday}`;
  return yearUnless(day, now) + monthDayText(day);
}

const yearUnless = (day: string, now: number): string => (dayOf(now).slice(0, 4) === day.slice(0, 4) ? "" : `${day.slice(0, 4)}年`);

/** 11月23日 周一: as true next week as today. */
export const storedDayText = (day: string, now: number): string => `${yearUnless(day, now)}${monthDayText(day)} ${weekdayText(day)}`;

/** 11月23日 周一 19:00. */
export const storedMomentText = (at: number, now: number): string => `${storedDayText(dayOf(at), now)} ${clockText(at)}`;

/** 到周四: the last whole day of what ends at `until`, exclusive. */
export const untilText = (until: number, now: number): string => `到${dayText(dayOf(until - 1), now)}`;

/** 从周三起, while it has not begun; 到周五. */
export const absenceText = ({ from, until }: { from?: number; until: number }, now: number): { fromText?: string; untilText: string } => ({
  ...(from !== undefined && { fromText: `从${dayText(dayOf(from), now)}起` }),
  untilText: untilText(until, now),
});

/** The last whole day of what ends at `until`, exclusive, for what is stored. */
export const storedUntilText = (until: number, now: number): string => `到${storedDayText(dayOf(until - 1), now)}`;

/** 今天 15:00 · 周四 18:00. */
export const momentText = (at: number, now: number): string => `${dayText(dayOf(at), now)} ${clockText(at)}`;
