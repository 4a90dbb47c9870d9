/** The functions' instances: as many worker threads a function as calls need, up to a limit; then calls wait. */
import { randomUUID } from "node:crypto";
import { EventEmitter, once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import type { MovableClock } from "../clock";
import { CloudError } from "../errors";
import type { Limits } from "../limits";
import type { CallRecord, Stats } from "../stats";
import { functionFolder, readFunctionConfig } from "./config";
import type { FunctionLog } from "./functionLog";
import { Instance } from "./instance";

export interface Caller {
  source: CallRecord["source"];
  /** The resident who calls from the phone. */
  openid?: string;
  /** TCB_SOURCE: the chain of callers as production writes it. */
  chain?: string;
}
export interface PoolOptions {
  /** Folder of the functions, null if the stand-in has none. */
  dir: string | null;
  env: string;
  appid: string;
  /** Address that the SDKs inside the functions call. */
  adminUrl: () => string;
  instancesPerFunction: number;
  clock: MovableClock;
  stats: Stats;
  limits: Limits;
  /** Where what functions print goes. */
  log: FunctionLog;
}
interface Pool {
  instances: Set<Instance>;
  waiting: ((instance: Instance) => void)[];
}

export class InstancePool {
  private readonly pools = new Map<string, Pool>();
  private closing = false;
  private running = 0;
  private readonly drained = new EventEmitter();

  constructor(readonly options: PoolOptions) {}

  /**
   * Calls a function with an event that JSON can carry.
   * @throws CloudError FUNCTION_NOT_FOUND, FUNCTIONS_EXECUTE_FAIL, FUNCTIONS_TIME_LIMIT_EXCEEDED, EXCEED_MAX_PAYLOAD_SIZE
   */
  async call(
    name: string,
    event: unknown,
    caller: Caller,
    requestId = randomUUID() as string,
  ): Promise<unknown> {
    const { dir, stats, clock, limits } = this.options;
    const folder = functionFolder(dir, name);
    const { timeoutSeconds } = readFunctionConfig(folder);
    const started = performance.now();
    stats.callStarted(requestId, name, caller.source, clock.now());
    let failed = true;
    this.running++;
    try {
      const result = await this.run(name, folder, {
        requestId,
        event: caller.source === "client" ? this.withUser(event, caller) : event,
        environment: this.callEnvironment(name, caller, requestId),
        timeoutMs: timeoutSeconds * 1000,
      });
      if (Buffer.byteLength(result) > limits.functionPayloadBytes) {
        throw new CloudError(
          "EXCEED_MAX_PAYLOAD_SIZE",
          `reply of ${name} exceeds ${limits.functionPayloadBytes} bytes`,
        );
      }
      failed = false;
      return JSON.parse(result) as unknown;
    } finally {
      stats.callEnded(requestId, performance.now() - started, failed);
      if (--this.running === 0) this.drained.emit("idle");
    }
  }

  /** Name and request id of the call whose token an SDK request carries. */
  static readToken(token: unknown): { name: string; requestId: string } | null {
    const found = typeof token === "string" ? /^([\w-]+)\.([\w-]+)$/.exec(token) : null;
    return found ? { name: found[1] as string, requestId: found[2] as string } : null;
  }

  /** Waits until no call runs, at most `graceMs`. */
  async drain(graceMs: number): Promise<void> {
    if (this.running === 0) return;
    await Promise.race([once(this.drained, "idle"), sleep(graceMs, undefined, { ref: false })]);
  }

  async close(): Promise<void> {
    this.closing = true;
    const all = [...this.pools.values()].flatMap((pool) => [...pool.instances]);
    await Promise.all(all.map((instance) => instance.terminate()));
  }

  private async run(name: string, folder: string, message: Parameters<Instance["call"]>[0]): Promise<string> {
    const pool = this.pools.get(name) ?? { instances: new Set(), waiting: [] };
    this.pools.set(name, pool);
    const instance = await this.take(name, folder, pool);
    try {
      return await instance.call(message);
    } finally {
      this.giveBack(name, folder, pool, instance);
    }
  }

  private take(name: string, folder: string, pool: Pool): Promise<Instance> | Instance {
    const version = codeVersion(folder);
    for (const instance of pool.instances) {
      if (this.reserved.has(instance) || instance.busy) continue;
      if (!instance.dead && instance.codeVersion === version) return this.reserve(instance);
      // The code on disk has changed: this instance would run the old one.
      pool.instances.delete(instance);
      instance.end();
    }
    if (pool.instances.size < this.options.instancesPerFunction)
      return this.reserve(this.start(name, folder, pool));
    return new Promise((resolve) => pool.waiting.push(resolve));
  }
  /** Taken, though its call has not begun. */
  private readonly reserved = new Set<Instance>();

  private reserve(instance: Instance): Instance {
    this.reserved.add(instance);
    return instance;
  }

  private giveBack(name: string, folder: string, pool: Pool, instance: Instance): void {
    this.reserved.delete(instance);
    if (instance.dead || instance.codeVersion !== codeVersion(folder)) {
      pool.instances.delete(instance);
      instance.end();
    }
    const next = pool.waiting.shift();
    if (!next || this.closing) return;
    next(this.reserve(pool.instances.has(instance) ? instance : this.start(name, folder, pool)));
  }

  private start(name: string, folder: string, pool: Pool): Instance {
    const { clock, log } = this.options;
    const setup = { folder, name, clock: clock.shared };
    const instance: Instance = new Instance(setup, this.baseEnvironment(name), codeVersion(folder), log, () =>
      pool.instances.delete(instance),
    );
    pool.instances.add(instance);
    return instance;
  }

  private withUser(event: unknown, caller: Caller): unknown {
    const fields = typeof event === "object" && event !== null ? event : {};
    return { ...fields, userInfo: { appId: this.options.appid, openId: caller.openid } };
  }

  /** What every instance has from its start. Of the parent's own variables only what a process needs to run. */
  private baseEnvironment(name: string): NodeJS.ProcessEnv {
    const { env, adminUrl } = this.options;
    const { PATH, HOME, TMPDIR, TEMP, SystemRoot } = process.env;
    return {
      ...{ PATH, HOME, TMPDIR, TEMP, SystemRoot },
      TZ: "UTC",
      TENCENTCLOUD_RUNENV: "SCF",
      TENCENTCLOUD_REGION: "ap-shanghai",
      TENCENTCLOUD_SECRETID: "local",
      TENCENTCLOUD_SECRETKEY: "local",
      TENCENTCLOUD_SESSIONTOKEN: "local",
      SCF_NAMESPACE: env,
      SCF_FUNCTIONNAME: name,
      TCB_ENV: env,
      TCB_CONTEXT_CNFG: JSON.stringify({ URL: adminUrl() }),
    };
  }

  private callEnvironment(
    name: string,
    { source, openid, chain }: Caller,
    requestId: string,
  ): Record<string, string> {
    const tcbSource = chain ?? { client: "wx_client", function: "scf", timer: "wx_trigger" }[source];
    const wx: Record<string, string> = {
      WX_CLIENTIP: "127.0.0.1",
      WX_APPID: this.options.appid,
      WX_API_TOKEN: `${name}.${requestId}`,
    };
    if (openid !== undefined) wx["WX_OPENID"] = openid;
    return {
      ...wx,
      WX_CONTEXT_KEYS: Object.keys(wx).join(","),
      TCB_CONTEXT_KEYS: "TCB_ENV,TCB_SEQID,TCB_SOURCE",
      TCB_SEQID: requestId,
      TCB_SOURCE: tcbSource,
      TRIGGER_SRC: source === "timer" ? "timer" : "tcb",
    };
  }
}

function codeVersion(folder: string): string {
  try {
    const { mtimeMs, size } = fs.statSync(path.join(folder, "index.js"));
    return `${mtimeMs}:${size}`;
  } catch {
    // Between removal and re-creation by a build: keep what runs until the new file is there.
    return "missing";
  }
}
