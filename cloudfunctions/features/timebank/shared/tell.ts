import type { Database, Versioned } from "../../../platform/database";
import { deliverFrom, type WithEffects } from "../../inbox";
import { clearEffects } from "./repository";

/**
 * What the time bank tells names no number, no room, and no other's words.
 *
 * Puts what a document tells into the inbox, right after the write. A crash before leaves it on the document, and the
 * clock calls the same; `nextCheckAt` of a document with effects is therefore never later than its write.
 * 2 database calls; none without effects.
 */
export async function deliverEffects(database: Database, collection: string, document: Versioned & WithEffects & { communityId: string }): Promise<void> {
  if (document.effects.length === 0) return;
  await deliverFrom(database, document);
  await clearEffects(database, collection, document);
}
