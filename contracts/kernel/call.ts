import type * as z from "zod/mini";
import type { Carrier } from "./carrier";
import type { FailureBody, FailureCode } from "./failure";
import type { Role, Scope } from "./role";

/** One promise between phone and cloud: what goes in, what comes back, who may ask, and how it may fail. */
export interface CallContract<
  Input extends z.ZodMiniType = z.ZodMiniType,
  Reply extends z.ZodMiniType = z.ZodMiniType,
  Declared extends FailureCode = FailureCode,
> {
  input: Input;
  reply: Reply;
  /** Role → how far it reaches in this call. A role not named may not call. */
  allow: Partial<Record<Role, Scope>>;
  /** A write needs an operationId, and a repeat of it returns the first answer. */
  writes: boolean;
  /** The carrier 载体 that the call belongs to: refused by the cloud where the community has it off. */
  carrier?: Carrier;
  /** Beside `commonFailures`. */
  failures: readonly Declared[];
}

/** A contract as it is written down: its schemas as functions, so that a table of a hundred calls loads like one of three. */
type Declaration<Input extends z.ZodMiniType, Reply extends z.ZodMiniType, Declared extends FailureCode> = Omit<
  CallContract<Input, Reply, Declared>,
  "input" | "reply"
> & { input: () => Input; reply: () => Reply };

/**
 * Keeps the literal types of a contract, so that the compiler lists what is left to do. A schema is made when it is first
 * asked for: a cold start makes those of one call, and replies are parsed in tests only.
 */
export function defineCall<I extends z.ZodMiniType, R extends z.ZodMiniType, const F extends FailureCode>({
  input,
  reply,
  ...rest
}: Declaration<I, R, F>): CallContract<I, R, F> {
  const made: { input?: I; reply?: R } = {};
  return {
    ...rest,
    get input() {
      return (made.input ??= input());
    },
    get reply() {
      return (made.reply ??= reply());
    },
  };
}

export type CallTable = Record<string, CallContract>;
export type InputOf<C extends CallContract> = z.output<C["input"]>;
export type ReplyOf<C extends CallContract> = z.output<C["reply"]>;

/** What the phone sends; the platform adds `userInfo`, which is ignored: identity comes from the context only. */
export interface CallEvent {
  call: string;
  input: unknown;
  /** 16–40 characters of [A-Za-z0-9_-], made by the phone once for one intent of the user; writes only. */
  operationId?: string;
}

export type CallReply<T> = { ok: true; data: T } | { ok: false; failure: FailureBody };
