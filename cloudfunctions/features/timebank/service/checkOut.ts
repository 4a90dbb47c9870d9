import { Failure } from "../../../../contracts/kernel/failure";
import { isInStory } from "../../../platform/done";
import type { Handler } from "../../../platform/serve";
import { skillName } from "../shared/wording";
import { settingsOf } from "../shared/settings.repository";
import { proxiesGone } from "../shared/staff";
import { checkedOut, lapsed } from "./advance";
import { cardFor } from "./card";
import { bareViewer, seenBy, type SessionSeen } from "./context";
import { actionsOf } from "./parts";
import { closeSession, findSession } from "./repository";
import { checkShown, lapsesAt } from "./rules";
import { tellAndRest } from "./telling";

/**
 * The volunteer's own tap costs least: everything that it is checked against stands on the session, which the transaction
 * reads anyway. Who else checks out is looked at before.
 */
export const checkOut: Handler<"sessions.checkOut"> = async ({ sessionId, leaving }, context) => {
  const { database, person, actor, operation, at, community } = context;
  const settings = await settingsOf(database, person.communityId);
  const own: SessionSeen = { viewer: bareViewer(context), parts: ["volunteer"], proxies: [] };
  let seen = own;
  if (leaving.kind === "onBehalf") {
    const session = await findSession(database, sessionId);
    if (!session) throw new Failure("notFound");
    seen = await seenBy(context, session);
    if (seen.parts.length === 0 || session.volunteerId !== leaving.personId || actor.ids.includes(session.volunteerId)) throw new Failure("notFound");
  }
  let isNew = false;
  const session = await closeSession(database, sessionId, (before, latestAt) => {
    isNew = false;
    if (!before || before.communityId !== person.communityId) throw new Failure("notFound");
    if (seen === own && !actor.ids.includes(before.volunteerId)) throw new Failure("notFound");
    if (isInStory(before.events, operation)) return undefined;
    if (!actionsOf(seen.viewer, before, seen.parts).includes("checkOut")) throw new Failure("actionNotOpen", { currentVersion: before.version });
    isNew = true;
    const skill = skillName(settings, before.skill);
    const doing = { ...seen.viewer, operation: operation.documentId, payloadHash: operation.payloadHash, gone: proxiesGone(before, community.organisation, at), settings: settings.service, skill };
    if (at >= lapsesAt(before, settings.service)) return lapsed(before, doing);
    if (leaving.kind === "code" || leaving.kind === "place") checkShown(leaving, before.check ?? { secret: "" }, settings.service, at);
    return checkedOut(before, leaving.kind, doing, latestAt);
  });
  const told = isNew ? await tellAndRest(database, session!, settings.service) : session!;
  return cardFor(context, told, seen, settings);
};
