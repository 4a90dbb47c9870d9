/** Query operators, projections, aggregation and geography through the real SDK. */
import { distanceM } from "../../../local/cloud/query/geometry";
import { startTestCloud, type SdkDatabase, type TestCloud } from "../../support/cloud";

let cloud: TestCloud;
let database: SdkDatabase;
type Row = Record<string, unknown>;
interface Shapes {
  Point: new (longitude: number, latitude: number) => unknown;
  LineString: new (points: unknown[]) => unknown;
  Polygon: new (lines: unknown[]) => unknown;
}
type Command = SdkDatabase["command"];

const goods = [
  { _id: "a", kind: "web", tags: ["js", "c"], n: 1, at: new Date(1000), parts: [{ size: 1, colour: "red" }] },
  { _id: "b", kind: "web", tags: ["go"], n: 2, at: new Date(2000), parts: [{ size: 5, colour: "red" }] },
  { _id: "c", kind: "life", tags: [3, 7], n: 3, at: new Date(3000), maybe: null },
  { _id: "d", kind: "Web2", tags: [], n: 4, maybe: "x" },
];

beforeAll(async () => {
  const near = { name: "near", unique: false, keys: [{ name: "at", direction: "2dsphere" as const }] };
  cloud = await startTestCloud({ indexes: { goods: [], more: [], places: [near], plain: [] } });
  database = cloud.database;
  await database.collection("goods").add(goods);
  await database.collection("more").add([
    { kind: "web", label: "网页" },
    { kind: "life", label: "生活" },
  ]);
});
afterAll(() => cloud.close());

const ids = async (filter: unknown): Promise<unknown[]> =>
  (
    (
      await database
        .collection("goods")
        .where(filter as Row)
        .get()
    ).data as Row[]
  ).map((row) => row["_id"]);

describe("query operators", () => {
  it.each<[string, (_: Command) => unknown, string[]]>([
    ["eq", (_) => ({ kind: _.eq("web") }), ["a", "b"]],
    ["neq", (_) => ({ kind: _.neq("web") }), ["c", "d"]],
    ["gt and lte", (_) => ({ n: _.gt(1).and(_.lte(3)) }), ["b", "c"]],
    ["in and nin", (_) => ({ n: _.in([1, 4]), kind: _.nin(["web"]) }), ["d"]],
    ["or of two fields", (_) => _.or([{ n: 1 }, { kind: "life" }]), ["a", "c"]],
    ["or in a field", (_) => ({ n: _.or(_.lt(2), _.gt(3)) }), ["a", "d"]],
    ["and", (_) => _.and([{ kind: "web" }, { n: 2 }]), ["b"]],
    ["nor", (_) => ({ kind: _.nor(_.eq("web"), _.eq("life")) }), ["d"]],
    ["not", (_) => ({ n: _.not(_.gt(1)) }), ["a"]],
    ["null finds missing too", () => ({ maybe: null }), ["a", "b", "c"]],
    ["exists", (_) => ({ maybe: _.exists(true) }), ["c", "d"]],
    ["a text in an array", () => ({ tags: "js" }), ["a"]],
    ["all", (_) => ({ tags: _.all(["c", "js"]) }), ["a"]],
    ["size", (_) => ({ tags: _.size(2) }), ["a", "c"]],
    ["elemMatch on scalars", (_) => ({ tags: _.elemMatch(_.gt(3)) }), ["c"]],
    ["elemMatch on objects", (_) => ({ parts: _.elemMatch({ size: _.gt(1), colour: "red" }) }), ["b"]],
    ["mod", (_) => ({ n: (_.mod as (divisor: number[]) => unknown)([2, 1]) }), ["a", "c"]],
    ["a regular expression", () => ({ kind: /^web/i }), ["a", "b", "d"]],
    ["expr", (_) => _.expr(_.aggregate.gte(["$n", 3])), ["c", "d"]],
    ["dates", (_) => ({ at: _.gt(new Date(1500)) }), ["b", "c"]],
    ["a path into objects of an array", () => ({ "parts.size": 5 }), ["b"]],
    [
      "jsonSchema",
      (_) => _.jsonSchema({ required: ["maybe"], properties: { n: { bsonType: "number", minimum: 4 } } }),
      ["d"],
    ],
  ])("%s", async (_name, filter, expected) => {
    expect((await ids(filter(database.command))).sort()).toEqual(expected);
  });

  it("sorts by several fields, skips and shows only what is asked for", async () => {
    const { data } = await database
      .collection("goods")
      .orderBy("kind", "desc")
      .orderBy("n", "desc")
      .skip(1)
      .limit(2)
      .field({ n: true, _id: false })
      .get();
    expect(data).toEqual([{ n: 1 }, { n: 3 }]);
    const sliced = await database
      .collection("goods")
      .where({ _id: "a" })
      .field({ tags: database.command.project.slice(1) })
      .get();
    expect((sliced.data as Row[])[0]?.["tags"]).toEqual(["js"]);
  });

  it("takes an array by its smallest element ascending and its largest descending", async () => {
    const by = async (direction: "asc" | "desc"): Promise<unknown[]> =>
      (
        (
          await database
            .collection("goods")
            .where({ n: database.command.gte(3) })
            .orderBy("tags", direction)
            .get()
        ).data as Row[]
      ).map((row) => row["_id"]);
    expect(await by("asc")).toEqual(["d", "c"]);
    expect(await by("desc")).toEqual(["c", "d"]);
  });
});

