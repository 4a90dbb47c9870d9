import { dayOf } from "../../../../contracts/kernel/day";
import type { Organisation } from "../../../../contracts/org/organisation";
import { type ActivePost, activePosts } from "../../../platform/actor";
import { secretariesOf } from "../../org";
import type { ByPost, NeedDocument } from "./documents";

/** Who holds a role at a place, and whom the time bank turns to there. Pure; staffIds in the order of the pack. */
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

/** The same as somebody finds it who looks: himself left out, where he acted by a post that he holds no more. */
export const proxiesSeenBy = ({ ids, posts }: { ids: readonly string[]; posts: readonly ActivePost[] }, { proxies, byPost }: Proxied): string[] =>
  byPost && ids.includes(byPost.personId) && !isHeld(byPost, posts) ? proxies.filter((id) => id !== byPost.personId) : proxies;

/** Who is told of a need as its own people. */
export const peopleNow = (need: Pick<NeedDocument, "recipientId" | "proxies" | "byPost">, organisation: Organisation, at: number): string[] =>
  [...new Set([...(need.recipientId === undefined ? [] : [need.recipientId]), ...proxiesNow(need, organisation, at)])];

function holding(organisation: Organisation, at: number, isHeld: (post: ActivePost) => boolean): string[] {
  const day = dayOf(at);
  return organisation.staff.map(({ staffId }) => staffId).filter((staffId) => activePosts(organisation, staffId, day).some(isHeld));
}

/** Whether somebody may be turned to in a matter: not in his own or his family's. */
export type Fits = (staffId: string) => boolean;
const anybody: Fits = () => true;

/** Who decides for a station: its branch and its head; the secretaries where nobody of them may. */
export function branchOf(organisation: Organisation, stationCode: string, at: number, fits = anybody): string[] {
  const own = holding(organisation, at, (post) => isOfBranch(post, stationCode)).filter(fits);
  return own.length ? own : secretariesOf(organisation, dayOf(at)).filter(fits);
}

/** Who leads a grid's residents; the branch where nobody does who may. */
export function leadersOf(organisation: Organisation, { gridCode, stationCode }: Place, at: number, fits = anybody): string[] {
  const own = holding(organisation, at, (post) => leads(post, gridCode)).filter(fits);
  return own.length ? own : branchOf(organisation, stationCode, at, fits);
}
