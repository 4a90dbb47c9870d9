import { Failure } from "../../../../contracts/kernel/failure";
import { disputeReasons, type SessionAction, sessionLifecycle, type SessionStep } from "../../../../contracts/timebank/session";
import { minutesText } from "../../../../contracts/timebank/minutes";
import type { Telling } from "../../inbox";
import type { SessionDocument, SessionEvent } from "../shared/documents";
import { helpedSide, sessionWaitsFor, withDerived } from "./derived";
import { actionsOf, hasSaidEnough, otherSide, partsOf, type SessionViewer } from "./parts";
import { bookedMinutesOf, clockMinutes, decidableOf, payableOf, type ServiceSettings, servedText } from "./rules";

/**
 * One step in the life of a session, as a function of what is and what is asked: guarded by the lifecycle table, whole or
 * not at all. Pure: the same step under the same operation gives the same document.
 */
export interface SessionDoing extends SessionViewer {
  operation: string;
  payloadHash: string;
  settings: ServiceSettings;
  proxies: readonly string[];
  /** What the skill is called, for what is told. */
  skill: string;
  /** Who acted by a post that he holds no more: he is told nothing. */
  gone?: readonly string[];
  /** Who decides a difference; asked for only where the step may make one. */
  branch: readonly string[];
}

/** What the clock does has the same shape, by nobody's hand. */
export interface Change {
  action: SessionAction;
  set?: Partial<SessionDocument>;
  event?: Partial<SessionEvent>;
  tell?: readonly Telling[];
}

const without = <T extends object>(value: T): T => Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as T;

/** The document after a change; `to` of the lifecycle's row is where it leads. */
export function changed(session: SessionDocument, { action, set, event, tell }: Change, doing: Pick<SessionDoing, "at" | "settings"> & Partial<SessionDoing> & { by: string }): SessionDocument {
  const { to } = sessionLifecycle[action];
  const { by, at, operation, payloadHash } = doing;
  const happened = without({ at, by, what: action, ...event, operation, payloadHash }) as SessionEvent;
  const after = without({ ...session, ...set, state: to === "same" ? session.state : to, events: [...session.events, happened] });
  return withDerived(after, at, doing.settings, tell, [...(doing.ids ?? []), ...(doing.gone ?? [])]);
}

/** What will be paid is decided with the confirmation, once, so that a crash can only repeat it. */
const toSettle = ({ hold }: SessionDocument, minutes: number): NonNullable<SessionDocument["toSettle"]> => ({ minutes, ...(hold !== undefined && { hold }) });

type StepOf<A extends SessionStep["action"]> = Extract<SessionStep, { action: A }>;

/** Family that joined since the check-in is of the helped side from its first word on: a side has one word. */
const withSpeaker = (session: SessionDocument, by: string, { proxies }: SessionDoing): SessionDocument =>
  proxies.includes(by) && !session.proxies.includes(by) ? { ...session, proxies: [...session.proxies, by] } : session;

function disputed(before: SessionDocument, { reason, words, minutes }: Omit<NonNullable<SessionDocument["disputed"]>, "by" | "at">, doing: SessionDoing): Change {
  const [by, at] = [doing.ids[0]!, doing.at];
  const session = withSpeaker(before, by, doing);
  return {
    action: "dispute",
    set: { proxies: session.proxies, disputed: without({ by, at, reason, words, minutes }) },
    event: without({ minutes, words }),
    tell: [
      { to: doing.branch, text: `有一次${doing.skill}的时间有不同说法（${disputeReasons[reason]}），请支委看一看。`, todo: true, waitsFor: sessionWaitsFor(session, "branch"), link: "bank" },
      { to: otherSide(session, by), text: `一次${doing.skill}的时间有不同说法，已经请支委来看；已经记下的先不变。您也可以点开写一句是怎么回事。` },
      { to: [session.volunteerId, ...helpedSide(session)], text: `一次${doing.skill}的时间有不同说法，已经请支委来看；已经记下的先不变。` },
    ],
  };
}

/** The other side's word, before the branch decides. */
function answered(session: SessionDocument, { words }: StepOf<"answer">, doing: SessionDoing): Change {
  const [by, at] = [doing.ids[0]!, doing.at];
  const dispute = session.disputed!;
  return {
    action: "answer",
    set: { disputed: { ...dispute, answers: [...(dispute.answers ?? []), { by, words, at }] } },
    event: { words },
    tell: [{ to: doing.branch, text: `那次${doing.skill}的时间有不同说法，另一方也写了一句，请看了再定。`, link: "bank" }],
  };
}

function confirm(session: SessionDocument, { minutes }: StepOf<"confirm">, doing: SessionDoing): Change {
  if (minutes !== undefined && minutes > bookedMinutesOf(session)) throw new Failure("minutesWrong");
  const payable = payableOf(session);
  // Two different numbers are a difference, not a confirmation: neither side's word alone moves the other's hours.
  if (minutes !== undefined && minutes < payable) return disputed(session, { reason: "timeWrong", minutes }, doing);
  return { action: "confirm", set: { confirmedBy: doing.ids[0]!, creditedMinutes: payable, toSettle: toSettle(session, payable) }, event: { minutes: payable } };
}

function sayEnd(session: SessionDocument, { minutes }: StepOf<"sayEnd">, { skill }: SessionDoing): Change {
  if (minutes > bookedMinutesOf(session)) throw new Failure("minutesWrong");
  return {
    action: "sayEnd",
    set: { actualMinutes: minutes },
    event: { minutes },
    tell: [{ to: helpedSide(session), text: `志愿者补报了一次${skill}的时间：${minutesText(minutes)}，请您看一看、确认一下。`, todo: true, waitsFor: sessionWaitsFor(session, "confirmation") }],
  };
}

