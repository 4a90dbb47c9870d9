import type { Collection, Database } from "../../platform/database";
import type { GridCountsDocument, RequestDocument } from "./document";
import { movedBetween } from "./gridCount";
import { saveRequest } from "./repository";

/**
 * How many open matters each grid has: one small document a community, whatever the number of requests. A request says
 * itself in whose count it is (`countedInGrid`), and both are written in one transaction; so a round that runs twice,
 * is cut off, or meets another leaves the numbers right.
 */
const collection = "gridCounts";
const gridCounts = (database: Database): Collection<GridCountsDocument> => database.collection<GridCountsDocument>(collection);

export const readGridCounts = (database: Database, communityId: string): Promise<GridCountsDocument | undefined> =>
  gridCounts(database).get(communityId);

/**
 * Saves a request together with the counts that its `countedInGrid` changes; a plain save where it changes none.
 * @returns false when somebody else wrote since `before` was read: then nothing is written
 */
export async function saveCounted(database: Database, before: RequestDocument, after: RequestDocument): Promise<boolean> {
  if (before.countedInGrid === after.countedInGrid) return saveRequest(database, before, after);
  const { _id, communityId } = before;
  return database.transaction(async (transaction) => {
    const stored = await transaction.get<RequestDocument>("requests", _id);
    if (stored?.version !== before.version) return false;
    const counts = await transaction.get<GridCountsDocument>(collection, communityId);
    const open = movedBetween(counts?.open ?? [], before.countedInGrid, after.countedInGrid);
    await transaction.put("requests", withoutAbsent({ ...after, version: before.version + 1 }));
    await transaction.put<GridCountsDocument>(collection, { _id: communityId, schemaVersion: 1, communityId, open });
    return true;
  });
}

/** A whole document is written here: what is absent must not become a `null`. */
const withoutAbsent = (request: RequestDocument): RequestDocument =>
  Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined)) as unknown as RequestDocument;
