import { addDays, instantOf } from "../../../contracts/kernel/day";
import { verifyCommunity } from "../../../cloudfunctions/features/timebank/ledger";
import { putAway } from "../../../cloudfunctions/features/timebank/ledger/past";
import type { Interval } from "../../../cloudfunctions/features/timebank/ledger/intervals";
import { now as today } from "../../../cloudfunctions/platform/clock";
import { dayOf } from "../../../contracts/kernel/day";
import { dayMs, hourMs } from "../../../contracts/kernel/milliseconds";
import { bookInterval, closeInterval, openInterval } from "../guard";
import { type Book, communityId, startBook } from "./book";


describe("what is long past leaves a person's present", () => {
  const at = instantOf("2026-11-23", 600);
  const interval = (index: number, state: Interval["state"], to: number): Interval => ({ id: `i${index}`, from: to - hourMs, to, state });
  const many = (state: Interval["state"], to: number, count = 101): Interval[] => Array.from({ length: count }, (_, index) => interval(index, state, to - index * dayMs));

  test.each<[string, Interval[], number, number]>([
    ["a hundred stay, however old", many("done", at - 400 * dayMs, 100), 100, 0],
    ["one more, and those that ended long ago go", many("done", at - 400 * dayMs), 0, 101],
    ["what ended within forty days stays", many("done", at), 41, 60],
    ["what was given back long ago is forgotten", many("released", at - 400 * dayMs), 0, 0],
    ["of those given back since, the latest fifty stay", many("released", at + 400 * dayMs, 130), 50, 0],
    ["a refusal, too", many("refused", at - 400 * dayMs), 0, 0],
    ["what somebody still has to come to is never put away", many("booked", at - 400 * dayMs), 101, 0],
    ["nor what is open", [...many("done", at - 400 * dayMs, 100), interval(200, "open", at - 300 * dayMs)], 1, 100],
  ])("%s", (_, intervals, present, past) => {
    const result = putAway(intervals, at);
    expect([result.present.length, result.past.length]).toEqual([present, past]);
  });
});

describe("in the database", () => {
  let book: Book;
  beforeAll(async () => {
    book = await startBook();
  });
  afterAll(() => book.close());

  test("a hundred and thirty weeks of coming and going: a short present, every hour still guarded, books that fold", async () => {
    const holder = await book.holder("王奶奶");
    const guard = { database: book.database, communityId, person: holder.personId };
    const last = dayOf(today() - 60 * dayMs);
    const weeks = Array.from({ length: 130 }, (_, index) => instantOf(addDays(last, -7 * (130 - index)), 19 * 60));
    for (const [index, from] of weeks.entries()) {
      expect(await openInterval(guard, { id: `week-${index}`, at: from, mostMs: 2 * hourMs })).toMatchObject({ state: "open" });
      expect(await closeInterval(guard, { id: `week-${index}`, at: from + hourMs })).toMatchObject({ state: "done", to: from + hourMs });
    }
    const { guards } = await book.of(holder);
    const present = guards.find(({ year }) => year === undefined)!;
    expect(present.intervals.length).toBeLessThanOrEqual(100);
    expect(guards.flatMap(({ intervals }) => intervals)).toHaveLength(130);
    expect(await bookInterval(guard, { id: "next", from: today() + dayMs, to: today() + dayMs + hourMs })).toMatchObject({ state: "booked" });
    const listed = (await book.send([holder.line(`${dayOf(weeks[3]!)},19:30,20:30,`), holder.line(`${dayOf(weeks[3]!)},20:00,20:30,`)])).listed;
    expect(listed).toEqual([{ line: 2, message: expect.stringContaining("时间重了") }]);
    expect(await verifyCommunity(book.database, communityId)).toMatchObject({ ok: true });
  }, 120_000);
});