/** What is paid already is corrected by another entry, or given back by one: the first stays, and pays nothing again. */
function toDiffer({ creditedMinutes = 0 }: SessionDocument, entry: string, minutes: number): NonNullable<SessionDocument["toSettle"]> {
  const [cut, back] = [creditedMinutes - minutes, minutes - creditedMinutes];
  return { minutes, ...(cut > 0 && { correct: { entry, minutes: cut } }), ...(back > 0 && { restore: { entry, minutes: back } }) };
}

/**
 * Before anything was paid the branch names the minutes, up to what was booked; afterwards up to what was paid, so that a
 * mistaken correction can be undone.
 */
function decide(session: SessionDocument, { minutes, words }: StepOf<"decide">, doing: SessionDoing): Change {
  const [paidBy, most] = [session.entries[0], decidableOf(session)];
  if (minutes > most) throw paidBy === undefined ? new Failure("minutesWrong") : new Failure("minutesWrong", { message: `原来记的是 ${minutesText(most)}，最多定这么多。` });
  return {
    action: "decide",
    set: { creditedMinutes: minutes, toSettle: paidBy === undefined ? toSettle(session, minutes) : toDiffer(session, paidBy, minutes) },
    event: { minutes, words },
    tell: [{ to: [session.volunteerId, ...helpedSide(session)], text: `支委看过那次${doing.skill}了，定为 ${minutesText(minutes)}。原来的记录都还在，点开可以看到。` }],
  };
}

function changeOf(session: SessionDocument, step: SessionStep, doing: SessionDoing): Change {
  switch (step.action) {
    case "confirm": return confirm(session, step, doing);
    case "sayEnd": return sayEnd(session, step, doing);
    case "decide": return decide(session, step, doing);
    case "answer": return answered(session, step, doing);
    case "dispute": return disputed(session, { reason: step.reason, ...(step.words !== undefined && { words: step.words }) }, doing);
  }
}

/** @throws Failure notFound, stale, actionNotOpen, minutesWrong */
export function advance(session: SessionDocument, step: SessionStep, seenVersion: number, doing: SessionDoing): SessionDocument {
  const parts = partsOf(doing, session, doing.proxies);
  if (parts.length === 0) throw new Failure("notFound");
  const current = { currentVersion: session.version };
  if (seenVersion !== session.version) throw new Failure("stale", current);
  if (step.action === "sayEnd" && hasSaidEnough(session)) throw new Failure("actionNotOpen", { ...current, message: "已经补报过几次了。还要改的话，请和居民组长说一声。" });
  if (!actionsOf(doing, session, parts).includes(step.action)) throw new Failure("actionNotOpen", current);
  return changed(session, changeOf(session, step, doing), { ...doing, by: doing.ids[0]! });
}

/**
 * Checks out: the volunteer's own confirmation of his time. After the grace it is a forgotten one, whether the clock came
 * by or not, so that a late timer changes nothing.
 * @param latestAt when his next turn began, where it has: he can't have been here longer
 */
export function checkedOut(session: SessionDocument, out: NonNullable<SessionDocument["shown"]["out"]>, doing: Omit<SessionDoing, "branch" | "proxies">, latestAt = doing.at): SessionDocument {
  const { at, skill } = doing;
  const outAt = Math.min(at, latestAt);
  const actualMinutes = clockMinutes(session.inAt, outAt);
  const { check: _check, ...rest } = session;
  const by = doing.ids[0]!;
  const text = `${skill}结束了，${servedText({ ...session, actualMinutes })}，请您确认一下。`;
  const change: Change = {
    action: "checkOut",
    set: { outAt, actualMinutes, shown: { ...session.shown, out, ...(by !== session.volunteerId && { by }) } },
    event: { minutes: actualMinutes },
    tell: [{ to: helpedSide(session), text, todo: true, waitsFor: sessionWaitsFor(session, "confirmation") }],
  };
  return changed(rest, change, { ...doing, by });
}

/** Nobody checked out: it ends where it was planned to, and says so. */
export function lapsed(session: SessionDocument, doing: Pick<SessionDoing, "at" | "settings" | "skill"> & Partial<SessionDoing>): SessionDocument {
  const { skill, operation, payloadHash, gone = [] } = doing;
  const { check: _check, ...rest } = session;
  const actualMinutes = Math.min(clockMinutes(session.inAt, session.bookedTo), bookedMinutesOf(session));
  const change: Change = {
    action: "lapse",
    set: { outAt: session.bookedTo, actualMinutes, forgotten: true, shown: { ...session.shown, out: "clock" } },
    event: { minutes: actualMinutes },
    tell: [
      { to: [session.volunteerId], text: `上一次${skill}没有签退，先按约好的时间记着。实际多少分钟？请您补一下。`, todo: true, waitsFor: sessionWaitsFor(session, "minutes") },
      { to: helpedSide(session), text: `一次${skill}没有签退，先按约好的时间记着，请您看看对不对。`, todo: true, waitsFor: sessionWaitsFor(session, "confirmation") },
    ],
  };
  const repeat = operation === undefined ? {} : { operation, payloadHash: payloadHash! };
  return changed(rest, change, { at: doing.at, settings: doing.settings, gone, ...repeat, by: "clock" });
}
