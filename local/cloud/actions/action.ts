/** The form of an action: what the SDK posts, what it knows of its caller, what it answers. */
import { invalidParameter } from "../errors";
import type { OperationRecord } from "../stats";

/** The SDK's parameters as they came; each action reads its own. */
export type Parameters = Record<string, unknown> & { action: string };

export interface ActionContext {
  requestId: string;
  /** Where the action notes what it examined and returned. */
  operation: OperationRecord;
  /** Name of the function that makes this request, null if it comes from outside. */
  callingFunction: string | null;
  /** The SDK's X-TCB-Source header: the chain of callers. */
  source: string;
}
export type ActionReply = Record<string, unknown>;
export type Action = (parameters: Parameters, context: ActionContext) => ActionReply | Promise<ActionReply>;
export type Actions = Record<string, Action>;

export function text(parameters: Parameters, name: string): string {
  const value = parameters[name];
  if (typeof value !== "string" || !value) throw invalidParameter(`${name} must be a non-empty text`);
  return value;
}

export function optionalText(parameters: Parameters, name: string): string | null {
  const value = parameters[name];
  return typeof value === "string" && value ? value : null;
}

export function list(parameters: Parameters, name: string): unknown[] {
  const value = parameters[name];
  if (!Array.isArray(value)) throw invalidParameter(`${name} must be a list`);
  return value as unknown[];
}
