/** One operation after another: each moves once or is refused, whatever is lost, repeated or crossed. */
import { deposit, donate, expireHolds, gift, postHold, voidHolds } from "../../../cloudfunctions/features/timebank/ledger";
import type { AccountDocument } from "../../../cloudfunctions/features/timebank/ledger/documents";
import { takeCallCount } from "../../../cloudfunctions/platform/database";
import { dayMs } from "../../../contracts/kernel/milliseconds";
import { operation, outcome, person } from "../bank";
import { balances, bank, hold, later, ledger, under, useBank, withHours } from "./books";

useBank();

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

  it("expire once what kept them from it is mended", async () => {
    const from = await withHours("a", 100);
    await hold(from, 60);
    const accounts = bank.database.collection<AccountDocument>("timeAccounts");
    const account = (await accounts.get(from))!;
    await accounts.remove({ _id: from });
    await expect(expireHolds(later(2 * dayMs))).rejects.toThrow("accountUnknown");
    await accounts.insert(account);
    expect(await expireHolds(later(3 * dayMs))).toBe(1);
    expect(await balances(from)).toMatchObject({ posted: 100, held: 0 });
  });
});
