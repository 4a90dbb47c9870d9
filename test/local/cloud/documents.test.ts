/** Documents through the real SDK: writing, reading, every update operator, what the database refuses. */
import { startTestCloud, type SdkDatabase, type TestCloud } from "../../support/cloud";

let cloud: TestCloud;
let database: SdkDatabase;
type Row = Record<string, unknown>;

beforeAll(async () => {
  cloud = await startTestCloud({
    indexes: { notes: [], lists: [], many: [] },
    limits: { documentBytes: 50_000, responseBytes: 60_000 },
  });
  database = cloud.database;
});
afterAll(() => cloud.close());

const add = async (collection: string, data: Row): Promise<string> =>
  ((await database.collection(collection).add(data)) as { id: string }).id;
const read = async (collection: string, id: string): Promise<Row> =>
  ((await database.collection(collection).doc(id).get()).data as Row[])[0] as Row;

describe("a document", () => {
  it("is added, read, set, updated and removed", async () => {
    const notes = database.collection("notes");
    const id = await add("notes", { title: "灯坏了", at: new Date(5), nested: { deep: [1, { a: null }] } });
    expect(await read("notes", id)).toEqual({
      _id: id,
      title: "灯坏了",
      at: new Date(5),
      nested: { deep: [1, { a: null }] },
    });
    expect((await notes.doc(id).set({ title: "新" })).updated).toBe(1);
    expect((await notes.doc(id).update({ "nested.count": 2 })).updated).toBe(1);
    expect(await read("notes", id)).toEqual({ _id: id, title: "新", nested: { count: 2 } });
    expect((await notes.doc(id).remove()).deleted).toBe(1);
    expect((await notes.doc(id).get()).data).toEqual([]);
  });

  it("is made by set() where there is none, and several are added at once", async () => {
    const made = await database.collection("notes").doc("own-id").set({ a: 1 });
    expect(made.upsertedId).toBe("own-id");
    const { ids } = (await database.collection("notes").add([{ n: 1 }, { _id: 7, n: 2 }])) as unknown as {
      ids: unknown[];
    };
    expect(ids[1]).toBe(7);
    expect((await database.collection("notes").doc(7).get()).data).toEqual([{ _id: 7, n: 2 }]);
  });

  it("holds dates, server dates, regular expressions, object ids and special numbers", async () => {
    const before = Date.now();
    const id = await add("notes", {
      server: database.serverDate({ offset: 60_000 }),
      pattern: database.RegExp({ regexp: "^a", options: "i" }),
      oid: database.ObjectId({ id: "0123456789abcdef01234567" }),
      infinite: Infinity,
      half: 0.5,
    });
    const row = await read("notes", id);
    const server = (row["server"] as Date).getTime();
    expect(server).toBeGreaterThanOrEqual(before + 60_000);
    expect(server).toBeLessThan(Date.now() + 61_000);
    expect(row).toMatchObject({ oid: "0123456789abcdef01234567", infinite: Infinity, half: 0.5 });
    expect(row["pattern"]).toMatchObject({ pattern: "^a", options: "i" });
  });

  it("is refused twice under one _id, with a $ name, or when too large", async () => {
    await add("notes", { _id: "twice" });
    await expect(add("notes", { _id: "twice" })).rejects.toMatchObject({
      code: "DATABASE_REQUEST_FAILED",
      message: expect.stringContaining(
        'E11000 duplicate key error collection: tnt.notes index: _id_ dup key: { _id: "twice" }',
      ) as string,
    });
    await expect(add("notes", { $bad: 1 })).rejects.toMatchObject({ code: "DATABASE_REQUEST_FAILED" });
    await expect(add("notes", { text: "x".repeat(60_000) })).rejects.toThrow("larger than the maximum size");
    await expect(database.collection("notes").doc("own-id").update({ _id: "x" })).rejects.toMatchObject({
      code: "INVALID_PARAM",
    });
  });

  it("is not looked for in a collection that does not exist", async () => {
    await expect(database.collection("nowhere").get()).rejects.toMatchObject({
      code: "DATABASE_COLLECTION_NOT_EXIST",
    });
    await database.createCollection("somewhere");
    expect((await database.collection("somewhere").get()).data).toEqual([]);
    await expect(database.createCollection("somewhere")).rejects.toMatchObject({
      code: "DATABASE_COLLECTION_ALREADY_EXIST",
    });
  });
});

