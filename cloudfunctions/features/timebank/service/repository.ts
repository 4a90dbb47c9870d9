import { Failure } from "../../../../contracts/kernel/failure";
import { sessionStates } from "../../../../contracts/timebank/session";
import { afterAscending, afterDescending, type Position } from "../../../platform/cursor";
import { type Collection, type Database, type Filter, isDuplicate, saveIfUnchanged, type Stored, type Versioned } from "../../../platform/database";
import { type Queue, queueOf } from "../../../platform/drain";
import { shortHash } from "../../../platform/hash";
import { closeStep, type Interval, openStep, releaseStep, stepWithin } from "../ledger";
import type { SessionDocument, ShiftDocument } from "../shared/documents";

/** Sessions in the database, and what has to agree with them. Every list is one query over one index. */

const names = { sessions: "timeSessions", shifts: "timeShifts", days: "timeDays", tries: "timeTries" } as const;
const sessions = (database: Database): Collection<SessionDocument> => database.collection(names.sessions);
const shifts = (database: Database): Collection<ShiftDocument> => database.collection(names.shifts);

/** A turn of a volunteer in a shift has one session, whoever opens it and however often. */
export const sessionIdOf = (shiftId: string, volunteerId: string): string => shortHash("timeSession", shiftId, volunteerId);

export const findSession = (database: Database, id: string): Promise<SessionDocument | undefined> => sessions(database).get(id);

/** False when somebody else wrote since `before` was read. */
export const saveSession = (database: Database, before: SessionDocument, after: SessionDocument): Promise<boolean> => saveIfUnchanged(sessions(database), before, after);

/** The clock is done with a shift that is over. */
export async function shiftClosed(database: Database, { _id, version }: Versioned): Promise<void> {
  await shifts(database).update({ _id, version }, { $unset: { closeAt: "" } });
}

/** Takes away what has been delivered, and says when the clock looks next. No story, so the version stays. */
export async function restSession(database: Database, { _id, version }: Versioned, nextCheckAt: number | undefined): Promise<void> {
  const rest = nextCheckAt === undefined ? { $unset: { nextCheckAt: "" } } : {};
  await sessions(database).update({ _id, version }, { $set: { effects: [], ...(nextCheckAt !== undefined && { nextCheckAt }) }, ...rest });
}

/** Phones of one shift's volunteers check in at the same minute: each waits for the others. */
const tries = 12;

async function again<R>(work: () => Promise<R>): Promise<R> {
  try {
    return await work();
  } catch (error) {
    // Two phones created the same session at once: the second now finds it.
    if (!isDuplicate(error)) throw error;
    return work();
  }
}

/** Somebody's booking of a shift: his intervals are disjoint, so only one holds the shift's beginning. */
const bookingAt = (intervals: readonly Interval[], at: number): Interval | undefined =>
  intervals.find(({ state, from, to }) => state === "booked" && from <= at && at < to);

export interface Beginning {
  sessionId: string;
  shiftId: string;
  communityId: string;
  volunteerId: string;
  at: number;
}

/**
 * Checks in: the volunteer's guard, the turn and the session in one transaction, so that no time counts twice and nobody
 * is in two places. 8 database calls, 4 for a repeat.
 * @param begin what the shift as it stands makes of it; @returns the shift and the session after, and its latest end
 * @throws Failure alreadyCheckedIn, tooEarly, and what `begin` throws
 */
export const openSession = (
  database: Database, { sessionId, shiftId, communityId, volunteerId, at }: Beginning,
  begin: (shift: ShiftDocument | undefined) => { shift: ShiftDocument; session: SessionDocument; latestAt: number },
): Promise<{ session: SessionDocument; isNew: boolean }> =>
  again(() =>
    database.transaction(async (transaction) => {
      const known = await transaction.get<SessionDocument>(names.sessions, sessionId);
      if (known) return { session: known, isNew: false };
      const { shift, session, latestAt } = begin(await transaction.get<ShiftDocument>(names.shifts, shiftId));
      await stepWithin(transaction, { communityId, person: volunteerId }, (intervals) => {
        const booking = bookingAt(intervals, shift.fromAt);
        const step = openStep(intervals, { id: sessionId, at, mostMs: latestAt - at, ...(booking && { booking: booking.id }) });
        // A refusal is not kept: the same turn may be checked in to once the session before is closed.
        if (step?.interval.state !== "open") throw new Failure(step?.interval.refusal === "alreadyOpen" ? "alreadyCheckedIn" : "tooEarly");
        return step;
      });
      await transaction.put(names.shifts, { ...shift, version: shift.version + 1 });
      await transaction.insert(names.sessions, session);
      return { session, isNew: true };
    }, tries),
  );

/**
 * Checks out, with the guard and the turn: 8 database calls.
 * @param end the session after; undefined: somebody was faster, and it stays as it is. `latestAt` is when the next turn
 *   was checked in to, where that has ended this one already: no minute is in both
 */
