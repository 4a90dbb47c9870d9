import { Failure } from "../../../../contracts/kernel/failure";
import { minutesText } from "../../../../contracts/timebank/minutes";
import type { Handler, MemberContext } from "../../../platform/serve";
import { tell } from "../../inbox";
import { type AccountDocument, donate as donateHours, gift, type Ledger } from "../ledger";
import { accountAndPool, accountByCode, accountOf } from "../shared/accounts.repository";
import { givingRules } from "../shared/communityRules";
import { relativesOf } from "../shared/family";
import { stationLineOf } from "../shared/home";
import { hoursOf, poolText } from "../shared/hours";
import { ledgerFor } from "../shared/ledgerOf";
import { memberOf } from "../shared/members.repository";
import { namesOf } from "../shared/names";
import { accepted, refused } from "./act";
import { receiversOf } from "./opened";

/** @throws Failure accountUnknown */
async function ownAccount({ database, person }: MemberContext): Promise<AccountDocument> {
  const account = await accountOf(database, person.communityId, person._id);
  if (!account) throw new Failure("accountUnknown");
  return account;
}

const hoursNow = async (context: MemberContext, ledger: Ledger) => hoursOf(await ownAccount(context), ledger.settings, context.at);

export const donate: Handler<"hours.donate"> = async ({ minutes }, context) => {
  const { _id } = await ownAccount(context);
  const ledger = await ledgerFor(context);
  accepted(await donateHours(ledger, context.operation, { from: _id, minutes }));
  return { hours: await hoursNow(context, ledger), text: `谢谢您！${minutesText(minutes)} 捐进了公共时间池，会帮到没有积蓄的邻居。` };
};

/** To family only, as the branch noted it before. The receiver hears of it. */
export const give: Handler<"hours.give"> = async ({ toCode, minutes }, context) => {
  const { database, person, at, operation } = context;
  const { _id } = await ownAccount(context);
  const to = await accountByCode(database, person.communityId, toCode);
  if (!to) throw new Failure("accountUnknown");
  const member = await memberOf(database, person.communityId, person._id);
  const relative = relativesOf(member).find(({ personId }) => to.kind === "person" && personId === to.holder);
  if (!relative) throw refused(to._id === _id ? "sameAccount" : "notRelated");
  const ledger = await ledgerFor(context);
  accepted(await gift(ledger, operation, { from: _id, to: to._id, minutes, relation: relative.relation }));
  const called = await namesOf(context, [person._id, to.holder]);
  await tell(database, [{ communityId: person.communityId, to: [to.holder], at, text: `${called(person._id)}送给您 ${minutesText(minutes)}，存进您的时间账户了。`, link: "timebank", about: operation.documentId }]);
  return { hours: await hoursNow(context, ledger), text: `${minutesText(minutes)} 送给${called(to.holder)}了。` };
};

export const form: Handler<"hours.form"> = async (_input, context) => {
  const { database, person, at, community } = context;
  const { account, pool } = await accountAndPool(database, person.communityId, person._id);
  if (!account) throw new Failure("accountUnknown");
  const { settings } = await ledgerFor(context);
  const member = await memberOf(database, person.communityId, person._id);
  const station = stationLineOf(community.organisation, person);
  return { hours: hoursOf(account, settings, at), family: await receiversOf(context, member), poolText: poolText(pool), rules: givingRules(settings), ...(station && { station }) };
};
