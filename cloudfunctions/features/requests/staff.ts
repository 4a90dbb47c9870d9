import { dayOf } from "../../../contracts/kernel/day";
import { type ActivePost, activePosts } from "../../platform/actor";
import { calledOf, type Choice, firstPresent, isAway, isOfStreet, ladderOf, mayHave, type Moment, route, standInFor, standInsOf, triagePlace } from "../org";
import type { RequestDocument } from "./document";

/** Who is who in a community at one time. Pure. */

export type { Moment };

export interface NamedPerson {
  personId: string;
  called: string;
  title: string;
}

const postsAt = ({ organisation, at }: Moment, personId: string): ActivePost[] => activePosts(organisation, personId, dayOf(at));

/** As residents know him. Somebody who has left keeps his name in what he did, and has no title any more. */
export function named(moment: Moment, personId: string): NamedPerson {
  return { personId, called: calledOf(moment.organisation, personId), title: postsAt(moment, personId)[0]?.titleName ?? "" };
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
export function superiorsOf(moment: Moment, request: Pick<RequestDocument, "stationCode" | "ownerId" | "hiddenFrom" | "aboutPersonId">): string[] {
  const free = (personId: string) => personId !== request.ownerId && mayTakePart(moment, personId, request);
  const heads = stationHeadsOf(moment, request.stationCode).filter(free);
  if (heads.length) return heads;
  const secretaries = staffNow(moment).filter(({ personId, posts }) => free(personId) && posts.some(({ role }) => role === "secretary"));
  const ownSecretaries = secretaries.filter(({ posts }) => !posts.some((post) => isOfStreet(moment.organisation, post)));
  return (ownSecretaries.length ? ownSecretaries : secretaries).map(({ personId }) => personId);
}

/** Whom a matter leaves out, as routing understands it. */
type Kept = Pick<RequestDocument, "hiddenFrom" | "aboutPersonId">;
const choiceOf = ({ organisation, state, at }: Moment, { aboutPersonId }: Pick<Kept, "aboutPersonId">): Choice => ({
  organisation, state, at, ...(aboutPersonId !== undefined && { aboutPersonId }),
});

/** Whether somebody may have a part in a matter: he holds a post, it isn't hidden from him, nor about somebody above him. */
export const mayTakePart = (moment: Moment, personId: string, kept: Kept): boolean =>
  !kept.hiddenFrom.includes(personId) && mayHave(choiceOf(moment, kept), personId);

/** Who takes over from somebody in a matter: somebody is named as long as there is anybody who may know of it. */
export const standInOf = (moment: Moment, personId: string, matter: Kept & Pick<RequestDocument, "stationCode">): string | undefined =>
  standInFor(choiceOf(moment, matter), personId, matter.stationCode, { except: matter.hiddenFrom });

/** Who answers for a matter at a station by the community's own rules. */
export function accountableAt(moment: Moment, stationCode: string, request: RequestDocument, hiddenFrom: readonly string[]): string | undefined {
  const { organisation, state, at } = moment;
  const routed = route({ ...organisation, triageStationCode: stationCode }, state, {
    place: triagePlace(),
    category: { code: request.categoryCode, name: request.categoryName },
    intent: request.intent,
    urgency: request.urgency,
    now: at,
    ...(request.aboutPersonId !== undefined && { aboutPersonId: request.aboutPersonId }),
  });
  const allowed = (personId: string) => mayTakePart(moment, personId, { ...request, hiddenFrom: [...hiddenFrom] });
  // A rule may send this kind of matter elsewhere; whoever hands it over by name has decided otherwise.
  if (routed.stationCode === stationCode && allowed(routed.ownerId)) return routed.ownerId;
  return firstPresent(moment, ladderOf(choiceOf(moment, request), stationCode).filter(allowed));
}

/** Those who are away now and whom somebody of `ids` stands in for: what is theirs is on his workbench too. */
export function coveredBy(moment: Moment, ids: readonly string[]): string[] {
  const standInsFor = (personId: string) => standInsOf(moment, personId).find((id) => !isAwayNow(moment, id));
  return Object.keys(moment.state.away).filter(
    (personId) => isAwayNow(moment, personId) && !ids.includes(personId) && ids.includes(standInsFor(personId) ?? ""),
  );
}

/** Who can be asked to help: the people of the station and its grids, then those of the whole community. */
export function askableFor(moment: Moment, request: Pick<RequestDocument, "stationCode" | "hiddenFrom" | "aboutPersonId">): NamedPerson[] {
  const gridsOfStation = new Set(
    moment.organisation.grids.filter(({ stationCode }) => stationCode === request.stationCode).map(({ code }) => code),
  );
  const nearness = (posts: ActivePost[]) =>
    posts.some(({ role, scopeCode }) => (role === "residentGroupLeader" ? gridsOfStation.has(scopeCode) : scopeCode === request.stationCode)) ? 0
      : posts.some(({ role }) => role === "secretary") ? 1 : 2;
  return staffNow(moment)
    .filter(({ personId }) => mayTakePart(moment, personId, request))
    .map((one) => ({ ...one, nearness: nearness(one.posts) }))
    .filter((one) => one.nearness < 2)
    .sort((a, b) => a.nearness - b.nearness)
    .map(({ personId }) => named(moment, personId));
}
