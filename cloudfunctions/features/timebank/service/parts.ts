import { openActions } from "../../../../contracts/kernel/lifecycle";
import { dayMs } from "../../../../contracts/kernel/milliseconds";
import { type SessionAction, sessionLifecycle, type SessionPart } from "../../../../contracts/timebank/session";
import type { ActivePost } from "../../../platform/actor";
import type { NeedDocument, SessionDocument } from "../shared/documents";
import { partsByPost } from "../shared/staff";
import { helpedSide } from "./derived";

/**
 * Who is what in one session, and so who may read it and do what. Pure. The lifecycle table decides; here stand only the
 * few conditions that a table of states and parts can't hold.
 */
export interface SessionViewer {
  communityId: string;
  /** Both ids of a person. */
  ids: readonly string[];
  posts: readonly ActivePost[];
  at: number;
  /** Whether the branch has noted him as family of the volunteer or of who is helped. */
  isKin: boolean;
  /** Whether the volunteer is himself by another login, since their accounts were merged. */
  isVolunteer?: boolean;
}

/** A settled session can be disputed for as long, and again once it was corrected. */
export const disputableMs = 30 * dayMs;

type Matter = Pick<SessionDocument, "communityId" | "gridCode" | "stationCode"> & Partial<Pick<SessionDocument, "volunteerId" | "recipientId" | "leaderIds">>;

/** Whoever the clock asked in the leader's place is one here. */
function postParts({ posts, ids }: SessionViewer, { leaderIds = [], ...place }: Matter): SessionPart[] {
  const [byPost, isCalledIn] = [partsByPost(posts, place), posts.length > 0 && leaderIds.some((staffId) => ids.includes(staffId))];
  return isCalledIn && !byPost.includes("leader") ? ["leader", ...byPost] : byPost;
}

/** Every part that somebody plays; none means that for him it doesn't exist. */
export function partsOf(viewer: SessionViewer, session: Matter, proxies: readonly string[]): SessionPart[] {
  if (viewer.communityId !== session.communityId) return [];
  const plays = (id: string | undefined) => id !== undefined && viewer.ids.includes(id);
  return [
    ...(plays(session.volunteerId) ? (["volunteer"] as const) : []),
    ...(plays(session.recipientId) ? (["recipient"] as const) : []),
    ...(proxies.some(plays) ? (["proxy"] as const) : []),
    ...postParts(viewer, session),
  ];
}

const official: readonly SessionPart[] = ["leader", "branch"];

/**
 * The parts in which somebody may act: nobody confirms as leader, and nobody decides, in his own or his family's matter.
 * Who served is the volunteer and nothing else, however he came to another part: nobody confirms himself.
 */
export function actingParts(viewer: SessionViewer, parts: readonly SessionPart[]): SessionPart[] {
  if (parts.includes("volunteer")) return ["volunteer"];
  if (viewer.isVolunteer) return [];
  return viewer.isKin || parts.some((part) => !official.includes(part)) ? parts.filter((part) => !official.includes(part)) : [...parts];
}

/** When the hours last changed: a correction on the account page, too, can be a mistake. */
const lastChangedAt = ({ events }: Pick<SessionDocument, "events">): number => events.findLast(({ what }) => what === "settle" || what === "corrected")?.at ?? 0;

/** Who was mistaken says it again; who says it over and over buries the one who has to look each time. */
const mostSaid = 5;
export const hasSaidEnough = ({ events }: Pick<SessionDocument, "events">): boolean => events.filter(({ what }) => what === "sayEnd").length >= mostSaid;

/** Who has not said how it was: the side against which somebody disputes; both where neither of them did. */
export function otherSide(session: SessionDocument, disputedBy: string): string[] {
  const helped = helpedSide(session);
  if (disputedBy === session.volunteerId) return helped;
  return helped.includes(disputedBy) ? [session.volunteerId] : [session.volunteerId, ...helped];
}

/** Each side says its word once: it can't be turned into a conversation, nor changed after it was read. */
function mayAnswer(session: SessionDocument, parts: readonly SessionPart[], { ids }: SessionViewer): boolean {
  const { disputed } = session;
  if (!disputed) return false;
  const isVolunteer = parts.includes("volunteer");
  const said = disputed.answers?.some(({ by }) => (by === session.volunteerId) === isVolunteer) ?? false;
  return !said && !(isVolunteer ? [session.volunteerId] : [...ids, ...helpedSide(session)]).includes(disputed.by);
}

/** Conditions beside state and part, each with the row of the table it narrows. */
const alsoNeeds: Partial<Record<SessionAction, (session: SessionDocument, viewer: SessionViewer, parts: readonly SessionPart[]) => boolean>> = {
  sayEnd: (session) => session.forgotten && !hasSaidEnough(session),
  dispute: (session, { at }) => session.state !== "settled" || at - lastChangedAt(session) <= disputableMs,
  answer: (session, viewer, parts) => mayAnswer(session, parts, viewer),
};

export const actionsOf = (viewer: SessionViewer, session: SessionDocument, parts: readonly SessionPart[]): SessionAction[] =>
  openActions(sessionLifecycle, session.state, actingParts(viewer, parts)).filter((action) => alsoNeeds[action]?.(session, viewer, parts) ?? true);

/** A need's parts, for checking in by hand and for the code: as of a session that has not begun. */
export const needPartsOf = (viewer: SessionViewer, need: NeedDocument): SessionPart[] =>
  partsOf(viewer, { communityId: need.communityId, gridCode: need.gridCode, stationCode: need.stationCode, ...(need.recipientId !== undefined && { recipientId: need.recipientId }) }, need.proxies);
