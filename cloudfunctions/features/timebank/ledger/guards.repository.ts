import { now } from "../../../platform/clock";
import type { Database, Transaction, Versioned } from "../../../platform/database";
import { shortHash } from "../../../platform/hash";
import { type Interval, type IntervalStep, release } from "./intervals";
import { type Known, putAway, type Untimed, yearsOf } from "./past";

/**
 * `timeGuards/{hash of community and person}`: one document a person, read and written by every check-in. A query for
 * open sessions would not do: two phones at once would both find none. Sessions from paper, and those that are long past,
 * stand in documents of their own, one a year, `timeGuards/{hash of community, person and year}`: a thousand of them would
 * make every check-in slow.
 */
export interface GuardDocument extends Versioned {
  schemaVersion: 1;
  communityId: string;
  person: string;
  intervals: Interval[];
  /** Present in the document of a past year. */
  year?: string;
  /** Its paper sessions without clock times. */
  untimed?: Untimed[];
}

export interface GuardOf {
  database: Database;
  communityId: string;
  person: string;
}

/** Check-ins of one person meet rarely; of two phones both get an answer. */
const tries = 12;

export const guardIdOf = ({ communityId, person }: Omit<GuardOf, "database">, ...year: string[]): string => shortHash("timeGuard", communityId, person, ...year);

/** Of a person, or of one of his past years, where nothing is known of it yet. */
export const blankGuard = (guard: Omit<GuardOf, "database">, ...year: string[]): GuardDocument => ({
  _id: guardIdOf(guard, ...year), schemaVersion: 1, communityId: guard.communityId, person: guard.person, intervals: [], version: 0, ...(year[0] !== undefined && { year: year[0], untimed: [] }),
});

async function guardWithin(transaction: Transaction, guard: Omit<GuardOf, "database">, ...year: string[]): Promise<GuardDocument> {
  const blank = blankGuard(guard, ...year);
  return (await transaction.get<GuardDocument>("timeGuards", blank._id)) ?? blank;
}

/**
 * A step of somebody's guard within a larger transaction, so that his time and what it is spent on agree: 2 database
 * calls, 1 when nothing changes.
 */
export async function stepWithin(
  transaction: Transaction, guard: Omit<GuardOf, "database">, change: (intervals: readonly Interval[]) => IntervalStep | undefined,
): Promise<void> {
  const before = await guardWithin(transaction, guard);
  const done = change(before.intervals);
  if (!done) return;
  const { present, past } = putAway(done.intervals, now());
  for (const year of new Set(past.flatMap(yearsOfInterval))) await addToYear(transaction, guard, year, past);
  await transaction.put<GuardDocument>("timeGuards", { ...before, intervals: [...present], version: before.version + 1 });
}

/**
 * Writes somebody's guard as it stands: whatever decides by his turns without changing his time meets here whatever takes
 * or books it, since of two transactions over one document the later one starts anew. 2 database calls.
 */
export async function touchWithin(transaction: Transaction, guard: Omit<GuardOf, "database">): Promise<void> {
  const before = await guardWithin(transaction, guard);
  await transaction.put<GuardDocument>("timeGuards", { ...before, version: before.version + 1 });
}

/** The same by itself: whoever took something by what stood before is seen from now on, and nobody takes by it any more. */
export const touchGuard = ({ database, ...guard }: GuardOf): Promise<void> => database.transaction((transaction) => touchWithin(transaction, guard), tries);

const yearsOfInterval = ({ from, to }: Interval): string[] => yearsOf({ kind: "timed", from, to });

/** Moves what is long past, a step in a hundred: the year's document is read and written by the step that crosses the bound. */
async function addToYear(transaction: Transaction, guard: Omit<GuardOf, "database">, year: string, past: readonly Interval[]): Promise<void> {
  const before = await guardWithin(transaction, guard, year);
  const added = past.filter((interval) => yearsOfInterval(interval).includes(year) && !before.intervals.some(({ id }) => id === interval.id));
  await transaction.put<GuardDocument>("timeGuards", { ...before, intervals: [...before.intervals, ...added], version: before.version + 1 });
}

/** Gives a promised shift back, by itself: 3 database calls when nothing changes, 4 otherwise. Done twice, it is done. */
export const releaseInterval = (guard: GuardOf, id: string): Promise<unknown> =>
  guard.database.transaction((transaction) => stepWithin(transaction, guard, (intervals) => release(intervals, id)), tries);

/** What a person did and promised, and his paper sessions of some years, for a dry run. One query. */
export async function knownOf(guard: GuardOf, years: readonly string[]): Promise<Known> {
  const ids = [guardIdOf(guard), ...years.map((year) => guardIdOf(guard, year))];
  const found = await guard.database.collection<GuardDocument>("timeGuards").find({ _id: { $in: ids } }, { limit: ids.length });
  return { intervals: found.flatMap(({ intervals }) => intervals), untimed: found.flatMap(({ untimed = [] }) => untimed) };
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
