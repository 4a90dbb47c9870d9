import type { Database, Versioned } from "../../../platform/database";
import { shortHash } from "../../../platform/hash";
import * as rules from "./intervals";
import type { Interval, IntervalStep, Opening } from "./intervals";

/**
 * `timeGuards/{hash of community and person}`: one document a person, read and written by every check-in. A query for
 * open sessions would not do: two phones at once would both find none.
 */
export interface GuardDocument extends Versioned {
  schemaVersion: 1;
  communityId: string;
  person: string;
  intervals: Interval[];
}

export interface GuardOf {
  database: Database;
  communityId: string;
  person: string;
}

/** Check-ins of one person meet rarely; of two phones both get an answer. */
const tries = 12;

const idOf = ({ communityId, person }: GuardOf): string => shortHash("timeGuard", communityId, person);

/** One transaction over one document: 3 database calls when nothing changes, 4 otherwise. */
function step(guard: GuardOf, id: string, change: (intervals: readonly Interval[]) => IntervalStep | undefined): Promise<Interval | undefined> {
  return guard.database.transaction(async (transaction) => {
    const { communityId, person } = guard;
    const _id = idOf(guard);
    const blank: GuardDocument = { _id, schemaVersion: 1, communityId, person, intervals: [], version: 0 };
    const before = (await transaction.get<GuardDocument>("timeGuards", _id)) ?? blank;
    const done = change(before.intervals);
    if (!done) return before.intervals.find((interval) => interval.id === id);
    await transaction.put<GuardDocument>("timeGuards", { ...before, intervals: done.intervals, version: before.version + 1 });
    return done.interval;
  }, tries);
}

const taken = async (interval: Promise<Interval | undefined>): Promise<Interval> => (await interval)!;

/**
 * Books a shift. The same id twice is one booking; a refusal stays one: look at `state` and `refusal`.
 * @throws the conflict when too many met
 */
export const bookInterval = (guard: GuardOf, wish: { id: string; from: number; to: number }): Promise<Interval> =>
  taken(step(guard, wish.id, (intervals) => rules.book(intervals, wish, "booked")));

/** Takes a session that is over: from paper. */
export const recordInterval = (guard: GuardOf, wish: { id: string; from: number; to: number }): Promise<Interval> =>
  taken(step(guard, wish.id, (intervals) => rules.book(intervals, wish, "done")));

export const openInterval = (guard: GuardOf, opening: Opening): Promise<Interval> =>
  taken(step(guard, opening.id, (intervals) => rules.open(intervals, opening)));

/** @returns the interval as it stands: `done` with its end; undefined if there never was one */
export const closeInterval = (guard: GuardOf, closing: { id: string; at: number }): Promise<Interval | undefined> =>
  step(guard, closing.id, (intervals) => rules.close(intervals, closing));

/** @returns the interval as it stands; undefined if there never was one */
export const releaseInterval = (guard: GuardOf, id: string): Promise<Interval | undefined> =>
  step(guard, id, (intervals) => rules.release(intervals, id));

/** Which of a person's intervals an earlier session would double, for a dry run. */
export async function intervalsMeeting(guard: GuardOf, wish: { from: number; to: number }): Promise<Interval[]> {
  const found = await guard.database.collection<GuardDocument>("timeGuards").get(idOf(guard));
  return rules.overlapping(found?.intervals ?? [], wish);
}

/** Everybody's, a batch at a time: for a check of a whole bank. */
export async function allGuards(database: Database, communityId: string): Promise<GuardDocument[]> {
  const found: GuardDocument[] = [];
  for (;;) {
    const last = found.at(-1);
    const where = { communityId, ...(last && { _id: { $gt: last._id } }) };
    const next = await database.collection<GuardDocument>("timeGuards").find(where, { order: { _id: 1 }, limit: 200 });
    found.push(...next);
    if (next.length < 200) return found;
  }
}
