import { memberDeclineReasons } from "../../../../contracts/timebank/member";
import type { Handler, MemberContext } from "../../../platform/serve";
import { available, ledgerOf } from "../ledger";
import { accountAndPool } from "../shared/accounts.repository";
import { communityRules } from "../shared/communityRules";
import type { MemberDocument } from "../shared/documents";
import { stationName } from "../shared/home";
import { hoursOf, poolText } from "../shared/hours";
import { memberOf } from "../shared/members.repository";
import { stateOf } from "./form";

/** Where an application stands, in the words of who waits for it. */
function memberText(member: MemberDocument | undefined, { community }: MemberContext): string | undefined {
  if (!member || member.appliedAt === 0 || member.state === "active") return undefined;
  if (member.state === "applied") return `${stationName(community.organisation, member.stationCode)}三天内会看您的报名，看过就告诉您。`;
  if (member.state === "left") return "您已经退出了，存下的时间都还在。想回来随时再报名。";
  return member.declined && `${memberDeclineReasons[member.declined.reason]}。${member.declined.wayOn}`;
}

/** The tab 时间银行: everything on it in one call, whatever the size of the community. */
export const openTab: Handler<"timebank.open"> = async (_input, context) => {
  const { database, person, at, actor } = context;
  const { settings } = await ledgerOf({ database, communityId: person.communityId, by: person._id, at });
  const member = await memberOf(database, person.communityId, person._id);
  const { account, pool } = await accountAndPool(database, person.communityId, person._id);
  const text = memberText(member, context);
  return {
    member: stateOf(member),
    ...(text !== undefined && { memberText: text }),
    ...(account && { hours: hoursOf(account, settings, at) }),
    pool: { minutes: pool ? available(pool) : 0, text: poolText(pool) },
    rules: communityRules(settings),
    now: [],
    promised: [],
    invited: [],
    toConfirm: [],
    needs: [],
    near: [],
    moreNear: false,
    arranges: actor.posts.length > 0,
  };
};
