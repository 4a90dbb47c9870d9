import { Failure } from "../../../../contracts/kernel/failure";
import type { SessionStep } from "../../../../contracts/timebank/session";
import { isInStory } from "../../../platform/done";
import { payloadHash } from "../../../platform/hash";
import type { Handler } from "../../../platform/serve";
import { branchOf, proxiesGone } from "../shared/staff";
import { skillName } from "../shared/wording";
import { settingsOf } from "../shared/settings.repository";
import { advance } from "./advance";
import { cardFor } from "./card";
import { unconcerned } from "./concerned";
import { seenBy } from "./context";
import { findSession, saveSession } from "./repository";
import { settle, withinDay } from "./settle";
import { tellAndRest } from "./telling";

export const openSessionCard: Handler<"sessions.open"> = async ({ sessionId }, context) => {
  const session = await findSession(context.database, sessionId);
  if (!session) throw new Failure("notFound");
  const seen = await seenBy(context, session);
  if (seen.parts.length === 0) throw new Failure("notFound");
  return cardFor(context, session, seen, await settingsOf(context.database, context.person.communityId));
};

/** Whoever confirms fewer minutes than were recorded disputes. */
const tellsBranch = (step: SessionStep): boolean => step.action === "dispute" || step.action === "answer" || (step.action === "confirm" && step.minutes !== undefined);

/** A decision meets its rival at the first retry and is told that it is stale; what tries again is the clock's telling. */
const tries = 4;

export const stepSession: Handler<"sessions.step"> = async ({ sessionId, version, step }, context) => {
  const { database, community, at } = context;
  const settings = await settingsOf(database, context.person.communityId);
  // The version is no content: a phone that looked again before it repeated itself still means the same step.
  const operation = { documentId: context.operation.documentId, payloadHash: payloadHash({ sessionId, step }) };
  for (let left = tries; left > 0; left -= 1) {
    const before = await findSession(database, sessionId);
    if (!before) throw new Failure("notFound");
    const seen = await seenBy(context, before);
    if (seen.parts.length === 0) throw new Failure("notFound");
    if (isInStory(before.events, operation)) return cardFor(context, before, seen, settings);
    const doing = {
      ...seen.viewer, operation: operation.documentId, payloadHash: operation.payloadHash, proxies: seen.proxies, gone: proxiesGone(before, community.organisation, at), settings: settings.service,
      skill: skillName(settings, before.skill), branch: tellsBranch(step) ? branchOf({ ...community, at }, before.stationCode, await unconcerned(database, before)) : [],
    };
    const after = await withinDay(database, advance(before, step, version, doing), settings.service);
    if (!(await saveSession(database, before, after))) continue;
    const saved = { ...after, version: before.version + 1 };
    const told = await tellAndRest(database, saved, settings.service);
    const session = told.state === "confirmed" ? await settle({ database, at, settings: settings.service }, told) : told;
    return cardFor(context, session, seen, settings);
  }
  throw new Failure("busy");
};
