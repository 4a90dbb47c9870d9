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
