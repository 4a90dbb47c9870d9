/**
 * The six invariants, worked out from the documents alone and with none of the product's arithmetic: an auditor that
 * shared it would share its mistakes.
 */
import type { AccountDocument, HoldDocument, TransferDocument } from "../../cloudfunctions/features/timebank/ledger/documents";
import type { GuardDocument } from "../../cloudfunctions/features/timebank/ledger/guards.repository";
import type { Database, Stored } from "../../cloudfunctions/platform/database";

export interface Books {
  accounts: AccountDocument[];
  transfers: TransferDocument[];
  holds: HoldDocument[];
  guards: GuardDocument[];
}

export async function readBooks(database: Database, communityId: string): Promise<Books> {
  const all = <T extends Stored>(name: string): Promise<T[]> => database.collection<T>(name).find({ communityId }, { order: { _id: 1 }, limit: 1_000 });
  const [accounts, transfers, holds, guards] = await Promise.all([
    all<AccountDocument>("timeAccounts"), all<TransferDocument>("timeTransfers"), all<HoldDocument>("timeHolds"), all<GuardDocument>("timeGuards"),
  ]);
  return { accounts, transfers, holds, guards };
}

const total = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);

function accountFaults(account: AccountDocument, { transfers, holds }: Books): string[] {
  const lines = transfers.flatMap((entry) => entry.lines).filter((line) => line.account === account._id);
  const spendable = lines.filter(({ book }) => book === "spendable").map(({ minutes }) => minutes);
  const pending = holds.filter(({ state }) => state === "pending");
  const expected = {
    credits: total(spendable.filter((minutes) => minutes > 0)),
    debits: -total(spendable.filter((minutes) => minutes < 0)),
    honour: total(lines.filter(({ book }) => book === "honour").map(({ minutes }) => minutes)),
    debitsPending: total(pending.filter(({ from }) => from === account._id).map(({ minutes }) => minutes)),
  };
  const differing = (Object.keys(expected) as (keyof typeof expected)[]).filter((key) => expected[key] !== account[key]);
  const available = account.credits - account.debits - account.debitsPending;
  return [
    ...differing.map((key) => `balances: ${account.holder} has ${account[key]} ${key}, its entries and holds say ${expected[key]}`),
    ...(available < account.floor ? [`floor: ${account.holder} has ${available} available, floor ${account.floor}`] : []),
  ];
}

function guardFaults(guards: readonly GuardDocument[]): string[] {
  const people = [...new Set(guards.map(({ person }) => person))];
  return people.flatMap((person) => {
    const own = guards.filter((guard) => guard.person === person).flatMap(({ _id, intervals }) => intervals.map((interval) => ({ ...interval, guard: _id })));
    const busy = own.filter(({ state }) => ["booked", "open", "done"].includes(state));
    const pairs = busy.flatMap((a, index) => busy.slice(index + 1).map((b) => [a, b] as const));
    // One over midnight of New Year's Eve stands in the documents of both years.
    const twice = pairs.filter(([a, b]) => a.from < b.to && b.from < a.to && !(a.id === b.id && a.guard !== b.guard && a.from === b.from && a.to === b.to));
    return twice.map(([a, b]) => `intervals: ${person} is busy twice, ${a.id} and ${b.id}`);
  });
}

/** One sentence for each invariant that doesn't hold; its first word names it. */
export function faultsIn(books: Books): string[] {
  const { accounts, transfers, holds, guards } = books;
  const faults: string[] = [];
  for (const book of ["spendable", "honour"]) {
    for (const { _id, lines } of transfers)
      if (total(lines.filter((line) => line.book === book).map(({ minutes }) => minutes)) !== 0) faults.push(`lines: ${_id} doesn't sum to zero in ${book}`);
    const issued = -total(transfers.flatMap(({ lines }) => lines).filter((line) => line.account === "issuing" && line.book === book).map(({ minutes }) => minutes));
    const there = total(accounts.map((account) => (book === "honour" ? account.honour : account.credits - account.debits)));
    if (issued !== there) faults.push(`system: ${issued} issued in ${book}, ${there} in the accounts`);
  }
  for (const account of accounts) faults.push(...accountFaults(account, books));
  for (const { _id, state, minutes, postedMinutes = 0 } of holds) {
    const ends = transfers.filter(({ settles }) => settles.includes(_id));
    if (ends.length !== (state === "pending" ? 0 : 1)) faults.push(`holds: ${_id} is ${state} after ${ends.length} settlements`);
    if (postedMinutes > minutes) faults.push(`holds: ${_id} paid ${postedMinutes} of ${minutes}`);
  }
  for (const { _id, lines } of transfers) {
    const received = (entry: { lines: typeof lines }) => total(entry.lines.filter(({ book, minutes }) => book === "spendable" && minutes > 0).map(({ minutes }) => minutes));
    const [back, again] = [transfers.filter(({ reverses }) => reverses === _id), transfers.filter(({ restores }) => restores === _id)].map((found) => total(found.map(received)));
    if (again! > back!) faults.push(`reversals: more than was taken of ${_id} was given back`);
    if (back! - again! > received({ lines })) faults.push(`reversals: more than ${_id} was taken back`);
  }
  return [...faults, ...guardFaults(guards)];
}
