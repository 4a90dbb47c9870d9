import type { AreaGeometry } from "./geometry";
import { areaSquareMetres, metresPerDegree, polygonsOf } from "./geometry";
import type { Shape } from "./shape";
import { borderDegrees, borderDistanceSquared, buildShape, inside, onBorder, sideOf } from "./shape";

/**
 * Point → grid. The invariant: the answer depends on the areas and the point alone, never on the order of the list.
 *
 * - Inside one area: that one.
 * - Inside several: the smallest is accountable (then the smaller code) and the next is named. The smaller area is the
 *   more specific statement: somebody drew it into or out of the larger one on purpose, while large areas overlap by
 *   careless borders.
 * - On borders only: the smallest code among those that meet there.
 * - Outside all: the nearest border within the tolerance; equal to a millimetre, the smallest code.
 */
export type PointPlacement =
  | { how: "inside"; gridCode: string }
  | { how: "overlap"; gridCode: string; alsoGridCode: string }
  | { how: "border"; gridCode: string; alsoGridCode?: string }
  | { how: "nearest"; gridCode: string; metres: number }
  | { how: "outside" };

export interface GridIndex {
  locate(lng: number, lat: number): PointPlacement;
}

const sameDistanceMetres = 1e-3;
const nowhere: PointPlacement = Object.freeze({ how: "outside" });

/** One square of the raster: areas that cover it wholly, and shapes whose border runs through it. */
interface Cell {
  whole: number[];
  crossed: Shape[];
}

/** A raster over all areas: most squares lie wholly in one area, and their answer is ready. */
interface Raster {
  minX: number;
  minY: number;
  cellsPerX: number;
  cellsPerY: number;
  side: number;
}

/**
 * @param areas codes must differ; GeoJSON in degrees, longitude first.
 * @param toleranceMetres how far outside every area a point is still given to the nearest one; 0 for never.
 */
export function buildGridIndex(
  areas: readonly { code: string; area: AreaGeometry }[],
  toleranceMetres: number,
): GridIndex {
  const ranked = areas
    .map(({ code, area }) => ({ code, area, size: areaSquareMetres(area) }))
    .sort((a, b) => a.size - b.size || (a.code < b.code ? -1 : 1));
  const codes = ranked.map(({ code }) => code);
  const shapes = ranked.flatMap(({ area }, index) =>
    polygonsOf(area).flatMap((rings) => buildShape(index, rings) ?? []),
  );
  if (shapes.length === 0) return { locate: () => nowhere };
  const { raster, cells } = fillRaster(shapes);
  const settle = settler(codes);
  const settled = cells.map((cell) => (cell && cell.crossed.length === 0 ? settle(cell.whole, []) : undefined));

  const locate = (lng: number, lat: number): PointPlacement => {
    const column = Math.floor((lng - raster.minX) * raster.cellsPerX);
    const row = Math.floor((lat - raster.minY) * raster.cellsPerY);
    if (column >= 0 && row >= 0 && column < raster.side && row < raster.side) {
      const number = row * raster.side + column;
      const ready = settled[number];
      if (ready) return ready;
      const cell = cells[number];
      if (cell) {
        const found = settleIn(cell, lng, lat, settle);
        if (found) return found;
      }
    }
    return toleranceMetres > 0 ? nearest(shapes, codes, lng, lat, toleranceMetres) : nowhere;
  };
  return { locate };
}

function settleIn(
  cell: Cell, x: number, y: number, settle: (whole: readonly number[], borders: readonly number[]) => PointPlacement | undefined,
): PointPlacement | undefined {
  let within: number[] = cell.whole;
  let borders: number[] | undefined;
  for (const shape of cell.crossed) {
    const side = sideOf(shape, x, y);
    if (side === inside) within = within === cell.whole ? [...within, shape.areaIndex] : (within.push(shape.areaIndex), within);
    else if (side === onBorder) (borders ??= []).push(shape.areaIndex);
  }
  return settle(within, borders ?? []);
}

/** Chooses among the areas that hold a point. The answers without a border are made once and shared. */
function settler(codes: readonly string[]) {
  const single = codes.map((gridCode): PointPlacement => Object.freeze({ how: "inside", gridCode }));
  const overlaps = new Map<number, PointPlacement>();
  return (within: readonly number[], borders: readonly number[]): PointPlacement | undefined => {
    if (within.length === 1) return single[within[0]!];
    if (within.length > 1) {
      let best = Infinity, second = Infinity;
      for (const area of within) {
        if (area < best) [best, second] = [area, best];
        else if (area > best && area < second) second = area;
      }
      if (second === Infinity) return single[best];
      const key = best * codes.length + second;
      let answer = overlaps.get(key);
      if (!answer) {
        answer = Object.freeze({ how: "overlap", gridCode: codes[best]!, alsoGridCode: codes[second]! });
        overlaps.set(key, answer);
      }
      return answer;
    }
    if (borders.length === 0) return undefined;
    const [gridCode, alsoGridCode] = [...new Set(borders.map((area) => codes[area]!))].sort();
    return { how: "border", gridCode: gridCode!, ...(alsoGridCode !== undefined && { alsoGridCode }) };
  };
}

