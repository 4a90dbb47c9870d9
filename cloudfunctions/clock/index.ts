import { loadCommunity } from "../features/org";
import { runRound } from "../features/requests";
import { now } from "../platform/clock";
import { openDatabase, takeCallCount } from "../platform/database";

/** The timer's door, once a minute: what falls due, in every feature that has something to do by itself. */
export const main = async (): Promise<{ seen: number; told: number; failed: number }> => {
  const started = performance.now();
  takeCallCount();
  const report = await runRound(openDatabase(), loadCommunity, now());
  const milliseconds = Math.round(performance.now() - started);
  console.log(JSON.stringify({ clock: "round", ...report, milliseconds, databaseCalls: takeCallCount() }));
  return report;
};
