import { dayOf } from "../../../../contracts/kernel/day";
import { Failure } from "../../../../contracts/kernel/failure";
import { monthOf } from "../../../../contracts/timebank/minutes";
import type { TimeBankSettings } from "../../../../contracts/timebank/settings";
import type { AccountKind, EntryKind, Rejection } from "../../../../contracts/timebank/words";
import { type Collection, type Database, isDuplicate, type Stored, type Transaction } from "../../../platform/database";
import { shortHash } from "../../../platform/hash";
import type { Operation } from "../../../platform/serve";
import type { AccountDocument, HoldDocument, Movement, ReversalDocument, TransferDocument } from "./documents";
import { accountAfter, accountsOf, checkLines, contentHash, type EntryBody, noBalances } from "./fold";
import { refusalOf } from "./rules";

/**
 * The ledger in the database. Invariant: an entry and everything it changes are written by one transaction, and the
 * entry is written under its operation's id, so that whatever was lost, repeated or crossed happens once or not at all.
 */

/** Under whose rules and at what time an operation happens. */
export interface Ledger {
  database: Database;
  communityId: string;
  settings: TimeBankSettings;
  /** Epoch ms of the server. */
  at: number;
  /** Who asks: a personId, or `clock`. */
  by: string;
  /** The kind of help that the entries are about, where they are about one. */
  skill?: string;
  /** What its entries write beside the ledger's own, so that no call can die in between; it may reject the entry, too. */
  alongside?: Alongside;
}
export type Alongside = (reader: Reader) => Promise<NonNullable<Decision["beside"]>>;

/** The ledger's collections, each named once. */
const names = { accounts: "timeAccounts", transfers: "timeTransfers", holds: "timeHolds", reversals: "timeReversals" } as const;
export const accountsIn = (database: Database): Collection<AccountDocument> => database.collection(names.accounts);
export const transfersIn = (database: Database): Collection<TransferDocument> => database.collection(names.transfers);
export const holdsIn = (database: Database): Collection<HoldDocument> => database.collection(names.holds);
export const reversalsIn = (database: Database): Collection<ReversalDocument> => database.collection(names.reversals);

/** Meetings on one account, or on the pool, are waited for longer than elsewhere: hours must not be lost to a crowd. */
const tries = 12;

export const accountIdOf = (communityId: string, kind: AccountKind, holder: string): string => shortHash("timeAccount", communityId, kind, holder);
export const poolIdOf = (communityId: string): string => accountIdOf(communityId, "pool", "pool");

function blankAccount({ communityId, settings, at }: Ledger, kind: AccountKind, holder: string): AccountDocument {
  const isPool = kind === "pool";
  return {
    _id: accountIdOf(communityId, kind, holder),
    schemaVersion: 1,
    communityId, kind, holder,
    ...noBalances,
    floor: isPool ? 0 : settings.floorMinutes,
    cap: isPool ? null : settings.capMinutes,
    status: "open",
    openHolds: [],
    chain: "",
    openedMonth: monthOf(dayOf(at)),
    version: 0,
  };
}

/** Opens an account, or finds the one there is: a person has one in a community. */
export async function openAccount(ledger: Ledger, kind: AccountKind, holder: string): Promise<AccountDocument> {
  const account = blankAccount(ledger, kind, holder);
  try {
    await accountsIn(ledger.database).insert(account);
    return account;
  } catch (error) {
    const stored = isDuplicate(error) ? await accountsIn(ledger.database).get(account._id) : undefined;
    if (!stored) throw error;
    return stored;
  }
}

/** Thrown by a use case; stored as the operation's answer. */
class Rejected extends Error {
  constructor(readonly rejection: Rejection) {
    super(rejection);
  }
}
export function reject(rejection: Rejection): never {
  throw new Rejected(rejection);
}
/** Why a use case rejected; undefined for any other trouble. */
export const rejectionOf = (error: unknown): Rejection | undefined => (error instanceof Rejected ? error.rejection : undefined);
export function rejectIf(rejection: Rejection | undefined): void {
  if (rejection !== undefined) reject(rejection);
}

/** What a use case may look at, in the transaction's snapshot. Everything of another community is unknown. */
export interface Reader {
  /** @throws Rejected accountUnknown */
  account(id: string): Promise<AccountDocument>;
  /** @throws Rejected holdUnknown */
  hold(id: string): Promise<HoldDocument>;
  /** @throws Rejected originalUnknown */
  transfer(id: string): Promise<TransferDocument>;
  reversal(originalId: string): Promise<ReversalDocument>;
  /** Of the same community, and not the ledger's own: something that has to agree with the entry. */
  beside<T extends Stored & { communityId: string }>(collection: string, id: string): Promise<T | undefined>;
}

