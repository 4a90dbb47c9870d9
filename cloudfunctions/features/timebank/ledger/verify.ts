import { type AccountDocument, type HoldDocument, issuing, type StatementDocument, type TransferDocument } from "./documents";
import { accountAfter, accountsOf, available, balancesOf, type EntryBody, contentHash, noBalances, placedBy } from "./fold";
import type { GuardDocument } from "./guards.repository";
import type { Interval } from "./intervals";
import type { WholeBank } from "./reading.repository";
import { amountOf } from "./rules";
import { statementOf } from "./statement";

/**
 * Whether a whole bank folds: every balance from its entries, every entry from its lines. Pure. It looks at what is
 * written and trusts none of it, so that it finds a hand in the database as well as a mistake in the code.
 */

export interface Fault {
  /** The document that doesn't fold. */
  id: string;
  says: string;
}
export interface Totals {
  accounts: number;
  entries: number;
  rejections: number;
  pendingHolds: number;
  /** Minutes that the issuing side has given out and not got back, in each book. */
  issued: number;
  honoured: number;
  available: number;
  held: number;
  statements: number;
}
export type Verdict = { ok: true; totals: Totals } | { ok: false; fault: Fault };

class DoesNotFold extends Error {
  constructor(readonly fault: Fault) {
    super(fault.says);
  }
}
const fail = (id: string, says: string): never => {
  throw new DoesNotFold({ id, says });
};
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const bodyOf = ({ touched: _, ...body }: TransferDocument): EntryBody => body;

function checkEntry(entry: TransferDocument): void {
  for (const book of ["spendable", "honour"]) {
    const sum = entry.lines.reduce((total, line) => (line.book === book ? total + line.minutes : total), 0);
    if (sum !== 0) fail(entry._id, `its lines in the ${book} book sum to ${sum}`);
  }
  if ([...entry.lines, ...entry.pending].some(({ minutes }) => !Number.isSafeInteger(minutes))) fail(entry._id, "a line is not in whole minutes");
  if (entry.rejection !== undefined && (entry.lines.length || entry.pending.length)) fail(entry._id, "it was rejected and moves something");
  if (!same(accountsOf(entry), entry.accounts) || !same(entry.touched.map(({ account }) => account), entry.accounts))
    fail(entry._id, "it doesn't name the accounts that it moves");
}

/** The entries of each account, in the order of their places, up to the version in which the account was read. */
function rowsOf({ accounts, transfers }: WholeBank): Map<string, TransferDocument[]> {
  const rows = new Map<string, TransferDocument[]>(accounts.map(({ _id }) => [_id, []]));
  for (const entry of transfers)
    for (const { account, version } of entry.touched) {
      const row = rows.get(account) ?? [];
      if (row[version - 1]) fail(entry._id, `stands at place ${version} of account ${account}, which ${row[version - 1]!._id} has already`);
      row[version - 1] = entry;
      rows.set(account, row);
    }
  return rows;
}

const changesTerms = (entry: TransferDocument | undefined, account: string): boolean =>
  entry?.sets.some((change) => change.account === account && change.terms) ?? false;

/** The account as it was opened: nothing in it yet. */
const opened = (account: AccountDocument): AccountDocument => ({ ...account, ...noBalances, status: "open", openHolds: [], chain: "", version: 0 });

/** What is stored of an account and has to come out of its entries. */
const foldedPart = ({ status, openHolds, floor, cap, mayRedeemFrom, hardshipUntil, chain }: AccountDocument) =>
  [status, openHolds, floor, cap, mayRedeemFrom, hardshipUntil, chain];

function checkAccount(stored: AccountDocument, row: readonly TransferDocument[]): void {
  let account = opened(stored);
  // Terms that were changed hide those of the opening: until the change the floor can't be known.
  let floorKnown = !row.some((entry) => changesTerms(entry, stored._id));
  for (let version = 1; version <= stored.version; version += 1) {
    const entry = row[version - 1] ?? fail(stored._id, `its entry number ${version} is missing`);
    account = accountAfter(account, bodyOf(entry), contentHash(bodyOf(entry)));
    if (account.chain !== entry.touched.find((touch) => touch.account === stored._id)!.chain)
      fail(entry._id, `doesn't fold: it is not what was written as entry number ${version} of account ${stored._id}`);
    floorKnown ||= changesTerms(entry, stored._id);
    if (floorKnown && available(account) < account.floor) fail(entry._id, `leaves ${available(account)} minutes available, below the floor of ${account.floor}`);
    if (account.debitsPending < 0) fail(entry._id, "releases more than was held");
  }
  if (!same(balancesOf(account), balancesOf(stored)))
    fail(stored._id, `its balances ${JSON.stringify(balancesOf(stored))} are not what its entries fold to: ${JSON.stringify(balancesOf(account))}`);
  if (!same(foldedPart(account), foldedPart(stored))) fail(stored._id, "its chain, status, terms or open holds are not what its entries fold to");
}

