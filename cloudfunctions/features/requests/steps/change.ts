import { Failure } from "../../../../contracts/kernel/failure";
import type { RequestAction } from "../../../../contracts/requests/lifecycle";
import type { Part } from "../../../../contracts/requests/request";
import type { CallInput } from "../../../../contracts/calls";
import type { Telling } from "../../inbox";
import { isResidentPart, type RequestViewer } from "../authority";
import type { RequestDocument, RequestEvent } from "../document";
import { called } from "../staff";

export type RequestStep = CallInput<"requests.advance">["step"];
export type StepOf<A extends RequestStep["action"]> = Extract<RequestStep, { action: A }>;

/** Somebody doing something: as what, when, and under which operation. */
export interface RequestDoing extends RequestViewer {
  part: Part;
  eventId: string;
  payloadHash: string;
}

/** What a step does beside moving the state: fields it sets, what the event remembers, who hears what. */
export interface Change {
  set?: Partial<RequestDocument>;
  event?: Partial<RequestEvent>;
  tell: Telling[];
}
export type StepRule<A extends RequestAction & RequestStep["action"]> = (request: RequestDocument, step: StepOf<A>, doing: RequestDoing) => Change;

/** The staff id of a doer who acts as staff. */
export function staffIdOf(doing: RequestDoing): string {
  const staffId = doing.posts[0]?.staffId;
  if (!staffId) throw new Failure("notAllowed");
  return staffId;
}

/** Who did it, as a sentence names him: 居民 or 周站长. */
export const doerCalled = (doing: RequestDoing): string => (isResidentPart(doing.part) ? "居民" : called(doing, staffIdOf(doing)));

export const toResident = (request: RequestDocument, text: string, todo = false): Telling => ({ to: [request.filedBy], text, todo });
export const toHandlers = (request: RequestDocument, text: string, todo = false): Telling => ({ to: request.handlers, text, todo });
