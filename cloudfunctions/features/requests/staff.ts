import { dayOf } from "../../../contracts/kernel/day";
import { type ActivePost, activePosts } from "../../platform/actor";
import { calledOf, type Choice, firstPresent, isAway, isOfStreet, ladderOf, mayHave, type Moment, route, secretariesOf, standInFor, standInsOf, triagePlace } from "../org";
import type { RequestDocument } from "./document";

/** Who is who in a community at one time. Pure. */

export type { Moment };

export interface NamedPerson {
  staffId: string;
  called: string;
  title: string;
}

const postsAt = ({ organisation, at }: Moment, staffId: string): ActivePost[] => activePosts(organisation, staffId, dayOf(at));

/** As residents know him. Somebody who has left keeps his name in what he did, and has no title any more. */
export function named(moment: Moment, staffId: string): NamedPerson {
  return { staffId, called: calledOf(moment.organisation, staffId), title: postsAt(moment, staffId)[0]?.titleName ?? "" };
}

export const called = (moment: Moment, staffId: string): string => named(moment, staffId).called;

export const isAwayNow = ({ state, at }: Moment, staffId: string): boolean => isAway(state, staffId, at);

export const isStaffNow = (moment: Moment, staffId: string): boolean => postsAt(moment, staffId).length > 0;

/** Everyone who holds a post today, each once. */
export function staffNow(moment: Moment): { staffId: string; posts: ActivePost[] }[] {
  return moment.organisation.staff
    .map(({ staffId }) => ({ staffId, posts: postsAt(moment, staffId) }))
    .filter(({ posts }) => posts.length > 0);
}

export function stationHeadsOf(moment: Moment, stationCode: string): string[] {
  return staffNow(moment)
    .filter(({ posts }) => posts.some(({ role, scopeCode }) => role === "stationHead" && scopeCode === stationCode))
    .map(({ staffId }) => staffId);
}

/**
 * Who stands above the owner of a matter: the station head; where he owns it or it is about him, the secretary; and
 * where that is so too, the street office.
 */
export function superiorsOf(moment: Moment, request: Pick<RequestDocument, "stationCode" | "ownerId" | "hiddenFrom" | "aboutStaffId">): string[] {
  const free = (staffId: string) => staffId !== request.ownerId && mayTakePart(moment, staffId, request);
  const heads = stationHeadsOf(moment, request.stationCode).filter(free);
  if (heads.length) return heads;
  const secretaries = staffNow(moment).filter(({ staffId, posts }) => free(staffId) && posts.some(({ role }) => role === "secretary"));
  const ownSecretaries = secretaries.filter(({ posts }) => !posts.some((post) => isOfStreet(moment.organisation, post)));
  return (ownSecretaries.length ? ownSecretaries : secretaries).map(({ staffId }) => staffId);
}

/**
 * Whom to tell above the owner: those who are there. Where all of them are away the secretaries hear it, but of what only
 * its handlers and their superior read nobody else does.
 */
export function aboveNow(moment: Moment, request: Above): string[] {
  const above = superiorsOf(moment, request);
  const there = above.filter((staffId) => !isAwayNow(moment, staffId));
  return [there, secretariesThere(moment, request)].find((some) => some.length > 0) ?? above;
}

type Above = Pick<RequestDocument, "stationCode" | "ownerId" | "hiddenFrom" | "aboutStaffId" | "audience">;
const secretariesThere = (moment: Moment, request: Above): string[] =>
  request.audience === "owner" ? [] : secretariesOf(moment.organisation, dayOf(moment.at)).filter((staffId) => !isAwayNow(moment, staffId) && staffId !== request.ownerId && mayTakePart(moment, staffId, request));

/** Whom a matter leaves out, as routing understands it. */
type Kept = Pick<RequestDocument, "hiddenFrom" | "aboutStaffId">;
const choiceOf = ({ organisation, state, at }: Moment, { aboutStaffId }: Pick<Kept, "aboutStaffId">): Choice => ({
  organisation, state, at, ...(aboutStaffId !== undefined && { aboutStaffId }),
});

/** Whether somebody may have a part in a matter: he holds a post, it isn't hidden from him, nor about somebody above him. */
export const mayTakePart = (moment: Moment, staffId: string, kept: Kept): boolean =>
  !kept.hiddenFrom.includes(staffId) && mayHave(choiceOf(moment, kept), staffId);

