/** What somebody was told, as the list shows it. */
import type { CallData } from "../../../../../contracts/calls";
import { heldDots } from "../../../../shared/dots";

export type Item = CallData<"inbox.open">["items"][number];

export interface ItemView {
  inboxId: string;
  text: string;
  atText: string;
  todo: boolean;
  unread: boolean;
  /** Where it leads; empty when it is only to be read. */
  url: string;
  spoken: string;
}

const links: Record<NonNullable<Item["link"]>, string> = {
  bindings: "/features/people/pages/bindings/index",
  staff: "/features/people/pages/staff/index",
  me: "/pages/me/index",
  timebank: "/pages/timebank/index",
  bank: "/features/timebank/pages/bank/index",
};

export const itemView = (item: Item): ItemView => ({
  inboxId: item.inboxId,
  text: heldDots(item.text),
  atText: item.atText,
  todo: item.todo,
  unread: item.unread,
  url: urlOf(item),
  spoken: [item.unread ? "没看过" : "", item.todo ? "等您办" : "", item.text, item.atText].filter((part) => part !== "").join("，"),
});

function urlOf({ requestId, needId, sessionId, link }: Item): string {
  if (sessionId !== undefined) return `/features/timebank/pages/session/index?sessionId=${sessionId}`;
  if (needId !== undefined) return `/features/timebank/pages/need/index?needId=${needId}`;
  if (requestId !== undefined) return `/features/requests/pages/story/index?requestId=${requestId}`;
  return link === undefined ? "" : links[link];
}

/** Tab pages: WeChat goes to those in another way. */
export const isTabUrl = (url: string): boolean => url === links.me || url === links.timebank;

/** The instant up to which everything here has been seen, or null when nothing was new. */
export function seenUntil(items: readonly Item[]): number | null {
  if (!items.some(({ unread }) => unread)) return null;
  return Math.max(...items.map(({ at }) => at));
}
