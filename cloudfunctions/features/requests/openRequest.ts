import { Failure } from "../../../contracts/kernel/failure";
import type { Handler, MemberContext } from "../../platform/serve";
import { partsOf, type RequestViewer } from "./authority";
import type { RequestDocument } from "./document";
import { fileUrls, findRequest } from "./repository";
import { filesOf, type RequestStory, storyOf } from "./story";
import { viewerOf } from "./viewer";

/**
 * A request that the viewer may read.
 * @throws Failure notFound, for what he may not read as for what isn't there: that it exists is no business of his
 */
export async function readable(context: MemberContext, requestId: string): Promise<{ request: RequestDocument; viewer: RequestViewer }> {
  const viewer = viewerOf(context);
  const request = await findRequest(context.database, requestId);
  if (!request || partsOf(viewer, request).length === 0) throw new Failure("notFound");
  return { request, viewer };
}

export const told = async (viewer: RequestViewer, request: RequestDocument, parts = partsOf(viewer, request)): Promise<RequestStory> =>
  storyOf(viewer, request, await fileUrls(filesOf(request)), parts);

export const open: Handler<"requests.open"> = async ({ requestId }, context) => {
  const { request, viewer } = await readable(context, requestId);
  return told(viewer, request);
};
