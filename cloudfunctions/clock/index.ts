import { loadCommunity, lookAtNewDay } from "../features/org";
import { type RoundReport, runRound } from "../features/requests";
import { noTimebank, timebankRound } from "../features/timebank";
import { now } from "../platform/clock";
import { type Database, openDatabase, takeCallCount } from "../platform/database";
import { part, type Tally } from "../platform/drain";
import { openidOfCaller } from "../platform/identity";

interface ClockReport extends RoundReport {
  /** Epoch ms: the cloud's own time, for whoever works from a machine whose clock nobody has looked at. */
  at: number;
  /** Communities at which this was the first round of the day. */
  newDays: number;
  timebank: Awaited<ReturnType<typeof timebankRound>>;
}

const noRequests: RoundReport = { seen: 0, told: 0, failed: 0 };

/** The timer's door, once a minute: what falls due, in every feature that has something to do by itself. */
export const main = async (): Promise<ClockReport | undefined> => {
  // Any phone may call any function by name; the time is not a phone's to tell.
  if (openidOfCaller() !== undefined) return undefined;
  const started = performance.now();
  takeCallCount();
  const at = now();
  const [database, tally]: [Database, Tally] = [openDatabase(), { failed: 0 }];
  const newDays = await part(tally, { clock: "newDay" }, () => lookAtNewDay(database, at, tally), 0);
  const requests = await part(tally, { clock: "requests" }, () => runRound(database, loadCommunity, at), noRequests);
  const timebank = await part(tally, { clock: "timebank" }, () => timebankRound(database, loadCommunity, at), noTimebank);
  const report: ClockReport = { ...requests, failed: requests.failed + tally.failed, at, newDays, timebank };
  const milliseconds = Math.round(performance.now() - started);
  console.log(JSON.stringify({ clock: "round", ...report, milliseconds, databaseCalls: takeCallCount() }));
  return report;
};
