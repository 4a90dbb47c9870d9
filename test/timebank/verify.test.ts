import { spawn } from "node:child_process";
import { join } from "node:path";
import { instantOf } from "../../contracts/kernel/day";
import { dayMs } from "../../contracts/kernel/milliseconds";
import { changeTerms, closeMonths, correct, deposit, gift, monthOfAccount, postHold, verifyCommunity } from "../../cloudfunctions/features/timebank/ledger";
import type { AccountDocument, HoldDocument, ReversalDocument, StatementDocument, TransferDocument } from "../../cloudfunctions/features/timebank/ledger/documents";
import type { GuardDocument } from "../../cloudfunctions/features/timebank/ledger/guards.repository";
import type { Ledger } from "../../cloudfunctions/features/timebank/ledger/repository";
import type { Stored } from "../../cloudfunctions/platform/database";
import { ledgerOf } from "../../cloudfunctions/features/timebank/shared/ledgerOf";
import { faultsIn, readBooks } from "./audit";
import { type Bank, noon, operation, person, placeHold, startBank } from "./bank";
import { openInterval } from "./guard";

let bank: Bank;
beforeAll(async () => {
  bank = await startBank();
});
afterAll(() => bank.close());

const root = join(__dirname, "../..");
const at = (ledger: Ledger, localDay: string): Ledger => ({ ...ledger, at: instantOf(localDay, 600) });

/** A bank with something of everything, over three months. */
async function smallBank() {
  const ledger = bank.ledger();
  const autumn = at(ledger, "2026-09-20");
  const [from, to] = [await person(autumn, "a"), await person(autumn, "b")];
  const earned = await deposit(autumn, operation(), { account: from, minutes: 600 });
  await gift(at(ledger, "2026-11-02"), operation(), { from, to, minutes: 30, relation: "child" });
  const held = await placeHold(ledger, operation(), { from, minutes: 120, expiresAt: noon + dayMs });
  const paid = await postHold(ledger, operation(), { hold: held.held, to, minutes: 90 });
  const waiting = await placeHold(ledger, operation(), { from, minutes: 60, expiresAt: noon + dayMs });
  await correct(ledger, operation(), { transfer: earned._id, minutes: 10 });
  await gift(ledger, operation(), { from: to, to: from, minutes: 999, relation: "child" });
  await changeTerms(ledger, operation(), { account: to, terms: { floor: -60, cap: null, hardshipUntil: "2026-12-31" } });
  await closeMonths(ledger, from);
  const guard = { database: bank.database, communityId: ledger.communityId, person: "a" };
  await openInterval(guard, { id: "in", at: noon, mostMs: dayMs });
  return { ledger, from, to, earned, paid, held, waiting };
}
type Small = Awaited<ReturnType<typeof smallBank>>;

/** A hand in the database. */
async function tamper<T extends Stored>(collection: string, id: string, change: (document: T) => T): Promise<void> {
  const stored = await bank.database.collection<T>(collection).get(id);
  await bank.database.collection<T>(collection).put(change(stored!));
}
const guardIn = async ({ ledger }: Small) => (await readBooks(bank.database, ledger.communityId)).guards[0]!;

test("a bank that folds gives its totals", async () => {
  const { ledger } = await smallBank();
  expect(await verifyCommunity(bank.database, ledger.communityId)).toEqual({
    ok: true,
    totals: { accounts: 2, entries: 8, rejections: 1, pendingHolds: 1, issued: 590, honoured: 680, available: 530, held: 60, statements: 2 },
  });
  expect(faultsIn(await readBooks(bank.database, ledger.communityId))).toEqual([]);
});

