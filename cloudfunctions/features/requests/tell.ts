import { type Effect, effectsOf, type Telling } from "../inbox";
import { titleOf } from "./card";
import type { RequestDocument } from "./document";

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

/** What an event tells; never to whom the request is hidden from, whoever was meant to hear of it. */
export const effectsWithin = (
  request: Pick<RequestDocument, "_id" | "hiddenFrom">, eventId: string, at: number, tellings: readonly Telling[], except: readonly string[],
): Effect[] => effectsOf(`${request._id}:${eventId}`, at, tellings, [...except, ...request.hiddenFrom]);