/** By the id of each hold the entry that placed it. */
function placingEntries(transfers: readonly TransferDocument[]): Map<string, TransferDocument> {
  const placing = new Map<string, TransferDocument>();
  for (const entry of transfers) {
    if (entry.kind !== "hold" || entry.rejection !== undefined) continue;
    for (const hold of placedBy(entry)) {
      if (placing.has(hold)) fail(entry._id, `places hold ${hold}, which ${placing.get(hold)!._id} has placed`);
      placing.set(hold, entry);
    }
  }
  return placing;
}

/** What an entry set aside is what its holds add up to. Of an entry that came after the holds were read, some are missing. */
function checkPlaced(holds: readonly HoldDocument[], placing: ReadonlyMap<string, TransferDocument>): void {
  const minutesOf = new Map(holds.map(({ _id, minutes }) => [_id, minutes]));
  for (const entry of new Set(placing.values())) {
    const own = placedBy(entry).map((hold) => minutesOf.get(hold));
    const held = entry.pending.reduce((sum, { minutes }) => sum + minutes, 0);
    const sum = own.reduce<number>((total, minutes) => total + (minutes ?? 0), 0);
    if (!own.includes(undefined) && sum !== held) fail(entry._id, `sets aside ${held} minutes, and its holds are ${sum}`);
  }
}

/** Every hold was placed by one entry and ended by at most one. */
function checkHolds(holds: readonly HoldDocument[], transfers: readonly TransferDocument[]): void {
  const ends = new Map<string, string>();
  for (const entry of transfers)
    for (const hold of entry.settles) {
      if (ends.has(hold)) fail(entry._id, `settles hold ${hold}, which ${ends.get(hold)} has settled`);
      ends.set(hold, entry._id);
    }
  const entries = new Map(transfers.map((entry) => [entry._id, entry]));
  const placing = placingEntries(transfers);
  checkPlaced(holds, placing);
  for (const hold of holds) {
    const { _id, state, settledBy, minutes, postedMinutes = 0 } = hold;
    if (!placing.has(_id)) fail(_id, "a hold that no entry placed");
    // A hold read while it was pending may have been settled by an entry that came after.
    if (state !== "pending" && (settledBy === undefined || ends.get(_id) !== settledBy)) fail(_id, `is ${state}, and no entry settled it`);
    if (postedMinutes > minutes || (state === "posted" && amountOf(entries.get(settledBy!)!) !== postedMinutes)) fail(_id, `paid ${postedMinutes} of ${minutes} minutes`);
  }
}

interface Taken {
  count: number;
  /** What corrections took. */
  gross: number;
  /** Less what restorations gave back. */
  net: number;
  /** What the bank has paid in the payer's place. */
  issued: number;
}

/** By the id of each original what its corrections and restorations come to. */
function takenBack(transfers: readonly TransferDocument[]): Map<string, Taken> {
  const payers = new Map(transfers.map(({ _id, lines }) => [_id, lines.find(({ book, minutes }) => book === "spendable" && minutes < 0)?.account]));
  const taken = new Map<string, Taken>();
  for (const entry of transfers) {
    const id = entry.reverses ?? entry.restores;
    if (entry.rejection !== undefined || id === undefined) continue;
    const before = taken.get(id) ?? { count: 0, gross: 0, net: 0, issued: 0 };
    const [amount, isBack] = [amountOf(entry), entry.reverses === undefined];
    const bank = payers.get(id) === issuing ? 0 : entry.lines.reduce((sum, { account, book, minutes }) => (account === issuing && book === "spendable" ? sum - minutes : sum), 0);
    taken.set(id, { count: before.count + 1, gross: before.gross + (isBack ? 0 : amount), net: before.net + (isBack ? -amount : amount), issued: before.issued + bank });
  }
  return taken;
}

function checkReversals({ reversals, transfers }: WholeBank): void {
  const taken = takenBack(transfers);
  const entries = new Map(transfers.map((entry) => [entry._id, entry]));
  for (const [id, { gross, net }] of taken) {
    const original = entries.get(id) ?? fail(id, "was corrected and is missing");
    // Of a bank in use a restoration may not have been read yet: then the reversal below is what counts.
    if (gross === net && net > amountOf(original)) fail(id, `${net} minutes were taken back of ${amountOf(original)}`);
  }
  for (const { _id, minutes, issued = 0, version } of reversals) {
    const { count, gross, net, issued: paid } = taken.get(_id) ?? { count: 0, gross: 0, net: 0, issued: 0 };
    if (minutes > gross) fail(_id, `its reversals add up to ${net}, not ${minutes}`);
    // Some came after the reversal was read, which says nothing of them.
    if (count > version) continue;
    if (minutes !== net) fail(_id, `its reversals add up to ${net}, not ${minutes}`);
    if (minutes < 0 || minutes > amountOf(entries.get(_id)!)) fail(_id, `${minutes} minutes were taken back of ${amountOf(entries.get(_id)!)}`);
    if (issued < 0 || issued !== paid) fail(_id, `the bank paid ${paid} minutes of it, not ${issued}`);
  }
}

