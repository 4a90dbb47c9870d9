import { hourMs } from "../../contracts/kernel/milliseconds";
import type { Organisation } from "../../contracts/org/organisation";
import { type RequestState, openStates } from "../../contracts/requests/request";
import { activePosts } from "../../cloudfunctions/platform/actor";
import { advance } from "../../cloudfunctions/features/requests/advance";
import type { RequestViewer } from "../../cloudfunctions/features/requests/authority";
import { withDerived } from "../../cloudfunctions/features/requests/derived";
import type { RequestDocument } from "../../cloudfunctions/features/requests/document";
import { fileRequest } from "../../cloudfunctions/features/requests/file";
import { mondayMorning, people, stateOf, type StaffCode, staffIdOf } from "../support/communities";
import { draftOf, type Draft, type Step, testOrganisation } from "./support";

/** Requests and viewers without a database, for tests of the rules. */
export const organisation = testOrganisation();
export const community = { organisation, state: stateOf(organisation) };
const everyone = people("wtl");
const residentOf = (code: "resident1" | "resident3") => everyone.find(({ openid }) => openid === `o-wtl-${code}`)!;

export interface Where {
  at?: number;
  away?: Record<string, number>;
  organisation?: Organisation;
}
const momentOf = ({ at = mondayMorning, away = {}, organisation: of = organisation }: Where = {}) => ({ organisation: of, state: { ...community.state, away }, at });

export const staffViewer = (code: StaffCode, where: Where = {}): RequestViewer => {
  const staffId = staffIdOf("wtl", code);
  const personId = everyone.find((person) => person.staffId === staffId)!._id;
  return { ...momentOf(where), ids: [personId, staffId], posts: activePosts(organisation, staffId, "2026-11-23") };
};
export const residentViewer = (code: "resident1" | "resident3" = "resident1", where: Where = {}): RequestViewer => ({
  ...momentOf(where), ids: [residentOf(code)._id], posts: [],
});

export function filed(rest: Partial<Draft> = {}, where: Where = {}): RequestDocument {
  const person = residentOf("resident1");
  return fileRequest({
    ...momentOf(where), draft: draftOf(rest), person, ids: [person._id], requestId: "r1", payloadHash: "p",
    receiptOf: ({ receiptPrefix }) => `${receiptPrefix}-1123-ABCD`,
  });
}

/** The same request in another state, with what that state has beside its name. */
export const inState = (request: RequestDocument, state: RequestState): RequestDocument =>
  withDerived({
    ...request,
    state,
    ...(state === "awaitingResident" && { paused: { at: request.createdAt, leftMilliseconds: hourMs } }),
    ...(state === "resolved" && { resolvedAt: request.createdAt }),
    ...(!openStates.includes(state) && { closedAt: request.createdAt }),
  });

let operations = 0;
export function step(request: RequestDocument, viewer: RequestViewer, what: Step, seenVersion = request.storyVersion): RequestDocument {
  operations += 1;
  return advance(request, what, seenVersion, { ...viewer, eventId: `event${operations}`, payloadHash: "p" });
}

/** Who answers in the resident's grid, and the resident himself. */
export const owner = staffViewer("leader1");
export const resident = residentViewer();

/** What a step told, by who hears it. */
export const toldOf = (request: RequestDocument, before: RequestDocument): Record<string, string> =>
  Object.fromEntries(request.effects.slice(before.effects.length).map(({ to, text }) => [to, text]));
