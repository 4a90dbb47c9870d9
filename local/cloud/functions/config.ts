/** A function's folder as production takes it: index.js, package.json and config.json. */
import fs from "node:fs";
import path from "node:path";
import { CloudError, messageOf } from "../errors";

export interface TimerTrigger {
  name: string;
  /** 7-field cron, UTC+8. */
  cron: string;
}
export interface FunctionConfig {
  timeoutSeconds: number;
  /** API names that it may call, such as "subscribeMessage.send". */
  openapi: string[];
  triggers: TimerTrigger[];
}

const DEFAULT_TIMEOUT_SECONDS = 3;
const MAX_TIMEOUT_SECONDS = 60;

/** Names of the functions in a folder. */
export function functionNames(dir: string): string[] {
  if (!fs.existsSync(dir)) return [];
  return fs
    .readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && fs.existsSync(path.join(dir, entry.name, "index.js")))
    .map((entry) => entry.name);
}

/** The folder of a function. @throws CloudError FUNCTION_NOT_FOUND */
export function functionFolder(dir: string | null, name: string): string {
  if (dir !== null && /^[\w-]+$/.test(name)) {
    const folder = path.resolve(dir, name);
    if (fs.existsSync(path.join(folder, "index.js"))) return folder;
  }
  throw new CloudError("FUNCTION_NOT_FOUND", `[FUNCTION_NOT_FOUND] Function not found: ${name}`);
}

/** @throws CloudError if config.json is no JSON; a missing file means the defaults. */
export function readFunctionConfig(folder: string): FunctionConfig {
  const file = path.join(folder, "config.json");
  const raw = fs.existsSync(file) ? parse(file) : {};
  const permissions = (raw["permissions"] ?? {}) as { openapi?: string[] };
  const triggers = (raw["triggers"] ?? []) as { name: string; type: string; config: string }[];
  const timeout = Number(raw["timeout"]) || DEFAULT_TIMEOUT_SECONDS;
  return {
    timeoutSeconds: Math.min(timeout, MAX_TIMEOUT_SECONDS),
    openapi: permissions.openapi ?? [],
    triggers: triggers
      .filter(({ type }) => type === "timer")
      .map(({ name, config }) => ({ name, cron: config })),
  };
}

function parse(file: string): Record<string, unknown> {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8")) as Record<string, unknown>;
  } catch (error) {
    throw new CloudError("FUNCTIONS_EXECUTE_FAIL", `${file} is not JSON: ${messageOf(error)}`);
  }
}
