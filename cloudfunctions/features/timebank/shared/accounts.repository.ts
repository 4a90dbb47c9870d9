import type { Database } from "../../../platform/database";
import { type AccountDocument, accountIdOf, poolIdOf } from "../ledger";
import { idPrefixOf } from "./accountCode";

/** Accounts as the other rooms read them; only the ledger writes them. */

const accounts = (database: Database) => database.collection<AccountDocument>("timeAccounts");

/** A person's account and the community's pool, in one query; each absent until it was opened. */
export async function accountAndPool(database: Database, communityId: string, personId: string): Promise<{ account?: AccountDocument; pool?: AccountDocument }> {
  const [own, common] = [accountIdOf(communityId, "person", personId), poolIdOf(communityId)];
  const found = await accounts(database).find({ _id: { $in: [own, common] } }, { limit: 2 });
  const [account, pool] = [own, common].map((id) => found.find(({ _id }) => _id === id));
  return { ...(account && { account }), ...(pool && { pool }) };
}

export const accountOf = (database: Database, communityId: string, personId: string): Promise<AccountDocument | undefined> =>
  accounts(database).get(accountIdOf(communityId, "person", personId));

/** Those of some ids that were opened. One query. */
export const accountsOf = (database: Database, ids: readonly string[]): Promise<AccountDocument[]> =>
  ids.length ? accounts(database).find({ _id: { $in: [...ids] } }, { limit: ids.length }) : Promise.resolve([]);

/**
 * The account of a person or group that a code stands for. One query.
 * @returns undefined for a code that nobody has, and for one that two have: rather none than the wrong one
 */
export async function accountByCode(database: Database, communityId: string, code: string): Promise<AccountDocument | undefined> {
  const prefix = idPrefixOf(code);
  if (prefix === undefined) return undefined;
  const found = await accounts(database).find({ communityId, _id: { $gte: prefix, $lt: `${prefix}g` } }, { order: { _id: 1 }, limit: 2 });
  return found.length === 1 && found[0]!.kind !== "pool" ? found[0] : undefined;
}
