import { dayMs } from "../../../contracts/kernel/milliseconds";
import { openStates } from "../../../contracts/requests/request";
import { attentionOf } from "./attention";
import { oneWorkingDayBefore } from "./deadline";
import type { RequestDocument } from "./document";
import { countedGridOf } from "./gridCount";
import { isRunning, isUnclaimed } from "./states";

/** A week has a weekend in it: whoever works has had a quiet hour to look. A reopening is still possible for 30 days. */
export const silenceClosesAfterMilliseconds = 7 * dayMs;
export const silenceRemindsAfterMilliseconds = 3 * dayMs;

/** When to warn of a deadline; urgent matters have no day to spare for a warning. */
export const dueSoonAt = (request: Pick<RequestDocument, "urgency" | "dueAt">): number | undefined =>
  request.urgency === "ordinary" ? oneWorkingDayBefore(request.dueAt) : undefined;

export function nextCheckOf(request: RequestDocument): number | undefined {
  const { told } = request;
  const due: (number | undefined)[] = request.effects.map(({ at }) => at);
  if (!told.countedFiled) due.push(request.createdAt);
  if (request.closedAt !== undefined && !told.countedEnded) due.push(request.closedAt);
  if (request.countedInGrid !== countedGridOf(request)) due.push(request.updatedAt);
  if (isUnclaimed(request) && !told.unclaimed) due.push(request.claimBy);
  if (isRunning(request) && !told.dueSoon) due.push(dueSoonAt(request));
  if (isRunning(request) && !told.overdue) due.push(request.dueAt);
  if (request.state === "resolved") {
    // Silence is counted from the last word of anybody, so that whoever is still talking is never closed over.
    if (!told.silence) due.push(request.updatedAt + silenceRemindsAfterMilliseconds);
    due.push(request.updatedAt + silenceClosesAfterMilliseconds);
  }
  const known = due.filter((at): at is number => at !== undefined);
  return known.length ? Math.min(...known) : undefined;
}

export const handlersOf = (request: Pick<RequestDocument, "ownerId" | "standInId" | "standInCalled" | "helpers">): string[] => [
  ...new Set([
    request.ownerId,
    ...(request.standInCalled && request.standInId ? [request.standInId] : []),
    ...request.helpers.filter(({ done }) => !done).map(({ staffId }) => staffId),
  ]),
];

/** What a matter that has ended keeps of a person: nothing but who may still speak about it. */
const withoutContact = ({ contact: _contact, onBehalf: _onBehalf, ...rest }: RequestDocument): RequestDocument => rest;

/** Brings every field that follows from others up to date; each writer passes through here. */
export function withDerived(request: RequestDocument): RequestDocument {
  const open = openStates.includes(request.state);
  const kept = open ? request : withoutContact(request);
  const derived: RequestDocument = { ...kept, open, handlers: handlersOf(kept) };
  derived.attention = attentionOf(derived);
  const nextCheckAt = nextCheckOf(derived);
  if (nextCheckAt === undefined) delete derived.nextCheckAt;
  else derived.nextCheckAt = nextCheckAt;
  return derived;
}
