import {
  expireHolds, freeze, gift, placeHolds, poolIdOf, postHold, verifyCommunity, voidHolds, deposit, donate, type HoldGroup,
} from "../../cloudfunctions/features/timebank/ledger";
import type { HoldDocument, TransferDocument } from "../../cloudfunctions/features/timebank/ledger/documents";
import type { Ledger } from "../../cloudfunctions/features/timebank/ledger/repository";
import { mostOpenHolds } from "../../cloudfunctions/features/timebank/ledger/rules";
import { takeCallCount } from "../../cloudfunctions/platform/database";
import { dayMs } from "../../contracts/kernel/milliseconds";
import { faultsIn, readBooks } from "./audit";
import { type Bank, noon, operation, outcome, person, startBank } from "./bank";

/** The holds of a whole need: placed by one entry, settled one by one. */
let bank: Bank;
let ledger: Ledger;
beforeAll(async () => {
  bank = await startBank();
});
afterAll(() => bank.close());
beforeEach(() => {
  ledger = bank.ledger();
});
/** Not where a hand was in the database: such a test leaves its bank. */
afterEach(async () => {
  expect(faultsIn(await readBooks(bank.database, ledger.communityId))).toEqual([]);
  expect(await verifyCommunity(bank.database, ledger.communityId)).toMatchObject({ ok: true });
});

const withHours = async (name: string, minutes: number): Promise<string> => {
  const account = await person(ledger, name);
  if (minutes) await deposit(ledger, operation(), { account, minutes });
  return account;
};
const groups = (...each: [minutes: number, places: number][]): HoldGroup[] => each.map(([minutes, places], index) => ({ first: index * 20, minutes, places, expiresAt: noon + dayMs }));
const many = (count: number, minutes: number): HoldGroup[] => groups(...Array.from({ length: count }, (): [number, number] => [minutes, 1]));
const available = async (id: string) => {
  const { credits, debits, debitsPending } = await bank.account(ledger, id);
  return credits - debits - debitsPending;
};
const holdOf = (id: string) => bank.database.collection<HoldDocument>("timeHolds").get(id);

describe("a fortnight of four shifts a day", () => {
  it("is one entry, in one transaction; each hold is settled by itself, to the minute", async () => {
    const [from, to] = [await withHours("teacher", 60_000), await withHours("helper", 0)];
    const order = operation({ roster: 1 });
    takeCallCount();
    const entry = await placeHolds(ledger, order, { from, groups: many(56, 120) });
    expect(takeCallCount()).toBeLessThanOrEqual(56 + 8);
    expect([outcome(entry), entry.placed!.length, entry.pending]).toEqual(["done", 56, [{ account: from, minutes: 56 * 120 }]]);
    expect(await placeHolds(ledger, order, { from, groups: many(56, 120) })).toEqual(entry);
    expect((await bank.account(ledger, from)).openHolds).toEqual(entry.placed);
    await postHold(ledger, operation(), { hold: entry.placed![0]!, to, minutes: 75 });
    await voidHolds(ledger, operation(), { holds: [entry.placed![1]!] });
    const rest = await voidHolds(ledger, operation(), { holds: entry.placed! });
    expect([outcome(rest), rest.settles.length]).toEqual(["done", 54]);
    expect([await available(from), await available(to)]).toEqual([60_000 - 75, 75]);
    expect(outcome(await voidHolds(ledger, operation(), { holds: entry.placed! }))).toBe("holdSettled");
  });

  it("comes back by the clock, and by freezing", async () => {
    const from = await withHours("a", 1_000);
    await placeHolds(ledger, operation(), { from, groups: many(4, 60) });
    await expireHolds({ ...ledger, at: noon + dayMs });
    expect(await available(from)).toBe(1_000);
    await placeHolds(ledger, operation(), { from, groups: many(4, 60) });
    await freeze(ledger, operation(), { account: from });
    expect(await bank.account(ledger, from)).toMatchObject({ debitsPending: 0, openHolds: [], status: "frozen" });
    expect(outcome(await placeHolds(ledger, operation(), { from, groups: many(1, 60) }))).toBe("accountFrozen");
  });
});

