/**
 * What a need is while somebody is being asked for it, question by question, and how it becomes what `needs.ask` takes.
 * Pure, so that every way to leave something out can be tried.
 */
import type { CallData, CallInput } from "../../../contracts/calls";
import { addDays, mostShifts } from "../../shared/contracts";
import { spokenMinute } from "./spokenTime";

export type AskForm = CallData<"needs.form">;
export type AskSkill = AskForm["skills"][number];
export type Need = CallInput<"needs.ask">;
export type Schedule = Need["schedule"];
export type Frequency = Schedule["kind"];
export type SpanKey = "day" | "night" | "whole" | "own";

export interface AskDraft {
  skill: string;
  words: string;
  guardianCalled: string;
  guardianConsents: boolean;
  otherAdult: string;
  kind: Frequency | "";
  /** The first day, or the one day. */
  day: string;
  /** Local minutes after midnight; -1: not chosen yet. */
  fromMinute: number;
  minutes: number;
  /** 1 Monday … 7 Sunday; 0: not chosen yet. */
  weekday: number;
  weeks: number;
  /** Before this day nothing weekly begins: another series goes on until then. Empty: any day. */
  notBefore: string;
  days: number;
  span: SpanKey | "";
  /** Of `own`: until when, local minutes after midnight. */
  toMinute: number;
  /** How long one shift of a roster is. */
  shiftMinutes: number;
  places: number;
  place: "home" | "unit" | "elsewhere" | "";
  unitCode: string;
  unitText: string;
  room: string;
  placeWords: string;
  point: { lng: number; lat: number } | null;
  wish: string;
  forOther: boolean;
  otherCalled: string;
  otherConsents: boolean;
  otherAccount: string;
  offerId: string;
  requestId: string;
}

export const emptyAsk = (): AskDraft => ({
  skill: "",
  words: "",
  guardianCalled: "",
  guardianConsents: false,
  otherAdult: "",
  kind: "",
  day: "",
  fromMinute: -1,
  minutes: 60,
  weekday: 0,
  weeks: 4,
  notBefore: "",
  days: 7,
  span: "",
  toMinute: -1,
  shiftMinutes: 0,
  places: 1,
  place: "",
  unitCode: "",
  unitText: "",
  room: "",
  placeWords: "",
  point: null,
  wish: "",
  forOther: false,
  otherCalled: "",
  otherConsents: false,
  otherAccount: "",
  offerId: "",
  requestId: "",
});

const minutesOfDay = 1440;
/** Of one shift, and of shifts a day: the contract's bounds, from which the choices are made. */
const longestShift = 720;
const mostShiftsADay = 6;

const spans: Record<Exclude<SpanKey, "own">, { fromMinute: number; minutes: number }> = {
  day: { fromMinute: 480, minutes: 720 },
  night: { fromMinute: 1200, minutes: 720 },
  whole: { fromMinute: 480, minutes: minutesOfDay },
};

/** The hours of each day that a roster covers, or null while they are not known. */
export function spanOf(draft: AskDraft): { fromMinute: number; minutes: number } | null {
  if (draft.span === "") return null;
  if (draft.span !== "own") return spans[draft.span];
  const { fromMinute, toMinute } = draft;
  if (fromMinute < 0 || toMinute < 0) return null;
  return { fromMinute, minutes: toMinute > fromMinute ? toMinute - fromMinute : toMinute + minutesOfDay - fromMinute };
}

/** Into shifts of which lengths a day's hours can be cut evenly; all of it as one first where that is short enough. */
export function shiftLengths(minutes: number): number[] {
  const lengths = [120, 180, 240, 360, 480, 720].filter((length) => length < minutes && minutes % length === 0 && minutes / length <= mostShiftsADay);
  return minutes <= longestShift ? [...lengths, minutes] : lengths;
}

const shiftsADay = (draft: AskDraft): number => (spanOf(draft)?.minutes ?? 0) / draft.shiftMinutes;

/** The schedule as chosen so far, or null. `today`: the local day. */
export function scheduleOf(draft: AskDraft, today: string): Schedule | null {
  const { kind, day, fromMinute, minutes, places } = draft;
  if (kind === "once") return day === "" || fromMinute < 0 ? null : { kind, day, fromMinute, minutes, places };
  if (kind === "weekly") {
    const { weekday, weeks, notBefore } = draft;
    // Not today: nobody can be found within the hour for what is wanted every week.
    const tomorrow = addDays(today, 1);
    return weekday === 0 || fromMinute < 0 ? null : { kind, fromDay: notBefore > tomorrow ? notBefore : tomorrow, weekday, fromMinute, minutes, places, weeks };
  }
  if (kind !== "roster") return null;
  const span = spanOf(draft);
  if (day === "" || !span || draft.shiftMinutes === 0 || span.minutes % draft.shiftMinutes !== 0) return null;
  const shifts = Array.from({ length: span.minutes / draft.shiftMinutes }, (_, index) => ({
    fromMinute: (span.fromMinute + index * draft.shiftMinutes) % minutesOfDay,
    minutes: draft.shiftMinutes,
    places,
  }));
  return { kind, fromDay: day, days: draft.days, shifts };
}

/** How often somebody comes, and how many minutes that makes in all. */
export function sumOf(schedule: Schedule): { shifts: number; minutes: number } {
  if (schedule.kind === "once") return { shifts: 1, minutes: schedule.minutes * schedule.places };
  if (schedule.kind === "weekly") return { shifts: schedule.weeks, minutes: schedule.weeks * schedule.minutes * schedule.places };
  const aDay = schedule.shifts.reduce((sum, { minutes, places }) => sum + minutes * places, 0);
  return { shifts: schedule.days * schedule.shifts.length, minutes: schedule.days * aDay };
}

