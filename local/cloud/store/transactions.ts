/**
 * Transactions as MongoDB behind CloudBase runs them: a snapshot from the first operation on, a lock on every written
 * document and unique value, the first writer wins, 30 seconds to live on a monotonic clock.
 */
import { performance } from "node:perf_hooks";
import { duplicateId, duplicateKey, transactionConflict, transactionGone } from "../errors";
import { documentLock, uniqueLock } from "./lockNames";
import { newId, type Change, type LockHolder, type Store } from "./store";
import type { Document, Value } from "./values";

export class Transaction implements LockHolder {
  readonly id = newId();
  readonly startedAt = performance.now();
  readonly writes = new Map<string, Change>();
  readonly held: string[] = [];
  readonly ended: Promise<void>;
  snapshot: { at: number } | null = null;
  release: () => void = () => undefined;

  constructor() {
    this.ended = new Promise((resolve) => {
      this.release = resolve;
    });
  }
}

export class Transactions {
  private readonly open = new Map<string, Transaction>();
  private readonly reaper: NodeJS.Timeout;

  constructor(
    private readonly store: Store,
    private readonly lifetimeMs: number,
  ) {
    this.reaper = setInterval(() => this.endOverdue(), Math.min(1000, lifetimeMs));
    this.reaper.unref();
  }

  begin(): Transaction {
    const transaction = new Transaction();
    this.open.set(transaction.id, transaction);
    return transaction;
  }

  /** @throws CloudError if it was committed, aborted, conflicted or is overdue. */
  get(id: string): Transaction {
    this.endOverdue();
    const transaction = this.open.get(id);
    if (!transaction) throw transactionGone();
    transaction.snapshot ??= this.store.history.open();
    return transaction;
  }

  /** The document as the transaction sees it: its own write, else the snapshot's state. */
  read(transaction: Transaction, collection: string, key: string): Document | null {
    const own = transaction.writes.get(documentLock(collection, key));
    if (own) return own.document;
    const former = transaction.snapshot && this.store.history.stateAt(transaction.snapshot, collection, key);
    if (former) return former.before?.document ?? null;
    return this.store.collection(collection).records.get(key)?.document ?? null;
  }

  /**
   * Where the transaction's view of a collection differs from the present: its own writes, and what others have
   * written since its snapshot; null where it sees no document.
   */
  differences(transaction: Transaction, collection: string): Map<string, Document | null> {
    const differences = new Map<string, Document | null>();
    const { snapshot } = transaction;
    if (snapshot) {
      for (const { key, before } of this.store.history.formerStates(snapshot, collection))
        differences.set(key, before?.document ?? null);
    }
    for (const change of transaction.writes.values()) {
      if (change.collection === collection) differences.set(change.key, change.document);
    }
    return differences;
  }

  /** Takes the locks and keeps the change for the commit. Any refusal ends the transaction, as in MongoDB. */
  write(transaction: Transaction, change: Change): void {
    try {
      this.lock(transaction, documentLock(change.collection, change.key));
      const { snapshot } = transaction;
      if (snapshot && this.store.history.stateAt(snapshot, change.collection, change.key))
        throw transactionConflict();
      if (change.document) this.lockUniqueValues(transaction, change, change.document);
    } catch (error) {
      this.end(transaction);
      throw error;
    }
    transaction.writes.set(documentLock(change.collection, change.key), change);
  }

  /** @throws CloudError duplicate `_id`; the transaction is over then. */
  insert(transaction: Transaction, change: Change, id: Value): void {
    if (this.read(transaction, change.collection, change.key)) {
      this.end(transaction);
      throw duplicateId(change.collection, id);
    }
    this.write(transaction, change);
  }

  async commit(id: string): Promise<void> {
    const transaction = this.get(id);
    // From here on it can neither be used again nor time out; its locks stand until the write is on disk.
    this.open.delete(id);
    try {
      await this.store.commit([...transaction.writes.values()], transaction);
    } finally {
      this.end(transaction);
    }
  }

  abort(id: string): void {
    this.end(this.get(id));
  }

  close(): void {
    clearInterval(this.reaper);
  }

  private endOverdue(): void {
    const oldest = performance.now() - this.lifetimeMs;
    for (const transaction of this.open.values()) if (transaction.startedAt < oldest) this.end(transaction);
  }

  private lock(transaction: Transaction, lock: string): void {
    const owner = this.store.locks.get(lock);
    if (owner === transaction) return;
    if (owner) throw transactionConflict();
    this.store.locks.set(lock, transaction);
    transaction.held.push(lock);
  }

  private lockUniqueValues(transaction: Transaction, change: Change, document: Document): void {
    const { collection: name, key } = change;
    for (const index of this.store.collection(name).indexes) {
      const tuples = index.tuplesOf(document);
      if (!index.definition.unique) continue;
      for (const tuple of tuples) {
        const lock = uniqueLock(name, index.name, tuple);
        this.lock(transaction, lock);
        for (const record of index.holdersOf(tuple)) {
          const own = transaction.writes.get(documentLock(name, record.key));
          if (record.key !== key && !(own && !holds(own.document, lock))) {
            throw duplicateKey(name, index.name, index.describe(tuple));
          }
        }
        for (const other of transaction.writes.values()) {
          if (other.collection === name && other.key !== key && holds(other.document, lock)) {
            throw duplicateKey(name, index.name, index.describe(tuple));
          }
        }
        function holds(held: Document | null, wanted: string): boolean {
          return (
            !!held && index.tuplesOf(held).some((values) => uniqueLock(name, index.name, values) === wanted)
          );
        }
      }
    }
  }

  private end(transaction: Transaction): void {
    this.open.delete(transaction.id);
    for (const lock of transaction.held) this.store.locks.delete(lock);
    transaction.held.length = 0;
    if (transaction.snapshot) this.store.history.close(transaction.snapshot);
    transaction.snapshot = null;
    transaction.release();
  }
}
