/** POST /admin: the door of the SDKs. Every answer is HTTP 200; refusals are `{code, message, requestId}`. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { performance } from "node:perf_hooks";
import { optionalText, type ActionContext, type Actions, type Parameters } from "../actions/action";
import type { OpenApi } from "../actions/openapi";
import type { MovableClock } from "../clock";
import { CloudError, invalidParameter, messageOf } from "../errors";
import { InstancePool } from "../functions/instancePool";
import type { Limits } from "../limits";
import type { OperationRecord, Stats } from "../stats";
import { newId } from "../store/store";
import { readMultipart } from "../wire/multipart";
import { readBody, sendJson } from "./body";
import type { Faults } from "./faults";

export interface AdminServices {
  actions: Actions;
  openApi: OpenApi;
  stats: Stats;
  clock: MovableClock;
  limits: Limits;
  faults: Faults;
  log: (line: string) => void;
}

export async function serveAdmin(
  services: AdminServices,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const requestId = newId();
  const contentType = request.headers["content-type"] ?? "";
  const operation: OperationRecord = {
    action: "unknown",
    target: "",
    functionRequestId: null,
    index: null,
    examined: 0,
    returned: 0,
    ms: 0,
    errorCode: null,
    at: services.clock.now(),
  };
  const startedAt = performance.now();
  try {
    const body = await readBody(request, services.limits.requestBytes);
    if (contentType.startsWith("multipart/")) {
      await serveOpenApi(services, operation, body, contentType, response);
      return;
    }
    const parameters = readParameters(body);
    const caller = InstancePool.readToken(parameters["wxCloudApiToken"]);
    operation.action = parameters.action;
    operation.functionRequestId = caller?.requestId ?? null;
    operation.target = targetOf(parameters);
    const action = services.actions[parameters.action];
    if (!action) throw invalidParameter(`unknown action ${parameters.action}`);
    await services.faults.meet(parameters.action);
    const context: ActionContext = {
      requestId,
      operation,
      callingFunction: caller?.name ?? null,
      source: String(request.headers["x-tcb-source"] ?? ""),
    };
    const reply = await action(parameters, context);
    sendJson(response, { requestId, ...reply });
  } catch (error) {
    const code = error instanceof CloudError ? error.code : "SYS_ERR";
    operation.errorCode = code;
    if (!(error instanceof CloudError)) services.log(`${operation.action}: ${(error as Error).stack}`);
    sendJson(response, { code, message: messageOf(error), requestId });
  } finally {
    operation.ms = performance.now() - startedAt;
    services.stats.record(operation);
  }
}

async function serveOpenApi(
  { openApi, faults }: AdminServices,
  operation: OperationRecord,
  body: Buffer,
  contentType: string,
  response: ServerResponse,
): Promise<void> {
  const parts = readMultipart(body, contentType);
  const caller = InstancePool.readToken(parts.get("wxCloudApiToken")?.toString());
  operation.action = parts.get("action")?.toString() ?? "wx.openApi";
  operation.target = parts.get("apiName")?.toString() ?? "";
  operation.functionRequestId = caller?.requestId ?? null;
  await faults.meet(operation.action);
  const reply = openApi.serveMultipart(body, contentType, caller?.name ?? null);
  // The SDK takes exactly "application/json; charset=utf-8" for a refusal, anything else for the API's own bytes.
  response.writeHead(200, { "content-type": reply.json ? "application/json" : "application/octet-stream" });
  response.end(reply.body);
}

function readParameters(body: Buffer): Parameters {
  try {
    const parameters = JSON.parse(body.toString()) as Parameters;
    if (typeof parameters.action === "string") return parameters;
  } catch {
    // Falls through to the refusal.
  }
  throw invalidParameter("the body must be JSON with an action");
}

const targetOf = (parameters: Parameters): string =>
  optionalText(parameters, "collectionName") ??
  optionalText(parameters, "function_name") ??
  optionalText(parameters, "apiName") ??
  "";
