import type { Database } from "../../cloudfunctions/platform/database";

/**
 * Fills an empty deployment with the invented communities of `packs/`: their organisations, people, and six weeks of
 * requests, each made by the feature's own steps. The same seed and the same `now` give the same documents.
 */
export async function seedDemo(_: { database: Database; now: number }): Promise<void> {
  throw new Error("The demo is being written.");
}