describe("aggregation", () => {
  const run = async (
    build: (start: ReturnType<ReturnType<SdkDatabase["collection"]>["aggregate"]>) => {
      end(): Promise<unknown>;
    },
  ): Promise<Row[]> =>
    ((await build(database.collection("goods").aggregate()).end()) as { data: Row[] }).data;

  it("matches, groups, sorts and limits", async () => {
    const $ = database.command.aggregate;
    const rows = await run((start) =>
      start
        .match({ n: database.command.gt(0) })
        .group({ _id: "$kind", sum: $.sum("$n"), all: $.push("$_id") })
        .sort({ sum: -1 })
        .limit(2),
    );
    expect(rows).toEqual([
      { _id: "Web2", sum: 4, all: ["d"] },
      { _id: "web", sum: 3, all: ["a", "b"] },
    ]);
  });

  it("unwinds, projects with expressions and dates, joins", async () => {
    const $ = database.command.aggregate;
    expect(
      await run((start) =>
        start
          .match({ _id: "a" })
          .unwind("$tags")
          .project({ _id: 0, tag: "$tags", long: $.gt([$.strLenCP("$tags"), 1]) }),
      ),
    ).toEqual([
      { tag: "js", long: true },
      { tag: "c", long: false },
    ]);
    const [row] = await run((start) =>
      start
        .match({ _id: "a" })
        .lookup({ from: "more", localField: "kind", foreignField: "kind", as: "info" }),
    );
    expect((row?.["info"] as Row[])[0]).toMatchObject({ label: "网页" });
    const joined = await run((start) =>
      start.match({ _id: "a" }).lookup({
        from: "more",
        let: { kind: "$kind" },
        pipeline: $.pipeline()
          .match(database.command.expr($.eq(["$kind", "$$kind"])))
          .project({ _id: 0, label: 1 })
          .done(),
        as: "info",
      }),
    );
    expect(joined[0]?.["info"]).toEqual([{ label: "网页" }]);
  });

  it("knows the expressions that mingo lacks", async () => {
    const $ = database.command.aggregate;
    const [row] = await run((start) =>
      start.match({ _id: "a" }).project({
        _id: 0,
        week: $.week("$at"),
        at: $.indexOfCP(["灯坏了", "坏"]),
        part: $.substr(["abcdef", 2, -1]),
      }),
    );
    expect(row).toEqual({ week: 0, at: 1, part: "cdef" });
  });

  it("answers 20 rows unless the pipeline says how many", async () => {
    const plain = database.collection("plain");
    await plain.add(Array.from({ length: 30 }, (_, n) => ({ n })));
    expect(((await plain.aggregate().match({}).end()) as { data: Row[] }).data).toHaveLength(20);
    expect(((await plain.aggregate().match({}).limit(25).end()) as { data: Row[] }).data).toHaveLength(25);
  });

  it("does not change the documents it reads", async () => {
    const before = (await database.collection("goods").doc("a").get()).data;
    await run((start) => start.match({ _id: "a" }).addFields({ "parts.size": 99, n: 7 }));
    expect((await database.collection("goods").doc("a").get()).data).toEqual(before);
  });
});

