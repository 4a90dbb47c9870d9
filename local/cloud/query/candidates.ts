/** Where a query looks: the documents that may match, and through which index they were reached. */
import { rawDatabaseFailure } from "../errors";
import { constraintsOf } from "../indexes/constraints";
import { choosePlan, scan, type SortOrder } from "../indexes/planner";
import type { Collection, StoredDocument } from "../store/collection";
import { isObject, keyOf, type ValueObject } from "../store/values";
import type { NearCondition } from "./engine";
import { boundingBox, boxAround, circleOf, type Box } from "./geometry";

export interface Candidates {
  /** Name of the index used (several joined by " + " for an `$or`); null for a scan of the collection. */
  index: string | null;
  /** They come in the query's order. */
  ordered: boolean;
  records: Iterable<StoredDocument>;
}

export function candidatesFor(
  collection: Collection,
  filter: ValueObject,
  order: SortOrder,
  near: NearCondition | null,
): Candidates {
  if (near) return nearCandidates(collection, near);
  const constraints = constraintsOf(filter);
  const ids = constraints.get("_id")?.points;
  if (ids) {
    const records = ids.flatMap((id) => collection.records.get(keyOf(id)) ?? []);
    return { index: "_id_", ordered: records.length <= 1, records };
  }
  const plan = choosePlan(collection, constraints, order);
  if (plan && (plan.range || plan.prefixLength > 0)) {
    return { index: plan.index.name, ordered: plan.givesOrder, records: recordsOf(scan(plan)) };
  }
  const narrower = shapeCandidates(collection, filter) ?? branchCandidates(collection, filter);
  if (narrower) return narrower;
  if (plan) return { index: plan.index.name, ordered: true, records: recordsOf(scan(plan)) };
  return { index: null, ordered: order.length === 0, records: collection.records.values() };
}

function* recordsOf(entries: Iterable<{ record: StoredDocument }>): Generator<StoredDocument> {
  for (const entry of entries) yield entry.record;
}

function nearCandidates(collection: Collection, near: NearCondition): Candidates {
  const index = collection.geoIndexes.find((candidate) => candidate.field === near.field);
  if (!index) throw rawDatabaseFailure("[FailedOperation] unable to find index for $geoNear query");
  const box = near.maxM === Infinity ? null : boxAround(near.from, near.maxM);
  return { index: index.name, ordered: false, records: index.candidates(box) };
}

/** `$geoWithin` and `$geoIntersects` need no index, but use one where there is. */
function shapeCandidates(collection: Collection, filter: ValueObject): Candidates | null {
  for (const index of collection.geoIndexes) {
    const condition = filter[index.field];
    const shape = isObject(condition) ? (condition["$geoWithin"] ?? condition["$geoIntersects"]) : undefined;
    const box = isObject(shape) ? boxOfShape(shape) : null;
    if (box) return { index: index.name, ordered: false, records: index.candidates(box) };
  }
  return null;
}

function boxOfShape(shape: ValueObject): Box | null {
  const circle = circleOf(shape);
  return circle ? boxAround(circle.centre, circle.radiusM) : boundingBox(shape["$geometry"]);
}

/** An `$or` each of whose branches has an index; the SDK often wraps it in an `$and`. */
function branchCandidates(collection: Collection, filter: ValueObject): Candidates | null {
  for (const branches of disjunctionsOf(filter)) {
    const parts: Candidates[] = [];
    for (const branch of branches) {
      const part = candidatesFor(collection, { $and: [withoutDisjunctions(filter), branch] }, [], null);
      if (part.index === null) break;
      parts.push(part);
    }
    if (parts.length < branches.length) continue;
    const names = [...new Set(parts.map((part) => part.index))].join(" + ");
    return { index: names, ordered: false, records: joined(parts) };
  }
  return null;
}

function disjunctionsOf(filter: ValueObject): ValueObject[][] {
  return Object.entries(filter).flatMap(([name, operand]): ValueObject[][] => {
    if (!Array.isArray(operand) || operand.length === 0) return [];
    const parts = operand.filter(isObject);
    if (name === "$or") return [parts];
    return name === "$and" ? parts.flatMap(disjunctionsOf) : [];
  });
}

function withoutDisjunctions(filter: ValueObject): ValueObject {
  const { $or: _, $and: conjunction, ...rest } = filter;
  if (!Array.isArray(conjunction)) return rest;
  return { ...rest, $and: conjunction.filter(isObject).map(withoutDisjunctions) };
}

function* joined(parts: Candidates[]): Generator<StoredDocument> {
  for (const part of parts) yield* part.records;
}
