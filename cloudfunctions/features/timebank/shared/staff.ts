import { dayOf } from "../../../../contracts/kernel/day";
import type { Organisation } from "../../../../contracts/org/organisation";
import { type ActivePost, activePosts } from "../../../platform/actor";
import type { MemberContext } from "../../../platform/serve";
import { isAway, type Moment, presentStandIn, secretariesOf } from "../../org";
import type { ByPost, NeedDocument } from "./documents";

/** Who holds a role at a place, and whom the time bank turns to there, as the requests treat who is away. Pure; staffIds in the order of the pack. */
interface Place {
  gridCode: string;
  stationCode: string;
}

// Codes are unique within their kind only: a grid and a station may share one.
const leads = ({ role, scopeCode }: ActivePost, gridCode: string): boolean => role === "residentGroupLeader" && scopeCode === gridCode;
const isOfBranch = ({ role, scopeCode }: ActivePost, stationCode: string): boolean => (role === "branchCommitteeMember" || role === "stationHead") && scopeCode === stationCode;

/** What somebody is at a place by his posts: who leads its residents, and who decides. The secretary decides everywhere. */
export function partsByPost(posts: readonly ActivePost[], { gridCode, stationCode }: Place): ("leader" | "branch")[] {
  const isLeader = posts.some((post) => leads(post, gridCode));
  const decides = posts.some((post) => post.role === "secretary" || isOfBranch(post, stationCode));
  return [...(isLeader ? (["leader"] as const) : []), ...(decides ? (["branch"] as const) : [])];
}

const isHeld = ({ posts }: ByPost, held: readonly ActivePost[]): boolean => posts.some((post) => held.some(({ role, scopeCode }) => role === post.role && scopeCode === post.scopeCode));

type Proxied = Pick<NeedDocument, "proxies" | "byPost">;

/** Who acts for somebody at a time: whoever does it by a post, while he holds it. */
export const proxiesNow = ({ proxies, byPost }: Proxied, organisation: Organisation, at: number): string[] =>
  byPost && !isHeld(byPost, activePosts(organisation, byPost.staffId, dayOf(at))) ? proxies.filter((id) => id !== byPost.personId) : proxies;

/** Who acted for somebody by a post that he holds no more: a stranger to the matter, who is told nothing of it. */
export const proxiesGone = (proxied: Proxied, organisation: Organisation, at: number): string[] => {
  const now = proxiesNow(proxied, organisation, at);
  return proxied.proxies.filter((id) => !now.includes(id));
};

/** The same as somebody finds it who looks: himself left out, where he acted by a post that he holds no more. */
export const proxiesSeenBy = ({ ids, posts }: { ids: readonly string[]; posts: readonly ActivePost[] }, { proxies, byPost }: Proxied): string[] =>
  byPost && ids.includes(byPost.personId) && !isHeld(byPost, posts) ? proxies.filter((id) => id !== byPost.personId) : proxies;

/** Who is told of a need as its own people. */
export const peopleNow = (need: Pick<NeedDocument, "recipientId" | "proxies" | "byPost">, organisation: Organisation, at: number): string[] =>
  [...new Set([...(need.recipientId === undefined ? [] : [need.recipientId]), ...proxiesNow(need, organisation, at)])];

function holding({ organisation, at }: Moment, isHeld: (post: ActivePost) => boolean): string[] {
  const day = dayOf(at);
  return organisation.staff.map(({ staffId }) => staffId).filter((staffId) => activePosts(organisation, staffId, day).some(isHeld));
}

/** Whether somebody may be turned to in a matter: not in his own or his family's. */
export type Fits = (staffId: string) => boolean;
const anybody: Fits = () => true;

export const isThere = ({ state, at }: Moment, staffId: string): boolean => !isAway(state, staffId, at);
export const holdsPost = ({ organisation, at }: Moment, staffId: string): boolean => activePosts(organisation, staffId, dayOf(at)).length > 0;

/**
 * Who decides for a station: its branch and its head; the secretaries where nobody of them may. Whoever is away is not asked;
 * somebody is named even when all are.
 */
export function branchOf(moment: Moment, stationCode: string, fits = anybody): string[] {
  const own = holding(moment, (post) => isOfBranch(post, stationCode)).filter(fits);
  const secretaries = secretariesOf(moment.organisation, dayOf(moment.at)).filter(fits);
  const there = (staffId: string): boolean => isThere(moment, staffId);
  return [own.filter(there), secretaries.filter(there), own].find((some) => some.length > 0) ?? secretaries;
}

/** Who leads a grid's residents, or stands in for him while he is away; the branch where nobody does who may. */
export function leadersOf(moment: Moment, { gridCode, stationCode }: Place, fits = anybody): string[] {
  const own = holding(moment, (post) => leads(post, gridCode)).flatMap((staffId) => presentStandIn(moment, staffId) ?? []);
  const there = [...new Set(own)].filter(fits);
  return there.length ? there : branchOf(moment, stationCode, fits);
}

const isLeading = ({ role }: ActivePost): boolean => role === "residentGroupLeader";

/**
 * By which posts somebody looks at the time bank's matters: his own, and those of a group leader who is away and has him as
 * stand-in. Who decides for a branch has colleagues, and nobody stands in for him here.
 */
export function postsNow({ community: { organisation, state }, actor: { posts, ids }, at }: Pick<MemberContext, "community" | "actor" | "at">): readonly ActivePost[] {
  const moment = { organisation, state, at };
  const covered = posts.length === 0 ? [] : Object.keys(state.away).filter((staffId) => !isThere(moment, staffId) && ids.includes(presentStandIn(moment, staffId) ?? ""));
  return [...posts, ...covered.flatMap((staffId) => activePosts(organisation, staffId, dayOf(at)).filter(isLeading))];
}
