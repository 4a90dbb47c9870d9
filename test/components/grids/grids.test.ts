import { gridAt, mapOf } from "../../../miniprogram/features/grids/gridsMap";
import { answerOf, type Grids, sectionsOf } from "../../../miniprogram/features/grids/gridsView";

type Grid = Grids["stations"][number]["grids"][number];
const grid = (gridCode: string, rest: Partial<Grid> = {}): Grid => ({ gridCode, name: `第 ${gridCode} 网格`, people: [{ called: "老何", title: "居民组长" }], ...rest });
const square = (west: number, south: number, size: number): [number, number][] => [[west, south], [west + size, south], [west + size, south + size], [west, south + size]];
const area = (gridCode: string, ring: [number, number][]): Grids["areas"][number] => ({ gridCode, rings: [ring], labelAt: ring[0]! });

const grids = (rest: Partial<Grids> = {}): Grids => ({
  community: "梧桐里社区",
  stations: [
    { name: "东站", branch: "第一党支部", phone: "1", grids: [grid("1"), grid("2")] },
    { name: "西站", branch: "第二党支部", phone: "2", grids: [grid("3", { people: [] }), grid("4")] },
    { name: "空站", branch: "第三党支部", phone: "3", grids: [] },
  ],
  areas: [area("1", square(0, 0, 4)), area("2", square(4, 0, 4)), area("3", square(1, 1, 1)), area("4", square(0, 4, 2))],
  ...rest,
});
const standard = { selected: "", elder: false, scale: 1, width: 343 };
const home = (gridCode: string): Grids["own"] => ({ gridCode, placeText: "3 栋 1 单元", how: "home" });
const counted = (counts: Record<string, number>): Grids => {
  const plain = grids();
  const withCount = (one: Grid): Grid => (one.gridCode in counts ? { ...one, open: counts[one.gridCode]! } : one);
  return { ...plain, stations: plain.stations.map((station) => ({ ...station, grids: station.grids.map(withCount) })) };
};
const contents = (reply: Grids, looking = standard): (string | undefined)[] => {
  const map = mapOf(reply, looking)!;
  return reply.areas.map((_, index) => map.markers.find(({ id }) => id === index)?.label.content);
};

describe("the list", () => {
  test("begins with one's own station and grid; stations without a grid are none", () => {
    const sections = sectionsOf(grids({ own: home("4") }));
    expect(sections.map(({ name, rows }) => [name, ...rows.map(({ gridCode }) => gridCode)])).toEqual([["西站", "4", "3"], ["东站", "1", "2"]]);
    expect(sections[0]!.rows[0]).toMatchObject({ ownText: "您家", spoken: "第 4 网格，您家，居民组长老何负责" });
  });

  test("is never sorted by how much there is to do", () => {
    const sections = sectionsOf(counted({ "3": 1, "4": 9 }));
    expect(sections.map(({ rows }) => rows.map(({ gridCode }) => gridCode))).toEqual([["3", "4"], ["1", "2"]]);
    expect(sections[0]!.rows.map(({ openText }) => openText)).toEqual(["1 件在办", "9 件在办"]);
  });

  test("shows the one grid that a group leader sees into before its neighbours", () => {
    expect(sectionsOf(counted({ "4": 0 })).map(({ rows }) => rows.map(({ gridCode }) => gridCode))).toEqual([["4", "3"], ["1", "2"]]);
  });

  test("says who takes over, and what to do where nobody is named", () => {
    const away = grids();
    away.stations[0]!.grids[0] = grid("1", { standIn: { called: "周站长", title: "站长" } });
    const [east, west] = sectionsOf(away);
    expect(east!.rows[0]!.people).toBe("居民组长老何；老何不在，周站长接着");
    expect(west!.rows[0]!.people).toBe("还没有定人，打站里电话都行");
  });
});

