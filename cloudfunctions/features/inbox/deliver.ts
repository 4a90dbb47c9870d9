import type { Database } from "../../platform/database";
import { type InboxDocument, inboxIdOf, type Telling } from "./document";
import { insertEntries } from "./repository";

/** Tells people something; the same `about` to the same person is one entry, however often it is told. */
export async function tell(database: Database, tellings: readonly Telling[]): Promise<void> {
  const entries = new Map<string, InboxDocument>();
  for (const { about, ...rest } of tellings) {
    const _id = inboxIdOf(about, rest.to);
    entries.set(_id, { _id, schemaVersion: 1, ...rest });
  }
  await deliver(database, [...entries.values()]);
}

/** Entries whose ids are already decided, as effects have them. */
export async function deliver(database: Database, entries: readonly InboxDocument[]): Promise<void> {
  if (entries.length) await insertEntries(database, [...entries]);
}
