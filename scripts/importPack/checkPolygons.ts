import gcoord from "gcoord";
import type { AreaGeometry } from "../../cloudfunctions/features/org/geometry";
import { buildGridIndex } from "../../cloudfunctions/features/org/gridIndex";
import { areasFile, communityFile, type CoordinateSystem, packTables } from "../../contracts/org/pack";
import { checkAreas, defaultAreaLimits } from "../gridsTool/checkAreas";
import { type AreaProblem, type NamedArea, readAreas } from "../gridsTool/readAreas";
import { lineAt, type Pack } from "./readPack";
import type { Problems } from "./problem";

const systems = { "GCJ-02": gcoord.GCJ02, WGS84: gcoord.WGS84, "BD-09": gcoord.BD09 } as const;

/** Pack coordinates → GCJ-02, which is what WeChat's map and location speak. Seven decimals are a centimetre. */
export function toStored([lng, lat]: [number, number], crs: CoordinateSystem): { lng: number; lat: number } {
  const [x, y] = crs === "GCJ-02" ? [lng, lat] : gcoord.transform<[number, number]>([lng, lat], systems[crs], gcoord.GCJ02);
  const round = (value: number): number => Math.round(value * 1e7) / 1e7;
  return { lng: round(x), lat: round(y) };
}

const kinds: Record<AreaProblem["kind"], string> = {
  unreadable: "读不下去",
  missingId: "有一块没有写网格编号（properties.code）",
  invalidRing: "边界画得不对",
  selfIntersection: "边界自己打了叉",
  overlap: "重叠",
  gap: "之间有没人管的空地",
  sliver: "之间有细缝或细条重叠",
};

function say({ kind, codes, message, place, squareMetres, widthMetres }: AreaProblem): string {
  const size = squareMetres === undefined ? "" : `，约 ${Math.round(squareMetres)} 平方米，平均宽 ${widthMetres!.toFixed(1)} 米`;
  const at = place ? `，在 ${place[0].toFixed(6)},${place[1].toFixed(6)} 附近` : "";
  const detail = squareMetres === undefined ? `（${message}）` : "";
  return `网格 ${codes.join("、") || "？"} ${kinds[kind]}${detail}${size}${at}。请在画图的软件里改边界。`;
}

/** Polygons where the community has some; none is fine, everything works from the lists. @returns areas in GCJ-02 */
export function checkPolygons({ community, rows, areas: text }: Pack, problems: Problems): NamedArea[] {
  if (text === undefined) return [];
  if (community.crs === undefined) {
    problems.error("crsMissing", communityFile, undefined, "有 grids.geojson，请写明坐标系 crs：GCJ-02、BD-09 或 WGS84；写错会差 100–700 米。");
    return [];
  }
  const lineOf = (code: string | undefined): number | undefined => {
    if (code === undefined) return undefined;
    const at = text.search(new RegExp(`"code"\\s*:\\s*"?${code.replace(/[^\w-]/g, "\\$&")}"?\\s*[,}\\n\\r]`));
    return at < 0 ? undefined : lineAt(text, at);
  };
  const { areas, problems: unsound } = readAreas(text, "code");
  for (const { code } of areas)
    if (!rows.grids.some((grid) => grid.code === code)) problems.error("unknownGrid", areasFile, lineOf(code), `图上有网格“${code}”，${packTables.grids.file} 里没有，请补上或改编号。`);
  const found = [...unsound, ...checkAreas(areas, { ...defaultAreaLimits, maxGapMetres: community.maxGapMetres })];
  for (const problem of found) problems[problem.severity === "error" ? "error" : "warn"](problem.kind, areasFile, lineOf(problem.codes[0]), say(problem));
  if (problems.failed) return [];
  for (const { code, line } of rows.grids)
    if (!areas.some((area) => area.code === code)) problems.warn("gridWithoutArea", packTables.grids.file, line, `网格 ${code} 在图上没有画，地图选点找不到它，只能从楼栋名单选。`);
  checkBuildingPoints({ community, rows }, areas, problems);
  const crs = community.crs;
  return areas.map(({ code, area }) => ({ code, area: converted(area, crs) }));
}

function converted(area: AreaGeometry, crs: CoordinateSystem): AreaGeometry {
  const polygons = (area.coordinates as number[][][][]).map((rings) =>
    rings.map((ring) => ring.map(([lng, lat]) => {
      const point = toStored([lng!, lat!], crs);
      return [point.lng, point.lat];
    })),
  );
  return polygons.length === 1 ? { type: "Polygon", coordinates: polygons[0]! } : { type: "MultiPolygon", coordinates: polygons };
}

/** A building drawn in one grid and listed in another: the list counts, but somebody should look. */
function checkBuildingPoints({ rows }: Pick<Pack, "community" | "rows">, areas: readonly NamedArea[], problems: Problems): void {
  const index = buildGridIndex(areas, 0);
  for (const { code, name, grid, lng, lat, line } of rows.buildings) {
    if (lng === undefined || lat === undefined) continue;
    const listed = grid ? [grid] : rows.units.filter(({ building }) => building === code).map((unit) => unit.grid);
    const placement = index.locate(lng, lat);
    const drawn = placement.how === "outside" ? undefined : placement.gridCode;
    if (drawn === undefined) problems.warn("buildingOutside", packTables.buildings.file, line, `${name}的位置不在任何网格里。`);
    else if (!listed.includes(drawn)) problems.warn("buildingElsewhere", packTables.buildings.file, line, `${name}的位置在网格 ${drawn} 里，名单写的是 ${[...new Set(listed)].join("、")}：以名单为准，请核对。`);
  }
}
