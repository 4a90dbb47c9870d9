/**
 * Runs inside an instance's worker thread: loads the function once, then serves one call at a time with that call's own
 * environment. It is built and evaluated as one text, so it may import nothing but Node's own modules.
 */
import { createRequire } from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import type { CallMessage, InstanceMessage, InstanceSetup } from "./messages";

const { folder, name, clock } = workerData as InstanceSetup;
const port = parentPort as NonNullable<typeof parentPort>;
const tell = (message: InstanceMessage): void => port.postMessage(message);
type Main = (event: unknown, context: unknown) => unknown;

moveDate(new Float64Array(clock));
let main: Main | null = null;
/** Variables of the previous call: they must not leak into the next one. */
let previous: string[] = [];

port.on("message", (message: CallMessage) => void serve(message));

async function serve({ event, environment, timeoutMs, requestId }: CallMessage): Promise<void> {
  for (const variable of previous) delete process.env[variable];
  Object.assign(process.env, environment);
  previous = Object.keys(environment);
  try {
    // Loading has its own limit in production: the function's timeout starts after it.
    main ??= (createRequire(`${folder}/index.js`)("./index.js") as { main: Main }).main;
    if (typeof main !== "function") throw new Error("index.js does not export a function main");
    tell({ kind: "started" });
    const context = {
      request_id: requestId,
      function_name: name,
      function_version: "$LATEST",
      namespace: process.env["SCF_NAMESPACE"],
      memory_limit_in_mb: 256,
      time_limit_in_ms: timeoutMs,
      environment: JSON.stringify(environment),
      callbackWaitsForEmptyEventLoop: false,
    };
    const result: unknown = await main(event, context);
    tell({ kind: "done", result: result === undefined ? "null" : JSON.stringify(result) });
  } catch (error) {
    tell({ kind: "failed", error: String((error instanceof Error && error.stack) || error) });
  }
}

/**
 * Lets Date read the movable clock: product code must see the moved time without knowing of it. A function that shares
 * Date's prototype, since a Proxy makes every date of the product some ten times dearer than it is in production.
 */
function moveDate(offsetMs: Float64Array): void {
  const RealDate = Date;
  const now = (): number => RealDate.now() + Math.round(offsetMs[0] ?? 0);
  function MovedDate(...given: []): Date | string {
    if (new.target === undefined) return new RealDate(now()).toString();
    if (new.target === (MovedDate as unknown)) return given.length > 0 ? new RealDate(...given) : new RealDate(now());
    return Reflect.construct(RealDate, given.length > 0 ? given : [now()], new.target) as Date;
  }
  const { prototype, parse, UTC } = RealDate;
  Object.defineProperty(MovedDate, "name", { value: "Date" });
  Object.defineProperty(MovedDate, "length", { value: RealDate.length });
  globalThis.Date = Object.assign(MovedDate, { prototype, parse, UTC, now }) as unknown as DateConstructor;
  prototype.constructor = globalThis.Date;
}
