import dayjs from "dayjs";
import utc from "dayjs/plugin/utc";
import { dayMs, hourMs, minuteMs } from "./milliseconds";

dayjs.extend(utc);

/**
 * Local days and clock times of Asia/Shanghai, wherever the code runs: the cloud's clock is in UTC, and a phone may be
 * abroad. China has been UTC+8 without summer time since 1992. Days are `YYYY-MM-DD`, instants epoch milliseconds.
 *
 * One submission asks for days some hundred times, for every post and every rule. A fixed offset and days of one length
 * make each a sum; as objects of dayjs they took most of the time that a submission took in all.
 */
const shanghaiMilliseconds = 8 * hourMs;
const format = "YYYY-MM-DD";


const midnight = (day: string): dayjs.Dayjs => dayjs.utc(day);

/** Days since 1 January 1970. From its parts: engines disagree on what parsing makes of 31 November. */
const numberOf = (day: string): number =>
  Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10))) / dayMs;
const dayOfNumber = (number: number): string => new Date(number * dayMs).toISOString().slice(0, 10);

/** Local day of an instant. */
export const dayOf = (at: number): string => dayOfNumber(Math.floor((at + shanghaiMilliseconds) / dayMs));

/** Instant of a local minute of a local day. */
export const instantOf = (day: string, minuteOfDay = 0): number =>
  numberOf(day) * dayMs - shanghaiMilliseconds + minuteOfDay * minuteMs;

/** Local minutes after midnight. */
export function minuteOfDay(at: number): number {
  const local = at + shanghaiMilliseconds;
  return Math.floor((local - Math.floor(local / dayMs) * dayMs) / minuteMs);
}

const twoDigits = (number: number): string => String(number).padStart(2, "0");

/** 09:05. */
export const clockText = (at: number): string => `${twoDigits(Math.floor(minuteOfDay(at) / 60))}:${twoDigits(minuteOfDay(at) % 60)}`;

/** 1 Monday … 7 Sunday. */
export const weekdayOf = (day: string): number => ((((numberOf(day) + 3) % 7) + 7) % 7) + 1;

export const addDays = (day: string, count: number): string => dayOfNumber(numberOf(day) + count);

/** Whole days from one local day to another, negative backwards. */
export const daysBetween = (from: string, to: string): number => numberOf(to) - numberOf(from);

/** Whether there is such a day: a pattern lets 31 November through. */
export const isRealDay = (day: string): boolean => midnight(day).isValid() && midnight(day).format(format) === day;

/** 11月25日. */
export const monthDayText = (day: string): string => midnight(day).format("M月D日");

export const weekdayText = (day: string): string => `周${"一二三四五六日"[weekdayOf(day) - 1]}`;