/** Who takes over from somebody in a matter: somebody is named as long as there is anybody who may know of it. */
export const standInOf = (moment: Moment, staffId: string, matter: Kept & Pick<RequestDocument, "stationCode">): string | undefined =>
  standInFor(choiceOf(moment, matter), staffId, matter.stationCode, { except: matter.hiddenFrom });

/** Who stands in for the owner while he is away: somebody who is there, else nobody. */
export function actingFor(moment: Moment, request: Kept & Pick<RequestDocument, "stationCode" | "ownerId">): string | undefined {
  if (!isAwayNow(moment, request.ownerId)) return undefined;
  const staffId = standInOf(moment, request.ownerId, request);
  return staffId !== undefined && !isAwayNow(moment, staffId) ? staffId : undefined;
}

/**
 * Whom a matter is turned to when nobody was found: who stands in, once; where he was called in vain since it last changed
 * hands, who is above, step by step.
 */
export function nextToCall(moment: Moment, request: RequestDocument): string | undefined {
  const since = request.events.findLastIndex(({ action }) => action === "accept" || action === "transfer");
  const called = request.events.slice(since + 1).filter(({ action }) => action === "notFound").map(({ to }) => to);
  return [standInOf(moment, request.ownerId, request), ...aboveNow(moment, request), ...secretariesThere(moment, request)].find((staffId) => staffId !== undefined && !called.includes(staffId));
}

/** Who answers for a matter at a station by the community's own rules. */
export function accountableAt(moment: Moment, stationCode: string, request: RequestDocument, hiddenFrom: readonly string[]): string | undefined {
  const { organisation, state, at } = moment;
  const routed = route({ ...organisation, triageStationCode: stationCode }, state, {
    place: triagePlace(),
    category: { code: request.categoryCode, name: request.categoryName },
    intent: request.intent,
    urgency: request.urgency,
    now: at,
    ...(request.aboutStaffId !== undefined && { aboutStaffId: request.aboutStaffId }),
  });
  const allowed = (staffId: string) => mayTakePart(moment, staffId, { ...request, hiddenFrom: [...hiddenFrom] });
  // A rule may send this kind of matter elsewhere; whoever hands it over by name has decided otherwise.
  if (routed.stationCode === stationCode && allowed(routed.ownerId)) return routed.ownerId;
  return firstPresent(moment, ladderOf(choiceOf(moment, request), stationCode).filter(allowed));
}

/** Those who are away now and whom somebody of `ids` stands in for: what is theirs is on his workbench too. */
export function coveredBy(moment: Moment, ids: readonly string[]): string[] {
  const standInsFor = (staffId: string) => standInsOf(moment, staffId).find((id) => !isAwayNow(moment, id));
  return Object.keys(moment.state.away).filter(
    (staffId) => isAwayNow(moment, staffId) && !ids.includes(staffId) && ids.includes(standInsFor(staffId) ?? ""),
  );
}

/** Who can be asked to help: the people of the station and its grids, then those of the whole community; who is away comes last. */
export function askableFor(moment: Moment, request: Pick<RequestDocument, "stationCode" | "hiddenFrom" | "aboutStaffId">): (NamedPerson & { away?: true })[] {
  const gridsOfStation = new Set(
    moment.organisation.grids.filter(({ stationCode }) => stationCode === request.stationCode).map(({ code }) => code),
  );
  const nearness = (posts: ActivePost[]) =>
    posts.some(({ role, scopeCode }) => (role === "residentGroupLeader" ? gridsOfStation.has(scopeCode) : scopeCode === request.stationCode)) ? 0
      : posts.some(({ role }) => role === "secretary") ? 1 : 2;
  return staffNow(moment)
    .filter(({ staffId }) => mayTakePart(moment, staffId, request))
    .map((one) => ({ ...one, away: isAwayNow(moment, one.staffId), nearness: nearness(one.posts) }))
    .filter((one) => one.nearness < 2)
    .sort((a, b) => Number(a.away) - Number(b.away) || a.nearness - b.nearness)
    .map(({ staffId, away }) => ({ ...named(moment, staffId), ...(away && { away: true as const }) }));
}
