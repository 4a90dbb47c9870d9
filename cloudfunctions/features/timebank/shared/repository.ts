import type { Database, Versioned } from "../../../platform/database";

/**
 * Takes away what has been delivered. It adds nothing to the story, so the version stays; a write that came in between
 * has effects of its own, and its version keeps this from touching them.
 */
export async function clearEffects(database: Database, collection: string, { _id, version }: Versioned): Promise<void> {
  await database.collection(collection).update({ _id, version }, { $set: { effects: [] } });
}
