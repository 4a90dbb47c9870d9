/**
 * A local cloud of its own for one test file, with the real, unmodified SDK bound to it and calls as a resident's phone
 * makes them. The product under test is always the built bundle in dist/cloudfunctions, run by the stand-in's workers.
 */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import sdk from "@cloudbase/node-sdk";
import { startLocalCloud, type LocalCloud, type LocalCloudOptions } from "../../local/cloud/index";
import type { CallRecord, OperationRecord } from "../../local/cloud/stats";

// The SDK reads these whenever it sends; without RUNENV it would probe a metadata address at every request.
Object.assign(process.env, {
  TENCENTCLOUD_RUNENV: "SCF",
  TENCENTCLOUD_REGION: "ap-shanghai",
  TENCENTCLOUD_SECRETID: "local",
  TENCENTCLOUD_SECRETKEY: "local",
  SCF_NAMESPACE: "local-env",
  TCB_ENV: "local-env",
});

export type SdkApp = ReturnType<typeof sdk.init>;
/** What the SDK itself types as any: collections, commands, transactions. */
export type SdkDatabase = ReturnType<SdkApp["database"]>;

/** wx.cloud.callFunction's reply: `result`, or `errCode` and `errMsg`. */
export interface CallReply<Result> {
  result: Result;
  errCode?: number;
  errMsg: string;
  requestID: string;
}

export interface TestCloud {
  cloud: LocalCloud;
  /** The data folder; removed by {@link close} unless it was given. */
  dir: string;
  app: SdkApp;
  database: SdkDatabase;
  /** Calls a function as this resident's phone does. Never throws for a refusal: look at errCode. */
  call<Result = unknown>(openid: string, name: string, data?: unknown): Promise<CallReply<Result>>;
  /** Uploads as this resident's phone does. */
  upload(
    openid: string,
    cloudPath: string,
    content: string | Buffer,
  ): Promise<CallReply<never> & { fileID?: string }>;
  /** The cost of one function call, by its requestID. @throws Error if it is unknown */
  costOf(reply: { requestID: string }): CallRecord;
  /** The database and other requests that one function call made, in order. */
  operationsOf(reply: { requestID: string }): OperationRecord[];
  /** The last operation of the SDK outside functions, or of anyone. */
  lastOperation(): OperationRecord;
  close(): Promise<void>;
}

export type TestCloudOptions = Partial<LocalCloudOptions>;

/** Starts a stand-in on a free port with an empty data folder, strict about indexes unless told otherwise. */
export async function startTestCloud(options: TestCloudOptions = {}): Promise<TestCloud> {
  const dir = options.dir ?? fs.mkdtempSync(path.join(os.tmpdir(), "linli-cloud-"));
  const cloud = await startLocalCloud({ strictIndexes: true, ...options, dir });
  const app = connect(cloud);
  return {
    cloud,
    dir,
    app,
    database: app.database(),
    call: async (openid, name, data = {}) => {
      const reply = await fetch(`${cloud.url}/client/callFunction`, {
        method: "POST",
        headers: { "content-type": "application/json", "x-local-openid": openid },
        body: JSON.stringify({ name, data }),
      });
      return (await reply.json()) as CallReply<never>;
    },
    upload: async (openid, cloudPath, content) => {
      const reply = await fetch(`${cloud.url}/client/uploadFile?path=${encodeURIComponent(cloudPath)}`, {
        method: "POST",
        headers: { "x-local-openid": openid },
        body: typeof content === "string" ? content : new Uint8Array(content),
      });
      return (await reply.json()) as CallReply<never> & { fileID?: string };
    },
    costOf: ({ requestID }) => {
      const call = cloud.stats.call(requestID);
      if (!call) throw new Error(`no function call has the request id ${requestID}`);
      return call;
    },
    operationsOf: ({ requestID }) => cloud.stats.operationsOf(requestID),
    lastOperation: () => {
      const last = cloud.stats.report().recentOperations.at(-1);
      if (!last) throw new Error("nothing has been asked of the local cloud yet");
      return last;
    },
    close: async () => {
      await cloud.close();
      if (options.dir === undefined) fs.rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** An SDK instance bound to one stand-in, so that two of them can run in one test. */
export function connect(cloud: { url: string; env: string }): SdkApp {
  process.env["TCB_CONTEXT_CNFG"] = JSON.stringify({ URL: `${cloud.url}/admin` });
  const config = { env: cloud.env, serviceUrl: `${cloud.url}/admin`, keepalive: true };
  return sdk.init(config as Parameters<typeof sdk.init>[0]);
}
