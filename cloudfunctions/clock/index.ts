import { loadCommunity, lookAtNewDay } from "../features/org";
import { type RoundReport, runRound } from "../features/requests";
import { timebankRound } from "../features/timebank";
import { now } from "../platform/clock";
import { openDatabase, takeCallCount } from "../platform/database";
import { openidOfCaller } from "../platform/identity";

interface ClockReport extends RoundReport {
  /** Epoch ms: the cloud's own time, for whoever works from a machine whose clock nobody has looked at. */
  at: number;
  /** Communities at which this was the first round of the day. */
  newDays: number;
  timebank: Awaited<ReturnType<typeof timebankRound>>;
}

/** The timer's door, once a minute: what falls due, in every feature that has something to do by itself. */
export const main = async (): Promise<ClockReport | undefined> => {
  // Any phone may call any function by name; the time is not a phone's to tell.
  if (openidOfCaller() !== undefined) return undefined;
  const started = performance.now();
  takeCallCount();
  const at = now();
  const newDays = await lookAtNewDay(openDatabase(), at);
  const requests = await runRound(openDatabase(), loadCommunity, at);
  const report = { ...requests, at, newDays, timebank: await timebankRound(openDatabase(), loadCommunity, at) };
  const milliseconds = Math.round(performance.now() - started);
  console.log(JSON.stringify({ clock: "round", ...report, milliseconds, databaseCalls: takeCallCount() }));
  return report;
};
