import { addDays } from "../../../../contracts/kernel/day";
import { dayMs } from "../../../../contracts/kernel/milliseconds";
import { oldClockOf } from "../../../../contracts/kernel/oldClock";
import { type Interval, isBusy, overlapping } from "./intervals";

/**
 * Sessions from paper among everything else a person did. Pure. A paper tells the clock times, or only how long it was
 * on a day. What it tells must not be counted twice: two times that meet do, and a session without times may be the very
 * one that somebody else's record of that day tells of. Both are named, for people to decide.
 */
export type PaperTime =
  | { kind: "timed"; from: number; to: number }
  /** `day` as the paper has it, local. */
  | { kind: "untimed"; day: string; minutes: number };

export interface Untimed {
  id: string;
  day: string;
  minutes: number;
}

/** What a person is known to have done or promised, from wherever it is kept. */
export interface Known {
  intervals: readonly Interval[];
  untimed: readonly Untimed[];
}

/** `meets`: at the same time; `sameDay`: perhaps the same session, since one of the two has no times. */
export interface Clash {
  with: string;
  how: "meets" | "sameDay";
}

/** The local days that a time lies on, as clocks showed them then. */
export function daysOf(time: PaperTime): string[] {
  if (time.kind === "untimed") return [time.day];
  const last = oldClockOf(time.to - 1).day;
  const days = [oldClockOf(time.from).day];
  while (days.at(-1)! < last) days.push(addDays(days.at(-1)!, 1));
  return days;
}

/** Whose documents hold it: a time stands in every year that it touches, so that whatever meets it finds it in one. */
export const yearsOf = (time: PaperTime): string[] => [...new Set(daysOf(time).map((day) => day.slice(0, 4)))];

const isOn = ({ from, to }: Interval, day: string): boolean => daysOf({ kind: "timed", from, to }).includes(day);
const nearly = ({ from, to }: Interval, day: string): boolean => Math.abs(Date.parse(day) - from) < 3 * dayMs || Math.abs(Date.parse(day) - to) < 3 * dayMs;

/**
 * @param alongside ids of the same paper: it tells of two sessions on a day where it has two lines, and only times that
 * meet speak against it
 */
export function clashesOf(time: PaperTime, { intervals, untimed }: Known, alongside: ReadonlySet<string>): Clash[] {
  const days = daysOf(time);
  const unclear = untimed.filter(({ id, day }) => days.includes(day) && !alongside.has(id)).map(({ id }): Clash => ({ with: id, how: "sameDay" }));
  if (time.kind === "timed") return [...overlapping(intervals, time).map(({ id }): Clash => ({ with: id, how: "meets" })), ...unclear];
  const busy = intervals.filter((interval) => isBusy(interval) && nearly(interval, time.day) && isOn(interval, time.day) && !alongside.has(interval.id));
  return [...unclear, ...busy.map(({ id }): Clash => ({ with: id, how: "sameDay" }))];
}

/** How many intervals a person's present holds before what is long past is put away; and how long past that is. */
const mostPresent = 100;
const longPastMs = 40 * dayMs;

/** Released and refused intervals are the answer to a repeat, which comes within minutes: of many the latest are enough. */
const mostAnswers = 50;

/**
 * What stays in the document that every check-in reads, and what moves to the years' documents: sessions that ended more
 * than 40 days ago, once there are many. Bookings given back as long ago answered every repeat there will ever be, and so
 * did all but the latest of those given back since: whoever takes and gives back in a loop makes nothing grow.
 */
export function putAway(intervals: readonly Interval[], at: number): { present: readonly Interval[]; past: Interval[] } {
  if (intervals.length <= mostPresent) return { present: intervals, past: [] };
  const isLongPast = ({ to }: Interval) => to < at - longPastMs;
  const forgotten = new Set(intervals.filter((interval) => !isBusy(interval)).slice(0, -mostAnswers));
  return {
    present: intervals.filter((interval) => !forgotten.has(interval) && (!isLongPast(interval) || interval.state === "booked" || interval.state === "open")),
    past: intervals.filter((interval) => isLongPast(interval) && interval.state === "done"),
  };
}
