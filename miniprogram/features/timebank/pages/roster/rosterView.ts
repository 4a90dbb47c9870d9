/** One need as a calendar: days and their shifts, who is in each, what lacks, and whom one is about to ask. Pure. */
import { minuteOfDay } from "../../../../shared/contracts";
import type { NeedStory, ShiftView } from "../../../../shared/timebankWords";
import type { Picks } from "./picks";

export interface CellPerson {
  key: string;
  called: string;
  /** What is not simply "he comes": 等回话, 来过了. */
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
const notes: Partial<Record<TurnState, string>> = { invited: "等回话", promised: "", inProgress: "正在帮", served: "来过了", missed: "没签到" };

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

function lackOf({ state, free }: ShiftView, invitedCount: number): string {
  const left = free - invitedCount;
  return state === "open" && left > 0 ? `还缺 ${left} 人` : "";
}

const isInvited = ({ turns }: ShiftView): boolean => turns.some(({ state }) => state === "invited");
const isAbsent = ({ turns }: ShiftView): boolean => turns.some(({ state, late }) => late || state === "missed");

function toneOf(shift: ShiftView, lack: string, asks: readonly string[]): string {
  if (shift.state !== "open") return shift.state;
  if (lack !== "") return "lacking";
  if (asks.length > 0) return "asking";
  return isInvited(shift) || isAbsent(shift) ? "invited" : "good";
}

const stateWords: Record<ShiftView["state"], string> = { open: "", over: "过去了", cancelled: "取消了" };

export function cellOf(shift: ShiftView, picks: Picks): Cell {
  const asks = (picks[shift.shiftId] ?? []).map(({ called }) => called);
  const people = peopleOf(shift);
  const lack = lackOf(shift, asks.length);
  const said = [
    `${shift.dayText} ${shift.timeText}`,
    stateWords[shift.state],
    ...people.map(({ called, note }) => called + note),
    ...asks.map((called) => `想请${called}`),
    lack,
  ];
  return { shiftId: shift.shiftId, time: shortTime(shift), people, lack, asks, tone: toneOf(shift, lack, asks), spoken: said.filter((part) => part !== "").join("，") };
}

/** How many people the open shifts of a day lack, beside those one is about to ask. */
const lackingOn = (shifts: readonly ShiftView[], picks: Picks): number =>
  shifts.reduce((sum, { state, free, shiftId }) => sum + (state === "open" ? Math.max(0, free - (picks[shiftId]?.length ?? 0)) : 0), 0);

/** Somebody who isn't there is the first thing to know of a day. */
function dayChip(shifts: readonly ShiftView[], lacking: number, sure: boolean): Pick<DayRow, "chip" | "chipTone"> {
  if (shifts.some(isAbsent)) return { chip: "有人没签到", chipTone: "waiting" };
  if (lacking > 0) return { chip: `缺 ${lacking} 人`, chipTone: "waiting" };
  return { chip: sure ? "齐了" : "", chipTone: "good" };
}

function dayRow(day: string, shifts: readonly ShiftView[], picks: Picks): DayRow {
  const lacking = lackingOn(shifts, picks);
  const open = shifts.filter(({ state }) => state === "open");
  // Whom one is about to ask has not even been asked.
  const sure = open.length > 0 && !open.some((shift) => isInvited(shift) || (picks[shift.shiftId]?.length ?? 0) > 0);
  return {
    day,
    dayText: shifts[0]?.dayText ?? "",
    ...dayChip(shifts, lacking, sure),
    cells: [...shifts].sort((a, b) => a.fromAt - b.fromAt).map((shift) => cellOf(shift, picks)),
  };
}

export interface Calendar {
  /** Days on which every shift is over or cancelled, folded away at first. */
  past: DayRow[];
  coming: DayRow[];
  lacking: number;
}

/** @param onlyLacking leaves out the days on which everybody was found */
export function calendarOf({ shifts }: Pick<NeedStory, "shifts">, picks: Picks, onlyLacking = false): Calendar {
  const byDay = new Map<string, ShiftView[]>();
  for (const shift of shifts) byDay.set(shift.day, [...(byDay.get(shift.day) ?? []), shift]);
  const days = [...byDay].sort(([a], [b]) => (a < b ? -1 : 1));
  const isPast = (ofDay: readonly ShiftView[]): boolean => ofDay.every(({ state }) => state !== "open");
  const coming = days.filter(([, ofDay]) => !isPast(ofDay) && (!onlyLacking || lackingOn(ofDay, {}) > 0));
  return {
    past: days.filter(([, ofDay]) => isPast(ofDay)).map(([day, ofDay]) => dayRow(day, ofDay, picks)),
    coming: coming.map(([day, ofDay]) => dayRow(day, ofDay, picks)),
    lacking: lackingOn(shifts, {}),
  };
}

/** 后面 14 天 56 班，还有 9 个空位. */
export function calendarText({ shifts }: Pick<NeedStory, "shifts">): string {
  const open = shifts.filter(({ state }) => state === "open");
  if (open.length === 0) return "后面没有要排的班了";
  const days = new Set(open.map(({ day }) => day)).size;
  const lacking = lackingOn(open, {});
  const invitedCount = open.reduce((sum, { turns }) => sum + turns.filter(({ state }) => state === "invited").length, 0);
  const waits = invitedCount > 0 ? `，${lacking > 0 ? `问过 ${invitedCount} 个` : "都问过了"}、等回话` : "";
  return `后面 ${days} 天 ${open.length} 班，${lacking + invitedCount > 0 ? `还有 ${lacking + invitedCount} 个空位${waits}` : "都有人了"}`;
}