export const steps = ["what", "when", "where", "check"] as const;
export type AskStep = (typeof steps)[number];

export type AskErrors = Record<"skill" | "words" | "guardian" | "otherAdult" | "kind" | "day" | "time" | "weekday" | "span" | "shift" | "place" | "other", string>;
export const noAskErrors: AskErrors = { skill: "", words: "", guardian: "", otherAdult: "", kind: "", day: "", time: "", weekday: "", span: "", shift: "", place: "", other: "" };

export const firstWrong = (errors: AskErrors): keyof AskErrors | null =>
  (Object.keys(errors) as (keyof AskErrors)[]).find((field) => errors[field] !== "") ?? null;

/** What one question still needs before the next is asked. `child`: a child is helped. `minute`: how late it is today. */
export function missingAt(step: AskStep, draft: AskDraft, { child, today, minute = -1 }: { child: boolean; today: string; minute?: number }): AskErrors {
  if (step === "what") return missingWhat(draft, child);
  if (step === "when") return missingWhen(draft, today, minute);
  return step === "where" ? missingWhere(draft) : noAskErrors;
}

function missingWhat(draft: AskDraft, child: boolean): AskErrors {
  const errors = { ...noAskErrors };
  if (draft.skill === "") errors.skill = "请选一样最接近的。";
  if (draft.skill === "other" && draft.words.trim() === "") errors.words = "请写一下要帮什么。";
  if (child && (draft.guardianCalled.trim() === "" || !draft.guardianConsents)) errors.guardian = "帮孩子的事，请写上监护人怎么称呼，并先问过他。";
  if (child && draft.otherAdult.trim() === "") errors.otherAdult = "请写一下到时候还有哪位大人在。";
  return errors;
}

/** The hour of today at which it would begin, where that is past; null: it isn't. */
function pastMinute(draft: AskDraft, today: string, minute: number): number | null {
  const schedule = scheduleOf(draft, today);
  if (!schedule || schedule.kind === "weekly" || draft.day !== today) return null;
  const first = schedule.kind === "once" ? schedule.fromMinute : schedule.shifts[0]!.fromMinute;
  return first <= minute ? first : null;
}

function missingWhen(draft: AskDraft, today: string, minute: number): AskErrors {
  const errors = { ...noAskErrors };
  const { kind, day, fromMinute, weekday } = draft;
  if (kind === "") errors.kind = "请选一次，还是每周，还是连着几天。";
  if ((kind === "once" || kind === "roster") && (day === "" || day < today)) errors.day = "请选一个今天以后的日子。";
  if (kind === "weekly" && weekday === 0) errors.weekday = "请选周几。";
  if ((kind === "once" || kind === "weekly") && fromMinute < 0) errors.time = "请选几点开始。";
  if (kind === "roster" && !spanOf(draft)) errors.span = "请选每天从几点到几点。";
  else if (kind === "roster" && draft.shiftMinutes === 0) errors.shift = "请选几个小时换一班。";
  else if (kind === "roster" && draft.days * shiftsADay(draft) > mostShifts) errors.span = `一次最多排 ${mostShifts} 班，请少排几天，到时候再约。`;
  const past = pastMinute(draft, today, minute);
  if (past !== null) errors[kind === "once" ? "time" : "day"] = `今天${spokenMinute(past)}已经过了，请${kind === "once" ? "选晚一点，或者换一天" : "从明天起"}。`;
  return errors;
}

function missingWhere(draft: AskDraft): AskErrors {
  const errors = { ...noAskErrors };
  const { place, unitCode, placeWords, forOther, otherCalled, otherConsents } = draft;
  if (place === "" || (place === "unit" && unitCode === "") || (place === "elsewhere" && placeWords.trim() === "")) errors.place = "请告诉我们在哪里。";
  if (forOther && (otherCalled.trim() === "" || !otherConsents)) errors.other = "请写上怎么称呼他，并先问过他本人。";
  return errors;
}

/** The need to send, or null while a question is open. */
export function toNeed(draft: AskDraft, form: AskForm, today: string, child: boolean): Need | null {
  const schedule = scheduleOf(draft, today);
  const skill = form.skills.find(({ code }) => code === draft.skill);
  if (!schedule || !skill || steps.some((step) => firstWrong(missingAt(step, draft, { child, today })))) return null;
  const wish = draft.wish.trim();
  return {
    skill: skill.code,
    // Who finds typing hard has said enough by choosing.
    words: draft.words.trim() || skill.name,
    place: placeOf(draft),
    schedule,
    ...(wish === "" ? {} : { wish }),
    ...(draft.forOther ? { onBehalf: behalfOf(draft) } : {}),
    ...(child ? { child: { guardianCalled: draft.guardianCalled.trim(), guardianConsent: true as const, otherAdult: draft.otherAdult.trim() } } : {}),
    ...(draft.offerId === "" ? {} : { offerId: draft.offerId }),
    ...(draft.requestId === "" ? {} : { requestId: draft.requestId }),
  };
}

function placeOf({ place, unitCode, room, placeWords, point }: AskDraft): Need["place"] {
  if (place === "home") return { kind: "home" };
  if (place === "unit") return { kind: "unit", unitCode, ...(room.trim() === "" ? {} : { room: room.trim() }) };
  return { kind: "elsewhere", words: placeWords.trim(), ...(point ? { point } : {}) };
}

function behalfOf({ otherCalled, otherAccount }: AskDraft): NonNullable<Need["onBehalf"]> {
  const accountCode = otherAccount.trim();
  return { called: otherCalled.trim(), consent: true, ...(accountCode === "" ? {} : { accountCode }) };
}
