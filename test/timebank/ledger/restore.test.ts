/** A correction that was itself a mistake: what it took is given back by another entry, never more than it took. */
import { closeAccount, correct, deposit, donate, freeze, gift, poolIdOf, postHold, restore } from "../../../cloudfunctions/features/timebank/ledger";
import { faultsIn, readBooks } from "../audit";
import { operation, outcome, person } from "../bank";
import { balances, bank, decide, hold, ledger, useBank, withHours } from "./books";

useBank();

/** Somebody with 100 minutes was helped for 60 of them, and 30 were corrected away. */
async function corrected() {
  const [payer, helper] = [await withHours("payer", 100), await person(ledger, "helper")];
  const paid = await postHold(ledger, operation(), { hold: (await hold(payer, 60)).held, to: helper, minutes: 60 });
  const cut = await correct(ledger, operation(), { transfer: paid._id, minutes: 30, words: "记错人了" });
  return { payer, helper, paid, cut };
}
const back = (transfer: string, minutes: number, by = operation({ minutes })) => restore(ledger, by, { transfer, minutes });
const audited = async () => expect(faultsIn(await readBooks(bank.database, ledger.communityId))).toEqual([]);

it("gives back what was taken, linked to the original, which stays as the correction does", async () => {
  const { payer, helper, paid, cut } = await corrected();
  expect([(await balances(payer)).posted, (await balances(helper)).posted]).toEqual([70, 30]);
  const entry = await back(paid._id, 30);
  expect(entry).toMatchObject({ kind: "restoration", restores: paid._id });
  expect([await balances(payer), await balances(helper)]).toEqual([{ posted: 40, held: 0, honour: 100 }, { posted: 60, held: 0, honour: 60 }]);
  const stored = (await readBooks(bank.database, ledger.communityId)).transfers;
  for (const before of [paid, cut]) expect(stored).toContainEqual(before);
  expect(outcome(await back(paid._id, 1))).toBe("overOriginal");
  await audited();
});

it("never gives back more than was taken; what is given back can be taken again, and no more than the original", async () => {
  const { helper, paid } = await corrected();
  expect(outcome(await back(paid._id, 31))).toBe("overOriginal");
  expect(outcome(await back(paid._id, 20))).toBe("done");
  expect(outcome(await correct(ledger, operation(), { transfer: paid._id, minutes: 51 }))).toBe("overOriginal");
  expect(outcome(await correct(ledger, operation(), { transfer: paid._id, minutes: 50 }))).toBe("done");
  expect(await balances(helper)).toMatchObject({ posted: 0, honour: 0 });
  await audited();
});

it.each([0, -30, 1.5])("does not give back %p minutes", async (minutes) => {
  const { paid } = await corrected();
  await expect(back(paid._id, minutes)).rejects.toMatchObject({ code: "invalidInput" });
});

it("sent five times at once is one; of two that meet, one is too much", async () => {
  const { helper, paid } = await corrected();
  const sent = operation();
  await Promise.all(Array.from({ length: 5 }, () => back(paid._id, 10, sent)));
  expect(await balances(helper)).toMatchObject({ posted: 40, honour: 40 });
  const two = await Promise.all([back(paid._id, 20), back(paid._id, 20)]);
  expect(two.map(outcome).sort()).toEqual(["done", "overOriginal"]);
  expect(await balances(helper)).toMatchObject({ posted: 60, honour: 60 });
  await audited();
});

it.each([
  ["spent", async (payer: string) => donate(ledger, operation(), { from: payer, minutes: 70 })],
  ["frozen", async (payer: string) => freeze(ledger, operation(), { account: payer })],
  ["closed", async (payer: string) => closeAccount(ledger, operation(), { account: payer, reason: "left" })],
])("whoever served is paid by the bank where the payer's hours are %s; the next correction returns that to the bank", async (what, ends) => {
  const { payer, helper, paid } = await corrected();
  await ends(payer);
  const before = await balances(payer);
  const entry = await back(paid._id, 30);
  expect(entry.lines).toContainEqual({ account: "issuing", book: "spendable", minutes: -30 });
  expect([await balances(payer), await balances(helper)]).toEqual([before, { posted: 60, held: 0, honour: 60 }]);
  const again = await correct(ledger, operation(), { transfer: paid._id, minutes: 20 });
  expect(again.lines).toContainEqual({ account: "issuing", book: "spendable", minutes: 20 });
  expect(await balances(payer)).toEqual(before);
  if (what !== "closed") {
    const rest = await correct(ledger, operation(), { transfer: paid._id, minutes: 40 });
    expect(rest.lines.filter(({ book, minutes }) => book === "spendable" && minutes > 0)).toEqual([{ account: "issuing", book: "spendable", minutes: 10 }, { account: payer, book: "spendable", minutes: 30 }]);
    expect(await balances(helper)).toMatchObject({ posted: 0, honour: 0 });
  }
  await audited();
});

it("what the bank issued it issues again; what the pool took above the cap comes back to the pool last taken, first given", async () => {
  decide({ capMinutes: 40 });
  const account = await person(ledger, "full");
  const entry = await deposit(ledger, operation(), { account, minutes: 60 });
  await correct(ledger, operation(), { transfer: entry._id, minutes: 30 });
  expect([(await balances(account)).posted, (await balances(poolIdOf(ledger.communityId))).posted]).toEqual([30, 0]);
  await back(entry._id, 15);
  expect([await balances(account), (await balances(poolIdOf(ledger.communityId))).posted]).toEqual([{ posted: 40, held: 0, honour: 45 }, 5]);
  await audited();
});

it("a gift is the giver's alone: spent, it is not given again", async () => {
  const [from, to] = [await withHours("giver", 60), await person(ledger, "taker")];
  const given = await gift(ledger, operation(), { from, to, minutes: 60, relation: "child" });
  await correct(ledger, operation(), { transfer: given._id, minutes: 60 });
  await donate(ledger, operation(), { from, minutes: 60 });
  expect(outcome(await back(given._id, 60))).toBe("notEnough");
});

it("gives nothing to an account that is closed", async () => {
  const { helper, paid } = await corrected();
  await closeAccount(ledger, operation(), { account: helper, reason: "movedAway" });
  expect(outcome(await back(paid._id, 30))).toBe("accountClosed");
});
