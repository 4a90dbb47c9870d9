import { dayOf } from "../../../contracts/kernel/day";
import type { CommunityState, Organisation, Post } from "../../../contracts/org/organisation";
import { type ActivePost, activePosts } from "../../platform/actor";

/** Who is who in a community at one time, and who can be made accountable for a matter. Pure. */
export interface Moment {
  organisation: Organisation;
  state: CommunityState;
  /** Epoch ms. */
  at: number;
}

export interface Choice extends Moment {
  /** Staff id of whom the matter is about. */
  aboutStaffId?: string;
}

/** How high a post stands: a complaint about one goes to a higher one only. */
const rankOfRole = { residentGroupLeader: 1, branchCommitteeMember: 1, stationHead: 2, secretary: 3 } as const;
const rankOfStreet = 4;

/** How residents call somebody of the staff; whoever has left keeps his name in what he did. */
export const calledOf = (organisation: Organisation, staffId: string | undefined): string =>
  organisation.staff.find((one) => one.staffId === staffId)?.calledName ?? "站里的同志";

export const postsOf = ({ organisation, at }: Moment, staffId: string): ActivePost[] => activePosts(organisation, staffId, dayOf(at));

export const isOfStreet = (organisation: Organisation, post: Pick<Post, "titleCode">): boolean =>
  organisation.titles.some(({ code, ofStreet }) => code === post.titleCode && ofStreet === true);

function rankOf(choice: Choice, staffId: string): number {
  const ranks = postsOf(choice, staffId).map((post) => (isOfStreet(choice.organisation, post) ? rankOfStreet : rankOfRole[post.role]));
  return Math.max(0, ...ranks);
}

/** Whether somebody has no post today and none to come. */
export const hasLeft = (organisation: Organisation, staffId: string, day: string): boolean =>
  !organisation.posts.some((post) => post.staffId === staffId && (post.toDay === undefined || post.toDay > day));

/** What somebody said of his absence, as long as it isn't over: from when, where that is still to come, and until when. */
export function absenceOf({ away, awayFrom = {} }: CommunityState, staffId: string | undefined, at: number): { from?: number; until: number } | undefined {
  const until = staffId === undefined ? 0 : (away[staffId] ?? 0);
  const from = awayFrom[staffId ?? ""] ?? 0;
  return until > at ? { until, ...(from > at && { from }) } : undefined;
}

export function isAway(state: CommunityState, staffId: string, at: number): boolean {
  const absence = absenceOf(state, staffId, at);
  return absence !== undefined && absence.from === undefined;
}

export const isPresent = ({ state, at }: Moment, staffId: string): boolean => !isAway(state, staffId, at);

/** Somebody is named even when all are away. */
export const firstPresent = (moment: Moment, candidates: readonly string[]): string | undefined =>
  candidates.find((staffId) => isPresent(moment, staffId)) ?? candidates[0];

/** Who holds such a post on a day. */
const whoHolds = (organisation: Organisation, day: string, fits: (post: ActivePost) => boolean): string[] =>
  organisation.staff.map(({ staffId }) => staffId).filter((staffId) => activePosts(organisation, staffId, day).some(fits));

/** The community's own secretaries: the street's clerks have that role too, and stand above them. */
export const secretariesOf = (organisation: Organisation, day: string): string[] =>
  whoHolds(organisation, day, (post) => post.role === "secretary" && !isOfStreet(organisation, post));

/** The street office's clerks, who stand above the secretaries. */
export const streetOf = (organisation: Organisation, day: string): string[] => whoHolds(organisation, day, (post) => isOfStreet(organisation, post));

/**
 * Whether somebody may be given the matter at all: he holds a post, it isn't about him, and he isn't a subordinate or
 * equal of whom it is about. Above the street the deployment knows nobody: what is about somebody there, secretaries get.
 */
export function mayHave(choice: Choice, staffId: string): boolean {
  if (staffId === choice.aboutStaffId || postsOf(choice, staffId).length === 0) return false;
  if (choice.aboutStaffId === undefined) return true;
  const above = rankOf(choice, choice.aboutStaffId);
  return rankOf(choice, staffId) > (above >= rankOfStreet ? rankOfRole.stationHead : above);
}

