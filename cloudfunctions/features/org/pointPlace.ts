import type { CallData } from "../../../contracts/calls";
import type { Grid, Organisation } from "../../../contracts/org/organisation";
import { buildGridIndex, type GridIndex } from "./gridIndex";

type PlaceView = CallData<"org.locate">;

/** Versions are immutable, so an index lives exactly as long as its organisation is remembered. */
const indexes = new WeakMap<Organisation, GridIndex>();

function indexOf(organisation: Organisation): GridIndex {
  const known = indexes.get(organisation);
  if (known) return known;
  const areas = organisation.grids.flatMap(({ code, area }) => (area ? [{ code, area }] : []));
  const index = buildGridIndex(areas, organisation.nearestToleranceMetres);
  indexes.set(organisation, index);
  return index;
}

function viewOf(organisation: Organisation, grid: Grid, text: string, note?: string): PlaceView {
  const station = organisation.stations.find(({ code }) => code === grid.stationCode);
  return { text, grid: grid.name, station: station?.name ?? "", ...(note !== undefined && { note }) };
}

/** Where a point lies, and honestly how that is known. Never refused: outside every grid it goes to the triage desk. */
export function placeOfPoint(organisation: Organisation, { lng, lat }: { lng: number; lat: number }): PlaceView {
  const placement = indexOf(organisation).locate(lng, lat);
  const gridOf = (code: string | undefined) => organisation.grids.find((grid) => grid.code === code);
  const grid = placement.how === "outside" ? undefined : gridOf(placement.gridCode);
  if (!grid || placement.how === "outside") {
    const desk = organisation.stations.find(({ code }) => code === organisation.triageStationCode);
    return { text: "地图上选的位置", grid: "", station: desk?.name ?? "", note: "这里不在哪个网格里，先由分派台看一看，不会没人管。" };
  }
  if (placement.how === "nearest")
    return viewOf(organisation, grid, "地图上选的位置", `这里在网格边上，按最近的${grid.name}算，差了 ${Math.ceil(placement.metres)} 米。`);
  const also = "alsoGridCode" in placement ? gridOf(placement.alsoGridCode) : undefined;
  return viewOf(organisation, grid, "地图上选的位置", also && `这里挨着${also.name}，由${grid.name}负责。`);
}
