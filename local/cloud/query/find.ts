/** Finds documents: through the best index, tested by the matcher, in order, and says what it cost. */
import { rawDatabaseFailure } from "../errors";
import type { SortOrder } from "../indexes/planner";
import type { Collection, StoredDocument } from "../store/collection";
import { keyOf, valuesAt, type Document, type ValueObject } from "../store/values";
import { candidatesFor } from "./candidates";
import { asDatabaseError, matcher, nearOf } from "./engine";
import { distanceToM } from "./geometry";
import { sortDocuments } from "./sorting";

export interface Work {
  /** Index used; null for a scan of the collection. */
  index: string | null;
  /** Documents looked at. */
  examined: number;
}
export interface FindOptions {
  order?: SortOrder;
  offset?: number;
  limit?: number;
  /** Refuse a query that no index serves, in a collection that declares indexes (tests). */
  strictIndexes?: boolean;
  /** By key, what the asker sees instead of the present state (null: no document): a transaction's view. */
  instead?: Map<string, Document | null>;
}

/** Documents in their stored form: whoever changes one copies it first. */
export function find(
  collection: Collection,
  filter: ValueObject,
  { order = [], offset = 0, limit = Infinity, strictIndexes = false, instead }: FindOptions = {},
): { documents: Document[]; work: Work } {
  const near = nearOf(filter);
  const candidates = candidatesFor(collection, filter, order, near);
  if (strictIndexes && candidates.index === null) assertIndexNotNeeded(collection, filter, order);
  const overlaid = instead !== undefined && instead.size > 0;
  const mayStopEarly = candidates.ordered && !near && !overlaid;
  const enough = mayStopEarly ? offset + limit : Infinity;
  const matches = matcher(filter);
  const { found, examined } = asDatabaseError(() => collect(candidates.records, matches, enough));
  let documents = overlaid ? asDatabaseError(() => overlay(found, instead, matches)) : found;
  if (near && order.length === 0) documents = byDistance(documents, near.field, near.from);
  else if (!mayStopEarly && order.length > 0) documents = sortDocuments(documents, order);
  return {
    documents: documents.slice(offset, offset + limit),
    work: { index: candidates.index, examined },
  };
}

/** Tests candidates until there are enough. */
function collect(
  records: Iterable<StoredDocument>,
  matches: (document: Document) => boolean,
  enough: number,
): { found: Document[]; examined: number } {
  const seen = new Set<string>();
  const found: Document[] = [];
  if (enough <= 0) return { found, examined: 0 };
  for (const record of records) {
    // A multikey or `$or` search meets a document more than once.
    if (seen.has(record.key)) continue;
    seen.add(record.key);
    if (!matches(record.document)) continue;
    found.push(record.document);
    if (found.length >= enough) break;
  }
  return { found, examined: seen.size };
}

function overlay(
  found: Document[],
  instead: Map<string, Document | null>,
  matches: (document: Document) => boolean,
): Document[] {
  const untouched = found.filter((document) => !instead.has(keyOf(document._id)));
  const replaced = [...instead.values()].filter((document) => document !== null && matches(document));
  return [...untouched, ...(replaced as Document[])];
}

function byDistance(documents: Document[], field: string, from: [number, number]): Document[] {
  return documents
    .map((document) => ({ document, distance: distanceToM(valuesAt(document, field)[0], from) }))
    .sort((a, b) => a.distance - b.distance)
    .map(({ document }) => document);
}

function assertIndexNotNeeded(collection: Collection, filter: ValueObject, order: SortOrder): void {
  if (!collection.hasDeclaredIndexes) return;
  const fields = [...Object.keys(filter), ...order.map(([field]) => field)].filter(
    (field) => field !== "_id",
  );
  if (fields.length === 0) return;
  const sort = order.map(([field, direction]) => `${field} ${direction}`).join(", ");
  throw rawDatabaseFailure(
    `[FailedOperation] strict indexes: no index of ${collection.name} serves the filter ${JSON.stringify(filter)}` +
      (sort ? ` with the order ${sort}` : ""),
  );
}