describe("the answer", () => {
  test.each<[string, Grids, string, string, string]>([
    ["at home", grids({ own: home("1") }), "1", "您家归第 1 网格管", "居民组长老何负责，属于东站，第一党支部牵头。"],
    ["at a door", grids({ own: { ...home("1")!, how: "door" } }), "1", "3 栋 1 单元归第 1 网格管", "居民组长老何负责，属于东站，第一党支部牵头。"],
    ["elsewhere", grids({ own: home("1") }), "3", "这里归第 3 网格管", "还没有定人，由站里负责，属于西站，第二党支部牵头。"],
    ["with a number", counted({ "2": 3 }), "2", "这里归第 2 网格管", "居民组长老何负责，属于东站，第一党支部牵头。现在 3 件在办。"],
    ["with nothing to do", counted({ "2": 0 }), "2", "这里归第 2 网格管", "居民组长老何负责，属于东站，第一党支部牵头。现在没有在办的事。"],
    ["before anything is chosen", grids(), "", "哪里归谁管，都在这里", "点地图，或点名单里的一个网格，看归谁管。"],
    ["without a map", grids({ areas: [] }), "", "哪里归谁管，都在这里", "点名单里的一个网格，看归谁管。"],
    ["for staff", counted({ "1": 2, "2": 1 }), "", "您看的 2 个网格，3 件在办", "点地图，或点名单里的一个网格，看归谁管。"],
    ["for staff with nothing to do", counted({ "1": 0 }), "", "您看的 1 个网格，没有在办的事", "点地图，或点名单里的一个网格，看归谁管。"],
  ])("%s", (_, reply, gridCode, title, detail) => {
    expect(answerOf(reply, gridCode)).toMatchObject({ title, detail });
  });
});

describe("the map", () => {
  test("names every grid, one's own by 您家; where a name has no room, the own and the chosen one alone", () => {
    expect(contents(grids({ own: home("1") }))).toEqual(["您家", "2", "3", "4"]);
    expect(contents(grids({ own: home("1") }), { ...standard, elder: true })).toEqual(["您家", "2", "3", "4"]);
    expect(contents(grids({ own: home("1") }), { ...standard, width: 60, selected: "3" })).toEqual(["您家", "2", "3", undefined]);
    expect(contents(grids({ own: home("1") }), { ...standard, width: 60 })).toEqual(["您家", "2", undefined, undefined]);
    expect(mapOf(grids(), { ...standard, scale: 1.2 })!.markers[0]!.label.fontSize).toBe(14);
    expect(mapOf(grids({ own: home("1") }), { ...standard, elder: true })!.markers[0]!.label.fontSize).toBe(20);
  });

  test("where numbers stand no name may be taken for one, and nothing to do has no number", () => {
    const reply = counted({ "1": 4, "2": 0 });
    expect(contents(reply)).toEqual(["4", undefined, undefined, undefined]);
    expect(contents(reply, { ...standard, selected: "3" })).toEqual(["4", undefined, "第 3 网格", undefined]);
    expect(contents(reply, { ...standard, selected: "2" })).toEqual(["4", "0", undefined, undefined]);
  });

  test("is darker where there is more to do, and draws the chosen border above its neighbours'", () => {
    const { polygons } = mapOf(counted({ "1": 0, "2": 2, "3": 3, "4": 12 }), { ...standard, selected: "1" })!;
    expect(new Set(polygons.map(({ fillColor }) => fillColor)).size).toBe(4);
    expect(Math.max(...polygons.map(({ zIndex }) => zIndex))).toBe(polygons[0]!.zIndex);
  });

  test("is not there without polygons, and leaves out one that the list does not name", () => {
    expect(mapOf(grids({ areas: [] }), standard)).toBeUndefined();
    expect(mapOf(grids({ areas: [area("1", square(0, 0, 4)), area("99", square(4, 0, 4))] }), standard)!.polygons).toHaveLength(1);
  });

  test.each<[string, number, number, string | undefined]>([
    ["in one", 3, 3, "1"],
    ["in one that lies within another", 1.5, 1.5, "3"],
    ["beside all", 9, 9, undefined],
  ])("a tap %s", (_, longitude, latitude, expected) => {
    expect(gridAt(grids(), { longitude, latitude })).toBe(expected);
  });
});
