import { randomUUID } from "node:crypto";
import type * as z from "zod/mini";
import { type CallData, type CallInput, type CallName, calls } from "../../contracts/calls";
import type { CallContract, CallEvent, CallReply } from "../../contracts/kernel/call";
import { commonFailures, Failure, type FailureCode, failureWords } from "../../contracts/kernel/failure";
import { operationIdPattern } from "../../contracts/kernel/ids";
import type { CommunityState, Organisation } from "../../contracts/org/organisation";
import { type Actor, actorOf, type PersonDocument, type Reach, reachOf, refusalOf } from "./actor";
import { now } from "./clock";
import { type Database, isConflict, openDatabase, takeCallCount } from "./database";
import { payloadHash, shortHash } from "./hash";

/** The community as the caller's instance knows it: at most 10 s old. */
export interface Community {
  organisation: Organisation;
  state: CommunityState;
}

/** What identifies one intent of one caller: a repeat has the same, another's id never has. */
export interface Operation {
  /** The `_id` of whatever this call writes: a hash of caller, call and the phone's operationId. */
  documentId: string;
  payloadHash: string;
}

export interface Context {
  database: Database;
  actor: Actor;
  reach: Reach;
  /** Epoch ms, read once a call so that everything in it happened at one time. */
  at: number;
  operation: Operation;
}
/** A call by somebody who belongs to a community. */
export interface MemberContext extends Context {
  person: PersonDocument;
  community: Community;
}

type ContextFor<N extends CallName> = (typeof calls)[N]["allow"] extends { visitor: unknown } ? Context & Partial<MemberContext> : MemberContext;

/** A use case. It throws `Failure` with a code its contract declares; anything else is a bug. */
export type Handler<N extends CallName> = (input: CallInput<N>, context: ContextFor<N>) => Promise<CallData<N>>;
export type Handlers = { [N in CallName]: Handler<N> };

/** How doors and clocks come by a community; what lies below the features can't read it. @returns undefined where there is none */
export type LoadCommunity = (database: Database, communityId: string) => Promise<Community | undefined>;

export interface Door {
  handlers: Handlers;
  /** Identity from the platform's context; undefined outside WeChat. */
  openid: () => string | undefined;
  findPerson: (database: Database, openid: string) => Promise<PersonDocument | undefined>;
  loadCommunity: LoadCommunity;
}

const isCallName = (name: unknown): name is CallName => typeof name === "string" && Object.hasOwn(calls, name);

function parse(contract: CallContract, input: unknown): unknown {
  const parsed = contract.input.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields: Record<string, string> = {};
  for (const issue of parsed.error.issues) fields[issue.path.join(".") || "input"] ??= sentence(issue);
  throw new Failure("invalidInput", { fields });
}

/** Contracts bring their own sentences in Chinese; whatever the library says by itself is not for users. */
const sentence = (issue: z.core.$ZodIssue): string => (/[\u4e00-\u9fff]/.test(issue.message) ? issue.message : "这里没填对，请再看一眼。");

function operationOf(contract: CallContract, event: CallEvent, openid: string, input: unknown): Operation {
  if (!contract.writes) return { documentId: "", payloadHash: "" };
  const { operationId } = event;
  if (typeof operationId !== "string" || !operationIdPattern.test(operationId))
    throw new Failure("invalidInput", { fields: { operationId: "请返回重新打开再提交。" } });
  return { documentId: shortHash(openid, event.call, operationId), payloadHash: payloadHash(input) };
}

async function answer(door: Door, event: CallEvent): Promise<unknown> {
  if (!isCallName(event.call)) throw new Failure("invalidInput", { fields: { call: "请更新到最新版本再试。" } });
  const contract: CallContract = calls[event.call];
  const openid = door.openid();
  if (!openid) throw new Failure("notSignedIn");
  const input = parse(contract, event.input);
  const operation = operationOf(contract, event, openid, input);

  const at = now();
  const database = openDatabase();
  const person = await door.findPerson(database, openid);
  const community = person && (await door.loadCommunity(database, person.communityId));
  if (person && !community) throw new Failure("communityUnknown");
  const actor = actorOf(openid, person, community?.organisation, at);
  const refusal = refusalOf(contract, actor, community?.state);
  if (refusal) throw new Failure(refusal);

  const context = { database, actor, reach: reachOf(contract, actor), at, operation, person, community };
  // The table types each handler by its own call; here they are all alike.
  const handler = door.handlers[event.call] as (input: unknown, context: unknown) => Promise<unknown>;
  return handler(input, context);
}

function failureOf(error: unknown, call: string, reference: string): CallReply<never> {
  const declared = isCallName(call) ? (calls[call].failures as readonly FailureCode[]) : [];
  if (error instanceof Failure && ([...commonFailures, ...declared] as FailureCode[]).includes(error.code))
    return { ok: false, failure: { code: error.code, message: failureWords[error.code], ...error.detail } };
  if (isConflict(error)) return { ok: false, failure: { code: "busy", message: failureWords.busy } };
  // A bug: the log keeps what happened, the user gets a reference to quote.
  console.error(JSON.stringify({ reference, call, error: String((error as Error)?.stack ?? error) }));
  return { ok: false, failure: { code: "internal", message: failureWords.internal, reference } };
}

/** parse → identify → authorise → dispatch → wrap failures, and one line of log that names nobody. */
export async function serve(door: Door, event: CallEvent): Promise<CallReply<unknown>> {
  const started = performance.now();
  const reference = randomUUID().slice(0, 8);
  // A name that isn't ours is whatever a phone sent: it is neither turned into text nor logged.
  const call = isCallName(event?.call) ? event.call : "unknown";
  takeCallCount();
  const reply = await answer(door, event ?? ({} as CallEvent)).then(
    (data): CallReply<unknown> => ({ ok: true, data }),
    (error: unknown) => failureOf(error, call, reference),
  );
  const line = {
    reference,
    call,
    outcome: reply.ok ? "ok" : reply.failure.code,
    person: shortHash(door.openid() ?? "").slice(0, 8),
    milliseconds: Math.round(performance.now() - started),
    databaseCalls: takeCallCount(),
  };
  console.log(JSON.stringify(line));
  return reply;
}
