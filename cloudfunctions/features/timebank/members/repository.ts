import { pageSize } from "../../../../contracts/kernel/paging";
import { afterAscending, afterDescending, type Position } from "../../../platform/cursor";
import { type Collection, type Database, saveIfUnchanged } from "../../../platform/database";
import { type Queue, queueOf } from "../../../platform/drain";
import { deliverFrom } from "../../inbox";
import { touchWithin } from "../ledger";
import type { MemberDocument, OfferDocument } from "../shared/documents";
import { memberIdOf } from "../shared/members.repository";

/** Applications and offers in the database; each list is one query over one index. */

const members = (database: Database): Collection<MemberDocument> => database.collection<MemberDocument>("timeMembers");
const offers = (database: Database): Collection<OfferDocument> => database.collection<OfferDocument>("timeOffers");

/** What the clock has to look at, of every community. */
export const memberQueue = (database: Database): Queue<MemberDocument> => queueOf(members(database));

/**
 * Delivers what a member's document tells, and lets the clock sleep until `nextCheckAt`. The version stays: nothing is
 * added to the story, and a write in between keeps its own effects.
 * @returns him as he is then
 */
export async function deliverMemberEffects(database: Database, member: MemberDocument, nextCheckAt?: number): Promise<MemberDocument> {
  const { nextCheckAt: _before, ...rest } = member;
  const { _id, version } = rest;
  await deliverFrom(database, member);
  const set = { effects: [], ...(nextCheckAt !== undefined && { nextCheckAt }) };
  await members(database).update({ _id, version }, { $set: set, ...(nextCheckAt === undefined && { $unset: { nextCheckAt: "" } }) });
  return { ...rest, ...set };
}

export const getOffer = (database: Database, offerId: string): Promise<OfferDocument | undefined> => offers(database).get(offerId);

/** Whose offers of the day are closed again: they were posted all the same. */
const closedSince = (database: Database, { communityId, personId }: OfferDocument, since: number, limit: number): Promise<OfferDocument[]> =>
  offers(database).find({ communityId, personId, open: false, createdAt: { $gte: since } }, { order: { createdAt: -1 }, limit });

/** What decides whether somebody may post another offer. */
export interface Posting {
  member?: MemberDocument;
  open: OfferDocument[];
  /** How many he has posted since the day began, closed or not. */
  today: number;
}

/**
 * Posts an offer, decided by what stands when it is written. It writes the guard of who posts, as leaving does before it looks
 * what he offers, and as another posting does: of two at once one sees the other.
 * @param refuse throws what he may not do
 * @returns the offer stored under this operation: this one, or the one that was there before
 */
export function postOffer(database: Database, offer: OfferDocument, day: { since: number; most: number }, refuse: (posting: Posting) => void): Promise<OfferDocument> {
  const { communityId, personId } = offer;
  return database.transaction(async (transaction) => {
    const stored = await transaction.get<OfferDocument>("timeOffers", offer._id);
    if (stored) return stored;
    const member = await transaction.get<MemberDocument>("timeMembers", memberIdOf(communityId, personId));
    await touchWithin(transaction, { communityId, person: personId });
    // Asked for outside of the snapshot, but after it began: whoever has posted since makes this transaction start anew.
    const [open, closed] = [await openOffersOf(database, communityId, personId, day.most), await closedSince(database, offer, day.since, day.most)];
    refuse({ ...(member && { member }), open, today: open.filter(({ createdAt }) => createdAt >= day.since).length + closed.length });
    await transaction.insert("timeOffers", offer);
    return offer;
  }, 12);
}

export const saveOffer = (database: Database, before: OfferDocument, after: OfferDocument): Promise<boolean> => saveIfUnchanged(offers(database), before, after);

/** Somebody's offers that stand, newest first. */
export const openOffersOf = (database: Database, communityId: string, personId: string, limit: number): Promise<OfferDocument[]> =>
  offers(database).find({ communityId, personId, open: true }, { order: { createdAt: -1 }, limit });

/** Ends whatever somebody offers. */
export async function closeOffersOf(database: Database, communityId: string, personId: string): Promise<void> {
  await offers(database).update({ communityId, personId, open: true }, { $set: { open: false }, $inc: { version: 1 } });
}

/** Whatever somebody offers is offered from where he lives now: bookkeeping, which makes nobody stale. */
export async function moveOffersOf(database: Database, communityId: string, personId: string, home: Pick<OfferDocument, "gridCode" | "stationCode">): Promise<void> {
  await offers(database).update({ communityId, personId, open: true }, { $set: home });
}

/** Seen from one home: its own grid, the rest of its station, the rest of the community; all of it from no home. */
export interface NearRing {
  kind: "grid" | "station" | "community";
  gridCode: string;
  stationCode: string;
}

/** One page of what is offered within a ring and one more, newest first. */
export function offersOfRing(database: Database, communityId: string, { kind, gridCode, stationCode }: NearRing, position: Position | undefined): Promise<OfferDocument[]> {
  const within = { grid: { gridCode }, station: { stationCode, gridCode: { $ne: gridCode } }, community: gridCode === "" ? {} : { stationCode: { $ne: stationCode } } }[kind];
  return offers(database).find({ communityId, open: true, ...within, ...(position && afterDescending("createdAt", position)) }, { order: { createdAt: -1, _id: -1 }, limit: pageSize + 1 });
}

/** Applications that wait within a reach, the longest first; one page and one more. */
export function appliedPage(database: Database, communityId: string, stations: readonly string[] | "all", position: Position | undefined, limit: number): Promise<MemberDocument[]> {
  if (stations.length === 0) return Promise.resolve([]);
  const where = { communityId, state: "applied", ...(stations !== "all" && { stationCode: { $in: stations } }), ...(position && afterAscending("appliedAt", position)) };
  return members(database).find(where, { order: { appliedAt: 1, _id: 1 }, limit });
}
