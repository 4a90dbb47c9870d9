import type { MemberContext } from "../../platform/serve";
import type { RequestViewer } from "./authority";

/** The caller as the rules of a request see him. */
export const viewerOf = ({ community, actor, at }: Pick<MemberContext, "community" | "actor" | "at">): RequestViewer => ({
  organisation: community.organisation,
  state: community.state,
  at,
  ids: actor.ids,
  posts: actor.posts,
});
