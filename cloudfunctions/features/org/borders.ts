import type { Organisation } from "../../../contracts/org/organisation";
import { type AreaGeometry, areaSquareMetres, metresPerDegree, polygonsOf, type Ring, segmentDistanceSquared, signedRingArea } from "./geometry";
import { labelPointOf } from "./labelPoint";

/**
 * The borders of grids as a phone draws them: outer rings, with as few points as the eye needs. Pure.
 *
 * Neighbours keep their common border: a ring is cut where the areas beside it change, and each piece is simplified in
 * one direction, whoever's it is. So no gap opens and nothing overlaps that did not before.
 *
 * Holes are left out, because WeChat's map knows none: what lies in a hole comes later in the list and is drawn above.
 */
export interface DrawnArea {
  gridCode: string;
  /** Open rings, [lng, lat], GCJ-02, to a tenth of a metre. */
  rings: [number, number][][];
  /** Well inside its largest ring. */
  labelAt: [number, number];
}

/** All grids together; about 20 characters a point in the reply, so some 40 KB of the 1 MB that a phone takes at once. */
export const mostPoints = 2000;
/** One metre is a third of a point on a phone that shows a kilometre. */
const firstToleranceMetres = 1;
const digits = 1e6;

type Point = [number, number];
interface OuterRing {
  gridCode: string;
  points: Point[];
}

const rounded = (value: number): number => Math.round(value * digits) / digits;
const keyOf = ([lng, lat]: Point): string => `${lng},${lat}`;

/** Rounded, open, without points that repeat. */
function openRing(ring: Ring): Point[] {
  const points = ring.map(([lng, lat]): Point => [rounded(lng!), rounded(lat!)]);
  return points.filter((point, index) => keyOf(point) !== keyOf(points[(index + 1) % points.length]!));
}

/** Which rings lie beside the way from one point of a ring to its next, whoever goes it in which direction; one word a set. */
function ringsBeside(rings: readonly OuterRing[]): (ring: OuterRing, index: number) => string {
  const numbers = new Map<string, number>();
  const numberOf = (point: Point): number => {
    const key = keyOf(point);
    const known = numbers.get(key) ?? numbers.size;
    numbers.set(key, known);
    return known;
  };
  const numbered = new Map(rings.map((ring) => [ring, ring.points.map(numberOf)]));
  const wayOf = (ids: readonly number[], index: number): number => {
    const [a, b] = [ids[index]!, ids[(index + 1) % ids.length]!];
    return Math.min(a, b) * numbers.size + Math.max(a, b);
  };
  const beside = new Map<number, string>();
  rings.forEach((ring, number) => {
    const ids = numbered.get(ring)!;
    ids.forEach((_, index) => {
      const way = wayOf(ids, index);
      beside.set(way, `${beside.get(way) ?? ""} ${number}`);
    });
  });
  return (ring, index) => {
    const ids = numbered.get(ring)!;
    return beside.get(wayOf(ids, (index + ids.length) % ids.length)) ?? "";
  };
}

/** Douglas and Peucker's, from a fixed end: both neighbours keep the same points. */
function simplified(points: readonly Point[], toleranceMetres: number): Point[] {
  const forward = keyOf(points[0]!) <= keyOf(points[points.length - 1]!);
  const path = forward ? points : [...points].reverse();
  const scale = metresPerDegree(path[0]![1]);
  const flat = path.map(([lng, lat]): Point => [lng * scale.lng, lat * scale.lat]);
  const kept = new Set([0, path.length - 1]);
  const waiting: [number, number][] = [[0, path.length - 1]];
  for (let span = waiting.pop(); span; span = waiting.pop()) {
    const [first, last] = span;
    const farthest = farthestFrom(flat, first, last);
    if (!farthest || farthest.squared <= toleranceMetres * toleranceMetres) continue;
    kept.add(farthest.index);
    waiting.push([first, farthest.index], [farthest.index, last]);
  }
  const result = path.filter((_, index) => kept.has(index));
  return forward ? result : result.reverse();
}

