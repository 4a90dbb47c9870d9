/**
 * The platform's 7-field cron: second minute hour day month weekday year, in UTC+8 without daylight saving.
 * Day and weekday are alternatives when both are given, as the platform documents.
 */
const ZONE_MS = 8 * 3600_000;
const DAY_MS = 86_400_000;
const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const WEEKDAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
/** Fields reach no further than the platform's years. */
const LAST_YEAR = 2099;

export class Cron {
  private readonly seconds: number[];
  private readonly minutes: number[];
  private readonly hours: number[];
  private readonly days: Set<number>;
  private readonly months: Set<number>;
  private readonly weekdays: Set<number>;
  private readonly years: Set<number>;
  private readonly anyDay: boolean;
  private readonly anyWeekday: boolean;

  /** @throws Error naming the field that is wrong. */
  constructor(readonly text: string) {
    const fields = text.trim().split(/\s+/);
    if (fields.length !== 7) throw new Error(`a trigger needs 7 fields (second … year): "${text}"`);
    const [second, minute, hour, day, month, weekday, year] = fields as [
      string,
      string,
      string,
      string,
      string,
      string,
      string,
    ];
    this.seconds = readField(second, 0, 59);
    this.minutes = readField(minute, 0, 59);
    this.hours = readField(hour, 0, 23);
    this.days = new Set(readField(day, 1, 31));
    this.months = new Set(readField(month, 1, 12, MONTHS, 1));
    this.weekdays = new Set(readField(weekday, 0, 6, WEEKDAYS));
    this.years = new Set(readField(year, 1970, LAST_YEAR));
    this.anyDay = isAny(day);
    this.anyWeekday = isAny(weekday);
  }

  /** The last moments, at most `count`, with `afterMs` < moment ≤ `untilMs`, in order. */
  lastBetween(afterMs: number, untilMs: number, count: number): number[] {
    const after = afterMs + ZONE_MS;
    const until = untilMs + ZONE_MS;
    const found: number[] = [];
    for (let day = Math.floor(until / DAY_MS) * DAY_MS; day + DAY_MS > after; day -= DAY_MS) {
      if (!this.hasDay(day)) continue;
      for (const time of this.timesOfDayBackwards()) {
        const moment = day + time;
        if (moment > until) continue;
        if (moment <= after || found.length >= count) return found.reverse();
        found.push(moment - ZONE_MS);
      }
    }
    return found.reverse();
  }

  private hasDay(dayMs: number): boolean {
    const date = new Date(dayMs);
    if (!this.years.has(date.getUTCFullYear()) || !this.months.has(date.getUTCMonth() + 1)) return false;
    const byDay = this.days.has(date.getUTCDate());
    const byWeekday = this.weekdays.has(date.getUTCDay());
    if (this.anyDay) return byWeekday;
    return this.anyWeekday ? byDay : byDay || byWeekday;
  }

  private *timesOfDayBackwards(): Generator<number> {
    for (const hour of this.hours.toReversed()) {
      for (const minute of this.minutes.toReversed()) {
        for (const second of this.seconds.toReversed()) yield ((hour * 60 + minute) * 60 + second) * 1000;
      }
    }
  }
}

const isAny = (field: string): boolean => field === "*" || field === "?";

function readField(field: string, min: number, max: number, names: string[] = [], base = 0): number[] {
  const values = new Set<number>();
  for (const part of field.split(",")) {
    const [range = "", stepText] = part.split("/");
    const step = stepText === undefined ? 1 : Number(stepText);
    const [from, to] = readRange(range, stepText !== undefined, min, max, names, base);
    if (!(from >= min && to <= max && from <= to && Number.isInteger(step) && step > 0)) {
      throw new Error(`"${part}" is no part of a trigger's field between ${min} and ${max}`);
    }
    for (let value = from; value <= to; value += step) values.add(value);
  }
  return [...values].sort((a, b) => a - b);
}

function readRange(
  range: string,
  stepped: boolean,
  min: number,
  max: number,
  names: string[],
  base: number,
): [number, number] {
  if (isAny(range)) return [min, max];
  const numbers = range.split("-").map((item) => {
    const named = names.indexOf(item.toUpperCase());
    return named >= 0 ? named + base : /^\d+$/.test(item) ? Number(item) : NaN;
  });
  const from = numbers[0] ?? NaN;
  // "5/15" counts from 5 to the field's end.
  return [from, numbers[1] ?? (stepped ? max : from)];
}
