import { openActions } from "../../../contracts/kernel/lifecycle";
import { dayMs } from "../../../contracts/kernel/milliseconds";
import { type RequestAction, requestLifecycle } from "../../../contracts/requests/lifecycle";
import type { Part } from "../../../contracts/requests/request";
import type { ActivePost } from "../../platform/actor";
import type { RequestDocument } from "./document";
import { isUnclaimed } from "./states";
import { isAwayNow, isStaffNow, type Moment, standInOf, superiorsOf } from "./staff";

/**
 * Who is what in one request, and so who may read it and do what. Pure. The lifecycle table decides; here stand only the
 * few conditions that a table of states and parts can't hold.
 */
export interface RequestViewer extends Moment {
  /** Both ids of a person. */
  ids: readonly string[];
  posts: readonly ActivePost[];
}

export const reopenableMilliseconds = 30 * dayMs;

const plays = (viewer: RequestViewer, id: string | undefined): boolean => id !== undefined && viewer.ids.includes(id);

export const isHidden = (viewer: Pick<RequestViewer, "ids">, request: Pick<RequestDocument, "hiddenFrom">): boolean =>
  request.hiddenFrom.some((staffId) => viewer.ids.includes(staffId));

/** Called in by name, or taking over by himself because the owner is away now or has left his post. */
function standsIn(viewer: RequestViewer, request: RequestDocument): boolean {
  if (request.standInCalled && plays(viewer, request.standInId)) return true;
  const isMissing = isAwayNow(viewer, request.ownerId) || !isStaffNow(viewer, request.ownerId);
  return isMissing && plays(viewer, standInOf(viewer, request.ownerId, request));
}

function partsByPost(viewer: RequestViewer, request: RequestDocument): Part[] {
  if (request.audience === "owner") {
    const superiors = superiorsOf(viewer, request);
    if (!viewer.ids.some((id) => superiors.includes(id))) return [];
    const heads = viewer.posts.some(({ role, scopeCode }) => role === "stationHead" && scopeCode === request.stationCode);
    return [heads ? "stationHead" : "secretary"];
  }
  const parts: Part[] = [];
  for (const { role, scopeCode } of viewer.posts) {
    if (role === "secretary") parts.push("secretary");
    else if (role === "stationHead" && scopeCode === request.stationCode) parts.push("stationHead");
    // Codes are unique within their kind only: a grid and a station may share one.
    else if (role === "residentGroupLeader" ? scopeCode === request.gridCode : scopeCode === request.stationCode) parts.push("colleague");
  }
  return parts;
}

/** Every part somebody plays in a request; none means that for him it doesn't exist. */
export function partsOf(viewer: RequestViewer, request: RequestDocument): Part[] {
  if (viewer.organisation.communityId !== request.communityId) return [];
  const own: Part[] = plays(viewer, request.filedBy) ? [request.filedAsProxy ? "proxy" : "reporter"] : [];
  // Whoever holds no post any more has left what he handled behind, whatever the request still says of him.
  if (viewer.posts.length === 0 || isHidden(viewer, request)) return own;
  const parts: Part[] = [...own];
  if (plays(viewer, request.ownerId)) parts.push("owner");
  if (standsIn(viewer, request)) parts.push("standIn");
  if (request.helpers.some(({ staffId }) => plays(viewer, staffId))) parts.push("helper");
  return [...new Set([...parts, ...partsByPost(viewer, request)])];
}

/** Conditions beside state and part, each with the row of the table it narrows. */
const alsoNeeds: Partial<Record<RequestAction, (viewer: RequestViewer, request: RequestDocument) => boolean>> = {
  reopen: ({ at }, { state, closedAt }) => state !== "closed" || at - (closedAt ?? 0) <= reopenableMilliseconds,
  helperDone: (viewer, { helpers }) => helpers.some(({ staffId, done }) => !done && plays(viewer, staffId)),
};

export function actionsOf(viewer: RequestViewer, request: RequestDocument): RequestAction[] {
  return openActions(requestLifecycle, request.state, partsOf(viewer, request)).filter(
    (action) => alsoNeeds[action]?.(viewer, request) ?? true,
  );
}

/** The part that somebody plays in doing something: the first the table names, so a resident who is staff too is asked as a resident. */
export const partFor = (parts: readonly Part[], action: RequestAction): Part | undefined =>
  (requestLifecycle[action].by as readonly Part[]).find((part) => parts.includes(part));

export const isResidentPart = (part: Part | undefined): boolean => part === "reporter" || part === "proxy";

const working: readonly Part[] = ["owner", "standIn", "stationHead"];
/** Sees whom it is from, masked, and may unmask him: those who work on an open matter that somebody has taken. Whoever has done his part works on it no more. */
export function mayMeetReporter(viewer: RequestViewer, parts: readonly Part[], request: Pick<RequestDocument, "open" | "state" | "helpers">): boolean {
  const isWorking = (part: Part): boolean => (part === "helper" ? request.helpers.some(({ staffId, done }) => !done && plays(viewer, staffId)) : working.includes(part));
  return request.open && !isUnclaimed(request) && parts.some(isWorking);
}
