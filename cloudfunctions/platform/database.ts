import { init, SYMBOL_CURRENT_ENV } from "@cloudbase/node-sdk";
import { Failure } from "../../contracts/kernel/failure";
import { pause } from "./clock";

type SdkApp = ReturnType<typeof init>;
type SdkDatabase = ReturnType<SdkApp["database"]>;
type SdkQuery = ReturnType<SdkDatabase["collection"]>;
/** The SDK types its transactions as `any`; this is what is used of one. */
interface SdkTransaction {
  collection(name: string): SdkQuery;
  commit(): Promise<SdkReply>;
  rollback(reason: unknown): Promise<SdkReply>;
}

/**
 * The one place that speaks to CloudBase's database. The vendor's SDK types documents as `any`, replies to some errors
 * with a `code` instead of throwing, and lets `where().update()` silently leave a transaction; the types here allow
 * none of that. Filters and updates are MongoDB's own (the SDK's `raw` mode), so that one language serves queries,
 * indexes and tests.
 */

export interface Stored {
  _id: string;
}
export interface Versioned extends Stored {
  /** Counts up with every change; a write names the version it saw. */
  version: number;
}
export type Filter = Record<string, unknown>;
export type Order = Record<string, 1 | -1>;

export class DatabaseError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(`${code}: ${message}`);
    this.name = "DatabaseError";
  }
}

/** Two writers met; nothing was written, and trying again may succeed. */
export const isConflict = (error: unknown): boolean => codeOf(error) === "DATABASE_TRANSACTION_CONFLICT";
/** A unique index, `_id` included, already holds this value. */
export const isDuplicate = (error: unknown): boolean => String((error as Error)?.message).includes("E11000");

/** The database or the network refused, and not the product: the same may go well a moment later. The SDK's errors have a code. */
export const isOfDatabase = (error: unknown): boolean =>
  error instanceof Failure ? error.code === "busy" : error instanceof DatabaseError || typeof codeOf(error) === "string";

const codeOf = (error: unknown): unknown => (error as { code?: unknown } | undefined)?.code;

type SdkReply = { code?: string; message?: string };

/** Calls through the SDK since the last `takeCallCount`; an instance serves one call at a time. */
let callCount = 0;
export function takeCallCount(): number {
  const count = callCount;
  callCount = 0;
  return count;
}

async function send<R>(operation: Promise<R>): Promise<R> {
  callCount += 1;
  const reply = (await operation) as R & SdkReply;
  if (reply?.code) throw new DatabaseError(reply.code, reply.message ?? "");
  return reply;
}

/** The changes between two versions of a document as one update: whole top-level fields, never nested patches. */
export function changesOf<T extends Versioned>(before: T, after: T): Filter {
  const set: Filter = { version: before.version + 1 };
  const unset: Filter = {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof T & string>) {
    if (key === "_id" || key === "version") continue;
    if (after[key] === undefined) {
      if (before[key] !== undefined) unset[key] = "";
    } else if (JSON.stringify(before[key]) !== JSON.stringify(after[key])) set[key] = after[key];
  }
  return Object.keys(unset).length ? { $set: set, $unset: unset } : { $set: set };
}

export class Collection<T extends Stored> {
  constructor(
    private readonly sdk: SdkDatabase,
    readonly name: string,
  ) {}

  private raw() {
    return this.sdk.collection(this.name).options({ raw: true });
  }

  async get(id: string): Promise<T | undefined> {
    return (await this.find({ _id: id }, { limit: 1 }))[0];
  }

  /** At most `limit` documents (≤1,000, the platform's own bound), in the order of an index. */
  async find(where: Filter, { order = {}, limit }: { order?: Order; limit: number }): Promise<T[]> {
    let query = this.raw().where(where) as ReturnType<SdkQuery["where"]>;
    for (const [field, direction] of Object.entries(order)) query = query.orderBy(field, direction === 1 ? "asc" : "desc");
    return (await send(query.limit(limit).get())).data as T[];
  }

