/** Indexes: which one a query uses, how little it examines, uniqueness, and that no index ever changes an answer. */
import fc from "fast-check";
import type { IndexFile } from "../../../local/cloud/indexes/definition";
import { readIndexFile } from "../../../local/cloud/indexes/definition";
import { OrderedSet } from "../../../local/cloud/indexes/orderedSet";
import { find } from "../../../local/cloud/query/find";
import { Collection } from "../../../local/cloud/store/collection";
import { keyOf, type Document, type Value, type ValueObject } from "../../../local/cloud/store/values";
import { startTestCloud, type SdkDatabase, type TestCloud } from "../../support/cloud";

const index = (name: string, keys: string[], unique = false) => ({
  name,
  unique,
  keys: keys.map((key) => ({
    name: key.replace("-", ""),
    direction: key.startsWith("-") ? (-1 as const) : (1 as const),
  })),
});
const INDEXES: IndexFile = {
  requests: [
    index("list", ["community", "stage", "-at"]),
    index("readers", ["community", "audience", "-at"]),
    index("receipt", ["community", "receipt"], true),
  ],
  logins: [index("phone", ["phone"], true)],
};

type Row = Record<string, unknown>;
let cloud: TestCloud;
let database: SdkDatabase;
const COUNT = 3000;

beforeAll(async () => {
  cloud = await startTestCloud({ indexes: INDEXES });
  database = cloud.database;
  const rows = Array.from({ length: COUNT }, (_, n) => ({
    _id: `r${n}`,
    community: `c${n % 3}`,
    stage: ["submitted", "accepted", "done"][(n % 7) % 3],
    at: (n * 7919) % COUNT,
    audience: [`g${n % 10}`, `s${n % 4}`],
    receipt: `R${n}`,
  }));
  await database.collection("requests").add(rows);
});
afterAll(() => cloud.close());

describe("the planner", () => {
  const requests = () => database.collection("requests");
  it("reads only what it returns when equality is followed by the order, in both directions", async () => {
    const page = await requests()
      .where({ community: "c1", stage: "done" })
      .orderBy("at", "desc")
      .limit(20)
      .get();
    expect(page.data).toHaveLength(20);
    expect(cloud.lastOperation()).toMatchObject({ index: "list", examined: 20, returned: 20 });
    await requests().where({ community: "c1", stage: "done" }).orderBy("at", "asc").limit(20).get();
    expect(cloud.lastOperation()).toMatchObject({ index: "list", examined: 20 });
    const ats = (page.data as Row[]).map((row) => row["at"] as number);
    expect(ats).toEqual([...ats].sort((a, b) => b - a));
  });

  it("merges the places of an $in in order", async () => {
    const _ = database.command;
    const page = await requests()
      .where({ community: "c1", stage: _.in(["submitted", "accepted"]) })
      .orderBy("at", "desc")
      .limit(20)
      .get();
    expect(cloud.lastOperation()).toMatchObject({ index: "list", examined: 20 });
    const ats = (page.data as Row[]).map((row) => row["at"] as number);
    expect(ats).toEqual([...ats].sort((a, b) => b - a));
    expect(new Set((page.data as Row[]).map((row) => row["stage"])).size).toBe(2);
  });

  it("bounds a range, goes through one array, joins the branches of an $or, reads by _id", async () => {
    const _ = database.command;
    await requests()
      .where({ community: "c1", stage: "done", at: _.gte(100).and(_.lt(160)) })
      .count();
    expect(cloud.lastOperation().examined).toBeLessThanOrEqual(30);
    await requests().where({ community: "c1", audience: "g4" }).orderBy("at", "desc").limit(10).get();
    expect(cloud.lastOperation()).toMatchObject({ index: "readers", examined: 10, returned: 10 });
    await requests()
      .where(
        _.or([
          { community: "c1", receipt: "R4" },
          { community: "c2", receipt: "R5" },
        ]),
      )
      .get();
    expect(cloud.lastOperation()).toMatchObject({ index: "receipt", examined: 2, returned: 2 });
    await requests()
      .where({ _id: _.in(["r1", "r2", "none"]) })
      .get();
    expect(cloud.lastOperation()).toMatchObject({ index: "_id_", examined: 2, returned: 2 });
    await requests()
      .where({ _id: _.gt("r29") })
      .orderBy("_id", "asc")
      .limit(5)
      .get();
    expect(cloud.lastOperation()).toMatchObject({ index: "_id_", examined: 5 });
  });

  it("uses indexes for the head of an aggregation, and for a $lookup", async () => {
    await requests()
      .aggregate()
      .match({ community: "c1", stage: "done" })
      .sort({ at: -1 })
      .limit(10)
      .project({ at: 1 })
      .end();
    expect(cloud.lastOperation()).toMatchObject({ index: "list", examined: 10 });
    await requests()
      .aggregate()
      .match({ _id: "r1" })
      .lookup({ from: "requests", localField: "_id", foreignField: "_id", as: "same" })
      .end();
    expect(cloud.lastOperation().examined).toBe(2);
  });

  it("refuses in strict mode what no index serves", async () => {
    await expect(requests().where({ receipt: "R4" }).get()).rejects.toThrow(
      "strict indexes: no index of requests",
    );
    await expect(requests().orderBy("at", "asc").get()).rejects.toThrow("strict indexes");
    await expect(requests().where({ receipt: "R4" }).update({ at: 1 })).rejects.toThrow("strict indexes");
    await requests().where({ _id: /^zzz/ }).remove();
  });
});

