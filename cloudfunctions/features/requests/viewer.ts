import { Failure } from "../../../contracts/kernel/failure";
import type { MemberContext } from "../../platform/serve";
import type { Viewer } from "./authority";

/** The caller as the rules of a request see him. */
export const viewerOf = ({ community, actor, at }: Pick<MemberContext, "community" | "actor" | "at">): Viewer => ({
  organisation: community.organisation,
  state: community.state,
  at,
  ids: actor.ids,
  posts: actor.posts,
});

/**
 * Photos are named by whoever sends them, so that they are his is checked here: each lies under his own path.
 * @throws Failure photoNotYours
 */
export function checkPhotos(openid: string, photos: readonly string[]): void {
  const own = `u/${openid}/`;
  for (const fileId of photos) {
    const path = fileId.replace(/^cloud:\/\/[^/]+\//, "");
    if (!path.startsWith(own) || path.split("/").includes("..")) throw new Failure("photoNotYours");
  }
}
