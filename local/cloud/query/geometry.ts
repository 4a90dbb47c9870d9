/** Distances and containment on the sphere, as far as MongoDB's geo operators need them. Coordinates are [lng, lat] degrees. */
import { sineAndCosine } from "./trigonometry";
import { isObject, type Value, type ValueObject } from "../store/values";

export type Position = [longitude: number, latitude: number];
type Ring = Position[];
export interface Box {
  west: number;
  east: number;
  south: number;
  north: number;
}

/** Metres; MongoDB's own radius. */
export const EARTH_RADIUS_M = 6_378_100;
// S2 multiplies degrees by this constant; the order of operations matters for the last bits of a distance.
const RADIANS = Math.PI / 180;
type Vector = [number, number, number];

function toVector([longitude, latitude]: Position): Vector {
  const { sine: z, cosine: cosPhi } = sineAndCosine(latitude * RADIANS);
  const { sine, cosine } = sineAndCosine(longitude * RADIANS);
  return [cosine * cosPhi, sine * cosPhi, z];
}

const dot = (u: Vector, v: Vector): number => u[0] * v[0] + u[1] * v[1] + u[2] * v[2];
const crossProduct = (u: Vector, v: Vector): Vector => [
  u[1] * v[2] - u[2] * v[1],
  u[2] * v[0] - u[0] * v[2],
  u[0] * v[1] - u[1] * v[0],
];

/** Metres between two positions, bit-equal to MongoDB's S2 angle. */
export function distanceM(a: Position, b: Position): number {
  const u = toVector(a);
  const v = toVector(b);
  const normal = crossProduct(u, v);
  return Math.atan2(Math.sqrt(dot(normal, normal)), dot(u, v)) * EARTH_RADIUS_M;
}

interface Geometry {
  type: string;
  coordinates: unknown;
}
function asGeometry(value: Value | undefined): Geometry | null {
  if (Array.isArray(value) && typeof value[0] === "number") return { type: "Point", coordinates: value };
  if (!isObject(value) || typeof value["type"] !== "string" || !Array.isArray(value["coordinates"]))
    return null;
  return value as unknown as Geometry;
}

/** The corner points of a GeoJSON geometry or legacy [lng, lat] pair; none for anything else. */
export function pointsOf(value: Value | undefined): Position[] {
  const geometry = asGeometry(value);
  switch (geometry?.type) {
    case "Point":
      return [geometry.coordinates as Position];
    case "LineString":
    case "MultiPoint":
      return geometry.coordinates as Position[];
    case "Polygon":
    case "MultiLineString":
      return (geometry.coordinates as Position[][]).flat();
    case "MultiPolygon":
      return (geometry.coordinates as Position[][][]).flat(2);
  }
  return [];
}

export function boundingBox(value: Value | undefined): Box | null {
  const points = pointsOf(value);
  if (points.length === 0) return null;
  const longitudes = points.map((point) => point[0]);
  const latitudes = points.map((point) => point[1]);
  return {
    west: Math.min(...longitudes),
    east: Math.max(...longitudes),
    south: Math.min(...latitudes),
    north: Math.max(...latitudes),
  };
}

/** A box that holds the circle, or null where it would wrap around a pole or the date line. */
export function boxAround([longitude, latitude]: Position, radiusM: number): Box | null {
  const span = (radiusM / EARTH_RADIUS_M / RADIANS) * 1.001;
  if (Math.abs(latitude) + span >= 89) return null;
  const wide = span / Math.cos((Math.abs(latitude) + span) * RADIANS);
  if (longitude - wide < -180 || longitude + wide > 180) return null;
  return { west: longitude - wide, east: longitude + wide, south: latitude - span, north: latitude + span };
}

export function distanceToM(value: Value | undefined, from: Position): number {
  const points = pointsOf(value);
  return points.length > 0 ? Math.min(...points.map((point) => distanceM(point, from))) : Infinity;
}

