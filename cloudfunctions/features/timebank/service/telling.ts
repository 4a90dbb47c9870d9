import type { Database } from "../../../platform/database";
import { deliverFrom } from "../../inbox";
import type { SessionDocument } from "../shared/documents";
import { nextCheckOf } from "./derived";
import { restSession } from "./repository";
import type { ServiceSettings } from "./rules";

/**
 * Delivers what a session tells, right after the write; after a crash the clock does. 2 database calls, none
 * when there is nothing to tell.
 */
export async function tellAndRest(database: Database, session: SessionDocument, settings: ServiceSettings): Promise<SessionDocument> {
  if (session.effects.length === 0) return session;
  await deliverFrom(database, session);
  const next = nextCheckOf(session, settings);
  await restSession(database, session, next);
  const { nextCheckAt: _before, ...rest } = session;
  return { ...rest, effects: [], ...(next !== undefined && { nextCheckAt: next }) };
}
