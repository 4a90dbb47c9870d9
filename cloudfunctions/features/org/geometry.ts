/** Pure measures on GeoJSON rings in degrees. Distances and areas come out in metres. */

/** A ring as GeoJSON has it: [lng, lat] pairs, the last equal to the first. */
export type Ring = number[][];
export interface AreaGeometry {
  type: "Polygon" | "MultiPolygon";
  coordinates: number[][][] | number[][][][];
}

/** Each polygon of a Polygon or MultiPolygon, as its rings: the outer one first, then its holes. */
export const polygonsOf = (area: AreaGeometry): Ring[][] =>
  area.type === "Polygon" ? [area.coordinates as Ring[]] : (area.coordinates as Ring[][]);

/**
 * Length of one degree at a latitude on the WGS84 ellipsoid, in metres (series from the ellipsoid's definition, error
 * below 1 cm a degree). A community is a few kilometres wide, so a plane with these scales is exact enough.
 */
export function metresPerDegree(latitude: number): { lng: number; lat: number } {
  const phi = (latitude * Math.PI) / 180;
  return {
    lat: 111132.954 - 559.822 * Math.cos(2 * phi) + 1.175 * Math.cos(4 * phi),
    lng: 111412.84 * Math.cos(phi) - 93.5 * Math.cos(3 * phi) + 0.118 * Math.cos(5 * phi),
  };
}

/** Signed area of a ring in square degrees, counter-clockwise positive; from the first point, to keep the digits. */
export function signedRingArea(ring: Ring): number {
  const origin = ring[0];
  if (!origin) return 0;
  let twice = 0;
  for (let i = 1; i + 1 < ring.length; i++) {
    const a = ring[i]!;
    const b = ring[i + 1]!;
    twice += (a[0]! - origin[0]!) * (b[1]! - origin[1]!) - (b[0]! - origin[0]!) * (a[1]! - origin[1]!);
  }
  return twice / 2;
}

/** Area of a polygon or multipolygon, holes taken off, in square metres. */
export function areaSquareMetres(area: AreaGeometry): number {
  let total = 0;
  for (const rings of polygonsOf(area)) {
    const scale = metresPerDegree(rings[0]?.[0]?.[1] ?? 0);
    rings.forEach((ring, index) => {
      const size = Math.abs(signedRingArea(ring)) * scale.lng * scale.lat;
      total += index === 0 ? size : -size;
    });
  }
  return total;
}

/** Distance from a point to a segment, squared, in the units given. */
export function segmentDistanceSquared(px: number, py: number, ax: number, ay: number, bx: number, by: number): number {
  const dx = bx - ax;
  const dy = by - ay;
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((px - ax) * dx + (py - ay) * dy) / length));
  const x = px - (ax + along * dx);
  const y = py - (ay + along * dy);
  return x * x + y * y;
}

/** Distance between two points a few kilometres apart at most, in metres. */
export function distanceMetres(a: { lng: number; lat: number }, b: { lng: number; lat: number }): number {
  const scale = metresPerDegree((a.lat + b.lat) / 2);
  return Math.hypot((a.lng - b.lng) * scale.lng, (a.lat - b.lat) * scale.lat);
}
