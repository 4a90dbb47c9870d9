/** Timers as CloudBase writes them: seven fields, in the time of Shanghai. */
import { Cron } from "../../../local/cloud/functions/cron";

describe("cron in UTC+8", () => {
  const at = (text: string): number => Date.parse(text);
  it.each([
    ["0 0 9 * * * *", "2026-11-23T09:00:00+08:00", "2026-11-24T09:00:00+08:00"],
    ["*/15 * * * * * *", "2026-11-23T09:00:07+08:00", "2026-11-23T09:00:15+08:00"],
    ["0 30 8-10/2 * * MON-FRI *", "2026-11-27T10:30:00+08:00", "2026-11-30T08:30:00+08:00"],
    ["0 0 0 1 1,JUL * *", "2026-11-23T00:00:00+08:00", "2027-01-01T00:00:00+08:00"],
    ["0 0 0 29 2 * *", "2026-11-23T00:00:00+08:00", "2028-02-29T00:00:00+08:00"],
    ["0 0 12 13 * 5 *", "2026-11-23T00:00:00+08:00", "2026-11-27T12:00:00+08:00"],
  ])("%s after %s", (cron, after, expected) => {
    expect(new Cron(cron).lastBetween(at(after), at(expected) - 1, 3)).toEqual([]);
    expect(new Cron(cron).lastBetween(at(after), at(expected), 3)).toEqual([at(expected)]);
  });

  it("ends with its years, and refuses what is no cron", () => {
    expect(
      new Cron("0 0 0 * * * 2020").lastBetween(at("2026-01-01T00:00:00Z"), at("2027-01-01T00:00:00Z"), 3),
    ).toEqual([]);
    expect(() => new Cron("0 0 * * *")).toThrow("7 fields");
    expect(() => new Cron("0 61 * * * * *")).toThrow("61");
  });
});
