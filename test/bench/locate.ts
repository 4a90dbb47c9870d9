/** Points a second of the product's grid index against which-polygon's, over the same areas and points, in turn. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Polygon } from "geojson";
import whichPolygon from "which-polygon";
import type { AreaGeometry } from "../../cloudfunctions/features/org/geometry";
import { buildGridIndex } from "../../cloudfunctions/features/org/gridIndex";
import { type Random, seededRandom } from "../../local/demo/random";
import { readAreas } from "../../scripts/gridsTool/readAreas";
import type { Figures } from "./figure";
import { atLeast } from "./figure";
import { median } from "./samples";

interface Area {
  code: string;
  area: AreaGeometry;
}
type Point = readonly [lng: number, lat: number];

const pointsAtOnce = 20_000;

/** The demo's 39 grids tile the place; the written-down polygons of its pack. */
function demoAreas(): Area[] {
  const file = join(__dirname, "../../local/demo/packs/wutongli/grids.geojson");
  return readAreas(readFileSync(file, "utf8")).areas;
}

/** As a real city's districts are drawn: ragged borders of many points that overlap their neighbours and leave gaps. */
function raggedAreas(count: number, vertices: number): Area[] {
  const random = seededRandom(99);
  const side = Math.ceil(Math.sqrt(count));
  return Array.from({ length: count }, (_, index) => {
    const centre: Point = [106.4 + (index % side) * 0.02 + random.next() * 0.004, 29.5 + Math.floor(index / side) * 0.02 + random.next() * 0.004];
    return { code: `a${String(index).padStart(2, "0")}`, area: { type: "Polygon", coordinates: [raggedRing(centre, vertices, random)] } };
  });
}

function raggedRing([lng, lat]: Point, vertices: number, random: Random): number[][] {
  const waves = Array.from({ length: 5 }, (_, wave) => ({ turns: wave + 2, size: 0.12 / (wave + 1), phase: random.next() * 2 * Math.PI }));
  const ring = Array.from({ length: vertices }, (_, index) => {
    const angle = (index / vertices) * 2 * Math.PI;
    const radius = 0.011 * (1 + waves.reduce((sum, { turns, size, phase }) => sum + size * Math.sin(turns * angle + phase), 0) + 0.02 * random.next());
    return [lng + radius * Math.cos(angle), lat + radius * Math.sin(angle)];
  });
  return [...ring, ring[0]!];
}

function pointsOver(areas: readonly Area[]): Point[] {
  const vertices = areas.flatMap(({ area }) => (area.coordinates as unknown[]).flat(area.type === "Polygon" ? 1 : 2) as number[][]);
  const bound = (of: number, choose: (a: number, b: number) => number) => vertices.reduce((so, vertex) => choose(so, vertex[of]!), vertices[0]![of]!);
  const [west, east, south, north] = [bound(0, Math.min), bound(0, Math.max), bound(1, Math.min), bound(1, Math.max)];
  const random = seededRandom(7);
  return Array.from({ length: pointsAtOnce }, (): Point => [west + random.next() * (east - west), south + random.next() * (north - south)]);
}

interface Comparison {
  ratio: number;
  own: number;
  agreeing: number;
}

function compare(areas: readonly Area[], rounds: number): Comparison {
  const points = pointsOver(areas);
  // No tolerance: the peer answers nothing outside every area, and searching for the nearest is work that it doesn't do.
  const own = buildGridIndex(areas, 0);
  const peer = whichPolygon<{ code: string }>({
    type: "FeatureCollection",
    features: areas.map(({ code, area }) => ({ type: "Feature", properties: { code }, geometry: area as Polygon })),
  });
  const ask = {
    own: (): number => points.reduce((found, [lng, lat]) => found + (own.locate(lng, lat).how === "outside" ? 0 : 1), 0),
    peer: (): number => points.reduce((found, point) => found + (peer([point[0], point[1]]) ? 1 : 0), 0),
  };
  const perSecond = { own: [] as number[], peer: [] as number[] };
  let found = { own: 0, peer: 0 };
  for (let round = 0; round < rounds + 2; round += 1)
    for (const who of round % 2 ? (["own", "peer"] as const) : (["peer", "own"] as const)) {
      const started = performance.now();
      found = { ...found, [who]: ask[who]() };
      if (round >= 2) perSecond[who].push(pointsAtOnce / ((performance.now() - started) / 1000));
    }
  return { ratio: median(perSecond.own) / median(perSecond.peer), own: median(perSecond.own), agreeing: 1 - Math.abs(found.own - found.peer) / pointsAtOnce };
}

export function locate(rounds: number): Figures {
  const demo = compare(demoAreas(), rounds);
  const ragged = compare(raggedAreas(99, 600), rounds);
  const told = ({ ratio, own, agreeing }: Comparison): string => `${ratio.toFixed(2)} × at ${(own / 1e6).toFixed(1)} million points a second, inside or outside alike for ${(agreeing * 100).toFixed(2)} %`;
  return {
    "locate.overPeer": atLeast(
      Math.min(demo.ratio, ragged.ratio), 0.9,
      `points a second ÷ which-polygon's, the lower of the demo's 39 grids (${told(demo)}) and 99 overlapping areas of 600 vertices (${told(ragged)}), median of ${rounds} rounds in turn`,
    ),
  };
}
