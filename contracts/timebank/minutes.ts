import * as z from "zod/mini";

/**
 * Time is whole minutes everywhere: never floating hours, so that nothing is lost in a sum. Ten thousand hours are more
 * than anybody saves; more in one entry is a slip of the pen.
 */
const mostMinutes = 600_000;

/** An amount that moves: a zero-minute transfer says nothing and is refused. */
export const minutes = z.int().check(z.gte(1, "时间要大于零。"), z.lte(mostMinutes, "时间太长了，请再看一眼。"));

/** 2 小时 5 分钟 · 45 分钟 · −1 小时. */
export function minutesText(amount: number): string {
  const [hours, rest] = [Math.floor(Math.abs(amount) / 60), Math.abs(amount) % 60];
  const words = [...(hours ? [`${hours} 小时`] : []), ...(rest || !hours ? [`${rest} 分钟`] : [])];
  return (amount < 0 ? "−" : "") + words.join(" ");
}

/** `YYYY-MM`. */
export const month = z.string().check(z.regex(/^\d{4}-(0[1-9]|1[0-2])$/));
/** Of a local day. */
export const monthOf = (day: string): string => day.slice(0, 7);

/** @returns the month after `month` */
export function nextMonth(month: string): string {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))];
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, "0")}`;
}

/** @returns the month before `month` */
export function monthBefore(month: string): string {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))];
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, "0")}`;
}

/** 2026年11月. */
export const monthText = (month: string): string => `${month.slice(0, 4)}年${Number(month.slice(5))}月`;
