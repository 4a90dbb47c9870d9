import { resumedDue, urgentDue } from "../deadline";
import type { RequestDocument } from "../document";
import { called, standInOf } from "../staff";
import { labelOf, yours } from "../tell";
import { type Change, type RequestDoing, type StepRule, staffIdOf, toHandlers, toResident } from "./change";

/** Taking a matter on, and going on with it. */

/** Whoever accepts owns it 首问负责, and the one who had it before has nothing left to do. */
export const accept: StepRule<"accept"> = (request, _step, doing) => {
  const ownerId = staffIdOf(doing);
  // An emergency's first 15 minutes were for an answer, and this is it: what follows is due as an urgent matter is.
  const firstAnswer = request.urgency === "emergency" && request.acceptedAt === undefined;
  return {
    set: {
      ...ownedBy(request, ownerId, doing),
      acceptedAt: request.acceptedAt ?? doing.at,
      ...(firstAnswer && { dueAt: Math.max(request.dueAt, urgentDue(request.createdAt)) }),
    },
    tell: [
      toResident(request, `${called(doing, ownerId)}接了${yours(request)}。`),
      toHandlers(request, `${called(doing, ownerId)}接了${labelOf(request)}，由他负责到办结。`),
    ],
  };
};

/** The fields that change together when somebody becomes the owner. */
export const ownedBy = (request: RequestDocument, ownerId: string, doing: RequestDoing): Partial<RequestDocument> => ({
  ownerId,
  standInId: standInOf(doing, ownerId, request),
  standInCalled: false,
});

export const start: StepRule<"start"> = (request, _step, doing) => ({
  tell: [toResident(request, `${called(doing, staffIdOf(doing))}开始办${yours(request)}了。`)],
});

export const goOn: StepRule<"goOn"> = (request, step, doing) => ({
  set: clockGoesOn(request, doing.at),
  event: { words: step.words },
  tell: [toResident(request, `${called(doing, staffIdOf(doing))}接着办${yours(request)}，计时又开始了。`)],
});

/** The clock goes on with the time that was left, and warns anew. */
export function clockGoesOn(request: RequestDocument, at: number): Change["set"] {
  if (!request.paused) return {};
  const dueAt = resumedDue(request, at);
  return { paused: undefined, dueAt, ...(dueAt > at && { told: { ...request.told, dueSoon: undefined, overdue: undefined } }) };
}
