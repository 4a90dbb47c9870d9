/**
 * Documents durable in SQLite, served from memory once read. A write is planned, checked, put in the file and only
 * then shown to anyone else: planning to COMMIT is one synchronous step, so a reader never sees what is not on disk.
 * Writes that wait at the same moment share one SQLite transaction (one fsync), each still all-or-nothing by itself.
 */
import { randomBytes } from "node:crypto";
import { collectionExists, collectionMissing, duplicateKey } from "../errors";
import type { IndexDefinition, IndexFile } from "../indexes/definition";
import { Collection, type StoredDocument } from "./collection";
import { DatabaseFile } from "./databaseFile";
import { diskFailure, FileFailure } from "./fileFailure";
import { SnapshotHistory } from "./history";
import { holdInMemory, LazyDocument } from "./lazyDocument";
import { documentLock, uniqueLock } from "./lockNames";
import type { Document } from "./values";

export interface Change {
  collection: string;
  key: string;
  /** null removes the document. */
  document: Document | null;
  /** The document as Extended JSON, "" if it is removed. */
  body: string;
}
export interface WritePlan<Reply> {
  changes: Change[];
  reply: Reply;
}
/** Who holds a lock; `ended` resolves when all its locks are free again. */
export interface LockHolder {
  readonly ended: Promise<void>;
}

/** Thrown while planning a plain write that meets a transaction's lock: it waits for the transaction's end. */
class Blocked extends Error {
  constructor(readonly holder: LockHolder) {
    super("waits for a transaction");
  }
}

interface QueuedWrite {
  run(): () => void;
  reject(error: unknown): void;
}
interface Applied {
  collection: Collection;
  key: string;
  before: StoredDocument | undefined;
}

export const newId = (): string => randomBytes(16).toString("hex");

export class Store {
  readonly collections = new Map<string, Collection>();
  readonly history = new SnapshotHistory();
  /** Lock name → the transaction that holds it. */
  readonly locks = new Map<string, LockHolder>();
  readonly file: DatabaseFile;
  private nextNumber = 1;
  private queue: QueuedWrite[] = [];
  private flushing = false;
  private inFileTransaction = false;
  private appliedInBatch: Applied[] = [];

  /** @throws DatabaseFileError */
  constructor(dir: string) {
    this.file = new DatabaseFile(dir);
    try {
      this.load();
    } catch (error) {
      this.file.close();
      throw error;
    }
  }

  /** Only keys are read; documents and indexes come when they are first needed. */
  private load(): void {
    const records = new Map<string, StoredDocument[]>();
    const read = (number: number): Document => this.file.document(number);
    for (const { collection, number, key } of this.file.keys()) {
      const list = records.get(collection);
      const record = new LazyDocument(key, number, read);
      if (list) list.push(record);
      else records.set(collection, [record]);
      this.nextNumber = number + 1;
    }
    for (const { name, indexes } of this.file.collections()) {
      const collection = this.newCollection(name);
      collection.load(records.get(name) ?? [], indexes);
      records.delete(name);
      this.collections.set(name, collection);
    }
  }

  private newCollection(name: string): Collection {
    return new Collection(name, (records) => this.file.documentsOf(records));
  }

  /** Number of the last write that is visible. */
  get writeNumber(): number {
    return this.history.lastWrite;
  }

  collection(name: string): Collection {
    const collection = this.collections.get(name);
    if (!collection) throw collectionMissing(name);
    return collection;
  }

  createCollection(name: string): void {
    if (this.collections.has(name)) throw collectionExists(name);
    this.file.putCollection(name, []);
    this.collections.set(name, this.newCollection(name));
  }

  /** Makes collections and indexes as the file declares them; an index that changed or went is dropped. */
  applyIndexes(wanted: IndexFile): void {
    for (const [name, definitions] of Object.entries(wanted)) {
      if (!this.collections.has(name)) this.createCollection(name);
      const collection = this.collection(name);
      const before = JSON.stringify(collection.definitions);
      for (const old of collection.definitions) {
        if (!definitions.some((definition) => sameIndex(definition, old))) collection.dropIndex(old.name);
      }
      for (const definition of definitions) {
        if (!collection.definitions.some((old) => sameIndex(definition, old)))
          collection.addIndex(definition);
      }
      if (JSON.stringify(collection.definitions) !== before)
        this.file.putCollection(name, collection.definitions);
    }
  }

  /**
   * Queues a write. `plan` runs when its turn comes and sees every write before it; it runs again if it met a lock.
   * Resolves with the plan's reply once the write is on disk.
   */
  write<Reply>(plan: () => WritePlan<Reply>): Promise<Reply> {
    return this.enqueue(plan, null);
  }

  /** Writes what a transaction has gathered, under the locks that it holds itself. */
  commit(changes: Change[], holder: LockHolder): Promise<void> {
    return this.enqueue(() => ({ changes, reply: undefined }), holder);
  }

