import type { Database } from "../../../platform/database";
import type { Position } from "../../../platform/cursor";
import type { MemberContext } from "../../../platform/serve";
import type { SessionDocument } from "../shared/documents";
import { settingsOf } from "../shared/settings.repository";
import { proxiesSeenBy } from "../shared/staff";
import { disputedAt, toConfirmBy, unconfirmedAtStation, unconfirmedIn } from "./derived";
import { cardsFor, type SessionCard } from "./card";
import { bareViewer } from "./context";
import { partsOf } from "./parts";
import { waitingFor } from "./repository";

/** What other rooms show of sessions: what the caller has to confirm, and what waits for whoever arranges. */

/** The grids and stations that somebody's list is made of. */
interface Reached {
  gridCodes: readonly string[];
  stationCodes: readonly string[];
}

/** What the caller was helped with, or his family, and has not confirmed yet: the oldest first. One query. */
export async function sessionsToConfirm({ database, person, actor }: Pick<MemberContext, "database" | "person" | "actor">, limit: number): Promise<SessionDocument[]> {
  const found = await waitingFor(database, person.communityId, [toConfirmBy(person._id)], undefined, limit);
  return found.filter((session) => session.recipientId === person._id || proxiesSeenBy(actor, session).includes(person._id));
}

/** What a group leader was asked to confirm, or a branch watches. One query. */
export const unconfirmedSessions = (database: Database, communityId: string, { gridCodes, stationCodes }: Reached, position: Position | undefined, limit: number): Promise<SessionDocument[]> =>
  waitingFor(database, communityId, [...gridCodes.map(unconfirmedIn), ...stationCodes.map(unconfirmedAtStation)], position, limit);

/** What the branches of some stations have to decide. One query. */
export const disputedSessions = (database: Database, communityId: string, stationCodes: readonly string[], position: Position | undefined, limit: number): Promise<SessionDocument[]> =>
  stationCodes.length ? waitingFor(database, communityId, stationCodes.map(disputedAt), position, limit) : Promise.resolve([]);

/** As their viewer sees them; whether a matter is his family's is looked at when he opens one. One query for names. */
export async function sessionCards(context: MemberContext, sessions: readonly SessionDocument[]): Promise<SessionCard[]> {
  const [viewer, settings] = [bareViewer(context), await settingsOf(context.database, context.person.communityId)];
  return cardsFor(context, sessions, (session) => {
    const proxies = proxiesSeenBy(viewer, session);
    return { viewer, parts: partsOf(viewer, session, proxies), proxies };
  }, settings);
}
