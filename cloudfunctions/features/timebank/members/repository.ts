import { pageSize } from "../../../../contracts/kernel/paging";
import { afterAscending, afterDescending, type Position } from "../../../platform/cursor";
import { type Collection, type Database, isDuplicate, saveIfUnchanged } from "../../../platform/database";
import { type Queue, queueOf } from "../../../platform/drain";
import { deliverFrom } from "../../inbox";
import type { MemberDocument, OfferDocument } from "../shared/documents";

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

/** @returns the offer stored under this operation: this one, or the one that was there before */
export async function insertOffer(database: Database, offer: OfferDocument): Promise<OfferDocument> {
  try {
    await offers(database).insert(offer);
    return offer;
  } catch (error) {
    const stored = isDuplicate(error) ? await getOffer(database, offer._id) : undefined;
    if (!stored) throw error;
    return stored;
  }
}

export const saveOffer = (database: Database, before: OfferDocument, after: OfferDocument): Promise<boolean> => saveIfUnchanged(offers(database), before, after);

/** Somebody's offers that stand, newest first. */
export const openOffersOf = (database: Database, communityId: string, personId: string, limit: number): Promise<OfferDocument[]> =>
  offers(database).find({ communityId, personId, open: true }, { order: { createdAt: -1 }, limit });

/** Ends whatever somebody offers: 1 call, and 1 more for each offer that stood. */
export async function closeOffersOf(database: Database, communityId: string, personId: string): Promise<void> {
  for (const offer of await openOffersOf(database, communityId, personId, 100)) await saveOffer(database, offer, { ...offer, open: false });
}

/** Whatever somebody offers is offered from where he lives now: bookkeeping, which makes nobody stale. */
export async function moveOffersOf(database: Database, communityId: string, personId: string, home: Pick<OfferDocument, "gridCode" | "stationCode">): Promise<void> {
  await offers(database).update({ communityId, personId, open: true }, { $set: home });
}

/** Seen from one home: its own grid, the rest of its station, the rest of the community. */
export interface NearRing {
  kind: "grid" | "station" | "community";
  gridCode: string;
  stationCode: string;
}

/** One page of what is offered within a ring and one more, newest first. */
export function offersOfRing(database: Database, communityId: string, { kind, gridCode, stationCode }: NearRing, position: Position | undefined): Promise<OfferDocument[]> {
  const within = { grid: { gridCode }, station: { stationCode, gridCode: { $ne: gridCode } }, community: { stationCode: { $ne: stationCode } } }[kind];
  return offers(database).find({ communityId, open: true, ...within, ...(position && afterDescending("createdAt", position)) }, { order: { createdAt: -1, _id: -1 }, limit: pageSize + 1 });
}

/** Applications that wait within a reach, the longest first; one page and one more. */
export function appliedPage(database: Database, communityId: string, stations: readonly string[] | "all", position: Position | undefined, limit: number): Promise<MemberDocument[]> {
  if (stations.length === 0) return Promise.resolve([]);
  const where = { communityId, state: "applied", ...(stations !== "all" && { stationCode: { $in: stations } }), ...(position && afterAscending("appliedAt", position)) };
  return members(database).find(where, { order: { appliedAt: 1, _id: 1 }, limit });
}
