import type { Handler } from "../../../platform/serve";
import { settingsOf } from "../ledger";
import { accountOf } from "../shared/accounts.repository";
import { hoursOf } from "../shared/hours";
import { namesOf } from "../shared/names";
import { cardOf, isOwnMatter } from "./card";
import { memberInReach } from "./decide";
import { firstNeedsFor } from "./firstNeeds";

/** One application as the branch sees it, with needs nearby to begin with. */
export const open: Handler<"members.open"> = async ({ memberId }, context) => {
  const { database, person, at } = context;
  const member = await memberInReach(context, memberId);
  const settings = await settingsOf(database, person.communityId);
  const account = await accountOf(database, member.communityId, member.personId);
  return {
    card: cardOf(member, { ...context, settings, called: await namesOf(context, [member.personId]), mayDecide: true }),
    firstNeeds: member.state === "applied" && !isOwnMatter(member, person._id) ? await firstNeedsFor(context, member, settings) : [],
    ...(account && { hours: hoursOf(account, settings, at) }),
  };
};
