import type { Database } from "../../platform/database";
import type { LoadCommunity } from "../../platform/serve";
import { bankHandlers, bankRound } from "./bank";
import { membersHandlers, membersRound } from "./members";
import { needsHandlers, type NeedsReport, needsRound } from "./needs";
import { serviceHandlers, type ServiceReport, serviceRound } from "./service";

/** The time bank: who takes part, what is needed, what was done, what the branch looks after. The ledger is below them all. */
export const timebankHandlers = { ...membersHandlers, ...needsHandlers, ...serviceHandlers, ...bankHandlers };

interface TimebankReport extends ServiceReport {
  needs: NeedsReport;
  members: number;
}

/** What falls due in each room, the lower rooms first. */
export async function timebankRound(database: Database, loadCommunity: LoadCommunity, at: number): Promise<TimebankReport> {
  const needs = await needsRound(database, loadCommunity, at);
  const service = await serviceRound(database, loadCommunity, at);
  const members = await membersRound(database, loadCommunity, at);
  await bankRound(database, at);
  return { ...service, needs, members };
}
