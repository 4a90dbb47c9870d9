/** Transactions through the real SDK: snapshots, locks, conflicts, lifetime. */
import { setTimeout as sleep } from "node:timers/promises";
import { startTestCloud, type SdkDatabase, type TestCloud } from "../../support/cloud";

type Row = Record<string, unknown>;
let cloud: TestCloud;
let database: SdkDatabase;
const CONFLICT = { code: "DATABASE_TRANSACTION_CONFLICT" };
const GONE = { code: "DATABASE_TRANSACTION_FAIL" };

beforeAll(async () => {
  const unique = { name: "code", unique: true, keys: [{ name: "code", direction: 1 as const }] };
  cloud = await startTestCloud({
    indexes: { accounts: [], codes: [unique] },
    limits: { transactionMs: 700 },
  });
  database = cloud.database;
});
afterAll(() => cloud.close());
beforeEach(async () => {
  const accounts = database.collection("accounts");
  await accounts.where({ _id: /.*/ }).remove();
  await accounts.add([
    { _id: "a", n: 10 },
    { _id: "b", n: 10 },
  ]);
});

const plain = async (id: string): Promise<Row> =>
  ((await database.collection("accounts").doc(id).get()).data as Row[])[0] as Row;
type Transaction = Awaited<ReturnType<SdkDatabase["startTransaction"]>>;
const inside = (transaction: Transaction, id: string) => transaction.collection("accounts").doc(id);

describe("a transaction", () => {
  it("writes all or nothing, unseen until it commits", async () => {
    const transaction = await database.startTransaction();
    await inside(transaction, "a").update({ n: database.command.inc(-3) });
    await inside(transaction, "b").set({ n: 13 });
    const added = (await transaction.collection("accounts").add({ _id: "c", n: 1 })) as unknown as Row;
    expect(added).toMatchObject({ inserted: 1, ok: 1, id: "c" });
    expect((await inside(transaction, "a").get()).data).toEqual({ _id: "a", n: 7 });
    expect((await plain("a"))["n"]).toBe(10);
    await transaction.commit();
    expect([(await plain("a"))["n"], (await plain("b"))["n"], (await plain("c"))["n"]]).toEqual([7, 13, 1]);
  });

  it("leaves nothing behind when rolled back, and is over then", async () => {
    const transaction = await database.startTransaction();
    await inside(transaction, "a").remove();
    expect((await inside(transaction, "a").get()).data).toBeNull();
    await transaction.rollback();
    expect((await plain("a"))["n"]).toBe(10);
    await expect(inside(transaction, "a").update({ n: 1 })).rejects.toMatchObject(GONE);
    await expect(transaction.commit()).rejects.toMatchObject(GONE);
  });

  it("sees the state of its first operation, and may not write what was changed since", async () => {
    const transaction = await database.startTransaction();
    await inside(transaction, "a").get();
    await database.collection("accounts").doc("a").update({ n: 99 });
    await database.collection("accounts").doc("b").remove();
    expect((await inside(transaction, "a").get()).data).toEqual({ _id: "a", n: 10 });
    expect((await inside(transaction, "b").get()).data).toEqual({ _id: "b", n: 10 });
    await expect(inside(transaction, "a").update({ n: 1 })).rejects.toMatchObject(CONFLICT);
  });

  it("makes a second transaction on its document fail at once, and a plain write wait", async () => {
    const first = await database.startTransaction();
    const second = await database.startTransaction();
    await inside(first, "a").update({ n: 1 });
    await expect(inside(second, "a").update({ n: 2 })).rejects.toMatchObject(CONFLICT);
    let done = false;
    const waiting = database
      .collection("accounts")
      .doc("a")
      .update({ n: database.command.inc(5) })
      .then(() => (done = true));
    await sleep(100);
    expect(done).toBe(false);
    await first.commit();
    await waiting;
    expect((await plain("a"))["n"]).toBe(6);
  });

  it("ends by itself when its time is up, and frees its locks", async () => {
    const transaction = await database.startTransaction();
    await inside(transaction, "a").update({ n: 1 });
    const startedAt = performance.now();
    await database.collection("accounts").doc("a").update({ n: 50 });
    expect(performance.now() - startedAt).toBeGreaterThan(400);
    await expect(transaction.commit()).rejects.toMatchObject(GONE);
    expect((await plain("a"))["n"]).toBe(50);
  });

  it("is not outlived or shortened by a moved clock", async () => {
    const transaction = await database.startTransaction();
    await inside(transaction, "a").update({ n: 1 });
    await cloud.cloud.moveClock({ forwardMs: 3_600_000 });
    await transaction.commit();
    expect((await plain("a"))["n"]).toBe(1);
  });

  it("holds unique values against everyone", async () => {
    const codes = database.collection("codes");
    await codes.add({ _id: "x", code: "X" });
    const refused = await database.startTransaction();
    await expect(refused.collection("codes").add({ code: "X" })).rejects.toThrow("E11000");
    const first = await database.startTransaction();
    await first.collection("codes").doc("x").update({ code: "Y" });
    await first.collection("codes").add({ code: "X" });
    const rival = await database.startTransaction();
    await expect(rival.collection("codes").add({ code: "Y" })).rejects.toMatchObject(CONFLICT);
    const waiting = codes.add({ code: "Y" });
    await first.commit();
    await expect(waiting).rejects.toThrow("E11000");
    expect((await codes.count()).total).toBe(2);
  });

  it("reaches documents only by id where the stand-in is strict", async () => {
    const transaction = await database.startTransaction();
    const escaped = transaction.collection("accounts") as unknown as ReturnType<SdkDatabase["collection"]>;
    await expect(escaped.where({ n: 10 }).get()).rejects.toMatchObject({ code: "INVALID_PARAM" });
    await transaction.rollback();
  });

  it("keeps the sum when many transfer at once", async () => {
    const _ = database.command;
    const transfer = (): Promise<unknown> =>
      database.runTransaction(async (transaction: Transaction) => {
        const { data } = (await transaction.collection("accounts").doc("a").get()) as unknown as {
          data: Row;
        };
        if ((data["n"] as number) < 1) throw new Error("empty");
        await transaction
          .collection("accounts")
          .doc("a")
          .update({ n: _.inc(-1) });
        await transaction
          .collection("accounts")
          .doc("b")
          .update({ n: _.inc(1) });
      }, 3);
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, transfer));
    const passed = outcomes.filter((outcome) => outcome.status === "fulfilled").length;
    expect(passed).toBeGreaterThan(0);
    expect([(await plain("a"))["n"], (await plain("b"))["n"]]).toEqual([10 - passed, 10 + passed]);
  });
});

