/**
 * The real database behind a gate: every operation waits to be let through by the schedule, and may meet the trouble
 * that was planned for it. What goes wrong is what goes wrong between a function and its database.
 */
import { type Database, DatabaseError, type Stored, type Transaction } from "../../cloudfunctions/platform/database";

export const troubles = ["crashBefore", "crashAfter", "lostReply", "conflicts"] as const;
export type Trouble = (typeof troubles)[number];

/** The function died or its reply was lost: whoever asked knows nothing, and asks again. */
export class Interrupted extends Error {}

export interface Gate {
  /** Resolves when the schedule lets this operation through. */
  pass(label: string): Promise<void>;
  /** The trouble planned for the actor's operation number `step`. */
  troubleAt(step: number): Trouble | undefined;
  /** Called whenever the database may have changed. */
  wrote(): Promise<void>;
}

/** A mistake put in on purpose, to see that the auditor sees it. */
export type Planted = "notAtomic" | "holdForgetsAccount" | undefined;

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
  const gated = (transaction: Transaction): Transaction => ({
    get: (name, id) => through(`get ${name}`, () => transaction.get(name, id)),
    insert: (name, document) => through(`insert ${name}`, () => transaction.insert(name, document)),
    put: (name, document) => through(`put ${name}`, async () => {
      const isHeld = name === "timeAccounts" && (document as unknown as { openHolds: string[] }).openHolds.length > 0;
      if (!(planted === "holdForgetsAccount" && isHeld)) await transaction.put(name, document);
    }),
  });
  const plain = (): Transaction => ({
    get: <T extends Stored>(name: string, id: string) => real.collection<T>(name).get(id),
    insert: <T extends Stored>(name: string, document: T) => real.collection<T>(name).insert(document),
    put: <T extends Stored>(name: string, document: T) => real.collection<T>(name).put(document),
  });

  async function transaction<R>(work: (transaction: Transaction) => Promise<R>): Promise<R> {
    if (planted === "notAtomic") {
      const result = await work(gated(plain()));
      await gate.wrote();
      return result;
    }
    for (let left = tries - 1; ; left -= 1) {
      try {
        const afterCommit = gate.troubleAt((step += 1));
        const result = await real.transaction(async (inner) => {
          const worked = await work(gated(inner));
          await gate.pass("commit");
          if (afterCommit === "crashBefore") throw new Interrupted("before the commit");
          if (afterCommit === "conflicts") throw conflict();
          return worked;
        }, 1);
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
      // Only what the ledger uses beside its transactions has to wait in the row.
      return Object.assign(Object.create(collection) as typeof collection, {
        get: (id: string) => through(`get ${name}`, () => collection.get(id)),
        find: (...asked: Parameters<typeof collection.find>) => through(`find ${name}`, () => collection.find(...asked)),
      });
    },
  };
}