export const closeSession = (
  database: Database, sessionId: string, end: (session: SessionDocument | undefined, latestAt?: number) => SessionDocument | undefined,
): Promise<SessionDocument | undefined> =>
  database.transaction(async (transaction) => {
    const before = await transaction.get<SessionDocument>(names.sessions, sessionId);
    if (before?.state !== "inProgress") {
      // Nothing to end: `end` says why, or that it was this very operation that did.
      end(before);
      return before;
    }
    const { communityId, volunteerId, shiftId } = before;
    let ended: SessionDocument | undefined;
    await stepWithin(transaction, { communityId, person: volunteerId }, (intervals) => {
      const own = intervals.find(({ id, state }) => id === sessionId && state === "done");
      ended = end(before, own?.to);
      return ended && closeStep(intervals, { id: sessionId, at: ended.outAt! });
    });
    if (!ended) return before;
    const after = { ...ended, version: before.version + 1 };
    const shift = shiftId === undefined ? undefined : await transaction.get<ShiftDocument>(names.shifts, shiftId);
    if (shift) {
      const turns = shift.turns.map((turn) => (turn.sessionId === sessionId ? { ...turn, state: "served" as const } : turn));
      // Gone before the planned end: the clock works out anew who comes next, which the need would else learn at that end.
      const early = ended.outAt! < shift.toAt && { nextCheckAt: ended.outAt! };
      await transaction.put(names.shifts, { ...shift, turns, ...early, version: shift.version + 1 });
    }
    await transaction.put(names.sessions, after);
    return after;
  }, tries);

/** Lets go of a booking that nobody came for. Done twice, it is done. */
export const releaseBooking = (database: Database, communityId: string, person: string, at: number): Promise<unknown> =>
  database.transaction(
    (transaction) =>
      stepWithin(transaction, { communityId, person }, (intervals) => {
        const booking = bookingAt(intervals, at);
        return booking && releaseStep(intervals, booking.id);
      }),
    tries,
  );

interface TriesDocument extends Stored {
  count: number;
}

/**
 * Takes one of the tries that a turn has for typed codes, before the code is looked at: a hundred guesses at once are a
 * hundred tries. 1 database call for the first, 2 for each other.
 * @returns false: there is none left
 */
export async function takeTry(database: Database, sessionId: string, most: number): Promise<boolean> {
  const tries = database.collection<TriesDocument>(names.tries);
  try {
    await tries.insert({ _id: sessionId, count: 1 });
    return true;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return (await tries.update({ _id: sessionId, count: { $lt: most } }, { $inc: { count: 1 } })) > 0;
  }
}

interface DayDocument extends Versioned {
  schemaVersion: 1;
  communityId: string;
  /** Session → minutes credited for it. */
  credited: Record<string, number>;
}

/**
 * Keeps what is credited to one person for one local day within its bound. One document a person and day, so that two
 * sessions confirmed at once can't both take the rest of the day.
 * @returns how many of `minutes` this session gets; asked again, it gets what is left beside the others
 */
export const creditWithinDay = (
  database: Database, { _id, communityId, volunteerId }: Pick<SessionDocument, "_id" | "communityId" | "volunteerId">, day: string, minutes: number, most: number,
): Promise<number> =>
  again(() =>
    database.transaction(async (transaction) => {
      const id = shortHash("timeDay", communityId, volunteerId, day);
      const before = (await transaction.get<DayDocument>(names.days, id)) ?? { _id: id, schemaVersion: 1, communityId, credited: {}, version: 0 };
      const others = Object.entries(before.credited).reduce((sum, [session, credited]) => (session === _id ? sum : sum + credited), 0);
      const given = Math.max(0, Math.min(minutes, most - others));
      if (before.credited[_id] === given) return given;
      await transaction.put<DayDocument>(names.days, { ...before, credited: { ...before.credited, [_id]: given }, version: before.version + 1 });
      return given;
    }, tries),
  );

/** A volunteer's own sessions, newest first; those still going on left out. */
const ended: Filter = { state: { $in: sessionStates.filter((state) => state !== "inProgress") } };
export const sessionsOf = (database: Database, communityId: string, volunteerId: string, position: Position | undefined, limit: number): Promise<SessionDocument[]> =>
  sessions(database).find(
    { communityId, volunteerId, ...ended, ...(position && afterDescending("bookedFrom", position)) },
    { order: { bookedFrom: -1, _id: -1 }, limit },
  );

export const countSessionsOf = (database: Database, communityId: string, volunteerId: string): Promise<number> => sessions(database).count({ communityId, volunteerId, ...ended });

/** The first that somebody served, however long ago. */
export const firstSessionOf = async (database: Database, communityId: string, volunteerId: string): Promise<SessionDocument | undefined> =>
  (await sessions(database).find({ communityId, volunteerId, ...ended }, { order: { bookedFrom: 1, _id: 1 }, limit: 1 }))[0];

/** Settled sessions that began in a span, oldest first, however many they are: for a certificate. */
export async function settledBetween(database: Database, communityId: string, volunteerId: string, from: number, to: number): Promise<SessionDocument[]> {
  const batch = 500;
  const found: SessionDocument[] = [];
  for (;;) {
    const last = found.at(-1);
    const after = last ? afterAscending("bookedFrom", { key: last.bookedFrom, id: last._id }) : { bookedFrom: { $gte: from } };
    const where = { communityId, volunteerId, ...after, bookedFrom: { ...(after["bookedFrom"] as Filter), $lt: to } };
    const next = await sessions(database).find(where, { order: { bookedFrom: 1, _id: 1 }, limit: batch });
    found.push(...next);
    if (next.length < batch) return found.filter(({ state }) => state === "settled");
  }
}

/** What somebody still has to do something about, the oldest first: by the tokens of service/derived.ts. */
export const waitingFor = (database: Database, communityId: string, tokens: readonly string[], position: Position | undefined, limit: number): Promise<SessionDocument[]> =>
  sessions(database).find(
    { communityId, attention: { $in: tokens }, ...(position && afterAscending("bookedFrom", position)) },
    { order: { bookedFrom: 1, _id: 1 }, limit },
  );

/** What the clock has to look at, of every community. */
export const sessionQueue = (database: Database): Queue<SessionDocument> => queueOf(sessions(database));
export const overShiftQueue = (database: Database): Queue<ShiftDocument> => queueOf(shifts(database), "closeAt");
