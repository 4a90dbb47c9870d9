import { pageSize } from "../../../../contracts/kernel/paging";
import { afterAscending, afterDescending, type Position } from "../../../platform/cursor";
import { type Collection, type Database, type Filter, isDuplicate, saveIfUnchanged } from "../../../platform/database";
import { type Queue, queueOf } from "../../../platform/drain";
import { type Interval, type IntervalStep, stepWithin, touchWithin } from "../ledger";
import type { MemberDocument, NeedDocument, OfferDocument, ShiftDocument } from "../shared/documents";
import { memberIdOf } from "../shared/members.repository";

/** Needs and their shifts in the database. Every list is one query over one index. */
const needs = (database: Database): Collection<NeedDocument> => database.collection<NeedDocument>("timeNeeds");
const shifts = (database: Database): Collection<ShiftDocument> => database.collection<ShiftDocument>("timeShifts");
const members = (database: Database): Collection<MemberDocument> => database.collection<MemberDocument>("timeMembers");

export const findNeed = (database: Database, needId: string): Promise<NeedDocument | undefined> => needs(database).get(needId);
export const findShift = (database: Database, shiftId: string): Promise<ShiftDocument | undefined> => shifts(database).get(shiftId);
export const findOffer = (database: Database, offerId: string): Promise<OfferDocument | undefined> => database.collection<OfferDocument>("timeOffers").get(offerId);

/** Up to 200. One query. */
export const needsByIds = (database: Database, ids: readonly string[]): Promise<NeedDocument[]> =>
  ids.length ? needs(database).find({ _id: { $in: [...new Set(ids)] } }, { limit: 200 }) : Promise.resolve([]);

/** All of a need's shifts, as they begin; a need has at most 124. */
export const shiftsOf = (database: Database, { communityId, _id }: Pick<NeedDocument, "communityId" | "_id">): Promise<ShiftDocument[]> =>
  shifts(database).find({ communityId, needId: _id }, { order: { fromAt: 1 }, limit: 200 });

/** @returns the need that is stored under this operation: this one, or the one that was there before */
export async function insertNeed(database: Database, need: NeedDocument): Promise<NeedDocument> {
  try {
    await needs(database).insert(need);
    return need;
  } catch (error) {
    const stored = isDuplicate(error) ? await findNeed(database, need._id) : undefined;
    if (!stored) throw error;
    return stored;
  }
}

/** False when somebody else wrote since `before` was read. */
export const saveNeed = (database: Database, before: NeedDocument, after: NeedDocument): Promise<boolean> => saveIfUnchanged(needs(database), before, after);
export const saveShift = (database: Database, before: ShiftDocument, after: ShiftDocument): Promise<boolean> => saveIfUnchanged(shifts(database), before, after);

/** Writes those that are missing: after a crash some may be there, and somebody may have taken them. */
export async function insertShifts(database: Database, need: NeedDocument, documents: readonly ShiftDocument[]): Promise<void> {
  const known = new Set((await shiftsOf(database, need)).map(({ _id }) => _id));
  const missing = documents.filter(({ _id }) => !known.has(_id));
  try {
    await shifts(database).insertMany(missing);
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    // A twin of this call writes them, too: one by one, each is there in the end.
    for (const shift of missing)
      await shifts(database).insert(shift).catch((twin: unknown) => {
        if (!isDuplicate(twin)) throw twin;
      });
  }
}

/**
 * Lets the bank pay the shifts that were decided on, by their ids and no others: hours of the recipient that fall away at the
 * same moment are nobody's decision yet. A shift that the bank pays is never undecided again.
 */
export async function fundDecided(database: Database, { communityId, _id, funded = [] }: NeedDocument, at: number): Promise<void> {
  if (funded.length) await shifts(database).update({ communityId, needId: _id, _id: { $in: funded }, funding: "undecided" }, { $set: { funding: "community", nextCheckAt: at }, $inc: { version: 1 } });
}

