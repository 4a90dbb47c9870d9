/** One need as a calendar: days and their shifts, who is in each, what lacks, and whom one is about to ask. Pure. */
import { lackWords, minuteOfDay } from "../../../../shared/contracts";
import type { NeedStory, ShiftView } from "../../../../shared/timebankWords";
import type { Picks } from "./picks";

export interface CellPerson {
  key: string;
  called: string;
  /** What is not simply "he comes": 等答复, 来过了. */
  note: string;
}

export interface Cell {
  shiftId: string;
  time: string;
  people: CellPerson[];
  /** 还缺 1 人; empty when nobody is lacking. */
  lack: string;
  /** Whom one is about to ask. */
  asks: string[];
  /** good | invited | lacking | asking | over | cancelled; each has words of its own in the cell. */
  tone: string;
  spoken: string;
}

export interface DayRow {
  day: string;
  dayText: string;
  chip: string;
  chipTone: string;
  cells: Cell[];
}

type TurnState = ShiftView["turns"][number]["state"];

/** Those who said no or gave it back are no longer in the shift. */
const notes: Partial<Record<TurnState, string>> = { invited: "等答复", promised: "", inProgress: "正在帮", served: "来过了", missed: "没签到" };

/** Begun, and he who promised isn't there. */
const LATE = "还没签到";

/** 8–12 点, 7:30–11 点, 19:30–21:15, 20–8 点: short enough for a quarter of a phone. */
export function shortTime({ fromAt, toAt }: Pick<ShiftView, "fromAt" | "toAt">): string {
  const both = [fromAt, toAt].map((at) => {
    const minute = minuteOfDay(at);
    const hour = String(Math.floor(minute / 60));
    return minute % 60 === 0 ? hour : `${hour}:${String(minute % 60).padStart(2, "0")}`;
  });
  return both.every((said) => said.includes(":")) ? both.join("–") : `${both.join("–")} 点`;
}

const peopleOf = ({ turns }: ShiftView): CellPerson[] =>
  turns.flatMap(({ called, state, personId, late }, index) => {
    const note = late ? LATE : notes[state];
    return note === undefined ? [] : [{ key: `${personId ?? called}-${index}`, called, note }];
  });

const UNDECIDED = "等支部同意";

/** Those who were invited stand beside it by name. Whom one is about to ask has not even been asked. */
function lackText({ state, funding, free, missing }: ShiftView): string {
  if (state === "open" && funding === "undecided" && free > 0) return UNDECIDED;
  return missing > 0 ? lackWords({ missing, invited: 0 }) : "";
}

const isInvited = ({ turns }: ShiftView): boolean => turns.some(({ state }) => state === "invited");
const isAbsent = ({ turns }: ShiftView): boolean => turns.some(({ state, late }) => late || state === "missed");

function toneOf(shift: ShiftView, asks: readonly string[]): string {
  if (shift.state !== "open") return shift.state;
  if (shift.free > asks.length) return "lacking";
  if (asks.length > 0) return "asking";
  return isInvited(shift) || isAbsent(shift) ? "invited" : "good";
}

const stateWords: Record<ShiftView["state"], string> = { open: "", over: "过去了", cancelled: "取消了" };

export function cellOf(shift: ShiftView, picks: Picks): Cell {
  const asks = (picks[shift.shiftId] ?? []).map(({ called }) => called);
  const people = peopleOf(shift);
  const lack = lackText(shift);
  const said = [
    `${shift.dayText} ${shift.timeText}`,
    stateWords[shift.state],
    ...people.map(({ called, note }) => called + note),
    ...asks.map((called) => `想请${called}`),
    lack,
  ];
  return { shiftId: shift.shiftId, time: shortTime(shift), people, lack, asks, tone: toneOf(shift, asks), spoken: said.filter((part) => part !== "").join("，") };
}

const missingOn = (shifts: readonly ShiftView[]): number => shifts.reduce((sum, { missing }) => sum + missing, 0);
const isLacking = (shift: ShiftView): boolean => lackText(shift) !== "";

/** Somebody who isn't there is the first thing to know of a day. */
function dayChip(shifts: readonly ShiftView[]): Pick<DayRow, "chip" | "chipTone"> {
  const missing = missingOn(shifts);
  if (shifts.some(isAbsent)) return { chip: "有人没签到", chipTone: "waiting" };
  if (missing > 0) return { chip: lackWords({ missing, invited: 0 }), chipTone: "waiting" };
  if (shifts.some(isLacking)) return { chip: UNDECIDED, chipTone: "waiting" };
  return { chip: shifts.some(({ state }) => state === "open") ? lackWords({ missing, invited: 0 }) : "", chipTone: "good" };
}

function dayRow(day: string, shifts: readonly ShiftView[], picks: Picks): DayRow {
  return {
    day,
    dayText: shifts[0]?.dayText ?? "",
    ...dayChip(shifts),
    cells: [...shifts].sort((a, b) => a.fromAt - b.fromAt).map((shift) => cellOf(shift, picks)),
  };
}

export interface Calendar {
  /** Days on which every shift is over or cancelled, folded away at first. */
  past: DayRow[];
  coming: DayRow[];
  /** Some shift lacks somebody. */
  lacking: boolean;
}

/** @param onlyLacking leaves out the days on which everybody was found */
export function calendarOf({ shifts }: Pick<NeedStory, "shifts">, picks: Picks, onlyLacking = false): Calendar {
  const byDay = new Map<string, ShiftView[]>();
  for (const shift of shifts) byDay.set(shift.day, [...(byDay.get(shift.day) ?? []), shift]);
  const days = [...byDay].sort(([a], [b]) => (a < b ? -1 : 1));
  const isPast = (ofDay: readonly ShiftView[]): boolean => ofDay.every(({ state }) => state !== "open");
  const coming = days.filter(([, ofDay]) => !isPast(ofDay) && (!onlyLacking || ofDay.some(isLacking)));
  return {
    past: days.filter(([, ofDay]) => isPast(ofDay)).map(([day, ofDay]) => dayRow(day, ofDay, picks)),
    coming: coming.map(([day, ofDay]) => dayRow(day, ofDay, picks)),
    lacking: shifts.some(isLacking),
  };
}

/** 后面 14 天 56 班，还有 9 个空位. */
export function calendarText({ shifts, lackText: lack }: Pick<NeedStory, "shifts" | "lackText">): string {
  const open = shifts.filter(({ state }) => state === "open");
  if (open.length === 0) return "后面没有要排的班了";
  const days = new Set(open.map(({ day }) => day)).size;
  return `后面 ${days} 天 ${open.length} 班，${lack}`;
}
