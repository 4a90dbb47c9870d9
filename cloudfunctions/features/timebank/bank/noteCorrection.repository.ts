import { Failure } from "../../../../contracts/kernel/failure";
import { type Database, saveIfUnchanged } from "../../../platform/database";
import type { Operation } from "../../../platform/serve";
import { freeDay, type ServiceSettings } from "../service";
import type { SessionDocument } from "../shared/documents";

interface Correction {
  communityId: string;
  /** The entry that was taken back from. */
  entryId: string;
  minutes: number;
  words: string;
  by: string;
  at: number;
  operation: Operation;
  service: ServiceSettings;
}

const tries = 5;

function corrected(session: SessionDocument, { minutes, words, by, at, operation }: Correction): SessionDocument {
  const credited = Math.max(0, (session.creditedMinutes ?? 0) - minutes);
  const event = { at, by, what: "corrected" as const, minutes: credited, words, operation: operation.documentId, payloadHash: operation.payloadHash };
  // A decision on its way to the ledger is about other minutes than these: it comes to so many fewer.
  const decided = session.toSettle && { toSettle: { ...session.toSettle, minutes: Math.max(0, session.toSettle.minutes - minutes) } };
  return { ...session, ...decided, creditedMinutes: credited, entries: [...session.entries, operation.documentId], events: [...session.events, event] };
}

/** Those of some entries that paid a session: what becomes of their corrections is decided with it. One query. */
export async function entriesOfSessions(database: Database, communityId: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const wanted = [...new Set(ids)];
  const found = wanted.length ? await database.collection<SessionDocument>("timeSessions").find({ communityId, entries: { $in: wanted } }, { limit: wanted.length }) : [];
  return new Set(found.flatMap(({ entries }) => entries));
}

/**
 * The service record says what the ledger says: where an entry paid a session, its correction stands in the session's
 * story, too, once. Nothing for entries that paid none. 2 database calls.
 */
export async function noteCorrection(database: Database, correction: Correction): Promise<void> {
  const { communityId, entryId, operation, service } = correction;
  const sessions = database.collection<SessionDocument>("timeSessions");
  for (let left = tries; left > 0; left -= 1) {
    const [session] = await sessions.find({ communityId, entries: entryId }, { limit: 1 });
    if (!session || session.entries.includes(operation.documentId)) return;
    const after = corrected(session, correction);
    await freeDay(database, after, service);
    if (await saveIfUnchanged(sessions, session, after)) return;
  }
  // The entry stands; sent again, the story is told, too.
  throw new Failure("busy");
}