  /** How many documents match. It costs an index entry each: for one person's own, never for a community's. */
  async count(where: Filter): Promise<number> {
    return (await send(this.raw().where(where).count())).total ?? 0;
  }

  /** @throws the SDK's error, see `isDuplicate` */
  async insert(document: T): Promise<void> {
    await send(this.sdk.collection(this.name).add(document));
  }

  async insertMany(documents: T[]): Promise<void> {
    if (documents.length) await send(this.sdk.collection(this.name).add(documents));
  }

  /** Writes a document whose `_id` alone decides what it says, so that writing it twice changes nothing. */
  async put(document: T): Promise<void> {
    const { _id, ...rest } = document;
    await send(this.sdk.collection(this.name).doc(_id).set(rest));
  }

  /** How many matched documents were changed. */
  async update(where: Filter, update: Filter): Promise<number> {
    return (await send(this.raw().where(where).update(update))).updated ?? 0;
  }

  async remove(where: Filter): Promise<number> {
    return Number((await send(this.raw().where(where).remove())).deleted ?? 0);
  }
}

/** Saves `after` if nobody changed the document since `before` was read; false when somebody did. */
export async function saveIfUnchanged<T extends Versioned>(collection: Collection<T>, before: T, after: T): Promise<boolean> {
  return (await collection.update({ _id: before._id, version: before.version }, changesOf(before, after))) === 1;
}

/** Inside a transaction documents are reached by id only: the platform offers no more. */
export interface Transaction {
  get<T extends Stored>(collection: string, id: string): Promise<T | undefined>;
  insert<T extends Stored>(collection: string, document: T): Promise<void>;
  put<T extends Stored>(collection: string, document: T): Promise<void>;
}

export interface Database {
  collection<T extends Stored>(name: string): Collection<T>;
  /**
   * Runs `work` in one snapshot; all or nothing. A conflict is retried after a jittered pause, because the vendor's
   * runTransaction gives up on conflicts that surface during an operation.
   * @throws the conflict itself after `tries`, or whatever `work` throws
   */
  transaction<R>(work: (transaction: Transaction) => Promise<R>, tries?: number): Promise<R>;
}

function transactionOver(sdk: SdkTransaction): Transaction {
  const at = (collection: string, id: string) => sdk.collection(collection).doc(id);
  return {
    async get<T extends Stored>(collection: string, id: string) {
      const { data } = await send(at(collection, id).get());
      return ((Array.isArray(data) ? data[0] : data) ?? undefined) as T | undefined;
    },
    async insert(collection, document) {
      await send(sdk.collection(collection).add(document));
    },
    async put(collection, document) {
      const { _id, ...rest } = document;
      await send(at(collection, _id).set(rest));
    },
  };
}

async function attempt<R>(sdk: SdkDatabase, work: (transaction: Transaction) => Promise<R>): Promise<R> {
  const transaction = await send(sdk.startTransaction() as Promise<SdkTransaction>);
  try {
    const result = await work(transactionOver(transaction));
    await send(transaction.commit());
    return result;
  } catch (error) {
    // The platform ends a conflicting transaction itself; rolling it back again would only hide the first error.
    await transaction.rollback(null).catch(() => undefined);
    throw error;
  }
}

function databaseOver(sdk: SdkDatabase): Database {
  return {
    collection: (name) => new Collection(sdk, name),
    async transaction(work, tries = 6) {
      for (let left = tries - 1; ; left -= 1) {
        try {
          return await attempt(sdk, work);
        } catch (error) {
          if (left === 0 || !isConflict(error)) throw error;
          await pause(10 + Math.random() * 40 * (tries - left));
        }
      }
    },
  };
}

let opened: { app: ReturnType<typeof init>; database: Database } | undefined;

function open() {
  if (!opened) {
    const app = init({ env: SYMBOL_CURRENT_ENV });
    opened = { app, database: databaseOver(app.database()) };
  }
  return opened;
}

/** The environment's database, opened once an instance. */
export const openDatabase = (): Database => open().database;

/** The SDK itself, for what is no database: files. */
export const openApp = (): SdkApp => open().app;
