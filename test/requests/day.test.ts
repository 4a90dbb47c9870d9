import dayjs from "dayjs";
import utc from "dayjs/plugin/utc";
import fc from "fast-check";
import { addDays, clockText, dayOf, daysBetween, instantOf, minuteOfDay, weekdayOf } from "../../contracts/kernel/day";

dayjs.extend(utc);

const instant = fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2199, 11, 31) });

describe("days as sums agree with an independent library", () => {
  test("on the local day, its clock and its weekday", () => {
    fc.assert(
      fc.property(instant, (at) => {
        const local = dayjs.utc(at).utcOffset(8);
        expect([dayOf(at), clockText(at), minuteOfDay(at), weekdayOf(dayOf(at))]).toEqual([
          local.format("YYYY-MM-DD"), local.format("HH:mm"), local.hour() * 60 + local.minute(), local.day() || 7,
        ]);
      }),
    );
  });

  test("on days before and after, and the way back to an instant", () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: -800, max: 800 }), fc.integer({ min: 0, max: 1439 }), (at, count, minute) => {
        const day = dayOf(at);
        const other = addDays(day, count);
        expect(other).toBe(dayjs.utc(day).add(count, "day").format("YYYY-MM-DD"));
        expect(daysBetween(day, other)).toBe(count);
        expect([dayOf(instantOf(day, minute)), minuteOfDay(instantOf(day, minute))]).toEqual([day, minute]);
      }),
    );
  });
});