export const needsSince = (database: Database, communityId: string, askerId: string, since: number, limit: number): Promise<NeedDocument[]> =>
  needs(database).find({ communityId, askerId, createdAt: { $gte: since } }, { order: { createdAt: -1 }, limit });

/** What is offered under some tokens, the soonest first. */
export const offeredUnder = (database: Database, communityId: string, tokens: readonly string[], rest: Filter, position: Position | undefined, limit: number): Promise<NeedDocument[]> =>
  needs(database).find({ communityId, offeredTo: { $in: [...tokens] }, ...rest, ...(position && afterAscending("nextAt", position)) }, { order: { nextAt: 1, _id: 1 }, limit });

/** What waits on the desks of some grids or stations, the soonest first: for the bank's board. */
export const waitingFor = (database: Database, communityId: string, tokens: readonly string[], position: Position | undefined, limit: number): Promise<NeedDocument[]> =>
  needs(database).find({ communityId, attention: { $in: [...tokens] }, ...(position && afterAscending("nextAt", position)) }, { order: { nextAt: 1, _id: 1 }, limit });

/** The needs of a recipient or proxy, newest first: one page and one more. */
export const needsOf = (database: Database, communityId: string, personId: string, open: boolean, position: Position | undefined, limit = pageSize + 1): Promise<NeedDocument[]> =>
  needs(database).find({ communityId, people: personId, open, ...(position && afterDescending("createdAt", position)) }, { order: { createdAt: -1, _id: -1 }, limit });

const atOnce = 50;

/** Every open need in which somebody is helped, newest first: however many, a batch at a time. */
export async function eachOpenNeedOf(database: Database, communityId: string, recipientId: string, work: (need: NeedDocument) => Promise<void>): Promise<void> {
  let last: NeedDocument | undefined;
  do {
    const found: NeedDocument[] = await needsOf(database, communityId, recipientId, true, last && { key: last.createdAt, id: last._id }, atOnce);
    for (const need of found) if (need.recipientId === recipientId) await work(need);
    last = found.length === atOnce ? found.at(-1) : undefined;
  } while (last);
}

/** The shifts in which some people count, as they begin. */
export const shiftsOfPeople = (database: Database, communityId: string, personIds: readonly string[], { from, to }: { from: number; to: number }, limit = 1_000): Promise<ShiftDocument[]> =>
  personIds.length
    ? shifts(database).find({ communityId, people: { $in: [...personIds] }, fromAt: { $gte: from, $lt: to } }, { order: { fromAt: 1 }, limit })
    : Promise.resolve([]);

/** Seen from a need: who lives at its station, and everybody else. */
export type Ring = "station" | "elsewhere";
const within = (ring: Ring, stationCode: string): Filter => ({ stationCode: ring === "station" ? stationCode : { $ne: stationCode } });
type WhereItIs = Pick<NeedDocument, "communityId" | "stationCode">;

/** Who takes part and would do it, for a proposal. */
export const activeMembers = (database: Database, { communityId, stationCode, skill }: WhereItIs & { skill: string }, ring: Ring, limit: number): Promise<MemberDocument[]> =>
  members(database).find({ communityId, state: "active", skills: skill, ...within(ring, stationCode) }, { order: { appliedAt: 1 }, limit });

export const activePartyMembers = (database: Database, { communityId, stationCode }: WhereItIs, ring: Ring, limit: number): Promise<MemberDocument[]> =>
  members(database).find({ communityId, state: "active", partyMember: true, ...within(ring, stationCode) }, { order: { appliedAt: 1 }, limit });

/** What the clock has to look at, of every community. */
export const needQueue = (database: Database): Queue<NeedDocument> => queueOf(needs(database));
export const shiftQueue = (database: Database): Queue<ShiftDocument> => queueOf(shifts(database));

