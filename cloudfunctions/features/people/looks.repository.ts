import { Failure } from "../../../contracts/kernel/failure";
import { type Collection, type Database, isDuplicate } from "../../platform/database";
import type { LookDocument } from "./documents";

/** Who looked at whom: written before anything is shown, never changed, and read by the one who was looked at. */

const looks = (database: Database): Collection<LookDocument> => database.collection<LookDocument>("looks");

/**
 * Writes a look down; sent again it is the same look.
 * @throws Failure operationReused when the same operation looked at something else, or one look that was written down
 * would open every other matter
 */
export async function insertLook(database: Database, look: LookDocument): Promise<void> {
  try {
    await looks(database).insert(look);
  } catch (error) {
    const stored = isDuplicate(error) ? await looks(database).get(look._id) : undefined;
    if (!stored) throw error;
    if (stored.requestId !== look.requestId || stored.accountId !== look.accountId || stored.reason !== look.reason) throw new Failure("operationReused");
  }
}

export const looksOf = (database: Database, communityId: string, about: string, limit: number): Promise<LookDocument[]> =>
  looks(database).find({ communityId, about }, { order: { at: -1, _id: -1 }, limit });
