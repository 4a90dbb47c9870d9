import { dayMs } from "../../contracts/kernel/milliseconds";
import type { TimeBankSettings } from "../../contracts/timebank/settings";
import {
  changeTerms, closeAccount, correct, deposit, donate, expireHolds, freeze, gift, mergeAccounts, openAccount, poolIdOf, postHold, thaw,
  verifyCommunity, voidHolds,
} from "../../cloudfunctions/features/timebank/ledger";
import type { Ledger } from "../../cloudfunctions/features/timebank/ledger/repository";
import { takeCallCount } from "../../cloudfunctions/platform/database";
import { type Bank, noon, operation, outcome, person, placeHold, startBank } from "./bank";

let bank: Bank;
let ledger: Ledger;
const opened: Ledger[] = [];
beforeAll(async () => {
  bank = await startBank();
});
afterAll(async () => {
  await bank.close();
});
beforeEach(() => {
  ledger = under({});
});
afterEach(async () => {
  for (const { communityId } of opened.splice(0)) expect(await verifyCommunity(bank.database, communityId)).toMatchObject({ ok: true });
});

function under(settings: Partial<TimeBankSettings>): Ledger {
  const made = bank.ledger(settings);
  opened.push(made);
  return made;
}
const balances = async (id: string) => {
  const { credits, debits, debitsPending, honour } = await bank.account(ledger, id);
  return { posted: credits - debits, held: debitsPending, honour };
};
const later = (ms: number): Ledger => ({ ...ledger, at: ledger.at + ms });
const withHours = async (name: string, minutes: number): Promise<string> => {
  const account = await person(ledger, name);
  await deposit(ledger, operation(), { account, minutes });
  return account;
};
const hold = (from: string, minutes: number, more: { beneficiary?: string } = {}) => placeHold(ledger, operation(), { from, minutes, expiresAt: noon + dayMs, ...more });

describe("the story: a thousand hours saved, a foot broken", () => {
  it("pays what was served and releases the rest, to the minute", async () => {
    const teacher = await withHours("teacher", 60_000);
    const helper = await person(ledger, "helper");
    const shifts = [];
    for (let shift = 0; shift < 14; shift += 1) shifts.push(await hold(teacher, 120));
    expect(shifts.map(outcome)).toEqual(Array(14).fill("done"));
    expect(await balances(teacher)).toEqual({ posted: 60_000, held: 1_680, honour: 60_000 });
    for (const [index, { held }] of shifts.entries()) {
      if (index < 9) await postHold(ledger, operation(), { hold: held, to: helper, minutes: index === 0 ? 75 : 120 });
      else if (index < 11) await voidHolds(ledger, operation(), { holds: [held] });
    }
    expect(await expireHolds(later(2 * dayMs))).toBe(3);
    expect(await balances(teacher)).toEqual({ posted: 60_000 - 75 - 8 * 120, held: 0, honour: 60_000 });
    expect(await balances(helper)).toEqual({ posted: 75 + 8 * 120, held: 0, honour: 75 + 8 * 120 });
    expect(await bank.account(ledger, teacher)).toMatchObject({ openHolds: [] });
  });
});

