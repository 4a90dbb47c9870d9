import fc from "fast-check";
import { releaseInterval } from "../../cloudfunctions/features/timebank/ledger";
import { book, close, type Interval, open, release } from "../../cloudfunctions/features/timebank/ledger/intervals";
import { type Bank, noon, startBank } from "./bank";
import { bookInterval, closeInterval, openInterval } from "./guard";

const hour = 3_600_000;
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
        const wish = { id, from: from * hour, to: (from + length) * hour };
        const opening = { id, at: wish.from, mostMs: 4 * hour };
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
  const open9 = { id: "in-9", at: 9 * hour, mostMs: 12 * hour };
  it.each<[string, (intervals: Interval[]) => ReturnType<typeof open>, Interval[], Partial<Interval>]>([
    ["a second check-in while the first is open", (all) => open(all, { ...open9, id: "in-10", at: 10 * hour }), open([], open9)!.intervals, { state: "refused", refusal: "alreadyOpen" }],
    ["a check-out", (all) => close(all, { id: "in-9", at: 11 * hour }), open([], open9)!.intervals, { state: "done", from: 9 * hour, to: 11 * hour }],
    ["a check-out that was forgotten ends at the latest end", (all) => close(all, { id: "in-9", at: 40 * hour }), open([], open9)!.intervals, { state: "done", to: 21 * hour }],
    ["a shift over midnight is one interval", (all) => close(all, { id: "in-9", at: 20 * hour }), open([], { ...open9, at: 15 * hour })!.intervals, { state: "done", from: 15 * hour, to: 20 * hour }],
    ["out in the same moment as in counts nothing", (all) => close(all, { id: "in-9", at: 9 * hour }), open([], open9)!.intervals, { state: "released" }],
    ["the next day after a forgotten check-out", (all) => open(all, { ...open9, id: "in-33", at: 33 * hour }), open([], open9)!.intervals, { state: "open", from: 33 * hour }],
    ["a session longer than planned ends where the next shift begins", (all) => open(all, open9), book([], { id: "b", from: 12 * hour, to: 14 * hour }, "booked")!.intervals, { state: "open", to: 12 * hour }],
    ["a check-in to one's own shift", (all) => open(all, { ...open9, booking: "b" }), book([], { id: "b", from: 9 * hour, to: 11 * hour }, "booked")!.intervals, { state: "open", from: 9 * hour }],
    ["a check-in during another shift", (all) => open(all, open9), book([], { id: "b", from: 8 * hour, to: 11 * hour }, "booked")!.intervals, { state: "refused", refusal: "overlaps" }],
    ["a check-in to a shift that was given back", (all) => open(all, { ...open9, booking: "b" }), [], { state: "refused", refusal: "notBooked" }],
    ["a shift that ends before it begins", (all) => book(all, { id: "b", from: 9 * hour, to: 8 * hour }, "booked"), [], { state: "refused", refusal: "wrongTimes" }],
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
    const at = (id: string) => ({ id, at: noon, mostMs: 4 * hour });
    const both = await Promise.all([openInterval(guard, at("phone-a")), openInterval(guard, at("phone-b"))]);
    expect(both.map(({ state }) => state).sort()).toEqual(["open", "refused"]);
    const won = both.find(({ state }) => state === "open")!;
    expect(await openInterval(guard, { ...at(won.id), at: noon + hour })).toEqual(won);
    const closed = await closeInterval(guard, { id: won.id, at: noon + hour });
    expect(closed).toMatchObject({ state: "done", to: noon + hour });
    expect(await closeInterval(guard, { id: won.id, at: noon + 2 * hour })).toEqual(closed);
    expect(await openInterval(guard, at(won.id))).toEqual(closed);
    expect(await closeInterval(guard, { id: "none", at: noon })).toBeUndefined();
  });

  it("books a time once, and again when it was given back", async () => {
    const { database, communityId } = bank.ledger();
    const guard = { database, communityId, person: "p-1" };
    const shift = { from: noon, to: noon + hour };
    const tried = await Promise.all(["a", "b", "c"].map((id) => bookInterval(guard, { id, ...shift })));
    expect(tried.map(({ state }) => state).sort()).toEqual(["booked", "refused", "refused"]);
    await releaseInterval(guard, tried.find(({ state }) => state === "booked")!.id);
    expect(await bookInterval(guard, { id: "d", ...shift })).toMatchObject({ state: "booked" });
  });
});
