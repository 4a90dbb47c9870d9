import type { CallData } from "../../../../contracts/calls";
import { Failure } from "../../../../contracts/kernel/failure";
import { openActions } from "../../../../contracts/kernel/lifecycle";
import { memberLifecycle } from "../../../../contracts/timebank/member";
import type { Database } from "../../../platform/database";
import type { Handler, Operation } from "../../../platform/serve";
import type { MemberDocument } from "../shared/documents";
import { memberOf, saveMember } from "../shared/members.repository";
import { isRepeat, withOperation } from "./operations";
import { closeOffersOf } from "./repository";

/** What somebody said of himself goes with him; who his family is stays, since hours can still be given and inherited. */
export function gone(member: MemberDocument, at: number, done: MemberDocument["done"]): MemberDocument {
  const { wontDo: _words, guardian: _guardian, childCheckAt: _check, declined: _reason, ...rest } = member;
  return { ...rest, version: member.version + 1, state: "left", skills: [], times: [], isMinor: false, partyMember: false, done, nextCheckAt: at };
}

const said: CallData<"members.leave"> = { state: "left", text: "您已经退出了。存下的时间都还在，想回来随时再报名。" };

/**
 * What follows from leaving; the clock does it where the call did not come so far. Everything in it may be done twice.
 */
export async function followLeaving(database: Database, member: MemberDocument): Promise<void> {
  await closeOffersOf(database, member.communityId, member.personId);
}

/** Somebody stops taking part: by himself, or because the branch closed his account. */
export async function retire(database: Database, before: MemberDocument, at: number, operation: Operation): Promise<boolean> {
  const after = gone(before, at, withOperation(before.done, operation));
  if (!(await saveMember(database, before, after))) return false;
  await followLeaving(database, after);
  return true;
}

export const leave: Handler<"members.leave"> = async (_input, { database, person, at, operation }) => {
  const before = await memberOf(database, person.communityId, person._id);
  if (!before || before.appliedAt === 0) throw new Failure("notFound");
  if (isRepeat(before.done, operation)) return said;
  if (!openActions(memberLifecycle, before.state, ["self"]).includes("leave")) throw new Failure("actionNotOpen", { currentVersion: before.version });
  if (!(await retire(database, before, at, operation))) throw new Failure("stale", { currentVersion: before.version });
  return said;
};
