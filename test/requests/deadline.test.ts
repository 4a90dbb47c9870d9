import { dueAtText, overdueText } from "../../cloudfunctions/features/requests/dueWords";
import { claimByOf, deadlineOf, oneWorkingDayBefore, pauseOf, reopenedDue, resumedDue } from "../../cloudfunctions/features/requests/deadline";
import { hourMs } from "../../contracts/kernel/milliseconds";
import type { Urgency } from "../../contracts/requests/request";

const at = (local: string) => Date.parse(`${local}+08:00`);
const local = (instant: number) => new Date(instant + 8 * hourMs).toISOString().slice(0, 16);
const due = (urgency: Urgency, filed: string, limitWorkingDays = 3) => local(deadlineOf({ urgency, limitWorkingDays, filedAt: at(filed) }).dueAt);

describe("when an answer is due", () => {
  test.each<[Urgency, string, number, string]>([
    ["ordinary", "2026-11-23T10:00", 3, "2026-11-26T18:00"],
    ["ordinary", "2026-11-23T23:59", 3, "2026-11-26T18:00"],
    ["ordinary", "2026-11-27T10:00", 3, "2026-12-02T18:00"],
    ["ordinary", "2026-11-28T10:00", 1, "2026-11-30T18:00"],
    ["ordinary", "2026-09-30T10:00", 3, "2026-10-10T18:00"],
    ["ordinary", "2026-02-13T10:00", 7, "2026-03-02T18:00"],
    ["urgent", "2026-11-23T16:00", 3, "2026-11-23T18:00"],
    ["urgent", "2026-11-23T16:01", 3, "2026-11-24T12:00"],
    ["urgent", "2026-11-28T09:00", 3, "2026-11-30T12:00"],
    ["urgent", "2026-10-10T09:00", 3, "2026-10-10T18:00"],
    ["emergency", "2026-11-23T10:00", 3, "2026-11-23T10:15"],
  ])("%s, said %s, limit %i: %s", (urgency, filed, limit, expected) => expect(due(urgency, filed, limit)).toBe(expected));

  test("an emergency while nobody is there is due 15 minutes into the next duty", () => {
    const filedAt = at("2026-11-23T22:00");
    const { dueAt, claimBy } = deadlineOf({ urgency: "emergency", limitWorkingDays: 3, filedAt, nextDuty: at("2026-11-24T09:00") });
    expect([local(dueAt), local(claimBy)]).toEqual(["2026-11-24T09:15", "2026-11-24T09:15"]);
  });

  test.each<[Urgency, string, string]>([
    ["ordinary", "2026-11-23T10:00", "2026-11-24T18:00"],
    ["ordinary", "2026-11-27T10:00", "2026-11-30T18:00"],
    ["urgent", "2026-11-23T10:00", "2026-11-23T12:00"],
    ["urgent", "2026-11-23T17:00", "2026-11-24T10:00"],
  ])("somebody should have taken what is %s and came %s by %s", (urgency, came, expected) =>
    expect(local(claimByOf(urgency, at(came)))).toBe(expected));

  test.each(["2026-11-23T15:59", "2026-11-23T16:00", "2026-11-23T16:00:30", "2026-11-23T16:01"])("nobody gets longer to take it than to answer it: urgent, said %s", (filed) => {
    const { dueAt, claimBy } = deadlineOf({ urgency: "urgent", limitWorkingDays: 3, filedAt: at(filed) });
    expect(claimBy).toBeLessThanOrEqual(dueAt);
  });
});

