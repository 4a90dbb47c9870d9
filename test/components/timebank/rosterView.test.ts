import { calendarOf, calendarText, cellOf, shortTime } from "../../../miniprogram/features/timebank/pages/roster/rosterView";
import { mayAskAnybody, proposalView, shiftSheet, unfilledView } from "../../../miniprogram/features/timebank/pages/roster/shiftSheet";
import { mayFund, moreRows, stepOf } from "../../../miniprogram/features/timebank/pages/roster/steps";
import { aNeed, aShift, aTurn } from "./aRoster";

const monday = "2026-11-23";
const tuesday = "2026-11-24";

test("a time is said in as few signs as it takes", () => {
  expect(shortTime(aShift(monday, 8, 12))).toBe("8–12 点");
  expect(shortTime(aShift(monday, 20, 32))).toBe("20–8 点");
  expect(shortTime(aShift(monday, 7.5, 11))).toBe("7:30–11 点");
  expect(shortTime(aShift(monday, 19.5, 21.25))).toBe("19:30–21:15");
});

test.each([
  ["good", aShift(monday, 8, 12, { turns: [aTurn("向叔", "promised")] }), "", []],
  ["invited", aShift(monday, 8, 12, { turns: [aTurn("向叔", "invited")] }), "还缺 1 人", []],
  ["lacking", aShift(monday, 8, 12), "还缺 1 人", []],
  ["lacking", aShift(monday, 8, 12, { places: 2, turns: [aTurn("向叔", "promised")] }), "还缺 1 人", []],
  ["asking", aShift(monday, 8, 12), "还缺 1 人", ["小陈"]],
  ["lacking", aShift(monday, 8, 12, { funding: "undecided" }), "等支部同意", []],
  ["lacking", aShift(monday, 8, 12, { places: 2 }), "还有 2 个空位", ["小陈"]],
  ["over", aShift(monday, 8, 12, { state: "over", free: 1 }), "", []],
  ["cancelled", aShift(monday, 8, 12, { state: "cancelled", free: 1 }), "", []],
])("a cell that is %s says what lacks", (tone, shift, lack, asks) => {
  const picks = asks.length ? { [shift.shiftId]: [{ personId: "p", called: "小陈", why: "" }] } : {};
  expect(cellOf(shift, picks)).toMatchObject({ tone, lack, asks });
});

test("who said no or gave it back is not in the cell, and a screen reader hears the rest", () => {
  const turns = [aTurn("老何", "refused"), aTurn("王姐", "givenBack"), aTurn("向叔", "served")];
  const cell = cellOf(aShift(monday, 8, 12, { turns, free: 1, places: 2 }), {});
  expect(cell.people.map(({ called, note }) => called + note)).toEqual(["向叔来过了"]);
  expect(cell.spoken).toBe("11月23日 8:00–12:00，向叔来过了，还缺 1 人");
});

test("days stand in order, each with its shifts in order, the past apart", () => {
  const story = aNeed([aShift(tuesday, 20, 32), aShift(tuesday, 8, 12, { turns: [aTurn("向叔", "promised")] }), aShift(monday, 8, 12, { state: "over" })]);
  const { coming, past, lacking } = calendarOf(story, {});
  expect(past.map(({ day }) => day)).toEqual([monday]);
  expect(coming.map(({ day, chip }) => [day, chip])).toEqual([[tuesday, "还缺 1 人"]]);
  expect(coming[0]?.cells.map(({ time }) => time)).toEqual(["8–12 点", "20–8 点"]);
  expect(lacking).toBe(true);
});

test("everybody was found for a day only when everybody said yes", () => {
  const chipOf = (shift: ReturnType<typeof aShift>, picks = {}): string | undefined => calendarOf(aNeed([shift]), picks).coming[0]?.chip;
  expect(chipOf(aShift(monday, 8, 12, { turns: [aTurn("向叔", "promised")] }))).toBe("都有人了");
  expect(chipOf(aShift(monday, 8, 12, { turns: [aTurn("向叔", "invited")] }))).toBe("还缺 1 人");
  expect(chipOf(aShift(monday, 8, 12, { funding: "undecided" }))).toBe("等支部同意");
  expect(chipOf(aShift(monday, 8, 12), { [`${monday}:8`]: [{ personId: "p", called: "小陈", why: "" }] })).toBe("还缺 1 人");
});

