import type { CallData } from "../../../contracts/calls";
import type { Grid, Organisation } from "../../../contracts/org/organisation";
import { placeOfPoint } from "./place";

type PlaceView = CallData<"org.locate">;

function viewOf(organisation: Organisation, grid: Grid, text: string, note?: string): PlaceView {
  const station = organisation.stations.find(({ code }) => code === grid.stationCode);
  return { text, grid: grid.name, station: station?.name ?? "", ...(note !== undefined && { note }) };
}

/** Where a point lies, as the resident reads it. */
export function viewOfPoint(organisation: Organisation, point: { lng: number; lat: number }): PlaceView {
  const { gridCode, note } = placeOfPoint(organisation, point);
  const grid = organisation.grids.find(({ code }) => code === gridCode);
  if (grid) return viewOf(organisation, grid, "地图上选的位置", note);
  const desk = organisation.stations.find(({ code }) => code === organisation.triageStationCode);
  return { text: "地图上选的位置", grid: "", station: desk?.name ?? "", ...(note !== undefined && { note }) };
}
