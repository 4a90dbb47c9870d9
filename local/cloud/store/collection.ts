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

/** Reads many documents at once, for building indexes, without keeping them in memory. */
export type BulkReader = (records: Iterable<StoredDocument>) => Iterable<[StoredDocument, Document]>;

export class Collection {
  readonly records = new Map<string, StoredDocument>();
  /** Built when they are first needed: most collections of a large database are not looked at after every start. */
  private readonly ordered: OrderedIndex[] = [];
  private readonly geographical: GeoIndex[] = [];
  private built = true;
  private orderOfIds: OrderedIndex | null = null;

  constructor(
    readonly name: string,
    private readonly readAll: BulkReader = eachInMemory,
  ) {}

  get indexes(): readonly OrderedIndex[] {
    this.build();
    return this.ordered;
  }

  get geoIndexes(): readonly GeoIndex[] {
    this.build();
    return this.geographical;
  }

  /** Order of `_id`, for ranges and sorts; equality goes through `records`. */
  get idIndex(): OrderedIndex {
    if (!this.orderOfIds) {
      this.orderOfIds = new OrderedIndex(ID_INDEX);
      this.fill([this.orderOfIds], []);
    }
    return this.orderOfIds;
  }

  get definitions(): IndexDefinition[] {
    return [...this.ordered, ...this.geographical].map((index) => index.definition);
  }

  get hasDeclaredIndexes(): boolean {
    return this.ordered.length + this.geographical.length > 0;
  }

  /** Puts a document in, replaces it, or (null) takes it out. Uniqueness has been checked before. */
  replace(key: string, next: StoredDocument | null): void {
    const old = this.records.get(key);
    if (old) for (const index of this.builtIndexes()) index.remove(old);
    if (!next) {
      this.records.delete(key);
      return;
    }
    this.records.set(key, next);
    for (const index of this.builtIndexes()) index.add(next);
  }

  /** Puts back a document at its old place in natural order after a write that failed. */
  restoreOrder(): void {
    const inOrder = [...this.records.values()].sort((a, b) => a.number - b.number);
    this.records.clear();
    for (const record of inOrder) this.records.set(record.key, record);
  }

  /** Fills an empty collection when the database opens. */
  load(records: Iterable<StoredDocument>, definitions: IndexDefinition[]): void {
    for (const record of records) this.records.set(record.key, record);
    for (const definition of definitions) {
      if (isGeographical(definition)) this.geographical.push(new GeoIndex(definition));
      else this.ordered.push(new OrderedIndex(definition));
    }
    this.built = this.records.size === 0;
  }

  /** @throws CloudError duplicate key, if the index is unique and documents already disagree; nothing changes then. */
  addIndex(definition: IndexDefinition): void {
    this.build();
    if (isGeographical(definition)) {
      const index = new GeoIndex(definition);
      this.fill([], [index]);
      this.geographical.push(index);
      return;
    }
    const index = new OrderedIndex(definition);
    this.fill([index], []);
    const duplicate = definition.unique ? index.findDuplicate() : null;
    if (duplicate) throw duplicateKey(this.name, index.name, index.describe(duplicate[0].values));
    this.ordered.push(index);
  }

  dropIndex(name: string): void {
    for (const list of [this.ordered, this.geographical] as { name: string }[][]) {
      const at = list.findIndex((index) => index.name === name);
      if (at >= 0) list.splice(at, 1);
    }
  }

  private build(): void {
    if (this.built) return;
    this.fill(this.ordered, this.geographical);
    this.built = true;
  }

  /** One pass for all of them: reading the documents is most of the work. */
  private fill(ordered: OrderedIndex[], geographical: GeoIndex[]): void {
    const fillings = ordered.map((index) => index.filling());
    for (const [record, document] of this.readAll(this.records.values())) {
      for (const filling of fillings) filling.add(record, document);
      for (const index of geographical) index.add(record, document);
    }
    for (const filling of fillings) filling.finish();
  }

  private *builtIndexes(): Generator<OrderedIndex | GeoIndex> {
    if (this.orderOfIds) yield this.orderOfIds;
    if (!this.built) return;
    yield* this.ordered;
    yield* this.geographical;
  }
}

function* eachInMemory(records: Iterable<StoredDocument>): Generator<[StoredDocument, Document]> {
  for (const record of records) yield [record, record.document];
}

const isGeographical = (definition: IndexDefinition): boolean =>
  definition.keys.some((key) => key.direction === "2dsphere");

export const keyOfDocument = (document: Document): string => keyOf(document._id);
