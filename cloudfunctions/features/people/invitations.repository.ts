import type { PersonDocument } from "../../platform/actor";
import { type Database, isDuplicate } from "../../platform/database";
import { shortHash } from "../../platform/hash";
import type { InvitationDocument, InvitationTriesDocument, SeatDocument } from "./documents";
import { type InboxTelling, tellWithin } from "../inbox";
import { enterWithin, nextVersion, otherCurrentPersons, transact } from "./repository";

export const seatsOf = (database: Database, communityId: string): Promise<SeatDocument[]> =>
  database.collection<SeatDocument>("seats").find({ communityId }, { limit: 1000 });

export const getInvitation = (database: Database, invitationId: string): Promise<InvitationDocument | undefined> =>
  database.collection<InvitationDocument>("invitations").get(invitationId);

/**
 * Counts one try before it is made, by conditional updates alone, so that a hundred guesses at once count as a hundred.
 * @returns false when the window already holds `most` tries
 */
export async function countTry(database: Database, openid: string, at: number, windowMilliseconds: number, most: number): Promise<boolean> {
  const tries = database.collection<InvitationTriesDocument>("invitationTries");
  const _id = shortHash(openid, "invitationTries");
  const within = { $gt: at - windowMilliseconds };
  const more = () => tries.update({ _id, windowStartedAt: within, count: { $lt: most } }, { $inc: { count: 1 } });
  if ((await more()) === 1) return true;
  const anew = { windowStartedAt: { $lte: at - windowMilliseconds } };
  if ((await tries.update({ _id, ...anew }, { $set: { windowStartedAt: at, count: 1 } })) === 1) return true;
  try {
    await tries.insert({ _id, windowStartedAt: at, count: 1 });
    return true;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return (await more()) === 1;
  }
}

/** The invitation and the seat that says it is the one that counts are written together. */
export function changeSeat(
  database: Database,
  staffId: string,
  invitationId: string,
  change: (known: { seat?: SeatDocument; invitation?: InvitationDocument }) => { seat: SeatDocument; invitation: InvitationDocument } | undefined,
): Promise<void> {
  return transact(database, async (transaction) => {
    const seat = await transaction.get<SeatDocument>("seats", staffId);
    const invitation = await transaction.get<InvitationDocument>("invitations", invitationId);
    const after = change({ ...(seat && { seat }), ...(invitation && { invitation }) });
    if (!after) return;
    await transaction.put("seats", nextVersion(after.seat));
    await transaction.put("invitations", nextVersion(after.invitation));
  });
}

export interface Joining {
  person: PersonDocument;
  seat: SeatDocument;
  invitation: InvitationDocument;
  /** Who sits there and is to get up. */
  replaced?: PersonDocument;
  tellings?: InboxTelling[];
}

/** Joining: the invitation is used up, the seat taken, who sat there got up and is told, and the person changed (or made), or none of it. */
export async function joinSeat(
  database: Database,
  joining: { openid: string; communityId: string; staffId: string; invitationId: string; at: number },
  change: (known: Joining) => Joining | undefined,
): Promise<void> {
  const { openid, communityId, staffId, invitationId } = joining;
  const others = await otherCurrentPersons(database, openid, communityId);
  await transact(database, async (transaction) => {
    const seat = await transaction.get<SeatDocument>("seats", staffId);
    const invitation = await transaction.get<InvitationDocument>("invitations", invitationId);
    if (!seat || !invitation) return;
    const replaced = invitation.replaces === undefined ? undefined : await transaction.get<PersonDocument>("people", invitation.replaces);
    let after: Joining | undefined;
    await enterWithin(transaction, others, joining, (person) => (after = change({ person, seat, invitation, ...(replaced && { replaced }) }))?.person);
    if (!after) return;
    await transaction.put("seats", nextVersion(after.seat));
    await transaction.put("invitations", nextVersion(after.invitation));
    if (after.replaced) await transaction.put("people", nextVersion(after.replaced));
    await tellWithin(transaction, after.tellings ?? []);
  });
}
