import type { MemberDraft } from "../../../../contracts/timebank/member";
import type { TimeBankSettings } from "../../../../contracts/timebank/settings";
import type { Handler } from "../../../platform/serve";
import type { MemberDocument } from "../shared/documents";
import { stationLineOf } from "../shared/home";
import { memberOf } from "../shared/members.repository";
import { settingsOf } from "../shared/settings.repository";
import { skillOf } from "../shared/wording";

const promise = "您写的只给安排帮忙的同志看，电话不会给别人。接不接每一次都由您定，随时可以改、可以退出，存下的时间都在。";

/** What somebody said before, as far as the community still lists it; nothing once he has left. */
function draftOf({ skills, times, wontDo, guardian, isMinor, partyMember }: MemberDocument, settings: TimeBankSettings): MemberDraft | undefined {
  if (times.length === 0) return undefined;
  return {
    skills: skills.filter((code) => skillOf(settings, code)),
    times,
    isMinor,
    partyMember,
    ...(wontDo !== undefined && { wontDo }),
    ...(guardian && { guardian: { called: guardian.called, consent: true } }),
  };
}

/** Never applied is a state of its own on the page; the document may be there for family alone. */
export const stateOf = (member: MemberDocument | undefined): MemberDocument["state"] | "none" => (member && member.appliedAt > 0 ? member.state : "none");

export const form: Handler<"members.form"> = async (_input, { database, person, community }) => {
  const settings = await settingsOf(database, person.communityId);
  const member = await memberOf(database, person.communityId, person._id);
  const draft = member && draftOf(member, settings);
  const station = stationLineOf(community.organisation, person);
  return {
    skills: settings.skills.map(({ code, name, hint }) => ({ code, name, hint })),
    ...(draft && { draft }),
    state: stateOf(member),
    version: member?.version ?? 0,
    promise,
    ...(station && { station }),
  };
};
