/** Runs an aggregation: leading $match, $sort and $limit go through the indexes, the rest through mingo. */
import { Aggregator } from "mingo/aggregator";
import { Context } from "mingo/core";
import type { Iterator } from "mingo/lazy";
import type { AnyObject, Options } from "mingo/types";
import { databaseFailure } from "../errors";
import type { SortOrder } from "../indexes/planner";
import type { Collection } from "../store/collection";
import { clone, isObject, valuesAt, type Document, type Value, type ValueObject } from "../store/values";
import { asDatabaseError, engineContext, engineOptions, matcher } from "./engine";
import { find, type Work } from "./find";
import { boxAround, distanceToM, pointsOf } from "./geometry";
import { readSortOrder } from "./sorting";

export type Stage = ValueObject;
export interface AggregateOptions {
  strictIndexes: boolean;
  /** The collection of a $lookup, or null if there is none of that name (it then counts as empty). */
  resolve: (name: string) => Collection | null;
}

export function aggregate(
  collection: Collection,
  stages: Stage[],
  options: AggregateOptions,
): { documents: ValueObject[]; work: Work } {
  const work: Work = { index: null, examined: 0 };
  const geoNear = stages[0]?.["$geoNear"];
  const { documents, rest } = isObject(geoNear)
    ? { documents: nearest(collection, geoNear, work), rest: stages.slice(1) }
    : fetchLeading(collection, stages, options, work);
  if (rest.length === 0) return { documents, work };
  const pipelineOptions: Partial<Options> = {
    ...engineOptions,
    context: Context.from(lookupContext(options, work), engineContext),
    collectionResolver: (name) => everyDocument(options.resolve(name), work),
  };
  const result = asDatabaseError(() => new Aggregator(rest, pipelineOptions).run<ValueObject>(documents));
  return { documents: result, work };
}

function fetchLeading(
  collection: Collection,
  stages: Stage[],
  { strictIndexes }: AggregateOptions,
  work: Work,
): { documents: ValueObject[]; rest: Stage[] } {
  const filters: ValueObject[] = [];
  let next = 0;
  while (isObject(stages[next]?.["$match"])) filters.push(stages[next++]?.["$match"] as ValueObject);
  let order: SortOrder = [];
  const sort = stages[next]?.["$sort"];
  if (isObject(sort)) {
    order = readSortOrder(sort);
    next++;
  }
  const limit = stages[next]?.["$limit"];
  const filter: ValueObject =
    filters.length === 1 ? (filters[0] as ValueObject) : filters.length > 1 ? { $and: filters } : {};
  const bounded = typeof limit === "number" && limit > 0;
  if (bounded) next++;
  const found = find(collection, filter, { order, strictIndexes, ...(bounded && { limit }) });
  work.index = found.work.index;
  work.examined += found.work.examined;
  // Operators of a pipeline may write into their input.
  return { documents: found.documents.map((document) => clone(document)), rest: stages.slice(next) };
}

function everyDocument(collection: Collection | null, work: Work): Document[] {
  if (!collection) return [];
  work.examined += collection.records.size;
  return Array.from(collection.records.values(), (record) => clone(record.document));
}

/** A $lookup by equal fields uses the other collection's index; one with a pipeline is left to mingo. */
function lookupContext({ resolve, strictIndexes }: AggregateOptions, work: Work): Context {
  const general = engineContext.getOperator("pipeline" as never, "$lookup") as unknown as LookupOperator;
  const $lookup: LookupOperator = (documents, spec, options) => {
    const { from, localField, foreignField, as, pipeline } = spec;
    if (pipeline !== undefined || typeof localField !== "string" || typeof foreignField !== "string") {
      return general(documents, spec, options);
    }
    const foreign = resolve(String(from));
    return documents.map<ValueObject, ValueObject>((document) => {
      const joined = foreign
        ? findJoined(foreign, foreignField, valuesAt(document, localField), strictIndexes, work)
        : [];
      return { ...document, [String(as)]: joined };
    });
  };
  return Context.init({ pipeline: { $lookup } as never });
}
type LookupOperator = (documents: Iterator, spec: ValueObject, options: Options) => Iterator;

function findJoined(
  foreign: Collection,
  field: string,
  local: (Value | undefined)[],
  strictIndexes: boolean,
  work: Work,
): Document[] {
  const values = local.flatMap((value): Value[] => (Array.isArray(value) ? value : [value ?? null]));
  const found = find(foreign, { [field]: { $in: values } }, { strictIndexes });
  work.examined += found.work.examined;
  return found.documents.map((document) => clone(document));
}

function nearest(collection: Collection, stage: ValueObject, work: Work): ValueObject[] {
  const field = typeof stage["key"] === "string" ? stage["key"] : collection.geoIndexes[0]?.field;
  const index = collection.geoIndexes.find((candidate) => candidate.field === field);
  if (!index || field === undefined) {
    throw databaseFailure("$geoNear requires a 2d or 2dsphere index, but none were found");
  }
  const from = pointsOf(stage["near"])[0];
  if (!from) throw databaseFailure("$geoNear requires a near point");
  const maxM = Number(stage["maxDistance"] ?? Infinity);
  const minM = Number(stage["minDistance"] ?? 0);
  const matches = matcher(isObject(stage["query"]) ? stage["query"] : {});
  const candidates = index.candidates(maxM === Infinity ? null : boxAround(from, maxM));
  work.index = index.name;
  work.examined += candidates.size;
  return [...candidates]
    .map(({ document }) => ({ document, distance: distanceToM(valuesAt(document, field)[0], from) }))
    .filter(({ document, distance }) => distance >= minM && distance <= maxM && matches(document))
    .sort((a, b) => a.distance - b.distance)
    .map(({ document, distance }) => withDistance(document, distance, field, stage));
}

function withDistance(document: Document, distance: number, field: string, stage: ValueObject): ValueObject {
  const copy: ValueObject = clone(document);
  copy[String(stage["distanceField"])] = distance * Number(stage["distanceMultiplier"] ?? 1);
  if (typeof stage["includeLocs"] === "string")
    copy[stage["includeLocs"]] = valuesAt(document, field)[0] ?? null;
  return copy;
}

/** Whether the pipeline itself says how many rows it wants; without it production answers 20. */
export const hasLimit = (stages: Stage[]): boolean => stages.some((stage: AnyObject) => "$limit" in stage);