  private enqueue<Reply>(plan: () => WritePlan<Reply>, holder: LockHolder | null): Promise<Reply> {
    return new Promise<Reply>((resolve, reject) => {
      const queued: QueuedWrite = {
        run: () => {
          const { changes, reply } = plan();
          this.assertUnlocked(changes, holder);
          this.assertUnique(changes, holder);
          this.apply(changes);
          return () => resolve(reply);
        },
        reject,
      };
      this.push(queued);
    });
  }

  private push(queued: QueuedWrite): void {
    this.queue.push(queued);
    if (this.flushing) return;
    this.flushing = true;
    // One turn of the event loop gathers what else has arrived, without delaying a lone write noticeably.
    setImmediate(() => this.flush());
  }

  private flush(): void {
    this.flushing = false;
    const batch = this.queue;
    this.queue = [];
    const refused = new Set<QueuedWrite>();
    const acknowledge: (() => void)[] = [];
    try {
      for (const queued of batch) {
        const done = this.tryRun(queued);
        if (done) acknowledge.push(done);
        else refused.add(queued);
      }
      if (this.inFileTransaction) this.file.commit();
      this.inFileTransaction = false;
      this.appliedInBatch = [];
    } catch (error) {
      this.undoBatch();
      const failure = diskFailure(error);
      for (const queued of batch) if (!refused.has(queued)) queued.reject(failure);
      return;
    }
    for (const done of acknowledge) done();
  }

  /** Runs one write; null if it was refused or has to wait. Throws only what ends the whole batch. */
  private tryRun(queued: QueuedWrite): (() => void) | null {
    try {
      return queued.run();
    } catch (error) {
      if (error instanceof FileFailure) throw error;
      if (error instanceof Blocked) void error.holder.ended.then(() => this.push(queued));
      else queued.reject(error);
      return null;
    }
  }

  private assertUnlocked(changes: Change[], holder: LockHolder | null): void {
    for (const change of changes) this.assertFree(documentLock(change.collection, change.key), holder);
  }

  private assertFree(lock: string, holder: LockHolder | null): void {
    const owner = this.locks.get(lock);
    if (owner && owner !== holder) throw new Blocked(owner);
  }

  /** Checks all changes as one set: documents that the same write frees or moves do not stand in the way. */
  private assertUnique(changes: Change[], holder: LockHolder | null): void {
    const changed = new Set(changes.map((change) => documentLock(change.collection, change.key)));
    const taken = new Map<string, string>();
    for (const { collection: name, key, document } of changes) {
      if (!document) continue;
      for (const index of this.collection(name).indexes) {
        const tuples = index.tuplesOf(document);
        if (!index.definition.unique) continue;
        for (const tuple of tuples) {
          const lock = uniqueLock(name, index.name, tuple);
          this.assertFree(lock, holder);
          const rival = taken.get(lock);
          if (rival !== undefined && rival !== key)
            throw duplicateKey(name, index.name, index.describe(tuple));
          taken.set(lock, key);
          for (const record of index.holdersOf(tuple)) {
            if (record.key !== key && !changed.has(documentLock(name, record.key))) {
              throw duplicateKey(name, index.name, index.describe(tuple));
            }
          }
        }
      }
    }
  }

  private apply(changes: Change[]): void {
    if (changes.length === 0) return;
    const writtenAt = this.history.nextWrite();
    const records = changes.map(({ collection: name, key, document, body }) => {
      const collection = this.collection(name);
      const before = collection.records.get(key);
      if (before) holdInMemory(before);
      const after = document && { key, document, number: before?.number ?? this.nextNumber++, writtenAt };
      return { collection, key, before, after, body };
    });
    this.writeToFile(() => {
      for (const { collection, key, after, body } of records) {
        if (after) this.file.put(collection.name, after, body);
        else this.file.remove(collection.name, key);
      }
    });
    for (const { collection, key, before, after } of records) {
      this.history.remember(collection.name, key, before);
      collection.replace(key, after);
      this.appliedInBatch.push({ collection, key, before });
    }
  }

  private writeToFile(write: () => void): void {
    try {
      if (!this.inFileTransaction) this.file.begin();
      this.inFileTransaction = true;
      write();
    } catch (error) {
      throw new FileFailure(error);
    }
  }

  /** Memory returns to what the file holds. */
  private undoBatch(): void {
    try {
      if (this.inFileTransaction) this.file.rollback();
    } catch {
      // SQLite has rolled back by itself (as it does when the disk is full).
    }
    this.inFileTransaction = false;
    const touched = new Set<Collection>();
    for (const { collection, key, before } of this.appliedInBatch.reverse()) {
      collection.replace(key, before ?? null);
      touched.add(collection);
    }
    for (const collection of touched) collection.restoreOrder();
    this.appliedInBatch = [];
  }

  close(): void {
    this.file.close();
  }
}

const sameIndex = (a: IndexDefinition, b: IndexDefinition): boolean =>
  JSON.stringify(a) === JSON.stringify(b);
