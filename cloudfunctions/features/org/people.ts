import { dayOf } from "../../../contracts/kernel/day";
import type { CommunityState, Organisation, Post } from "../../../contracts/org/organisation";
import { type ActivePost, activePosts } from "../../platform/actor";
import { isAway } from "./presence";

/** Who can be made accountable for a matter at one time. Pure. */
export interface Choice {
  organisation: Organisation;
  state: CommunityState;
  /** Epoch ms. */
  at: number;
  /** Staff id of whom the matter is about. */
  aboutPersonId?: string;
}

/** How high a post stands: a complaint about one goes to a higher one only. */
const rankOfRole = { residentGroupLeader: 1, branchCommitteeMember: 1, stationHead: 2, secretary: 3 } as const;
const rankOfStreet = 4;

export const postsOf = ({ organisation, at }: Choice, personId: string): ActivePost[] => activePosts(organisation, personId, dayOf(at));

const isOfStreet = (organisation: Organisation, post: Post): boolean =>
  organisation.titles.some(({ code, ofStreet }) => code === post.titleCode && ofStreet === true);

function rankOf(choice: Choice, personId: string): number {
  const ranks = postsOf(choice, personId).map((post) => (isOfStreet(choice.organisation, post) ? rankOfStreet : rankOfRole[post.role]));
  return Math.max(0, ...ranks);
}

export const isPresent = ({ state, at }: Choice, personId: string): boolean => !isAway(state, personId, at);

/**
 * Whether somebody may be given the matter at all: he holds a post, it isn't about him, and he isn't a subordinate or
 * equal of whom it is about. Above the street the deployment knows nobody: what is about somebody there, secretaries get.
 */
export function mayHave(choice: Choice, personId: string): boolean {
  if (personId === choice.aboutPersonId || postsOf(choice, personId).length === 0) return false;
  if (choice.aboutPersonId === undefined) return true;
  const above = rankOf(choice, choice.aboutPersonId);
  return rankOf(choice, personId) > (above >= rankOfStreet ? rankOfRole.stationHead : above);
}

/** Holders of a title at a place, the longest in the post first; by id where equal, so never by the order of the list. */
export function holdersOf(choice: Choice, scopeCode: string, fits: (post: ActivePost) => boolean): { personId: string; post: ActivePost }[] {
  return choice.organisation.staff
    .flatMap(({ personId }) => {
      const post = postsOf(choice, personId).find((held) => held.scopeCode === scopeCode && fits(held));
      return post && mayHave(choice, personId) ? [{ personId, post }] : [];
    })
    .sort((a, b) => (a.post.fromDay === b.post.fromDay ? (a.personId < b.personId ? -1 : 1) : a.post.fromDay < b.post.fromDay ? -1 : 1));
}

/** The chain of named stand-ins behind somebody, nearest first, himself left out. Ends by itself even in a circle. */
export function standInsOf(choice: Choice, personId: string, first?: string): string[] {
  const chain: string[] = [];
  const next = (id: string): string | undefined => postsOf(choice, id).find(({ standInId }) => standInId !== undefined)?.standInId;
  for (let id = first ?? next(personId); id !== undefined && id !== personId && !chain.includes(id); id = next(id)) chain.push(id);
  return chain;
}

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
  ].map(({ personId }) => personId);
  const anyone = organisation.staff.map(({ personId }) => personId).filter((personId) => mayHave(choice, personId));
  return [...new Set([...found, ...anyone])];
}

/** When nobody stands above whom a matter is about, and it must not lie: the highest of the others. */
export function highestOther(choice: Choice): string | undefined {
  return choice.organisation.staff
    .map(({ personId }) => ({ personId, rank: personId === choice.aboutPersonId ? 0 : rankOf(choice, personId) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank || (a.personId < b.personId ? -1 : 1))[0]?.personId;
}
