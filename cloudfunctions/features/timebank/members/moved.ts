import type { MemberContext } from "../../../platform/serve";
import type { MemberDocument } from "../shared/documents";
import { homeOf } from "../shared/home";
import { saveMember } from "../shared/members.repository";
import { deliverMemberEffects, moveOffersOf } from "./repository";
import { applyingEffects, lookAgainAt, withDerived } from "./waits";

/** As the branch of where he lives now sees him; one that waits for an answer is the new branch's to look at, and it is told. */
function atHome(member: MemberDocument, home: ReturnType<typeof homeOf>, context: MemberContext): MemberDocument {
  const version = member.version + 1;
  const moved = withDerived({ ...member, ...home, version });
  if (member.state !== "applied" || member.stationCode === home.stationCode) return moved;
  return { ...moved, effects: [...member.effects, ...applyingEffects(`${member._id}:${version}`, moved, context)], nextCheckAt: context.at };
}

/**
 * Whoever has moved house within the community is found where he lives now: by who arranges there, by his new branch, and
 * in his neighbours' lists with what he offers. Addresses lie in a feature that knows nothing of the time bank, so this
 * happens when he next opens it or says what he offers. Nothing for who stayed; else 2 database calls, and 1 or 2 more for
 * an application that waits.
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
  return after.effects.length ? deliverMemberEffects(database, after, lookAgainAt(after)) : after;
}
