import { dayOf } from "../../../contracts/kernel/day";
import type { Database } from "../../platform/database";
import type { LoadCommunity } from "../../platform/serve";
import { deliver, entryOf } from "../inbox";
import { settled } from "./derived";
import type { RequestDocument, Told } from "./document";
import { fallDue } from "./fallDue";
import { withGridCounted } from "./gridCount";
import { saveCounted } from "./gridCounts.repository";
import { countIn, dueForClock, saveRequest } from "./repository";

/**
 * The clock's round: what fell due happens, what is to be told is delivered, what came in and ended is counted. A round
 * may run twice or late: each part is written under an id or a mark of its own, and a request that somebody changes at
 * the same moment is left for the next round.
 */
const batchSize = 100;
/** A round has to end before the function's time does; what is left over waits a minute. */
const mostBatches = 10;

export interface RoundReport {
  seen: number;
  told: number;
  failed: number;
}

/** @returns whether the request needs no more of this round */
async function tick(database: Database, request: RequestDocument, loadCommunity: LoadCommunity, at: number): Promise<number> {
  const community = await loadCommunity(database, request.communityId, at);
  if (!community) return 0;
  const due = fallDue(request, { organisation: community.organisation, state: community.state, at });
  if (due !== request && !(await saveRequest(database, request, due))) return 0;
  const current = due === request ? request : { ...due, version: request.version + 1 };

  await deliver(database, current.effects.map((effect) => entryOf(current, effect)));
  const counted = await count(database, current);
  const drained = settled(withGridCounted({ ...current, effects: [], told: { ...current.told, ...counted } }));
  await saveCounted(database, current, drained);
  return current.effects.length;
}

async function count(database: Database, request: RequestDocument): Promise<Told> {
  const { communityId, stationCode, told, closedAt } = request;
  // One more in his own station's week would tell whom a complaint is about that there is one.
  if (request.aboutPersonId !== undefined) return { countedFiled: true, ...(closedAt !== undefined && { countedEnded: true }) };
  const marks: Told = {};
  if (!told.countedFiled) {
    await countIn(database, { communityId, stationCode, day: dayOf(request.createdAt) }, "filed", request._id);
    marks.countedFiled = true;
  }
  if (closedAt !== undefined && !told.countedEnded) {
    await countIn(database, { communityId, stationCode, day: dayOf(closedAt) }, "ended", request._id);
    marks.countedEnded = true;
  }
  return marks;
}

export async function runRound(database: Database, loadCommunity: LoadCommunity, at: number): Promise<RoundReport> {
  const report: RoundReport = { seen: 0, told: 0, failed: 0 };
  const seen = new Set<string>();
  for (let batch = 0; batch < mostBatches; batch += 1) {
    const found = await dueForClock(database, at, batchSize);
    const fresh = found.filter(({ _id, version }) => !seen.has(`${_id}:${version}`));
    for (const request of fresh) {
      seen.add(`${request._id}:${request.version}`);
      report.seen += 1;
      try {
        report.told += await tick(database, request, loadCommunity, at);
      } catch (error) {
        // One request that cannot be worked on must not stop the others; its id is enough to find it by.
        report.failed += 1;
        console.error(JSON.stringify({ clock: "requests", requestId: request._id, error: String((error as Error)?.stack ?? error) }));
      }
    }
    if (found.length < batchSize || fresh.length === 0) break;
  }
  return report;
}
