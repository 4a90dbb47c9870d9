import { foldsOf, seriesToTake, shiftRows } from "../../../miniprogram/features/timebank/components/shift-list/shiftRows";
import type { ShiftView } from "../../../miniprogram/shared/timebankWords";
import { installPhone } from "../support/phone";
import { dayMs, hourMs } from "../../../contracts/kernel/milliseconds";

installPhone();
const now = Date.UTC(2026, 10, 23, 2);
const shift = (patch: Partial<ShiftView> = {}): ShiftView => ({
  shiftId: "s1", version: 3, day: "2026-11-23", dayText: "11月23日 周一", timeText: "19:00–20:00", fromAt: now + 9 * hourMs, toAt: now + 10 * hourMs,
  places: 1, free: 1, missing: patch.free ?? 1, invited: 0, state: "open", funding: "own", turns: [], actions: [], ...patch,
});
const turn = (patch: Partial<ShiftView["turns"][number]> = {}): ShiftView["turns"][number] => ({ called: "向叔", state: "promised", stateText: "答应了", mine: false, ...patch });
const volunteer = { side: "volunteer", mayCancel: false, nowMs: now } as const;
const labels = (view: ShiftView, about: Parameters<typeof shiftRows>[1] = volunteer): string[] => shiftRows([view], about)[0]!.buttons.map(({ label }) => label);

test("a day is said once, above its first shift, in the order of time", () => {
  const rows = shiftRows([shift({ shiftId: "b", fromAt: now + 10 * hourMs }), shift({ shiftId: "c", day: "2026-11-24", dayText: "11月24日 周二", fromAt: now + 30 * hourMs }), shift({ shiftId: "a" })], volunteer);
  expect(rows.map(({ shiftId, dayText }) => [shiftId, dayText])).toEqual([["a", "11月23日 周一"], ["b", ""], ["c", "11月24日 周二"]]);
});

test.each<[NonNullable<Parameters<typeof shift>[0]>, string]>([
  [{ free: 1 }, "还缺 1 人"],
  [{ free: 1, places: 2 }, "还缺 1 人"],
  [{ free: 1, places: 2, missing: 2, invited: 1, turns: [turn({ state: "invited" })] }, "还有 2 个空位，邀请了 1 位，等答复"],
  [{ free: 0, turns: [turn()] }, "都有人了"],
  [{ free: 0, missing: 1, invited: 1, turns: [turn({ state: "invited" })] }, "邀请了 1 位，等答复"],
  [{ free: 0, places: 2, missing: 1, invited: 1, turns: [turn(), turn({ state: "invited" })] }, "邀请了 1 位，等答复"],
  [{ free: 0, turns: [turn({ late: true })] }, "还没有签到"],
  [{ free: 0, turns: [turn({ state: "inProgress" })] }, "来了"],
  [{ free: 0 }, "没有人来"],
  [{ free: 0, turns: [turn({ state: "missed" })] }, "没有人来"],
  [{ state: "cancelled", endText: "收回了" }, "收回了"],
  [{ state: "over", endText: "做完了" }, "做完了"],
  // a cloud that is older than this phone
  [{ state: "cancelled" }, "取消了"],
  [{ state: "over" }, "过了"],
])("%j is said in one word: %s", (patch, word) => {
  expect(shiftRows([shift(patch)], volunteer)[0]!.chip).toBe(word);
});

test("whose hours pay is nothing to a volunteer, but to who is helped", () => {
  const undecided = shift({ funding: "undecided" });
  expect(shiftRows([undecided], volunteer)[0]!.chip).toBe("还缺 1 人");
  expect(shiftRows([undecided], { ...volunteer, side: "recipient" })[0]!.chip).toBe("等支部同意");
});

test("who gave a turn back is not named to others; one's own turn is spoken to oneself", () => {
  const { people } = shiftRows([shift({ turns: [turn(), turn({ called: "小林", state: "givenBack" }), turn({ mine: true, stateText: "答应来" })] })], volunteer)[0]!;
  expect(people).toBe("向叔 答应了，您答应来");
});

test("what the cloud allows is a button; checking in is led to from three hours before", () => {
  expect(labels(shift({ actions: ["take"] }))).toEqual(["我来帮"]);
  const mine = { turns: [turn({ mine: true })], actions: ["giveBack" as const] };
  expect(labels(shift({ ...mine, fromAt: now + 2 * hourMs }))).toEqual(["去签到"]);
  expect(labels(shift({ turns: [turn({ mine: true, state: "inProgress" })], fromAt: now - hourMs }))).toEqual(["去签退"]);
});

test("one's own row leads to its page, where it can be given back; no row has a button for that", () => {
  const mine = shift({ turns: [turn({ mine: true })], actions: ["giveBack"] });
  expect(labels(mine)).toEqual([]);
  expect(shiftRows([mine, shift({ turns: [turn()] }), shift({ turns: [turn({ mine: true, state: "givenBack" })] })], volunteer).map(({ leads }) => leads)).toEqual([true, false, false]);
});

test("each button says its day to who only hears it", () => {
  const weekly = [0, 7].map((days) => shift({ shiftId: `d${days}`, dayText: days ? "11月30日 周一" : "11月23日 周一", fromAt: now + days * dayMs }));
  expect(shiftRows(weekly, volunteer).map(({ spoken }) => spoken)).toEqual(["11月23日 周一 19:00–20:00", "11月30日 周一 19:00–20:00"]);
});

test("what was called off does not stand among what happened", () => {
  const folds = foldsOf([shift({ shiftId: "a", state: "over" }), shift({ shiftId: "b", state: "cancelled" }), shift({ shiftId: "c", state: "over" }), shift()], volunteer);
  expect(folds.map(({ text, rows }) => [text, rows.map(({ shiftId }) => shiftId)])).toEqual([["看过去的 2 班", ["a", "c"]], ["看没有去的 1 班", ["b"]]]);
  const came = [shift({ state: "over" }), shift({ state: "over", turns: [turn({ state: "served" })] }), shift({ state: "over", turns: [turn({ state: "missed" })] })];
  expect(foldsOf(came, { ...volunteer, side: "recipient" })[0]!.text).toBe("看过去的 3 班（2 班没有人来）");
  expect(foldsOf([shift()], volunteer)).toEqual([]);
});

test("calling off is there when it was asked for, and never for what is over", () => {
  const about = { ...volunteer, side: "recipient" as const, mayCancel: true };
  expect(labels(shift(), about)).toEqual(["这班不用了"]);
  expect(labels(shift({ state: "over" }), about)).toEqual([]);
});

test("a weekly series can be promised as a whole; a roster, or a single time, is taken shift by shift", () => {
  const sundays = [14, 0, 7].map((days) => shift({ shiftId: `d${days}`, fromAt: now + days * dayMs, actions: ["take"] }));
  expect(seriesToTake(sundays).map(({ shiftId }) => shiftId)).toEqual(["d0", "d7", "d14"]);
  expect(seriesToTake([...sundays, shift({ fromAt: now + dayMs, actions: ["take"] })])).toEqual([]);
  expect(seriesToTake(sundays.slice(0, 1))).toEqual([]);
  expect(seriesToTake(sundays.map((one) => ({ ...one, actions: [] })))).toEqual([]);
});
