import type { SessionPart } from "../../../../contracts/timebank/session";
import { selvesOf } from "../../../platform/actor";
import type { MemberContext } from "../../../platform/serve";
import { findNeed } from "../needs";
import type { NeedDocument, SessionDocument } from "../shared/documents";
import { areFamily, otherSelvesOf } from "../shared/family";
import { membersOf } from "../shared/members.repository";
import { postsNow, proxiesSeenBy } from "../shared/staff";
import { helpedSide } from "./derived";
import { needPartsOf, partsOf, type SessionViewer } from "./parts";

/** Who looks, and what he is here. */

/** The caller, before it was looked at whether a matter is his family's. */
export const bareViewer = (context: MemberContext): SessionViewer =>
  ({ communityId: context.person.communityId, ids: context.actor.ids, posts: postsNow(context), at: context.at, isKin: false });

/** Whose family he is, and whether he served it himself by another login. One query. */
async function withKin(context: MemberContext, viewer: SessionViewer, volunteers: readonly string[], helped: readonly string[]): Promise<SessionViewer> {
  const [selves, others] = [selvesOf(context.person), [...volunteers, ...helped]];
  const members = await membersOf(context.database, viewer.communityId, [...new Set([...others, ...selves])]);
  const logins = members.filter(({ personId }) => selves.includes(personId)).flatMap(otherSelvesOf);
  return { ...viewer, isKin: others.some((id) => selves.includes(id)) || areFamily(members, selves, others), isVolunteer: volunteers.some((id) => logins.includes(id)) };
}

export interface SessionSeen {
  viewer: SessionViewer;
  parts: SessionPart[];
  proxies: readonly string[];
}

const isOfficial = (parts: readonly SessionPart[]): boolean => parts.some((part) => part === "leader" || part === "branch");

/**
 * How the caller stands to a session; no parts: for him it doesn't exist. Family that joined since is asked for where
 * nobody else knows him, and where he acts by his post: the family's matter is not his to decide either.
 */
export async function seenBy(context: MemberContext, session: SessionDocument): Promise<SessionSeen> {
  const bare = bareViewer(context);
  let proxies = proxiesSeenBy(bare, session);
  let parts = partsOf(bare, session, proxies);
  if ((parts.length === 0 || isOfficial(parts)) && session.needId !== undefined && session.communityId === bare.communityId) {
    proxies = proxiesSeenBy(bare, (await findNeed(context.database, session.needId)) ?? session);
    parts = partsOf(bare, session, proxies);
  }
  const viewer = parts.length === 0 || parts.includes("volunteer") ? bare : await withKin(context, bare, [session.volunteerId], helpedSide({ ...session, proxies }));
  return { viewer, parts, proxies };
}

/** @param volunteers whose turns it is about: by his post nobody acts for his family on either side, nor in any part for himself */
export async function needSeenBy(context: MemberContext, need: NeedDocument, volunteers: readonly string[]): Promise<SessionSeen> {
  const bare = bareViewer(context);
  const proxies = proxiesSeenBy(bare, need);
  const helped = helpedSide({ ...need, proxies });
  const viewer = await withKin(context, bare, volunteers, helped);
  return { viewer, parts: needPartsOf(viewer, { ...need, proxies }), proxies };
}
