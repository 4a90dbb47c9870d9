import { dayOf } from "../../../../contracts/kernel/day";
import type { Organisation } from "../../../../contracts/org/organisation";
import { activePosts } from "../../../platform/actor";

/** Whom the time bank turns to. Pure; staffIds in the order of the pack. */

function holding(organisation: Organisation, at: number, roles: readonly string[], scopeCode: string): string[] {
  const day = dayOf(at);
  return organisation.staff
    .map(({ staffId }) => staffId)
    .filter((staffId) => activePosts(organisation, staffId, day).some((post) => roles.includes(post.role) && post.scopeCode === scopeCode));
}

/** Whether somebody may be turned to in a matter: not in his own or his family's. */
export type Fits = (staffId: string) => boolean;
const anybody: Fits = () => true;

/** Who decides for a station: its branch and its head; the secretaries where nobody of them may. */
export function branchOf(organisation: Organisation, stationCode: string, at: number, fits = anybody): string[] {
  const own = holding(organisation, at, ["branchCommitteeMember", "stationHead"], stationCode).filter(fits);
  return own.length ? own : holding(organisation, at, ["secretary"], organisation.communityId).filter(fits);
}

/** Who leads a grid's residents; the branch where nobody does who may. */
export function leadersOf(organisation: Organisation, { gridCode, stationCode }: { gridCode: string; stationCode: string }, at: number, fits = anybody): string[] {
  const own = holding(organisation, at, ["residentGroupLeader"], gridCode).filter(fits);
  return own.length ? own : branchOf(organisation, stationCode, at, fits);
}
