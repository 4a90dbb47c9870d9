/** One collection in memory: its documents by `_id` in natural order, and its indexes, always in step. */
import { duplicateKey } from "../errors";
import type { IndexDefinition } from "../indexes/definition";
import { GeoIndex } from "../indexes/geoIndex";
import { OrderedIndex } from "../indexes/orderedIndex";
import { keyOf, type Document } from "./values";

/** A document as it stands; never changed in place, replaced instead, so that readers may keep it. */
export interface StoredDocument {
  readonly key: string;
  readonly document: Document;
  /** Place in natural order (order of insertion); kept when the document is replaced. */
  readonly number: number;
  /** Number of the write that made this state: snapshots compare it. */
  readonly writtenAt: number;
}

const ID_INDEX: IndexDefinition = { name: "_id_", unique: true, keys: [{ name: "_id", direction: 1 }] };

export class Collection {
  readonly records = new Map<string, StoredDocument>();
  /** Order of `_id`, for ranges and sorts; equality goes through `records`. */
  readonly idIndex = new OrderedIndex(ID_INDEX);
  readonly indexes: OrderedIndex[] = [];
  readonly geoIndexes: GeoIndex[] = [];

  constructor(readonly name: string) {}

  get definitions(): IndexDefinition[] {
    return [...this.indexes, ...this.geoIndexes].map((index) => index.definition);
  }

  get hasDeclaredIndexes(): boolean {
    return this.indexes.length + this.geoIndexes.length > 0;
  }

  /** Puts a document in, replaces it, or (null) takes it out. Uniqueness has been checked before. */
  replace(key: string, next: StoredDocument | null): void {
    const old = this.records.get(key);
    if (old) for (const index of this.allIndexes()) index.remove(old);
    if (!next) {
      this.records.delete(key);
      return;
    }
    this.records.set(key, next);
    for (const index of this.allIndexes()) index.add(next);
  }

  /** Puts back a document at its old place in natural order after a write that failed. */
  restoreOrder(): void {
    const inOrder = [...this.records.values()].sort((a, b) => a.number - b.number);
    this.records.clear();
    for (const record of inOrder) this.records.set(record.key, record);
  }

  /** Fills an empty collection when the database opens: indexes are built at once. */
  load(records: StoredDocument[], definitions: IndexDefinition[]): void {
    for (const record of records) this.records.set(record.key, record);
    this.idIndex.load(records);
    for (const definition of definitions) this.addIndex(definition);
  }

  /** @throws CloudError duplicate key, if the index is unique and documents already disagree; nothing changes then. */
  addIndex(definition: IndexDefinition): void {
    if (definition.keys.some((key) => key.direction === "2dsphere")) {
      const index = new GeoIndex(definition);
      for (const record of this.records.values()) index.add(record);
      this.geoIndexes.push(index);
      return;
    }
    const index = new OrderedIndex(definition);
    index.load(this.records.values());
    const duplicate = definition.unique ? index.findDuplicate() : null;
    if (duplicate) throw duplicateKey(this.name, index.name, index.describe(duplicate[0].values));
    this.indexes.push(index);
  }

  dropIndex(name: string): void {
    for (const list of [this.indexes, this.geoIndexes] as { name: string }[][]) {
      const at = list.findIndex((index) => index.name === name);
      if (at >= 0) list.splice(at, 1);
    }
  }

  private *allIndexes(): Generator<OrderedIndex | GeoIndex> {
    yield this.idIndex;
    yield* this.indexes;
    yield* this.geoIndexes;
  }
}

export const keyOfDocument = (document: Document): string => keyOf(document._id);
