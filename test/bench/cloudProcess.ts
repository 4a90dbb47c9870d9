/**
 * A local cloud in a process of its own, reached as a phone reaches it: what one cloud does with its memory cannot
 * disturb the other, and the measuring process disturbs neither.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import http from "node:http";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { CallData, CallInput, CallName } from "../../contracts/calls";
import type { CallReply } from "../../contracts/kernel/call";
import { localEnv } from "../../local/paths";
import type { StatsReport } from "../../local/cloud/stats";
import { demoStartsAt } from "../support/demo";

const root = join(__dirname, "../..");
const productDir = join(root, "cloudfunctions");

export interface Answer<N extends CallName> {
  data: CallData<N>;
  /** Milliseconds from the call to its reply, as the phone waits for them. */
  ms: number;
  requestID: string;
}

export interface CloudProcess {
  url: string;
  env: string;
  /** @throws Error when the call is refused */
  call<N extends CallName>(openid: string, call: N, input: CallInput<N>): Promise<Answer<N>>;
  stats(): Promise<StatsReport>;
  close(): Promise<void>;
}

/** A pool of connections, as the phone's own client keeps one. */
const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });

function post(url: string, headers: Record<string, string>, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method: "POST", agent, headers: { "content-type": "application/json", "content-length": Buffer.byteLength(body), ...headers } }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => resolve(Buffer.concat(chunks).toString()));
      response.on("error", reject);
    });
    request.on("error", reject);
    request.end(body);
  });
}

let operations = 0;
const newOperationId = (): string => `bench-${process.pid}-${(operations += 1).toString().padStart(12, "0")}`;

async function callAt<N extends CallName>(url: string, openid: string, call: N, input: CallInput<N>): Promise<Answer<N>> {
  const body = JSON.stringify({ name: "api", data: { call, input, operationId: newOperationId() } });
  const started = performance.now();
  const reply = await post(`${url}/client/callFunction`, { "x-local-openid": openid }, body);
  const ms = performance.now() - started;
  const { result, requestID } = JSON.parse(reply) as { result?: CallReply<CallData<N>>; requestID: string };
  if (!result?.ok) throw new Error(`${call} as ${openid}: ${reply}`);
  return { data: result.data, ms, requestID };
}

/**
 * @param functions folder with the door alone: without the clock's function no round falls into a measurement
 * @param instances worker threads of the door at most
 */
export async function startCloudProcess(dir: string, functions: string, instances: number): Promise<CloudProcess> {
  const child = spawn(
    process.execPath,
    [
      "--max-old-space-size=6144", "--import", "tsx", join(root, "local/cloud/main.ts"),
      "--port", "0", "--dir", dir, "--env", localEnv, "--functions", functions, "--indexes", join(productDir, "indexes.json"), "--rules", productDir,
      "--strict-indexes", "--instances", String(instances),
    ],
    { cwd: root, stdio: ["ignore", "pipe", "inherit"] },
  );
  const ended = once(child, "exit");
  const line = await Promise.race([once(createInterface(child.stdout), "line"), ended.then(() => undefined)]);
  const url = /http:\/\/\S+/.exec(String(line?.[0]))?.[0];
  if (!url) throw new Error(`the local cloud did not start: ${String(line)}`);
  await post(`${url}/local/clock`, {}, JSON.stringify({ now: demoStartsAt }));
  return {
    url,
    env: localEnv,
    call: (openid, call, input) => callAt(url, openid, call, input),
    stats: async () => (await (await fetch(`${url}/local/stats`)).json()) as StatsReport,
    close: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
