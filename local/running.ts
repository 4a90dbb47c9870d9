import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { runningFile, stateDir } from "./paths";

interface Running {
  pid: number;
  address: string;
}

/** The `npm start` that is up now, if any. */
export function running(): Running | undefined {
  try {
    const found = JSON.parse(readFileSync(runningFile, "utf8")) as Running;
    process.kill(found.pid, 0);
    return found;
  } catch {
    return undefined;
  }
}

export function markRunning(address: string): void {
  mkdirSync(stateDir, { recursive: true });
  writeFileSync(runningFile, JSON.stringify({ pid: process.pid, address } satisfies Running));
  process.on("exit", () => rmSync(runningFile, { force: true }));
}