describe("as far as the hours go", () => {
  it("whole groups in their order, and a later one that still fits", async () => {
    const from = await withHours("a", 150);
    const entry = await placeHolds(ledger, operation(), { from, groups: groups([60, 1], [60, 2], [60, 1], [45, 1], [30, 1]) });
    expect(entry.placed!.map((id) => Number(id.split(":")[1]))).toEqual([0, 40, 80]);
    expect(await available(from)).toBe(150 - 60 - 60 - 30);
  });

  it("says why when nothing could be paid, and stays at that", async () => {
    const from = await withHours("a", 0);
    const order = operation({ nothing: true });
    expect(outcome(await placeHolds(ledger, order, { from, groups: many(2, 60) }))).toBe("notEnough");
    await deposit(ledger, operation(), { account: from, minutes: 600 });
    expect(outcome(await placeHolds(ledger, order, { from, groups: many(2, 60) }))).toBe("notEnough");
  });

  it("two at once never hold the same hour twice", async () => {
    const from = await withHours("a", 240);
    const both = await Promise.all([placeHolds(ledger, operation(), { from, groups: many(3, 60) }), placeHolds(ledger, operation(), { from, groups: many(3, 60) }), gift(ledger, operation(), { from, to: await withHours("b", 0), minutes: 60, relation: "child" })]);
    expect(both.slice(0, 2).reduce((sum, { placed = [] }) => sum + placed.length, 0)).toBeLessThanOrEqual(4);
    expect(await available(from)).toBeGreaterThanOrEqual(0);
  });

  it("never more open holds than freezing can void", async () => {
    const from = await withHours("a", 60_000);
    const first = await placeHolds(ledger, operation(), { from, groups: many(mostOpenHolds - 2, 60) });
    expect(first.placed).toHaveLength(mostOpenHolds - 2);
    const second = await placeHolds(ledger, operation(), { from, groups: groups([60, 3], [60, 2]) });
    expect(second.placed!.map((id) => Number(id.split(":")[1]))).toEqual([20, 21]);
    expect(outcome(await placeHolds(ledger, operation(), { from, groups: many(1, 60) }))).toBe("tooManyHolds");
  });

  it("not before they may be redeemed, and not another community's", async () => {
    const strict: Ledger = { ...ledger, settings: { ...ledger.settings, redemption: { minimumAge: 60, hardship: true } } };
    const from = await withHours("a", 600);
    expect(outcome(await placeHolds(strict, operation(), { from, groups: many(1, 60) }))).toBe("notYetRedeemable");
    expect(outcome(await placeHolds(bank.ledger(), operation(), { from, groups: many(1, 60) }))).toBe("accountUnknown");
  });
});

describe("from the pool", () => {
  const filled = async (minutes: number): Promise<string> => {
    const giver = await withHours("giver", minutes);
    await donate(ledger, operation(), { from: giver, minutes });
    return poolIdOf(ledger.communityId);
  };

  it("for who has nothing left that would pay a whole group", async () => {
    const [from, beneficiary] = [await filled(600), await withHours("poor", 90)];
    const entry = await placeHolds(ledger, operation(), { from, beneficiary, groups: groups([60, 1], [60, 2]) });
    // 90 minutes of his own pay one place, not two.
    expect(entry.placed!.map((id) => Number(id.split(":")[1]))).toEqual([20, 21]);
    expect(await holdOf(entry.placed![0]!)).toMatchObject({ beneficiary, minutes: 60 });
    expect(outcome(await placeHolds(ledger, operation(), { from, beneficiary, groups: many(1, 60) }))).toBe("hasOwnHours");
  });

  it("for somebody without an account, where it is said so", async () => {
    const from = await filled(120);
    expect(outcome(await placeHolds(ledger, operation(), { from, groups: many(1, 60) }))).toBe("accountUnknown");
    expect((await placeHolds(ledger, operation(), { from, withoutAccount: true, groups: many(3, 60) })).placed).toHaveLength(2);
    const off: Ledger = { ...ledger, settings: { ...ledger.settings, poolHelps: false } };
    expect(outcome(await placeHolds(off, operation(), { from, withoutAccount: true, groups: many(1, 60) }))).toBe("poolOff");
  });
});

describe("seen to fail when a hand is in the database", () => {
  it.each<[string, RegExp, (entry: TransferDocument) => Promise<unknown>]>([
    ["a hold that is longer than what was set aside", /sets aside 120 minutes, and its holds are 180/, async ({ placed }) => {
      const hold = (await holdOf(placed![0]!))!;
      await bank.database.collection<HoldDocument>("timeHolds").put({ ...hold, minutes: 120 });
    }],
    ["a hold that no entry placed", /no entry placed/, async ({ placed }) => {
      const hold = (await holdOf(placed![0]!))!;
      await bank.database.collection<HoldDocument>("timeHolds").insert({ ...hold, _id: `${hold._id}0` });
    }],
    ["a list of holds that was shortened", /doesn't fold|no entry placed/, async (entry) => {
      const stored = (await bank.database.collection<TransferDocument>("timeTransfers").get(entry._id))!;
      await bank.database.collection<TransferDocument>("timeTransfers").put({ ...stored, placed: stored.placed!.slice(1) });
    }],
  ])("%s", async (_what, says, change) => {
    const from = await withHours("a", 600);
    await change(await placeHolds(ledger, operation(), { from, groups: many(2, 60) }));
    expect(await verifyCommunity(bank.database, ledger.communityId)).toMatchObject({ ok: false, fault: { says: expect.stringMatching(says) as string } });
    ledger = bank.ledger();
  });
});
