import type { Random } from "./random";

/** Irregular blocks that tile a rectangle: neighbours share every point of their common border, to the digit. */
export interface TilingOptions {
  /** How many blocks each row has, from south to north. */
  rows: readonly number[];
  /** Size of the whole in metres. */
  width: number;
  height: number;
  /** How far streets bend, as a share of a block; below 0.3 borders can't cross. */
  bend: number;
  /** Points between two corners. */
  pointsPerSide: number;
  random: Random;
  /** Metres from the south-west corner → stored coordinates. */
  place(x: number, y: number): [number, number];
}

type Point = [number, number];

/** @returns one closed ring per block, counter-clockwise, row by row from the south-west. */
export function tile(options: TilingOptions): Point[][] {
  const { rows, width, height, bend, random, place } = options;
  const rowHeight = height / rows.length;
  const walls = rows.map((count) =>
    Array.from({ length: count + 1 }, (_, i) => {
      const jitter = i === 0 || i === count ? 0 : (random.next() - 0.5) * bend;
      return ((i + jitter) / count) * width;
    }),
  );
  const streets = Array.from({ length: rows.length + 1 }, (_, level) => street(level, walls, rowHeight, options));
  return rows.flatMap((count, row) => {
    const uprights = walls[row]!.map((x) => upright(x, streets[row]!, streets[row + 1]!, options));
    return Array.from({ length: count }, (_, i) => {
      const [left, right] = [walls[row]![i]!, walls[row]![i + 1]!];
      const between = (points: Point[]): Point[] => points.filter(([x]) => x >= left && x <= right);
      const ring = [
        ...between(streets[row]!),
        ...uprights[i + 1]!,
        ...between(streets[row + 1]!).reverse(),
        ...[...uprights[i]!].reverse(),
      ];
      return [...ring, ring[0]!].map(([x, y]) => place(x, y));
    });
  });
}

/** A street from west to east through every corner of the rows south and north of it. */
function street(level: number, walls: number[][], rowHeight: number, options: TilingOptions): Point[] {
  const { random, bend, pointsPerSide: count } = options;
  const xs = [...new Set([...(walls[level - 1] ?? []), ...(walls[level] ?? [])])].sort((a, b) => a - b);
  const corners = xs.map((x): Point => [x, (level + (random.next() - 0.5) * bend) * rowHeight]);
  return corners.flatMap((corner, i) => {
    const next = corners[i + 1];
    if (!next) return [corner];
    const wiggle = (rowHeight * bend) / (count + 2);
    const between = Array.from({ length: count }, (_, k): Point => {
      const share = (k + 1) / (count + 1);
      return [
        corner[0] + (next[0] - corner[0]) * share,
        corner[1] + (next[1] - corner[1]) * share + (random.next() - 0.5) * wiggle,
      ];
    });
    return [corner, ...between];
  });
}

/** The points of an upright border strictly between two streets. */
function upright(x: number, south: Point[], north: Point[], options: TilingOptions): Point[] {
  const yOn = (points: Point[]): number => points.find((point) => point[0] === x)![1];
  const [low, high] = [yOn(south), yOn(north)];
  return Array.from({ length: options.pointsPerSide }, (_, k) => [
    x + (options.random.next() - 0.5) * options.bend * 20,
    low + ((high - low) * (k + 1)) / (options.pointsPerSide + 1),
  ]);
}
