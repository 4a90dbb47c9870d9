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

/** One thing to tell one person. */
export interface Telling extends Omit<InboxDocument, "_id" | "schemaVersion"> {
  /** What it is about, unique for what happened: `{documentId}:{what}`. */
  about: string;
}

/**
 * A telling that is decided but not delivered yet: it stands on the document whose change it tells of, written by the
 * same update, so that neither can be lost. The clock carries it into the inbox; until then the inbox reads it there.
 */
export interface Effect {
  /** The `_id` it gets in the inbox. */
  id: string;
  to: string;
  at: number;
  text: string;
  todo: boolean;
  waitsFor?: WaitsFor;
  /** Where it leads, other than to the request that carries it. */
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

/** A document that carries effects names each receiver in `attention`, by `tellFor`, and each who is asked, by `askFor`. */
export interface EffectCarrier extends Stored {
  communityId: string;
  effects: Effect[];
  asked?: Asked[];
  attention: string[];
}
/** Somebody was asked to do something, and still is: see `Asked`. */
export const askFor = (receiverId: string): string => `ask:${receiverId}`;
export const tellFor = (receiverId: string): string => `tell:${receiverId}`;

export const inboxIdOf = (about: string, to: string): string => shortHash(about, to);
