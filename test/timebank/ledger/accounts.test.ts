/** Corrections, and what becomes of an account as a whole. */
import {
  changeTerms, closeAccount, correct, deposit, donate, freeze, gift, mergeAccounts, poolIdOf, postHold, thaw,
} from "../../../cloudfunctions/features/timebank/ledger";
import type { Ledger } from "../../../cloudfunctions/features/timebank/ledger/repository";
import { operation, outcome, person } from "../bank";
import { balances, decide, hold, ledger, useBank, withHours } from "./books";

useBank();

describe("corrections", () => {
  it("are new entries whose sum never exceeds the original, the pool's part first", async () => {
    decide({ capMinutes: 100 });
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
    decide({ capMinutes: 100 });
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
    decide({ floorMinutes: -60 });
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
    decide({ floorMinutes: -60 });
    const account = await person(ledger, "a");
    await hold(account, 60);
    expect(outcome(await changeTerms(ledger, operation(), { account, terms: { floor: 0, cap: null } }))).toBe("termsWrong");
    expect(outcome(await changeTerms(ledger, operation(), { account, terms: { floor: -60, cap: 10 } }))).toBe("done");
  });
});
