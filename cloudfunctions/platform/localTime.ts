import { localDay } from "./actor";

/** Days and hours as people in Asia/Shanghai say them. China has kept one zone without daylight saving since 1991. */
const offsetMilliseconds = 8 * 3_600_000;
const dayMilliseconds = 24 * 3_600_000;

const local = (at: number): Date => new Date(at + offsetMilliseconds);

/** Minutes since local midnight. */
export const localMinute = (at: number): number => local(at).getUTCHours() * 60 + local(at).getUTCMinutes();

/** Midnight that begins a local day, epoch ms. */
export const startOfDay = (day: string): number => Date.parse(`${day}T00:00:00+08:00`);
/** Midnight that ends a local day, epoch ms, exclusive. */
export const endOfDay = (day: string): number => startOfDay(day) + dayMilliseconds;

const twoDigits = (value: number): string => String(value).padStart(2, "0");
export const clockText = (at: number): string => `${twoDigits(local(at).getUTCHours())}:${twoDigits(local(at).getUTCMinutes())}`;

/** 昨天 / 今天 / 明天, else 11月25日, with the year only when it is another one. */
export function dayText(at: number, now: number): string {
  const days = (startOfDay(localDay(at)) - startOfDay(localDay(now))) / dayMilliseconds;
  if (days === -1) return "昨天";
  if (days === 0) return "今天";
  if (days === 1) return "明天";
  const date = local(at);
  const year = date.getUTCFullYear() === local(now).getUTCFullYear() ? "" : `${date.getUTCFullYear()}年`;
  return `${year}${date.getUTCMonth() + 1}月${date.getUTCDate()}日`;
}

/** 今天 10:20. */
export const momentText = (at: number, now: number): string => `${dayText(at, now)} ${clockText(at)}`;