describe("a unique index", () => {
  it("refuses a second document, counts missing as null, and lets a freed value be used again", async () => {
    const logins = database.collection("logins");
    await logins.add({ _id: "one", phone: "1" });
    await expect(logins.add({ phone: "1" })).rejects.toMatchObject({
      code: "DATABASE_REQUEST_FAILED",
      message: 'E11000 duplicate key error collection: tnt.logins index: phone dup key: { phone: "1" }',
    });
    await logins.add({ _id: "none" });
    await expect(logins.add({ other: 1 })).rejects.toThrow("dup key: { phone: null }");
    await expect(logins.add([{ phone: "5" }, { phone: "5" }])).rejects.toThrow("E11000");
    expect((await logins.where({ phone: "5" }).count()).total).toBe(0);
    await logins.doc("one").update({ phone: "2" });
    await logins.add({ phone: "1" });
    await expect(logins.doc("none").update({ phone: "2" })).rejects.toThrow("E11000");
  });

  it("admits one of many that ask at once", async () => {
    const attempts = Array.from({ length: 20 }, (_, n) =>
      database.collection("logins").add({ n, phone: "raced" }),
    );
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toHaveLength(1);
  });
});

describe("declarations", () => {
  it("are read from the deployment's file, with directions as numbers or texts", () => {
    expect(
      readIndexFile({
        a: [
          {
            name: "x",
            unique: true,
            keys: [
              { name: "f", direction: "-1" },
              { name: "g", direction: "2dsphere" },
            ],
          },
        ],
      }),
    ).toEqual({
      a: [
        {
          name: "x",
          unique: true,
          keys: [
            { name: "f", direction: -1 },
            { name: "g", direction: "2dsphere" },
          ],
        },
      ],
    });
    expect(() => readIndexFile({ a: [{ name: "x", keys: [{ name: "f", direction: "up" }] }] })).toThrow(
      "index a.x: direction",
    );
  });

  it("refuse a document with two arrays in one index", async () => {
    await expect(database.collection("requests").add({ community: ["a"], stage: ["b"] })).rejects.toThrow(
      "cannot index parallel arrays",
    );
  });
});

const scalar = fc.constantFrom<Value>(0, 1, 2, 3, "a", "ab", "b", null, true, new Date(1));
const documents = fc.array(
  fc.record(
    { a: scalar, b: scalar, t: fc.oneof(scalar, fc.array(scalar, { maxLength: 3 })) },
    { requiredKeys: [] },
  ),
  { maxLength: 40 },
);
const condition = fc.oneof(
  scalar,
  fc.record({ $in: fc.array(scalar, { maxLength: 3 }) }),
  fc.record({ $gt: scalar }),
  fc.record({ $gte: scalar, $lt: scalar }),
  fc.record({ $ne: scalar }),
);
const plainFilter = fc.dictionary(fc.constantFrom("a", "b", "t"), condition, { maxKeys: 3 });
const filter = fc.oneof(
  plainFilter,
  fc.record({ $or: fc.array(plainFilter, { minLength: 1, maxLength: 3 }) }),
);
const order = fc.array(fc.tuple(fc.constantFrom("a", "b"), fc.constantFrom<1 | -1>(1, -1)), { maxLength: 2 });

function collectionOf(rows: ValueObject[], definitions: IndexFile[string]): Collection {
  const collection = new Collection("x");
  const records = rows.map((row, number) => {
    const document: Document = { _id: number, ...row };
    return { key: keyOf(number), document, number, writtenAt: 0 };
  });
  const half = Math.floor(records.length / 2);
  // Half arrives when the collection opens, half one by one: both ways of building an index are checked.
  collection.load(records.slice(0, half), definitions);
  for (const record of records.slice(half)) collection.replace(record.key, record);
  return collection;
}

describe("properties", () => {
  it("answers with indexes what it answers without", () => {
    const indexed = [index("ab", ["a", "-b"]), index("t", ["t", "a"]), index("b", ["b"])];
    fc.assert(
      fc.property(documents, filter, order, fc.integer({ min: 1, max: 5 }), (rows, wanted, sort, limit) => {
        const by = [...new Map(sort), ["_id", 1] as [string, 1]] as [string, 1 | -1][];
        const ask = (definitions: IndexFile[string]) =>
          find(collectionOf(rows as ValueObject[], definitions), wanted as ValueObject, { order: by, limit })
            .documents;
        expect(ask(indexed)).toEqual(ask([]));
      }),
      { numRuns: 400 },
    );
  });

  it("keeps an ordered set in order under any insertions and removals, in both directions", () => {
    const step = fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 400 }));
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 400 })),
        fc.array(step, { maxLength: 900 }),
        fc.integer(),
        fc.integer(),
        (start, steps, a, b) => {
          const set = new OrderedSet<number>((x, y) => x - y);
          const model = new Set(start);
          set.load([...model]);
          for (const [insert, value] of steps) {
            if (insert && !model.has(value)) set.insert(value);
            if (!insert) expect(set.remove(value)).toBe(model.has(value));
            if (insert) model.add(value);
            else model.delete(value);
          }
          const [low, high] = [Math.min(a, b) % 400, Math.max(a, b) % 400];
          const inside = [...model].filter((value) => value >= low && value <= high).sort((x, y) => x - y);
          const locate = (value: number): number => (value < low ? -1 : value > high ? 1 : 0);
          expect(set.size).toBe(model.size);
          expect([...set.ascending(locate)]).toEqual(inside);
          expect([...set.descending(locate)]).toEqual(inside.reverse());
        },
      ),
      { numRuns: 60 },
    );
  });
});
