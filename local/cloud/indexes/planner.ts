/**
 * Chooses the index for a query: equality on leading fields (points, `$in` included), then a range or the wanted order
 * on the next one. Most equality fields win; then one that also gives the order or a range; then a unique one.
 */
import { compareValues, typeRank, type Value } from "../store/values";
import type { Collection } from "../store/collection";
import type { Constraint, Constraints } from "./constraints";
import type { IndexEntry, OrderedIndex } from "./orderedIndex";

export type SortOrder = [field: string, direction: 1 | -1][];

export interface IndexPlan {
  index: OrderedIndex;
  /** One tuple of leading values for each place to search. */
  prefixes: Value[][];
  prefixLength: number;
  /** On the field after the prefix. */
  range: Constraint | null;
  /** The scan yields the query's order. */
  givesOrder: boolean;
  backwards: boolean;
}

/** More places than this are not searched one by one; the trailing `$in` is left to the matcher instead. */
const MAX_PREFIXES = 1000;

/** The best plan, or null if no index helps. */
export function choosePlan(
  collection: Collection,
  constraints: Constraints,
  order: SortOrder,
): IndexPlan | null {
  let best: { plan: IndexPlan; score: number } | null = null;
  const byId = constraints.has("_id") || order.some(([field]) => field === "_id");
  for (const index of byId ? [collection.idIndex, ...collection.indexes] : collection.indexes) {
    const candidate = planFor(index, constraints, order);
    if (candidate && (!best || candidate.score > best.score)) best = candidate;
  }
  return best?.plan ?? null;
}

function planFor(
  index: OrderedIndex,
  constraints: Constraints,
  order: SortOrder,
): { plan: IndexPlan; score: number } | null {
  const points = leadingPoints(index, constraints);
  const range = rangeOn(index, points.length, constraints);
  const { givesOrder, backwards } = orderFrom(index, points, order);
  if (points.length === 0 && !range && !(givesOrder && order.length > 0)) return null;
  const complete = index.definition.unique && points.length === index.fields.length;
  const score =
    (complete ? 1000 : 0) + points.length * 10 + (givesOrder && order.length > 0 ? 4 : 0) + (range ? 3 : 0);
  return {
    plan: { index, prefixes: product(points), prefixLength: points.length, range, givesOrder, backwards },
    score,
  };
}

function leadingPoints(index: OrderedIndex, constraints: Constraints): Value[][] {
  const points: Value[][] = [];
  let places = 1;
  for (const field of index.fields) {
    const values = constraints.get(field)?.points;
    if (!values || places * values.length > MAX_PREFIXES) break;
    places *= values.length;
    points.push(values);
  }
  return points;
}

function rangeOn(index: OrderedIndex, at: number, constraints: Constraints): Constraint | null {
  const field = index.fields[at];
  const constraint = field === undefined ? undefined : constraints.get(field);
  if (!constraint || !(constraint.lower || constraint.upper || constraint.prefix)) return null;
  // Two bounds may hold for two different elements of an array: only one of them may limit the scan.
  if (field !== undefined && index.multikey.has(field) && constraint.lower)
    return { lower: constraint.lower };
  return constraint;
}

/** Whether a scan behind the points yields the order, and in which direction. */
function orderFrom(
  index: OrderedIndex,
  points: Value[][],
  order: SortOrder,
): { givesOrder: boolean; backwards: boolean } {
  const pinned = new Set(index.fields.filter((_, i) => points[i]?.length === 1));
  const wanted = order.filter(([field]) => !pinned.has(field));
  let backwards = false;
  for (let i = 0; i < wanted.length; i++) {
    const [field, direction] = wanted[i] as [string, 1 | -1];
    const at = points.length + i;
    if (index.fields[at] !== field || index.multikey.has(field))
      return { givesOrder: false, backwards: false };
    const reversed = index.directions[at] !== direction;
    if (i === 0) backwards = reversed;
    else if (reversed !== backwards) return { givesOrder: false, backwards: false };
  }
  return { givesOrder: true, backwards };
}

function product(points: Value[][]): Value[][] {
  let tuples: Value[][] = [[]];
  for (const values of points) tuples = tuples.flatMap((tuple) => values.map((value) => [...tuple, value]));
  return tuples;
}

/** Entries of the plan, in the query's order if the plan gives it. */
export function scan(plan: IndexPlan): Iterable<IndexEntry> {
  const runs = plan.prefixes.map((prefix) => {
    const locate = locateIn(plan.index, prefix, plan.range);
    const { entries } = plan.index;
    return plan.backwards ? entries.descending(locate) : entries.ascending(locate);
  });
  if (runs.length === 1) return runs[0] as Iterable<IndexEntry>;
  return plan.givesOrder ? merge(plan, runs) : chain(runs);
}

function locateIn(
  index: OrderedIndex,
  prefix: Value[],
  range: Constraint | null,
): (entry: IndexEntry) => number {
  const at = prefix.length;
  return (entry) => {
    for (let i = 0; i < at; i++) {
      const side = compareValues(entry.values[i], prefix[i]);
      if (side !== 0) return side * (index.directions[i] as number);
    }
    return range ? sideOf(entry.values[at], range) * (index.directions[at] as number) : 0;
  };
}

/** -1 below, 0 inside, 1 above the range; a range reaches only values of its own type. */
function sideOf(value: Value | undefined, { lower, upper, prefix }: Constraint): number {
  if (prefix !== undefined) {
    const byType = typeRank(value) - typeRank(prefix);
    if (byType !== 0) return byType;
    return (value as string).startsWith(prefix) ? 0 : compareValues(value, prefix);
  }
  const type = typeRank((lower ?? upper)?.value);
  const byType = typeRank(value) - type;
  if (byType !== 0) return byType;
  if (lower) {
    const side = compareValues(value, lower.value);
    if (side < 0 || (side === 0 && !lower.inclusive)) return -1;
  }
  if (upper) {
    const side = compareValues(value, upper.value);
    if (side > 0 || (side === 0 && !upper.inclusive)) return 1;
  }
  return 0;
}

function* chain(runs: Iterable<IndexEntry>[]): Generator<IndexEntry> {
  for (const run of runs) yield* run;
}

/** Merges runs that are each in order: an `$in` before the sorted field still reads only what is returned. */
function* merge(plan: IndexPlan, runs: Generator<IndexEntry>[]): Generator<IndexEntry> {
  const from = plan.prefixLength;
  const sign = plan.backwards ? -1 : 1;
  const heads = runs.map((run) => ({ run, head: run.next() })).filter(({ head }) => !head.done);
  while (heads.length > 0) {
    let first = 0;
    for (let i = 1; i < heads.length; i++) {
      const a = (heads[i] as { head: IteratorResult<IndexEntry> }).head.value as IndexEntry;
      const b = (heads[first] as { head: IteratorResult<IndexEntry> }).head.value as IndexEntry;
      const side = plan.index.compareFrom(a, b, from) || a.record.number - b.record.number;
      if (side * sign < 0) first = i;
    }
    const winner = heads[first] as { run: Generator<IndexEntry>; head: IteratorResult<IndexEntry> };
    yield winner.head.value as IndexEntry;
    winner.head = winner.run.next();
    if (winner.head.done) heads.splice(first, 1);
  }
}
