import { selvesOf } from "../../../platform/actor";
import type { Handler } from "../../../platform/serve";
import { isOwnMatter } from "../shared/family";
import { namesOf } from "../shared/names";
import { settingsOf } from "../shared/settings.repository";
import { cardOf } from "./card";
import { memberInReach } from "./decide";
import { firstNeedsFor } from "./firstNeeds";

/** One application as the branch sees it, with needs nearby to begin with. His account is opened by the code he gives, and he sees who looked. */
export const open: Handler<"members.open"> = async ({ memberId }, context) => {
  const { database, person } = context;
  const member = await memberInReach(context, memberId);
  const settings = await settingsOf(database, person.communityId);
  return {
    card: cardOf(member, { ...context, settings, called: await namesOf(context, [member.personId]), mayDecide: true }),
    firstNeeds: member.state === "applied" && !isOwnMatter(member, selvesOf(person)) ? await firstNeedsFor(context, member, settings) : [],
  };
};
