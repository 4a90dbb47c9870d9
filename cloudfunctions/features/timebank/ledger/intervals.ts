/**
 * When a person is busy for the time bank. Pure. Invariant: the booked, open and done intervals of one person are
 * disjoint and at most one is open, so that the same time never counts twice. Everything is epoch ms, `to` excluded.
 */

/** Why an interval was not taken. */
export type IntervalRefusal = "overlaps" | "alreadyOpen" | "notOpen" | "notBooked" | "wrongTimes";

export interface Interval {
  /** The id of the operation that brought it: a repeat finds it. */
  id: string;
  from: number;
  /** Of an open interval the latest end there can be: somebody who forgets to check out is not busy for ever. */
  to: number;
  /** Released and refused intervals stay as the answer to a repeat, and count for nothing. */
  state: "booked" | "open" | "done" | "released" | "refused";
  refusal?: IntervalRefusal;
}

export interface IntervalStep {
  intervals: Interval[];
  /** What the operation came to, now or the first time. */
  interval: Interval;
}

/** Somebody was, is or will be busy then. */
export const isBusy = ({ state }: Interval): boolean => state === "booked" || state === "open" || state === "done";
const meets = (a: { from: number; to: number }, b: { from: number; to: number }): boolean => a.from < b.to && b.from < a.to;

const adding = (intervals: readonly Interval[], interval: Interval): IntervalStep => ({ intervals: [...intervals, interval], interval });
const changing = (intervals: readonly Interval[], interval: Interval): IntervalStep => ({
  intervals: intervals.map((other) => (other.id === interval.id ? interval : other)),
  interval,
});
const refusing = (intervals: readonly Interval[], wish: Omit<Interval, "state">, refusal: IntervalRefusal): IntervalStep =>
  adding(intervals, { ...wish, state: "refused", refusal });

/** Those of a person's intervals that a wish would double. */
export const overlapping = (intervals: readonly Interval[], wish: { from: number; to: number }): Interval[] =>
  intervals.filter((interval) => isBusy(interval) && meets(interval, wish));

/** Takes an interval that is known from its beginning to its end: `booked`, a promised shift; `done`, a session from paper. */
export function book(intervals: readonly Interval[], wish: { id: string; from: number; to: number }, state: "booked" | "done"): IntervalStep | undefined {
  if (intervals.some(({ id }) => id === wish.id)) return undefined;
  if (wish.to <= wish.from) return refusing(intervals, wish, "wrongTimes");
  if (overlapping(intervals, wish).length) return refusing(intervals, wish, "overlaps");
  return adding(intervals, { ...wish, state });
}

export interface Opening {
  id: string;
  at: number;
  /** The longest it may last, ms. */
  mostMs: number;
  /** The booked interval that begins with it. */
  booking?: string;
}

/** Checks in. It ends at the latest where the next booking begins. */
export function open(intervals: readonly Interval[], { id, at, mostMs, booking }: Opening): IntervalStep | undefined {
  if (intervals.some((interval) => interval.id === id)) return undefined;
  const wish = { id, from: at, to: at + mostMs };
  // A check-out that was forgotten: the session ended at its latest end, and whoever leads it says when.
  const past = intervals.map((interval): Interval => (interval.state === "open" && interval.to <= at ? { ...interval, state: "done" } : interval));
  if (past.some(({ state }) => state === "open")) return refusing(past, wish, "alreadyOpen");
  const promised = past.find((interval) => interval.id === booking && interval.state === "booked");
  if (booking !== undefined && !promised) return refusing(past, wish, "notBooked");
  const others = past.filter((interval) => interval !== promised);
  if (overlapping(others, { from: at, to: at + 1 }).length) return refusing(past, wish, "overlaps");
  const next = Math.min(wish.to, ...others.filter((interval) => isBusy(interval) && interval.from > at).map(({ from }) => from));
  return adding(promised ? changing(past, { ...promised, state: "released" }).intervals : past, { ...wish, to: next, state: "open" });
}

/** Checks out: at `at`, or at the latest end if that has passed. Repeated, the first end stands. */
export function close(intervals: readonly Interval[], { id, at }: { id: string; at: number }): IntervalStep | undefined {
  const interval = intervals.find((other) => other.id === id);
  if (interval?.state !== "open") return undefined;
  const to = Math.min(at, interval.to);
  // Opened and closed in one moment: there is nothing to count, and an empty interval would overlap nothing either.
  return changing(intervals, to > interval.from ? { ...interval, to, state: "done" } : { ...interval, state: "released" });
}

/** Gives back a promised shift. */
export function release(intervals: readonly Interval[], id: string): IntervalStep | undefined {
  const interval = intervals.find((other) => other.id === id);
  return interval?.state === "booked" ? changing(intervals, { ...interval, state: "released" }) : undefined;
}
