/** How the bank stands: counted each morning, a bounded piece a round, and said in sentences. */
import { addDays, instantOf } from "../../../contracts/kernel/day";
import { dayMs, hourMs, minuteMs } from "../../../contracts/kernel/milliseconds";
import { accountIdOf, deposit, donate, openAccount, poolIdOf } from "../../../cloudfunctions/features/timebank/ledger";
import type { AccountDocument, StatementDocument } from "../../../cloudfunctions/features/timebank/ledger/documents";
import type { BankDocument } from "../../../cloudfunctions/features/timebank/shared/documents";
import { healthView, noTally, sentenceOf, shownFrom, tallied } from "../../../cloudfunctions/features/timebank/bank/healthRules";
import type { HealthClockDocument, HealthDocument } from "../../../cloudfunctions/features/timebank/bank/health.repository";
import { bankRound } from "../../../cloudfunctions/features/timebank/bank";
import { openDatabase, takeCallCount } from "../../../cloudfunctions/platform/database";
import { operation, placeHold, startBank, type Bank } from "../bank";
import { communityIds, mondayMorning, openidOf } from "../../support/communities";
import { dataOf, startProduct } from "../../support/product";
import { ledgerOf } from "../../../cloudfunctions/features/timebank/shared/ledgerOf";

const account = (changes: Partial<AccountDocument>): AccountDocument => ({
  _id: "a", schemaVersion: 1, version: 1, communityId: "c", kind: "person", holder: "p", status: "open", openHolds: [], chain: "", openedMonth: "2026-11",
  floor: 0, cap: null, debits: 0, credits: 0, debitsPending: 0, honour: 0, ...changes,
});

describe("the sum", () => {
  test("adds up what can be used, what is held, and the pool apart; closed accounts are nobody's", () => {
    const accounts = [
      account({ credits: 600, debits: 60, debitsPending: 120 }),
      account({ credits: 300 }),
      account({ kind: "pool", credits: 900, debitsPending: 100 }),
      account({ status: "closed" }),
      account({ status: "frozen", credits: 10 }),
    ];
    expect(tallied(noTally, accounts, "2026-11-23")).toEqual({ availableMinutes: 730, heldMinutes: 220, poolMinutes: 800, unredeemedMinutes: 0, unredeemedPeople: 0, people: 3 });
    // In pieces as at once.
    expect(tallied(tallied(noTally, accounts.slice(0, 2), "2026-11-23"), accounts.slice(2), "2026-11-23")).toEqual(tallied(noTally, accounts, "2026-11-23"));
  });

  test.each([
    ["a year old and untouched", { openedMonth: "2025-11" }, 300],
    ["not a year old", { openedMonth: "2025-12" }, 0],
    ["once used", { openedMonth: "2020-01", debits: 5 }, 0],
    ["about to be used", { openedMonth: "2020-01", debitsPending: 5 }, 0],
  ])("unredeemed: %s", (_name, changes, minutes) => {
    expect(tallied(noTally, [account({ credits: 300, ...changes })], "2026-11-23").unredeemedMinutes).toBe(minutes);
  });
});

