import { pageSize } from "../../../contracts/kernel/paging";
import { pageFrom, positionOf } from "../../platform/cursor";
import type { Handler, MemberContext } from "../../platform/serve";
import { cardOf, type RequestCard } from "./card";
import { concerning, filedPage } from "./repository";
import { viewerOf } from "./viewer";

export const mine: Handler<"requests.mine"> = async ({ open, cursor }, context) => {
  const { database, person } = context;
  const position = cursor === undefined ? undefined : positionOf(cursor);
  const found = await filedPage(database, person.communityId, person._id, open, position);
  const page = pageFrom(found, pageSize, ({ createdAt, _id }) => ({ key: createdAt, id: _id }));
  const viewer = viewerOf(context);
  return { ...page, items: page.items.map((request) => cardOf(viewer, request, "resident")) };
};

/** Room for other people's requests that have something to tell the caller: a minute's worth, until the clock delivered it. */
const roomForTellings = 30;

/**
 * The caller's open requests as cards, newest first, whether there are more, and how much is on its way to his inbox
 * that he hasn't read. One query.
 */
export async function openMatters(context: MemberContext, limit: number): Promise<{ cards: RequestCard[]; more: boolean; unreadOnTheWay: number }> {
  const { database, person, actor } = context;
  const found = await concerning(database, person.communityId, person._id, actor.ids, limit + 1 + roomForTellings);
  const own = found.filter(({ filedBy, open }) => open && filedBy === person._id);
  const onTheWay = found.flatMap(({ effects }) => effects).filter(({ to, at }) => actor.ids.includes(to) && at > person.inboxReadAt);
  const viewer = viewerOf(context);
  return {
    cards: own.slice(0, limit).map((request) => cardOf(viewer, request, "resident")),
    more: own.length > limit,
    unreadOnTheWay: onTheWay.length,
  };
}
