import { Failure } from "../../../../contracts/kernel/failure";
import { type PersonDocument, reaches } from "../../../platform/actor";
import type { Handler, MemberContext } from "../../../platform/serve";
import { calledOf, findUnit } from "../../org";
import { insertLook, maskedName, peopleOfUnit } from "../../people";
import { accountIdOf } from "../ledger";
import { accountCodeOf } from "../shared/accountCode";
import { accountsOf } from "../shared/accounts.repository";
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

/** Staff are no secret; of others the branch reads the first character until it opens an account with a reason. */
const calledIn = ({ community: { organisation } }: MemberContext, { name, staffId }: PersonDocument): string => (staffId === undefined ? maskedName(name) : calledOf(organisation, staffId));

/** Two queries, however many live there. @throws Failure notFound, notAllowed for a unit beyond the caller's reach */
export const find: Handler<"accounts.find"> = async ({ unitCode }, context) => {
  const { database, community, person, reach } = context;
  const unit = findUnit(community.organisation, unitCode);
  if (!unit) throw new Failure("notFound");
  if (!reaches(reach, unit)) throw new Failure("notAllowed");
  const residents = await peopleOfUnit(database, person.communityId, unitCode);
  const accounts = await accountsOf(database, residents.map(({ _id }) => accountIdOf(person.communityId, "person", _id)));
  const holders = new Set(accounts.filter(({ status }) => status !== "closed").map(({ holder }) => holder));
  return { people: residents.filter(({ _id }) => holders.has(_id)).map((one) => ({ called: calledIn(context, one), accountCode: accountCodeOf(accountIdOf(person.communityId, "person", one._id)) })) };
};

export const open: Handler<"accounts.open"> = async ({ accountCode, reason, month }, context) => {
  const opened = await openedInReach(context, accountCode);
  await noteLook(context, opened, reason);
  return viewOf(context, await ledgerFor(context), opened, month);
};
