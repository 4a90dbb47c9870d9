/**
 * The real database behind a gate: every operation waits to be let through by the schedule, and may meet the trouble
 * that was planned for it. What goes wrong is what goes wrong between a function and its database.
 */
import { type Database, DatabaseError, type Stored, type Transaction } from "../../cloudfunctions/platform/database";

export const troubles = ["crashBefore", "crashAfter", "lostReply", "conflicts"] as const;
export type Trouble = (typeof troubles)[number];

/** The function died or its reply was lost: whoever asked knows nothing, and asks again. */
export class Interrupted extends Error {
  constructor(where: string) {
    super(`interrupted ${where}`);
  }
}

export interface Gate {
  /** Resolves when the schedule lets this operation through. */
  pass(label: string): Promise<void>;
  /** The trouble planned for the actor's operation number `step`. */
  troubleAt(step: number): Trouble | undefined;
  /** Called whenever the database may have changed. */
  wrote(): Promise<void>;
}

/** A mistake put in on purpose, to see that the auditor sees it. */
export type Planted = "notAtomic" | "holdForgetsAccount" | "guardForgets" | "entriesForget" | undefined;

/** Entries whose ids are forgotten as soon as they are written: what was paid can't be found any more. */
let forgotten = 0;
const unknownId = <T extends Stored>(document: T): T => ({ ...document, _id: `${document._id}-${(forgotten += 1)}` });

/**
 * What open transactions have written: a plain write waits for them. Let through, it would hold up the row in which the
 * transaction itself waits for its turn; so it goes to the end of the row until the document is free.
 */
const locked = new Map<string, object>();
const lockOf = (name: string, id: unknown): string => `${name}/${String(id)}`;

const conflict = () => new DatabaseError("DATABASE_TRANSACTION_CONFLICT", "asked for by the schedule");
const tries = 4;

export function faultyDatabase(real: Database, gate: Gate, planted: Planted): Database {
  let step = 0;
  async function through<R>(label: string, operate: () => Promise<R>): Promise<R> {
    const trouble = gate.troubleAt((step += 1));
    await gate.pass(label);
    if (trouble === "crashBefore") throw new Interrupted(`before ${label}`);
    if (trouble === "conflicts") throw conflict();
    const result = await operate();
    if (trouble) throw new Interrupted(`after ${label}`);
    return result;
  }
  const freed = async (name: string, id: unknown): Promise<void> => {
    while (locked.has(lockOf(name, id))) await gate.pass(`wait for ${name}`);
  };
  const gated = (transaction: Transaction, owner: object): Transaction => ({
    get: (name, id) => through(`get ${name}`, () => transaction.get(name, id)),
    insert: (name, document) => through(`insert ${name}`, () => {
      lock(name, document, owner);
      return transaction.insert(name, planted === "entriesForget" && name === "timeTransfers" ? unknownId(document) : document);
    }),
    put: (name, document) => through(`put ${name}`, async () => {
      lock(name, document, owner);
      const isHeld = name === "timeAccounts" && (document as unknown as { openHolds: string[] }).openHolds.length > 0;
      if (planted === "holdForgetsAccount" && isHeld) return;
      if (planted === "guardForgets" && name === "timeGuards") return;
      await transaction.put(name, document);
    }),
  });
  const lock = (name: string, { _id }: Stored, owner: object): void => {
    if (!locked.has(lockOf(name, _id))) locked.set(lockOf(name, _id), owner);
  };
  const unlock = (owner: object): void => {
    for (const [key, held] of locked) if (held === owner) locked.delete(key);
  };
  const plain = (): Transaction => ({
    get: <T extends Stored>(name: string, id: string) => real.collection<T>(name).get(id),
    insert: <T extends Stored>(name: string, document: T) => real.collection<T>(name).insert(document),
    put: <T extends Stored>(name: string, document: T) => real.collection<T>(name).put(document),
  });

  async function transaction<R>(work: (transaction: Transaction) => Promise<R>): Promise<R> {
    if (planted === "notAtomic") {
      const result = await work(gated(plain(), {}));
      await gate.wrote();
      return result;
    }
    for (let left = tries - 1; ; left -= 1) {
      const owner = {};
      try {
        const afterCommit = gate.troubleAt((step += 1));
        const result = await real.transaction(async (inner) => {
          const worked = await work(gated(inner, owner));
          await gate.pass("commit");
          if (afterCommit === "crashBefore") throw new Interrupted("before the commit");
          if (afterCommit === "conflicts") throw conflict();
          return worked;
        }, 1).finally(() => unlock(owner));
        await gate.wrote();
        if (afterCommit) throw new Interrupted("after the commit");
        return result;
      } catch (error) {
        if (left === 0 || (error as { code?: string }).code !== "DATABASE_TRANSACTION_CONFLICT") throw error;
        await gate.pass("again after a conflict");
      }
    }
  }

  return {
    transaction,
    collection<T extends Stored>(name: string) {
      const collection = real.collection<T>(name);
      const wrote = async <R>(result: R): Promise<R> => {
        await gate.wrote();
        return result;
      };
      return Object.assign(Object.create(collection) as typeof collection, {
        get: (id: string) => through(`get ${name}`, () => collection.get(id)),
        find: (...asked: Parameters<typeof collection.find>) => through(`find ${name}`, () => collection.find(...asked)),
        insert: (document: T) => through(`insert ${name}`, () => freed(name, document._id).then(() => collection.insert(document)).then(wrote)),
        insertMany: (documents: T[]) => through(`insert ${name}`, () => collection.insertMany(documents).then(wrote)),
        update: (...asked: Parameters<typeof collection.update>) => through(`update ${name}`, () => freed(name, asked[0]["_id"]).then(() => collection.update(...asked)).then(wrote)),
      });
    },
  };
}
