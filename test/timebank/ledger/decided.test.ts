/** What a community decides about its bank, and what the ledger makes of it. */
import { changeTerms, deposit, donate, gift, openAccount, poolIdOf, postHold } from "../../../cloudfunctions/features/timebank/ledger";
import { operation, outcome, person } from "../bank";
import { balances, decide, hold, ledger, useBank, withHours } from "./books";

useBank();

describe("what a community decides", () => {
  it("caps an account and gives the rest to the pool in the same entry; honour counts in full", async () => {
    decide({ capMinutes: 100 });
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
    decide({ floorMinutes: -60 });
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
    decide({ redemption: { minimumAge: 60, hardship: true } });
    const account = await withHours("a", 600);
    await changeTerms(ledger, operation(), { account, terms: { floor: 0, cap: null, ...terms } });
    expect(outcome(await hold(account, 60))).toBe(expected);
  });

  it("gives to spouse and direct relatives only, within the other's cap", async () => {
    decide({ giftTo: ["spouse"], capMinutes: 600 });
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
    decide({ [setting]: false });
    const from = await withHours("a", 60);
    const tried = setting === "donation" ? await donate(ledger, operation(), { from, minutes: 10 }) : await hold(poolIdOf(ledger.communityId), 10, { beneficiary: from });
    expect(outcome(tried)).toBe(rejection);
  });
});
