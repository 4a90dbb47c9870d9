/** A person's guard by itself: a promise, a check-in and a check-out as their calls take it, each a transaction of its own. */
import { bookStep, closeStep, type Interval, type IntervalStep, openStep, stepWithin } from "../../cloudfunctions/features/timebank/ledger";
import type { GuardOf } from "../../cloudfunctions/features/timebank/ledger/guards.repository";

/** As many tries as a check-in has. */
const tries = 12;

/** @returns the interval of that id as it stands then; undefined if there never was one */
async function stepped({ database, ...guard }: GuardOf, id: string, change: (intervals: readonly Interval[]) => IntervalStep | undefined): Promise<Interval | undefined> {
  let found: Interval | undefined;
  const stepping = (intervals: readonly Interval[]) => {
    const step = change(intervals);
    found = step?.interval ?? intervals.find((interval) => interval.id === id);
    return step;
  };
  await database.transaction((transaction) => stepWithin(transaction, guard, stepping), tries);
  return found;
}

export const bookInterval = async (guard: GuardOf, wish: { id: string; from: number; to: number }): Promise<Interval> =>
  (await stepped(guard, wish.id, (intervals) => bookStep(intervals, wish, "booked")))!;

export const openInterval = async (guard: GuardOf, opening: Parameters<typeof openStep>[1]): Promise<Interval> =>
  (await stepped(guard, opening.id, (intervals) => openStep(intervals, opening)))!;

export const closeInterval = (guard: GuardOf, closing: { id: string; at: number }): Promise<Interval | undefined> =>
  stepped(guard, closing.id, (intervals) => closeStep(intervals, closing));