describe("one operation", () => {
  it("costs eight calls, and a repeat one", async () => {
    const [from, to] = [await withHours("a", 600), await person(ledger, "b")];
    const given = operation();
    takeCallCount();
    const first = await gift(ledger, given, { from, to, minutes: 60, relation: "child" });
    expect(takeCallCount()).toBe(8);
    const again = await gift(later(dayMs), given, { from, to, minutes: 60, relation: "child" });
    expect(takeCallCount()).toBe(1);
    expect(again).toEqual(first);
    expect(await balances(to)).toMatchObject({ posted: 60 });
  });

  it("is refused under the same id with other content", async () => {
    const account = await person(ledger, "a");
    const { documentId } = operation({ minutes: 60 }, "twice");
    await deposit(ledger, operation({ minutes: 60 }, "twice"), { account, minutes: 60 });
    await expect(deposit(ledger, operation({ minutes: 90 }, "twice"), { account, minutes: 90 })).rejects.toMatchObject({ code: "operationReused" });
    expect(documentId).toBeDefined();
    expect(await balances(account)).toMatchObject({ posted: 60 });
  });

  it("stays rejected when it would be possible later", async () => {
    const [from, to] = [await person(ledger, "a"), await person(ledger, "b")];
    const given = operation();
    expect(outcome(await gift(ledger, given, { from, to, minutes: 60, relation: "child" }))).toBe("notEnough");
    await deposit(ledger, operation(), { account: from, minutes: 600 });
    expect(outcome(await gift(ledger, given, { from, to, minutes: 60, relation: "child" }))).toBe("notEnough");
    expect(await balances(to)).toMatchObject({ posted: 0 });
  });

  it("sent ten times at once moves once", async () => {
    const account = await person(ledger, "a");
    const sent = operation();
    const replies = await Promise.all(Array.from({ length: 10 }, () => deposit(ledger, sent, { account, minutes: 60 })));
    expect(new Set(replies.map(({ touched }) => JSON.stringify(touched))).size).toBe(1);
    expect(await balances(account)).toMatchObject({ posted: 60 });
  });

  it.each([0, -60, 1.5, Number.NaN, 1e9])("does not take %p minutes", async (minutes) => {
    const [from, to] = [await withHours("a", 600), await withHours("b", 600)];
    await expect(gift(ledger, operation(), { from, to, minutes, relation: "child" })).rejects.toMatchObject({ code: "invalidInput" });
    expect(await balances(from)).toMatchObject({ posted: 600 });
  });

  it("finds nothing of another community", async () => {
    const mine = await withHours("a", 600);
    const elsewhere = under({});
    expect(outcome(await donate(elsewhere, operation(), { from: mine, minutes: 60 }))).toBe("accountUnknown");
  });

  it("deposits a hundred at once, and none fails", async () => {
    const accounts = await Promise.all(Array.from({ length: 100 }, (_, index) => person(ledger, `volunteer-${index}`)));
    const replies = await Promise.allSettled(accounts.map((account) => deposit(ledger, operation(), { account, minutes: 90 })));
    expect(replies.filter(({ status }) => status === "rejected")).toEqual([]);
  });
});

describe("holds", () => {
  it("take away what is available before anything is paid", async () => {
    const from = await withHours("a", 100);
    expect(outcome(await hold(from, 60))).toBe("done");
    expect(outcome(await hold(from, 60))).toBe("notEnough");
    expect(outcome(await donate(ledger, operation(), { from, minutes: 60 }))).toBe("notEnough");
    expect(outcome(await donate(ledger, operation(), { from, minutes: 40 }))).toBe("done");
  });

  it("are settled once, by whoever comes first", async () => {
    const [from, to] = [await withHours("a", 100), await person(ledger, "b")];
    const { held } = await hold(from, 60);
    const tried = await Promise.all([
      postHold(ledger, operation(), { hold: held, to, minutes: 45 }),
      postHold(ledger, operation(), { hold: held, to, minutes: 45 }),
      voidHolds(ledger, operation(), { holds: [held] }),
    ]);
    expect(tried.map(outcome).sort()).toEqual(["done", "holdSettled", "holdSettled"]);
    expect(await balances(from)).toMatchObject({ held: 0 });
  });

  it.each<[string, string, (account: { from: string; to: string; id: string }) => Promise<unknown>]>([
    ["more than was held", "overHold", ({ id, to }) => postHold(ledger, operation(), { hold: id, to, minutes: 61 }).then(outcome)],
    ["back to who pays", "sameAccount", ({ id, from }) => postHold(ledger, operation(), { hold: id, to: from, minutes: 60 }).then(outcome)],
    ["after its time, although no clock came by", "holdExpired", ({ id, to }) => postHold(later(dayMs), operation(), { hold: id, to, minutes: 60 }).then(outcome)],
    ["one that isn't there", "holdUnknown", ({ to }) => postHold(ledger, operation(), { hold: "none", to, minutes: 60 }).then(outcome)],
  ])("do not pay %s", async (_what, rejection, act) => {
    const [from, to] = [await withHours("a", 100), await person(ledger, "b")];
    const { held } = await hold(from, 60);
    expect(await act({ from, to, id: held })).toBe(rejection);
  });

  it("expire once, however often and late the clock comes", async () => {
    const from = await withHours("a", 100);
    await hold(from, 60);
    expect(await expireHolds(ledger)).toBe(0);
    await Promise.all([expireHolds(later(2 * dayMs)), expireHolds(later(3 * dayMs))]);
    expect(await expireHolds(later(4 * dayMs))).toBe(0);
    expect(await balances(from)).toMatchObject({ posted: 100, held: 0 });
  });
});

