import type { CallData } from "../../../../contracts/calls";
import { Failure } from "../../../../contracts/kernel/failure";
import { openActions } from "../../../../contracts/kernel/lifecycle";
import { memberLifecycle } from "../../../../contracts/timebank/member";
import type { Database } from "../../../platform/database";
import { isRepeat, withOperation } from "../../../platform/done";
import type { Community, Handler, MemberContext } from "../../../platform/serve";
import { leaveTurns } from "../needs";
import type { MemberDocument } from "../shared/documents";
import { otherSelvesOf } from "../shared/family";
import { memberOf, membersOf, saveMember } from "../shared/members.repository";
import { closeOffersOf, deliverMemberEffects } from "./repository";
import { withDerived } from "./waits";

/** What somebody said of himself goes with him; who his family is stays, since hours can still be given and inherited. */
export function gone(member: MemberDocument, at: number, done: MemberDocument["done"]): MemberDocument {
  const { wontDo: _words, guardian: _guardian, childCheckAt: _check, declined: _reason, ...rest } = member;
  return withDerived({ ...rest, version: member.version + 1, state: "left", skills: [], times: [], isMinor: false, partyMember: false, done, nextCheckAt: at });
}

/** Waiting for an answer, or active: somebody who can leave. */
export const takesPart = ({ state }: Pick<MemberDocument, "state">): boolean => state === "active" || state === "applied";

const said: CallData<"members.leave"> = { state: "left", text: "您已经退出了。存下的时间都还在，想回来随时再报名。" };

/**
 * What follows from leaving; the clock does it where the call did not come so far. Everything in it may be done twice.
 */
export async function followLeaving(database: Database, member: MemberDocument, community: Community, at: number): Promise<void> {
  const { communityId, personId } = member;
  const into = (await membersOf(database, communityId, otherSelvesOf(member))).find(({ state }) => state === "active")?.personId;
  // Turns first: whoever posts an offer at this moment meets it there.
  await leaveTurns({ database, communityId, personId, ...(into !== undefined && { into }), community, at });
  await closeOffersOf(database, communityId, personId);
}

/** The same for who has just left, by his own call or with his account, and tells what that tells. Nothing where it was done: a clock that looks has done it. @returns him as he is then */
export async function finishLeaving({ database, at, community }: Pick<MemberContext, "database" | "at" | "community">, member: MemberDocument): Promise<MemberDocument> {
  if (member.state !== "left" || member.nextCheckAt === undefined) return member;
  await followLeaving(database, member, community, at);
  return deliverMemberEffects(database, member);
}

type Retiring = Pick<MemberContext, "database" | "at" | "operation" | "community">;

/** Somebody stops taking part by himself. */
async function retire(context: Retiring, before: MemberDocument): Promise<boolean> {
  const { database, at, operation } = context;
  const after = gone(before, at, withOperation(before.done, operation));
  if (!(await saveMember(database, before, after))) return false;
  await finishLeaving(context, after);
  return true;
}

export const leave: Handler<"members.leave"> = async (_input, context) => {
  const { database, person, operation } = context;
  const before = await memberOf(database, person.communityId, person._id);
  if (!before || before.appliedAt === 0) throw new Failure("notFound");
  if (isRepeat(before.done, operation)) return said;
  if (!openActions(memberLifecycle, before.state, ["self"]).includes("leave")) throw new Failure("actionNotOpen", { currentVersion: before.version });
  if (!(await retire(context, before))) throw new Failure("stale", { currentVersion: before.version });
  return said;
};
