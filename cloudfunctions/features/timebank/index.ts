import type { Database } from "../../platform/database";
import { part, type Tally } from "../../platform/drain";
import type { LoadCommunity } from "../../platform/serve";
import { bankHandlers, bankRound } from "./bank";
import { membersHandlers, membersRound } from "./members";
import { needsHandlers, type NeedsReport, needsRound } from "./needs";
import { serviceHandlers, type ServiceReport, serviceRound } from "./service";

export { boardCounts } from "./bank";

/** The time bank: who takes part, what is needed, what was done, what the branch looks after. The ledger is below them all. */
export const timebankHandlers = { ...membersHandlers, ...needsHandlers, ...serviceHandlers, ...bankHandlers };

interface TimebankReport extends ServiceReport {
  needs: NeedsReport;
  members: number;
}

const noNeeds: NeedsReport = { seen: 0, told: 0, failed: 0 };
const noService: ServiceReport = { sessions: 0, shifts: 0, failed: 0 };
export const noTimebank: TimebankReport = { ...noService, needs: noNeeds, members: 0 };

/** What falls due in each room, the lower rooms first; what one can't do keeps no other from its own. */
export async function timebankRound(database: Database, loadCommunity: LoadCommunity, at: number): Promise<TimebankReport> {
  const tally: Tally = { failed: 0 };
  const needs = await part(tally, { clock: "timebank.needs" }, () => needsRound(database, loadCommunity, at), noNeeds);
  const service = await part(tally, { clock: "timebank.service" }, () => serviceRound(database, loadCommunity, at), noService);
  const members = await part(tally, { clock: "timebank.members" }, () => membersRound(database, loadCommunity, at, tally), 0);
  await part(tally, { clock: "timebank.bank" }, () => bankRound(database, at, tally), undefined);
  return { ...service, failed: service.failed + tally.failed, needs, members };
}
