import { dayOf } from "../../../../contracts/kernel/day";
import { hourMs } from "../../../../contracts/kernel/milliseconds";
import { monthOf, nextMonth } from "../../../../contracts/timebank/minutes";
import { payloadHash, shortHash } from "../../../platform/hash";
import type { AccountBalances, AccountDocument, StatementDocument, TransferDocument } from "./documents";
import { balancesAfter, noBalances } from "./fold";
import { entriesOf, findAccount, findStatement, insertStatement, lastStatement } from "./reading.repository";
import type { Ledger } from "./repository";

/**
 * An account's months. A closed month is written once and names the hash of the month before, so that a printed
 * statement proves everything before it.
 */

/** A call lasts a minute at most; no entry of a month is still on its way an hour after its end. */
export const settlingMs = hourMs;

/** Where an account stands in an entry's row of places. */
const placeIn = (transfer: TransferDocument, account: string) => transfer.touched.find((touch) => touch.account === account)!;

const statementIdOf = (account: string, month: string): string => shortHash("timeStatement", account, month);

type Start = Pick<StatementDocument, "closing" | "chain" | "hash" | "version">;
const beginning: Start = { closing: noBalances, chain: "", hash: "", version: 0 };

/** The statement of one month from the one before and the month's entries in their order. Pure. */
export function statementOf({ _id: account, communityId }: Pick<AccountDocument, "_id" | "communityId">, month: string, before: Start | undefined, entries: readonly TransferDocument[]): StatementDocument {
  const start = before ?? beginning;
  const last = entries.at(-1);
  const place = last && placeIn(last, account);
  const closing = entries.reduce<AccountBalances>((balances, entry) => balancesAfter(balances, account, entry), start.closing);
  const body = {
    _id: statementIdOf(account, month),
    schemaVersion: 1 as const,
    communityId, account, month,
    entries: entries.length,
    version: place?.version ?? start.version,
    opening: start.closing,
    closing,
    chain: place?.chain ?? start.chain,
    previous: start.hash,
  };
  return { ...body, hash: payloadHash(body) };
}

/** Closes every month of an account that is over and not closed yet. @returns the statements that are new */
export async function closeMonths(ledger: Ledger, accountId: string): Promise<StatementDocument[]> {
  const account = await findAccount(ledger.database, accountId);
  if (account?.communityId !== ledger.communityId) return [];
  const running = monthOf(dayOf(ledger.at - settlingMs));
  let before = await lastStatement(ledger, accountId);
  const closed: StatementDocument[] = [];
  for (let month = before ? nextMonth(before.month) : account.openedMonth; month < running; month = nextMonth(month)) {
    before = await insertStatement(ledger.database, statementOf(account, month, before, await entriesOf(ledger, accountId, month)));
    closed.push(before);
  }
  return closed;
}

export interface AccountMonth {
  account: AccountDocument;
  statement: StatementDocument;
  entries: TransferDocument[];
  /** Sealed: it will never say anything else. */
  closed: boolean;
}

/**
 * Any month of an account, sealed or running.
 * @returns undefined for an account or a month that there is not, before its opening or still to come
 */
export async function monthOfAccount(ledger: Ledger, accountId: string, month = monthOf(dayOf(ledger.at))): Promise<AccountMonth | undefined> {
  const account = await findAccount(ledger.database, accountId);
  if (account?.communityId !== ledger.communityId || month < account.openedMonth || month > monthOf(dayOf(ledger.at))) return undefined;
  await closeMonths(ledger, accountId);
  const entries = await entriesOf(ledger, accountId, month);
  const sealed = await findStatement(ledger.database, statementIdOf(accountId, month));
  if (sealed) return { account, statement: sealed, entries, closed: true };
  // In the first hour of a month the one before is not sealed yet, and this one begins where that will end.
  let before = await lastStatement(ledger, accountId);
  for (let between = before ? nextMonth(before.month) : account.openedMonth; between < month; between = nextMonth(between))
    before = statementOf(account, between, before, await entriesOf(ledger, accountId, between));
  return { account, statement: statementOf(account, month, before, entries), entries, closed: false };
}