describe("what a community decides", () => {
  it("caps an account and gives the rest to the pool in the same entry; honour counts in full", async () => {
    ledger = under({ capMinutes: 100 });
    const account = await person(ledger, "a");
    const entry = await deposit(ledger, operation(), { account, minutes: 130 });
    expect(entry.touched).toHaveLength(2);
    expect(await balances(account)).toMatchObject({ posted: 100, honour: 130 });
    expect(await balances(poolIdOf(ledger.communityId))).toMatchObject({ posted: 30, honour: 0 });
    const more = await deposit(ledger, operation(), { account, minutes: 10 });
    expect(more.lines.filter(({ book }) => book === "spendable")).toHaveLength(2);
    expect(await balances(account)).toMatchObject({ posted: 100, honour: 140 });
  });

  it("lets an account fall to its floor and not below", async () => {
    ledger = under({ floorMinutes: -60 });
    const from = await person(ledger, "a");
    expect(outcome(await hold(from, 61))).toBe("notEnough");
    expect(outcome(await hold(from, 60))).toBe("done");
  });

  it.each([
    ["nobody said how old he is", {}, "notYetRedeemable"],
    ["he is too young", { mayRedeemFrom: "2026-11-24" }, "notYetRedeemable"],
    ["he reaches the age today", { mayRedeemFrom: "2026-11-23" }, "done"],
    ["he is in hardship until today", { hardshipUntil: "2026-11-23" }, "done"],
    ["his hardship is over", { hardshipUntil: "2026-11-22" }, "notYetRedeemable"],
  ])("redeems from an age: %s", async (_what, terms, expected) => {
    ledger = under({ redemption: { minimumAge: 60, hardship: true } });
    const account = await withHours("a", 600);
    await changeTerms(ledger, operation(), { account, terms: { floor: 0, cap: null, ...terms } });
    expect(outcome(await hold(account, 60))).toBe(expected);
  });

  it("gives to spouse and direct relatives only, within the other's cap", async () => {
    ledger = under({ giftTo: ["spouse"], capMinutes: 600 });
    const [from, to] = [await withHours("a", 600), await withHours("b", 580)];
    const give = (relation: "spouse" | "child", minutes: number, giver = from) => gift(ledger, operation(), { from: giver, to, minutes, relation }).then(outcome);
    expect(await give("child", 10)).toBe("notRelated");
    expect(await give("spouse", 10, to)).toBe("sameAccount");
    expect(await give("spouse", 30)).toBe("capReached");
    expect(await give("spouse", 20)).toBe("done");
    expect(await balances(from)).toMatchObject({ posted: 580, honour: 600 });
  });

  it("lets a group donate and nothing else", async () => {
    const group = (await openAccount(ledger, "group", "choir"))._id;
    await deposit(ledger, operation(), { account: group, minutes: 300 });
    expect(outcome(await hold(group, 60))).toBe("groupDonatesOnly");
    expect(outcome(await gift(ledger, operation(), { from: group, to: await person(ledger, "b"), minutes: 60, relation: "child" }))).toBe("groupDonatesOnly");
    expect(outcome(await donate(ledger, operation(), { from: group, minutes: 300 }))).toBe("done");
  });

  it("helps from the pool who has nothing saved", async () => {
    const donor = await withHours("donor", 600);
    await donate(ledger, operation(), { from: donor, minutes: 300 });
    const [poor, rich, helper] = [await person(ledger, "poor"), await withHours("rich", 60), await person(ledger, "helper")];
    const pool = poolIdOf(ledger.communityId);
    expect(outcome(await hold(pool, 60, { beneficiary: rich }))).toBe("hasOwnHours");
    expect(outcome(await hold(pool, 60))).toBe("accountUnknown");
    expect(outcome(await hold(pool, 301, { beneficiary: poor }))).toBe("notEnough");
    const { held } = await hold(pool, 60, { beneficiary: poor });
    expect(outcome(await postHold(ledger, operation(), { hold: held, to: helper, minutes: 50 }))).toBe("done");
    expect(await balances(pool)).toMatchObject({ posted: 250, held: 0 });
  });

  it.each([["donation", "donationOff"], ["poolHelps", "poolOff"]] as const)("switches %s off", async (setting, rejection) => {
    ledger = under({ [setting]: false });
    const from = await withHours("a", 60);
    const tried = setting === "donation" ? await donate(ledger, operation(), { from, minutes: 10 }) : await hold(poolIdOf(ledger.communityId), 10, { beneficiary: from });
    expect(outcome(tried)).toBe(rejection);
  });
});

