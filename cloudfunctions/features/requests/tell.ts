import { type Effect, effectsOf, type Telling } from "../inbox";
import { titleOf } from "./card";
import type { RequestDocument } from "./document";
import { actingFor, called, isStaffNow, type Moment } from "./staff";

/**
 * What a step tells. Pure. A sentence names staff as residents know them, and a matter as its card does, to whoever may read
 * that card; never the resident or his room.
 */

/** A number is read in one piece: its hyphens do not end a line. */
const unbroken = (receipt: string): string => receipt.replaceAll("-", "\u2011");

/** “下水道又堵了”, as on its card; a confidential one says nothing of what it is about, so its number tells which it is. */
export const labelOf = (request: Pick<RequestDocument, "audience" | "receipt" | "words">): string =>
  request.audience === "owner" ? `${titleOf(request)}（${unbroken(request.receipt)}）` : `“${titleOf(request)}”`;

/** 您反映的“下水道又堵了”. */
export const yours = (request: Pick<RequestDocument, "audience" | "receipt" | "words">): string => `您反映的${labelOf(request)}`;

/** Of the staff, and without a post today: he may not read the matter any more, so he hears of it no more. */
const hasLeftPost = (moment: Moment) => (id: string): boolean => moment.organisation.staff.some(({ staffId }) => staffId === id) && !isStaffNow(moment, id);

/** What was meant for an owner who is away is said to who stands in for him, and why to him. */
function toActing(tellings: readonly Telling[], { ownerId }: RequestDocument, acting: string, moment: Moment): Telling[] {
  const others = tellings.map((telling) => ({ ...telling, to: telling.to.filter((id) => id !== ownerId) }));
  const own = tellings.filter(({ to }) => to.includes(ownerId)).map((telling) => ({ ...telling, to: [acting], text: `${called(moment, ownerId)}不在，由您代：${telling.text}` }));
  return [...others, ...own];
}

/** What an event tells at a moment; never to whom the request is hidden from or who has left, whoever was meant to hear of it. */
export function effectsWithin(
  request: RequestDocument, eventId: string, moment: Moment, tellings: readonly Telling[], except: readonly string[],
): Effect[] {
  const acting = actingFor(moment, request);
  const meant = acting === undefined ? tellings : toActing(tellings, request, acting, moment);
  const left = meant.flatMap(({ to }) => to).filter(hasLeftPost(moment));
  return effectsOf(`${request._id}:${eventId}`, moment.at, meant, [...except, ...request.hiddenFrom, ...left]);
}
