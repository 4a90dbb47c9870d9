import type { Database } from "../../../platform/database";
import { deliver, effectEntry } from "../../inbox";
import type { SessionDocument } from "../shared/documents";
import { nextCheckOf } from "./attention";
import { restSession } from "./repository";
import type { ServiceSettings } from "./rules";

/**
 * Carries what a session tells into the inbox, right after the write; after a crash the clock does. 2 database calls, none
 * when there is nothing to tell.
 */
export async function tellAndRest(database: Database, session: SessionDocument, settings: ServiceSettings): Promise<SessionDocument> {
  if (session.effects.length === 0) return session;
  await deliver(database, session.effects.map((effect) => effectEntry(session.communityId, effect)));
  const next = nextCheckOf(session, settings);
  await restSession(database, session, next);
  const { nextCheckAt: _before, ...rest } = session;
  return { ...rest, effects: [], ...(next !== undefined && { nextCheckAt: next }) };
}
