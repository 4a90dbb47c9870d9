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
/** Why it is this station, while nobody knows where somebody lives, and what changes it; empty where it is his own. */
export const placelessText = (gridCode: string): string => (gridCode === "" ? "还不知道您住哪里，先请这一站看；填好住址，就转给您家那一站。" : "");
/** Where he can call: his own station's line, or the triage desk's. */
export function stationLineOf(organisation: Organisation, person: Pick<PersonDocument, "household">): { name: string; phone: string; guessed?: true } | undefined {
  const { gridCode, stationCode } = homeOf(organisation, person);
  const station = organisation.stations.find(({ code }) => code === stationCode);
  return station && { name: station.name, phone: station.phone, ...(gridCode === "" && { guessed: true as const }) };
}
export const stationName = (organisation: Organisation, stationCode: string): string => organisation.stations.find(({ code }) => code === stationCode)?.name ?? "社区";
