import { openActions } from "../../../../contracts/kernel/lifecycle";
import { type NeedAction, needLifecycle, type NeedPart } from "../../../../contracts/timebank/need";
import type { ActivePost } from "../../../platform/actor";
import type { MemberContext } from "../../../platform/serve";
import type { MemberDocument, NeedDocument, ShiftDocument } from "../shared/documents";
import { familyOf } from "../shared/family";
import { homeOf } from "../shared/home";
import { memberOf } from "../shared/members.repository";
import { partsByPost, postsNow, proxiesSeenBy } from "../shared/staff";

/** Who is what in one need, and so who may read it and do what. */
export interface NeedViewer {
  communityId: string;
  personId: string;
  /** Both ids of a person. */
  ids: readonly string[];
  posts: readonly ActivePost[];
  at: number;
  /** Whom the branch knows as his family, and his own former logins: what is theirs he does not decide. */
  family: readonly string[];
  member?: MemberDocument;
  gridCode: string;
  stationCode: string;
}

/** The caller as the rules of a need see him. 1 database call. */
export async function viewerOf(context: Pick<MemberContext, "database" | "person" | "actor" | "at" | "community">): Promise<NeedViewer> {
  const { database, person, actor, at, community } = context;
  const member = await memberOf(database, person.communityId, person._id);
  return {
    communityId: person.communityId,
    personId: person._id,
    ids: actor.ids,
    posts: postsNow(context),
    at,
    family: [...familyOf(member), ...(person.formerPersonIds ?? [])],
    ...(member && { member }),
    ...homeOf(community.organisation, person),
  };
}

/**
 * Every part somebody plays in a need; none means that he is at most its volunteer. Nobody leads or decides in his own or
 * his family's matter; who asks for a neighbour by his post goes on arranging it, and leaves deciding to others.
 */
export function partsOf(need: NeedDocument, viewer: NeedViewer): NeedPart[] {
  if (need.communityId !== viewer.communityId) return [];
  const own: NeedPart[] = [];
  if (need.recipientId === viewer.personId) own.push("recipient");
  else if (proxiesSeenBy(viewer, need).includes(viewer.personId)) own.push("proxy");
  const isFamily = [need.recipientId, ...(need.onBehalf ? [] : need.proxies)].some((id) => id !== undefined && viewer.family.includes(id));
  if (own.includes("recipient") || isFamily) return own;
  const byPost = partsByPost(viewer.posts, need);
  if (own.length === 0) return byPost;
  return need.askerId === viewer.personId && need.onBehalf && byPost.length ? [...own, "leader"] : own;
}

/** The same for a caller. 1 database call. */
export const partsIn = async (need: NeedDocument, context: MemberContext): Promise<NeedPart[]> => partsOf(need, await viewerOf(context));

/**
 * Whether somebody may read how far the recipient's own hours go, which tells what he has saved: he himself, the branch, and
 * family as the branch has noted it. Who asks for him with his code, or arranges, learns only whether it is settled.
 */
export const readsHours = ({ recipientId }: Pick<NeedDocument, "recipientId">, parts: readonly NeedPart[], { family }: Pick<NeedViewer, "family">): boolean =>
  recipientId === undefined || parts.includes("recipient") || parts.includes("branch") || family.includes(recipientId);

/** As whom somebody looks at it. */
export function sideOf(parts: readonly NeedPart[]): "recipient" | "volunteer" | "staff" {
  if (parts.includes("leader") || parts.includes("branch")) return "staff";
  return parts.length ? "recipient" : "volunteer";
}

export const needActions = (need: NeedDocument, shifts: readonly ShiftDocument[], parts: readonly NeedPart[], at: number): NeedAction[] =>
  openActions(needLifecycle, need.state, parts).filter((action) => {
    if (need.preparing) return false;
    const toCome = shifts.filter(({ cancelled, fromAt }) => !cancelled && fromAt > at);
    if (action === "fund") return toCome.some(({ funding }) => funding === "undecided");
    if (action === "cancelShift" || action === "invite") return toCome.length > 0;
    return true;
  });

/**
 * The same again: who was helped and who acts for him, once it is over or its last time was told. What the bank can't do it
 * can't do the next time either.
 */
export const mayAskAgain = ({ state, open, lastTimeTold }: Pick<NeedDocument, "state" | "open" | "lastTimeTold">, parts: readonly NeedPart[]): boolean =>
  (state === "ended" || state === "withdrawn" || (open && lastTimeTold === true)) && parts.some((part) => part === "recipient" || part === "proxy");

/** The tokens under which needs are offered to somebody. */
export const tokensOf = ({ gridCode, stationCode, member }: NeedViewer): string[] => [
  ...(gridCode ? [`grid:${gridCode}`, `station:${stationCode}`] : []),
  ...(member?.state === "active" && member.partyMember ? ["partyMembers"] : []),
  "community",
];

/**
 * Own, or family's, on the side of who is helped: to be helped with by neighbours. Family of who acts for him counts, too,
 * since the two of them would serve and confirm.
 */
export const isOwnNeed = ({ recipientId, proxies }: Pick<NeedDocument, "recipientId" | "proxies">, { personId, family }: Pick<NeedViewer, "personId" | "family">): boolean =>
  [...(recipientId === undefined ? [] : [recipientId]), ...proxies].some((one) => one === personId || family.includes(one));

/** Whether somebody may be asked at all: he takes part, it is not his own or his family's, and for a child he was checked. */
export const mayHelp = (need: NeedDocument, member: MemberDocument | undefined): boolean =>
  member?.state === "active" && !isOwnNeed(need, { personId: member.personId, family: familyOf(member) }) && (!need.child || member.childCheckAt !== undefined);

const hasTurn = ({ turns }: ShiftDocument, personId: string): boolean => turns.some((turn) => turn.personId === personId);

/** Everyone who plays a part, who has or had a turn, and whom it is offered to. */
export const mayRead = (need: NeedDocument, shifts: readonly ShiftDocument[], viewer: NeedViewer): boolean =>
  need.communityId === viewer.communityId &&
  (partsOf(need, viewer).length > 0 ||
    shifts.some((shift) => hasTurn(shift, viewer.personId)) ||
    (need.open && need.offeredTo.some((token) => tokensOf(viewer).includes(token))));