describe("the clock that stands still", () => {
  const paused = (dueAt: string, pausedAt: string) => ({ dueAt: at(dueAt), paused: pauseOf({ dueAt: at(dueAt) }, at(pausedAt)) });
  test.each([
    ["2026-11-26T18:00", "2026-11-24T10:00", "2026-11-25T10:00", "2026-11-27T18:00"],
    ["2026-11-26T18:00", "2026-11-26T17:00", "2026-11-27T20:00", "2026-11-30T10:00"],
    ["2026-11-26T18:00", "2026-11-24T10:00", "2026-11-24T10:00", "2026-11-26T18:00"],
    ["2026-09-30T18:00", "2026-09-30T09:00", "2026-10-03T12:00", "2026-10-08T18:00"],
    // Half a minute, and half a minute more than a day: no promise slips past 18:00 for that.
    ["2026-11-26T18:00", "2026-11-23T10:00:00", "2026-11-23T10:00:30", "2026-11-26T18:00"],
    ["2026-11-26T18:00", "2026-11-26T17:40:00", "2026-11-26T17:40:30", "2026-11-26T18:00"],
    ["2026-11-26T18:00", "2026-11-24T10:00:00", "2026-11-25T10:00:30", "2026-11-27T18:00"],
    ["2026-11-26T18:00", "2026-11-24T10:00", "2026-11-24T10:59", "2026-11-26T18:00"],
    ["2026-11-26T18:00", "2026-11-24T10:00", "2026-11-24T12:59", "2026-11-27T11:00"],
    // Overnight, the promise would be past when the answer comes: what was left is left.
    ["2026-11-26T18:00", "2026-11-26T17:40", "2026-11-27T09:20", "2026-11-27T09:40"],
    ["2026-11-26T18:00", "2026-11-25T20:00", "2026-11-28T12:00", "2026-11-30T18:00"],
  ])("due %s, still since %s, goes on %s: due %s", (dueAt, pausedAt, resumedAt, expected) =>
    expect(local(resumedDue(paused(dueAt, pausedAt), at(resumedAt)))).toBe(expected));

  test("what was overdue when it stopped stays overdue", () => {
    const request = paused("2026-11-24T18:00", "2026-11-25T10:00");
    expect(local(resumedDue(request, at("2026-11-27T10:00")))).toBe("2026-11-24T18:00");
  });

  test("what never stood still keeps its deadline", () => {
    expect(local(resumedDue({ dueAt: at("2026-11-24T18:00") }, at("2026-11-27T10:00")))).toBe("2026-11-24T18:00");
  });
});

test.each([
  ["far ahead", "2026-11-30T18:00", "2026-11-24T10:00", "2026-11-30T18:00"],
  ["ahead by less than a working day", "2026-11-24T18:00", "2026-11-24T10:00", "2026-11-24T18:00"],
  ["past by now", "2026-11-24T18:00", "2026-11-24T18:00", "2026-11-25T18:00"],
  ["long past, on a Friday", "2026-11-23T18:00", "2026-11-27T10:00", "2026-11-30T18:00"],
])("a reopened matter whose first deadline is %s: %s, opened again %s, due %s", (_, dueAt, reopenedAt, expected) =>
  expect(local(reopenedDue({ dueAt: at(dueAt) }, at(reopenedAt)))).toBe(expected));

test("the warning comes a working day before", () => {
  expect(local(oneWorkingDayBefore(at("2026-11-30T18:00")))).toBe("2026-11-27T18:00");
  expect(local(oneWorkingDayBefore(at("2026-10-08T18:00")))).toBe("2026-09-30T18:00");
});

describe("in words", () => {
  const now = at("2026-11-23T10:00");
  test.each([
    ["2026-11-23T15:00", "今天 15:00"],
    ["2026-11-24T18:00", "明天 18:00"],
    ["2026-11-26T18:00", "周四 18:00"],
    ["2026-12-01T18:00", "下周二 18:00"],
    ["2026-12-15T18:00", "12月15日 18:00"],
    ["2027-01-04T18:00", "2027年1月4日 18:00（当年放假安排还没录入，按周末估算）"],
  ])("%s is %s", (dueAt, expected) => expect(dueAtText(at(dueAt), now)).toBe(expected));

  test.each([
    ["2026-11-23T09:30", "刚过期"],
    ["2026-11-23T07:00", "已过期 3 小时"],
    ["2026-11-21T18:00", "已过期 2 天"],
  ])("due %s is %s", (dueAt, expected) => expect(overdueText(at(dueAt), now)).toBe(expected));
});