function nearest(
  shapes: readonly Shape[], codes: readonly string[], lng: number, lat: number, toleranceMetres: number,
): PointPlacement {
  const scale = metresPerDegree(lat);
  let shortest = Infinity;
  const candidates: { code: string; metres: number }[] = [];
  for (const shape of shapes) {
    const metres = Math.sqrt(borderDistanceSquared(shape, lng, lat, toleranceMetres, scale));
    if (metres === Infinity) continue;
    candidates.push({ code: codes[shape.areaIndex]!, metres });
    if (metres < shortest) shortest = metres;
  }
  let gridCode: string | undefined;
  for (const { code, metres } of candidates) {
    if (metres <= shortest + sameDistanceMetres && (gridCode === undefined || code < gridCode)) gridCode = code;
  }
  return gridCode === undefined ? nowhere : { how: "nearest", gridCode, metres: shortest };
}

function rasterOf(shapes: readonly Shape[]): Raster {
  let minX = Infinity, minY = Infinity, maxX = -Infinity, maxY = -Infinity, edges = 0;
  for (const shape of shapes) {
    minX = Math.min(minX, shape.minX);
    minY = Math.min(minY, shape.minY);
    maxX = Math.max(maxX, shape.maxX);
    maxY = Math.max(maxY, shape.maxY);
    edges += shape.edges.length / 4;
  }
  // As many squares as edges: finer would cost more to fill than it saves, for a few tens of kilobytes.
  const side = Math.min(256, Math.max(32, Math.ceil(Math.sqrt(edges))));
  minX -= 2 * borderDegrees;
  minY -= 2 * borderDegrees;
  return {
    minX, minY, side,
    cellsPerX: side / (maxX - minX + 4 * borderDegrees),
    cellsPerY: side / (maxY - minY + 4 * borderDegrees),
  };
}

function fillRaster(shapes: readonly Shape[]): { raster: Raster; cells: (Cell | undefined)[] } {
  const raster = rasterOf(shapes);
  const { side } = raster;
  const cells = new Array<Cell | undefined>(side * side).fill(undefined);
  const cellAt = (number: number): Cell => (cells[number] ??= { whole: [], crossed: [] });
  const columnOf = (x: number): number => Math.min(side - 1, Math.max(0, Math.floor((x - raster.minX) * raster.cellsPerX)));
  const rowOf = (y: number): number => Math.min(side - 1, Math.max(0, Math.floor((y - raster.minY) * raster.cellsPerY)));
  for (const shape of shapes) {
    const crossed = crossedCells(shape, raster, columnOf, rowOf);
    for (const number of crossed) cellAt(number).crossed.push(shape);
    const firstColumn = columnOf(shape.minX), lastColumn = columnOf(shape.maxX);
    for (let row = rowOf(shape.minY); row <= rowOf(shape.maxY); row++) {
      // No border between two neighbouring squares that it doesn't cross: they share one answer.
      let known: boolean | undefined;
      for (let column = firstColumn; column <= lastColumn; column++) {
        const number = row * side + column;
        if (crossed.has(number)) {
          known = undefined;
          continue;
        }
        known ??= sideOf(shape, raster.minX + (column + 0.5) / raster.cellsPerX, raster.minY + (row + 0.5) / raster.cellsPerY) === inside;
        if (known) cellAt(number).whole.push(shape.areaIndex);
      }
    }
  }
  return { raster, cells };
}

/** Every square that the shape's border, or its border's width, runs through. */
function crossedCells(
  shape: Shape, raster: Raster, columnOf: (x: number) => number, rowOf: (y: number) => number,
): Set<number> {
  const crossed = new Set<number>();
  const { edges } = shape;
  const margin = 2 * borderDegrees;
  for (let i = 0; i < edges.length; i += 4) {
    const x1 = edges[i]!, y1 = edges[i + 1]!, x2 = edges[i + 2]!, y2 = edges[i + 3]!;
    const lastRow = rowOf(y2 + margin);
    for (let row = rowOf(y1 - margin); row <= lastRow; row++) {
      // The part of the edge within this row of squares.
      const low = Math.max(y1, raster.minY + row / raster.cellsPerY - margin);
      const high = Math.min(y2, raster.minY + (row + 1) / raster.cellsPerY + margin);
      const at = (y: number): number => (y2 === y1 ? x1 : x1 + ((x2 - x1) * (Math.min(y2, Math.max(y1, y)) - y1)) / (y2 - y1));
      const from = y2 === y1 ? Math.min(x1, x2) : Math.min(at(low), at(high));
      const to = y2 === y1 ? Math.max(x1, x2) : Math.max(at(low), at(high));
      const lastColumn = columnOf(to + margin);
      for (let column = columnOf(from - margin); column <= lastColumn; column++) crossed.add(row * raster.side + column);
    }
  }
  return crossed;
}
