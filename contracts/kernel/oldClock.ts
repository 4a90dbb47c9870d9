import { clockText, dayOf, instantOf, minuteOfDay } from "./day";
import { hourMs } from "./milliseconds";

/**
 * Local days and clock times as they stood in old papers. China kept summer time from 1986 to 1991: between two Sundays
 * clocks ran an hour ahead of today's UTC+8. `day.ts` knows nothing of it, because nothing that happens now needs it.
 *
 * The switches, from the IANA time zone database (rule PRC, edition 2025c): forward at 2:00 of the first day, to 3:00;
 * back at 2:00 of the last, to 1:00. Editions before 2014 and copies of them have midnight, and 10 April for 1988.
 */
export const summers = [
  { from: "1986-05-04", to: "1986-09-14" },
  { from: "1987-04-12", to: "1987-09-13" },
  { from: "1988-04-17", to: "1988-09-11" },
  { from: "1989-04-16", to: "1989-09-17" },
  { from: "1990-04-15", to: "1990-09-16" },
  { from: "1991-04-14", to: "1991-09-15" },
] as const;

const spans = summers.map(({ from, to }) => ({ from: instantOf(from, 2 * 60), to: instantOf(to, 60) }));
const isSummer = (at: number): boolean => spans.some(({ from, to }) => from <= at && at < to);
const shownAt = (at: number): number => (isSummer(at) ? at + hourMs : at);

/**
 * Instants at which clocks showed a minute of a day: one as a rule, none for what a spring night skipped, two for what an
 * autumn night showed twice (the earlier first).
 * @param minute after midnight; 1440 and more are of the next day
 */
export function instantsOfOldClock(day: string, minute: number): number[] {
  const winter = instantOf(day, minute);
  const summer = winter - hourMs;
  return [...(isSummer(summer) ? [summer] : []), ...(isSummer(winter) ? [] : [winter])];
}

/** What clocks showed at an instant; today's clock for every instant outside those summers. */
export function oldClockOf(at: number): { day: string; minute: number } {
  const shown = shownAt(at);
  return { day: dayOf(shown), minute: minuteOfDay(shown) };
}

/** 19:00, as clocks showed it then. */
export const oldClockText = (at: number): string => clockText(shownAt(at));