function farthestFrom(flat: readonly Point[], first: number, last: number): { index: number; squared: number } | undefined {
  const [ax, ay] = flat[first]!;
  const [bx, by] = flat[last]!;
  let found: { index: number; squared: number } | undefined;
  for (let index = first + 1; index < last; index += 1) {
    const squared = segmentDistanceSquared(flat[index]![0], flat[index]![1], ax, ay, bx, by);
    if (!found || squared > found.squared) found = { index, squared };
  }
  return found;
}

/** Where a ring is cut: where what lies beside it changes; one that nobody touches, at two far points of its own. */
function cutsOf(ring: OuterRing, beside: (ring: OuterRing, index: number) => string): number[] {
  const { points } = ring;
  const cuts = points.flatMap((_, index) => (beside(ring, index - 1) === beside(ring, index) ? [] : [index]));
  if (cuts.length > 1) return cuts;
  const start = cuts[0] ?? points.reduce((least, point, index) => (keyOf(point) < keyOf(points[least]!) ? index : least), 0);
  const [x, y] = points[start]!;
  const far = points.reduce((most, [lng, lat], index) => (Math.hypot(lng - x, lat - y) > Math.hypot(points[most]![0] - x, points[most]![1] - y) ? index : most), start);
  return [start, far].sort((a, b) => a - b);
}

function ringWithin(points: readonly Point[], cuts: readonly number[], toleranceMetres: number): Point[] {
  const pieces = cuts.map((start, number) => {
    const end = cuts[(number + 1) % cuts.length]!;
    const piece = end > start ? points.slice(start, end + 1) : [...points.slice(start), ...points.slice(0, end + 1)];
    return simplified(piece, toleranceMetres).slice(0, -1);
  });
  return pieces.flat();
}

const sizeOf = ({ area }: { area: AreaGeometry }): number => areaSquareMetres(area);

/** @returns nothing for a community without polygons; larger areas first, so that what they enclose is drawn above */
export function drawnAreas(areas: readonly { code: string; area: AreaGeometry }[], most = mostPoints): DrawnArea[] {
  const ordered = [...areas].sort((a, b) => sizeOf(b) - sizeOf(a) || (a.code < b.code ? -1 : 1));
  const outer = ordered.flatMap(({ code, area }): OuterRing[] =>
    polygonsOf(area).flatMap((rings) => {
      const points = openRing(rings[0] ?? []);
      return points.length < 3 ? [] : [{ gridCode: code, points }];
    }),
  );
  const beside = ringsBeside(outer);
  const cut = outer.map((ring) => ({ ...ring, cuts: cutsOf(ring, beside) }));
  const within = (toleranceMetres: number): OuterRing[] =>
    cut.map(({ gridCode, points, cuts }) => ({ gridCode, points: ringWithin(points, cuts, toleranceMetres) }));
  let drawn = within(firstToleranceMetres);
  // Twice as coarse each time; once only the corners are left, coarser changes nothing.
  for (let tolerance = 2 * firstToleranceMetres; tolerance < 1000 && pointsIn(drawn) > most; tolerance *= 2) drawn = within(tolerance);
  return ordered.flatMap(({ code }) => {
    // Too small to be seen at this coarseness: the list names it.
    const rings = drawn.filter(({ gridCode, points }) => gridCode === code && points.length > 2).map(({ points }) => points);
    return rings.length ? [{ gridCode: code, rings, labelAt: labelPointOf(largestOf(rings)) }] : [];
  });
}

const largestOf = (rings: Point[][]): Point[] => rings.reduce((most, ring) => (Math.abs(signedRingArea(ring)) > Math.abs(signedRingArea(most)) ? ring : most));

const pointsIn = (rings: readonly OuterRing[]): number => rings.reduce((sum, { points }) => sum + points.length, 0);

/** Versions are immutable, so what is drawn lives exactly as long as its organisation is remembered. */
const known = new WeakMap<Organisation, DrawnArea[]>();

export function gridAreas(organisation: Organisation): DrawnArea[] {
  const before = known.get(organisation);
  if (before) return before;
  const areas = drawnAreas(organisation.grids.flatMap(({ code, area }) => (area ? [{ code, area }] : [])));
  known.set(organisation, areas);
  return areas;
}