describe("update operators", () => {
  const start = {
    n: 5,
    list: [3, 1, 2],
    nested: { a: 1, b: 2 },
    name: "x",
    gone: 1,
    objects: [{ k: 1 }, { k: 2 }],
  };
  it.each<[string, (_: SdkDatabase["command"]) => Row, Row]>([
    ["inc", (_) => ({ n: _.inc(-2) }), { n: 3 }],
    ["mul", (_) => ({ n: _.mul(3) }), { n: 15 }],
    ["min and max", (_) => ({ n: _.min(2), "nested.a": _.max(9) }), { n: 2, nested: { a: 9, b: 2 } }],
    ["set", (_) => ({ nested: _.set({ c: 3 }) }), { nested: { c: 3 } }],
    ["a nested object merges", () => ({ nested: { c: 3 } }), { nested: { a: 1, b: 2, c: 3 } }],
    [
      "remove",
      (_) => ({ gone: _.remove(), nested: { a: _.remove() } }),
      { gone: undefined, nested: { b: 2 } },
    ],
    ["rename", (_) => ({ gone: _.rename("kept") }), { gone: undefined, kept: 1 }],
    [
      "push one, several, with options",
      (_) => ({ list: _.push({ each: [9, 8], position: 0, sort: 1, slice: 4 }) }),
      { list: [1, 2, 3, 8] },
    ],
    ["push a list", (_) => ({ list: _.push([7, 7]) }), { list: [3, 1, 2, 7, 7] }],
    ["pop", (_) => ({ list: _.pop() }), { list: [3, 1] }],
    ["shift", (_) => ({ list: _.shift() }), { list: [1, 2] }],
    ["unshift", (_) => ({ list: _.unshift(0) }), { list: [0, 3, 1, 2] }],
    [
      "pull a value, by condition, by object",
      (_) => ({ list: _.pull(_.gte(2)), objects: _.pull({ k: 1 }) }),
      { list: [1], objects: [{ k: 2 }] },
    ],
    ["pullAll", (_) => ({ list: _.pullAll([1, 2]) }), { list: [3] }],
    ["addToSet", (_) => ({ list: _.addToSet(3) }), { list: [3, 1, 2] }],
    ["addToSet each", (_) => ({ list: _.addToSet({ $each: [3, 4] }) }), { list: [3, 1, 2, 4] }],
    ["an element by its position", () => ({ "objects.1.k": 5 }), { objects: [{ k: 1 }, { k: 5 }] }],
  ])("%s", async (_name, changes, expected) => {
    const id = await add("lists", start);
    await database.collection("lists").doc(id).update(changes(database.command));
    const row = await read("lists", id);
    for (const [field, value] of Object.entries(expected)) expect(row[field]).toEqual(value);
  });

  it("counts what it changed, not what it matched", async () => {
    const id = await add("lists", { same: 1, group: "counted" });
    expect((await database.collection("lists").doc(id).update({ same: 1 })).updated).toBe(0);
    await add("lists", { same: 2, group: "counted" });
    expect((await database.collection("lists").where({ group: "counted" }).update({ same: 3 })).updated).toBe(
      2,
    );
  });

  it("returns the document that it changed", async () => {
    await add("lists", { group: "returned", n: 1 });
    const result = await database
      .collection("lists")
      .where({ group: "returned" })
      .updateAndReturn({ n: database.command.inc(1) });
    expect(result).toMatchObject({ updated: 1, doc: { group: "returned", n: 2 } });
  });

  it.each<[string, Row, (_: SdkDatabase["command"]) => Row, string]>([
    ["a field of null", { a: null }, () => ({ "a.b": 1 }), "Cannot create field 'b' in element {a: null}"],
    ["push on a number", { a: 1 }, (_) => ({ a: _.push(1) }), "must be an array but is of type number"],
    [
      "inc on a text",
      { a: "x" },
      (_) => ({ a: _.inc(1) }),
      "Cannot apply $inc to a value of non-numeric type",
    ],
    ["inc by a text", { a: 1 }, (_) => ({ a: _.inc("2" as never) }), "non-numeric argument"],
  ])("refuses %s and changes nothing", async (_name, document, changes, message) => {
    const id = await add("lists", document);
    await expect(database.collection("lists").doc(id).update(changes(database.command))).rejects.toThrow(
      message,
    );
    expect(await read("lists", id)).toEqual({ _id: id, ...document });
  });
});

describe("limits of a get()", () => {
  beforeAll(async () => {
    await database.collection("many").add(Array.from({ length: 1005 }, (_, n) => ({ n })));
  });

  it("answers 100 rows unless told otherwise, and never more than 1,000", async () => {
    const many = database.collection("many");
    expect((await many.get()).data).toHaveLength(100);
    expect((await many.limit(150).get()).data).toHaveLength(150);
    // The SDK itself cuts the limit at 1,000: the server must do so for whoever asks without it.
    const raw = await fetch(`${cloud.cloud.url}/admin`, {
      method: "POST",
      body: JSON.stringify({ action: "database.getDocument", collectionName: "many", limit: 5000 }),
    });
    expect(((await raw.json()) as { data: { list: unknown[] } }).data.list).toHaveLength(1000);
    expect((await many.count()).total).toBe(1005);
  });

  it("refuses a reply that is too large", async () => {
    await database.collection("many").add(Array.from({ length: 3 }, () => ({ big: "x".repeat(25_000) })));
    const big = database.collection("many").where({ big: database.command.exists(true) });
    await expect(big.get()).rejects.toThrow("response size exceeds");
    expect((await big.limit(2).get()).data).toHaveLength(2);
  });
});
