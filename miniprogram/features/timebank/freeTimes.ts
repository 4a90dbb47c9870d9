/** When somebody can help: parts of the day, and for each on which weekdays. Pure. */
import type { CallInput } from "../../../contracts/calls";
import { dayParts } from "../../shared/contracts";
import { weekdayName } from "./askWords";

export type FreeTime = CallInput<"members.apply">["times"][number];
type DayPart = FreeTime["part"];

export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;
const parts = Object.keys(dayParts) as DayPart[];

export interface PartRow {
  part: DayPart;
  name: string;
  on: boolean;
  days: { weekday: number; name: string; on: boolean }[];
}

export const partRows = (times: readonly FreeTime[]): PartRow[] =>
  parts.map((part) => {
    const days = weekdays.map((weekday) => ({ weekday, name: weekdayName(weekday), on: times.some((time) => time.part === part && time.weekday === weekday) }));
    return { part, name: dayParts[part].name, on: days.some(({ on }) => on), days };
  });

/** A part that is switched on is free every day, until single days are taken off; that is what most people mean. */
export function withPart(times: readonly FreeTime[], part: DayPart): FreeTime[] {
  const others = times.filter((time) => time.part !== part);
  return others.length < times.length ? others : [...times, ...weekdays.map((weekday) => ({ weekday, part }))];
}

export function withDay(times: readonly FreeTime[], part: DayPart, weekday: number): FreeTime[] {
  const others = times.filter((time) => time.part !== part || time.weekday !== weekday);
  return others.length < times.length ? others : [...times, { weekday, part }];
}
