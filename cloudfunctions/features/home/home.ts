import type { CallData } from "../../../contracts/calls";
import { tabs } from "../../../contracts/home/calls";
import { Failure } from "../../../contracts/kernel/failure";
import { staffRoles } from "../../../contracts/kernel/role";
import { dayOf } from "../../../contracts/kernel/day";
import type { Organisation, Station } from "../../../contracts/org/organisation";
import { homeUnitOf, type PersonDocument } from "../../platform/actor";
import type { Community, Context, Handler, MemberContext } from "../../platform/serve";
import { untilText } from "../../platform/when";
import { unreadCount } from "../inbox";
import { absenceOf, findUnit, listCommunityStates, placeOfDoor, teamOf, type UnitPlace } from "../org";
import { openMatters } from "../requests";
import { greetingAt } from "./greeting";
import { stationView } from "./stationView";

type HomeReply = CallData<"home.open">;
type HomeView = Extract<HomeReply, { kind: "home" }>;

/** What home shows of one's own matters; the rest is one tap away. */
const shownRequests = 3;

/** How staff are known to everyone, and residents as they wrote it. */
export const calledName = (organisation: Organisation, person: PersonDocument | undefined): string =>
  organisation.staff.find(({ staffId }) => staffId === person?.staffId)?.calledName ?? person?.name ?? "";

async function choose({ database }: Context): Promise<HomeReply> {
  const states = await listCommunityStates(database);
  return { kind: "choose", communities: states.map(({ _id, name, streetName }) => ({ communityId: _id, name, street: streetName })) };
}

/** Where the caller stands: his household, else the door he scanned, else nowhere in particular. */
export interface Standing {
  community: Community;
  unit: UnitPlace | undefined;
  /** What the unit is, if there is one. */
  how: "home" | "door";
}

export async function standingOf(context: Context & Partial<MemberContext>, doorCode: string | undefined): Promise<Standing | undefined> {
  const { community, person } = context;
  const home = homeUnitOf(person);
  const unit = community && home && findUnit(community.organisation, home.unitCode);
  if (unit) return { community, unit, how: "home" };
  if (doorCode === undefined) return community && { community, unit: undefined, how: "door" };
  const place = await placeOfDoor(context, doorCode);
  if (!place) throw new Failure("doorCodeUnknown");
  // A member stays at home in his own community, whichever door he stands before: the report takes the door's place.
  if (community && place.community.organisation.communityId !== community.organisation.communityId) return { community, unit: undefined, how: "door" };
  return { ...place, how: "door" };
}

/** The station of the place; a staff member's own; else the triage desk's, which answers for what has no place yet. */
function stationOf({ organisation }: Community, unit: UnitPlace | undefined, actor: Context["actor"]): Station {
  const ofPosts = actor.posts.map(({ scopeCode }) => organisation.grids.find(({ code }) => code === scopeCode)?.stationCode ?? scopeCode);
  const wanted = unit ? [unit.stationCode] : [...ofPosts, organisation.triageStationCode];
  const station = wanted.map((code) => organisation.stations.find((one) => one.code === code)).find((one) => one !== undefined);
  const found = station ?? organisation.stations[0];
  if (!found) throw new Error(`organisation ${organisation.communityId}:${organisation.version} has no station`);
  return found;
}

const isStaff = ({ actor }: Context): boolean => staffRoles.some((role) => actor.roles.includes(role));

function tabsFor(context: Context & Partial<MemberContext>): HomeView["tabs"] {
  if (!context.actor.person) return ["home"];
  const carriers = context.community?.state.carriers ?? [];
  return tabs.filter((tab) => (tab === "workbench" ? isStaff(context) : tab !== "timebank" || carriers.includes("timebank")));
}

/** Who is away says so where he is named, before somebody knocks at his door. */
function teamNow({ organisation, state }: Community, scope: Parameters<typeof teamOf>[1], at: number): HomeView["people"] {
  return teamOf(organisation, scope, dayOf(at)).map((member) => {
    const absence = absenceOf(state, member.staffId, at);
    return absence && absence.from === undefined ? { ...member, awayText: `不在，${untilText(absence.until, at)}` } : member;
  });
}

/** Everything that follows from the organisation: no database call. */
function publicPart(context: Context & Partial<MemberContext>, { community, unit }: Standing) {
  const { organisation } = community;
  const { actor, at } = context;
  const station = stationOf(community, unit, actor);
  const household: HomeView["household"] = actor.person?.household?.state ?? "none";
  const place = unit ? [unit.gridName, unit.text] : [];
  return {
    kind: "home" as const,
    greeting: greetingAt(at, calledName(organisation, actor.person)),
    communityId: organisation.communityId,
    community: organisation.name,
    placeText: [organisation.name, ...place].join(" · "),
    household,
    tabs: tabsFor(context),
    station: stationView(community, station, at),
    people: teamNow(community, { ...(unit && { gridCode: unit.gridCode }), stationCode: station.code }, at),
    otherStations: unit
      ? []
      : organisation.stations.filter(({ code }) => code !== station.code).map(({ name, phone }) => ({ name, phone })),
    emergencyNumbers: organisation.emergencyNumbers.map(({ label, phone }) => ({ label, phone })),
  };
}

const isMember = (context: Context & Partial<MemberContext>): context is MemberContext =>
  context.person !== undefined && context.community !== undefined;

export const openHome: Handler<"home.open"> = async ({ doorCode }, context): Promise<HomeReply> => {
  const standing = await standingOf(context, doorCode);
  if (!standing) return choose(context);
  const view = publicPart(context, standing);
  if (!isMember(context)) return { ...view, unread: 0, requests: [], moreRequests: false };
  // What is decided and not yet delivered comes with the requests that carry it, so that the dot never lags behind.
  const [matters, delivered] = await Promise.all([openMatters(context, shownRequests), unreadCount(context)]);
  return { ...view, unread: delivered + matters.unreadOnTheWay, requests: matters.cards, moreRequests: matters.more };
};
