import type { Organisation } from "../../../contracts/org/organisation";
import type { ActivePost } from "../../platform/actor";

/** Where somebody works, as a long list groups people. Pure. */
export interface Workplace {
  /** His station's name; the community's for whoever works for all of it. */
  station: string;
  /** His grid's name; empty for whoever has none. */
  grid: string;
}

const gridOf = ({ grids }: Organisation, { role, scopeCode }: ActivePost) =>
  role === "residentGroupLeader" ? grids.find(({ code }) => code === scopeCode) : undefined;

/** The code of the station in which a post lies; undefined for one that is the whole community's. */
function stationCodeOf(organisation: Organisation, post: ActivePost): string | undefined {
  if (post.role === "secretary") return undefined;
  return gridOf(organisation, post)?.stationCode ?? post.scopeCode;
}

/** By the first of his posts: that is the one people know him by. */
export function workplaceOf(organisation: Organisation, posts: readonly ActivePost[]): Workplace {
  const [post] = posts;
  const stationCode = post && stationCodeOf(organisation, post);
  const station = organisation.stations.find(({ code }) => code === stationCode)?.name ?? organisation.name;
  return { station, grid: (post && gridOf(organisation, post)?.name) ?? "" };
}

/** How near somebody works to a place: its grid, its station, another one. */
export function nearness(organisation: Organisation, posts: readonly ActivePost[], place: { gridCode?: string; stationCode?: string }): 0 | 1 | 2 {
  if (place.gridCode !== undefined && posts.some((post) => gridOf(organisation, post)?.code === place.gridCode)) return 0;
  return place.stationCode !== undefined && posts.some((post) => stationCodeOf(organisation, post) === place.stationCode) ? 1 : 2;
}
