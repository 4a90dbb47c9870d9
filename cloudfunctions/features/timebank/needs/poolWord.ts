import type { Stored } from "../../../platform/database";
import { shortHash } from "../../../platform/hash";
import { type Alongside, reject } from "../ledger";
import type { NeedDocument } from "../shared/documents";

/** `timePoolWords/{hash of community and asker}`: which need the pool pays on a neighbour's word alone. */
interface PoolWordDocument extends Stored {
  schemaVersion: 1;
  communityId: string;
  needId: string;
}

/**
 * On one neighbour's word the pool pays one need at a time: nobody can use it up in the name of people whom only he knows.
 * Decided and noted by the entry that holds the hours, so that of two needs at once one waits for the branch.
 */
export const onWordOf = ({ _id: needId, communityId, askerId }: NeedDocument): Alongside => async (reader) => {
  const _id = shortHash("timePoolWord", communityId, askerId);
  const known = await reader.beside<PoolWordDocument>("timePoolWords", _id);
  const other = known && known.needId !== needId ? await reader.beside<NeedDocument>("timeNeeds", known.needId) : undefined;
  if (other?.open) reject("poolWaits");
  const document: PoolWordDocument = { _id, schemaVersion: 1, communityId, needId };
  return [{ collection: "timePoolWords", document }];
};
