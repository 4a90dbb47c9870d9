import { dayOf } from "../../../contracts/kernel/day";
import type { Database } from "../../platform/database";
import { drain } from "../../platform/drain";
import type { LoadCommunity } from "../../platform/serve";
import { deliver, entryOf } from "../inbox";
import { withDerived } from "./derived";
import type { RequestDocument, Told } from "./document";
import { fallDue } from "./fallDue";
import { isCounted, withGridCounted } from "./gridCount";
import { saveCounted } from "./gridCounts.repository";
import { countIn, requestQueue, saveRequest } from "./repository";

/**
 * The clock's round: what fell due happens, what is to be told is delivered, what came in and ended is counted. A round
 * may run twice or late: each part is written under an id or a mark of its own, and a request that somebody changes at
 * the same moment is left for the next round.
 */
const mostBatches = 10;

export interface RoundReport {
  seen: number;
  told: number;
  failed: number;
}

/** @returns how many it told */
async function tick(database: Database, request: RequestDocument, loadCommunity: LoadCommunity, at: number): Promise<number> {
  const community = await loadCommunity(database, request.communityId);
  // What can't be worked on must say so, or it would come again every minute before everything else.
  if (!community) throw new Error("no such community");
  const due = fallDue(request, { organisation: community.organisation, state: community.state, at });
  if (due !== request && !(await saveRequest(database, request, due))) return 0;
  const current = due === request ? request : { ...due, version: request.version + 1 };

  await deliver(database, current.effects.map((effect) => entryOf(current, effect)));
  const counted = await count(database, current);
  const drained = withDerived(withGridCounted({ ...current, effects: [], told: { ...current.told, ...counted } }));
  await saveCounted(database, current, drained);
  return current.effects.length;
}

async function count(database: Database, request: RequestDocument): Promise<Told> {
  const { communityId, stationCode, told, closedAt } = request;
  if (!isCounted(request)) return { countedFiled: true, ...(closedAt !== undefined && { countedEnded: true }) };
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
  const work = async (request: RequestDocument): Promise<void> => void (report.told += await tick(database, request, loadCommunity, at));
  report.seen = await drain({ clock: "requests", queue: requestQueue(database), mostBatches, work }, at, report);
  return report;
}
