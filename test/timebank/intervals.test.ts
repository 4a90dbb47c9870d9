import fc from "fast-check";
import { releaseInterval } from "../../cloudfunctions/features/timebank/ledger";
import { book, close, type Interval, open, release } from "../../cloudfunctions/features/timebank/ledger/intervals";
import { hourMs } from "../../contracts/kernel/milliseconds";
import { type Bank, noon, startBank } from "./bank";
import { bookInterval, closeInterval, openInterval } from "./guard";

const busy = (intervals: readonly Interval[]): Interval[] =>
  intervals.filter(({ state }) => state === "booked" || state === "open" || state === "done").sort((a, b) => a.from - b.from);

const step = fc.record({
  what: fc.constantFrom("book", "record", "open", "openBooked", "close", "release"),
  id: fc.nat(8).map(String),
  other: fc.nat(8).map(String),
  from: fc.integer({ min: -2, max: 30 }),
  length: fc.integer({ min: -1, max: 8 }),
});

test("whatever is booked, opened, closed, repeated and forgotten, in any order: a person's intervals are disjoint", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      let intervals: readonly Interval[] = [];
      for (const { what, id, other, from, length } of steps) {
        const wish = { id, from: from * hourMs, to: (from + length) * hourMs };
        const opening = { id, at: wish.from, mostMs: 4 * hourMs };
        const done = {
          book: () => book(intervals, wish, "booked"),
          record: () => book(intervals, wish, "done"),
          open: () => open(intervals, opening),
          openBooked: () => open(intervals, { ...opening, booking: other }),
          close: () => close(intervals, { id, at: wish.from }),
          release: () => release(intervals, id),
        }[what]();
        intervals = done?.intervals ?? intervals;
        const held = busy(intervals);
        held.forEach((interval, index) => {
          expect(interval.to).toBeGreaterThan(interval.from);
          expect(held[index + 1]?.from ?? Infinity).toBeGreaterThanOrEqual(interval.to);
        });
        expect(held.filter(({ state }) => state === "open").length).toBeLessThanOrEqual(1);
        expect(new Set(intervals.map((interval) => interval.id)).size).toBe(intervals.length);
      }
    }),
    { numRuns: 500 },
  );
});

describe("a day of one person", () => {
  const open9 = { id: "in-9", at: 9 * hourMs, mostMs: 12 * hourMs };
  it.each<[string, (intervals: Interval[]) => ReturnType<typeof open>, Interval[], Partial<Interval>]>([
    ["a second check-in while the first is open", (all) => open(all, { ...open9, id: "in-10", at: 10 * hourMs }), open([], open9)!.intervals, { state: "refused", refusal: "alreadyOpen" }],
    ["a check-out", (all) => close(all, { id: "in-9", at: 11 * hourMs }), open([], open9)!.intervals, { state: "done", from: 9 * hourMs, to: 11 * hourMs }],
    ["a check-out that was forgotten ends at the latest end", (all) => close(all, { id: "in-9", at: 40 * hourMs }), open([], open9)!.intervals, { state: "done", to: 21 * hourMs }],
    ["a shift over midnight is one interval", (all) => close(all, { id: "in-9", at: 20 * hourMs }), open([], { ...open9, at: 15 * hourMs })!.intervals, { state: "done", from: 15 * hourMs, to: 20 * hourMs }],
    ["out in the same moment as in counts nothing", (all) => close(all, { id: "in-9", at: 9 * hourMs }), open([], open9)!.intervals, { state: "released" }],
    ["the next day after a forgotten check-out", (all) => open(all, { ...open9, id: "in-33", at: 33 * hourMs }), open([], open9)!.intervals, { state: "open", from: 33 * hourMs }],
    ["a session longer than planned ends where the next shift begins", (all) => open(all, open9), book([], { id: "b", from: 12 * hourMs, to: 14 * hourMs }, "booked")!.intervals, { state: "open", to: 12 * hourMs }],
    ["a check-in to one's own shift", (all) => open(all, { ...open9, booking: "b" }), book([], { id: "b", from: 9 * hourMs, to: 11 * hourMs }, "booked")!.intervals, { state: "open", from: 9 * hourMs }],
    ["a check-in during another shift", (all) => open(all, open9), book([], { id: "b", from: 8 * hourMs, to: 11 * hourMs }, "booked")!.intervals, { state: "refused", refusal: "overlaps" }],
    ["a check-in to a shift that was given back", (all) => open(all, { ...open9, booking: "b" }), [], { state: "refused", refusal: "notBooked" }],
    ["a shift that ends before it begins", (all) => book(all, { id: "b", from: 9 * hourMs, to: 8 * hourMs }, "booked"), [], { state: "refused", refusal: "wrongTimes" }],
  ])("%s", (_what, act, intervals, expected) => {
    expect(act(intervals)?.interval).toMatchObject(expected);
  });
});

describe("in the database", () => {
  let bank: Bank;
  beforeAll(async () => {
    bank = await startBank();
  });
  afterAll(() => bank.close());

  it("lets one of two phones at once in, and a repeat finds its session", async () => {
    const { database, communityId } = bank.ledger();
    const guard = { database, communityId, person: "p-1" };
    const at = (id: string) => ({ id, at: noon, mostMs: 4 * hourMs });
    const both = await Promise.all([openInterval(guard, at("phone-a")), openInterval(guard, at("phone-b"))]);
    expect(both.map(({ state }) => state).sort()).toEqual(["open", "refused"]);
    const won = both.find(({ state }) => state === "open")!;
    expect(await openInterval(guard, { ...at(won.id), at: noon + hourMs })).toEqual(won);
    const closed = await closeInterval(guard, { id: won.id, at: noon + hourMs });
    expect(closed).toMatchObject({ state: "done", to: noon + hourMs });
    expect(await closeInterval(guard, { id: won.id, at: noon + 2 * hourMs })).toEqual(closed);
    expect(await openInterval(guard, at(won.id))).toEqual(closed);
    expect(await closeInterval(guard, { id: "none", at: noon })).toBeUndefined();
  });

  it("books a time once, and again when it was given back", async () => {
    const { database, communityId } = bank.ledger();
    const guard = { database, communityId, person: "p-1" };
    const shift = { from: noon, to: noon + hourMs };
    const tried = await Promise.all(["a", "b", "c"].map((id) => bookInterval(guard, { id, ...shift })));
    expect(tried.map(({ state }) => state).sort()).toEqual(["booked", "refused", "refused"]);
    await releaseInterval(guard, tried.find(({ state }) => state === "booked")!.id);
    expect(await bookInterval(guard, { id: "d", ...shift })).toMatchObject({ state: "booked" });
  });
});
