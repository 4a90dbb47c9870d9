import { addDays, dayOf, monthDayText, weekdayText } from "./contracts";

/** The local day of an instant, `inDays` days later. */
export const localDay = (nowMs: number, inDays = 0): string => addDays(dayOf(nowMs), inDays);

/** 11月25日 周三. */
export const dayText = (day: string): string => `${monthDayText(day)} ${weekdayText(day)}`;

export interface NearDay {
  day: string;
  label: string;
}

/** 今天, 明天, 后天: the days people choose most, one tap each. */
export const nearDays = (nowMs: number): NearDay[] =>
  ["今天", "明天", "后天"].map((label, inDays) => ({ day: localDay(nowMs, inDays), label }));

/** 明天, or 11月26日 周四: in the words in which it was chosen, which are the cloud's for these days. */
export const nearDayText = (day: string, nowMs: number): string => nearDays(nowMs).find((near) => near.day === day)?.label ?? dayText(day);
