import type { Effect, InboxDocument, ReadableEffects } from "./document";

/** Newest first, ids breaking ties: the one order of the inbox, delivered or not. Pure. */
export const newestFirst = (a: InboxDocument, b: InboxDocument): number => b.at - a.at || (a._id < b._id ? 1 : -1);

export const effectEntry = (communityId: string, { id, ...effect }: Effect): InboxDocument => ({ _id: id, schemaVersion: 1, communityId, ...effect });

export const entryOf = ({ _id, communityId }: ReadableEffects, effect: Effect): InboxDocument => ({ ...effectEntry(communityId, effect), requestId: _id });

/**
 * What was delivered and what is on its way, each once: an effect has the id it will have in the inbox, so that being
 * delivered between two pages, or between two reads, changes nothing.
 */
export function merged(delivered: readonly InboxDocument[], undelivered: readonly ReadableEffects[], ids: readonly string[]): InboxDocument[] {
  const byId = new Map<string, InboxDocument>();
  for (const document of undelivered)
    for (const effect of document.effects) if (ids.includes(effect.to)) byId.set(effect.id, entryOf(document, effect));
  for (const entry of delivered) byId.set(entry._id, entry);
  return [...byId.values()].sort(newestFirst);
}
