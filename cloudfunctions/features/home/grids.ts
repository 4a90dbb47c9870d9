import type { CallData } from "../../../contracts/calls";
import { dayOf } from "../../../contracts/kernel/day";
import { Failure } from "../../../contracts/kernel/failure";
import type { Grid } from "../../../contracts/org/organisation";
import { activePosts } from "../../platform/actor";
import type { Context, Handler, MemberContext } from "../../platform/serve";
import { calledOf, gridAreas, gridPeople, gridsInReach, isAway, type Moment, presentStandIn } from "../org";
import { openCounts } from "../requests";
import { type Standing, standingOf } from "./home";

type GridsReply = CallData<"grids.open">;
type GridView = GridsReply["stations"][number]["grids"][number];

/** Grid code → open matters, for the grids whose numbers the caller may see; undefined for whoever sees none. */
type Counts = (gridCode: string) => number | undefined;

function answering(moment: Moment, grid: Grid): Pick<GridView, "people" | "standIn"> {
  const { organisation, state, at } = moment;
  const people = gridPeople(moment, grid);
  const first = people[0];
  const standInId = first && isAway(state, first.staffId, at) ? presentStandIn(moment, first.post.standInId) : undefined;
  const standInTitle = activePosts(organisation, standInId, dayOf(at))[0]?.titleName ?? "";
  return {
    people: people.map(({ staffId, post }) => ({ called: calledOf(organisation, staffId), title: post.titleName })),
    ...(standInId !== undefined && { standIn: { called: calledOf(organisation, standInId), title: standInTitle } }),
  };
}

function stationsOf(moment: Moment, counts: Counts): GridsReply["stations"] {
  const { stations, branches, grids } = moment.organisation;
  const viewOf = (grid: Grid): GridView => {
    const open = counts(grid.code);
    return { gridCode: grid.code, name: grid.name, ...answering(moment, grid), ...(open !== undefined && { open }) };
  };
  return stations.map(({ code, name, phone, branchCode }) => ({
    name,
    phone,
    branch: branches.find((branch) => branch.code === branchCode)?.name ?? "",
    grids: grids.filter(({ stationCode }) => stationCode === code).map(viewOf),
  }));
}

const isMember = (context: Context & Partial<MemberContext>): context is MemberContext => context.person !== undefined && context.community !== undefined;

async function countsFor(context: Context & Partial<MemberContext>): Promise<Counts> {
  if (!isMember(context)) return () => undefined;
  const reached = gridsInReach(context.community.organisation, context.reach);
  if (reached !== "all" && reached.length === 0) return () => undefined;
  const open = await openCounts(context);
  return (gridCode) => (reached === "all" || reached.includes(gridCode) ? (open.get(gridCode) ?? 0) : undefined);
}

const ownOf = ({ unit, how }: Standing): GridsReply["own"] => unit && { gridCode: unit.gridCode, placeText: unit.text, how };

/** Public facts for everyone; numbers for staff, each within his reach. One database call more than to know the caller. */
export const openGrids: Handler<"grids.open"> = async ({ doorCode }, context): Promise<GridsReply> => {
  const standing = await standingOf(context, doorCode);
  if (!standing) throw new Failure("notSignedIn");
  const { organisation, state } = standing.community;
  const own = ownOf(standing);
  return {
    community: organisation.name,
    ...(own && { own }),
    stations: stationsOf({ organisation, state, at: context.at }, await countsFor(context)),
    areas: gridAreas(organisation),
  };
};
