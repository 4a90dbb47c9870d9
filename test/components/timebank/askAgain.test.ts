import * as fc from "fast-check";
import { draftAgain, type KeptPlace, placeToKeep } from "../../../miniprogram/features/timebank/askAgain";
import { type AskDraft, type AskForm, emptyAsk, missingAt, scheduleOf, shiftLengths, spanOf } from "../../../miniprogram/features/timebank/askDraft";
import { askedPlace, keepAsked } from "../../../miniprogram/features/timebank/draftStore";
import { numberChoices } from "../../../miniprogram/features/timebank/pages/ask/askChoices";
import { installPhone } from "../support/phone";

installPhone();
const today = "2026-11-23";
const form: AskForm = {
  skills: [{ code: "accompany", name: "陪看病", hint: "", child: false }, { code: "tutoring", name: "辅导孩子", hint: "", child: true }],
  place: { text: "27 栋 3 单元 402", grid: "第 12 网格" }, payText: "", availableMinutes: 0, poolMinutes: 0,
};
type Again = NonNullable<AskForm["again"]>;
const asked: Again = { skill: "accompany", words: "去市医院看眼睛", schedule: { kind: "once", day: "2026-11-02", fromMinute: 540, minutes: 120, places: 2 }, where: "home", forOther: false };
const again = (patch: Partial<Again> = {}, more: Partial<AskForm> = {}, kept: KeptPlace | null = null): AskDraft => draftAgain({ ...asked, ...patch }, { ...form, ...more }, kept);

test("words, skill, place, kind and hours are as they were; only the day is open", () => {
  const draft = again();
  expect(draft).toMatchObject({ skill: "accompany", words: "去市医院看眼睛", place: "home", kind: "once", fromMinute: 540, minutes: 120, places: 2, day: "" });
  expect(missingAt("what", draft, { child: false, today })).toEqual(missingAt("check", draft, { child: false, today }));
  expect(missingAt("where", draft, { child: false, today }).place).toBe("");
  expect(missingAt("when", draft, { child: false, today })).toMatchObject({ day: expect.stringContaining("请选"), kind: "", time: "" });
});

test("every day that can be chosen makes the schedule that it was", () => {
  const minute = fc.integer({ min: 0, max: 95 }).map((quarter) => quarter * 15);
  const once = fc.record({ kind: fc.constant("once" as const), fromMinute: minute, minutes: fc.constantFrom(30, 120), places: fc.integer({ min: 1, max: 3 }) });
  const weekly = fc.record({ kind: fc.constant("weekly" as const), fromMinute: minute, minutes: fc.constantFrom(60, 90), weekday: fc.integer({ min: 1, max: 7 }), weeks: fc.constantFrom(4, 52) });
  const roster = fc.record({ kind: fc.constant("roster" as const), span: fc.constantFrom("day" as const, "night" as const, "whole" as const, "own" as const), fromMinute: minute, toMinute: minute, days: fc.constantFrom(3, 14), places: fc.integer({ min: 1, max: 3 }) });
  fc.assert(fc.property(fc.oneof(once, weekly, roster), (chosen) => {
    const before: AskDraft = { ...emptyAsk(), ...chosen, day: "2026-11-25" };
    for (const shiftMinutes of chosen.kind === "roster" ? shiftLengths(spanOf(before)!.minutes) : [0]) {
      const schedule = scheduleOf({ ...before, shiftMinutes }, today)!;
      const after = again({ schedule });
      expect(after.day).toBe("");
      expect(scheduleOf({ ...after, day: "2026-11-25" }, today)).toEqual(schedule);
    }
  }));
});

test("asked before the last time, a weekly one begins after it", () => {
  const schedule = { kind: "weekly" as const, fromDay: "2026-11-04", weekday: 3, fromMinute: 1140, minutes: 60, places: 1, weeks: 4 };
  const begins = (fromDay: string | undefined) => scheduleOf(again({ schedule, ...(fromDay !== undefined && { fromDay }) }), today);
  expect(begins("2026-11-26")).toEqual({ ...schedule, fromDay: "2026-11-26" });
  for (const past of ["2026-11-20", undefined]) expect(begins(past)).toEqual({ ...schedule, fromDay: "2026-11-24" });
});

test("a ward he wrote on this phone is there again, one that the phone does not know is written again", () => {
  const before: AskDraft = { ...emptyAsk(), place: "elsewhere", placeWords: "市医院 7 楼", point: { lng: 106.9, lat: 29.3 }, wish: "说话大声些" };
  expect(again({ where: "elsewhere" }, {}, placeToKeep(before))).toMatchObject({ place: "elsewhere", placeWords: "市医院 7 楼", point: { lng: 106.9 }, wish: "说话大声些" });
  const unknown = again({ where: "elsewhere" });
  expect(unknown).toMatchObject({ place: "elsewhere", placeWords: "" });
  expect(missingAt("where", unknown, { child: false, today }).place).not.toBe("");
});

test("what is no longer so is asked anew: a skill that went, a home that was left, a consent of another day", () => {
  expect(again({ skill: "gone" }).skill).toBe("");
  const { place: _home, ...homeless } = form;
  expect(draftAgain(asked, homeless, null).place).toBe("");
  expect(again({ forOther: true })).toMatchObject({ forOther: true, otherConsents: false, otherCalled: "" });
  expect(again({ skill: "tutoring" })).toMatchObject({ guardianConsents: false });
});

test("shifts of different lengths are as long together as they were; how they are cut is chosen anew", () => {
  const shifts = [{ fromMinute: 480, minutes: 120, places: 1 }, { fromMinute: 600, minutes: 180, places: 1 }];
  expect(again({ schedule: { kind: "roster", fromDay: "2026-11-02", days: 3, shifts } })).toMatchObject({ kind: "roster", days: 3, shiftMinutes: 0, span: "own", fromMinute: 480, toMinute: 780 });
});

test("the phone keeps where he was for the last five that he asked for, and no more", () => {
  const place = placeToKeep(emptyAsk());
  for (let n = 1; n <= 7; n += 1) keepAsked(`n${n}`, { ...place, placeWords: `${n} 楼` });
  expect([1, 2, 3, 4, 5, 6, 7].map((n) => askedPlace(`n${n}`)?.placeWords)).toEqual([undefined, undefined, "3 楼", "4 楼", "5 楼", "6 楼", "7 楼"]);
});

test("who had said enough by choosing finds no words that he did not write", () => {
  expect(again({ words: "陪看病" }).words).toBe("");
});

test("a length or a number that is none of the few stands among them, in its order", () => {
  const { lengths, weeks, dayCounts, places } = numberChoices({ ...emptyAsk(), minutes: 150, weeks: 6, days: 30, places: 5 });
  expect(lengths.map(({ key }) => key)).toEqual(["30", "60", "90", "120", "150", "180", "240"]);
  expect(lengths).toContainEqual({ key: "150", text: "2 小时 30 分钟" });
  expect(weeks.map(({ text }) => text)).toEqual(["4 次", "6 次", "8 次", "三个月", "半年", "一年"]);
  expect(dayCounts).toHaveLength(4);
  expect(places.at(-1)).toEqual({ key: "5", text: "5 个人" });
});
