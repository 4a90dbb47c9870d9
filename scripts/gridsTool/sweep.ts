import { metresPerDegree, polygonsOf } from "../../cloudfunctions/features/org/geometry";
import type { NamedArea } from "./readAreas";
import { RegionLedger } from "./regions";
import type { Region } from "./regions";

/**
 * One pass from south to north over all borders at once: between two neighbouring heights (of points or crossings) the
 * borders are ordered from west to east, and what lies between two of them is covered by a known set of areas: none is
 * a gap, two or more are an overlap. Unlike clipping pair by pair it can't fail on borders that nearly coincide, which
 * is what real files are full of.
 */
export interface SweepResult {
  overlaps: Region[];
  /** Uncovered and enclosed. */
  gaps: Region[];
  /** Uncovered, narrow, between two areas, yet open to the outside. */
  channels: Region[];
  crossings: { code: string; place: [number, number] }[];
}

interface Edge {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
  area: number;
  /** x at the lower and upper end of the slab at hand. */
  low: number;
  high: number;
  /** Place in the order of the slab before; -1 while it wasn't there. */
  rank: number;
}

/** Degrees below which two borders are the same (about 10 µm). */
const same = 1e-10;

const xAt = (edge: Edge, y: number): number =>
  y <= edge.y1 ? edge.x1 : y >= edge.y2 ? edge.x2 : edge.x1 + ((edge.x2 - edge.x1) * (y - edge.y1)) / (edge.y2 - edge.y1);

/**
 * @param transposed sweeps from west to east instead, which finds the channels that run that way.
 * @param channelMetres how wide an open channel may be to be called one.
 */
export function sweep(areas: readonly NamedArea[], channelMetres: number, transposed = false): SweepResult {
  const edges = collectEdges(areas, transposed);
  const heights = [...new Set(edges.flatMap(({ y1, y2 }) => [y1, y2]))].sort((a, b) => a - b);
  const ledger = new RegionLedger(areas.map(({ code }) => code), channelMetres, transposed);
  const crossings = new Map<string, { code: string; place: [number, number] }>();
  const meet = (a: Edge, b: Edge, x: number, y: number): void => {
    if (a.area !== b.area) return;
    const place: [number, number] = transposed ? [y, x] : [x, y];
    crossings.set(`${a.area} ${place.map((value) => value.toFixed(8)).join(" ")}`, { code: areas[a.area]!.code, place });
  };
  let next = 0;
  let active: Edge[] = [];
  for (let i = 0; i + 1 < heights.length; i++) {
    const low = heights[i]!, high = heights[i + 1]!;
    active = active.filter((edge) => edge.y2 > low);
    while (next < edges.length && edges[next]!.y1 <= low) active.push(edges[next++]!);
    cutSlab(active, low, high, meet, (from, to) => fillSlab(active, from, to, areas.length, ledger, transposed));
  }
  return { ...ledger.close(), crossings: [...crossings.values()] };
}

function collectEdges(areas: readonly NamedArea[], transposed: boolean): Edge[] {
  const edges: Edge[] = [];
  areas.forEach(({ area }, index) => {
    for (const ring of polygonsOf(area).flat()) {
      for (let i = 0; i + 1 < ring.length; i++) {
        const [a, b] = [ring[i]!, ring[i + 1]!].map(([lng, lat]) => (transposed ? [lat!, lng!] : [lng!, lat!])) as [number[], number[]];
        if (a[1] === b[1]) continue;
        const [lower, upper] = a[1]! < b[1]! ? [a, b] : [b, a];
        edges.push({ x1: lower[0]!, y1: lower[1]!, x2: upper[0]!, y2: upper[1]!, area: index, low: 0, high: 0, rank: -1 });
      }
    }
  });
  return edges.sort((a, b) => a.y1 - b.y1);
}

/** Cuts a slab wherever two borders cross, so that their order is one and the same within each part. */
function cutSlab(
  active: Edge[], low: number, high: number,
  meet: (a: Edge, b: Edge, x: number, y: number) => void, fill: (low: number, high: number) => void,
): void {
  let from = low;
  for (;;) {
    for (const edge of active) {
      edge.low = xAt(edge, from);
      edge.high = xAt(edge, high);
    }
    insertionSort(active, (a, b) => a.low - b.low || a.high - b.high);
    let to = high;
    for (let i = 0; i + 1 < active.length; i++) {
      const a = active[i]!, b = active[i + 1]!;
      const before = b.low - a.low, after = a.high - b.high;
      // Crossed exactly at the slab's lower end: there they changed places.
      if (before <= same && Math.abs(after) > same && a.rank >= 0 && b.rank >= 0 && a.rank < b.rank === after > 0)
        meet(a, b, a.low, from);
      if (before <= same || after <= same) continue;
      const y = from + ((high - from) * before) / (before + after);
      meet(a, b, xAt(a, y), y);
      if (y > from && y < to) to = y;
    }
    fill(from, to);
    if (to >= high) return;
    from = to;
  }
}

function fillSlab(active: Edge[], low: number, high: number, count: number, ledger: RegionLedger, transposed: boolean): void {
  for (const edge of active) {
    edge.low = xAt(edge, low);
    edge.high = xAt(edge, high);
  }
  insertionSort(active, (a, b) => a.low + a.high - b.low - b.high);
  const middle = (low + high) / 2;
  const across = active[0] ? (active[0].low + active[0].high) / 2 : 0;
  const degrees = metresPerDegree(transposed ? across : middle);
  ledger.openSlab(low, high, transposed ? { x: degrees.lat, y: degrees.lng } : { x: degrees.lng, y: degrees.lat });
  const covering: number[] = [];
  let left: Edge | undefined;
  let rank = 0;
  for (const edge of active) {
    edge.rank = rank++;
    if (!left) ledger.addOutside(-Infinity, -Infinity, edge.low, edge.high);
    else if (edge.low - left.low > same || edge.high - left.high > same)
      ledger.add(covering, left.low, left.high, edge.low, edge.high, left.area, edge.area);
    const at = covering.indexOf(edge.area);
    if (at >= 0) covering.splice(at, 1);
    else covering.push(edge.area);
    left = edge;
  }
  if (left) ledger.addOutside(left.low, left.high, Infinity, Infinity);
  else ledger.addOutside(-Infinity, -Infinity, Infinity, Infinity);
  if (covering.length > count) throw new Error("sweep: covered more often than there are areas");
}

/** Nearly sorted from the slab before, where this beats a general sort. */
function insertionSort<T>(list: T[], compare: (a: T, b: T) => number): void {
  for (let i = 1; i < list.length; i++) {
    const item = list[i]!;
    let j = i - 1;
    while (j >= 0 && compare(list[j]!, item) > 0) {
      list[j + 1] = list[j]!;
      j--;
    }
    list[j + 1] = item;
  }
}
