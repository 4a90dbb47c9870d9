import { homeUnitOf, type PersonDocument } from "../../../platform/actor";
import type { Organisation } from "../../../../contracts/org/organisation";
import { findUnit } from "../../org";

/** Where somebody belongs: his grid and station; the triage desk's station while he has left no address. Pure. */
export function homeOf(organisation: Organisation, person: Pick<PersonDocument, "household">): { gridCode: string; stationCode: string } {
  const home = homeUnitOf(person);
  const unit = home && findUnit(organisation, home.unitCode);
  return unit ? { gridCode: unit.gridCode, stationCode: unit.stationCode } : { gridCode: "", stationCode: organisation.triageStationCode };
}

export const gridName = (organisation: Organisation, gridCode: string): string => organisation.grids.find(({ code }) => code === gridCode)?.name ?? "还没有留住址";
/** Where he can call: his own station's line, or the triage desk's. */
export function stationLineOf(organisation: Organisation, person: Pick<PersonDocument, "household">): { name: string; phone: string } | undefined {
  const station = organisation.stations.find(({ code }) => code === homeOf(organisation, person).stationCode);
  return station && { name: station.name, phone: station.phone };
}
export const stationName = (organisation: Organisation, stationCode: string): string => organisation.stations.find(({ code }) => code === stationCode)?.name ?? "社区";
