import dayjs, { type Dayjs } from "dayjs";
import utc from "dayjs/plugin/utc";

dayjs.extend(utc);

/**
 * Local days and clock times of Asia/Shanghai, wherever the code runs: the cloud's clock is in UTC, and a phone may be
 * abroad. China has been UTC+8 without summer time since 1992. Days are `YYYY-MM-DD`, instants epoch milliseconds.
 */
const SHANGHAI_HOURS = 8;
const format = "YYYY-MM-DD";

export const dayMilliseconds = 86_400_000;

const local = (at: number): Dayjs => dayjs.utc(at).utcOffset(SHANGHAI_HOURS);
const midnight = (day: string): Dayjs => dayjs.utc(day);

/** Local day of an instant. */
export const dayOf = (at: number): string => local(at).format(format);

/** Instant of a local minute of a local day. */
export const instantOf = (day: string, minuteOfDay = 0): number =>
  midnight(day).subtract(SHANGHAI_HOURS, "hour").add(minuteOfDay, "minute").valueOf();

/** Local minutes after midnight. */
export const minuteOfDay = (at: number): number => local(at).hour() * 60 + local(at).minute();

/** 09:05. */
export const clockText = (at: number): string => local(at).format("HH:mm");

/** 1 Monday … 7 Sunday. */
export const weekdayOf = (day: string): number => midnight(day).day() || 7;

export const addDays = (day: string, count: number): string => midnight(day).add(count, "day").format(format);

/** Whole days from one local day to another, negative backwards. */
export const daysBetween = (from: string, to: string): number => midnight(to).diff(midnight(from), "day");

/** Whether there is such a day: a pattern lets 31 November through. */
export const isRealDay = (day: string): boolean => midnight(day).isValid() && midnight(day).format(format) === day;

/** 11月25日. */
export const monthDayText = (day: string): string => midnight(day).format("M月D日");

export const weekdayText = (day: string): string => `周${"一二三四五六日"[weekdayOf(day) - 1]}`;
