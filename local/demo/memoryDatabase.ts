import { Collection, type Database, DatabaseError, type Filter, type Order, type Stored, type Transaction } from "../../cloudfunctions/platform/database";

/**
 * A database for playing the demo's past through the product's own use cases: thousands of steps in a second, and what
 * they leave is then written in one go. One player, one thread: a transaction has nobody to meet. It knows what the use
 * cases ask of it and refuses the rest, so that nothing passes here that means something else there.
 */
type Matcher = (value: unknown) => boolean;

const isPlain = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);
const isOperator = (value: unknown): value is Record<string, unknown> => isPlain(value) && Object.keys(value).some((key) => key.startsWith("$"));
type Comparable = string | number;
/** MongoDB's rule: an array matches when one of its elements does. */
const some = (value: unknown, test: Matcher): boolean => test(value) || (Array.isArray(value) && value.some(test));
const compares = (test: (a: Comparable, b: Comparable) => boolean) => (wanted: unknown): Matcher => (value) =>
  some(value, (one) => typeof one === typeof wanted && test(one as Comparable, wanted as Comparable));
const equals = (wanted: unknown): Matcher => (value) => some(value, (one) => one === wanted || ((one ?? null) === null && wanted === null));

const operators: Record<string, (wanted: unknown) => Matcher> = {
  $not: (wanted) => {
    const matches = conditionsOf(wanted);
    return (value) => !matches(value);
  },
  $gt: compares((a, b) => a > b),
  $gte: compares((a, b) => a >= b),
  $lt: compares((a, b) => a < b),
  $lte: compares((a, b) => a <= b),
  $in: (wanted) => {
    const set = new Set(wanted as unknown[]);
    return (value) => some(value, (one) => set.has(one));
  },
  $ne: (wanted) => (value) => !equals(wanted)(value),
  $exists: (wanted) => (value) => (value !== undefined) === wanted,
};

function conditionsOf(wanted: unknown): Matcher {
  const conditions = isOperator(wanted) ? Object.entries(wanted).map(([name, value]) => (operators[name] ?? refuse(name))(value)) : [equals(wanted)];
  return (value) => conditions.every((condition) => condition(value));
}

/** How a field of a document is read; a path through an array gives all it finds. */
function readerOf(path: string): (document: unknown) => unknown {
  const keys = path.split(".");
  if (keys.length === 1) return (document) => (document as Record<string, unknown>)[path];
  return (document) =>
    keys.reduce<unknown>((found, key) => {
      if (Array.isArray(found)) return found.map((one) => (one as Record<string, unknown>)?.[key]);
      return (found as Record<string, unknown> | undefined)?.[key];
    }, document);
}

function matcherOf(where: Filter): Matcher {
  const tests = Object.entries(where).map(([path, wanted]): Matcher => {
    if (path === "$or" || path === "$and") {
      const parts = (wanted as Filter[]).map(matcherOf);
      return (document) => (path === "$or" ? parts.some((part) => part(document)) : parts.every((part) => part(document)));
    }
    const [matches, read] = [conditionsOf(wanted), readerOf(path)];
    return (document) => matches(read(document));
  });
  return (document) => tests.every((test) => test(document));
}

function refuse(what: string): never {
  throw new Error(`the demo's database does not know ${what}`);
}

/** What a database would keep: an absent field is absent. */
const stored = <T>(document: T): T => JSON.parse(JSON.stringify(document)) as T;

function changed<T extends Stored>(document: T, update: Filter): T {
  const after = Object.fromEntries(Object.entries(document)) as Record<string, unknown>;
  for (const [operator, fields] of Object.entries(update))
    for (const [path, value] of Object.entries(fields as Record<string, unknown>)) {
      if (path.includes(".")) refuse(`${operator} of ${path}`);
      if (operator === "$set") after[path] = value;
      else if (operator === "$unset") delete after[path];
      else if (operator === "$inc") after[path] = ((after[path] as number | undefined) ?? 0) + (value as number);
      else refuse(operator);
    }
  return stored(after) as unknown as T;
}

class MemoryCollection<T extends Stored> extends Collection<T> {
  constructor(name: string, private readonly documents: Map<string, T>) {
    super(undefined as never, name);
  }

  private matching(where: Filter): T[] {
    const { _id: id } = where;
    const matches = matcherOf(where);
    if (typeof id === "string") {
      const one = this.documents.get(id);
      return one && matches(one) ? [one] : [];
    }
    const found: T[] = [];
    for (const document of this.documents.values()) if (matches(document)) found.push(document);
    return found;
  }

  override get(id: string): Promise<T | undefined> {
    return Promise.resolve(this.documents.get(id));
  }

  override find(where: Filter, { order = {}, limit }: { order?: Order; limit: number }): Promise<T[]> {
    const found = this.matching(where);
    const keys = Object.entries(order).map(([path, direction]) => ({ read: readerOf(path), direction }));
    found.sort((a, b) => {
      for (const { read, direction } of keys) {
        const [x, y] = [read(a) as Comparable, read(b) as Comparable];
        if (x !== y) return (x < y ? -1 : 1) * direction;
      }
      return 0;
    });
    return Promise.resolve(found.slice(0, limit));
  }

  override insert(document: T): Promise<void> {
    if (this.documents.has(document._id)) return Promise.reject(new DatabaseError("DATABASE_REQUEST_FAILED", `E11000 duplicate key ${document._id}`));
    this.documents.set(document._id, stored(document));
    return Promise.resolve();
  }

  override async insertMany(documents: T[]): Promise<void> {
    for (const document of documents) await this.insert(document);
  }

  override put(document: T): Promise<void> {
    this.documents.set(document._id, stored(document));
    return Promise.resolve();
  }

  override update(where: Filter, update: Filter): Promise<number> {
    const found = this.matching(where);
    for (const document of found) this.documents.set(document._id, changed(document, update));
    return Promise.resolve(found.length);
  }

  override remove(where: Filter): Promise<number> {
    const found = this.matching(where);
    for (const { _id } of found) this.documents.delete(_id);
    return Promise.resolve(found.length);
  }
}

export class MemoryDatabase implements Database {
  private readonly collections = new Map<string, Map<string, Stored>>();

  /** Everything of a collection, in the order in which it was first written. */
  documents<T extends Stored>(name: string): T[] {
    return [...this.raw<T>(name).values()];
  }

  names(): string[] {
    return [...this.collections.keys()];
  }

  collection<T extends Stored>(name: string): Collection<T> {
    return new MemoryCollection<T>(name, this.raw<T>(name));
  }

  /** All or nothing also here: a use case may change its mind in the middle. */
  async transaction<R>(work: (transaction: Transaction) => Promise<R>): Promise<R> {
    const writes: (() => void)[] = [];
    const result = await work({
      get: <T extends Stored>(name: string, id: string) => Promise.resolve(this.raw<T>(name).get(id)),
      insert: (name, document) => {
        if (this.raw(name).has(document._id)) return Promise.reject(new DatabaseError("DATABASE_REQUEST_FAILED", `E11000 duplicate key ${document._id}`));
        writes.push(() => this.raw(name).set(document._id, stored(document)));
        return Promise.resolve();
      },
      put: (name, document) => {
        writes.push(() => this.raw(name).set(document._id, stored(document)));
        return Promise.resolve();
      },
    });
    for (const write of writes) write();
    return result;
  }

  private raw<T extends Stored>(name: string): Map<string, T> {
    const known = this.collections.get(name) ?? new Map<string, Stored>();
    this.collections.set(name, known);
    return known as Map<string, T>;
  }
}
