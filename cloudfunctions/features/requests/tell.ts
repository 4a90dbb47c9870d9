import { type Effect, inboxIdOf } from "../inbox";
import { titleOf } from "./card";
import type { RequestDocument } from "./document";

/**
 * What a step tells to whom. Pure. A sentence names staff as residents know them, and a matter as its card does, to whoever
 * may read that card; never the resident or his room.
 */
export interface Telling {
  to: readonly string[];
  text: string;
  todo?: boolean;
}

/** A number is read in one piece: its hyphens do not end a line. */
const unbroken = (receipt: string): string => receipt.replaceAll("-", "\u2011");

/** “下水道又堵了”, as on its card; a confidential one says nothing of what it is about, so its number tells which it is. */
export const labelOf = (request: Pick<RequestDocument, "audience" | "receipt" | "words">): string =>
  request.audience === "owner" ? `${titleOf(request)}（${unbroken(request.receipt)}）` : `“${titleOf(request)}”`;

/** 您反映的“下水道又堵了”. */
export const yours = (request: Pick<RequestDocument, "audience" | "receipt" | "words">): string => `您反映的${labelOf(request)}`;

/** One effect a receiver, under ids that depend on nothing but request, event and receiver. */
export function effectsOf(
  request: Pick<RequestDocument, "_id" | "hiddenFrom">, eventId: string, at: number, tellings: readonly Telling[], except: readonly string[],
): Effect[] {
  const effects = new Map<string, Effect>();
  for (const { to, text, todo = false } of tellings)
    for (const receiver of to) {
      if (except.includes(receiver) || request.hiddenFrom.includes(receiver) || effects.has(receiver)) continue;
      effects.set(receiver, { id: inboxIdOf(`${request._id}:${eventId}`, receiver), to: receiver, at, text, todo });
    }
  return [...effects.values()];
}

