import { communityFile, packTables, type PackTable } from "../../contracts/org/pack";
import type { Pack } from "./readPack";
import type { Problems } from "./problem";

const fileOf = (table: PackTable): string => packTables[table].file;

/** The same key twice in one table; the later line is reported, with the earlier one named. */
export function checkUnique<R extends { line: number }>(
  table: PackTable, rows: readonly R[], what: string, keyOf: (row: R) => string, problems: Problems, code = "duplicateCode",
): void {
  const first = new Map<string, number>();
  for (const row of rows) {
    const key = keyOf(row);
    const line = first.get(key);
    if (line === undefined) first.set(key, row.line);
    else problems.error(code, fileOf(table), row.line, `${what}“${key}”和第 ${line} 行重复，请改成不一样的。`);
  }
}

/** Branches, stations and grids: every grid has a station, every station a branch. */
export function checkStructure({ community, rows }: Pack, problems: Problems): void {
  checkUnique("branches", rows.branches, "党支部编号", ({ code }) => code, problems);
  checkUnique("stations", rows.stations, "服务站编号", ({ code }) => code, problems);
  checkUnique("stations", rows.stations, "回执前缀", ({ prefix }) => prefix, problems);
  checkUnique("grids", rows.grids, "网格编号", ({ code }) => code, problems);
  const branches = new Set(rows.branches.map(({ code }) => code));
  const stations = new Set(rows.stations.map(({ code }) => code));
  for (const { code, branch, line } of rows.stations)
    if (!branches.has(branch)) problems.error("stationWithoutBranch", fileOf("stations"), line, `服务站 ${code} 的党支部“${branch}”不在 ${fileOf("branches")} 里，请补上这个支部或改编号。`, fileOf("branches"));
  for (const { code, station, line } of rows.grids) {
    if (station === "") problems.error("gridWithoutStation", fileOf("grids"), line, `网格 ${code} 没有写属于哪个服务站，请填 station 这一列。`);
    else if (!stations.has(station)) problems.error("gridWithoutStation", fileOf("grids"), line, `网格 ${code} 的服务站“${station}”不在 ${fileOf("stations")} 里，请补上这个站或改编号。`, fileOf("stations"));
  }
  if (rows.stations.length === 0) problems.error("noStation", fileOf("stations"), undefined, "至少要有一个服务站。", fileOf("stations"));
  else if (!stations.has(community.triageStation))
    problems.error("unknownStation", communityFile, undefined, `分派台 triageStation“${community.triageStation}”不在 ${fileOf("stations")} 里。`, fileOf("stations"));
  if (rows.grids.length === 0) problems.error("noGrid", fileOf("grids"), undefined, "至少要有一个网格。", fileOf("grids"));
  checkCoordinates({ community, rows }, problems);
}

function checkCoordinates({ community, rows }: Pick<Pack, "community" | "rows">, problems: Problems): void {
  for (const table of ["stations", "buildings"] as const) {
    for (const { lng, lat, line } of rows[table]) {
      if ((lng === undefined) !== (lat === undefined)) problems.error("halfPoint", fileOf(table), line, "经度和纬度要么都写，要么都空着。");
      else if (lng !== undefined && lat !== undefined && Math.abs(lat) > 60 && Math.abs(lng) < 60) problems.error("swappedPoint", fileOf(table), line, `经度 ${lng}、纬度 ${lat} 像是写反了。`);
      if (lng !== undefined && community.crs === undefined) {
        problems.error("crsMissing", communityFile, undefined, `${fileOf(table)} 里有经纬度，请在 community.json 里写明坐标系 crs：GCJ-02（微信、高德、腾讯地图）、BD-09（百度）或 WGS84（GPS）；写错会差 100–700 米。`);
        return;
      }
    }
  }
}

/** Buildings and units: the truth about which door belongs to which grid. */
export function checkPlaces({ rows }: Pack, problems: Problems): void {
  checkUnique("buildings", rows.buildings, "楼栋编号", ({ code }) => code, problems);
  checkUnique("buildings", rows.buildings, "楼栋名称和地址", ({ name, address }) => (address ? `${name}（${address}）` : name), problems, "duplicateName");
  const grids = new Set(rows.grids.map(({ code }) => code));
  const buildings = new Set(rows.buildings.map(({ code }) => code));
  const withUnits = new Set(rows.units.map(({ building }) => building));
  for (const { code, grid, line } of rows.buildings) {
    if (withUnits.has(code)) {
      if (grid) problems.error("buildingAndUnits", fileOf("buildings"), line, `楼栋 ${code} 在单元表里已按单元写了网格，这里的 grid 请空着，免得两处不一样。`);
    } else if (!grid) problems.error("buildingWithoutGrid", fileOf("buildings"), line, `楼栋 ${code} 没有单元，也没有写网格：请填 grid，或在 ${fileOf("units")} 里写它的单元。`);
    else if (!grids.has(grid)) problems.error("unknownGrid", fileOf("buildings"), line, `网格“${grid}”不在 ${fileOf("grids")} 里。`, fileOf("grids"));
  }
  for (const { code, building, grid, line } of rows.units) {
    if (!buildings.has(building)) problems.error("unknownBuilding", fileOf("units"), line, `单元 ${code} 的楼栋“${building}”不在 ${fileOf("buildings")} 里。`, fileOf("buildings"));
    if (grid === "") problems.error("unitWithoutGrid", fileOf("units"), line, `单元 ${code} 没有写属于哪个网格。`);
    else if (!grids.has(grid)) problems.error("unknownGrid", fileOf("units"), line, `单元 ${code} 的网格“${grid}”不在 ${fileOf("grids")} 里。`, fileOf("grids"));
  }
  checkUnits(rows.units, problems);
  // A building without units gets one unit that bears its code.
  for (const { code, line } of rows.buildings)
    if (!withUnits.has(code) && rows.units.some((unit) => unit.code === code))
      problems.error("duplicateCode", fileOf("buildings"), line, `楼栋编号“${code}”和一个单元的编号相同，请改一个。`);
}

function checkUnits(units: Pack["rows"]["units"], problems: Problems): void {
  const seen = new Map<string, Pack["rows"]["units"][number]>();
  for (const unit of units) {
    for (const key of [`编号 ${unit.code}`, `${unit.building} 栋的 ${unit.name}`]) {
      const first = seen.get(key);
      if (!first) seen.set(key, unit);
      else if (first.line === unit.line) continue;
      else if (first.grid !== unit.grid) {
        problems.error("unitInTwoGrids", fileOf("units"), unit.line, `单元（${key}）在第 ${first.line} 行属于网格 ${first.grid}，这里又属于 ${unit.grid}：一个单元只能属于一个网格，请留一行。`);
        break;
      } else {
        problems.error("duplicateCode", fileOf("units"), unit.line, `单元（${key}）和第 ${first.line} 行重复，请删掉一行。`);
        break;
      }
    }
  }
  checkUnique("units", units.filter(({ doorCode }) => doorCode !== ""), "门口码", ({ doorCode }) => String(doorCode), problems);
}
