import type { Organisation } from "../../../contracts/org/organisation";
import { buildGridIndex, type GridIndex } from "./gridIndex";
import { findDoor, findUnit } from "./units";

/** Where a matter is, as routing needs it, and honestly how that is known. Never refused: without a grid it is triage. */
export interface Place {
  /** Absent at the triage desk. */
  gridCode?: string;
  /** The other grid, where two claim the place. */
  alsoGridCode?: string;
  /** `list`: a unit chosen or bound; `door`: the code at a door; `point`: inside a grid; `nearest`: beside one. */
  how: "list" | "door" | "point" | "nearest" | "triage";
  /** For the resident, when the place was guessed or is shared. */
  note?: string;
}

/** Versions are immutable, so an index lives exactly as long as its organisation is remembered. */
const indexes = new WeakMap<Organisation, GridIndex>();

export function gridIndexOf(organisation: Organisation): GridIndex {
  const known = indexes.get(organisation);
  if (known) return known;
  const areas = organisation.grids.flatMap(({ code, area }) => (area ? [{ code, area }] : []));
  const index = buildGridIndex(areas, organisation.nearestToleranceMetres);
  indexes.set(organisation, index);
  return index;
}

export const triagePlace = (note = "这里不在哪个网格里，先由社区看一看，不会没人管。"): Place => ({ how: "triage", note });

/** @returns undefined for a unit that the organisation in force does not have */
export function placeOfUnit(organisation: Organisation, unitCode: string): Place | undefined {
  const unit = findUnit(organisation, unitCode);
  return unit && { gridCode: unit.gridCode, how: "list" };
}

/** @returns undefined for a door that the organisation in force does not have */
export function placeOfDoorCode(organisation: Organisation, doorCode: string): Place | undefined {
  const unit = findDoor(organisation, doorCode);
  return unit && { gridCode: unit.gridCode, how: "door" };
}

/** @param point GCJ-02 */
export function placeOfPoint(organisation: Organisation, { lng, lat }: { lng: number; lat: number }): Place {
  const placement = gridIndexOf(organisation).locate(lng, lat);
  if (placement.how === "outside") return triagePlace();
  const nameOf = (code: string): string => organisation.grids.find((grid) => grid.code === code)?.name ?? code;
  const { gridCode } = placement;
  if (placement.how === "nearest")
    return { gridCode, how: "nearest", note: `这里在网格边上，按最近的${nameOf(gridCode)}算，差了 ${Math.ceil(placement.metres)} 米。` };
  if (!("alsoGridCode" in placement) || placement.alsoGridCode === undefined) return { gridCode, how: "point" };
  const { alsoGridCode } = placement;
  return { gridCode, alsoGridCode, how: "point", note: `这里挨着${nameOf(alsoGridCode)}，由${nameOf(gridCode)}负责。` };
}
