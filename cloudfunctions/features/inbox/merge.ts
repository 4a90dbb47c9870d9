import type { Effect, EffectCarrier, InboxDocument } from "./document";

/** Newest first, ids breaking ties: the one order of the inbox, delivered or not. Pure. */
export const newestFirst = (a: InboxDocument, b: InboxDocument): number => b.at - a.at || (a._id < b._id ? 1 : -1);

export const effectEntry = (communityId: string, { id, ...effect }: Effect): InboxDocument => ({ _id: id, schemaVersion: 1, communityId, ...effect });

export const entryOf = (carrier: EffectCarrier, effect: Effect): InboxDocument => ({ ...effectEntry(carrier.communityId, effect), requestId: carrier._id });

/**
 * What was delivered and what is on its way, each once: an effect has the id it will have in the inbox, so that being
 * delivered between two pages, or between two reads, changes nothing.
 */
export function merged(delivered: readonly InboxDocument[], carriers: readonly EffectCarrier[], ids: readonly string[]): InboxDocument[] {
  const byId = new Map<string, InboxDocument>();
  for (const carrier of carriers)
    for (const effect of carrier.effects) if (ids.includes(effect.to)) byId.set(effect.id, entryOf(carrier, effect));
  for (const entry of delivered) byId.set(entry._id, entry);
  return [...byId.values()].sort(newestFirst);
}
