import type { CommunityState } from "../../../contracts/org/organisation";
import { monotonicNow, pause } from "../../platform/clock";
import type { Database } from "../../platform/database";
import type { Community } from "../../platform/serve";
import { readCommunityState, readOrganisation, saveCommunityState } from "./repository";

/**
 * What an instance knows of its communities. The pointer is trusted for 10 s; an organisation for as long as the
 * pointer names its version, since a version never changes. So a call costs nothing here, or one read when the 10 s are
 * over, and only a new version costs a second one.
 */
const trustedMilliseconds = 10_000;
/** An organisation is some hundred kilobytes; a warm instance of a big district stays within its memory. */
const keptCommunities = 60;

interface Kept {
  community: Community;
  /** Monotonic. */
  readAt: number;
}
const kept = new Map<string, Kept>();

function keep(communityId: string, community: Community): Community {
  kept.delete(communityId);
  kept.set(communityId, { community, readAt: monotonicNow() });
  // A Map lists its keys in the order of their arrival, so the first is the one refreshed longest ago.
  for (const oldest of kept.keys()) {
    if (kept.size <= keptCommunities) break;
    kept.delete(oldest);
  }
  return community;
}

async function keepState(database: Database, state: CommunityState): Promise<Community | undefined> {
  const known = kept.get(state._id)?.community;
  const organisation =
    known?.organisation.version === state.orgVersion
      ? known.organisation
      : await readOrganisation(database, state._id, state.orgVersion);
  return organisation && keep(state._id, { organisation, state });
}

/** @returns undefined for a community that this deployment does not have */
export async function loadCommunity(database: Database, communityId: string): Promise<Community | undefined> {
  const known = kept.get(communityId);
  if (known && monotonicNow() - known.readAt < trustedMilliseconds) return known.community;
  const state = await readCommunityState(database, communityId);
  return state && keepState(database, state);
}

/**
 * Changes the pointer document as it stands in the database, not as this instance remembers it, and remembers the
 * result: whoever calls this instance next sees his own change.
 * @returns undefined after losing against other writers `tries` times, or when there is no such community
 */
export async function changeCommunityState(
  database: Database,
  communityId: string,
  change: (state: CommunityState) => CommunityState,
  tries = 8,
): Promise<Community | undefined> {
  for (let left = tries; left > 0; left -= 1) {
    const before = await readCommunityState(database, communityId);
    if (!before) return undefined;
    const after = change(before);
    if (await saveCommunityState(database, before, after))
      return keepState(database, { ...after, version: before.version + 1 });
    await pause(5 + Math.random() * 20 * (tries - left + 1));
  }
  return undefined;
}
