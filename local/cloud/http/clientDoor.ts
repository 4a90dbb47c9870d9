/** The phone's door: what wx.cloud does there, with the resident's openid in the header x-local-openid. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { assertCloudPath, type FileStorage } from "../actions/storage";
import { CloudError, messageOf } from "../errors";
import type { InstancePool } from "../functions/instancePool";
import type { Limits } from "../limits";
import type { StorageRules } from "../rules";
import { newId } from "../store/store";
import { readBody, saveBody, sendJson } from "./body";

export interface ClientServices {
  pool: InstancePool;
  storage: FileStorage;
  rules: StorageRules;
  limits: Limits;
  /** Folder under which alone a client may create, with {openid} in it; "" allows what the rule allows. */
  clientFolder: string;
}

/** wx.cloud's numbers for what the platform refuses. */
const CLIENT_CODES: Record<string, [code: number, text: string]> = {
  FUNCTION_NOT_FOUND: [-501000, "FunctionName parameter could not be found"],
  FUNCTIONS_EXECUTE_FAIL: [-504002, "functions execute fail"],
  FUNCTIONS_TIME_LIMIT_EXCEEDED: [-504003, "functions time limit exceeded"],
  EXCEED_MAX_PAYLOAD_SIZE: [-501001, "resource system error: payload too large"],
  INVALID_PARAM: [-501007, "invalid parameters"],
  STORAGE_EXCEED_AUTHORITY: [-503002, "storage permission denied"],
  STORAGE_FILE_NONEXIST: [-503003, "storage file not exists"],
  INVALID_USER: [-501004, "no openid"],
};

export async function serveClient(
  services: ClientServices,
  operation: string,
  request: IncomingMessage,
  response: ServerResponse,
  query: URLSearchParams,
): Promise<void> {
  const requestID = newId();
  try {
    const openid = openidOf(request);
    const reply = await OPERATIONS[operation]?.(services, openid, request, query, requestID);
    if (!reply) {
      sendJson(response, { errMsg: `unknown operation ${operation}` }, 404);
      return;
    }
    sendJson(response, { ...reply, requestID, errMsg: `cloud.${operation}:ok` });
  } catch (error) {
    const [errCode, text] = CLIENT_CODES[error instanceof CloudError ? error.code : ""] ?? [
      -1,
      "system error",
    ];
    const errMsg = `cloud.${operation}:fail Error: errCode: ${errCode} ${text} | errMsg: ${messageOf(error)}`;
    sendJson(response, { errCode, errMsg, requestID });
  }
}

type ClientOperation = (
  services: ClientServices,
  openid: string,
  request: IncomingMessage,
  query: URLSearchParams,
  requestId: string,
) => Promise<Record<string, unknown>>;

const OPERATIONS: Record<string, ClientOperation> = { callFunction, uploadFile, getTempFileURL };

function openidOf(request: IncomingMessage): string {
  const openid = request.headers["x-local-openid"];
  if (typeof openid !== "string" || !/^[\w-]{1,64}$/.test(openid)) {
    throw new CloudError("INVALID_USER", "the header x-local-openid must name the resident");
  }
  return openid;
}

async function callFunction(
  { pool, limits }: ClientServices,
  openid: string,
  request: IncomingMessage,
  _query: URLSearchParams,
  requestId: string,
): Promise<Record<string, unknown>> {
  const body = await readBody(request, limits.clientCallBytes);
  const { name, data } = readCall(body);
  return { result: await pool.call(name, data, { source: "client", openid }, requestId) };
}

function readCall(body: Buffer): { name: string; data: unknown } {
  try {
    const call = JSON.parse(body.toString()) as { name?: unknown; data?: unknown };
    if (typeof call.name === "string") return { name: call.name, data: call.data ?? {} };
  } catch {
    // Falls through to the refusal.
  }
  throw new CloudError("INVALID_PARAM", "the body must be {name, data}");
}

/** The path is in the query, the file is the body. */
async function uploadFile(
  { storage, rules, limits, clientFolder }: ClientServices,
  openid: string,
  request: IncomingMessage,
  query: URLSearchParams,
): Promise<Record<string, unknown>> {
  const cloudPath = query.get("path") ?? "";
  assertCloudPath(cloudPath);
  const owner = storage.find(cloudPath)?.owner ?? openid;
  const allowed = rules.write({ auth: { openid }, resource: { openid: owner, path: cloudPath } });
  if (!allowed || !cloudPath.startsWith(clientFolder.replace("{openid}", openid))) {
    throw new CloudError("STORAGE_EXCEED_AUTHORITY", `${cloudPath} may not be written by this resident`);
  }
  const draft = storage.draftPath();
  await saveBody(request, draft, limits.uploadBytes);
  return { fileID: storage.adopt(draft, cloudPath, openid), statusCode: 204 };
}

async function getTempFileURL(
  { storage, rules, limits }: ClientServices,
  openid: string,
  request: IncomingMessage,
): Promise<Record<string, unknown>> {
  const { fileList } = JSON.parse((await readBody(request, limits.clientCallBytes)).toString()) as {
    fileList: (string | { fileID: string; maxAge?: number })[];
  };
  if (!Array.isArray(fileList) || fileList.length > limits.filesPerRequest) {
    throw new CloudError("INVALID_PARAM", `fileList holds more than ${limits.filesPerRequest} files`);
  }
  const files = fileList.map((item) => {
    const { fileID, maxAge } = typeof item === "string" ? { fileID: item } : { maxAge: undefined, ...item };
    const path = storage.pathOf(fileID);
    const row = storage.find(path);
    if (!row) return { fileID, status: -503003, errMsg: "storage file not exists", tempFileURL: "" };
    const readable = rules.read({ auth: { openid }, resource: { openid: row.owner, path } });
    return readable
      ? { fileID, status: 0, errMsg: "ok", tempFileURL: storage.downloadUrl(path, maxAge) }
      : { fileID, status: -503002, errMsg: "storage permission denied", tempFileURL: "" };
  });
  return { fileList: files };
}
