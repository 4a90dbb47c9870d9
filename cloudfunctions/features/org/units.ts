import type { Building, Organisation, Unit } from "../../../contracts/org/organisation";
import type { Reach } from "../../platform/actor";

/** A unit with all that hangs on it, as one version of the organisation has it. */
export interface UnitPlace {
  building: Building;
  unit: Unit;
  gridCode: string;
  gridName: string;
  stationCode: string;
  stationName: string;
  /** 27 栋 3 单元; the building alone where its one unit is named after it. */
  text: string;
}

interface UnitIndex {
  byCode: ReadonlyMap<string, UnitPlace>;
  byDoor: ReadonlyMap<string, UnitPlace>;
}
/** Versions are immutable, so an index lives exactly as long as its organisation is remembered. */
const indexes = new WeakMap<Organisation, UnitIndex>();

function indexOf(organisation: Organisation): UnitIndex {
  const known = indexes.get(organisation);
  if (known) return known;
  const grids = new Map(organisation.grids.map((grid) => [grid.code, grid]));
  const stations = new Map(organisation.stations.map((station) => [station.code, station]));
  const byCode = new Map<string, UnitPlace>();
  const byDoor = new Map<string, UnitPlace>();
  for (const building of organisation.buildings)
    for (const unit of building.units) {
      const grid = grids.get(unit.gridCode);
      const station = grid && stations.get(grid.stationCode);
      if (!grid || !station) continue;
      const place: UnitPlace = {
        building,
        unit,
        gridCode: grid.code,
        gridName: grid.name,
        stationCode: station.code,
        stationName: station.name,
        text: unit.name === building.name ? building.name : `${building.name} ${unit.name}`,
      };
      byCode.set(unit.code, place);
      byDoor.set(unit.doorCode, place);
    }
  const index = { byCode, byDoor };
  indexes.set(organisation, index);
  return index;
}

export const findUnit = (organisation: Organisation, unitCode: string): UnitPlace | undefined => indexOf(organisation).byCode.get(unitCode);
export const findDoor = (organisation: Organisation, doorCode: string): UnitPlace | undefined => indexOf(organisation).byDoor.get(doorCode);

/** The grids that somebody's reach covers, so that a query over a station is one over its grids. */
export function gridsInReach(organisation: Organisation, reach: Reach): string[] | "all" {
  if (reach.community) return "all";
  return organisation.grids
    .filter(({ code, stationCode }) => reach.grids.has(code) || reach.stations.has(stationCode))
    .map(({ code }) => code);
}
