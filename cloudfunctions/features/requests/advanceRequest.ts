import { Failure } from "../../../contracts/kernel/failure";
import { payloadHash } from "../../platform/hash";
import type { Handler } from "../../platform/serve";
import { advance, eventOf } from "./advance";
import { partsOf, type Viewer } from "./authority";
import type { RequestDocument, RequestEvent } from "./document";
import { told } from "./openRequest";
import { findRequest, saveRequest } from "./repository";
import type { RequestStory } from "./story";
import { checkPhotos, viewerOf } from "./viewer";

/** Enough for a storm of words on one matter; a decision meets its rival at the first retry and is told that it is stale. */
const tries = 8;

/** A repeat of what was done: answered with the story, done once. */
async function repeated(viewer: Viewer, request: RequestDocument, event: RequestEvent, stepHash: string): Promise<RequestStory> {
  if (event.payloadHash !== stepHash) throw new Failure("operationReused");
  const parts = partsOf(viewer, request);
  // Whoever handed a confidential matter over sees his own step again, but nothing that came after it.
  if (parts.length === 0 && request.events.at(-1) !== event) throw new Failure("notFound");
  return told(viewer, request, parts.length ? parts : ["colleague"]);
}

export const advanceRequest: Handler<"requests.advance"> = async ({ requestId, version, step }, context) => {
  const { database, operation, actor } = context;
  if ("photos" in step) checkPhotos(actor.openid, step.photos);
  const viewer = viewerOf(context);
  // The version is no content: a phone that looked again before it repeated itself still means the same step.
  const stepHash = payloadHash(step);
  for (let left = tries; left > 0; left -= 1) {
    const before = await findRequest(database, requestId);
    if (!before) throw new Failure("notFound");
    const done = before.communityId === context.person.communityId ? eventOf(before, operation.documentId) : undefined;
    if (done) return repeated(viewer, before, done, stepHash);
    const after = advance(before, step, version, { ...viewer, eventId: operation.documentId, payloadHash: stepHash });
    if (!(await saveRequest(database, before, after))) continue;
    const parts = partsOf(viewer, after);
    return told(viewer, after, parts.length ? parts : ["colleague"]);
  }
  throw new Failure("busy");
};
