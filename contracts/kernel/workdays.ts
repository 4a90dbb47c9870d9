import { addDays, dayOf, instantOf, weekdayOf } from "./day";

/**
 * The national calendar of working days, with its make-up days 调休, and working time between instants. Pure: it never
 * reads the clock.
 */

/** When an office is at work on a working day, in local minutes after midnight; deadlines fall at its end. */
export const officeOpens = 9 * 60;
export const officeCloses = 18 * 60;

interface YearTable {
  /** The notice that the table was copied from. */
  source: string;
  /** First and last free day of each holiday, MM-DD, both included. */
  free: readonly (readonly [first: string, last: string])[];
  /** Weekend days that are worked in exchange. */
  worked: readonly string[];
}

/** One table a year, added when the State Council's notice for it is out (usually in November of the year before). */
const tables: Readonly<Record<string, YearTable>> = {
  2025: {
    source: "国务院办公厅关于2025年部分节假日安排的通知，国办发明电〔2024〕12号",
    free: [["01-01", "01-01"], ["01-28", "02-04"], ["04-04", "04-06"], ["05-01", "05-05"], ["05-31", "06-02"], ["10-01", "10-08"]],
    worked: ["01-26", "02-08", "04-27", "09-28", "10-11"],
  },
  2026: {
    source: "国务院办公厅关于2026年部分节假日安排的通知，国办发明电〔2025〕7号",
    free: [["01-01", "01-03"], ["02-15", "02-23"], ["04-04", "04-06"], ["05-01", "05-05"], ["06-19", "06-21"], ["09-25", "09-27"], ["10-01", "10-07"]],
    worked: ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"],
  },
};

/**
 * Days that are free in every year whatever a notice says (《全国年节及纪念日放假办法》): used alone for a year without a
 * table. The holidays of the lunar calendar are missing then, and so is every make-up day: `calendarCovers` says so.
 */
const alwaysFree: readonly (readonly [first: string, last: string])[] = [["01-01", "01-01"], ["05-01", "05-02"], ["10-01", "10-03"]];

/** Whether the official table of that day's year is known here. */
export const calendarCovers = (day: string): boolean => day.slice(0, 4) in tables;

export function isWorkingDay(day: string): boolean {
  const monthDay = day.slice(5);
  const table = tables[day.slice(0, 4)];
  const free = (table?.free ?? alwaysFree).some(([first, last]) => first <= monthDay && monthDay <= last);
  if (free) return false;
  return weekdayOf(day) <= 5 || Boolean(table?.worked.includes(monthDay));
}

/** The nth working day after a day; the day itself never counts. `count` ≥ 1. */
export function addWorkingDays(day: string, count: number): string {
  let current = day;
  for (let left = count; left > 0; ) {
    current = addDays(current, 1);
    if (isWorkingDay(current)) left -= 1;
  }
  return current;
}

/** Working days after `from` up to and including `to`: what 还有 3 个工作日 counts. Zero when `to` is not later. */
export function workingDaysBetween(from: string, to: string): number {
  let count = 0;
  for (let day = addDays(from, 1); day <= to; day = addDays(day, 1)) if (isWorkingDay(day)) count += 1;
  return count;
}

const officeOf = (day: string): [opens: number, closes: number] => [instantOf(day, officeOpens), instantOf(day, officeCloses)];

/** Office time of working days between two instants, in ms. Zero when `to` is not later. */
export function workingTimeBetween(from: number, to: number): number {
  let total = 0;
  for (let day = dayOf(from); day <= dayOf(to); day = addDays(day, 1)) {
    if (!isWorkingDay(day)) continue;
    const [opens, closes] = officeOf(day);
    total += Math.max(0, Math.min(to, closes) - Math.max(from, opens));
  }
  return total;
}

/** The instant at which `milliseconds` of office time have passed since `from`. */
export function addWorkingTime(from: number, milliseconds: number): number {
  let left = milliseconds;
  for (let day = dayOf(from); ; day = addDays(day, 1)) {
    if (!isWorkingDay(day)) continue;
    const [opens, closes] = officeOf(day);
    const start = Math.max(from, opens);
    if (closes - start >= left && closes > start) return start + left;
    left -= Math.max(0, closes - start);
  }
}
