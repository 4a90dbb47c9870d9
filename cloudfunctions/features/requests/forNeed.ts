import { Failure } from "../../../contracts/kernel/failure";
import type { MemberContext } from "../../platform/serve";
import { isResidentPart, mayMeetReporter, partsOf } from "./authority";
import { titleOf } from "./card";
import { readable } from "./openRequest";

/** A request that turned out to be a need for help, as far as that need has to know it. */
export interface RequestForNeed {
  requestId: string;
  title: string;
  words: string;
  /** The personId of who said it. */
  filedBy: string;
  /** Whether he said it for somebody without a phone. */
  filedAsProxy: boolean;
  /** Where it is; absent at the triage desk. */
  gridCode?: string;
}

/**
 * For who said it, and for who deals with it while it is open and taken: a need at his home tells where that is, and is paid
 * with his hours. What is not public stays where it is: a need is read by neighbours.
 * @throws Failure notFound
 */
export async function requestForNeed(context: MemberContext, requestId: string): Promise<RequestForNeed> {
  const { request, viewer } = await readable(context, requestId);
  const parts = partsOf(viewer, request);
  if (request.audience === "owner" || !(parts.some(isResidentPart) || mayMeetReporter(viewer, parts, request))) throw new Failure("notFound");
  const { _id, words, filedBy, filedAsProxy, gridCode } = request;
  return { requestId: _id, title: titleOf(request), words, filedBy, filedAsProxy, ...(gridCode !== undefined && { gridCode }) };
}
