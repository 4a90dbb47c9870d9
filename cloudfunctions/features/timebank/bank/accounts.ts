import type { Handler, MemberContext } from "../../../platform/serve";
import { dayOf } from "../../../../contracts/kernel/day";
import { activePosts } from "../../../platform/actor";
import { insertLook } from "../../people";
import { ledgerOf } from "../ledger";
import { type OpenedAccount, openedInReach, viewOf } from "./opened";

/** Written down before anything is shown; the holder sees it under 谁看过. */
async function noteLook({ database, person, community, operation, at }: MemberContext, { account }: OpenedAccount, reason: "visit" | "call" | "check"): Promise<void> {
  const staffId = person.staffId ?? person._id;
  await insertLook(database, {
    _id: operation.documentId,
    schemaVersion: 1,
    communityId: account.communityId,
    about: account.holder,
    by: staffId,
    byTitle: activePosts(community.organisation, staffId, dayOf(at))[0]?.titleName ?? "",
    accountId: account._id,
    reason,
    at,
  });
}

export const open: Handler<"accounts.open"> = async ({ accountCode, reason, month }, context) => {
  const { database, person, at } = context;
  const opened = await openedInReach(context, accountCode);
  await noteLook(context, opened, reason);
  return viewOf(context, await ledgerOf({ database, communityId: person.communityId, by: person._id, at }), opened, month);
};
