import type { Ring } from "./geometry";
import { segmentDistanceSquared } from "./geometry";

/**
 * What counts as lying on a border, in degrees (about a tenth of a millimetre): finer than anybody surveys, coarser than
 * rounding, so that two neighbours who wrote their common border down differently still agree on who is on it.
 */
export const borderDegrees = 1e-9;

export const outside = 0;
export const inside = 1;
export const onBorder = 2;
export type Side = typeof outside | typeof inside | typeof onBorder;

/** One polygon with its holes, its edges sorted into horizontal bands so that a test looks at a handful of them. */
export interface Shape {
  areaIndex: number;
  minX: number;
  minY: number;
  maxX: number;
  maxY: number;
  bandsPerDegree: number;
  bandCount: number;
  /** Band → where its edges start in `edges`, counted in edges. */
  bandStart: Int32Array;
  /** x1 y1 x2 y2 with y1 ≤ y2: one direction for both neighbours of a common edge, so that both compute the same. */
  edges: Float64Array;
}

/** Edges of all rings, lower end first. Repeated points make no edge. */
function collectEdges(rings: Ring[]): number[][] {
  const edges: number[][] = [];
  for (const ring of rings) {
    for (let i = 0; i + 1 < ring.length; i++) {
      const [x1, y1] = ring[i] as [number, number];
      const [x2, y2] = ring[i + 1] as [number, number];
      if (x1 === x2 && y1 === y2) continue;
      edges.push(y1 < y2 || (y1 === y2 && x1 < x2) ? [x1, y1, x2, y2] : [x2, y2, x1, y1]);
    }
  }
  return edges;
}

export function buildShape(areaIndex: number, rings: Ring[]): Shape | undefined {
  const list = collectEdges(rings);
  if (list.length < 3) return undefined;
  let minX = Infinity, minY = Infinity, maxX = -Infinity, maxY = -Infinity;
  for (const [x1, y1, x2, y2] of list as [number, number, number, number][]) {
    minX = Math.min(minX, x1, x2);
    maxX = Math.max(maxX, x1, x2);
    minY = Math.min(minY, y1);
    maxY = Math.max(maxY, y2);
  }
  // Narrow bands, yet no more than about four copies of an edge in all, however steep the border runs.
  const rise = list.reduce((sum, edge) => sum + edge[3]! - edge[1]!, 0);
  const bandCount = Math.max(1, Math.min(list.length, Math.floor((3 * list.length * (maxY - minY)) / Math.max(rise, borderDegrees))));
  const bandsPerDegree = bandCount / Math.max(maxY - minY, borderDegrees);
  const bandOf = (y: number): number =>
    Math.min(bandCount - 1, Math.max(0, Math.floor((y - minY) * bandsPerDegree)));
  const bandStart = new Int32Array(bandCount + 1);
  const eachBand = (visit: (band: number, edge: number[]) => void): void => {
    for (const edge of list) {
      const last = bandOf(edge[3]! + borderDegrees);
      for (let band = bandOf(edge[1]! - borderDegrees); band <= last; band++) visit(band, edge);
    }
  };
  eachBand((band) => bandStart[band + 1]!++);
  for (let band = 0; band < bandCount; band++) bandStart[band + 1]! += bandStart[band]!;
  const edges = new Float64Array(bandStart[bandCount]! * 4);
  const next = bandStart.slice();
  eachBand((band, edge) => edges.set(edge, next[band]!++ * 4));
  return { areaIndex, minX, minY, maxX, maxY, bandsPerDegree, bandCount, bandStart, edges };
}

/** Even-odd rule along a ray to the east; the border itself is found first, and is neither inside nor outside. */
export function sideOf(shape: Shape, x: number, y: number): Side {
  if (
    x < shape.minX - borderDegrees || x > shape.maxX + borderDegrees ||
    y < shape.minY - borderDegrees || y > shape.maxY + borderDegrees
  ) return outside;
  const { edges, bandStart } = shape;
  const band = Math.min(shape.bandCount - 1, Math.max(0, Math.floor((y - shape.minY) * shape.bandsPerDegree)));
  const end = bandStart[band + 1]! * 4;
  let odd = false;
  for (let i = bandStart[band]! * 4; i < end; i += 4) {
    const y1 = edges[i + 1]!, y2 = edges[i + 3]!;
    if (y < y1 - borderDegrees || y > y2 + borderDegrees) continue;
    const x1 = edges[i]!, x2 = edges[i + 2]!;
    if (x > (x1 > x2 ? x1 : x2) + borderDegrees) continue;
    const crosses = y >= y1 && y < y2;
    if (x < (x1 < x2 ? x1 : x2) - borderDegrees) {
      if (crosses) odd = !odd;
      continue;
    }
    const dx = x2 - x1, dy = y2 - y1;
    const cross = dx * (y - y1) - (x - x1) * dy;
    if (cross * cross <= borderDegrees * borderDegrees * (dx * dx + dy * dy)) return onBorder;
    if (crosses && cross > 0) odd = !odd;
  }
  return odd ? inside : outside;
}

/**
 * Squared distance in metres from a point to the shape's border, or Infinity if it is farther than `reachMetres`.
 * @param scale metres per degree at the point.
 */
export function borderDistanceSquared(
  shape: Shape, x: number, y: number, reachMetres: number, scale: { lng: number; lat: number },
): number {
  const reachX = reachMetres / scale.lng, reachY = reachMetres / scale.lat;
  if (x < shape.minX - reachX || x > shape.maxX + reachX || y < shape.minY - reachY || y > shape.maxY + reachY)
    return Infinity;
  const clamp = (band: number): number => Math.min(shape.bandCount - 1, Math.max(0, Math.floor(band)));
  const first = clamp((y - reachY - shape.minY) * shape.bandsPerDegree);
  const last = clamp((y + reachY - shape.minY) * shape.bandsPerDegree);
  const { edges, bandStart } = shape;
  const end = bandStart[last + 1]! * 4;
  let best = reachMetres * reachMetres;
  let found = false;
  for (let i = bandStart[first]! * 4; i < end; i += 4) {
    const distance = segmentDistanceSquared(
      0, 0,
      (edges[i]! - x) * scale.lng, (edges[i + 1]! - y) * scale.lat,
      (edges[i + 2]! - x) * scale.lng, (edges[i + 3]! - y) * scale.lat,
    );
    if (distance <= best) {
      best = distance;
      found = true;
    }
  }
  return found ? best : Infinity;
}
