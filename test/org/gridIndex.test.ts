import fc from "fast-check";
import type { AreaGeometry } from "../../cloudfunctions/features/org/geometry";
import { areaSquareMetres, distanceMetres } from "../../cloudfunctions/features/org/geometry";
import { buildGridIndex } from "../../cloudfunctions/features/org/gridIndex";
import { wutongli } from "../../local/demo/packWutongli";
import { readAreas } from "../../scripts/gridsTool/readAreas";

/** Degrees of about 97 and 111 metres near 29° north. */
const unit = 0.001;
const at = (x: number, y: number): [number, number] => [107 + x * unit, 29 + y * unit];
const ring = (...points: [number, number][]): number[][] => [...points, points[0]!].map(([x, y]) => at(x, y));
const box = (x: number, y: number, width: number, height: number): number[][] => ring([x, y], [x + width, y], [x + width, y + height], [x, y + height]);
const area = (...rings: number[][][]): AreaGeometry => ({ type: "Polygon", coordinates: rings });

const areas = [
  { code: "B", area: area(box(1, 0, 1, 1)) },
  { code: "A", area: area(box(0, 0, 1, 1)) },
  { code: "big", area: area(box(4, 0, 4, 4), box(5, 1, 1, 1)) },
  { code: "small", area: area(box(7, 3, 2, 2)) },
  { code: "two", area: { type: "MultiPolygon", coordinates: [[box(10, 0, 1, 1)], [box(12, 0, 1, 1)]] } as AreaGeometry },
];
const located = (x: number, y: number, tolerance = 100, list = areas) => buildGridIndex(list, tolerance).locate(...at(x, y));

describe("a point", () => {
  test.each([
    ["inside", 0.5, 0.5, { how: "inside", gridCode: "A" }],
    ["in one part of a multipolygon", 12.5, 0.5, { how: "inside", gridCode: "two" }],
    ["on a shared edge belongs to the smaller code", 1, 0.5, { how: "border", gridCode: "A", alsoGridCode: "B" }],
    ["on a shared corner as well", 1, 1, { how: "border", gridCode: "A", alsoGridCode: "B" }],
    ["on the outer edge of one alone", 0, 0.5, { how: "border", gridCode: "A" }],
    ["in an overlap belongs to the smaller area, and the other is named", 7.5, 3.5, { how: "overlap", gridCode: "small", alsoGridCode: "big" }],
    ["beside all within the tolerance belongs to the nearest", 2.5, 0.5, { how: "nearest", gridCode: "B", metres: expect.closeTo(48.7, 0) }],
    ["in a hole belongs to the nearest edge, that of the hole", 5.5, 1.5, { how: "nearest", gridCode: "big", metres: expect.closeTo(48.7, 0) }],
    ["beyond the tolerance goes to triage", 0.5, -1.2, { how: "outside" }],
    ["far away goes to triage", -500, 20, { how: "outside" }],
  ])("%s", (_, x, y, expected) => expect(located(x, y)).toEqual(expected));

  test("just beside a shared edge is strictly inside, a hair's breadth is still the edge", () => {
    expect(located(1 + 1e-4, 0.5)).toEqual({ how: "inside", gridCode: "B" });
    expect(located(1 + 5e-7, 0.5)).toEqual({ how: "border", gridCode: "A", alsoGridCode: "B" });
  });

  test("equally far from two belongs to the smaller code", () => {
    const apart = [{ code: "R", area: area(box(2, 0, 1, 1)) }, { code: "L", area: area(box(0, 0, 1, 1)) }];
    expect(located(1.5, 0.5, 100, apart)).toMatchObject({ how: "nearest", gridCode: "L" });
  });

  test("tolerance is in metres along the ground, the same north and east", () => {
    const east = located(1, -0.45, 50.1, [areas[1]!]);
    expect(east).toMatchObject({ how: "nearest", metres: expect.closeTo(distanceMetres({ lng: 107.001, lat: 29 }, { lng: 107.001, lat: 28.99955 }), 3) });
    expect(located(1, -0.45, 49)).toEqual({ how: "outside" });
    expect(located(2.5, 0.5, 0)).toEqual({ how: "outside" });
  });

  test("that is no number is nowhere", () => expect(buildGridIndex(areas, 100).locate(NaN, 29)).toEqual({ how: "outside" }));
  test("without any area is nowhere", () => expect(buildGridIndex([], 100).locate(107, 29)).toEqual({ how: "outside" }));
});

test("an area is measured in square metres, holes taken off", () => {
  expect(areaSquareMetres(area(box(0, 0, 1, 1))) / (97.4 * 110.85)).toBeCloseTo(1, 2);
  expect(areaSquareMetres(areas[2]!.area) / areaSquareMetres(areas[1]!.area)).toBeCloseTo(15, 1);
});

describe("the demo's ground", () => {
  const { areas: grids } = readAreas(wutongli().areas);
  const index = buildGridIndex(grids, 0);
  const reversed = buildGridIndex([...grids].reverse(), 0);
  const corners = grids.flatMap(({ area: { coordinates } }) => (coordinates as number[][][][]).flat(2)) as [number, number][];
  const lngs = corners.map(([lng]) => lng), lats = corners.map(([, lat]) => lat);
  const anywhere = fc.tuple(
    fc.double({ min: Math.min(...lngs), max: Math.max(...lngs), noNaN: true }),
    fc.double({ min: Math.min(...lats), max: Math.max(...lats), noNaN: true }),
  );

  test("every point well within it has exactly one owner", () => {
    const [width, height] = [Math.max(...lngs) - Math.min(...lngs), Math.max(...lats) - Math.min(...lats)];
    const share = fc.double({ min: 0.08, max: 0.92, noNaN: true });
    fc.assert(fc.property(share, share, (x, y) => {
      const how = index.locate(Math.min(...lngs) + x * width, Math.min(...lats) + y * height).how;
      return how === "inside" || how === "border";
    }), { numRuns: 3000 });
  });

  test("the owner never depends on the order of the list", () => {
    fc.assert(fc.property(fc.oneof(anywhere, fc.constantFrom(...corners)), ([lng, lat]) => {
      expect(reversed.locate(lng, lat)).toEqual(index.locate(lng, lat));
    }), { numRuns: 3000 });
  });

  test("it agrees with a plain test of each polygon", () => {
    const plain = (lng: number, lat: number): string[] => grids.filter(({ area: { coordinates } }) => {
      let odd = false;
      for (const points of (coordinates as number[][][][]).flat()) {
        for (let i = 0; i + 1 < points.length; i++) {
          const [[x1, y1], [x2, y2]] = [points[i] as [number, number], points[i + 1] as [number, number]];
          if (y1 > lat !== y2 > lat && lng < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) odd = !odd;
        }
      }
      return odd;
    }).map(({ code }) => code);
    fc.assert(fc.property(anywhere, ([lng, lat]) => {
      const placement = index.locate(lng, lat);
      if (placement.how === "border") return;
      expect(placement.how === "outside" ? [] : [placement.gridCode]).toEqual(plain(lng, lat));
    }), { numRuns: 3000 });
  });
});
