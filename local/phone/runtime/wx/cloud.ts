/** wx.cloud against the local cloud: functions, uploads, downloads, with the phone's limits. */
import { NetworkError } from "../network";
import type { Phone } from "../phone";
import { api, Failed, type Family } from "./api";
import { fileNameOf } from "./files";
import { RequestQueue } from "./requestQueue";
import { uploadTask, type UploadOptions } from "./upload";

const MAX_CALL_BYTES = 1024 * 1024;
const MAX_FILES = 50;
const CALL_FAILED = -504002;
const REQUEST_FAILED = -601000;
const INVALID_PARAMETER = -501000;
const TOO_LARGE = -501001;

interface CloudReply {
  result?: unknown;
  requestID?: string;
  errCode?: number;
  errMsg?: string;
  fileID?: string;
  fileList?: { fileID: string; tempFileURL: string; status: number; errMsg: string }[];
}

export function cloudFailure(reason: string, errCode: number): Failed {
  return new Failed(`errCode: ${errCode} | errMsg: ${reason}`, { errCode });
}

/** What reaches the cloud, and what it answers; refusals become failures with their errCode. */
export class CloudDoor {
  private readonly queue = new RequestQueue();
  initialised = false;

  constructor(private readonly phone: Phone) {}

  get headers(): Record<string, string> {
    return { "x-local-openid": this.phone.person.openid };
  }

  /** One of the ten places for requests, an enabled cloud, and the network as the bar has set it. */
  async through<T>(work: () => Promise<T>): Promise<T> {
    if (!this.initialised) throw new Failed("Cloud API isn't enabled, please call wx.cloud.init first", { errCode: INVALID_PARAMETER });
    try {
      return await this.queue.run(work);
    } catch (error) {
      if (error instanceof NetworkError) throw cloudFailure(error.message, REQUEST_FAILED);
      throw error;
    }
  }

  async post(operation: string, body: string): Promise<CloudReply> {
    const headers = { ...this.headers, "content-type": "application/json" };
    const response = await this.through(() => this.phone.network.request(`/client/${operation}`, { method: "POST", headers, body }));
    return readReply(await response.text(), response.status);
  }

  /** The cloud's own addresses, through the phone's server: one origin for the page. */
  local(url: string): string {
    return /^https?:\/\/(127\.0\.0\.1|localhost)/.test(url) ? new URL(url).pathname + new URL(url).search : url;
  }
}

export function readReply(text: string, status: number): CloudReply {
  let reply: CloudReply;
  try {
    reply = JSON.parse(text) as CloudReply;
  } catch {
    throw cloudFailure(`the cloud answered ${status}: ${text.slice(0, 200)}`, CALL_FAILED);
  }
  const { errCode, errMsg } = reply;
  if (errCode) throw Object.assign(new Failed(errMsg ?? "", { errCode }), errMsg ? { errMsg, errCode } : {});
  if (status >= 400) throw cloudFailure(errMsg ?? `the cloud answered ${status}`, CALL_FAILED);
  return reply;
}

export function cloudApis(phone: Phone): Family {
  const { files } = phone;
  const door = new CloudDoor(phone);
  const temporaryUrls = async (fileList: (string | { fileID: string })[]): Promise<NonNullable<CloudReply["fileList"]>> => {
    if (fileList.length > MAX_FILES) throw cloudFailure(`fileList: at most ${MAX_FILES} files`, INVALID_PARAMETER);
    const reply = await door.post("getTempFileURL", JSON.stringify({ fileList }));
    return (reply.fileList ?? []).map((file) => ({ ...file, tempFileURL: door.local(file.tempFileURL) }));
  };
  const cloud = {
    DYNAMIC_CURRENT_ENV: Symbol("DYNAMIC_CURRENT_ENV"),
    init: () => {
      door.initialised = true;
    },
    callFunction: api("cloud.callFunction", async ({ name, data = {} }: { name: string; data?: unknown }) => {
      if (!name) throw new Failed("parameter.name should be string instead of undefined;", { errCode: INVALID_PARAMETER });
      const body = JSON.stringify({ name, data });
      if (new TextEncoder().encode(body).length > MAX_CALL_BYTES) throw cloudFailure("data exceed max size", TOO_LARGE);
      const reply = await door.post("callFunction", body);
      return { result: reply.result ?? null, requestID: reply.requestID ?? "" };
    }),
    uploadFile: (options: UploadOptions) => uploadTask(phone, door, options),
    getTempFileURL: api("cloud.getTempFileURL", async ({ fileList }: { fileList: (string | { fileID: string })[] }) => ({
      fileList: await temporaryUrls(fileList),
    })),
    downloadFile: api("cloud.downloadFile", async ({ fileID }: { fileID: string }) => {
      const [file] = await temporaryUrls([fileID]);
      if (!file || file.status !== 0) throw cloudFailure(file?.errMsg ?? "file not found", file?.status ?? CALL_FAILED);
      const response = await door.through(() => phone.network.request(file.tempFileURL));
      if (!response.ok) throw cloudFailure(`the cloud answered ${response.status}`, CALL_FAILED);
      return { tempFilePath: files.add(await response.blob(), fileNameOf(fileID)), statusCode: response.status };
    }),
  };
  return { cloud: strict(cloud, "wx.cloud") };
}

/** An object whose unknown members throw by their full name instead of being undefined. */
export function strict<T extends object>(object: T, name: string): T {
  return new Proxy(object, {
    get(target, key) {
      // asked by promises and by JSON of any object: not a use of the API
      if (typeof key === "symbol" || key in target || key === "then" || key === "toJSON") return Reflect.get(target, key) as unknown;
      throw new Error(`${name}.${key} is not provided by local/phone`);
    },
  });
}
