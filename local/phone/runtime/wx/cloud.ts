/** wx.cloud against the local cloud: functions, uploads, downloads, with the phone's limits. */
import type { Phone } from "../phone";
import { NetworkError } from "../network";
import { api, Failed, type Family } from "./api";
import { type FileStore, fileNameOf } from "./files";

const MAX_IN_FLIGHT = 10;
const MAX_CALL_BYTES = 1024 * 1024;
const CALL_FAILED = -504002;
const REQUEST_FAILED = -601000;
const INVALID_PARAMETER = -501000;

interface CloudReply {
  result?: unknown;
  requestID?: string;
  requestId?: string;
  errCode?: number;
  code?: string | number;
  errMsg?: string;
  message?: string;
  fileID?: string;
}

/** At most ten at once; the others wait their turn, as WeChat's network layer makes them. */
class Queue {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= MAX_IN_FLIGHT) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.running++;
    try {
      return await work();
    } finally {
      this.running--;
      this.waiting.shift()?.();
    }
  }
}

const failed = (reason: string, errCode: number): Failed => new Failed(`errCode: ${errCode} | errMsg: ${reason}`, { errCode });

export function cloudApis(phone: Phone, files: FileStore): Family {
  const queue = new Queue();
  let initialised = false;
  const send = async (path: string, init: RequestInit): Promise<Response> => {
    if (!initialised) throw new Failed("Cloud API isn't enabled, please call wx.cloud.init first", { errCode: INVALID_PARAMETER });
    try {
      return await queue.run(() =>
        phone.network.request(path, { ...init, headers: { "x-local-openid": phone.person.openid, ...(init.headers as Record<string, string>) } }),
      );
    } catch (error) {
      if (error instanceof NetworkError) throw failed(error.message, REQUEST_FAILED);
      throw error;
    }
  };
  const cloud = {
    DYNAMIC_CURRENT_ENV: Symbol("DYNAMIC_CURRENT_ENV"),
    init: () => {
      initialised = true;
    },
    callFunction: api("cloud.callFunction", async ({ name, data = {} }: { name: string; data?: unknown }) => {
      if (!name) throw new Failed("parameter.name should be string instead of undefined", { errCode: INVALID_PARAMETER });
      const body = JSON.stringify({ name, data });
      if (new TextEncoder().encode(body).length > MAX_CALL_BYTES) throw failed("data exceed max size", INVALID_PARAMETER);
      const response = await send("/client/callFunction", { method: "POST", headers: { "content-type": "application/json" }, body });
      const reply = await readReply(response);
      return { result: reply.result ?? null, requestID: reply.requestID ?? reply.requestId ?? "" };
    }),
    uploadFile: (options: UploadOptions) => upload(options, send, files),
    downloadFile: api("cloud.downloadFile", async ({ fileID }: { fileID: string }) => {
      const response = await send(`/client/downloadFile?fileID=${encodeURIComponent(fileID)}`, {});
      if (!response.ok) throw failed(await response.text(), -403003);
      return { tempFilePath: files.add(await response.blob(), fileNameOf(fileID)), statusCode: response.status };
    }),
    // the storage rule lets clients read nothing: addresses come from the cloud's own door
    getTempFileURL: api("cloud.getTempFileURL", ({ fileList }: { fileList: (string | { fileID: string })[] }) => ({
      fileList: fileList.map((each) => ({
        fileID: typeof each === "string" ? each : each.fileID,
        tempFileURL: "",
        status: -403003,
        errMsg: "STORAGE_EXCEED_AUTHORITY",
      })),
    })),
  };
  return { cloud: strict(cloud, "wx.cloud") };
}

async function readReply(response: Response): Promise<CloudReply> {
  const text = await response.text();
  let reply: CloudReply;
  try {
    reply = JSON.parse(text) as CloudReply;
  } catch {
    throw failed(`cloud answered ${response.status}: ${text.slice(0, 200)}`, CALL_FAILED);
  }
  const errCode = typeof reply.errCode === "number" ? reply.errCode : typeof reply.code === "number" ? reply.code : 0;
  if (!response.ok || errCode || typeof reply.code === "string")
    throw failed(reply.errMsg ?? reply.message ?? `cloud answered ${response.status}`, errCode || CALL_FAILED);
  return reply;
}

interface UploadOptions {
  cloudPath: string;
  filePath: string;
  success?: (result: unknown) => void;
  fail?: (error: unknown) => void;
  complete?: (result: unknown) => void;
}

type ProgressListener = (progress: { progress: number; totalBytesSent: number; totalBytesExpectedToSend: number }) => void;

/** With callbacks it answers with an UploadTask; without, with a promise. */
function upload(options: UploadOptions, send: (path: string, init: RequestInit) => Promise<Response>, files: FileStore): unknown {
  const abort = new AbortController();
  const listeners = new Set<ProgressListener>();
  const progress = (sent: number, total: number): void => {
    for (const listener of listeners) listener({ progress: total ? Math.round((sent / total) * 100) : 100, totalBytesSent: sent, totalBytesExpectedToSend: total });
  };
  const run = api("cloud.uploadFile", async ({ cloudPath, filePath }: UploadOptions) => {
    const blob = await files.read(filePath);
    progress(0, blob.size);
    const response = await send(`/client/uploadFile?cloudPath=${encodeURIComponent(cloudPath)}`, {
      method: "POST",
      headers: { "content-type": blob.type || "application/octet-stream" },
      body: blob,
      signal: abort.signal,
    }).catch((error: unknown) => {
      throw (error as Error).name === "AbortError" ? new Error("abort") : error;
    });
    const { fileID } = await readReply(response);
    progress(blob.size, blob.size);
    return { fileID, statusCode: response.status };
  });
  const promise = run(options);
  return promise ?? {
    abort: () => abort.abort(),
    onProgressUpdate: (listener: ProgressListener) => listeners.add(listener),
    offProgressUpdate: (listener: ProgressListener) => listeners.delete(listener),
  };
}

/** An object whose unknown members throw by their full name instead of being undefined. */
export function strict<T extends object>(object: T, name: string): T {
  return new Proxy(object, {
    get(target, key) {
      if (typeof key === "symbol" || key in target || key === "then" || key === "toJSON") return Reflect.get(target, key) as unknown;
      throw new Error(`${name}.${key} is not provided by local/phone`);
    },
  });
}
