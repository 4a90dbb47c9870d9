import { createHash } from "node:crypto";
import type { Building, Category, Organisation, Post, RoutingRule, Station } from "../../contracts/org/organisation";
import type { CoordinateSystem, PackRows, RowOf } from "../../contracts/org/pack";
import type { NamedArea } from "../gridsTool/readAreas";
import { toStored } from "./checkPolygons";
import type { Pack } from "./readPack";
import { searchWordsOf } from "./searchWords";

const given = <K extends string, V>(key: K, value: V | undefined | ""): Partial<Record<K, V>> =>
  value === undefined || value === "" ? {} : ({ [key]: value } as Partial<Record<K, V>>);
const givenList = <K extends string, V>(key: K, list: V[] | undefined): Partial<Record<K, V[]>> =>
  list?.length ? ({ [key]: list } as Partial<Record<K, V[]>>) : {};
const byLine = <R extends { line: number }>(a: R, b: R): number => a.line - b.line;

/** A code nobody can guess from its neighbour's, and the same at every import, because it is printed at the door. */
export const generatedDoorCode = (communityId: string, unitCode: string): string =>
  createHash("sha256").update(`door ${communityId} ${unitCode}`).digest("base64url").replace(/[-_]/g, "x").slice(0, 12);

/** A checked pack → the organisation it describes, without history. Every reference in it has been checked. */
export function buildOrganisation({ community, rows }: Pack, areas: readonly NamedArea[], version: number): Organisation {
  const communityId = community.code;
  const crs = community.crs ?? "GCJ-02";
  const staffIdOf = (code: string): string => `${communityId}:${code}`;
  return {
    communityId,
    version,
    name: community.name,
    streetName: community.street,
    ...given("households", community.households),
    ...given("residents", community.residents),
    emergencyNumbers: community.emergencyNumbers,
    triageStationCode: community.triageStation,
    nearestToleranceMetres: community.nearestToleranceMetres,
    stations: rows.stations.map((row) => stationOf(row, rows.duty, crs, staffIdOf)),
    branches: rows.branches.map(({ code, name }) => ({ code, name })),
    grids: rows.grids.map(({ code, name, station }) => ({
      code, name, stationCode: station, ...given("area", areas.find((area) => area.code === code)?.area),
    })),
    buildings: rows.buildings.map((row) => buildingOf(row, rows, crs, communityId)),
    titles: rows.titles.map(({ code, name, role, ofStreet }) => ({ code, name, role, ...(ofStreet === "yes" && { ofStreet: true }) })),
    staff: rows.people.map(({ code, name, calledName }) => ({ staffId: staffIdOf(code), name, calledName })),
    posts: [...rows.posts].sort(byLine).map(({ person, title, scope, from, to, standIn }): Post => ({
      staffId: staffIdOf(person), titleCode: title, scopeCode: scope || communityId, fromDay: from,
      ...given("toDay", to), ...given("standInId", standIn && staffIdOf(standIn)),
    })),
    categories: rows.categories.map(categoryOf),
    rules: [...rows.rules].sort(byLine).map((row) => ruleOf(row, staffIdOf)),
  };
}

function stationOf(
  { code, name, prefix, branch, phone, address, lng, lat }: RowOf<"stations">,
  duty: PackRows["duty"], crs: CoordinateSystem, staffIdOf: (code: string) => string,
): Station {
  const slots = duty.filter(({ station }) => station === code).map(({ weekday, from, to, person }) => ({
    weekday: Number(weekday), fromMinute: from, toMinute: to, staffId: staffIdOf(person),
  }));
  return {
    code, receiptPrefix: prefix, name, branchCode: branch, phone, address,
    ...given("point", lng === undefined ? undefined : toStored([lng, lat!], crs)),
    duty: slots.sort((a, b) => a.weekday - b.weekday || a.fromMinute - b.fromMinute),
  };
}

function buildingOf(row: RowOf<"buildings">, { units }: PackRows, crs: CoordinateSystem, communityId: string): Building {
  const { code, name, address, otherNames, grid, lng, lat } = row;
  const own = units.filter(({ building }) => building === code).map((unit) => ({
    code: unit.code, name: unit.name, gridCode: unit.grid, doorCode: unit.doorCode || generatedDoorCode(communityId, unit.code),
  }));
  return {
    code, name, ...given("address", address),
    searchWords: searchWordsOf(name, otherNames ?? []),
    ...given("point", lng === undefined ? undefined : toStored([lng, lat!], crs)),
    units: own.length > 0 ? own : [{ code, name, gridCode: grid!, doorCode: generatedDoorCode(communityId, code) }],
  };
}

function categoryOf(row: RowOf<"categories">): Category {
  const { code, name, hint, icon, intent, urgency, limitWorkingDays, audience, callFirstLabel, callFirstPhone, asksAboutPerson } = row;
  return {
    code, name, hint, icon, intent, urgency, limitWorkingDays, audience,
    ...(callFirstLabel && callFirstPhone && { callFirst: { label: callFirstLabel, phone: callFirstPhone } }),
    ...(asksAboutPerson === "yes" && { asksAboutPerson: true }),
  };
}

function ruleOf(row: RowOf<"rules">, staffIdOf: (code: string) => string): RoutingRule {
  return {
    code: row.code,
    when: {
      ...givenList("category", row.whenCategory), ...givenList("intent", row.whenIntent), ...givenList("urgency", row.whenUrgency),
      ...givenList("gridCode", row.whenGrid), ...givenList("stationCode", row.whenStation),
    },
    station: row.station || "ofGrid",
    titles: row.titles ?? [],
    ...given("staffId", row.person && staffIdOf(row.person)),
    why: row.why,
  };
}
