import { Failure } from "../../../contracts/kernel/failure";
import { addDays, dayOf, instantOf } from "../../../contracts/kernel/day";
import { dayMs } from "../../../contracts/kernel/milliseconds";
import type { CommunityState } from "../../../contracts/org/organisation";
import { isRepeat } from "../../platform/done";
import { absenceText, storedDayText, storedUntilText } from "../../platform/when";
import type { Handler } from "../../platform/serve";
import { tell } from "../inbox";
import { calledOf, changeCommunityState, presentStandIn } from "../org";
import { changePerson } from "./save";

/** Longer than any leave; a later date is a slip of the finger. */
const longestMilliseconds = 366 * dayMs;

/** Further ahead it is a plan for later. */
const farthestDays = 60;

interface Absence {
  /** Absent: from now. */
  from?: number;
  until: number;
}

/** The absences that are not over, with this one changed: what is over is left out, so that the pointer stays small. */
function withAway(state: CommunityState, staffId: string, absence: Absence | undefined, at: number): CommunityState {
  const others = Object.entries(state.away).filter(([id, end]) => id !== staffId && end > at);
  const planned = Object.entries(state.awayFrom ?? {}).filter(([id, from]) => from > at && others.some(([other]) => other === id));
  const { awayFrom: _before, ...rest } = state;
  const awayFrom = absence?.from === undefined ? planned : [...planned, [staffId, absence.from] as const];
  return { ...rest, away: Object.fromEntries(absence ? [...others, [staffId, absence.until]] : others), ...(awayFrom.length && { awayFrom: Object.fromEntries(awayFrom) }) };
}

/** @throws Failure dateNotWorkable for days that aren't, are over, lie too far ahead, or end before they begin */
function absenceIn({ untilDay, fromDay }: { untilDay: string; fromDay?: string | undefined }, at: number): Absence {
  const today = dayOf(at);
  const [from, until] = [fromDay === undefined || fromDay === today ? undefined : instantOf(fromDay), instantOf(addDays(untilDay, 1))];
  const isReal = dayOf(until - 1) === untilDay && (from === undefined || dayOf(from) === fromDay);
  const begins = from ?? at;
  if (!isReal || until <= begins || until - begins > longestMilliseconds || begins < at || begins > instantOf(addDays(today, farthestDays))) throw new Failure("dateNotWorkable");
  return { until, ...(from !== undefined && { from }) };
}

export const away: Handler<"staff.away"> = async ({ untilDay, fromDay }, { database, community, actor, person, at, operation }) => {
  const staffId = person.staffId;
  if (staffId === undefined) throw new Failure("notAllowed");
  // Late, a repeat must not send away again who has come back since.
  const isDone = isRepeat(person.done ?? [], operation);
  const absence = untilDay === null ? undefined : isDone ? { until: instantOf(addDays(untilDay, 1)), ...(fromDay !== undefined && instantOf(fromDay) > at && { from: instantOf(fromDay) }) } : absenceIn({ untilDay, fromDay }, at);
  const changed = isDone
    ? community
    : await changeCommunityState(database, community.organisation.communityId, (state) => withAway(state, staffId, absence, at));
  if (!changed) throw new Failure("busy");
  const { organisation, state } = changed;
  // Whoever stands in on the day on which it begins; whether he is there then, it will be looked at again.
  const moment = { organisation, state, at: absence?.from ?? at };
  const standIns = absence === undefined ? [] : [...new Set(actor.posts.flatMap(({ standInId }) => presentStandIn(moment, standInId) ?? []))];
  if (!isDone) {
    if (absence !== undefined) {
      const from = absence.from === undefined ? "" : `从${storedDayText(dayOf(absence.from), at)}`;
      const text = `${calledOf(organisation, staffId)}不在，${from}${storedUntilText(absence.until, at)}，新来的事先由您接。`;
      await tell(database, [{ communityId: organisation.communityId, to: standIns, at, text, about: `${operation.documentId}:away` }]);
    }
    await changePerson(database, person, operation, (before) => before);
  }
  if (absence === undefined) return {};
  const names = standIns.map((id) => calledOf(organisation, id));
  return { away: { ...absenceText(absence, at), standIn: names.join("、") || "没有登记替班的同志" } };
};
