/** What is decided about a need while something else happens to it at the same moment. */
import { accountIdOf, closeAccount, freeze } from "../../cloudfunctions/features/timebank/ledger";
import { act } from "../../cloudfunctions/features/timebank/bank/act";
import { undecideUnpaidOf } from "../../cloudfunctions/features/timebank/needs/unpaid";
import type { PersonDocument } from "../../cloudfunctions/platform/actor";
import { actorOf, reachOf } from "../../cloudfunctions/platform/actor";
import { type Database, openDatabase } from "../../cloudfunctions/platform/database";
import { calls } from "../../contracts/calls";
import type { AccountAct } from "../../contracts/timebank/bankCalls";
import { organisation, stateOf, staffIdOf } from "../support/communities";
import { dataOf } from "../support/product";
import { crossedIn } from "./crossed";
import { aNeed, codeFor, type Draft, eachStartsAnew, fillPool, holdsIn, idOf, inboxOf, ledgerAt, moveTo, product, save, tick, who } from "./needs/support";

eachStartsAnew();

const daily: Draft["schedule"] = { kind: "roster", fromDay: "2026-11-25", days: 3, shifts: [{ fromMinute: 600, minutes: 60, places: 1 }] };

test("frozen while the branch's decision is carried out: the bank pays what was decided on, and nothing else", async () => {
  await save(who.recipient, 60);
  const need = await aNeed(product, { schedule: daily });
  expect((await need.shifts()).map(({ funding }) => funding)).toEqual(["own", "undecided", "undecided"]);
  const { version } = await need.story(who.head);
  const fund = () => product.call(who.head, "needs.step", { needId: need.needId, version, step: { action: "fund" } });
  const freeze = () => product.call(who.member, "accounts.act", { accountCode: codeFor(who.recipient), act: { act: "freeze", words: "核对中" } });
  // Held up where it tells of its decision, before it pays.
  await crossedIn<unknown, unknown>(product, fund, freeze, "database.insertDocument");
  for (const _round of [1, 2]) await tick(product);
  expect((await need.shifts()).map(({ funding }) => funding)).toEqual(["undecided", "community", "community"]);
  expect((await need.document()).waits).toContain("hours");
});

test("frozen by a call that dies between two of its shifts: the clock goes on with the others, and tells it nobody again", async () => {
  await save(who.recipient, 600);
  const need = await aNeed(product, { schedule: daily });
  const at = product.cloud.cloud.clock.now();
  await freeze(ledgerAt(at), { documentId: "frozen-and-died", payloadHash: "" }, { account: accountIdOf("wtl", "person", idOf(who.recipient)) });
  const real = openDatabase();
  let shiftsWritten = 0;
  const dying: Database = {
    collection: (name) => {
      const collection = real.collection<never>(name);
      const update: typeof collection.update = (...given) => {
        if (name === "timeShifts" && (shiftsWritten += 1) > 1) throw new Error("died");
        return collection.update(...given);
      };
      return Object.assign(Object.create(collection) as object, { update }) as never;
    },
    transaction: (work, tries) => real.transaction(work, tries),
  };
  const ordinary = organisation("wtl", "梧桐里社区");
  await expect(undecideUnpaidOf({ database: dying, organisation: ordinary, state: stateOf(ordinary), at }, "wtl", idOf(who.recipient))).rejects.toThrow("died");
  expect((await need.shifts()).map(({ funding }) => funding)).toEqual(["undecided", "own", "own"]);
  for (const _round of [1, 2]) await tick(product);
  expect((await need.shifts()).map(({ funding }) => funding)).toEqual(["undecided", "undecided", "undecided"]);
  expect((await inboxOf(product, staffIdOf("wtl", "headEast"))).filter(({ text }) => text.includes("用不了了"))).toHaveLength(1);
  expect((await need.document()).events.filter(({ what }) => what === "unpaid")).toHaveLength(1);
});

test.each([["withdraw", who.recipient], ["notTake", who.head]] as const)("%s while somebody takes a turn: he is told once that he need not come, as who had promised before", async (action, by) => {
  await save(who.recipient, 600);
  const need = await aNeed(product, { schedule: daily });
  dataOf(await need.turn(who.near, "take", 0));
  const { version } = await need.story(by);
  const step = action === "withdraw" ? { action } : { action, wayOn: "请找医院的护工。" };
  const withdraw = () => product.call(by, "needs.step", { needId: need.needId, version, step });
  // Held up after it has looked whom to tell, before it is written; and the turn before its need is worked out anew.
  const [, taken] = await crossedIn(product, withdraw, () => need.turn(who.nearToo, "take", 1), "database.modifyDocument", "database.insertDocument");
  dataOf(taken);
  for (const _round of [1, 2]) await tick(product);
  for (const openid of [who.near, who.nearToo]) expect((await inboxOf(product, idOf(openid))).filter(({ text }) => text.includes("您不用来了"))).toHaveLength(1);
  expect((await need.shifts()).flatMap(({ people, effects }) => [...people, ...effects])).toEqual([]);
});

