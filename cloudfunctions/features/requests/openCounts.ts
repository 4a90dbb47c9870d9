import type { Context, MemberContext } from "../../platform/serve";
import { readGridCounts } from "./gridCounts.repository";

/**
 * How many open matters each grid of a community has, by the clock's last round; confidential ones are in no count.
 * One read of one small document. Grids with none are absent.
 */
export async function openCounts({ database, community }: Pick<Context, "database"> & Pick<MemberContext, "community">): Promise<ReadonlyMap<string, number>> {
  const counts = await readGridCounts(database, community.organisation.communityId);
  return new Map((counts?.open ?? []).map(({ gridCode, count }) => [gridCode, count]));
}
