/** One instance of a function: a worker thread that serves one call at a time and keeps its module state between them. */
import fs from "node:fs";
import path from "node:path";
import { Worker } from "node:worker_threads";
import { transformSync } from "esbuild";
import { CloudError } from "../errors";
import type { FunctionLog } from "./functionLog";
import type { CallMessage, InstanceMessage, InstanceSetup } from "./messages";

/** Milliseconds an instance may take to load its code before the call's own timeout starts (production: 65 s at most). */
const LOADING_MS = 30_000;

let hostCode: string | null = null;
/** The host as one script: a worker can load neither TypeScript nor whatever loader the parent runs under. */
function workerHostCode(): string {
  hostCode ??= transformSync(fs.readFileSync(path.join(__dirname, "workerHost.ts"), "utf8"), {
    loader: "ts",
    format: "cjs",
    target: "node20",
  }).code;
  return hostCode;
}

type Outcome = Exclude<InstanceMessage, { kind: "started" }> | { kind: "timedOut" };

export class Instance {
  private readonly worker: Worker;
  private current: { settle: (outcome: Outcome) => void; started: () => void } | null = null;
  /** It has ended or must not be used again. */
  dead = false;

  constructor(
    setup: InstanceSetup,
    environment: NodeJS.ProcessEnv,
    /** Says that the code on disk is still the one this instance runs. */
    readonly codeVersion: string,
    log: FunctionLog,
    onExit: () => void,
  ) {
    this.worker = new Worker(workerHostCode(), {
      eval: true,
      env: environment,
      execArgv: [],
      workerData: setup,
      name: setup.name,
      stdout: true,
      stderr: true,
    });
    log.follow(this.worker);
    this.worker.unref();
    this.worker.on("message", (message: InstanceMessage) => {
      if (message.kind === "started") this.current?.started();
      else this.current?.settle(message);
    });
    this.worker.on("error", (error) => {
      this.dead = true;
      this.current?.settle({ kind: "failed", error: String(error.stack ?? error) });
    });
    this.worker.on("exit", (code) => {
      this.dead = true;
      this.current?.settle({ kind: "failed", error: `the function ended its process (exit ${code})` });
      onExit();
    });
  }

  get busy(): boolean {
    return this.current !== null;
  }

  /** The reply as JSON. @throws CloudError on failure or timeout; the instance is dead after a timeout. */
  async call(message: CallMessage): Promise<string> {
    let timer: NodeJS.Timeout | undefined;
    try {
      const outcome = await new Promise<Outcome>((resolve) => {
        const expire = (): void => resolve({ kind: "timedOut" });
        timer = setTimeout(expire, LOADING_MS);
        const started = (): void => {
          clearTimeout(timer);
          timer = setTimeout(expire, message.timeoutMs);
        };
        this.current = { settle: resolve, started };
        this.worker.postMessage(message);
      });
      return this.resultOf(outcome, message.timeoutMs);
    } finally {
      clearTimeout(timer);
      this.current = null;
    }
  }

  private resultOf(outcome: Outcome, timeoutMs: number): string {
    if (outcome.kind === "done") return outcome.result;
    if (outcome.kind === "failed") {
      throw new CloudError("FUNCTIONS_EXECUTE_FAIL", `[FUNCTIONS_EXECUTE_FAIL] ${outcome.error}`);
    }
    this.end();
    throw new CloudError(
      "FUNCTIONS_TIME_LIMIT_EXCEEDED",
      `[FUNCTIONS_TIME_LIMIT_EXCEEDED] Invoking task timed out after ${timeoutMs / 1000} seconds`,
    );
  }

  end(): void {
    this.dead = true;
    void this.worker.terminate();
  }

  async terminate(): Promise<void> {
    this.dead = true;
    await this.worker.terminate();
  }
}
