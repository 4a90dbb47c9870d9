import type { TransferDocument } from "../../cloudfunctions/features/timebank/ledger";
import type { Database } from "../../cloudfunctions/platform/database";

const atOnce = 500;

/** Entries that are in the bank already, by id. */
export async function entriesOf(database: Database, ids: readonly string[]): Promise<Map<string, TransferDocument>> {
  const found = new Map<string, TransferDocument>();
  for (let start = 0; start < ids.length; start += atOnce) {
    const some = ids.slice(start, start + atOnce);
    for (const entry of await database.collection<TransferDocument>("timeTransfers").find({ _id: { $in: some } }, { limit: atOnce })) found.set(entry._id, entry);
  }
  return found;
}
