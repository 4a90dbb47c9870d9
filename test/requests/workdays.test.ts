import { isWorkday } from "chinese-days";
import { addDays, dayOf, instantOf, minuteOfDay, weekdayOf } from "../../contracts/kernel/day";
import { hourMs } from "../../contracts/kernel/milliseconds";
import { addWorkingDays, addWorkingTime, calendarCovers, isWorkingDay, workingDaysBetween, workingTimeBetween } from "../../contracts/kernel/workdays";

const at = (local: string) => Date.parse(`${local}+08:00`);
const local = (instant: number) => new Date(instant + 8 * hourMs).toISOString().slice(0, 16);

describe("the national calendar", () => {
  test("agrees with an independent library on every day of every year with a table", () => {
    const differing: string[] = [];
    for (let day = "2025-01-01"; day <= "2026-12-31"; day = addDays(day, 1)) if (isWorkingDay(day) !== isWorkday(day)) differing.push(day);
    expect(differing).toEqual([]);
  });

  test.each([
    ["2026-02-14", true, "a Saturday worked for Spring Festival"],
    ["2026-02-20", false, "a Friday off for Spring Festival"],
    ["2026-10-10", true, "a Saturday worked for National Day"],
    ["2026-09-20", true, "a Sunday worked for National Day"],
    ["2026-11-28", false, "an ordinary Saturday"],
  ])("%s is a working day: %s (%s)", (day, expected) => expect(isWorkingDay(day)).toBe(expected));

  test("says which years it knows, and goes by weekends and fixed days for the others", () => {
    expect([calendarCovers("2026-12-31"), calendarCovers("2027-01-01")]).toEqual([true, false]);
    expect(["2027-01-01", "2027-01-02", "2027-01-04", "2027-10-01", "2027-10-04"].map(isWorkingDay)).toEqual([false, false, true, false, true]);
  });
});

describe("counting working days", () => {
  test.each([
    ["2026-11-23", 3, "2026-11-26"],
    ["2026-11-26", 3, "2026-12-01"],
    ["2026-09-30", 1, "2026-10-08"],
    ["2026-10-08", 2, "2026-10-10"],
    ["2026-02-13", 1, "2026-02-14"],
    ["2026-02-14", 1, "2026-02-24"],
  ])("%s and %i more is %s", (day, count, expected) => {
    expect(addWorkingDays(day, count)).toBe(expected);
    expect(workingDaysBetween(day, expected)).toBe(count);
  });

  test("there are none up to today or yesterday", () => {
    expect(workingDaysBetween("2026-11-23", "2026-11-23")).toBe(0);
    expect(workingDaysBetween("2026-11-23", "2026-11-20")).toBe(0);
  });
});

describe("office time", () => {
  test.each([
    ["2026-11-23T10:00", "2026-11-23T12:00", 2],
    ["2026-11-23T17:00", "2026-11-24T10:00", 2],
    ["2026-11-27T17:00", "2026-11-30T10:00", 2],
    ["2026-11-23T19:00", "2026-11-24T08:00", 0],
    ["2026-09-30T12:00", "2026-10-08T12:00", 9],
    ["2026-11-24T10:00", "2026-11-23T10:00", 0],
  ])("from %s to %s there are %i hours", (from, to, hours) => expect(workingTimeBetween(at(from), at(to))).toBe(hours * hourMs));

  test.each([
    ["2026-11-23T10:00", 8, "2026-11-23T18:00"],
    ["2026-11-23T10:00", 9, "2026-11-24T10:00"],
    ["2026-11-27T17:00", 2, "2026-11-30T10:00"],
    ["2026-11-28T12:00", 1, "2026-11-30T10:00"],
    ["2026-11-23T19:00", 0.5, "2026-11-24T09:30"],
  ])("%s and %f hours is %s", (from, hours, expected) => {
    const reached = addWorkingTime(at(from), hours * hourMs);
    expect(local(reached)).toBe(expected);
    expect(workingTimeBetween(at(from), reached)).toBe(hours * hourMs);
  });
});

test("days, weekdays and minutes are Shanghai's, whatever the machine's zone", () => {
  expect(dayOf(at("2026-11-23T00:00"))).toBe("2026-11-23");
  expect(dayOf(at("2026-11-23T00:00") - 1)).toBe("2026-11-22");
  expect(local(instantOf("2026-11-23", 90))).toBe("2026-11-23T01:30");
  expect(minuteOfDay(at("2026-11-23T18:30"))).toBe(1110);
  expect([weekdayOf("2026-11-23"), weekdayOf("2026-11-29")]).toEqual([1, 7]);
});