describe("corrections", () => {
  it("are new entries whose sum never exceeds the original, the pool's part first", async () => {
    ledger = under({ capMinutes: 100 });
    const account = await person(ledger, "a");
    const { _id } = await deposit(ledger, operation(), { account, minutes: 130 });
    const take = (minutes: number) => correct(ledger, operation(), { transfer: _id, minutes }).then(outcome);
    expect(await take(20)).toBe("done");
    expect(await balances(poolIdOf(ledger.communityId))).toMatchObject({ posted: 10 });
    expect(await take(40)).toBe("done");
    expect(await balances(account)).toMatchObject({ posted: 70, honour: 70 });
    expect(await take(71)).toBe("overOriginal");
    expect((await Promise.all([take(70), take(70)])).sort()).toEqual(["done", "overOriginal"]);
    expect(await balances(account)).toMatchObject({ posted: 0, honour: 0 });
  });

  it("give back to who paid", async () => {
    const [from, to] = [await withHours("a", 100), await person(ledger, "b")];
    const { held } = await hold(from, 60);
    const paid = await postHold(ledger, operation(), { hold: held, to, minutes: 60 });
    expect(outcome(await correct(ledger, operation(), { transfer: paid._id, minutes: 15 }))).toBe("done");
    expect(await balances(from)).toMatchObject({ posted: 55 });
    expect(await balances(to)).toMatchObject({ posted: 45, honour: 45 });
  });

  it("do not take what is spent, nor correct corrections, rejections or what isn't there", async () => {
    const [from, to] = [await withHours("a", 100), await person(ledger, "b")];
    const given = await gift(ledger, operation(), { from, to, minutes: 60, relation: "child" });
    await donate(ledger, operation(), { from: to, minutes: 50 });
    const take = (transfer: string, minutes = 10) => correct(ledger, operation(), { transfer, minutes });
    expect(outcome(await take(given._id, 11))).toBe("notEnough");
    const corrected = await take(given._id, 10);
    expect(outcome(corrected)).toBe("done");
    expect(outcome(await take(corrected._id))).toBe("notCorrectable");
    expect(outcome(await take("none"))).toBe("originalUnknown");
    const refused = await gift(ledger, operation(), { from: to, to: from, minutes: 900, relation: "child" });
    expect(outcome(await take(refused._id))).toBe("notCorrectable");
  });
});