test("a day on which somebody isn't there is not simply full", () => {
  const late = aShift(monday, 8, 12, { turns: [{ ...aTurn("向叔", "promised"), late: true }] });
  const missed = aShift(monday, 4, 8, { state: "over", turns: [aTurn("小陈", "missed")] });
  const sure = aShift(monday, 12, 16, { turns: [aTurn("王姐", "promised")] });
  for (const absent of [late, missed]) expect(calendarOf(aNeed([absent, sure]), {}).coming[0]).toMatchObject({ chip: "有人没签到", chipTone: "waiting" });
  expect(cellOf(late, {}).people).toMatchObject([{ called: "向叔", note: "还没签到" }]);
});

test("only what lacks can be looked at; a day about to be asked for stays in sight", () => {
  const story = aNeed([aShift(monday, 8, 12, { turns: [aTurn("向叔", "promised")] }), aShift(tuesday, 8, 12)]);
  const picks = { [`${tuesday}:8`]: [{ personId: "p", called: "小陈", why: "" }] };
  expect(calendarOf(story, picks, true).coming.map(({ day }) => day)).toEqual([tuesday]);
});

test("the calendar's sentence counts days and shifts, and says what lacks as the need's card does", () => {
  expect(calendarText(aNeed([aShift(monday, 8, 12, { places: 2 }), aShift(tuesday, 8, 12)]))).toBe("后面 2 天 2 班，还有 9 个空位，邀请了 2 位，等答复");
  expect(calendarText(aNeed([aShift(monday, 8, 12, { state: "over" })]))).toBe("后面没有要排的班了");
});

test("a sheet offers what the state and the actions allow", () => {
  const free = aShift(monday, 8, 12);
  expect(shiftSheet(aNeed([free]), free)).toMatchObject({ mayAsk: true, mayCancel: true, lack: "还缺 1 人" });
  const asked = aShift(monday, 8, 12, { turns: [aTurn("向叔", "invited")] });
  expect(shiftSheet(aNeed([asked]), asked).lack).toBe("还缺 1 人，邀请了 1 位，等答复");
  const unpaid = aShift(monday, 8, 12, { funding: "undecided" });
  expect(shiftSheet(aNeed([unpaid]), unpaid)).toMatchObject({ mayAsk: false, lack: "先定时间从哪里出，再请人" });
  expect([mayAskAnybody(aNeed([unpaid])), mayAskAnybody(aNeed([unpaid, free])), mayAskAnybody(aNeed([free], { actions: [] }))]).toEqual([false, true, false]);
  expect(shiftSheet(aNeed([free], { actions: [] }), free)).toMatchObject({ mayAsk: false, mayCancel: false });
  expect(shiftSheet(aNeed([]), aShift(monday, 8, 12, { state: "over" }))).toMatchObject({ mayAsk: false, mayCancel: false, lack: "这一班过去了" });
});

test("proposals stand in the order of the calendar with their reasons; a shift filled by hand is no longer unfilled", () => {
  const shifts = [aShift(tuesday, 8, 12), aShift(monday, 8, 12)];
  const picks = { [`${tuesday}:8`]: [{ personId: "p", called: "小陈", why: "住得近" }], [`${monday}:8`]: [{ personId: "q", called: "老何", why: "" }] };
  expect(proposalView(picks, shifts).map(({ who, why }) => [who, why])).toEqual([["想请老何", "您选的"], ["想请小陈", "住得近"]]);
  const proposed = { version: 1, proposals: [], unfilled: shifts.map(({ shiftId }) => ({ shiftId, whenText: "", why: "没有人有空" })), volunteers: [] };
  expect(unfilledView(proposed, { [`${monday}:8`]: picks[`${monday}:8`]! }, shifts).map(({ shiftId }) => shiftId)).toEqual([`${tuesday}:8`]);
});

test("the community's hours are offered only where nobody else's pay", () => {
  const undecided = aShift(monday, 8, 12, { funding: "undecided" });
  expect(mayFund(aNeed([undecided]))).toBe(true);
  expect(mayFund(aNeed([undecided], { actions: ["invite"] }))).toBe(false);
  expect(mayFund(aNeed([aShift(monday, 8, 12, { funding: "own" }), { ...undecided, state: "over" }]))).toBe(false);
  expect(moreRows({ actions: ["invite", "withdraw"] }).map(({ label }) => label)).toEqual(["不用帮了"]);
});

test("a step carries what it asks for and nothing else", () => {
  expect(stepOf("cancelShift", "话", "s1")).toEqual({ action: "cancelShift", shiftId: "s1" });
  expect(stepOf("notTake", "请找养老中心", "")).toEqual({ action: "notTake", wayOn: "请找养老中心" });
  expect(stepOf("withdraw", "  ", "")).toEqual({ action: "withdraw" });
  expect(stepOf("withdraw", "出院了", "")).toEqual({ action: "withdraw", words: "出院了" });
  expect(stepOf("fund", "话", "")).toEqual({ action: "fund" });
});
