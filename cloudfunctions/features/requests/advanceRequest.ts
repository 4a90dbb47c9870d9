import { Failure } from "../../../contracts/kernel/failure";
import { payloadHash } from "../../platform/hash";
import type { Handler, MemberContext } from "../../platform/serve";
import { advance, eventOf } from "./advance";
import { partsOf, type RequestViewer } from "./authority";
import type { RequestDocument, RequestEvent } from "./document";
import { told } from "./openRequest";
import { findRequest, saveRequest } from "./repository";
import type { RequestStory } from "./story";
import { checkPhotos, forgetOriginals, keepPhotos } from "./photos";
import type { RequestStep } from "./steps/change";
import { viewerOf } from "./viewer";

/** Enough for a storm of words on one matter; a decision meets its rival at the first retry and is told that it is stale. */
const tries = 8;

/** A repeat of what was done: answered with the story, done once. */
async function repeated(viewer: RequestViewer, request: RequestDocument, event: RequestEvent, stepHash: string): Promise<RequestStory> {
  if (event.payloadHash !== stepHash) throw new Failure("operationReused");
  const parts = partsOf(viewer, request);
  // Whoever handed a confidential matter over sees his own step again, but nothing that came after it.
  if (parts.length === 0 && request.events.at(-1) !== event) throw new Failure("notFound");
  return told(viewer, request, parts.length ? parts : ["colleague"]);
}

interface FoundRequest {
  before: RequestDocument;
  /** What this very operation did, if it is done. */
  done?: RequestEvent;
}

async function find({ database, person, operation }: MemberContext, requestId: string): Promise<FoundRequest> {
  const before = await findRequest(database, requestId);
  if (!before) throw new Failure("notFound");
  const done = before.communityId === person.communityId ? eventOf(before, operation.documentId) : undefined;
  return { before, ...(done && { done }) };
}

/** The step with its photos where no phone reaches them. @throws Failure photoNotYours */
async function withKeptPhotos(step: RequestStep, context: MemberContext, requestId: string): Promise<RequestStep | "done"> {
  if (!("photos" in step) || step.photos.length === 0) return step;
  const attaching = { openid: context.actor.openid, requestId, eventId: context.operation.documentId };
  const photos = await keepPhotos(attaching, step.photos, async () => (await find(context, requestId)).done);
  return "done" in photos ? "done" : { ...step, photos: photos.kept };
}

export const advanceRequest: Handler<"requests.advance"> = async ({ requestId, version, step }, context) => {
  const { database, operation, actor } = context;
  const originals = "photos" in step ? step.photos : [];
  checkPhotos(actor.openid, originals);
  const viewer = viewerOf(context);
  // The version is no content: a phone that looked again before it repeated itself still means the same step.
  const stepHash = payloadHash(step);
  const doer = { ...viewer, eventId: operation.documentId, payloadHash: stepHash };
  let kept: RequestStep | "done" | undefined;
  for (let left = tries; left > 0; left -= 1) {
    const { before, done } = await find(context, requestId);
    if (done) return repeated(viewer, before, done, stepHash);
    // Whether it may be done at all comes before any photo is touched.
    advance(before, step, version, doer);
    kept ??= await withKeptPhotos(step, context, requestId);
    if (kept === "done") continue;
    const after = advance(before, kept, version, doer);
    if (!(await saveRequest(database, before, after))) continue;
    await forgetOriginals(originals);
    const parts = partsOf(viewer, after);
    return told(viewer, after, parts.length ? parts : ["colleague"]);
  }
  throw new Failure("busy");
};
