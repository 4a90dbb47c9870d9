import type { Stored } from "../../platform/database";
import { shortHash } from "../../platform/hash";

/**
 * What an entry asks for, in the words of the document that it is about: it asks until that document waits for it no more,
 * whoever did it. A request keeps whom it asks itself (`Asked`).
 */
export interface WaitsFor {
  in: "bindings" | "timeMembers" | "timeNeeds" | "timeSessions";
  id: string;
  what: string;
}

/** A document that entries wait for: its state is one word of what it waits for, `waits` holds the others. */
export interface Waiting extends Stored {
  state: string;
  waits?: string[];
}

/** `inbox/{hash of what it tells and to whom}`: telling the same thing twice is one entry. Never changed once written. */
export interface InboxDocument extends Stored {
  schemaVersion: 1;
  communityId: string;
  /** A personId or a staffId. */
  to: string;
  /** Epoch ms of what happened, not of the delivery. */
  at: number;
  /** The sentence as read: names staff as residents know them, never a resident or a room. */
  text: string;
  /** It asked the reader to do something; whether he still has to, its matter says itself (`Asked`, `WaitsFor`). */
  todo: boolean;
  waitsFor?: WaitsFor;
  requestId?: string;
  link?: "bindings" | "staff" | "me" | "timebank" | "bank";
  needId?: string;
  sessionId?: string;
}

/** One sentence to some people, decided with the change it tells of. What it may name stands with `InboxDocument.text`. */
export interface Telling extends Partial<Pick<InboxDocument, "todo" | "waitsFor" | "needId" | "sessionId" | "link">> {
  to: readonly string[];
  text: string;
}

/** A telling of what changed no document that could keep it until it is delivered: it goes into the inbox at once. */
export interface InboxTelling extends Telling {
  communityId: string;
  /** What it is about, unique for what happened: `{documentId}:{what}`. */
  about: string;
  at: number;
}

/**
 * A telling to one receiver, decided but not delivered yet: it stands on the document whose change it tells of, written by
 * the same update, so that neither can be lost. The clock takes it to the inbox; until then the inbox reads it there.
 */
export interface Effect {
  /** The `_id` it gets in the inbox. */
  id: string;
  to: string;
  at: number;
  text: string;
  todo: boolean;
  waitsFor?: WaitsFor;
  /** Where it leads, other than to the request it stands on. */
  needId?: string;
  sessionId?: string;
  link?: InboxDocument["link"];
}

/** The entry that still stands as 等您办: the newest that asked somebody, for as long as the matter waits for what it asked. */
export interface Asked {
  to: string;
  /** The `_id` of the entry. */
  id: string;
}

/** What is to be told rides with the change that it tells of; the clock delivers what a call left behind. */
export interface WithEffects {
  effects: Effect[];
}

/** A document whose effects may be read before they are delivered: it names each receiver in `attention`, by `tellFor`, and each who is asked, by `askFor`. */
export interface ReadableEffects extends Stored, WithEffects {
  communityId: string;
  asked?: Asked[];
  attention: string[];
}
/** Somebody was asked to do something, and still is: see `Asked`. */
export const askFor = (receiverId: string): string => `ask:${receiverId}`;
export const tellFor = (receiverId: string): string => `tell:${receiverId}`;

export const inboxIdOf = (about: string, to: string): string => shortHash(about, to);

/**
 * One effect a receiver, by the first telling that names him, under ids made of what it tells (`{documentId}:{version}` or
 * the event) and to whom: told once, whoever delivers them. Pure.
 * @param except who did it himself and needs no telling, or must not hear of it
 */
export function effectsOf(about: string, at: number, tellings: readonly Telling[], except: readonly string[] = []): Effect[] {
  const effects = new Map<string, Effect>();
  for (const { to, text, todo = false, ...leads } of tellings)
    for (const receiver of to) if (!except.includes(receiver) && !effects.has(receiver)) effects.set(receiver, { id: inboxIdOf(about, receiver), to: receiver, at, text, todo, ...leads });
  return [...effects.values()];
}