describe("a query inside a transaction, answered where the stand-in is not strict", () => {
  it("sees its own writes and the snapshot, in order and within the limit", async () => {
    const lenient = await startTestCloud({ indexes: { rows: [] }, strictIndexes: false });
    const rows = lenient.database.collection("rows");
    await rows.add(["a", "b", "c", "d"].map((_id, n) => ({ _id, n, kind: "x" })));
    const transaction = await lenient.database.startTransaction();
    const within = transaction.collection("rows") as unknown as ReturnType<SdkDatabase["collection"]>;
    await within.doc("a").update({ n: 9 });
    await within.doc("b").remove();
    await within.add({ _id: "e", n: 5, kind: "x" });
    await rows.doc("c").update({ kind: "y" });
    await rows.add({ _id: "f", n: 7, kind: "x" });
    const seen = async (): Promise<unknown[]> =>
      ((await within.where({ kind: "x" }).orderBy("n", "asc").limit(3).get()).data as Row[]).map((row) => [
        row["_id"],
        row["n"],
      ]);
    expect(await seen()).toEqual([
      ["c", 2],
      ["d", 3],
      ["e", 5],
    ]);
    const changed = (await (
      within.where({ n: 5 }) as unknown as { updateAndReturn(data: Row): Promise<{ doc: Row }> }
    ).updateAndReturn({ n: 1 })) as { doc: Row };
    expect(changed.doc).toEqual({ _id: "e", n: 1, kind: "x" });
    expect(await seen()).toEqual([
      ["e", 1],
      ["c", 2],
      ["d", 3],
    ]);
    await transaction.commit();
    expect(((await rows.where({ kind: "x" }).get()).data as Row[]).map((row) => row["_id"])).toEqual([
      "a",
      "d",
      "f",
      "e",
    ]);
    await lenient.close();
  });
});
