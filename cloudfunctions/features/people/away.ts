import { Failure } from "../../../contracts/kernel/failure";
import { addDays, dayOf, instantOf } from "../../../contracts/kernel/day";
import { dayMs } from "../../../contracts/kernel/milliseconds";
import type { CommunityState } from "../../../contracts/org/organisation";
import { isRepeat } from "../../platform/done";
import { storedUntilText, untilText } from "../../platform/when";
import type { Handler } from "../../platform/serve";
import { tell } from "../inbox";
import { calledOf, changeCommunityState, presentStandIn } from "../org";
import { changePerson } from "./save";

/** Longer than any leave; a later date is a slip of the finger. */
const longestMilliseconds = 366 * dayMs;

/** The day's absences with this one changed; what is over is left out, so that the pointer stays small. */
function withAway(state: CommunityState, staffId: string, until: number | undefined, at: number): CommunityState {
  const others = Object.entries(state.away).filter(([id, end]) => id !== staffId && end > at);
  return { ...state, away: Object.fromEntries(until === undefined ? others : [...others, [staffId, until]]) };
}

export const away: Handler<"staff.away"> = async ({ untilDay }, { database, community, actor, person, at, operation }) => {
  const staffId = person.staffId;
  if (staffId === undefined) throw new Failure("notAllowed");
  const until = untilDay === null ? undefined : instantOf(addDays(untilDay, 1));
  // Late, a repeat must not send away again who has come back since.
  const isDone = isRepeat(person.done ?? [], operation);
  if (!isDone && until !== undefined && (until <= at || until - at > longestMilliseconds || dayOf(until - 1) !== untilDay))
    throw new Failure("dateNotWorkable");
  const changed = isDone
    ? community
    : await changeCommunityState(database, community.organisation.communityId, (state) => withAway(state, staffId, until, at));
  if (!changed) throw new Failure("busy");
  const { organisation, state } = changed;
  const standIns = until === undefined ? [] : [...new Set(actor.posts.flatMap(({ standInId }) => presentStandIn({ organisation, state, at }, standInId) ?? []))];
  if (!isDone) {
    if (until !== undefined) {
      const text = `${calledOf(organisation, staffId)}不在，${storedUntilText(until, at)}，新来的事先由您接。`;
      await tell(database, [{ communityId: organisation.communityId, to: standIns, at, text, about: `${operation.documentId}:away` }]);
    }
    await changePerson(database, person, operation, (before) => before);
  }
  if (until === undefined) return {};
  const names = standIns.map((id) => calledOf(organisation, id));
  return { away: { untilText: untilText(until, at), standIn: names.join("、") || "没有登记替班的同志" } };
};
