import type { CallData } from "../../../../contracts/calls";
import { dayOf } from "../../../../contracts/kernel/day";
import { Failure } from "../../../../contracts/kernel/failure";
import type { MemberDraft } from "../../../../contracts/timebank/member";
import type { TimeBankSettings } from "../../../../contracts/timebank/settings";
import { isRepeat, withOperation } from "../../../platform/done";
import type { Handler, MemberContext } from "../../../platform/serve";
import type { MemberDocument } from "../shared/documents";
import { homeOf, placelessText, stationName } from "../shared/home";
import { insertMember, memberIdOf, memberOf, saveMember } from "../shared/members.repository";
import { settingsOf } from "../shared/settings.repository";
import { skillOf } from "../shared/wording";
import { finishLeaving } from "./leave";
import { movedHome } from "./moved";
import { deliverMemberEffects } from "./repository";
import { applyingEffects, lookAgainAt, withDerived } from "./waits";

const tries = 5;

/** @throws Failure skillUnknown, guardianNeeded */
function refuse(draft: MemberDraft, settings: TimeBankSettings): void {
  if (draft.skills.some((code) => !skillOf(settings, code))) throw new Failure("skillUnknown");
  if (draft.isMinor && !draft.guardian) throw new Failure("guardianNeeded");
}

type Offered = Pick<MemberDocument, "skills" | "times" | "isMinor" | "partyMember"> & Partial<Pick<MemberDocument, "wontDo" | "guardian">>;

/** A guardian is kept for who needs one, and no longer. */
function offeredBy({ skills, times, wontDo, guardian, isMinor, partyMember }: MemberDraft, at: number): Offered {
  return {
    skills: [...new Set(skills)],
    times: [...new Map(times.map((time) => [`${time.weekday}${time.part}`, time])).values()],
    isMinor,
    partyMember,
    ...(wontDo !== undefined && { wontDo }),
    ...(isMinor && guardian && { guardian: { called: guardian.called, consentAt: at } }),
  };
}

const blank = ({ community, person, at }: MemberContext): MemberDocument => ({
  _id: memberIdOf(person.communityId, person._id),
  schemaVersion: 1,
  version: 0,
  communityId: person.communityId,
  personId: person._id,
  state: "applied",
  ...homeOf(community.organisation, person),
  skills: [],
  times: [],
  isMinor: false,
  partyMember: false,
  family: [],
  appliedAt: at,
  effects: [],
  done: [],
});

/** Changes what one offers, and applies (again) where one does not take part yet. */
function applied(known: MemberDocument | undefined, draft: MemberDraft, context: MemberContext): MemberDocument {
  const { at, operation } = context;
  const { wontDo: _old, guardian: _consent, declined: _reason, decidedBy: _by, nextCheckAt: _check, ...before } = known ?? blank(context);
  const isNew = !known || known.state === "declined" || known.state === "left";
  const next: MemberDocument = { ...before, ...offeredBy(draft, at), version: before.version + 1, done: withOperation(before.done, operation) };
  if (!isNew) return { ...next, ...(known.decidedBy !== undefined && { decidedBy: known.decidedBy }), ...(known.nextCheckAt !== undefined && { nextCheckAt: known.nextCheckAt }) };
  return withDerived({
    ...next,
    state: "applied",
    appliedAt: at,
    effects: [...before.effects, ...applyingEffects(aboutApplying(next, known, at), next, context)],
    nextCheckAt: at,
  });
}

/**
 * Under which id it is told: once a day, however often somebody leaves and comes back. After the branch has declined, it is
 * a new matter.
 */
const aboutApplying = ({ _id, version }: MemberDocument, known: MemberDocument | undefined, at: number): string =>
  known?.state === "declined" ? `${_id}:${version}` : `${_id}:applied:${dayOf(at)}`;

const said = (member: MemberDocument, { community }: MemberContext): CallData<"members.apply"> =>
  member.state === "applied"
    ? { state: "applied", text: `收到您的报名了。${stationName(community.organisation, member.stationCode)}三天内会看，有合适的事先问您，您随时可以说不。${placelessText(member.gridCode)}` }
    : { state: member.state, text: "改好了，以后按您新写的来。" };

export const apply: Handler<"members.apply"> = async (draft, context): Promise<CallData<"members.apply">> => {
  const { database, person, operation } = context;
  const settings = await settingsOf(database, person.communityId);
  refuse(draft, settings);
  for (let left = tries; left > 0; left -= 1) {
    const known = await memberOf(database, person.communityId, person._id);
    if (known && isRepeat(known.done, operation)) return said(known, context);
    // Back within the minute, after a leaving that died half-way: nobody would finish it once he is no longer gone.
    const before = known && (await movedHome(context, await finishLeaving(context, known)));
    const after = applied(before, draft, context);
    if (!(before ? await saveMember(database, before, after) : await insertMember(database, after))) continue;
    if (after.effects.length) await deliverMemberEffects(database, after, lookAgainAt(after));
    return said(after, context);
  }
  throw new Failure("busy");
};
