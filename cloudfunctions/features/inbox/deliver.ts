import type { Database, Transaction } from "../../platform/database";
import { type InboxDocument, inboxIdOf, type Telling } from "./document";
import { insertEntries, putEntries } from "./repository";

function entriesOf(tellings: readonly Telling[]): InboxDocument[] {
  const entries = new Map<string, InboxDocument>();
  for (const { about, ...rest } of tellings) {
    const _id = inboxIdOf(about, rest.to);
    entries.set(_id, { _id, schemaVersion: 1, ...rest });
  }
  return [...entries.values()];
}

/** Tells people something; the same `about` to the same person is one entry, however often it is told. */
export const tell = (database: Database, tellings: readonly Telling[]): Promise<void> => deliver(database, entriesOf(tellings));

/** Tells people of what a transaction changes, in that transaction: both are written or neither. Only where it changes something. */
export const tellWithin = (transaction: Transaction, tellings: readonly Telling[]): Promise<void> => putEntries(transaction, entriesOf(tellings));

/** Entries whose ids are already decided, as effects have them. */
export async function deliver(database: Database, entries: readonly InboxDocument[]): Promise<void> {
  if (entries.length) await insertEntries(database, [...entries]);
}
