import { type Collection, type Database, type Filter, isDuplicate, type Stored } from "../../../platform/database";
import { type Queue, queueOf } from "../../../platform/drain";
import type { AccountDocument, HoldDocument, ReversalDocument, StatementDocument, TransferDocument, UnpaidDocument } from "./documents";
import { accountsIn, holdsIn, type Ledger, reversalsIn, transfersIn } from "./repository";

/** What is asked of the ledger outside of its transactions: pages, the clock's rounds, months and whole banks. */

const statements = (database: Database): Collection<StatementDocument> => database.collection("timeStatements");

/** Whose time is over, and what nothing keeps waiting. */
const overdue = (at: number): Filter => ({ state: "pending", expiresAt: { $lte: at }, putOffUntil: { $not: { $gt: at } } });

/** Up to `limit` holds of a community whose time is over, the oldest first. */
export const overdueHolds = ({ database, communityId, at }: Pick<Ledger, "database" | "communityId" | "at">, limit: number): Promise<HoldDocument[]> =>
  holdsIn(database).find({ communityId, ...overdue(at) }, { order: { expiresAt: 1 }, limit });

/** Lets what can't be let go of wait, some holds of a community or all that are over: bookkeeping, which leaves their version. */
export const putOffHolds = ({ database, communityId, at }: Pick<Ledger, "database" | "communityId" | "at">, until: number, ids?: readonly string[]): Promise<number> =>
  holdsIn(database).update({ communityId, ...overdue(at), ...(ids && { _id: { $in: [...ids] } }) }, { $set: { putOffUntil: until } });

/** Which of some holds are settled already, by whatever entry: at most 200 are asked for. */
export const settledHolds = async (database: Database, communityId: string, ids: readonly string[]): Promise<string[]> =>
  ids.length ? (await holdsIn(database).find({ _id: { $in: [...ids] }, communityId, state: { $ne: "pending" } }, { limit: 200 })).map(({ _id }) => _id) : [];

/** The communities, beside those named, in which a hold is over its time: of every community one query. */
export const communitiesWithOverdue = async (database: Database, at: number, besides: readonly string[]): Promise<string[]> => {
  const where = { ...overdue(at), ...(besides.length && { communityId: { $nin: [...besides] } }) };
  return [...new Set((await holdsIn(database).find(where, { order: { expiresAt: 1 }, limit: 100 })).map(({ communityId }) => communityId))];
};

/** Whose hours can't pay any more what they were to pay, of every community. */
const unpaid = (database: Database): Collection<UnpaidDocument> => database.collection("timeUnpaid");
export const unpaidQueue = (database: Database): Queue<UnpaidDocument> => queueOf(unpaid(database));
export const unpaidLookedAt = (database: Database, id: string): Promise<number> => unpaid(database).remove({ _id: id });

export const findAccount = (database: Database, id: string): Promise<AccountDocument | undefined> => accountsIn(database).get(id);

/** The platform gives 1,000 documents at a time. */
const batch = 1_000;

/** Everything that matches, by id, a batch at a time: for a check of a whole bank, never for a page. */
async function all<T extends Stored>(collection: Collection<T>, where: Filter): Promise<T[]> {
  const found: T[] = [];
  for (;;) {
    const last = found.at(-1);
    const next = await collection.find({ ...where, ...(last && { _id: { $gt: last._id } }) }, { order: { _id: 1 }, limit: batch });
    for (const document of next) found.push(document);
    if (next.length < batch) return found;
  }
}

/** @returns undefined where the account has no such entry */
export async function entryOf({ communityId, database }: Pick<Ledger, "communityId" | "database">, account: string, id: string): Promise<TransferDocument | undefined> {
  const entry = await transfersIn(database).get(id);
  return entry?.communityId === communityId && entry.accounts.includes(account) ? entry : undefined;
}

/** How much of some entries is taken back as things stand; of none that nothing was taken from. One query. */
export async function reversedOf({ communityId, database }: Pick<Ledger, "communityId" | "database">, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const found = ids.length ? await reversalsIn(database).find({ _id: { $in: [...ids] }, communityId }, { limit: ids.length }) : [];
  return new Map(found.map(({ _id, minutes }) => [_id, minutes]));
}

/** The entries of an account in one month, in their order. */
export async function entriesOf({ communityId, database }: Pick<Ledger, "communityId" | "database">, account: string, month: string): Promise<TransferDocument[]> {
  const found = await all(transfersIn(database), { communityId, accounts: account, month });
  const place = ({ touched }: TransferDocument) => touched.find((touch) => touch.account === account)!.version;
  return found.sort((a, b) => place(a) - place(b));
}

export const findStatement = (database: Database, id: string): Promise<StatementDocument | undefined> => statements(database).get(id);

export const lastStatement = async ({ communityId, database }: Pick<Ledger, "communityId" | "database">, account: string): Promise<StatementDocument | undefined> =>
  (await statements(database).find({ communityId, account }, { order: { month: -1 }, limit: 1 }))[0];

/** @returns the statement that stands: closed twice, a month says the same twice */
export async function insertStatement(database: Database, statement: StatementDocument): Promise<StatementDocument> {
  try {
    await statements(database).insert(statement);
    return statement;
  } catch (error) {
    const stored = isDuplicate(error) ? await statements(database).get(statement._id) : undefined;
    if (!stored) throw error;
    return stored;
  }
}

export interface WholeBank {
  accounts: AccountDocument[];
  /** Accounts that entries name and that were opened while the bank was read. */
  openedSince: string[];
  transfers: TransferDocument[];
  holds: HoldDocument[];
  reversals: ReversalDocument[];
  statements: StatementDocument[];
}

/**
 * A whole bank. Accounts come first: what has moved since then is told apart by its version, so that a bank can be
 * verified while people use it.
 */
export async function readBank(database: Database, communityId: string): Promise<WholeBank> {
  const where = { communityId };
  const bank = {
    accounts: await all(accountsIn(database), where),
    statements: await all(statements(database), where),
    reversals: await all(reversalsIn(database), where),
    holds: await all(holdsIn(database), where),
    transfers: await all(transfersIn(database), where),
  };
  const known = new Set(bank.accounts.map(({ _id }) => _id));
  const unknown = new Set(bank.transfers.flatMap((entry) => entry.accounts).filter((id) => !known.has(id)));
  const openedSince: string[] = [];
  for (const id of unknown) if (await findAccount(database, id)) openedSince.push(id);
  return { ...bank, openedSince };
}

/** The communities that have a time bank with anything in it. */
export async function communitiesWithBank(database: Database): Promise<string[]> {
  const found: string[] = [];
  for (let last = ""; ; ) {
    const [next] = await accountsIn(database).find({ communityId: { $gt: last } }, { order: { communityId: 1 }, limit: 1 });
    if (!next) return found;
    found.push(next.communityId);
    last = next.communityId;
  }
}
