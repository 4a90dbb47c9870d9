import { Failure } from "../../../contracts/kernel/failure";
import { addDays, dayOf, instantOf } from "../../../contracts/kernel/day";
import type { CommunityState } from "../../../contracts/org/organisation";
import { dayText } from "../../platform/when";
import type { Handler } from "../../platform/serve";
import { tell } from "../inbox";
import { changeCommunityState, presentStandIn } from "../org";

/** Longer than any leave; a later date is a slip of the finger. */
const longestMilliseconds = 366 * 24 * 3_600_000;

/** The day's absences with this one changed; what is over is left out, so that the pointer stays small. */
function withAway(state: CommunityState, staffId: string, until: number | undefined, at: number): CommunityState {
  const others = Object.entries(state.away).filter(([id, end]) => id !== staffId && end > at);
  return { ...state, away: Object.fromEntries(until === undefined ? others : [...others, [staffId, until]]) };
}

export const away: Handler<"staff.away"> = async ({ untilDay }, { database, community, actor, person, at, operation }) => {
  const staffId = person.staffId;
  if (staffId === undefined) throw new Failure("notAllowed");
  const until = untilDay === null ? undefined : instantOf(addDays(untilDay, 1));
  if (until !== undefined && (until <= at || until - at > longestMilliseconds || dayOf(until - 1) !== untilDay))
    throw new Failure("dateNotWorkable");
  const changed = await changeCommunityState(database, community.organisation.communityId, (state) =>
    withAway(state, staffId, until, at),
  );
  if (!changed) throw new Failure("busy");
  if (until === undefined) return {};

  const { organisation, state } = changed;
  const called = organisation.staff.find(({ personId }) => personId === staffId)?.calledName ?? "";
  const standIns = [...new Set(actor.posts.flatMap(({ standInId }) => presentStandIn({ organisation, state, at }, standInId) ?? []))];
  const names = standIns.map((id) => organisation.staff.find(({ personId }) => personId === id)?.calledName ?? "");
  const untilText = `到${dayText(dayOf(until - 1), at)}`;
  await tell(
    database,
    standIns.map((to) => ({
      communityId: organisation.communityId,
      to,
      at,
      text: `${called}不在，${untilText}，新来的事先由您接。`,
      todo: false,
      about: `${operation.documentId}:away`,
    })),
  );
  return { away: { untilText, standIn: names.join("、") || "没有登记替班的同志" } };
};
