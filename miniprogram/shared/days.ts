/** Local days as `YYYY-MM-DD`, always in China's time (+8, no summer time) wherever the phone is. */
const CHINA_OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;
const weekdays = ["周日", "周一", "周二", "周三", "周四", "周五", "周六"] as const;

const dayAt = (shiftedMs: number): string => new Date(shiftedMs).toISOString().slice(0, 10);

/** The local day of an instant, `inDays` days later. */
export const localDay = (nowMs: number, inDays = 0): string => dayAt(nowMs + CHINA_OFFSET_MS + inDays * DAY_MS);

/** 11月25日 周三. */
export function dayText(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  const weekday = weekdays[date.getUTCDay()] ?? "";
  return `${date.getUTCMonth() + 1}月${date.getUTCDate()}日 ${weekday}`;
}

export interface NearDay {
  day: string;
  label: string;
}

/** 今天, 明天, 后天: the days people choose most, one tap each. */
export const nearDays = (nowMs: number): NearDay[] =>
  ["今天", "明天", "后天"].map((label, inDays) => ({ day: localDay(nowMs, inDays), label }));
