import * as fc from "fast-check";
import { calls } from "../../../contracts/calls";
import { type AskDraft, type AskForm, emptyAsk, firstWrong, missingAt, type Need, noAskErrors, scheduleOf, shiftLengths, spanOf, steps, sumOf, toNeed } from "../../../miniprogram/features/timebank/askDraft";
import { askSentence, costSentence, weekdayName, whenSentence } from "../../../miniprogram/features/timebank/askWords";
import { minuteOfWheel, spokenMinute, spokenSpan, wheelTime } from "../../../miniprogram/features/timebank/spokenTime";
import { installPhone } from "../support/phone";

installPhone();
const today = "2026-11-23";
const form: AskForm = {
  skills: [{ code: "accompany", name: "陪看病", hint: "", child: false }, { code: "tutoring", name: "辅导孩子", hint: "", child: true }, { code: "other", name: "别的事", hint: "", child: false }],
  place: { text: "27 栋 3 单元 402", grid: "第 12 网格" },
  payText: "",
  availableMinutes: 120,
  poolMinutes: 9000,
};
const draft = (patch: Partial<AskDraft> = {}): AskDraft => ({ ...emptyAsk(), skill: "accompany", kind: "once", day: "2026-11-25", fromMinute: 540, minutes: 120, place: "home", ...patch });
const need = (patch: Partial<AskDraft> = {}, child = false): Need | null => toNeed(draft(patch), form, today, child);
const taken = (made: Need | null): boolean => calls["needs.ask"].input.safeParse(made).success;

test("a kind, a day, a time and one's own home are enough, and the contract takes it: words need not be typed", () => {
  const made = need();
  expect(made).toEqual({ skill: "accompany", words: "陪看病", place: { kind: "home" }, schedule: { kind: "once", day: "2026-11-25", fromMinute: 540, minutes: 120, places: 1 } });
  expect(taken(made)).toBe(true);
});

test("everything that can be said, and the contract takes it", () => {
  const made = need({
    skill: "tutoring", words: " 数学 ", kind: "weekly", weekday: 7, weeks: 8, place: "unit", unitCode: "27-3", unitText: "27 栋 3 单元", room: "402", wish: "耐心",
    forOther: true, otherCalled: "刘大爷", otherConsents: true, otherAccount: "K7M2-9QXD", guardianCalled: "妈妈", guardianConsents: true, otherAdult: "奶奶",
  }, true);
  expect(made).toMatchObject({
    words: "数学",
    place: { kind: "unit", unitCode: "27-3", room: "402" },
    // From tomorrow on: nobody is found within the hour for what is wanted every week.
    schedule: { kind: "weekly", fromDay: "2026-11-24", weekday: 7, weeks: 8 },
    onBehalf: { called: "刘大爷", consent: true, accountCode: "K7M2-9QXD" },
    child: { guardianCalled: "妈妈", guardianConsent: true, otherAdult: "奶奶" },
  });
  expect(taken(made)).toBe(true);
});

test("two weeks of four shifts a day, by day and night", () => {
  const made = need({ kind: "roster", days: 14, span: "whole", shiftMinutes: 360, place: "elsewhere", placeWords: "市医院 7 楼", point: { lng: 106.9, lat: 29.3 } });
  expect(made?.schedule).toEqual({ kind: "roster", fromDay: "2026-11-25", days: 14, shifts: [480, 840, 1200, 120].map((fromMinute) => ({ fromMinute, minutes: 360, places: 1 })) });
  expect(made && sumOf(made.schedule)).toEqual({ shifts: 56, minutes: 56 * 360 });
  expect(taken(made)).toBe(true);
});

