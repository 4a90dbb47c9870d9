/** Hours promised within hours available, week by week, as heights. Pure. */
import type { CallData } from "../../../../../contracts/calls";
import { minutesText } from "../../../../shared/contracts";

export type Week = CallData<"bank.health">["weeks"][number];

export interface WeekBar {
  day: string;
  label: string;
  /** Of the chart's height. */
  availablePercent: number;
  heldPercent: number;
  /** The last one, by which one acts: the one bar that has the colour. */
  strong: boolean;
  availableText: string;
  heldText: string;
}

/** A week in which something is promised shows it, however little beside the rest. */
const TRACE_PERCENT = 3;

const percentOf = (minutes: number, most: number): number => (most <= 0 || minutes <= 0 ? 0 : Math.max(TRACE_PERCENT, Math.round((minutes / most) * 100)));

export function weekBars(weeks: readonly Week[]): WeekBar[] {
  const most = Math.max(0, ...weeks.flatMap(({ availableMinutes, heldMinutes }) => [availableMinutes, heldMinutes]));
  return weeks.map((week, index) => ({
    day: week.day,
    label: week.label,
    availablePercent: percentOf(week.availableMinutes, most),
    heldPercent: percentOf(week.heldMinutes, most),
    strong: index === weeks.length - 1,
    availableText: minutesText(week.availableMinutes),
    heldText: minutesText(week.heldMinutes),
  }));
}
