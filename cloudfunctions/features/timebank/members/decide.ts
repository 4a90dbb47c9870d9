import { Failure } from "../../../../contracts/kernel/failure";
import { openActions } from "../../../../contracts/kernel/lifecycle";
import { memberDeclineReasons, memberLifecycle } from "../../../../contracts/timebank/member";
import type { TimeBankSettings } from "../../../../contracts/timebank/settings";
import { rejectionWords } from "../../../../contracts/timebank/words";
import { reaches, selvesOf } from "../../../platform/actor";
import { isRepeat, withOperation } from "../../../platform/done";
import type { Handler, MemberContext } from "../../../platform/serve";
import { effectsOf, type Telling } from "../../inbox";
import { openAccount } from "../ledger";
import { findNeed, findShift, invite, partsIn, refreshNeed, shiftsOf } from "../needs";
import type { MemberDocument, NeedDocument } from "../shared/documents";
import { isOwnMatter } from "../shared/family";
import { ledgerFor } from "../shared/ledgerOf";
import { getMember, saveMember } from "../shared/members.repository";
import { namesOf } from "../shared/names";
import { cardOf } from "./card";
import { deliverMemberEffects } from "./repository";
import { waitsForHimself, withDerived } from "./waits";

type Decision = Parameters<Handler<"members.decide">>[0]["decision"];

/** @throws Failure notFound for what lies in another's reach as for what does not exist */
export async function memberInReach({ database, person, reach }: MemberContext, memberId: string): Promise<MemberDocument> {
  const member = await getMember(database, memberId);
  if (!member || member.communityId !== person.communityId || member.appliedAt === 0 || !reaches(reach, { stationCode: member.stationCode })) throw new Failure("notFound");
  return member;
}

function refuse(member: MemberDocument, version: number, decision: Decision, { person }: MemberContext): void {
  if (isOwnMatter(member, selvesOf(person))) throw new Failure("notOwnMatter");
  if (!openActions(memberLifecycle, member.state, ["branch"]).includes(decision.kind)) throw new Failure("actionNotOpen", { currentVersion: member.version });
  if (member.version !== version) throw new Failure("stale", { currentVersion: member.version });
}

const tellingOf = (member: MemberDocument, decision: Decision): Omit<Telling, "to"> =>
  decision.kind === "approve"
    ? { text: "欢迎加入时间银行！您的时间账户开好了。看看身边谁需要帮忙，能帮就接，不方便随时可以说不。", link: "timebank" }
    : { text: `您的时间银行报名先放一放：${memberDeclineReasons[decision.reason]}。${decision.wayOn}`, todo: true, waitsFor: waitsForHimself(member), link: "timebank" };

/** Applications that waited have no more reminders. */
function decided({ nextCheckAt: _waits, ...member }: MemberDocument, decision: Decision, { at, operation, person, actor }: MemberContext): MemberDocument {
  const version = member.version + 1;
  return withDerived({
    ...member,
    version,
    state: memberLifecycle[decision.kind].to,
    decidedBy: actor.person?.staffId ?? person._id,
    ...(decision.kind === "decline" && { declined: { reason: decision.reason, wayOn: decision.wayOn } }),
    ...(decision.kind === "approve" && decision.childCheckPassed && { childCheckAt: at }),
    effects: [...member.effects, ...effectsOf(`${member._id}:${version}`, at, [{ to: [member.personId], ...tellingOf(member, decision) }])],
    done: withOperation(member.done, operation),
    nextCheckAt: at,
  });
}

/**
 * Asks the new volunteer for a first shift, under the decision's own id: a repeat asks nobody twice. Taken or over
 * meanwhile, the approval stands without it.
 * @throws Failure notFound for a shift that is not the caller's to arrange
 */
async function inviteFirst(context: MemberContext, settings: TimeBankSettings, member: MemberDocument, shiftId: string): Promise<void> {
  const { database, at, operation } = context;
  const need = await arrangedNeed(context, shiftId);
  try {
    await invite({ database, need, settings, operation, at }, await shiftsOf(database, need), [{ shiftId, personId: member.personId }]);
    await refreshNeed(database, need._id, at);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
  }
}

async function arrangedNeed(context: MemberContext, shiftId: string): Promise<NeedDocument> {
  const { database } = context;
  const shift = await findShift(database, shiftId);
  const need = shift && (await findNeed(database, shift.needId));
  if (!need || !(await partsIn(need, context)).includes("branch")) throw new Failure("notFound");
  return need;
}

export const decide: Handler<"members.decide"> = async ({ memberId, version, decision }, context) => {
  const { database, operation } = context;
  const before = await memberInReach(context, memberId);
  const ledger = await ledgerFor(context);
  const cardFor = async (member: MemberDocument) => ({ card: cardOf(member, { ...context, settings: ledger.settings, called: await namesOf(context, [member.personId]), mayDecide: true }) });
  const firstShiftId = decision.kind === "approve" ? decision.firstShiftId : undefined;
  const answer = async (member: MemberDocument) => {
    if (firstShiftId !== undefined) await inviteFirst(context, ledger.settings, member, firstShiftId);
    return cardFor(member);
  };
  if (isRepeat(before.done, operation)) return answer(before);
  refuse(before, version, decision, context);
  // Looked at before anything is written: a wrong shift must not leave half a decision.
  if (firstShiftId !== undefined) await arrangedNeed(context, firstShiftId);
  // Before the approval is written: a crash in between leaves an empty account, never a member without one.
  if (decision.kind === "approve") {
    const { status } = await openAccount(ledger, "person", before.personId);
    if (status === "closed") throw new Failure("ledgerRefused", { message: rejectionWords.accountClosed });
  }
  const after = decided(before, decision, context);
  if (!(await saveMember(database, before, after))) {
    const current = await memberInReach(context, memberId);
    if (isRepeat(current.done, operation)) return answer(current);
    throw new Failure("stale", { currentVersion: current.version });
  }
  await deliverMemberEffects(database, after);
  return answer(after);
};
