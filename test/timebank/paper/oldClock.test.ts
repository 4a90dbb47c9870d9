import { addDays, dayOf, instantOf } from "../../../contracts/kernel/day";
import { hourMs, minuteMs } from "../../../contracts/kernel/milliseconds";
import { instantsOfOldClock, oldClockOf, summers } from "../../../contracts/kernel/oldClock";

/** The machine's own copy of the IANA database, which shares nothing with the table. */
const format = new Intl.DateTimeFormat("en-CA", {
  timeZone: "Asia/Shanghai", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
});
function shownByIntl(at: number): { day: string; minute: number } {
  const { year, month, day, hour, minute } = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value])) as Record<string, string>;
  return { day: `${year}-${month}-${day}`, minute: Number(hour) * 60 + Number(minute) };
}


test("every half hour from 1985 to 1993 shows what the IANA database says", () => {
  const wrong: string[] = [];
  for (let at = instantOf("1985-01-01"); at < instantOf("1993-01-01"); at += 30 * minuteMs)
    if (JSON.stringify(oldClockOf(at)) !== JSON.stringify(shownByIntl(at))) wrong.push(new Date(at).toISOString());
  expect(wrong).toEqual([]);
});

describe.each(summers)("the summer from $from to $to", ({ from, to }) => {
  const days = [from, to].flatMap((day) => [-1, 0, 1].map((step) => addDays(day, step)));

  test.each(days)("%s: every minute of it leads to the instants at which it was shown", (day) => {
    for (let at = instantOf(day) - 2 * hourMs; at < instantOf(addDays(day, 1)) + minuteMs; at += minuteMs) {
      const shown = shownByIntl(at);
      expect(instantsOfOldClock(shown.day, shown.minute)).toContain(at);
    }
    for (let minute = 0; minute < 1440; minute += 1)
      for (const at of instantsOfOldClock(day, minute)) expect(shownByIntl(at)).toEqual({ day, minute });
  });

  test("the night forward has no 2 o'clock, the night back shows 1 o'clock twice", () => {
    expect([119, 120, 179, 180].map((minute) => instantsOfOldClock(from, minute).length)).toEqual([1, 0, 0, 1]);
    expect([59, 60, 119, 120].map((minute) => instantsOfOldClock(to, minute).length)).toEqual([1, 2, 2, 1]);
    const [first, second] = instantsOfOldClock(to, 90) as [number, number];
    expect(second - first).toBe(hourMs);
  });

  test("a night shift over the switch lasted an hour less in spring, an hour more in autumn", () => {
    const lasted = (night: string) => (instantsOfOldClock(night, 24 * 60 + 6 * 60)[0]! - instantsOfOldClock(night, 22 * 60)[0]!) / minuteMs;
    expect([lasted(addDays(from, -1)), lasted(addDays(to, -1)), lasted(from)]).toEqual([420, 540, 480]);
  });
});

test("outside those summers it is today's clock", () => {
  const at = Date.parse("2026-07-01T19:30:00+08:00");
  expect(oldClockOf(at)).toEqual({ day: dayOf(at), minute: 19 * 60 + 30 });
  expect(instantsOfOldClock("2026-07-01", 19 * 60 + 30)).toEqual([at]);
});