/** Holders of a title at a place, the longest in the post first; by id where equal, so never by the order of the list. */
export function holdersOf(choice: Choice, scopeCode: string, fits: (post: ActivePost) => boolean): { staffId: string; post: ActivePost }[] {
  return choice.organisation.staff
    .flatMap(({ staffId }) => {
      const post = postsOf(choice, staffId).find((held) => held.scopeCode === scopeCode && fits(held));
      return post && mayHave(choice, staffId) ? [{ staffId, post }] : [];
    })
    .sort((a, b) => (a.post.fromDay === b.post.fromDay ? (a.staffId < b.staffId ? -1 : 1) : a.post.fromDay < b.post.fromDay ? -1 : 1));
}

/**
 * Who answers in a grid: whoever holds a post in it, in the order of the community's titles, the longest in the post
 * first; its station's head where nobody does.
 */
export function gridPeople(moment: Moment, { code, stationCode }: Pick<Organisation["grids"][number], "code" | "stationCode">): { staffId: string; post: ActivePost }[] {
  // Codes are unique within their kind only: a grid and a station may share one.
  const own = holdersOf(moment, code, ({ role }) => role === "residentGroupLeader");
  const rank = ({ post }: { post: ActivePost }): number => moment.organisation.titles.findIndex((title) => title.code === post.titleCode);
  return own.length ? own.sort((a, b) => rank(a) - rank(b)) : holdersOf(moment, stationCode, ({ role }) => role === "stationHead");
}

/** The chain of named stand-ins behind somebody, nearest first, himself left out. Ends by itself even in a circle. */
export function standInsOf(moment: Moment, staffId: string, first?: string): string[] {
  const chain: string[] = [];
  const next = (id: string): string | undefined => postsOf(moment, id).find(({ standInId }) => standInId !== undefined)?.standInId;
  for (let id = first ?? next(staffId); id !== undefined && id !== staffId && !chain.includes(id); id = next(id)) chain.push(id);
  return chain;
}

/**
 * The first in the chain of named stand-ins, `first` included, who still holds a post and is there.
 * @returns undefined where the chain ends, or runs in a circle of people who are all away
 */
export const presentStandIn = (moment: Moment, first: string | undefined): string | undefined =>
  first === undefined
    ? undefined
    : [first, ...standInsOf(moment, first)].find((id) => postsOf(moment, id).length > 0 && isPresent(moment, id));

/** Everyone who may have the matter when no rule finds anybody, from near to high: head, triage's head, secretary, street. */
export function ladderOf(choice: Choice, stationCode: string): string[] {
  const { organisation } = choice;
  const heads = (code: string) => holdersOf(choice, code, ({ role }) => role === "stationHead");
  const communityWide = holdersOf(choice, organisation.communityId, ({ role }) => role === "secretary");
  const ofStreet = communityWide.filter(({ post }) => isOfStreet(organisation, post));
  const found = [
    ...heads(stationCode),
    ...heads(organisation.triageStationCode),
    ...communityWide.filter((one) => !ofStreet.includes(one)),
    ...ofStreet,
  ].map(({ staffId }) => staffId);
  const anyone = organisation.staff.map(({ staffId }) => staffId).filter((staffId) => mayHave(choice, staffId));
  return [...new Set([...found, ...anyone])];
}

/**
 * Who takes over from somebody: the chain of his named stand-ins, then the heads above; those who are there first.
 * @param first the stand-in that the post names through which he was chosen
 * @param except who is kept out of it beside whom it is about
 */
export function standInFor(
  choice: Choice, staffId: string, stationCode: string, { first, except = [] }: { first?: string | undefined; except?: readonly string[] } = {},
): string | undefined {
  const candidates = [...standInsOf(choice, staffId, first), ...ladderOf(choice, stationCode)];
  return firstPresent(choice, candidates.filter((id) => id !== staffId && !except.includes(id) && mayHave(choice, id)));
}

/** When nobody stands above whom a matter is about, and it must not lie: the highest of the others. */
export function highestOther(choice: Choice): string | undefined {
  return choice.organisation.staff
    .map(({ staffId }) => ({ staffId, rank: staffId === choice.aboutStaffId ? 0 : rankOf(choice, staffId) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank || (a.staffId < b.staffId ? -1 : 1))[0]?.staffId;
}
