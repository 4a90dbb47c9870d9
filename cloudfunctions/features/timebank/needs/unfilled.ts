import { addDays, dayOf, instantOf } from "../../../../contracts/kernel/day";
import { hourMs } from "../../../../contracts/kernel/milliseconds";
import type { TimeBankSettings } from "../../../../contracts/timebank/settings";
import { came } from "../../../../contracts/timebank/turn";
import { storedDayText } from "../../../platform/when";
import { type Effect, effectsOf, type Telling } from "../../inbox";
import type { Moment } from "../../org";
import type { NeedDocument, ShiftDocument } from "../shared/documents";
import { branchOf, leadersOf, peopleNow } from "../shared/staff";
import { skillName } from "../shared/wording";
import { comingTo, isUnfilled } from "./places";
import { needWaitsFor, personFor } from "./waits";
import { needTitle, timeText } from "./words";

/**
 * Shifts that begin soon and that too few have promised: who is helped hears of it while he can still help himself
 * otherwise, and who arranges while somebody can still be asked. Who was asked and hasn't answered promised nothing. Pure.
 */
type Told = Pick<NeedDocument, "createdAt" | "unfilledTold">;

/** Of the day before: late enough to have asked around, early enough to call a daughter. */
const eveningMinute = 18 * 60;
/** What came free later than that is asked around for as long, or for half of what is left. */
const askedAroundMs = 3 * hourMs;
/** More times in one sentence nobody reads. */
const mostNamed = 3;

/** When it has to be said of a shift that nobody took it. */
export function unfilledTellAt({ createdAt }: Pick<NeedDocument, "createdAt">, { fromAt, turns }: Pick<ShiftDocument, "fromAt" | "turns">): number {
  const freeAt = Math.max(createdAt, ...turns.flatMap(({ state, at }) => (state === "givenBack" ? [at] : [])));
  return Math.max(instantOf(addDays(dayOf(fromAt), -1), eveningMinute), freeAt + Math.min(askedAroundMs, Math.max(0, Math.floor((fromAt - freeAt) / 2))));
}

const wasTold = ({ unfilledTold = [] }: Told, { _id }: ShiftDocument): boolean => unfilledTold.includes(_id);

/** When the clock has to tell, or to look again at what it told of. */
export function unfilledCheckAts(need: Told, toCome: readonly ShiftDocument[]): number[] {
  return toCome.filter(isUnfilled).map((shift) => (wasTold(need, shift) ? shift.fromAt : unfilledTellAt(need, shift)));
}

/** What was told of is waited for until somebody is found or its day has begun: yesterday's shift is nobody's to do. */
export const unfilledWaits = (need: Told, toCome: readonly ShiftDocument[]) =>
  [...new Set(toCome.filter((shift) => isUnfilled(shift) && wasTold(need, shift)).map(({ fromAt }) => personFor(dayOf(fromAt))))];

/** The first day of which it is time to tell, with all its shifts: one telling a day. */
function dueOf(need: Told, toCome: readonly ShiftDocument[], at: number): ShiftDocument[] {
  const untold = toCome.filter((shift) => isUnfilled(shift) && !wasTold(need, shift));
  const first = untold.find((shift) => unfilledTellAt(need, shift) <= at);
  return first ? untold.filter(({ fromAt }) => dayOf(fromAt) === dayOf(first.fromAt)) : [];
}

const lackWords = (shifts: readonly ShiftDocument[]): string => (shifts.every((shift) => comingTo(shift) === 0) ? "还没有人答应来" : "人还没有找齐");

/** 11月27日 周五 8:00–12:00、14:00–18:00 还没有人答应来. */
function dueText(shifts: readonly ShiftDocument[], at: number): string {
  const times = shifts.slice(0, mostNamed).map(({ fromAt, toAt }) => timeText(fromAt, toAt)).join("、");
  return `${storedDayText(dayOf(shifts[0]!.fromAt), at)} ${times}${shifts.length > mostNamed ? ` 等 ${shifts.length} 班` : ""} ${lackWords(shifts)}`;
}

const isUndecided = ({ funding }: Pick<ShiftDocument, "funding">): boolean => funding === "undecided";
const askingWords = (shifts: readonly ShiftDocument[]): string => (shifts.every(isUndecided) ? "党支部还没有定时间从哪里出" : "我们还在问邻居");

interface Telled extends Moment {
  settings: TimeBankSettings;
}

function tellings(need: NeedDocument, due: readonly ShiftDocument[], telled: Telled): Telling[] {
  const { organisation, settings, at } = telled;
  const title = needTitle(skillName(settings, need.skill), need);
  const phone = organisation.stations.find(({ code }) => code === need.stationCode)?.phone;
  const staff = [...new Set([...leadersOf(telled, need), ...branchOf(telled, need.stationCode)])];
  const toDo = due.every(isUndecided) ? "请支部定一下时间从哪里出" : "请看看还能请谁";
  return [
    { to: peopleNow(need, organisation, at), text: `“${title}”：${dueText(due, at)}，${askingWords(due)}。请先另想办法，着急请打站里电话${phone ? ` ${phone}` : ""}。`, needId: need._id },
    { to: staff, text: `“${title}”：${dueText(due, at)}，${toDo}。`, todo: true, waitsFor: needWaitsFor(need._id, personFor(dayOf(due[0]!.fromAt))), needId: need._id, link: "bank" },
  ];
}

/** The need with what its people and who arranges are told now, once a shift; the very same where there is nothing to tell. */
export function withUnfilledTold(need: NeedDocument, toCome: readonly ShiftDocument[], telled: Telled): NeedDocument {
  const due = dueOf(need, toCome, telled.at);
  if (due.length === 0) return need;
  const known = toCome.filter((shift) => wasTold(need, shift)).map(({ _id }) => _id);
  const effects: Effect[] = effectsOf(`${due[0]!._id}:unfilled`, telled.at, tellings(need, due, telled));
  return { ...need, unfilledTold: [...known, ...due.map(({ _id }) => _id)], effects: [...need.effects, ...effects] };
}

/** For who waits: what is so near that he had better look for help himself. */
export function unfilledSoon(need: Told, toCome: readonly ShiftDocument[], at: number): { shift: ShiftDocument; lacks: string; asking: string } | undefined {
  const shift = toCome.find((one) => isUnfilled(one) && unfilledTellAt(need, one) <= at);
  return shift && { shift, lacks: lackWords([shift]), asking: askingWords([shift]) };
}

/** How many times are over to which nobody came. */
export const nobodyCame = (shifts: readonly ShiftDocument[], at: number): number =>
  shifts.filter(({ cancelled, toAt, turns }) => !cancelled && toAt <= at && !turns.some(came)).length;
