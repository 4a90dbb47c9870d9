import type { Database } from "../../../platform/database";
import { payloadHash } from "../../../platform/hash";
import type { NeedDocument } from "../shared/documents";
import { settingsOf } from "../shared/settings.repository";
import { withDerivedBetweenRounds } from "./derived";
import { findNeed, saveNeed, shiftsOf } from "./repository";

const tries = 4;

/**
 * Works a need out anew after one of its shifts changed: what lacks, to whom it is offered, who has to look. Whoever loses
 * the race leaves it to the clock, which looks at every changed shift. 3 database calls.
 * @returns the need as it stands; undefined when there is none
 */
export async function refreshNeed(database: Database, needId: string, at: number): Promise<NeedDocument | undefined> {
  let need = await findNeed(database, needId);
  for (let left = tries; need && left > 0; left -= 1, need = await findNeed(database, needId)) {
    // What is not ready yet or over is the business of who prepares it or lets go of it.
    if (need.preparing || !need.open) return need;
    const { service } = await settingsOf(database, need.communityId);
    const after = withDerivedBetweenRounds(need, await shiftsOf(database, need), service, at);
    // What is on its way to people is looked at by the clock in any case.
    if (need.effects.length && need.nextCheckAt !== undefined) after.nextCheckAt = Math.min(need.nextCheckAt, after.nextCheckAt ?? need.nextCheckAt);
    if (payloadHash(after) === payloadHash(need)) return need;
    if (await saveNeed(database, need, after)) return { ...after, version: need.version + 1 };
  }
  return need;
}
