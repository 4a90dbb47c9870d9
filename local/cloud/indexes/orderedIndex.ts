/**
 * One compound index: entries in the order of its keys. A document has one entry, or one for each element of the one
 * array it may index (multikey). A missing field counts as null, also for uniqueness.
 */
import { rawDatabaseFailure } from "../errors";
import type { StoredDocument } from "../store/collection";
import { compareValues, isObject, keyOf, type Value, type ValueObject } from "../store/values";
import type { IndexDefinition } from "./definition";
import { OrderedSet } from "./orderedSet";

/** Undefined stands for an empty array. */
export type IndexValue = Value | undefined;
export interface IndexEntry {
  values: IndexValue[];
  record: StoredDocument;
}

export class OrderedIndex {
  readonly entries: OrderedSet<IndexEntry>;
  readonly fields: readonly string[];
  readonly directions: readonly (1 | -1)[];
  /** Fields that have held an array: their bounds and order say less (see planner). Never forgotten, as in MongoDB. */
  readonly multikey = new Set<string>();
  private readonly paths: string[][];

  constructor(readonly definition: IndexDefinition) {
    this.fields = definition.keys.map((key) => key.name);
    this.directions = definition.keys.map((key) => (key.direction === -1 ? -1 : 1));
    this.paths = this.fields.map((field) => field.split("."));
    this.entries = new OrderedSet((a, b) => this.compareEntries(a, b));
  }

  get name(): string {
    return this.definition.name;
  }

  /** Order of two entries on the fields from `from` to the end, without the tie-break. */
  compareFrom(a: IndexEntry, b: IndexEntry, from: number): number {
    for (let i = from; i < this.fields.length; i++) {
      const order = compareValues(a.values[i], b.values[i]);
      if (order !== 0) return order * (this.directions[i] as number);
    }
    return 0;
  }

  /** The tuples under which a document stands. @throws CloudError if two arrays would have to be indexed at once. */
  tuplesOf(document: ValueObject): IndexValue[][] {
    const array = this.arrayIn(document);
    if (!array) return [this.paths.map((path) => follow(document, path) ?? null)];
    if (array.elements.length === 0) return [this.tupleFor(document, array.path, undefined)];
    const tuples = new Map<string, IndexValue[]>();
    for (const element of array.elements) {
      const tuple = this.tupleFor(document, array.path, element);
      tuples.set(tuple.map(keyOf).join("\u0000"), tuple);
    }
    return [...tuples.values()];
  }

  private tupleFor(document: ValueObject, arrayPath: string[], element: IndexValue): IndexValue[] {
    return this.paths.map((path) => {
      if (!startsWith(path, arrayPath)) return follow(document, path) ?? null;
      return path.length === arrayPath.length
        ? element
        : (follow(element, path.slice(arrayPath.length)) ?? null);
    });
  }

  add(record: StoredDocument): void {
    for (const values of this.tuplesOf(record.document)) this.entries.insert({ values, record });
  }

  remove(record: StoredDocument): void {
    for (const values of this.tuplesOf(record.document)) this.entries.remove({ values, record });
  }

  /** Fills an empty index: entries are gathered and sorted once, which is faster than adding one by one. */
  filling(): { add(record: StoredDocument, document: ValueObject): void; finish(): void } {
    const entries: IndexEntry[] = [];
    return {
      add: (record, document) => {
        for (const values of this.tuplesOf(document)) entries.push({ values, record });
      },
      finish: () => this.entries.load(entries),
    };
  }

  /** Records that stand under exactly this tuple. */
  *holdersOf(tuple: IndexValue[]): Generator<StoredDocument> {
    const probe = (entry: IndexEntry): number => {
      for (let i = 0; i < tuple.length; i++) {
        const order = compareValues(entry.values[i], tuple[i]);
        if (order !== 0) return order * (this.directions[i] as number);
      }
      return 0;
    };
    for (const entry of this.entries.ascending(probe)) yield entry.record;
  }

  /** The first two neighbours that share a tuple though they are different documents, if any. */
  findDuplicate(): [IndexEntry, IndexEntry] | null {
    let previous: IndexEntry | null = null;
    for (const entry of this.entries.ascending(() => 0)) {
      if (previous && previous.record !== entry.record && this.compareFrom(previous, entry, 0) === 0) {
        return [previous, entry];
      }
      previous = entry;
    }
    return null;
  }

  describe(tuple: IndexValue[]): string {
    return this.fields.map((field, i) => `${field}: ${JSON.stringify(tuple[i] ?? null)}`).join(", ");
  }

  private compareEntries(a: IndexEntry, b: IndexEntry): number {
    return this.compareFrom(a, b, 0) || a.record.number - b.record.number;
  }

  /** The array on the way of this index's fields, noting which fields pass through it. */
  private arrayIn(document: ValueObject): { path: string[]; elements: Value[] } | null {
    let found: { path: string[]; elements: Value[] } | null = null;
    for (let i = 0; i < this.paths.length; i++) {
      const array = firstArray(document, this.paths[i] as string[]);
      if (!array) continue;
      if (found && found.elements !== array.elements) {
        throw rawDatabaseFailure(
          `cannot index parallel arrays [${array.path.join(".")}] [${found.path.join(".")}]`,
        );
      }
      found = array;
      this.multikey.add(this.fields[i] as string);
    }
    return found;
  }
}

function follow(value: Value | undefined, path: string[]): Value | undefined {
  let current = value;
  for (const part of path) {
    if (isObject(current)) current = current[part];
    else if (Array.isArray(current) && /^\d+$/.test(part)) current = current[Number(part)];
    else return undefined;
  }
  return current;
}

function firstArray(document: ValueObject, path: string[]): { path: string[]; elements: Value[] } | null {
  let current: Value | undefined = document;
  for (let i = 0; i <= path.length; i++) {
    if (Array.isArray(current)) {
      // "list.0" names one element: that is no multikey step.
      const position = path[i];
      if (position === undefined || !/^\d+$/.test(position))
        return { path: path.slice(0, i), elements: current };
      current = current[Number(position)];
    } else if (isObject(current) && i < path.length) {
      current = current[path[i] as string];
    } else {
      return null;
    }
  }
  return null;
}

const startsWith = (path: string[], prefix: string[]): boolean =>
  path.length >= prefix.length && prefix.every((part, i) => path[i] === part);
