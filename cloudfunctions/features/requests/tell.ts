import { type Effect, inboxIdOf } from "../inbox";
import { titleOf } from "./card";
import type { RequestDocument } from "./document";

/**
 * What a step tells to whom. Pure. A sentence names staff as residents know them, never a resident, a room or,
 * to anybody but himself, his words.
 */
export interface Telling {
  to: readonly string[];
  text: string;
  todo?: boolean;
}

/** A number is read in one piece: its hyphens do not end a line. */
const unbroken = (receipt: string): string => receipt.replaceAll("-", "\u2011");

/** 物业设施的事（4-1123-ABCD）; a confidential one says nothing of what it is about. */
export const labelOf = (request: Pick<RequestDocument, "audience" | "categoryName" | "receipt">): string =>
  `${request.audience === "owner" ? "一件不公开的事" : `“${request.categoryName}”的事`}（${unbroken(request.receipt)}）`;

/** 您反映的“下水道又堵了”: he knows his matter by what he said; a confidential one says nothing of that even to him. */
export const yours = (request: Pick<RequestDocument, "audience" | "categoryName" | "receipt" | "words">): string =>
  `您反映的${request.audience === "owner" ? labelOf(request) : `“${titleOf(request)}”`}`;

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

