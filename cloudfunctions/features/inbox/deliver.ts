import type { Database, Transaction } from "../../platform/database";
import { effectsOf, type InboxDocument, type InboxTelling, type WithEffects } from "./document";
import { effectEntry } from "./merge";
import { insertEntries, putEntries } from "./repository";

function entriesOf(tellings: readonly InboxTelling[]): InboxDocument[] {
  const entries = new Map<string, InboxDocument>();
  for (const { communityId, about, at, ...telling } of tellings)
    for (const effect of effectsOf(about, at, [telling])) entries.set(effect.id, effectEntry(communityId, effect));
  return [...entries.values()];
}

/** Tells people something; the same `about` to the same person is one entry, however often it is told. */
export const tell = (database: Database, tellings: readonly InboxTelling[]): Promise<void> => deliver(database, entriesOf(tellings));

/** Tells people of what a transaction changes, in that transaction: both are written or neither. Only where it changes something. */
export const tellWithin = (transaction: Transaction, tellings: readonly InboxTelling[]): Promise<void> => putEntries(transaction, entriesOf(tellings));

/** The same for who writes by a transaction of his own that takes documents. */
export const toldBeside = (tellings: readonly InboxTelling[]): { collection: string; document: InboxDocument }[] => entriesOf(tellings).map((document) => ({ collection: "inbox", document }));

/** What a document tells, as it says it; whoever wrote it takes it off the document afterwards. */
export const deliverFrom = (database: Database, { communityId, effects }: WithEffects & { communityId: string }): Promise<void> =>
  deliver(database, effects.map((effect) => effectEntry(communityId, effect)));

/** Entries whose ids are already decided, as effects have them. */
export async function deliver(database: Database, entries: readonly InboxDocument[]): Promise<void> {
  if (entries.length) await insertEntries(database, [...entries]);
}
