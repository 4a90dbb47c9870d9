import type { CallData, CallInput, CallName } from "../../contracts/calls";
import type { CallReply } from "../../contracts/kernel/call";
import type { FailureBody, FailureCode } from "../../contracts/kernel/failure";
import { calls, failureWords } from "./contracts";

/** What a page shows when a call failed: a sentence for the user, and a sentence beside each wrong field. */
export interface CallFailure {
  /** `offline`: nothing reached the cloud, or its answer did not reach us. */
  code: FailureCode | "offline";
  message: string;
  /** Dotted path of the field → sentence; empty unless `code` is `invalidInput`. */
  fields: Record<string, string>;
  currentVersion?: number;
  reference?: string;
}

export type CallResult<N extends CallName> = { ok: true; data: CallData<N> } | { ok: false; failure: CallFailure };

export interface CallOptions {
  /** Of a write: pass the one that was used before, so that sending again cannot do it twice. */
  operationId?: string;
}

/** Only what was to be sent was written: a page that doesn't open promises nothing about words. */
const offlineWords = { writing: "网络断了，您写的都还在，连上后再试一次。", reading: "网络断了，连上后再试一次。" };

const RETRY_AFTER_MS = [600, 1800];
const OPERATION_ID_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/**
 * The only way out of the phone. Checks the input by the contract first; sends a write under one operationId however
 * often the network makes it repeat. Never rejects: every failure comes as a sentence.
 */
export async function call<N extends CallName>(
  name: N,
  input: CallInput<N>,
  options: CallOptions = {},
): Promise<CallResult<N>> {
  const wrong = checkInput(name, input);
  if (wrong) return { ok: false, failure: wrong };
  const event = calls[name].writes
    ? { call: name, input, operationId: options.operationId ?? newOperationId() }
    : { call: name, input };
  for (let attempt = 0; ; attempt++) {
    const reply = await send<N>(event);
    if (reply) return reply.ok ? reply : { ok: false, failure: spokenFailure(reply.failure) };
    const waitMs = RETRY_AFTER_MS[attempt];
    if (waitMs === undefined) return { ok: false, failure: { code: "offline", message: calls[name].writes ? offlineWords.writing : offlineWords.reading, fields: {} } };
    await new Promise<void>((resolve) => setTimeout(resolve, waitMs));
  }
}

/** What is wrong with an input by the contract, field by field, or null: what `call` asks first, for a page to ask sooner. */
export function checkInput<N extends CallName>(name: N, input: CallInput<N>): CallFailure | null {
  const parsed = calls[name].input.safeParse(input);
  return parsed.success ? null : wrongFields(parsed.error.issues);
}

/** One for one intent of the user. Need not be secret: the cloud scopes it to the caller and the call. */
export function newOperationId(): string {
  let made = "";
  for (let i = 0; i < 24; i++) made += OPERATION_ID_LETTERS[Math.floor(Math.random() * OPERATION_ID_LETTERS.length)]!;
  return made;
}

/** The reply, or null when it is not known whether the cloud got the call. */
async function send<N extends CallName>(event: object): Promise<CallReply<CallData<N>> | null> {
  try {
    const { result } = await wx.cloud.callFunction({ name: "api", data: event });
    return isReply(result) ? (result as CallReply<CallData<N>>) : null;
  } catch {
    return null;
  }
}

const isReply = (result: unknown): boolean => typeof result === "object" && result !== null && "ok" in result;

function spokenFailure(body: FailureBody): CallFailure {
  return { ...body, message: body.message || failureWords[body.code] || failureWords.internal, fields: body.fields ?? {} };
}

interface Issue {
  path: PropertyKey[];
  message: string;
}

function wrongFields(issues: readonly Issue[]): CallFailure {
  const fields: Record<string, string> = {};
  for (const issue of issues) {
    const path = issue.path.map(String).join(".");
    // A sentence of zod itself is English: no field of ours has one on purpose.
    fields[path] ??= /[\u4e00-\u9fff]/.test(issue.message) ? issue.message : "这里还没填好。";
  }
  return { code: "invalidInput", message: failureWords.invalidInput, fields };
}
