import type { CallData } from "../../../contracts/calls";
import type { Organisation } from "../../../contracts/org/organisation";
import { peopleCalls } from "../../../contracts/people/calls";
import { type ActivePost, activePosts, type Reach, reaches, reachOf } from "../../platform/actor";
import { dayOf } from "../../../contracts/kernel/day";
import { absenceText } from "../../platform/when";
import type { Handler, MemberContext } from "../../platform/serve";
import { absenceOf, isOfStreet, workplaceOf } from "../org";
import { seatsOf } from "./invitations.repository";

type StaffMember = CallData<"staff.open">["people"][number];

/** Where a post works, as codes that a reach can be compared with. A community-wide post lies in no station. */
const placeOf = (organisation: Organisation, post: ActivePost): { stationCode?: string; gridCode?: string } => {
  if (post.role === "residentGroupLeader") {
    const grid = organisation.grids.find(({ code }) => code === post.scopeCode);
    return { gridCode: post.scopeCode, ...(grid && { stationCode: grid.stationCode }) };
  }
  return post.role === "secretary" ? {} : { stationCode: post.scopeCode };
};

/**
 * Whether every post of somebody lies within a reach. All, not any: whoever invites decides who signs in as that
 * person, and a station head must not hand out a seat that also reaches beyond his station.
 */
export const whollyWithin = (organisation: Organisation, reach: Reach, posts: readonly ActivePost[]): boolean =>
  posts.length > 0 && posts.every((post) => reaches(reach, placeOf(organisation, post)));

/**
 * Whether somebody holds a post of the street office and the other does not. The street reads complaints about the
 * secretary, so the secretary must not be able to sit down in its seat: it joins by a setup code.
 */
export function standsAbove(organisation: Organisation, posts: readonly ActivePost[], other: readonly ActivePost[]): boolean {
  const ofStreet = (post: ActivePost): boolean => isOfStreet(organisation, post);
  return posts.some(ofStreet) && !other.some(ofStreet);
}

/**
 * Whether whoever holds these posts may decide who sits down in a seat. Asked when he invites and again when somebody comes
 * with his code: a week lies between, in which he may have left, or the seat may have grown beyond him.
 */
export const mayHandOut = (organisation: Organisation, { by, seat }: { by: readonly ActivePost[]; seat: readonly ActivePost[] }): boolean =>
  whollyWithin(organisation, reachOf(peopleCalls["staff.invite"], { posts: by }), seat) && !standsAbove(organisation, seat, by);

const partlyWithin = (organisation: Organisation, reach: Reach, posts: readonly ActivePost[]): boolean =>
  posts.some((post) => reaches(reach, placeOf(organisation, post)));

function scopeName({ community: { organisation }, reach }: MemberContext): string {
  if (reach.community) return organisation.name;
  return organisation.stations.filter(({ code }) => reach.stations.has(code)).map(({ name }) => name).join("、");
}

/** What the import or the clock found. Routing is the secretary's to mend, so he is told. */
function notices({ community: { organisation, state }, reach }: MemberContext): string[] {
  if (!reach.community) return [];
  return Object.keys(state.rulesOff).map((ruleCode) => {
    const rule = organisation.rules.find(({ code }) => code === ruleCode);
    return `分派规则“${rule?.why ?? ruleCode}”指定的同志已经离任，这条规则停用了，现在按下一条规则走。`;
  });
}

export const openStaff: Handler<"staff.open"> = async (_input, context) => {
  const { community, database, reach, at } = context;
  const { organisation, state } = community;
  const day = dayOf(at);
  const seats = await seatsOf(database, organisation.communityId);
  const joined = new Set(seats.filter(({ personId }) => personId !== undefined).map(({ _id }) => _id));
  const people = organisation.staff.flatMap(({ staffId, name, calledName }): StaffMember[] => {
    const posts = activePosts(organisation, staffId, day);
    if (!partlyWithin(organisation, reach, posts)) return [];
    const absence = absenceOf(state, staffId, at);
    const { fromText = "", untilText = "" } = absence ? absenceText(absence, at) : {};
    return [
      {
        staffId,
        called: calledName,
        name,
        titles: [...new Set(posts.map(({ titleName }) => titleName))],
        ...workplaceOf(organisation, posts),
        joined: joined.has(staffId),
        ...(absence && { awayText: fromText === "" ? `不在，${untilText}` : `${fromText}${untilText}不在` }),
      },
    ];
  });
  return { scopeName: scopeName(context), people, notices: notices(context) };
};