/** The clock looked: bookkeeping, which makes nobody stale. Nothing is done where somebody wrote in between. */
export async function lookedAt(database: Database, { _id, version }: ShiftDocument, nextCheckAt: number | undefined): Promise<void> {
  await shifts(database).update({ _id, version }, nextCheckAt === undefined ? { $set: { effects: [] }, $unset: { nextCheckAt: "" } } : { $set: { effects: [], nextCheckAt } });
}

type GuardChange = (intervals: readonly Interval[]) => IntervalStep | undefined;
interface TurnChange {
  shift: ShiftDocument;
  guard?: GuardChange;
  /** Another person's guard, who goes on with the turn. */
  next?: { person: string; guard: GuardChange };
}

/** What decides whether somebody may help, in the transaction's snapshot: it may have changed since the call began. */
export interface Standing {
  need: (needId: string) => Promise<NeedDocument | undefined>;
  /** Of whose turn it is, where nobody else is named. */
  member: (personId?: string) => Promise<MemberDocument | undefined>;
}

/**
 * A shift and the guard of the person whose turn changes, in one transaction: a place and somebody's time are taken or
 * left together. Nothing is written when `change` returns undefined; whatever it throws leaves both as they are.
 */
export function changeTurn(
  database: Database, { communityId, personId, shiftId }: { communityId: string; personId: string; shiftId: string },
  change: (shift: ShiftDocument | undefined, standing: Standing) => TurnChange | undefined | Promise<TurnChange | undefined>,
): Promise<ShiftDocument | undefined> {
  return database.transaction(async (transaction) => {
    const before = await transaction.get<ShiftDocument>("timeShifts", shiftId);
    const changed = await change(before?.communityId === communityId ? before : undefined, {
      need: (needId) => transaction.get<NeedDocument>("timeNeeds", needId),
      member: (person = personId) => transaction.get<MemberDocument>("timeMembers", memberIdOf(communityId, person)),
    });
    if (!changed) return before;
    const { guard, next } = changed;
    if (guard) await stepWithin(transaction, { communityId, person: personId }, guard);
    if (next) await stepWithin(transaction, { communityId, person: next.person }, next.guard);
    const after = { ...changed.shift, version: before!.version + 1 };
    await transaction.put("timeShifts", after);
    return after;
  }, 12);
}

/**
 * A need whose people grow, decided by its shifts. Whoever takes a turn writes his guard, and so does this with the guards
 * of those who must not help here from now on; the shifts are read after the snapshot began. So of a turn and a joining at
 * once one sees the other, whichever is first. Nothing is written when `change` returns undefined.
 */
export function changePeople(
  database: Database, { communityId, needId, household }: { communityId: string; needId: string; household: readonly string[] },
  change: (need: NeedDocument | undefined, shifts: readonly ShiftDocument[]) => NeedDocument | undefined,
): Promise<NeedDocument | undefined> {
  return database.transaction(async (transaction) => {
    const found = await transaction.get<NeedDocument>("timeNeeds", needId);
    const before = found?.communityId === communityId ? found : undefined;
    const after = change(before, before ? await shiftsOf(database, before) : []);
    if (!before || !after) return before;
    for (const person of [...new Set(household)].sort()) await touchWithin(transaction, { communityId, person });
    const stored = { ...after, version: before.version + 1 };
    await transaction.put("timeNeeds", stored);
    return stored;
  }, 12);
}

/** Bookkeeping, which makes nobody stale. */
export async function markReleased(database: Database, communityId: string, needId: string, ids: readonly string[]): Promise<void> {
  await shifts(database).update({ communityId, needId, _id: { $in: [...ids] } }, { $set: { released: true } });
}

/** What it told is delivered; the clock sleeps until `nextCheckAt`. Nothing is done where somebody wrote in between. */
export async function needLookedAt(database: Database, { _id, version }: Pick<NeedDocument, "_id" | "version">, nextCheckAt: number | undefined): Promise<void> {
  await needs(database).update({ _id, version }, nextCheckAt === undefined ? { $set: { effects: [] }, $unset: { nextCheckAt: "" } } : { $set: { effects: [], nextCheckAt } });
}