describe("in words", () => {
  const tally = (changes: object) => ({ ...noTally, people: 3, ...changes });
  test.each([
    [noTally, "还没有人存时间，等第一位志愿者。"],
    [tally({ availableMinutes: 600 }), "大家一共存着 10 小时，现在没有约出去的。"],
    [tally({ availableMinutes: 600, heldMinutes: 120 }), "大家一共还能用 10 小时，约出去 2 小时，存的够用。"],
    [tally({ availableMinutes: 60, heldMinutes: 120 }), "约出去的 2 小时，比还能用的 1 小时 多：接下来几周请多留意人手够不够。"],
  ])("%j", (one, sentence) => expect(sentenceOf(one)).toBe(sentence));

  test("one point a week, the last morning of each, twelve at most; a week that was not counted is left out", () => {
    const from = shownFrom("2026-11-25");
    expect(from).toBe("2026-09-07");
    const days = Array.from({ length: 80 }, (_, n) => addDays(from, n)).filter((one) => one < "2026-10-05" || one > "2026-10-11");
    const view = healthView(days.map((one, n) => ({ ...noTally, people: 1, availableMinutes: n, day: one, at: instantOf(one, 3) })));
    expect(view.weeks).toHaveLength(11);
    expect(view.weeks.map(({ day: shown }) => shown)).not.toContain("2026-10-11");
    expect(view.weeks.at(0)).toMatchObject({ day: "2026-09-13", label: "9月13日", availableMinutes: 6 });
    expect(view.weeks.at(-1)).toMatchObject({ day: "2026-11-25" });
    expect(view.asOfText).toBe("11月25日 00:03 的数，每天清早数一次。");
  });

  test("before the first morning it says so", () => {
    expect(healthView([])).toMatchObject({ weeks: [], people: 0, sentence: "还没有人存时间，等第一位志愿者。", asOfText: "每天清早数一次，明天就有。" });
  });
});

describe("the clock", () => {
  let bank: Bank;
  beforeEach(async () => void (bank = await startBank()));
  afterEach(() => bank.close());
  const noon = instantOf("2026-11-23", 720);
  let tally = { failed: 0 };
  beforeEach(() => void (tally = { failed: 0 }));
  const round = (at: number) => bankRound(bank.database, at, tally);
  const mornings = (communityId: string) => bank.database.collection<HealthDocument>("timeHealth").find({ communityId, day: { $gt: "" } }, { order: { day: 1 }, limit: 50 });

  test("counts each community once a day, and asks one question when there is nothing to do", async () => {
    const [ledger, second] = [bank.ledger(), bank.ledger()];
    for (const one of [ledger, second]) {
      const { _id } = await openAccount(one, "person", "p1");
      await deposit(one, operation(), { account: _id, minutes: 300 });
      await placeHold(one, operation(), { from: _id, minutes: 60, expiresAt: noon + dayMs });
      await donate(one, operation(), { from: _id, minutes: 30 });
    }
    await round(noon);
    for (const { communityId } of [ledger, second])
      expect(await mornings(communityId)).toMatchObject([{ day: "2026-11-23", availableMinutes: 210, heldMinutes: 60, poolMinutes: 30, people: 1 }]);
    await round(noon + minuteMs);
    takeCallCount();
    await round(noon + 120_000);
    expect(takeCallCount()).toBe(1);
    await round(noon + dayMs);
    expect(await mornings(ledger.communityId)).toHaveLength(2);
    expect(poolIdOf(ledger.communityId)).not.toBe(poolIdOf(second.communityId));
  });

  test("goes on where it stopped: cut off after any step, and by two at once, each morning is counted once and right", async () => {
    const ledger = bank.ledger();
    for (let n = 0; n < 60; n += 1) await deposit(ledger, operation(), { account: (await openAccount(ledger, "person", `p${n}`))._id, minutes: 10 });
    await Promise.all([round(noon), round(noon)]);
    await round(noon + minuteMs);
    expect(await mornings(ledger.communityId)).toMatchObject([{ availableMinutes: 600, people: 60 }]);
    // As a round leaves it that read one batch and died: half of the accounts are counted already.
    const clock = (await bank.database.collection<HealthClockDocument>("timeHealth").get("clock"))!;
    const ids = (await bank.database.collection<AccountDocument>("timeAccounts").find({ communityId: ledger.communityId }, { order: { _id: 1 }, limit: 100 })).map(({ _id }) => _id);
    const reading = { communityId: ledger.communityId, after: ids[29]!, tally: { ...noTally, availableMinutes: 300, people: 30 } };
    await bank.database.collection<HealthClockDocument>("timeHealth").put({ ...clock, readingDay: "2026-11-24", left: [ledger.communityId], reading });
    await round(noon + dayMs);
    expect((await mornings(ledger.communityId)).at(-1)).toMatchObject({ day: "2026-11-24", availableMinutes: 600, people: 60 });
  });

  test("a community whose settings nobody can read stops no other", async () => {
    const [broken, whole] = [bank.ledger({}, instantOf("2026-10-20", 600)), bank.ledger({}, instantOf("2026-10-20", 600))];
    for (const one of [broken, whole]) await deposit(one, operation(), { account: (await openAccount(one, "person", "p1"))._id, minutes: 10 });
    await bank.database.collection<BankDocument>("timeBanks").insert({ _id: broken.communityId, settings: { capMinutes: "many" } });
    const said = jest.spyOn(console, "error").mockImplementation(() => undefined);
    for (let minute = 0; minute < 3; minute += 1) await round(noon + minute * minuteMs);
    expect([said.mock.calls.length, tally.failed]).toEqual([1, 1]);
    said.mockRestore();
    const statements = await bank.database.collection<StatementDocument>("timeStatements").find({ communityId: whole.communityId, _id: { $gt: "" } }, { order: { _id: 1 }, limit: 10 });
    expect(statements).toMatchObject([{ month: "2026-10" }]);
  });

  test("seals the months of all accounts in pieces, once the month has settled", async () => {
    const ledger = bank.ledger({}, instantOf("2026-10-20", 600));
    for (let n = 0; n < 30; n += 1) await deposit(ledger, operation(), { account: (await openAccount(ledger, "person", `p${n}`))._id, minutes: 10 });
    const sealed = async (month: string) => (await bank.database.collection<StatementDocument>("timeStatements").find({ communityId: ledger.communityId, _id: { $gt: "" } }, { order: { _id: 1 }, limit: 200 })).filter((one) => one.month === month).length;
    const firstOfNovember = instantOf("2026-11-01", 30);
    await round(firstOfNovember);
    expect(await sealed("2026-10")).toBe(0);
    await round(firstOfNovember + hourMs);
    expect(await sealed("2026-10")).toBe(25);
    await round(firstOfNovember + 3_660_000);
    expect(await sealed("2026-10")).toBe(30);
    await round(instantOf("2026-12-01", 120));
    await round(instantOf("2026-12-01", 121));
    expect(await sealed("2026-11")).toBe(30);
    expect((await bank.account(ledger, accountIdOf(ledger.communityId, "person", "p1"))).credits).toBe(10);
  });
});