function checkStatements(statements: readonly StatementDocument[], rows: ReadonlyMap<string, TransferDocument[]>): void {
  const before = new Map<string, StatementDocument>();
  for (const statement of [...statements].sort((a, b) => (a.account < b.account ? -1 : a.account > b.account ? 1 : a.month < b.month ? -1 : 1))) {
    const entries = (rows.get(statement.account) ?? []).filter(({ month }) => month === statement.month);
    const folded = statementOf({ _id: statement.account, communityId: statement.communityId }, statement.month, before.get(statement.account), entries);
    if (folded.hash !== statement.hash || !same(balancesOf(folded.closing), balancesOf(statement.closing))) fail(statement._id, `the statement of ${statement.month} of account ${statement.account} doesn't fold`);
    before.set(statement.account, statement);
  }
}

/** A session from paper that lasted into another year stands in both years' documents, and is one. */
function checkGuards(guards: readonly GuardDocument[]): void {
  const people = new Map<string, Map<string, Interval & { guard: string }>>();
  for (const { _id, person, intervals } of guards) {
    const own = people.get(person) ?? new Map<string, Interval & { guard: string }>();
    people.set(person, own);
    for (const interval of intervals) {
      const twin = own.get(interval.id);
      if (twin && (twin.guard === _id || twin.from !== interval.from || twin.to !== interval.to)) fail(_id, `interval ${interval.id} overlaps another of the same id`);
      own.set(interval.id, { ...interval, guard: _id });
    }
  }
  for (const own of people.values()) checkBusy([...own.values()]);
}

function checkBusy(intervals: readonly (Interval & { guard: string })[]): void {
  const busy = intervals.filter(({ state }) => state === "booked" || state === "open" || state === "done").sort((a, b) => a.from - b.from);
  busy.forEach((interval, index) => {
    const next = busy[index + 1];
    if (interval.to <= interval.from || (next && next.from < interval.to)) fail(interval.guard, `interval ${interval.id} overlaps ${next?.id ?? "nothing, and is empty"}`);
  });
  const open = busy.filter(({ state }) => state === "open");
  if (open.length > 1) fail(open[1]!.guard, "is checked in twice");
}

/** What the issuing side stands at, from the entries; every line has its counterpart, so accounts and it sum to zero. */
function issuedOf(transfers: readonly TransferDocument[], book: string): number {
  let issued = 0;
  for (const { lines } of transfers) for (const line of lines) if (line.account === issuing && line.book === book) issued -= line.minutes;
  return issued;
}

function totalsOf(bank: WholeBank): Totals {
  const sum = (pick: (account: AccountDocument) => number) => bank.accounts.reduce((total, account) => total + pick(account), 0);
  return {
    accounts: bank.accounts.length,
    entries: bank.transfers.length,
    rejections: bank.transfers.filter(({ rejection }) => rejection !== undefined).length,
    pendingHolds: bank.holds.filter(({ state }) => state === "pending").length,
    issued: issuedOf(bank.transfers, "spendable"),
    honoured: issuedOf(bank.transfers, "honour"),
    available: sum(available),
    held: sum(({ debitsPending }) => debitsPending),
    statements: bank.statements.length,
  };
}

/** The totals of a bank that folds, or the first thing in it that doesn't. */
export function verifyBank(bank: WholeBank, guards: readonly GuardDocument[]): Verdict {
  try {
    for (const entry of [...bank.transfers].sort((a, b) => a.at - b.at)) checkEntry(entry);
    const rows = rowsOf(bank);
    const known = new Set([...bank.accounts.map(({ _id }) => _id), ...bank.openedSince]);
    for (const account of bank.accounts) checkAccount(account, rows.get(account._id)!);
    for (const [account, [first]] of rows) if (!known.has(account) && first) fail(first._id, `moves account ${account}, which doesn't exist`);
    checkHolds(bank.holds, bank.transfers);
    checkReversals(bank);
    checkStatements(bank.statements, rows);
    checkGuards(guards);
    return { ok: true, totals: totalsOf(bank) };
  } catch (error) {
    if (error instanceof DoesNotFold) return { ok: false, fault: error.fault };
    throw error;
  }
}
