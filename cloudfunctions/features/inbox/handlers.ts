import type { CallData } from "../../../contracts/calls";
import { pageSize } from "../../../contracts/kernel/paging";
import { afterDescending, pageFrom, positionOf } from "../../platform/cursor";
import type { Handler, Handlers, MemberContext } from "../../platform/serve";
import { momentText } from "../../platform/when";
import type { InboxDocument, ReadableEffects } from "./document";
import { merged, newestFirst } from "./merge";
import { inboxPage, markRead, stillWaited, undelivered } from "./repository";

type Item = CallData<"inbox.open">["items"][number];

/** What is on its way and what waits for the reader: more matters than these wait for nobody who still reads his inbox. */
const mostPending = 200;
/** Home shows a dot with a number; beyond this it says so with the number itself. */
const mostUnread = 100;

/** New and asking: what was read and is still to do stands on the workbench, the board or on home, not here. */
const mayAsk = ({ todo, at }: InboxDocument, { person }: MemberContext): boolean => todo && at > person.inboxReadAt;

/** Whether it still asks: entries never change, but a matter that has moved on asks for nothing any more. */
type StillAsks = (entry: InboxDocument) => boolean;

async function whatAsks(entries: readonly InboxDocument[], onTheirWay: readonly ReadableEffects[], context: MemberContext): Promise<StillAsks> {
  const asked = new Set(onTheirWay.flatMap((document) => document.asked ?? []).map(({ id }) => id));
  const waited = await stillWaited(context.database, entries.filter((entry) => mayAsk(entry, context)).flatMap(({ waitsFor }) => waitsFor ?? []));
  return (entry) => {
    if (!mayAsk(entry, context)) return false;
    if (entry.requestId !== undefined) return asked.has(entry._id);
    return entry.waitsFor === undefined || waited.includes(entry.waitsFor);
  };
}

const itemOf = (entry: InboxDocument, { at, person }: MemberContext, stillAsks: StillAsks): Item => ({
  inboxId: entry._id,
  at: entry.at,
  atText: momentText(entry.at, at),
  text: entry.text,
  todo: stillAsks(entry),
  unread: entry.at > person.inboxReadAt,
  ...(entry.requestId !== undefined && { requestId: entry.requestId }),
  ...(entry.needId !== undefined && { needId: entry.needId }),
  ...(entry.sessionId !== undefined && { sessionId: entry.sessionId }),
  ...(entry.link && { link: entry.link }),
});

const open: Handler<"inbox.open"> = async ({ cursor }, context) => {
  const { database, actor, person } = context;
  const position = cursor === undefined ? undefined : positionOf(cursor);
  const where = position ? afterDescending("at", position) : {};
  // What is on its way is read first: delivered in between, it is found twice and shown once, never missed.
  const onTheirWay = await undelivered(database, person.communityId, actor.ids, mostPending);
  const delivered = await inboxPage(database, person.communityId, actor.ids, where, pageSize + 1);
  const isAfter = (entry: InboxDocument) =>
    !position || newestFirst({ ...entry, at: position.key, _id: position.id }, entry) < 0;
  const entries = merged(delivered, onTheirWay, actor.ids).filter(isAfter);
  const page = pageFrom(entries, pageSize, ({ at, _id }) => ({ key: at, id: _id }));
  const stillAsks = await whatAsks(page.items, onTheirWay, context);
  return { ...page, items: page.items.map((entry) => itemOf(entry, context, stillAsks)) };
};

const read: Handler<"inbox.read"> = async ({ until }, { database, person, at }) => {
  // Nothing that is yet to come can have been read.
  await markRead(database, person, Math.min(until, at));
  return {};
};

/** How much in the caller's inbox is new, up to 100. One query; what is not delivered yet comes with `openMatters`. */
export async function unreadCount({ database, actor, person }: Pick<MemberContext, "database" | "actor" | "person">): Promise<number> {
  return (await inboxPage(database, person.communityId, actor.ids, { at: { $gt: person.inboxReadAt } }, mostUnread)).length;
}

export const inboxHandlers = { "inbox.open": open, "inbox.read": read } satisfies Partial<Handlers>;
