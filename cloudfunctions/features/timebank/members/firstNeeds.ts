import type { CallData } from "../../../../contracts/calls";
import type { TimeBankSettings } from "../../../../contracts/timebank/settings";
import type { MemberContext } from "../../../platform/serve";
import { hasTime, isOffered, isOwnNeed, nearPage, needCardOf, type NeedViewer, partsOf, shiftsOf, shiftText, viewerOf } from "../needs";
import type { MemberDocument, NeedDocument, ShiftDocument } from "../shared/documents";
import { familyOf } from "../shared/family";
import { skillName } from "../shared/wording";

type FirstNeed = CallData<"members.open">["firstNeeds"][number];

/** Of what is offered near him, as many are looked into; each costs a query for its shifts. */
const looked = 5;

/** The applicant as the needs' rules would see him once he takes part. */
const asVolunteer = (member: MemberDocument, { at }: MemberContext): NeedViewer => ({
  communityId: member.communityId,
  personId: member.personId,
  ids: [member.personId],
  posts: [],
  at,
  family: familyOf(member),
  member: { ...member, state: "active" },
  gridCode: member.gridCode,
  stationCode: member.stationCode,
});

function whyOf(need: NeedDocument, shift: ShiftDocument, member: MemberDocument, settings: TimeBankSettings): string {
  const near = need.gridCode === member.gridCode ? "在他自己的网格" : need.stationCode === member.stationCode ? "在本站" : "";
  return [`他愿意${skillName(settings, need.skill)}`, ...(hasTime(member.times, shift) ? ["那时候有空"] : []), ...(near ? [near] : []), ...(need.child && member.childCheckAt === undefined ? ["帮孩子要先核对"] : [])].join("，");
}

/**
 * Open needs near an applicant to begin with: of what he would do, and in what the caller himself may arrange. The times
 * that suit him come first. At most 9 database calls.
 */
export async function firstNeedsFor(context: MemberContext, member: MemberDocument, settings: TimeBankSettings): Promise<FirstNeed[]> {
  const { database, community, at } = context;
  const [viewer, caller] = [asVolunteer(member, context), await viewerOf(context)];
  const { needs } = await nearPage(context, viewer, undefined, 20);
  const fits = (need: NeedDocument): boolean =>
    member.skills.includes(need.skill) && !isOwnNeed(need, viewer) && partsOf(need, caller).includes("branch");
  const found: { shift: ShiftDocument; need: NeedDocument }[] = [];
  for (const need of needs.filter(fits).slice(0, looked)) {
    const offered = (await shiftsOf(database, need)).filter((shift) => isOffered(shift, at));
    const shift = offered.find((one) => hasTime(member.times, one)) ?? offered[0];
    if (shift) found.push({ shift, need });
  }
  const suits = ({ shift }: (typeof found)[number]): number => (hasTime(member.times, shift) ? 0 : 1);
  return found
    .sort((a, b) => suits(a) - suits(b))
    .map(({ shift, need }) => ({
      shiftId: shift._id,
      title: skillName(settings, need.skill),
      whenText: shiftText(shift, at),
      // The reader's side, who isn't the one it is near to: `why` says that of the applicant.
      placeText: needCardOf(need, { viewer: caller, organisation: community.organisation, settings }).placeText,
      why: whyOf(need, shift, member, settings),
    }));
}