describe("the life of an account", () => {
  it("freezes what goes out, voids its holds, and thaws", async () => {
    const [account, other] = [await withHours("a", 100), await withHours("b", 100)];
    const [mine, theirs] = [await hold(account, 60), await hold(other, 30)];
    await freeze(ledger, operation(), { account });
    expect(await balances(account)).toEqual({ posted: 100, held: 0, honour: 100 });
    expect(outcome(await postHold(ledger, operation(), { hold: mine.held, to: other, minutes: 60 }))).toBe("holdSettled");
    expect(outcome(await donate(ledger, operation(), { from: account, minutes: 1 }))).toBe("accountFrozen");
    expect(outcome(await postHold(ledger, operation(), { hold: theirs.held, to: account, minutes: 30 }))).toBe("done");
    await thaw(ledger, operation(), { account });
    expect(outcome(await donate(ledger, operation(), { from: account, minutes: 1 }))).toBe("done");
  });

  it("ends in death: to the heir up to his cap, the rest to the pool, honour untouched", async () => {
    ledger = under({ capMinutes: 100 });
    const [account, heir, other] = [await withHours("a", 80), await withHours("b", 50), await withHours("c", 90)];
    await hold(account, 20);
    const { held } = await hold(other, 20);
    const toChildren: Ledger = { ...ledger, settings: { ...ledger.settings, giftTo: ["child"] } };
    expect(outcome(await closeAccount(toChildren, operation(), { account, reason: "death", heir: { account: heir, relation: "spouse" } }))).toBe("notRelated");
    const closed = await closeAccount(ledger, operation(), { account, reason: "death", heir: { account: heir, relation: "spouse" } });
    expect(outcome(closed)).toBe("done");
    expect(await balances(account)).toEqual({ posted: 0, held: 0, honour: 80 });
    expect(await balances(heir)).toMatchObject({ posted: 100, honour: 50 });
    expect(await balances(poolIdOf(ledger.communityId))).toMatchObject({ posted: 30 });
    expect(await balances(other)).toMatchObject({ held: 20 });
    expect(outcome(await postHold(ledger, operation(), { hold: held, to: account, minutes: 20 }))).toBe("accountClosed");
    expect(outcome(await deposit(ledger, operation(), { account, minutes: 10 }))).toBe("accountClosed");
    expect(outcome(await closeAccount(ledger, operation(), { account, reason: "death" }))).toBe("accountClosed");
  });

  it("moves away to the pool, and a debt is written off", async () => {
    ledger = under({ floorMinutes: -60 });
    const [debtor, helper] = [await person(ledger, "a"), await person(ledger, "b")];
    const { held } = await hold(debtor, 60);
    await postHold(ledger, operation(), { hold: held, to: helper, minutes: 60 });
    expect(outcome(await closeAccount(ledger, operation(), { account: debtor, reason: "movedAway" }))).toBe("done");
    expect(outcome(await closeAccount(ledger, operation(), { account: helper, reason: "left" }))).toBe("done");
    expect(await balances(poolIdOf(ledger.communityId))).toMatchObject({ posted: 60 });
  });

  it("merges two accounts of one person, honour and all", async () => {
    const [from, to] = [await withHours("a", 80), await withHours("a-again", 50)];
    await hold(from, 20);
    expect(outcome(await mergeAccounts(ledger, operation(), { from, to }))).toBe("done");
    expect(await balances(to)).toEqual({ posted: 130, held: 0, honour: 130 });
    expect(await balances(from)).toEqual({ posted: 0, held: 0, honour: 0 });
    expect(outcome(await mergeAccounts(ledger, operation(), { from, to }))).toBe("accountClosed");
  });

  it("does not raise a floor above what is there", async () => {
    ledger = under({ floorMinutes: -60 });
    const account = await person(ledger, "a");
    await hold(account, 60);
    expect(outcome(await changeTerms(ledger, operation(), { account, terms: { floor: 0, cap: null } }))).toBe("termsWrong");
    expect(outcome(await changeTerms(ledger, operation(), { account, terms: { floor: -60, cap: 10 } }))).toBe("done");
  });
});
