import type { CallData } from "../../../contracts/calls";
import { dayOf, weekdayOf } from "../../../contracts/kernel/day";
import type { StationDayDocument } from "./document";

/** What came in and what ended in seven days, oldest first. Pure. It measures the station's work, never a person's. */
const labels = ["", "一", "二", "三", "四", "五", "六", "日"];

export function weekOf(days: readonly string[], counted: readonly StationDayDocument[], at: number, scopeName: string): CallData<"workbench.open">["week"] {
  const countOf = (day: string, list: "filed" | "ended"): number =>
    counted.filter((one) => one.day === day).reduce((sum, one) => sum + one[list].length, 0);
  const filed = days.reduce((sum, day) => sum + countOf(day, "filed"), 0);
  const ended = days.reduce((sum, day) => sum + countOf(day, "ended"), 0);
  return {
    title: `${scopeName}近 7 天`,
    sentence: filed + ended === 0 ? "近 7 天没有新来的公开的事。" : `近 7 天来了 ${filed} 件，办结 ${ended} 件。`,
    days: days.map((day) => ({ day, label: day === dayOf(at) ? "今天" : `周${labels[weekdayOf(day)]}`, count: countOf(day, "filed") })),
  };
}
