/** The sentence that sums up what will be asked, and what it costs, before it is sent. Pure. */
import { addDays, minutesText, monthDayText, weekdayText } from "../../shared/contracts";
import { dayText } from "../../shared/days";
import { type AskDraft, type AskForm, type Schedule, sumOf } from "./askDraft";
import { priceOf, priceWords } from "./askPrice";
import { spokenMinute, spokenSpan } from "./spokenTime";

/** Any Monday, to name weekdays by. */
const MONDAY = "2026-11-23";
export const weekdayName = (weekday: number): string => weekdayText(`2026-11-${String(Number(MONDAY.slice(8)) + weekday - 1).padStart(2, "0")}`);

/** The day of the first of a weekly need's times: asked on a Tuesday for Tuesdays, it is next week's. */
function firstDayOf({ fromDay, weekday }: Extract<Schedule, { kind: "weekly" }>): string {
  const week = [0, 1, 2, 3, 4, 5, 6].map((days) => addDays(fromDay, days));
  return week.find((day) => weekdayText(day) === weekdayName(weekday)) ?? fromDay;
}

export function whenSentence(schedule: Schedule): string {
  if (schedule.kind === "once") return `${dayText(schedule.day)} ${spokenSpan(schedule.fromMinute, schedule.minutes)}`;
  if (schedule.kind === "weekly") {
    return `${monthDayText(firstDayOf(schedule))}起每${weekdayName(schedule.weekday)}${spokenSpan(schedule.fromMinute, schedule.minutes)}，一共 ${schedule.weeks} 次`;
  }
  const { shifts, days, fromDay } = schedule;
  const first = shifts[0];
  const each = first ? `从${spokenMinute(first.fromMinute)}开始，${minutesText(first.minutes)}换一班` : "";
  return `${dayText(fromDay)}起 ${days} 天，每天 ${shifts.length} 班：${each}`;
}

export function placeSentence(draft: AskDraft, form: AskForm): string {
  if (draft.place === "home") return form.place ? form.place.text : "您家";
  if (draft.place === "unit") return [draft.unitText, draft.room.trim()].filter(Boolean).join(" ");
  return draft.placeWords.trim();
}

/** 请邻居来陪看病：11月25日 周三 上午 9 点到 11 点，在 27 栋 3 单元。 */
export function askSentence(draft: AskDraft, form: AskForm, schedule: Schedule): string {
  const skill = form.skills.find(({ code }) => code === draft.skill)?.name ?? "";
  const who = draft.forOther && draft.otherCalled.trim() !== "" ? `替${draft.otherCalled.trim()}请` : "请";
  const place = placeSentence(draft, form);
  const people = draft.places > 1 ? ` ${draft.places} 位邻居` : "邻居";
  return `${who}${people}来帮忙：${skill}。${whenSentence(schedule)}。在${/^\d/.test(place) ? " " : ""}${place}。`;
}

/**
 * What it costs and who pays, in the cloud's words. Not enough is no reason not to ask: the pool helps who has nothing
 * saved, and the branch decides on the rest.
 */
export function costSentence(schedule: Schedule, form: AskForm, forOther: boolean): string {
  const { shifts, minutes } = sumOf(schedule);
  const needed = `一共 ${shifts} 次，要用 ${minutesText(minutes)}。`;
  if (forOther) return `${needed}他有时间账户就先用他自己的，没有就由公共时间池帮他；不够的要等党支部同意，同意了再去问邻居。`;
  return needed + form.payText + priceWords(priceOf(schedule, form), minutes);
}
