import fc from "fast-check";
import { minutesText, nextMonth } from "../../contracts/timebank/minutes";
import { defaultSettings } from "../../contracts/timebank/settings";
import { type AccountDocument, issuing, type Line, type TransferDocument } from "../../cloudfunctions/features/timebank/ledger/documents";
import { accountsOf, balancesAfter, checkLines, noBalances } from "../../cloudfunctions/features/timebank/ledger/fold";
import { amountOf, credit, holdRefusal, honoured, mostOpenHolds, moves, refusalOf, reversalLines } from "../../cloudfunctions/features/timebank/ledger/rules";

const accountWith = (parts: Partial<AccountDocument> = {}): AccountDocument => ({
  _id: "to", schemaVersion: 1, communityId: "c", kind: "person", holder: "p", ...noBalances,
  floor: 0, cap: null, status: "open", openHolds: [], chain: "", openedMonth: "2026-11", version: 0, ...parts,
});
const amount = fc.integer({ min: 1, max: 10_000 });

test("a credit never fills above the cap, loses nothing, and sums to zero", () => {
  fc.assert(
    fc.property(amount, fc.option(fc.nat(5_000)), fc.nat(6_000), fc.nat(3_000), (minutes, cap, credits, debits) => {
      const account = accountWith({ cap, credits, debits: Math.min(debits, credits) });
      const lines = credit("from", account, "pool", minutes);
      checkLines(moves({ lines }));
      const after = balancesAfter(account, "to", moves({ lines }));
      if (cap !== null) expect(after.credits - after.debits).toBeLessThanOrEqual(Math.max(cap, account.credits - account.debits));
      expect(amountOf({ lines })).toBe(minutes);
    }),
  );
});

test("taken back in any pieces, an entry leaves nothing behind, and never more than it was", () => {
  fc.assert(
    fc.property(amount, fc.option(fc.nat(5_000)), fc.array(amount, { maxLength: 6 }), (minutes, cap, pieces) => {
      const account = accountWith({ cap });
      const original = { ...moves({ lines: [...credit(issuing, account, "pool", minutes), ...honoured(account, minutes)] }), kind: "deposit" } as unknown as TransferDocument;
      const reversals: Line[] = [];
      let reversed = 0;
      for (const piece of [...pieces, minutes]) {
        const now = Math.min(piece, minutes - reversed);
        if (now === 0) continue;
        const lines = reversalLines(original, reversed, now);
        checkLines(moves({ lines }));
        reversed += now;
        reversals.push(...lines);
      }
      for (const id of ["to", "pool"]) {
        const left = balancesAfter(balancesAfter(noBalances, id, original), id, moves({ lines: reversals }));
        expect([left.credits - left.debits, left.honour]).toEqual([0, 0]);
      }
    }),
  );
});

test("accounts are touched in one order, whoever pays whom", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ minLength: 4 }), { minLength: 2 }), (ids) => {
      const lines = ids.map((account) => ({ account, book: "spendable" as const, minutes: 1 }));
      expect(accountsOf(moves({ lines }))).toEqual(accountsOf(moves({ lines: [...lines].reverse() })));
    }),
  );
});

test.each([
  ["one-sided", [{ account: "a", book: "spendable", minutes: 5 }]],
  ["across the books", [{ account: "a", book: "spendable", minutes: -5 }, { account: "a", book: "honour", minutes: 5 }]],
  ["in half minutes", [{ account: "a", book: "spendable", minutes: -0.5 }, { account: "b", book: "spendable", minutes: 0.5 }]],
  ["of nothing", [{ account: "a", book: "spendable", minutes: 0 }]],
] as [string, Line[]][])("lines that are %s are a bug, not an entry", (_what, lines) => {
  expect(() => checkLines(moves({ lines }))).toThrow(/balance/);
});

test.each([
  ["open", "gift", 100, 40, undefined],
  ["open", "gift", 100, -1, "notEnough"],
  ["frozen", "gift", 100, 40, "accountFrozen"],
  ["frozen", "deposit", 100, 140, undefined],
  ["frozen", "correction", 100, 40, undefined],
  ["closed", "deposit", 100, 140, "accountClosed"],
] as const)("an account that is %s, and a %s from %d to %d: %s", (status, kind, before, after, expected) => {
  expect(refusalOf(kind, accountWith({ status, credits: before }), accountWith({ status, credits: Math.max(0, after), debits: Math.max(0, -after) }))).toBe(expected);
});

test("holds are bounded, so that one transaction can void them all", () => {
  const full = accountWith({ _id: "from", openHolds: Array.from({ length: mostOpenHolds }, String) });
  expect(holdRefusal(full, { minutes: 1 }, defaultSettings, "2026-11-23")).toBe("tooManyHolds");
});

test("time in words, months in a row", () => {
  expect([45, 60, 125, -60, 0].map(minutesText)).toEqual(["45 分钟", "1 小时", "2 小时 5 分钟", "−1 小时", "0 分钟"]);
  expect([nextMonth("2026-11"), nextMonth("2026-12")]).toEqual(["2026-12", "2027-01"]);
});