test("whatever hours of the day are chosen, the shifts cover them, none twice, none too long", () => {
  const minute = fc.integer({ min: 0, max: 95 }).map((quarter) => quarter * 15);
  fc.assert(fc.property(minute, minute, (fromMinute, toMinute) => {
    const own = draft({ kind: "roster", span: "own", fromMinute, toMinute });
    const span = spanOf(own)!;
    for (const shiftMinutes of shiftLengths(span.minutes)) {
      const schedule = scheduleOf({ ...own, shiftMinutes }, today);
      if (schedule?.kind !== "roster") throw new Error("no roster");
      expect(schedule.shifts.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(span.minutes);
      expect(schedule.shifts.length).toBeLessThanOrEqual(6);
      expect(Math.max(...schedule.shifts.map(({ minutes }) => minutes))).toBeLessThanOrEqual(720);
      schedule.shifts.forEach(({ fromMinute: from }, index) => expect(from).toBe((fromMinute + index * shiftMinutes) % 1440));
    }
  }));
});

test.each([
  ["what", { skill: "" }, false, "skill"],
  ["what", { skill: "other", words: " " }, false, "words"],
  ["what", { skill: "tutoring", otherAdult: "奶奶" }, true, "guardian"],
  ["what", { guardianCalled: "妈妈", guardianConsents: true }, true, "otherAdult"],
  ["when", { kind: "" }, false, "kind"],
  ["when", { day: "" }, false, "day"],
  ["when", { day: "2026-11-22" }, false, "day"],
  ["when", { fromMinute: -1 }, false, "time"],
  ["when", { kind: "weekly" }, false, "weekday"],
  ["when", { kind: "roster", span: "whole" }, false, "shift"],
  // 186 shifts: more than one need may have.
  ["when", { kind: "roster", span: "whole", days: 31, shiftMinutes: 240 }, false, "span"],
  ["where", { place: "" }, false, "place"],
  ["where", { place: "elsewhere", placeWords: " " }, false, "place"],
  ["where", { place: "unit" }, false, "place"],
  ["where", { forOther: true, otherCalled: "刘大爷" }, false, "other"],
] as const)("%s, %j: what is missing has a sentence, and nothing is sent", (step, patch, child, field) => {
  const errors = missingAt(step, draft(patch as Partial<AskDraft>), { child, today });
  expect(firstWrong(errors)).toBe(field);
  expect(Object.values(errors).filter((sentence) => sentence !== "")).toHaveLength(1);
  expect(need(patch as Partial<AskDraft>, child)).toBeNull();
});

test("an hour of today that is past is said where it is chosen, and by its name", () => {
  const now = { child: false, today: "2026-11-25", minute: 600 };
  const errors = (patch: Partial<AskDraft>) => missingAt("when", draft(patch), now);
  expect(errors({ fromMinute: 540 }).time).toBe("今天上午 9 点已经过了，请选晚一点，或者换一天。");
  expect(errors({ kind: "roster", span: "day", shiftMinutes: 240 }).day).toBe("今天早上 8 点已经过了，请从明天起。");
  for (const patch of [{ fromMinute: 601 }, { kind: "roster" as const, span: "night" as const, shiftMinutes: 240 }, { fromMinute: 540, day: "2026-11-26" }, { kind: "weekly" as const, weekday: 3 }]) expect(errors(patch)).toEqual(noAskErrors);
});

test("nothing is missing where everything is chosen", () => {
  for (const step of steps) expect(missingAt(step, draft(), { child: false, today })).toEqual(noAskErrors);
});

test("what he switched off again is not sent", () => {
  expect(need({ otherCalled: "刘大爷", otherConsents: true, otherAccount: "K7M2-9QXD", unitCode: "27-3", placeWords: "市医院" })).not.toHaveProperty("onBehalf");
});

describe("the sentence before it is sent", () => {
  const sentence = (patch: Partial<AskDraft>): string => {
    const asked = draft(patch);
    return askSentence(asked, form, scheduleOf(asked, today)!);
  };

  test("says what, when and where as one would say it", () => {
    expect(sentence({})).toBe("请邻居来帮忙：陪看病。11月25日 周三 上午 9 点到 11 点。在 27 栋 3 单元 402。");
    expect(sentence({ places: 2, forOther: true, otherCalled: "刘大爷" })).toContain("替刘大爷请 2 位邻居来帮忙");
    expect(sentence({ kind: "weekly", weekday: 7, fromMinute: 1140, minutes: 60, weeks: 8 })).toContain("11月29日起每周日晚上 7 点到 8 点，一共 8 次");
    expect(sentence({ kind: "weekly", weekday: 1, fromMinute: 1140, minutes: 60, weeks: 8 })).toContain("11月30日起每周一");
    expect(sentence({ kind: "roster", days: 14, span: "whole", shiftMinutes: 360, place: "elsewhere", placeWords: "市医院" })).toContain("11月25日 周三起 14 天，每天 4 班：从早上 8 点开始，6 小时换一班。在市医院。");
  });

  test.each([
    [120, 9000, false, "一共 1 次，要用 2 小时。您存了 2 小时，先用您自己的。"],
    // A time is paid by one: an hour of one's own pays nothing of two.
    [60, 9000, false, "一共 1 次，要用 2 小时。您存了 2 小时，先用您自己的。按整次算，公共时间池现在能出 2 小时。"],
    // Frozen, or not yet old enough: the cloud says so, and nothing of it is promised here.
    [0, 0, false, "一共 1 次，要用 2 小时。您存了 2 小时，先用您自己的。党支部同意以后，再去问邻居。"],
    [120, 9000, true, "一共 1 次，要用 2 小时。他有时间账户就先用他自己的，没有就由公共时间池帮他；不够的要等党支部同意，同意了再去问邻居。"],
  ])("says what it costs in the cloud's words: %d usable, %d in the pool, for another %s", (availableMinutes, poolMinutes, forOther, said) => {
    expect(costSentence(scheduleOf(draft(), today)!, { ...form, payText: "您存了 2 小时，先用您自己的。", availableMinutes, poolMinutes }, forOther)).toBe(said);
  });

  test("of what the pool can't give all of, how much it can, and that the branch decides on the rest", () => {
    const broken = scheduleOf(draft({ kind: "roster", days: 14, span: "day", shiftMinutes: 240 }), today)!;
    const said = (availableMinutes: number, poolMinutes: number) => costSentence(broken, { ...form, payText: "〔谁出〕", availableMinutes, poolMinutes }, false).split("〔谁出〕");
    expect(said(0, 1270)).toEqual(["一共 42 次，要用 168 小时。", "按整次算，公共时间池现在能出 20 小时，还差 148 小时，要等党支部同意，同意了再去问邻居。"]);
    expect(said(250, 1270)[1]).toBe("按整次算，您自己的出 4 小时，公共时间池现在能出 20 小时，还差 144 小时，要等党支部同意，同意了再去问邻居。");
    expect([said(0, 60 * 168)[1], said(0, 239)[1], said(0, 0)[1]]).toEqual(["按整次算，公共时间池现在能出 168 小时。", "现在有的还不够一整次，要等党支部同意，同意了再去问邻居。", "党支部同意以后，再去问邻居。"]);
  });

  test("a need for two people costs twice", () => {
    expect(sumOf(scheduleOf(draft({ places: 2 }), today)!).minutes).toBe(240);
  });
});

test("times as people say them", () => {
  expect([0, 330, 540, 720, 750, 840, 1110, 1439].map(spokenMinute)).toEqual(["凌晨 0 点", "凌晨 5 点半", "上午 9 点", "中午 12 点", "中午 12 点半", "下午 2 点", "晚上 6 点半", "晚上 11 点 59 分"]);
  expect(spokenSpan(600, 240)).toBe("上午 10 点到下午 2 点");
  expect(spokenSpan(1320, 480)).toBe("晚上 10 点到第二天早上 6 点");
  expect(spokenSpan(1200, 240)).toBe("晚上 8 点到凌晨 0 点");
  fc.assert(fc.property(fc.integer({ min: 0, max: 1439 }), (minute) => minuteOfWheel(wheelTime(minute)) === minute));
  expect([1, 7].map(weekdayName)).toEqual(["周一", "周日"]);
  expect(whenSentence({ kind: "once", day: "2026-11-25", fromMinute: 1320, minutes: 480, places: 1 })).toContain("到第二天早上 6 点");
});

test("of a rota only what is not chosen yet is asked for: the hours, then how they are cut", () => {
  const of = (patch: Partial<AskDraft>) => missingAt("when", draft({ kind: "roster", ...patch }), { child: false, today });
  expect(of({ span: "" })).toMatchObject({ span: "请选每天从几点到几点。", shift: "" });
  expect(of({ span: "day" })).toMatchObject({ span: "", shift: "请选几个小时换一班。" });
  expect(of({ span: "day", shiftMinutes: 240 })).toMatchObject({ span: "", shift: "" });
});
