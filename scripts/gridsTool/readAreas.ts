import type { AreaGeometry, Ring } from "../../cloudfunctions/features/org/geometry";
import { polygonsOf, signedRingArea } from "../../cloudfunctions/features/org/geometry";

/** Something wrong in a file of polygons, with the areas meant and a place to look at on a map. */
export interface AreaProblem {
  severity: "error" | "warning";
  kind: "unreadable" | "missingId" | "invalidRing" | "selfIntersection" | "overlap" | "gap" | "sliver";
  codes: string[];
  /** [lng, lat] in the file's own coordinates. */
  place?: [number, number];
  /** Square metres, for overlaps, gaps and slivers. */
  squareMetres?: number;
  /** Mean width in metres. */
  widthMetres?: number;
  message: string;
}

export interface NamedArea {
  code: string;
  area: AreaGeometry;
}

interface LooseFeature {
  id?: unknown;
  properties?: Record<string, unknown> | null;
  geometry?: { type?: unknown; coordinates?: unknown } | null;
}

const problem = (kind: AreaProblem["kind"], codes: string[], message: string, place?: [number, number]): AreaProblem => ({
  severity: "error", kind, codes, message, ...(place && { place }),
});

/**
 * Reads a GeoJSON FeatureCollection of polygons. Features of one id become one area.
 * @param property the property that holds the id; without it `code`, `id`, then the feature's own id.
 */
export function readAreas(text: string, property?: string): { areas: NamedArea[]; problems: AreaProblem[] } {
  const problems: AreaProblem[] = [];
  let features: LooseFeature[];
  try {
    const parsed = JSON.parse(text.replace(/^\uFEFF/, "")) as { type?: string; features?: LooseFeature[] };
    if (parsed.type !== "FeatureCollection" || !Array.isArray(parsed.features)) throw new Error("not a FeatureCollection");
    features = parsed.features;
  } catch (error) {
    return { areas: [], problems: [problem("unreadable", [], `not a GeoJSON FeatureCollection: ${(error as Error).message}`)] };
  }
  const polygons = new Map<string, Ring[][]>();
  features.forEach((feature, index) => {
    const raw = property !== undefined
      ? feature.properties?.[property]
      : (feature.properties?.code ?? feature.properties?.id ?? feature.id);
    if (raw === undefined || raw === null || raw === "") {
      problems.push(problem("missingId", [], `feature ${index + 1} has no ${property ?? "code"}`));
      return;
    }
    const code = String(raw);
    const geometry = feature.geometry;
    if (!geometry) return;
    if (geometry.type !== "Polygon" && geometry.type !== "MultiPolygon") {
      problems.push(problem("invalidRing", [code], `is a ${String(geometry.type)}: draw it as a Polygon or MultiPolygon`));
      return;
    }
    const usable = polygonsOf(geometry as AreaGeometry).flatMap((rings) => usableRings(code, rings, problems));
    polygons.set(code, [...(polygons.get(code) ?? []), ...usable]);
  });
  const areas = [...polygons].map(([code, coordinates]): NamedArea => ({ code, area: { type: "MultiPolygon", coordinates } }));
  return { areas: areas.filter(({ area }) => area.coordinates.length > 0), problems };
}

/** The rings of one polygon that can be computed with, as a list of no or one polygon. */
function usableRings(code: string, rings: Ring[], problems: AreaProblem[]): Ring[][] {
  const good: Ring[] = [];
  for (const [index, ring] of rings.entries()) {
    const fault = ringFault(ring);
    if (fault) {
      const first = Array.isArray(ring) && Array.isArray(ring[0]) ? ([ring[0][0], ring[0][1]] as [number, number]) : undefined;
      problems.push(problem("invalidRing", [code], `${index === 0 ? "outer ring" : `hole ${index}`} ${fault}`, first));
      if (index === 0) return [];
    } else good.push(ring);
  }
  return good.length > 0 ? [good] : [];
}

function ringFault(ring: unknown): string | undefined {
  if (!Array.isArray(ring) || ring.length < 4) return "has fewer than 4 points";
  for (const point of ring as unknown[]) {
    if (!Array.isArray(point) || !Number.isFinite(point[0]) || !Number.isFinite(point[1])) return "has a point that is not two numbers";
    const [lng, lat] = point as [number, number];
    if (Math.abs(lat) > 90 && Math.abs(lng) <= 90) return `has latitude ${lat}: longitude and latitude are swapped`;
    if (Math.abs(lng) > 180 || Math.abs(lat) > 90) return `has ${lng}, ${lat}: not degrees (save it in WGS84, GCJ-02 or BD-09)`;
  }
  const points = ring as Ring;
  const first = points[0]!;
  const last = points[points.length - 1]!;
  if (first[0] !== last[0] || first[1] !== last[1]) return "is not closed: its last point must equal its first";
  if (Math.abs(signedRingArea(points)) < 1e-14 && new Set(points.map(String)).size < 4) return "encloses nothing";
  return undefined;
}