function polygonsOf(value: Value | undefined): Ring[][] {
  const geometry = asGeometry(value);
  if (geometry?.type === "Polygon") return [geometry.coordinates as Ring[]];
  return geometry?.type === "MultiPolygon" ? (geometry.coordinates as Ring[][]) : [];
}

function segmentsOf(value: Value | undefined): [Position, Position][] {
  const geometry = asGeometry(value);
  const lines: Ring[] =
    geometry?.type === "LineString"
      ? [geometry.coordinates as Ring]
      : geometry?.type === "MultiLineString"
        ? (geometry.coordinates as Ring[])
        : polygonsOf(value).flat();
  return lines.flatMap((line) =>
    line.slice(1).map((end, i): [Position, Position] => [line[i] as Position, end]),
  );
}

const turn = (a: Position, b: Position, c: Position): number =>
  (c[1] - a[1]) * (b[0] - a[0]) - (b[1] - a[1]) * (c[0] - a[0]);

function isOnSegment(point: Position, [start, end]: [Position, Position]): boolean {
  return (
    Math.abs(turn(start, end, point)) < 1e-12 &&
    point[0] >= Math.min(start[0], end[0]) &&
    point[0] <= Math.max(start[0], end[0]) &&
    point[1] >= Math.min(start[1], end[1]) &&
    point[1] <= Math.max(start[1], end[1])
  );
}

function isInRing(point: Position, ring: Ring): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const a = ring[i] as Position;
    const b = ring[j] as Position;
    if (isOnSegment(point, [a, b])) return true;
    const straddles = a[1] > point[1] !== b[1] > point[1];
    if (straddles && point[0] < ((b[0] - a[0]) * (point[1] - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside;
  }
  return inside;
}

const isInPolygon = (point: Position, [outer, ...holes]: Ring[]): boolean =>
  outer !== undefined && isInRing(point, outer) && !holes.some((hole) => isInRing(point, hole));

const cross = ([a, b]: [Position, Position], [c, d]: [Position, Position]): boolean =>
  turn(a, c, d) * turn(b, c, d) <= 0 && turn(a, b, c) * turn(a, b, d) <= 0;

/** `$geoWithin`: every corner lies in the shape: `$geometry`, `$centerSphere` (radians), or `$box`/`$polygon`/`$center`. */
export function isWithin(value: Value | undefined, shape: ValueObject): boolean {
  const points = pointsOf(value);
  if (points.length === 0) return false;
  const circle = circleOf(shape);
  if (circle) return points.every((point) => distanceM(point, circle.centre) <= circle.radiusM);
  const polygons = polygonsOf(shape["$geometry"]);
  return points.every((point) => polygons.some((polygon) => isInPolygon(point, polygon)));
}

export function circleOf(shape: ValueObject): { centre: Position; radiusM: number } | null {
  const sphere = shape["$centerSphere"];
  if (!Array.isArray(sphere)) return null;
  const centre = pointsOf(sphere[0])[0];
  return centre ? { centre, radiusM: Number(sphere[1]) * EARTH_RADIUS_M } : null;
}

/** `$geoIntersects`: the two geometries share at least one point. */
export function intersects(value: Value | undefined, shape: ValueObject): boolean {
  const other = shape["$geometry"];
  const points = pointsOf(value);
  const otherPoints = pointsOf(other);
  if (points.some((p) => otherPoints.some((q) => p[0] === q[0] && p[1] === q[1]))) return true;
  const polygons = polygonsOf(value);
  const otherPolygons = polygonsOf(other);
  if (points.some((p) => otherPolygons.some((polygon) => isInPolygon(p, polygon)))) return true;
  if (otherPoints.some((p) => polygons.some((polygon) => isInPolygon(p, polygon)))) return true;
  const segments = segmentsOf(value);
  const otherSegments = segmentsOf(other);
  if (segments.some((s) => otherSegments.some((t) => cross(s, t)))) return true;
  return (
    (segments.length === 0 && points.some((p) => otherSegments.some((s) => isOnSegment(p, s)))) ||
    (otherSegments.length === 0 && otherPoints.some((p) => segments.some((s) => isOnSegment(p, s))))
  );
}
