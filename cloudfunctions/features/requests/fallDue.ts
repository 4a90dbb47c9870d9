import { dayOf } from "../../../contracts/kernel/day";
import { storedDayText } from "../../platform/when";
import type { Telling } from "../inbox";
import { askedAfter } from "./asked";
import { dueSoonAt, silenceClosesAfterMilliseconds, silenceRemindsAfterMilliseconds, withDerived } from "./derived";
import { claimByOf } from "./deadline";
import type { RequestDocument, RequestEvent } from "./document";
import { storedDueText } from "./dueWords";
import { isRunning, isUnclaimed } from "./states";
import { aboveNow, called, isStaffNow, type Moment, nextToCall, standInOf, superiorsOf } from "./staff";
import { effectsWithin, labelOf, yours } from "./tell";

/**
 * What time itself does to a request: reminds, calls the stand-in, closes after silence. Pure, and the same however often
 * and however late it runs, because each reminder is marked on the document and named after the deadline it is about.
 */
interface Due {
  /** Names what fell due, and so the ids of what is told. */
  id: string;
  set: Partial<RequestDocument>;
  event?: Partial<RequestEvent> & Pick<RequestEvent, "action">;
  tell: Telling[];
}
type Rule = (request: RequestDocument, moment: Moment) => Due | undefined;

/** Taken by nobody in time is 找不到人 as much as a closed door is: it counts apart from what residents said, and the stand-in is called. */
const unclaimed: Rule = (request, moment) => {
  if (!isUnclaimed(request) || request.told.unclaimed || request.claimBy > moment.at) return undefined;
  const [standInId, callId] = [standInOf(moment, request.ownerId, request), nextToCall(moment, request)];
  return {
    id: `unclaimed:${request.claimBy}`,
    set: {
      told: { ...request.told, unclaimed: true },
      ...(standInId !== undefined && { standInId, standInCalled: true }),
    },
    event: { action: "notFound", ...(callId !== undefined && { to: callId }) },
    tell: [
      ...(callId ? [{ to: [callId], text: `${labelOf(request)}还没有人接，请您接手。`, todo: true }] : []),
      { to: [request.ownerId], text: `${labelOf(request)}到时间还没有人接${callId ? `，已请${called(moment, callId)}接手` : ""}。`, todo: true },
      { to: aboveNow(moment, request), text: `${labelOf(request)}到时间还没有人接，请看看。`, todo: true },
      { to: [request.filedBy], text: callId ? `${yours(request)}还没有人接，已经请${called(moment, callId)}接手。` : `${yours(request)}还没有人接，已经告诉站里。` },
    ],
  };
};

const dueSoon: Rule = (request, { at }) => {
  const warnAt = dueSoonAt(request);
  if (!isRunning(request) || request.told.dueSoon || warnAt === undefined || warnAt > at || request.dueAt <= at) return undefined;
  return {
    id: `dueSoon:${request.dueAt}`,
    set: { told: { ...request.told, dueSoon: true } },
    tell: [{ to: request.handlers, text: `${labelOf(request)}要在 ${storedDueText(request.dueAt, at)} 前答复。`, todo: true }],
  };
};

const overdue: Rule = (request, moment) => {
  if (!isRunning(request) || request.told.overdue || request.dueAt > moment.at) return undefined;
  return {
    id: `overdue:${request.dueAt}`,
    // Told late, the warning before it has no more sense.
    set: { told: { ...request.told, dueSoon: true, overdue: true } },
    tell: [
      { to: request.handlers, text: `${labelOf(request)}过了答复的时间，请先给居民回个话。`, todo: true },
      { to: aboveNow(moment, request), text: `${labelOf(request)}过了答复的时间。` },
    ],
  };
};

const silenceReminder: Rule = (request, { at }) => {
  const { state, updatedAt, told } = request;
  const closesSoon = updatedAt + silenceClosesAfterMilliseconds <= at;
  if (state !== "resolved" || told.silence || updatedAt + silenceRemindsAfterMilliseconds > at || closesSoon) return undefined;
  const text = `${yours(request)}说是办好了，请您看看。${storedDayText(dayOf(updatedAt + silenceClosesAfterMilliseconds), at)}还没有消息就自动办结，之后 30 天内还能重新打开。`;
  return { id: `silence:${updatedAt}`, set: { told: { ...told, silence: true } }, tell: [{ to: [request.filedBy], text, todo: true }] };
};

const closeBySilence: Rule = (request, { at }) => {
  const { state, updatedAt } = request;
  if (state !== "resolved" || updatedAt + silenceClosesAfterMilliseconds > at) return undefined;
  return {
    id: `closed:${updatedAt}`,
    set: { state: "closed", closedAt: at, storyVersion: request.storyVersion + 1, updatedAt: at },
    event: { action: "closeBySilence" },
    tell: [
      { to: [request.filedBy], text: `${yours(request)}7 天没有新的消息，自动办结了。没办好的话，30 天内可以重新打开。` },
      { to: request.handlers, text: `${labelOf(request)}7 天没有新的消息，自动办结了。` },
    ],
  };
};

/** Whoever has left his post can't be accountable: it goes to who stands in, to be taken anew, with its first deadline. */
const ownerLeft: Rule = (request, moment) => {
  if (!request.open || isStaffNow(moment, request.ownerId)) return undefined;
  const ownerId = standInOf(moment, request.ownerId, request);
  if (ownerId === undefined) return undefined;
  const handedOver = { ...request, ownerId };
  const standInId = standInOf(moment, ownerId, handedOver);
  const { unclaimed: _unclaimed, ...told } = request.told;
  return {
    // Somebody may come back, get it again and leave again: that is to be told again.
    id: `left:${request.ownerId}:${request.version}`,
    set: {
      ownerId, standInId, standInCalled: false, told,
      // What waits for the resident goes on waiting for him; only the name beside it changes.
      ...(isRunning(request) && { state: "transferred", claimBy: claimByOf(request.urgency, moment.at), transferCount: request.transferCount + 1 }),
    },
    event: { action: "transfer", to: ownerId, reason: "otherPerson" },
    tell: [
      { to: [ownerId], text: `${labelOf(request)}原来的经办人不在岗了，现在由您接。`, todo: true },
      { to: [request.filedBy], text: `${yours(request)}转给了${called(moment, ownerId)}，答复的时间不变。` },
      { to: superiorsOf(moment, handedOver), text: `${labelOf(request)}原来的经办人不在岗了，转给了${called(moment, ownerId)}。` },
    ],
  };
};

const rules: readonly Rule[] = [ownerLeft, unclaimed, overdue, dueSoon, silenceReminder, closeBySilence];

/** The request with everything done that is due by now; the very same object when nothing is. */
export function fallDue(request: RequestDocument, moment: Moment): RequestDocument {
  return rules.reduce((current, rule) => {
    const due = rule(current, moment);
    return due ? happened(current, due, moment) : current;
  }, request);
}

function happened(request: RequestDocument, { id, set, event, tell }: Due, moment: Moment): RequestDocument {
  const effects = effectsWithin(request, id, moment, tell, []);
  const moved = { ...request, ...set };
  return withDerived({
    ...moved,
    asked: askedAfter(request, moved, effects, []),
    events: event ? [...request.events, { id, at: moment.at, by: "clock", ...event }] : request.events,
    effects: [...request.effects, ...effects],
  });
}
