import { addDays, clockText, dayOf, instantOf, monthDayText, weekdayText } from "../../../../contracts/kernel/day";
import { minuteMs } from "../../../../contracts/kernel/milliseconds";
import type { NeedSchedule } from "../../../../contracts/timebank/need";
import { minutesText } from "../../../../contracts/timebank/minutes";
import { lackWords } from "../../../../contracts/timebank/places";
import { dayText, storedDayText } from "../../../platform/when";
import type { NeedDocument, ShiftDocument } from "../shared/documents";
import { shiftTimes } from "./schedule";

/** How needs and shifts read. Pure. */

/** 19:00–20:00 · 20:00–次日 8:00. */
export function timeText(fromAt: number, toAt: number): string {
  const next = dayOf(fromAt) === dayOf(toAt) || toAt === instantOf(addDays(dayOf(fromAt), 1)) ? "" : "次日 ";
  return `${clockText(fromAt)}–${next}${toAt === instantOf(addDays(dayOf(fromAt), 1)) ? "24:00" : clockText(toAt)}`;
}

export const shiftDayText = (at: number): string => `${monthDayText(dayOf(at))} ${weekdayText(dayOf(at))}`;

/** 今天 19:00–20:00 · 下周一 8:00–12:00 · 12月6日 周日 19:00–20:00. */
export function shiftText({ fromAt, toAt }: Pick<ShiftDocument, "fromAt" | "toAt">, now: number): string {
  const near = dayText(dayOf(fromAt), now);
  return `${near.includes("月") ? `${near} ${weekdayText(dayOf(fromAt))}` : near} ${timeText(fromAt, toAt)}`;
}

/** 11月23日 周一 19:00–20:00, for what is stored and read on another day. */
export const storedShiftText = ({ fromAt, toAt }: Pick<ShiftDocument, "fromAt" | "toAt">, now: number): string =>
  `${storedDayText(dayOf(fromAt), now)} ${timeText(fromAt, toAt)}`;

/** 每周日 19:00 · 11月29日 19:00 · 11月29日起 14 天. */
export function scheduleShort(schedule: NeedSchedule): string {
  const [first] = shiftTimes(schedule);
  const clock = clockText(first!.fromAt);
  if (schedule.kind === "once") return `${monthDayText(schedule.day)} ${clock}`;
  if (schedule.kind === "weekly") return `每${weekdayText(dayOf(first!.fromAt))} ${clock}`;
  return schedule.days === 1 ? monthDayText(schedule.fromDay) : `${monthDayText(schedule.fromDay)}起 ${schedule.days} 天`;
}

/** 11月29日 周日 19:00–20:00，共 8 次. */
export function scheduleText(schedule: NeedSchedule): string {
  const times = shiftTimes(schedule);
  const first = times[0]!;
  const people = first.places > 1 && schedule.kind !== "roster" ? `，每次 ${first.places} 人` : "";
  if (schedule.kind === "once") return `${shiftDayText(first.fromAt)} ${timeText(first.fromAt, first.toAt)}${people}`;
  if (schedule.kind === "weekly") return `${monthDayText(dayOf(first.fromAt))}起每${weekdayText(dayOf(first.fromAt))} ${timeText(first.fromAt, first.toAt)}，共 ${times.length} 次${people}`;
  const daily = times.slice(0, schedule.shifts.length).map(({ fromAt, toAt }) => timeText(fromAt, toAt)).join("、");
  const days = schedule.days === 1 ? monthDayText(schedule.fromDay) : `${monthDayText(schedule.fromDay)}到${monthDayText(addDays(schedule.fromDay, schedule.days - 1))}，每天`;
  return `${days} ${daily}，共 ${times.length} 班`;
}

export const needTitle = (skill: string, { schedule }: Pick<NeedDocument, "schedule">): string => `${skill} · ${scheduleShort(schedule)}`;

/** What was written about it; who had said enough by choosing wrote nothing, and the title says that already. */
export const ownWords = ({ words }: Pick<NeedDocument, "words">, skill: string): string => (words === skill ? "" : words);

/** 还缺 1 人 · 都有人了. */
export function lackText({ lacking, invitedCount = 0, missing = lacking + invitedCount, open, preparing, attention }: NeedDocument): string {
  if (!open) return "已经结束";
  if (preparing) return "正在安排";
  return lacking === 0 && attention.length ? "等党支部定时间从哪里出" : lackWords({ missing, invited: invitedCount });
}

/** 用自己存的 12 小时，公共时间池出 2 小时. */
export function fundingText(shifts: readonly ShiftDocument[]): string {
  const sum = (funding: ShiftDocument["funding"]): number =>
    shifts.reduce((total, shift) => (shift.cancelled || shift.funding !== funding ? total : total + ((shift.toAt - shift.fromAt) / minuteMs) * shift.places), 0);
  const parts = [
    sum("own") && `用自己存的时间 ${minutesText(sum("own"))}`,
    sum("pool") && `公共时间池出 ${minutesText(sum("pool"))}`,
    sum("community") && `社区出 ${minutesText(sum("community"))}`,
    sum("undecided") && `还差 ${minutesText(sum("undecided"))}，要等党支部同意，同意了再去问邻居`,
  ].filter((part): part is string => typeof part === "string");
  return parts.length ? `${parts.join("，")}。没有用到的会退回。` : "没有要用的时间了。";
}

/** The same for who may not read how far another's hours go. */
export function fundingWords(shifts: readonly ShiftDocument[]): string {
  const standing = shifts.filter(({ cancelled }) => !cancelled);
  if (standing.length === 0) return "没有要用的时间了。";
  const rest = standing.some(({ funding }) => funding === "undecided") ? "；还有的要等党支部同意，同意了再去问邻居" : "";
  return `先用他自己存的时间，不够的由公共时间池或社区出${rest}。没有用到的会退回。`;
}

/** What a volunteer may see of where it is, before he promised: the grid, and whether it is his own. */
export function nearText(gridName: string, { gridCode, stationCode }: Pick<NeedDocument, "gridCode" | "stationCode">, viewer: { gridCode: string; stationCode: string }): string {
  if (gridCode === viewer.gridCode) return `${gridName} · 和您同一网格`;
  return stationCode === viewer.stationCode ? `${gridName} · 离您不远` : gridName;
}
