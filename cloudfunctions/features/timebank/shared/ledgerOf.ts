import type { MemberContext } from "../../../platform/serve";
import type { Ledger } from "../ledger";
import { settingsOf } from "./settings.repository";

/** The ledger of a community under the rules it has decided, for one call. */
export const ledgerOf = async (context: Omit<Ledger, "settings">): Promise<Ledger> => ({
  ...context,
  settings: await settingsOf(context.database, context.communityId),
});

/** The caller's. */
export const ledgerFor = ({ database, person, at }: Pick<MemberContext, "database" | "person" | "at">): Promise<Ledger> =>
  ledgerOf({ database, communityId: person.communityId, by: person._id, at });
