import type { Handler, MemberContext } from "../../../platform/serve";
import { insertLook } from "../../people";
import { ledgerFor } from "../shared/ledgerOf";
import { type OpenedAccount, openedInReach, viewOf } from "./opened";

/** Written down before anything is shown; the holder sees it under 谁看过. */
async function noteLook({ database, person, actor, operation, at }: MemberContext, { account }: OpenedAccount, reason: "visit" | "call" | "check"): Promise<void> {
  await insertLook(database, {
    _id: operation.documentId,
    schemaVersion: 1,
    communityId: account.communityId,
    about: account.holder,
    by: person.staffId ?? person._id,
    byTitle: actor.posts[0]?.titleName ?? "",
    accountId: account._id,
    reason,
    at,
  });
}

export const open: Handler<"accounts.open"> = async ({ accountCode, reason, month }, context) => {
  const opened = await openedInReach(context, accountCode);
  await noteLook(context, opened, reason);
  return viewOf(context, await ledgerFor(context), opened, month);
};