test("through the door: the branch reads it, residents and group leaders don't", async () => {
  const product = await startProduct();
  try {
    const ledger = await ledgerOf({ database: openDatabase(), communityId: communityIds.own, by: "clock", at: mondayMorning });
    const saver = await openAccount(ledger, "person", "somebody");
    await deposit(ledger, operation(), { account: saver._id, minutes: 120 });
    await product.cloud.app.callFunction({ name: "clock", data: {} });
    const health = dataOf(await product.call(openidOf(communityIds.own, "memberWest"), "bank.health", {}));
    expect(health).toMatchObject({ people: 1, availableText: "还能用的：2 小时。", weeks: [{ availableMinutes: 120, heldMinutes: 0 }], unredeemedSentence: "存满一年的人，都用过或送过时间。" });
    expect(product.cost().databaseCalls).toBeLessThanOrEqual(4);
    expect(dataOf(await product.call(openidOf(communityIds.own, "secretary"), "bank.open", {})).healthText).toBe("大家一共存着 2 小时，现在没有约出去的。");
    expect(dataOf(await product.call(openidOf(communityIds.other, "secretary"), "bank.health", {}))).toMatchObject({ people: 0, weeks: [] });
    for (const code of ["resident1", "leader1"] as const) expect(await product.call(openidOf(communityIds.own, code), "bank.health", {})).toMatchObject({ ok: false, failure: { code: "notAllowed" } });
  } finally {
    await product.close();
  }
});
