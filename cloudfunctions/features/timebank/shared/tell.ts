import type { Database, Versioned } from "../../../platform/database";
import { deliver, type Effect, effectEntry, inboxIdOf, type WaitsFor } from "../../inbox";
import { clearEffects } from "./repository";

/** One sentence to some people, decided with the change it tells of. It names no number, no room, and no other's words. */
export interface Telling {
  to: readonly string[];
  text: string;
  todo?: boolean;
  waitsFor?: WaitsFor;
  needId?: string;
  sessionId?: string;
  link?: Effect["link"];
}

/**
 * Effects under ids made of what they tell (`{documentId}:{version}` or the event) and to whom: told once, whoever
 * carries them. Pure.
 * @param except who did it himself and needs no telling
 */
export function effectsOf(about: string, at: number, tellings: readonly Telling[], except: readonly string[] = []): Effect[] {
  const effects = new Map<string, Effect>();
  for (const { to, text, todo = false, ...leads } of tellings)
    for (const receiver of to) if (!except.includes(receiver) && !effects.has(receiver)) effects.set(receiver, { id: inboxIdOf(about, receiver), to: receiver, at, text, todo, ...leads });
  return [...effects.values()];
}

interface Carrier extends Versioned {
  communityId: string;
  effects: Effect[];
}

/**
 * Carries what a document tells into the inbox, right after the write. A crash before leaves it on the document, and the
 * clock calls the same; `nextCheckAt` of a document with effects is therefore never later than its write.
 * 2 database calls; none without effects.
 */
export async function carry(database: Database, collection: string, document: Carrier): Promise<void> {
  if (document.effects.length === 0) return;
  await deliver(database, document.effects.map((effect) => effectEntry(document.communityId, effect)));
  await clearEffects(database, collection, document);
}
