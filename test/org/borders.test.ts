import { drawnAreas, type DrawnArea, mostPoints } from "../../cloudfunctions/features/org/borders";
import { areaSquareMetres, type AreaGeometry } from "../../cloudfunctions/features/org/geometry";
import { labelPointOf } from "../../cloudfunctions/features/org/labelPoint";

type Point = [number, number];
const west = 106.9, south = 29.36, step = 0.002;
/** About a metre, in degrees. */
const metre = 1e-5;

/** A border that everybody draws alike: it bends by a wave that depends on the place alone. */
const bent = (x: number, y: number, points: number, along: Point): Point[] =>
  Array.from({ length: points }, (_, index): Point => {
    const part = index / points;
    const wave = Math.sin(part * Math.PI) * Math.sin(7 * part * Math.PI) * 20 * metre;
    return [west + (x + along[0] * part) * step + along[1] * wave, south + (y + along[1] * part) * step + along[0] * wave];
  });

/** Square of a tiling, with so many points a side. */
function tile(x: number, y: number, points: number): AreaGeometry {
  const corner = (dx: number, dy: number): Point => [west + (x + dx) * step, south + (y + dy) * step];
  const back = (line: Point[], end: Point): Point[] => [end, ...line.slice(1).reverse()];
  const ring = [
    ...bent(x, y, points, [1, 0]),
    ...bent(x + 1, y, points, [0, 1]),
    ...back(bent(x, y + 1, points, [1, 0]), corner(1, 1)),
    ...back(bent(x, y, points, [0, 1]), corner(0, 1)),
  ];
  return { type: "Polygon", coordinates: [[...ring, ring[0]!]] };
}

const tiling = (columns: number, rows: number, points: number) =>
  Array.from({ length: columns * rows }, (_, index) => ({ code: `g${index}`, area: tile(index % columns, Math.floor(index / columns), points) }));

const pointsIn = (areas: readonly DrawnArea[]): number => areas.flatMap(({ rings }) => rings).reduce((sum, ring) => sum + ring.length, 0);
const areaOf = ({ rings }: DrawnArea): number =>
  rings.reduce((sum, ring) => sum + areaSquareMetres({ type: "Polygon", coordinates: [[...ring, ring[0]!]] }), 0);
/** Each way between two points, and how many rings go it. */
function waysOf(areas: readonly DrawnArea[]): Map<string, number> {
  const ways = new Map<string, number>();
  for (const ring of areas.flatMap(({ rings }) => rings))
    ring.forEach((point, index) => {
      const way = [point, ring[(index + 1) % ring.length]!].map(String).sort().join(" ");
      ways.set(way, (ways.get(way) ?? 0) + 1);
    });
  return ways;
}

test("39 grids with 800 points each become few enough for a reply, and still cover the same ground", () => {
  const areas = tiling(13, 3, 200);
  const drawn = drawnAreas(areas);
  expect(drawn).toHaveLength(39);
  expect(pointsIn(drawn)).toBeLessThanOrEqual(mostPoints);
  expect(JSON.stringify(drawn).length).toBeLessThan(60_000);
  const whole = areas.reduce((sum, { area }) => sum + areaSquareMetres(area), 0);
  expect(drawn.reduce((sum, area) => sum + areaOf(area), 0) / whole).toBeCloseTo(1, 2);
});

test("neighbours keep their common border, however coarse", () => {
  for (const most of [100_000, 500, 40]) {
    const ways = waysOf(drawnAreas(tiling(3, 3, 60), most));
    // Twelve borders lie between two of nine squares; along the outside every way is gone once.
    const corner = (x: number, y: number) => [Math.round((west + x * step) * 1e6) / 1e6, Math.round((south + y * step) * 1e6) / 1e6];
    const [left, right] = [corner(0, 0)[0]!, corner(3, 0)[0]!];
    for (const [way, times] of ways) {
      const inside = way.split(" ").every((point) => {
        const lng = Number(point.split(",")[0]);
        return lng > left + step / 2 && lng < right - step / 2;
      });
      const isOuter = way.split(" ").every((point) => {
        const lat = Number(point.split(",")[1]);
        return lat < corner(0, 0)[1]! + 25 * metre || lat > corner(0, 3)[1]! - 25 * metre;
      });
      if (inside && !isOuter) expect([most, way, times]).toEqual([most, way, 2]);
    }
    expect([...ways.values()].filter((times) => times === 2).length).toBeGreaterThanOrEqual(12);
  }
});

test("of two points that deviate alike, both neighbours keep the same one", () => {
  // Bulges of 1.3 m: whichever is kept, the other one then deviates by less than a metre.
  const bulge: Point[] = [[0, 0], [1.3 * metre, 10 * metre], [1.3 * metre, 30 * metre], [0, 40 * metre]];
  const polygon = (...points: Point[]): AreaGeometry => ({ type: "Polygon", coordinates: [[...points, points[0]!]] });
  const drawn = drawnAreas([
    { code: "west", area: polygon(...bulge, [-40 * metre, 40 * metre], [-40 * metre, 0]) },
    { code: "east", area: polygon(...[...bulge].reverse(), [50 * metre, 0], [50 * metre, 40 * metre]) },
  ]);
  expect(drawn.map(({ rings }) => rings[0]!.length)).toEqual([5, 5]);
  expect([...waysOf(drawn).values()].filter((times) => times === 2)).toHaveLength(2);
});

test("what nobody sees is left out, what bends stays", () => {
  const straight = drawnAreas([{ code: "a", area: { type: "Polygon", coordinates: [[[0, 0], [0.001, 0], [0.002, 0], [0.002, 0.002], [0, 0.002], [0, 0]]] } }]);
  expect(straight[0]!.rings[0]).toHaveLength(4);
});

test("several pieces of a grid stay its own; holes are left out, and what lies in one comes later", () => {
  const square = (x: number, size: number) => [[x, 0], [x + size, 0], [x + size, size], [x, size], [x, 0]].map(([a, b]) => [a!, b!]);
  const drawn = drawnAreas([
    { code: "island", area: { type: "Polygon", coordinates: [[[0.004, 0.004], [0.006, 0.004], [0.006, 0.006], [0.004, 0.006], [0.004, 0.004]]] } },
    { code: "lake", area: { type: "MultiPolygon", coordinates: [[square(0, 0.01), [[0.004, 0.004], [0.004, 0.006], [0.006, 0.006], [0.006, 0.004], [0.004, 0.004]]], [square(0.02, 0.01)]] } },
  ]);
  expect(drawn.map(({ gridCode, rings }) => [gridCode, rings.length])).toEqual([["lake", 2], ["island", 1]]);
});

test("without polygons nothing is drawn, and a ring of nothing is none", () => {
  expect(drawnAreas([])).toEqual([]);
  expect(drawnAreas([{ code: "dot", area: { type: "Polygon", coordinates: [[[1, 1], [1, 1], [1, 1], [1, 1]]] } }])).toEqual([]);
});

test("a name stands inside its ring, in a bay as in a square", () => {
  expect(labelPointOf([[0, 0], [2, 0], [2, 2], [0, 2]])).toEqual([1, 1]);
  // A horseshoe open to the north: its centre of gravity lies in the bay.
  expect(labelPointOf([[0, 0], [3, 0], [3, 3], [2.5, 3], [2.5, 1], [0.5, 1], [0.5, 3], [0, 3]])[1]).toBeLessThan(1);
});
