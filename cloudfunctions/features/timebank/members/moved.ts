import type { MemberContext } from "../../../platform/serve";
import { effectsOf } from "../../inbox";
import type { MemberDocument } from "../shared/documents";
import { homeOf } from "../shared/home";
import { saveMember } from "../shared/members.repository";
import { branchOf } from "../shared/staff";
import { applyingText, lookAgainAt, memberWaitsFor } from "./apply";
import { deliverMemberEffects, moveOffersOf } from "./repository";

/** As the branch of where he lives now sees him; one that waits for an answer is the new branch's to look at, and it is told. */
function atHome(member: MemberDocument, home: ReturnType<typeof homeOf>, { at, community, person }: MemberContext): MemberDocument {
  const version = member.version + 1;
  const moved = { ...member, ...home, version };
  if (member.state !== "applied" || member.stationCode === home.stationCode) return moved;
  const telling = { to: branchOf(community.organisation, home.stationCode, at), text: applyingText, todo: true, waitsFor: memberWaitsFor(member, "applied"), link: "bank" as const };
  const effects = effectsOf(`${member._id}:${version}`, at, [telling], person.staffId === undefined ? [] : [person.staffId]);
  return { ...moved, effects: [...member.effects, ...effects], nextCheckAt: at };
}

/**
 * Whoever has moved house within the community is found where he lives now: by who arranges there, by his new branch, and
 * in his neighbours' lists with what he offers. Addresses lie in a feature that knows nothing of the time bank, so this
 * happens when he next opens it. Nothing for who stayed; else 2 database calls, and 1 or 2 more for an application that waits.
 * @returns him as he is then; of two phones at once the other's is as good
 */
export async function movedHome(context: MemberContext, member: MemberDocument): Promise<MemberDocument> {
  const { database, person, community } = context;
  const home = homeOf(community.organisation, person);
  if (member.gridCode === home.gridCode && member.stationCode === home.stationCode) return member;
  // Offers first: cut off in between, the member still says that there is something to do.
  await moveOffersOf(database, person.communityId, person._id, home);
  const after = atHome(member, home, context);
  if (!(await saveMember(database, member, after))) return member;
  if (after.effects.length) await deliverMemberEffects(database, after, lookAgainAt(after));
  return after;
}
