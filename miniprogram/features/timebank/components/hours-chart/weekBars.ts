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
  /** The week in which most of what is there is promised: the one bar that has the colour. */
  strong: boolean;
  availableText: string;
  heldText: string;
}

/** A week in which something is promised shows it, however little beside the rest. */
const TRACE_PERCENT = 3;

const percentOf = (minutes: number, most: number): number => (most <= 0 || minutes <= 0 ? 0 : Math.max(TRACE_PERCENT, Math.round((minutes / most) * 100)));

/** Promised for each minute that is there; a week without anything promised is never the one that matters. */
const tightness = ({ availableMinutes, heldMinutes }: Week): number => (heldMinutes <= 0 ? 0 : heldMinutes / Math.max(1, availableMinutes));

export function weekBars(weeks: readonly Week[]): WeekBar[] {
  const most = Math.max(0, ...weeks.flatMap(({ availableMinutes, heldMinutes }) => [availableMinutes, heldMinutes]));
  const tightest = Math.max(0, ...weeks.map(tightness));
  const strong = tightest > 0 ? weeks.findIndex((week) => tightness(week) === tightest) : -1;
  return weeks.map((week, index) => ({
    day: week.day,
    label: week.label,
    availablePercent: percentOf(week.availableMinutes, most),
    heldPercent: percentOf(week.heldMinutes, most),
    strong: index === strong,
    availableText: minutesText(week.availableMinutes),
    heldText: minutesText(week.heldMinutes),
  }));
}
