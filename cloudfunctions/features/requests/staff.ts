import type { CommunityState, Organisation } from "../../../contracts/org/organisation";
import { dayOf } from "../../../contracts/kernel/workdays";
import { type ActivePost, activePosts } from "../../platform/actor";
import { isAway } from "../org";
import type { RequestDocument } from "./document";

/** Who is who in a community at one time. Pure. */

export interface Moment {
  organisation: Organisation;
  state: CommunityState;
  /** Epoch ms. */
  at: number;
}

export interface NamedPerson {
  personId: string;
  called: string;
  title: string;
}

const postsAt = ({ organisation, at }: Moment, personId: string): ActivePost[] => activePosts(organisation, personId, dayOf(at));

/** As residents know him. Somebody who has left keeps his name in what he did, and has no title any more. */
export function named(moment: Moment, personId: string): NamedPerson {
  const person = moment.organisation.staff.find((one) => one.personId === personId);
  return { personId, called: person?.calledName ?? "站里的同志", title: postsAt(moment, personId)[0]?.titleName ?? "" };
}

export const called = (moment: Moment, personId: string): string => named(moment, personId).called;

export const isAwayNow = ({ state, at }: Moment, personId: string): boolean => isAway(state, personId, at);

export const isStaffNow = (moment: Moment, personId: string): boolean => postsAt(moment, personId).length > 0;

/** Everyone who holds a post today, each once. */
export function staffNow(moment: Moment): { personId: string; posts: ActivePost[] }[] {
  return moment.organisation.staff
    .map(({ personId }) => ({ personId, posts: postsAt(moment, personId) }))
    .filter(({ posts }) => posts.length > 0);
}

export function stationHeadsOf(moment: Moment, stationCode: string): string[] {
  return staffNow(moment)
    .filter(({ posts }) => posts.some(({ role, scopeCode }) => role === "stationHead" && scopeCode === stationCode))
    .map(({ personId }) => personId);
}

/**
 * Who stands above the owner of a matter: the station head; where he owns it or it is about him, the secretary; and
 * where that is so too, the street office.
 */
export function superiorsOf(moment: Moment, request: Pick<RequestDocument, "stationCode" | "ownerId" | "hiddenFrom">): string[] {
  const free = (personId: string) => personId !== request.ownerId && !request.hiddenFrom.includes(personId);
  const heads = stationHeadsOf(moment, request.stationCode).filter(free);
  if (heads.length) return heads;
  const secretaries = staffNow(moment).filter(({ personId, posts }) => free(personId) && posts.some(({ role }) => role === "secretary"));
  const isOfStreet = ({ posts }: { posts: ActivePost[] }) =>
    posts.some(({ titleCode }) => moment.organisation.titles.find(({ code }) => code === titleCode)?.ofStreet);
  const ownSecretaries = secretaries.filter((one) => !isOfStreet(one));
  return (ownSecretaries.length ? ownSecretaries : secretaries).map(({ personId }) => personId);
}

/**
 * Who takes over from somebody: the first in the chain of named stand-ins who still holds a post, is there, and isn't
 * whom the matter is about. Where all of them are away, the first who may: somebody is always named.
 */
export function standInOf(moment: Moment, personId: string, hiddenFrom: readonly string[] = []): string | undefined {
  const seen = new Set([personId]);
  let firstAllowed: string | undefined;
  for (let current = personId; ; ) {
    const next = postsAt(moment, current).find(({ standInId }) => standInId && !seen.has(standInId))?.standInId;
    if (!next) return firstAllowed;
    seen.add(next);
    if (isStaffNow(moment, next) && !hiddenFrom.includes(next)) {
      if (!isAwayNow(moment, next)) return next;
      firstAllowed ??= next;
    }
    current = next;
  }
}

/** Those who are away now and whom somebody of `ids` stands in for: what is theirs is on his workbench too. */
export function coveredBy(moment: Moment, ids: readonly string[]): string[] {
  return Object.keys(moment.state.away).filter(
    (personId) => isAwayNow(moment, personId) && !ids.includes(personId) && ids.includes(standInOf(moment, personId) ?? ""),
  );
}

/** Who can be asked to help: the people of the station and its grids, then those of the whole community. */
export function askableFor(moment: Moment, request: Pick<RequestDocument, "stationCode" | "hiddenFrom">): NamedPerson[] {
  const gridsOfStation = new Set(
    moment.organisation.grids.filter(({ stationCode }) => stationCode === request.stationCode).map(({ code }) => code),
  );
  const nearness = (posts: ActivePost[]) =>
    posts.some(({ scopeCode }) => scopeCode === request.stationCode || gridsOfStation.has(scopeCode)) ? 0
      : posts.some(({ role }) => role === "secretary") ? 1 : 2;
  return staffNow(moment)
    .filter(({ personId }) => !request.hiddenFrom.includes(personId))
    .map((one) => ({ ...one, nearness: nearness(one.posts) }))
    .filter((one) => one.nearness < 2)
    .sort((a, b) => a.nearness - b.nearness)
    .map(({ personId }) => named(moment, personId));
}
