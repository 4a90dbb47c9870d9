import type { Database } from "../../../platform/database";
import { drain, type Tally } from "../../../platform/drain";
import type { Community, LoadCommunity } from "../../../platform/serve";
import { tell } from "../../inbox";
import { secretariesOf } from "../../org";
import { dayOf } from "../../../../contracts/kernel/day";
import type { MemberDocument } from "../shared/documents";
import { branchOf } from "../shared/staff";
import { followLeaving } from "./leave";
import { deliverMemberEffects, memberQueue } from "./repository";
import { lookAgainAt, waitsForBranch } from "./waits";

/** An application that nobody looked at in time is said again, to the branch and to who stands above it; once. */
async function remind(database: Database, member: MemberDocument, community: Community, at: number): Promise<void> {
  const to = [...branchOf({ ...community, at }, member.stationCode), ...secretariesOf(community.organisation, dayOf(at))];
  const text = "有一份时间银行的报名等了三天还没有人看，请您看一看。";
  await tell(database, [{ communityId: member.communityId, to, at, text, todo: true, waitsFor: waitsForBranch(member), link: "bank", about: `${member._id}:${member.appliedAt}:waits` }]);
}

async function tick(database: Database, member: MemberDocument, loadCommunity: LoadCommunity, at: number): Promise<void> {
  const community = await loadCommunity(database, member.communityId);
  if (!community) throw new Error("no such community");
  if (member.state === "left") await followLeaving(database, member, community, at);
  const lookAt = lookAgainAt(member);
  if (lookAt !== undefined && lookAt <= at) await remind(database, member, community, at);
  await deliverMemberEffects(database, member, lookAt !== undefined && lookAt > at ? lookAt : undefined);
}

const mostBatches = 3;

/** What joining and leaving left for the clock: what a call that broke off did not tell, and applications that wait. */
export const membersRound = (database: Database, loadCommunity: LoadCommunity, at: number, tally: Tally): Promise<number> =>
  drain({ clock: "timebank.members", queue: memberQueue(database), mostBatches, work: (member) => tick(database, member, loadCommunity, at) }, at, tally);
