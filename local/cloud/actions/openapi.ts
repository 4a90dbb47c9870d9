/** WeChat's own APIs, as far as functions call them: nothing leaves this machine, every call is kept in the outbox. */
import { randomUUID } from "node:crypto";
import { CloudError, invalidParameter } from "../errors";
import type { MovableClock } from "../clock";
import { readFunctionConfig, functionFolder } from "../functions/config";
import { readMultipart } from "../wire/multipart";
import { readOpenApiRequest, writeOpenApiRefusal, writeOpenApiReply } from "../wire/openApiMessage";
import { text, type Actions } from "./action";
import { miniProgramCode } from "./miniProgramCode";

export interface OutboxItem {
  /** Epoch milliseconds by the movable clock. */
  at: number;
  api: string;
  data: Record<string, unknown>;
  /** Function that called, null from outside. */
  from: string | null;
  reply: Record<string, unknown>;
}

/** WeChat's code for an API that the function's config.json does not list. */
const NOT_PERMITTED = -604101;
const KEPT = 1000;

export class OpenApi {
  readonly outbox: OutboxItem[] = [];

  constructor(
    private readonly functionsDir: string | null,
    private readonly clock: MovableClock,
    /** Texts with one of these words do not pass msgSecCheck, so that a rejection can be tried out. */
    private readonly riskyWords: string[],
  ) {}

  clear(): void {
    this.outbox.length = 0;
  }

  /** A multipart request: wx.openApi and wx.wxPayApi. The reply is what the SDK takes as raw bytes. */
  serveMultipart(body: Buffer, contentType: string, from: string | null): { body: Buffer; json: boolean } {
    const parts = readMultipart(body, contentType);
    const action = parts.get("action")?.toString();
    const api = parts.get("apiName")?.toString() ?? "";
    const payload = parts.get("requestData") ?? Buffer.alloc(0);
    if (action === "wx.openApi") {
      const data = readable(() => readOpenApiRequest(payload));
      if (from !== null && !this.permits(from, api))
        return { body: writeOpenApiRefusal(NOT_PERMITTED), json: false };
      return { body: encodeReply(this.call(api, data, from)), json: false };
    }
    const data = readable(() => JSON.parse(payload.toString() || "{}") as Record<string, unknown>);
    return { body: Buffer.from(JSON.stringify(this.call(api, data, from))), json: true };
  }

  call(api: string, data: Record<string, unknown>, from: string | null): Record<string, unknown> {
    const reply = this.replyTo(api, data);
    this.outbox.push({ at: this.clock.now(), api, data, from, reply: withoutPicture(reply) });
    if (this.outbox.length > KEPT) this.outbox.shift();
    return reply;
  }

  private permits(from: string, api: string): boolean {
    // The SDK writes "subscribeMessage.send" or "/subscribeMessage/send", as the API's version has it.
    const name = api.replace(/^\//, "").replaceAll("/", ".");
    return readFunctionConfig(functionFolder(this.functionsDir, from)).openapi.includes(name);
  }

  private replyTo(api: string, data: Record<string, unknown>): Record<string, unknown> {
    const ok = { errcode: 0, errmsg: "ok" };
    if (/msgSecCheck$/i.test(api)) {
      const risky = this.riskyWords.some((word) => String(data["content"] ?? "").includes(word));
      const result = risky ? { suggest: "risky", label: 20001 } : { suggest: "pass", label: 100 };
      return { ...ok, result, detail: [], trace_id: randomUUID() };
    }
    if (/mediaCheckAsync$/i.test(api)) return { ...ok, trace_id: randomUUID() };
    if (/wxacode[./](get|getUnlimited|createQRCode)$/i.test(api)) {
      return miniProgramCode(api, data);
    }
    return { ...ok, msgid: this.clock.now() };
  }
}

/** A picture is told by its size: the outbox is read by people. */
function withoutPicture(reply: Record<string, unknown>): Record<string, unknown> {
  const { buffer, ...rest } = reply;
  return typeof buffer === "string" ? { ...rest, bytes: Buffer.byteLength(buffer, "base64") } : reply;
}

/** An API that draws answers the picture's bytes, any other JSON. */
function encodeReply(reply: Record<string, unknown>): Buffer {
  const { contentType, buffer } = reply;
  if (typeof contentType === "string" && typeof buffer === "string") {
    return writeOpenApiReply(Buffer.from(buffer, "base64"), contentType);
  }
  return writeOpenApiReply(Buffer.from(JSON.stringify(reply)), "application/json");
}

export function openApiActions(openApi: OpenApi): Actions {
  return {
    "wx.api": (parameters, context) => {
      const source = parameters["requestData"];
      const data = readable(() =>
        typeof source === "string" && source ? (JSON.parse(source) as never) : {},
      );
      const reply = openApi.call(text(parameters, "apiName"), data, context.callingFunction);
      return { data: { responseData: JSON.stringify(reply) } };
    },
  };
}

function readable<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof CloudError) throw error;
    throw invalidParameter("the openapi request's data cannot be read");
  }
}