function readerOver(transaction: Transaction, ledger: Ledger): Reader {
  const { communityId } = ledger;
  const known = new Map<string, Promise<AccountDocument>>();
  const own = async <T extends Stored & { communityId: string }>(name: string, id: string): Promise<T | undefined> => {
    const found = await transaction.get<T>(name, id);
    return found?.communityId === communityId ? found : undefined;
  };
  const read = async (id: string): Promise<AccountDocument> => {
    const found = await own<AccountDocument>(names.accounts, id);
    // The pool comes into being with the first minute it gets: no community has to remember to open it.
    return found ?? (id === poolIdOf(communityId) ? blankAccount(ledger, "pool", "pool") : reject("accountUnknown"));
  };
  return {
    account(id) {
      const account = known.get(id) ?? read(id);
      known.set(id, account);
      return account;
    },
    hold: async (id) => (await own<HoldDocument>(names.holds, id)) ?? reject("holdUnknown"),
    transfer: async (id) => (await own<TransferDocument>(names.transfers, id)) ?? reject("originalUnknown"),
    reversal: async (id) => (await own<ReversalDocument>(names.reversals, id)) ?? { _id: id, schemaVersion: 1, communityId, minutes: 0, version: 0 },
    beside: own,
  };
}

/** What a use case decides: lines, and the documents beside accounts that change with them. */
export interface Decision extends Movement {
  holds?: HoldDocument[];
  reversal?: ReversalDocument;
  /** What must never be there without the entry, nor the entry without it: written by the same transaction. */
  beside?: { collection: string; document: Stored }[];
  extra?: Pick<TransferDocument, "hold" | "placed" | "reverses" | "restores" | "relation" | "reason" | "about" | "skill" | "words">;
}
export type Decide = (reader: Reader) => Promise<Decision>;

interface Plan {
  transfer: TransferDocument;
  accounts: AccountDocument[];
  holds: HoldDocument[];
  reversal?: ReversalDocument;
  beside: { collection: string; document: Stored }[];
}

function bodyOf({ communityId, at, by, skill }: Ledger, operation: Operation, kind: EntryKind, parts: Movement & Partial<EntryBody>): EntryBody {
  return {
    _id: operation.documentId,
    schemaVersion: 1,
    communityId, kind,
    payloadHash: operation.payloadHash,
    by, at,
    month: monthOf(dayOf(at)),
    accounts: [],
    ...(skill !== undefined && { skill }),
    ...parts,
  };
}

async function planned(reader: Reader, ledger: Ledger, operation: Operation, kind: EntryKind, decide: Decide): Promise<Plan> {
  const { holds: changed = [], reversal, beside = [], extra, ...movement } = await decide(reader);
  checkLines(movement);
  const touched = accountsOf(movement);
  const body = bodyOf(ledger, operation, kind, { ...movement, ...extra, accounts: touched });
  const content = contentHash(body);
  const after: AccountDocument[] = [];
  for (const id of touched) {
    const before = await reader.account(id);
    const account = accountAfter(before, body, content);
    rejectIf(refusalOf(kind, before, account));
    after.push(account);
  }
  const transfer = { ...body, touched: after.map(({ _id, version, chain }) => ({ account: _id, version, chain })) };
  const also = (await ledger.alongside?.(reader)) ?? [];
  return { transfer, accounts: after, holds: changed, beside: [...beside, ...also], ...(reversal && { reversal }) };
}

const rejectedPlan = (ledger: Ledger, operation: Operation, kind: EntryKind, rejection: Rejection): Plan => ({
  transfer: { ...bodyOf(ledger, operation, kind, { lines: [], pending: [], settles: [], sets: [], rejection }), touched: [] },
  accounts: [],
  holds: [],
  beside: [],
});

async function write(transaction: Transaction, { transfer, accounts: after, holds: changed, reversal, beside }: Plan): Promise<TransferDocument> {
  await transaction.insert(names.transfers, transfer);
  for (const account of after) await transaction.put(names.accounts, account);
  for (const hold of changed) await transaction.put(names.holds, hold);
  if (reversal) await transaction.put(names.reversals, reversal);
  for (const { collection, document } of beside) await transaction.put(collection, document);
  return transfer;
}

/** Whoever asked has its answer for good; the clock, which asks again under the same id, would have it for ever. */
const isKept = (kind: EntryKind): boolean => kind !== "expiry";

function repeated(stored: TransferDocument, { payloadHash }: Operation): TransferDocument {
  if (stored.payloadHash !== payloadHash) throw new Failure("operationReused");
  return stored;
}

/**
 * Carries out one operation once: 8 database calls over two accounts, 1 for a repeat.
 * @returns the entry as stored; look at its `rejection`
 * @throws Rejected where it is not kept: nothing is written
 * @throws Failure operationReused for the same id with other content; the conflict itself when too many met
 */
export async function enter(ledger: Ledger, operation: Operation, kind: EntryKind, decide: Decide): Promise<TransferDocument> {
  const stored = await transfersIn(ledger.database).get(operation.documentId);
  if (stored) return repeated(stored, operation);
  try {
    return await ledger.database.transaction(async (transaction) => {
      const reader = readerOver(transaction, ledger);
      const plan = await planned(reader, ledger, operation, kind, decide).catch((error: unknown) => {
        if (error instanceof Rejected && isKept(kind)) return rejectedPlan(ledger, operation, kind, error.rejection);
        throw error;
      });
      return write(transaction, plan);
    }, tries);
  } catch (error) {
    // A twin of this operation was faster: its answer is the answer.
    const twin = isDuplicate(error) ? await transfersIn(ledger.database).get(operation.documentId) : undefined;
    if (!twin) throw error;
    return repeated(twin, operation);
  }
}
