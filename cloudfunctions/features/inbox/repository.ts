import type { PersonDocument } from "../../platform/actor";
import { type Collection, type Database, type Filter, isDuplicate, type Transaction } from "../../platform/database";
import { askFor, type InboxDocument, type ReadableEffects, tellFor, type Waiting, type WaitsFor } from "./document";

/** The inbox in the database, newest first; effects that are still on their way stand on the documents whose change they tell of. */

const entries = (database: Database): Collection<InboxDocument> => database.collection<InboxDocument>("inbox");

/** The collection whose documents keep their effects until the clock comes. */
const keeping = "requests";

/** A person's list is read by both his ids; `$in` over the index keeps its order. */
export const inboxPage = (database: Database, communityId: string, ids: readonly string[], where: Filter, limit: number): Promise<InboxDocument[]> =>
  entries(database).find({ communityId, to: { $in: ids }, ...where }, { order: { at: -1, _id: -1 }, limit });

/** Everything decided for a person and not delivered, a minute's worth, with what still waits for what it asked him. */
export const undelivered = (database: Database, communityId: string, ids: readonly string[], limit: number): Promise<ReadableEffects[]> =>
  database.collection<ReadableEffects>(keeping).find({ communityId, attention: { $in: [...ids.map(tellFor), ...ids.map(askFor)] } }, { order: { createdAt: -1, _id: -1 }, limit });

/** Which of these are still waited for. One query a collection; a page of the inbox seldom asks two. */
export async function stillWaited(database: Database, asked: readonly WaitsFor[]): Promise<WaitsFor[]> {
  const collections = [...new Set(asked.map((one) => one.in))];
  const found = await Promise.all(collections.map((collection) => {
    const ids = [...new Set(asked.filter((one) => one.in === collection).map(({ id }) => id))];
    return database.collection<Waiting>(collection).find({ _id: { $in: ids } }, { limit: ids.length });
  }));
  const waits = ({ in: collection, id, what }: WaitsFor): boolean => {
    const document = found[collections.indexOf(collection)]!.find(({ _id }) => _id === id);
    return document !== undefined && (document.state === what || (document.waits ?? []).includes(what));
  };
  return asked.filter(waits);
}

/** Writes what isn't there yet. One call for all, and one each only when some were there already. */
export async function insertEntries(database: Database, documents: InboxDocument[]): Promise<void> {
  try {
    await entries(database).insertMany(documents);
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    for (const document of documents) await insertOnce(database, document);
  }
}

/** What was told stays as it was told: told again, it must not look new. */
async function insertOnce(database: Database, document: InboxDocument): Promise<void> {
  try {
    await entries(database).insert(document);
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
}

/** By `put`, which a second try of the transaction may repeat. */
export async function putEntries(transaction: Transaction, documents: readonly InboxDocument[]): Promise<void> {
  for (const document of documents) await transaction.put("inbox", document);
}

/** Moves the mark forward, never back: a phone that was offline must not make read things unread. */
export const markRead = (database: Database, person: PersonDocument, until: number): Promise<number> =>
  database.collection<PersonDocument>("people").update({ _id: person._id, inboxReadAt: { $lt: until } }, { $set: { inboxReadAt: until } });