describe("who has died", () => {
  const gentle = "到这里就结束了，您不用再来了。谢谢您一直以来的帮忙。";
  /** Paid by the pool, and by nobody yet; somebody has promised, somebody was asked. */
  async function helped() {
    await save(who.recipient, 30);
    await fillPool(120);
    const need = await aNeed(product, { schedule: daily });
    expect((await need.shifts()).map(({ funding }) => funding)).toEqual(["pool", "pool", "undecided"]);
    dataOf(await need.turn(who.near, "take", 0));
    dataOf(await need.step(who.leader, { action: "invite", assignments: [{ shiftId: `${need.needId}:1`, personId: idOf(who.nearToo) }] }));
    return need;
  }
  async function expectEnded(need: Awaited<ReturnType<typeof helped>>) {
    expect(await need.document()).toMatchObject({ open: false, state: "ended", offeredTo: [], attention: [], lacking: 0 });
    expect((await need.shifts()).map(({ cancelled, people }) => [cancelled, people])).toEqual([[true, []], [true, []], [true, []]]);
    expect(await holdsIn(product, "pending")).toEqual([]);
    for (const openid of [who.near, who.nearToo]) expect((await inboxOf(product, idOf(openid))).filter(({ text }) => text.endsWith(gentle))).toHaveLength(1);
    expect((await inboxOf(product, staffIdOf("wtl", "leader1"))).filter(({ text }) => text.includes("结束了"))).toHaveLength(1);
    expect((await inboxOf(product, idOf(who.recipient))).filter(({ text }) => text.includes("结束了"))).toEqual([]);
  }

  test("is helped by nobody any more, whoever was to pay; his helpers are told gently, and once", async () => {
    const need = await helped();
    dataOf(await product.call(who.member, "accounts.act", { accountCode: codeFor(who.recipient), act: { act: "close", reason: "death" } }));
    await expectEnded(need);
    moveTo(product, "2026-11-23T12:00:00");
    for (const _round of [1, 2]) await tick(product);
    await expectEnded(need);
  });

  test("also where the call died after the ledger's entry: the clock ends it", async () => {
    const need = await helped();
    await closeAccount(ledgerAt(product.cloud.cloud.clock.now()), { documentId: "closed-and-died", payloadHash: "" }, { account: accountIdOf("wtl", "person", idOf(who.recipient)), reason: "death" });
    moveTo(product, "2026-11-23T12:00:00");
    for (const _round of [1, 2, 3]) await tick(product);
    await expectEnded(need);
    expect(await product.documents("timeUnpaid")).toEqual([]);
  });

  test("but who has only moved away keeps what the pool was to pay, as before", async () => {
    const need = await helped();
    dataOf(await product.call(who.member, "accounts.act", { accountCode: codeFor(who.recipient), act: { act: "close", reason: "movedAway" } }));
    expect((await need.document()).open).toBe(true);
  });
});

describe("an act whose call dies right after its entry has told its holder all the same", () => {
  /** The branch's call, with a database that is gone after the first transaction. */
  async function actAndDie(by: string, wanted: AccountAct): Promise<void> {
    const real = openDatabase();
    let died = false;
    const dying: Database = {
      collection: (name) => {
        if (died) throw new Error("died");
        return real.collection(name);
      },
      transaction: async (work, tries) => {
        const result = await real.transaction(work, tries);
        died = true;
        return result;
      },
    };
    const [person] = await product.documents<PersonDocument>("people", { _id: idOf(by) });
    const community = { organisation: organisation("wtl", "梧桐里社区"), state: stateOf(organisation("wtl", "梧桐里社区")) };
    const at = product.cloud.cloud.clock.now();
    const actor = actorOf(by, person, community.organisation, at);
    const context = { database: dying, person: person!, community, actor, reach: reachOf(calls["accounts.act"], actor), at, operation: { documentId: `died-${wanted.act}`, payloadHash: "" } };
    await expect(act({ accountCode: codeFor(who.recipient), act: wanted }, context)).rejects.toThrow("died");
  }

  test.each<[AccountAct, string]>([
    [{ act: "freeze", words: "核对中" }, "暂时冻结了"],
    [{ act: "terms", hardshipUntil: "2026-12-31" }, "登记好了"],
    [{ act: "close", reason: "left" }, "注销了"],
  ])("%j", async (wanted, words) => {
    await save(who.recipient, 60);
    await actAndDie(who.member, wanted);
    expect((await inboxOf(product, idOf(who.recipient))).filter(({ text }) => text.includes(words))).toHaveLength(1);
  });
});