describe("each invariant is seen to fail when a hand is in the database", () => {
  it.each<[string, RegExp, RegExp | undefined, (small: Small) => Promise<unknown>]>([
    ["a line that doesn't sum to zero", /sum to 5/, /^lines: /, ({ paid }) => tamper<TransferDocument>("timeTransfers", paid._id, (entry) => ({ ...entry, lines: entry.lines.map((line, index) => (index === 1 ? { ...line, minutes: line.minutes + 5 } : line)) }))],
    ["hours out of nowhere", /not what its entries fold to/, /^system: /, ({ to }) => tamper<AccountDocument>("timeAccounts", to, (account) => ({ ...account, credits: account.credits + 60 }))],
    ["a balance that is not its entries", /not what its entries fold to/, /^balances: /, ({ from }) => tamper<AccountDocument>("timeAccounts", from, (account) => ({ ...account, debitsPending: 0 }))],
    ["an account below its floor", /below the floor of 500/, /^floor: /, ({ from }) => tamper<AccountDocument>("timeAccounts", from, (account) => ({ ...account, floor: 500 }))],
    ["a hold settled by nothing", /no entry settled it/, /^holds: /, ({ waiting }) => tamper<HoldDocument>("timeHolds", waiting.held, (hold) => ({ ...hold, state: "voided" }))],
    ["a hold that paid more than it held", /paid 130 of 120/, /^holds: /, ({ held }) => tamper<HoldDocument>("timeHolds", held.held, (hold) => ({ ...hold, postedMinutes: 130 }))],
    ["somebody busy twice", /overlaps/, /^intervals: /, async (small) => tamper<GuardDocument>("timeGuards", (await guardIn(small))._id, (guard) => ({ ...guard, intervals: [...guard.intervals, { id: "again", from: noon, to: noon + 1, state: "booked" }] }))],
    ["an entry that was rewritten, sums and all", /doesn't fold: it is not what was written as entry number \d/, /^balances: /, ({ paid }) => tamper<TransferDocument>("timeTransfers", paid._id, (entry) => ({ ...entry, lines: entry.lines.map((line) => ({ ...line, minutes: line.minutes * 2 })) }))],
    ["a date that was changed", /not what was written/, undefined, ({ paid }) => tamper<TransferDocument>("timeTransfers", paid._id, (entry) => ({ ...entry, at: entry.at - dayMs }))],
    ["an entry that was deleted", /is missing/, /^(system|balances|holds): /, ({ paid }) => bank.database.collection("timeTransfers").remove({ _id: paid._id })],
    ["a reversal that forgot what was taken", /add up to 10, not 0/, undefined, ({ earned }) => tamper<ReversalDocument>("timeReversals", earned._id, (reversal) => ({ ...reversal, minutes: 0 }))],
    ["a bank said to have paid in the payer's place", /the bank paid 0 minutes of it, not 5/, undefined, ({ earned }) => tamper<ReversalDocument>("timeReversals", earned._id, (reversal) => ({ ...reversal, issued: 5 }))],
    ["a statement that was changed", /statement of 2026-09/, undefined, async ({ ledger, from }) => {
      const [first] = await bank.database.collection<StatementDocument>("timeStatements").find({ communityId: ledger.communityId, account: from }, { order: { month: 1 }, limit: 1 });
      await tamper<StatementDocument>("timeStatements", first!._id, (statement) => ({ ...statement, closing: { ...statement.closing, credits: 9_999 } }));
    }],
  ])("%s", async (_what, verdict, audited, change) => {
    const small = await smallBank();
    await change(small);
    const found = await verifyCommunity(bank.database, small.ledger.communityId);
    expect(found).toMatchObject({ ok: false, fault: { says: expect.stringMatching(verdict) as string } });
    if (audited) expect(faultsIn(await readBooks(bank.database, small.ledger.communityId)).some((fault) => audited.test(fault))).toBe(true);
  });
});

describe("statements", () => {
  it("close every month that is over, once, each naming the one before", async () => {
    const { ledger, from } = await smallBank();
    const months = await bank.database.collection<StatementDocument>("timeStatements").find({ communityId: ledger.communityId, account: from }, { order: { month: 1 }, limit: 10 });
    expect(months.map(({ month, entries, closing }) => [month, entries, closing.credits - closing.debits])).toEqual([["2026-09", 1, 600], ["2026-10", 0, 600]]);
    expect(months[1]!.previous).toBe(months[0]!.hash);
    expect(await closeMonths(ledger, from)).toEqual([]);
    const december = await Promise.all([closeMonths(at(ledger, "2026-12-01"), from), closeMonths(at(ledger, "2026-12-01"), from)]);
    expect(december[0]).toEqual(december[1]);
    expect(december[0]![0]).toMatchObject({ month: "2026-11", entries: 5, previous: months[1]!.hash });
    expect(await verifyCommunity(bank.database, ledger.communityId)).toMatchObject({ ok: true });
  });

  it("wait an hour, so that no entry of the month is still on its way", async () => {
    const { ledger, from } = await smallBank();
    expect(await closeMonths({ ...ledger, at: instantOf("2026-12-01", 59) }, from)).toEqual([]);
  });

  it("show the running month, and nothing of another community", async () => {
    const { ledger, from } = await smallBank();
    const now = await monthOfAccount(ledger, from);
    expect(now).toMatchObject({ statement: { month: "2026-11", opening: { credits: 600 }, closing: { credits: 600, debits: 130, debitsPending: 60 } } });
    expect(now!.entries.map(({ kind }) => kind)).toEqual(["gift", "hold", "service", "hold", "correction"]);
    expect(await monthOfAccount(bank.ledger(), from)).toBeUndefined();
  });
});

test("a community's settings are data: read, checked, and the defaults where it decided nothing", async () => {
  const context = { database: bank.database, by: "p", at: noon };
  expect((await ledgerOf({ ...context, communityId: "undecided" })).settings.capMinutes).toBe(90_000);
  const { settings } = await ledgerOf({ ...context, communityId: "undecided-too" });
  await bank.database.collection("timeBanks").insert({ _id: "decided", settings: { ...settings, capMinutes: 36_000 } } as Stored);
  expect((await ledgerOf({ ...context, communityId: "decided" })).settings.capMinutes).toBe(36_000);
  await bank.database.collection("timeBanks").insert({ _id: "wrong", settings: { ...settings, floorMinutes: 60 } } as Stored);
  await expect(ledgerOf({ ...context, communityId: "wrong" })).rejects.toThrow();
});

describe("npm run ledger -- verify", () => {
  // Beside, not waited for: the cloud runs in this process and has to answer the child.
  const run = (...args: string[]) =>
    new Promise<{ status: number | null; output: string }>((resolve) => {
      const child = spawn(process.execPath, ["--import", "tsx", "scripts/ledger.ts", ...args], { cwd: root });
      let output = "";
      for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
      child.on("close", (status) => resolve({ status, output }));
    });

  it("says the totals and exits 0, or names the first that doesn't fold and exits 1", async () => {
    const { ledger, paid } = await smallBank();
    const args = ["verify", "--community", ledger.communityId, "--url", bank.cloud.cloud.url];
    const good = await run(...args);
    expect(good).toMatchObject({ status: 0, output: expect.stringContaining("每一笔都对得上") as string });
    expect(good.output).toContain("发出 9 小时 50 分钟");
    await tamper<TransferDocument>("timeTransfers", paid._id, (entry) => ({ ...entry, by: "somebody else" }));
    const bad = await run(...args);
    expect(bad).toMatchObject({ status: 1, output: expect.stringContaining(paid._id) as string });
  }, 120_000);

  it("exits 2 and says how it is used", async () => {
    expect(await run("varify")).toMatchObject({ status: 2, output: expect.stringContaining("用法") as string });
  }, 60_000);
});
