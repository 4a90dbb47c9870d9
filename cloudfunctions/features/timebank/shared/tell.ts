import type { Database, Versioned } from "../../../platform/database";
import { deliver, type Effect, effectEntry } from "../../inbox";
import { clearEffects } from "./repository";

interface Carrier extends Versioned {
  communityId: string;
  effects: Effect[];
}

/**
 * What the time bank tells names no number, no room, and no other's words.
 *
 * Carries what a document tells into the inbox, right after the write. A crash before leaves it on the document, and the
 * clock calls the same; `nextCheckAt` of a document with effects is therefore never later than its write.
 * 2 database calls; none without effects.
 */
export async function carry(database: Database, collection: string, document: Carrier): Promise<void> {
  if (document.effects.length === 0) return;
  await deliver(database, document.effects.map((effect) => effectEntry(document.communityId, effect)));
  await clearEffects(database, collection, document);
}