describe("geography", () => {
  const spot = (lng: number, lat: number): unknown => new database.Geo.Point(lng, lat);
  beforeAll(async () => {
    await database
      .collection("places")
      .add([
        { _id: "gate", at: spot(121.4, 31.2) },
        { _id: "pond", at: spot(121.41, 31.2) },
        { _id: "far", at: spot(122.4, 31.2) },
        { _id: "nowhere" },
      ]);
  });
  const found = async (condition: unknown): Promise<unknown[]> =>
    (
      (
        await database
          .collection("places")
          .where({ at: condition } as Row)
          .get()
      ).data as Row[]
    ).map((row) => row["_id"]);

  it("finds what is near, nearest first, examining no document far away", async () => {
    const _ = database.command;
    expect(await found(_.geoNear({ geometry: spot(121.409, 31.2), maxDistance: 5000 } as never))).toEqual([
      "pond",
      "gate",
    ]);
    expect(cloud.lastOperation()).toMatchObject({ index: "near", examined: 2 });
    expect(await found(_.geoNear({ geometry: spot(121.4, 31.2), minDistance: 100 } as never))).toEqual([
      "pond",
      "far",
    ]);
  });

  it("finds what lies within or crosses a shape", async () => {
    const _ = database.command;
    const { Polygon, LineString, Point } = database.Geo as unknown as Shapes;
    const corners = [
      [121.39, 31.19],
      [121.405, 31.19],
      [121.405, 31.21],
      [121.39, 31.21],
      [121.39, 31.19],
    ];
    const square = new Polygon([
      new LineString(corners.map(([lng, lat]) => new Point(lng as number, lat as number))),
    ]);
    expect(await found(_.geoWithin({ geometry: square } as never))).toEqual(["gate"]);
    expect(await found(_.geoIntersects({ geometry: square } as never))).toEqual(["gate"]);
    expect(
      await found(_.geoWithin({ centerSphere: [spot(121.4, 31.2), 2000 / 6_378_100] } as never)),
    ).toEqual(["gate", "pond"]);
  });

  it("gives distances to the bit, and needs an index to be near", async () => {
    // The expected number is MongoDB's own, from the vendor's test of geoNear.
    expect(distanceM([113.306789, 23.1564721], [113.3089506, 23.0968251])).toBe(6643.521654040738);
    // An angle whose sine V8 rounds the other way.
    expect(distanceM([113.30593, 23.1361155], [113.3089506, 23.0968251])).toBe(4384.68131486958);
    const rows = (await database
      .collection("places")
      .aggregate()
      .geoNear({ distanceField: "m", spherical: true, near: spot(121.4, 31.2), maxDistance: 3000 } as never)
      .end()) as { data: Row[] };
    expect(rows.data.map((row) => [row["_id"], Math.round(row["m"] as number)])).toEqual([
      ["gate", 0],
      ["pond", 952],
    ]);
    const unindexed = database
      .collection("plain")
      .where({ at: database.command.geoNear({ geometry: spot(0, 0) } as never) } as Row);
    await expect(unindexed.get()).rejects.toThrow("unable to find index for $geoNear query");
  });
});
