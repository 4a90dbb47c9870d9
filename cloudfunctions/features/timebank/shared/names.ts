import type { MemberContext } from "../../../platform/serve";
import { calledOf } from "../../org";
import { peopleByIds } from "../../people";

/**
 * What people are called, by personId or staffId: staff as residents know them, others as they wrote it. One query,
 * however many. Who left has no name any more.
 */
export async function namesOf({ database, community }: Pick<MemberContext, "database" | "community">, ids: readonly string[]): Promise<(id: string) => string> {
  const wanted = [...new Set(ids)];
  const people = wanted.length ? await peopleByIds(database, community.organisation.communityId, wanted) : [];
  const called = new Map(people.map(({ _id, name, staffId }) => [_id, staffId === undefined ? name : calledOf(community.organisation, staffId)]));
  const isStaff = (id: string) => community.organisation.staff.some(({ staffId }) => staffId === id);
  return (id) => called.get(id) || (isStaff(id) ? calledOf(community.organisation, id) : "邻居");
}
