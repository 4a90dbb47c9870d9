import { calls } from "../../../contracts/calls";
import { type SessionAction, sessionLifecycle } from "../../../contracts/timebank/session";
import { buttonsOf, factsOf, minutesOf, ruleOf, sheetOf, stepOf } from "../../../miniprogram/features/timebank/pages/session/sessionView";
import type { SessionCard } from "../../../miniprogram/shared/timebankWords";
import { installPhone } from "../support/phone";

installPhone();
const session: SessionCard = {
  sessionId: "x1", version: 4, needId: "n1", shiftId: "s1", title: "病房陪护", whenText: "11月22日 18:02–21:50", placeText: "骨科 7 楼", withWhom: "向叔", state: "served",
  headline: { title: "", detail: "", tone: "waiting" }, bookedMinutes: 240, forgotten: false, events: [], actions: [],
};
const card = (patch: Partial<SessionCard> = {}): SessionCard => ({ ...session, ...patch });
const values = (patch: Partial<Parameters<typeof stepOf>[1]> = {}) => ({ minutes: "200", reason: "timeWrong", words: "问过双方", ...patch });
const accepted = (step: unknown): boolean => calls["sessions.step"].input.safeParse({ sessionId: "x1", version: 4, step }).success;

test("what is known stands there, and nothing else", () => {
  expect(factsOf(card()).map(({ name }) => name)).toEqual(["和谁", "时间", "地方", "约好"]);
  expect(factsOf(card({ actualMinutes: 240, forgotten: true, creditedMinutes: 200, disputeText: "他早走了" })).slice(4)).toEqual([
    { name: "实际", value: "4 小时（忘了签退）" }, { name: "记下", value: "3 小时 20 分钟" }, { name: "说法", value: "他早走了" },
  ]);
});

test.each([
  [{ forgotten: true, actions: ["sayEnd" as const] }, /忘了签退/],
  [{ actualMinutes: 250 }, /按约好的存/],
  [{ actualMinutes: 240 }, /^$/],
  [{ actualMinutes: 250, creditedMinutes: 180, state: "settled" as const }, /^$/],
  [{ state: "settled" as const, actions: ["dispute" as const] }, /30 天/],
  [{ state: "settled" as const }, /^$/],
  [{ state: "disputed" as const }, /不会抹掉/],
])("the rule that bites is said: %j", (patch, said) => {
  expect(ruleOf(card(patch))).toMatch(said);
});

test("what goes on stands in front of what goes against; what only the clock does is no button", () => {
  expect(buttonsOf(["confirm", "dispute"]).map(({ label, primary }) => [label, primary])).toEqual([["对，确认", true], ["时间不对", false]]);
  expect(buttonsOf(["dispute"])[0]!.primary).toBe(false);
  expect(buttonsOf(Object.keys(sessionLifecycle) as SessionAction[]).map(({ action }) => action)).not.toContain("confirmBySilence");
});

test.each([
  ["sayEnd", {}, { action: "sayEnd", minutes: 200 }],
  ["dispute", { words: " " }, { action: "dispute", reason: "timeWrong" }],
  ["dispute", {}, { action: "dispute", reason: "timeWrong", words: "问过双方" }],
  ["decide", {}, { action: "decide", minutes: 200, words: "问过双方" }],
] as const)("%s with %j becomes a step that the contract takes", (action, patch, step) => {
  expect(stepOf(action, values(patch), 240)).toEqual({ step, errors: null });
  expect(accepted(step)).toBe(true);
});

test.each([
  ["sayEnd", { minutes: "一小时" }, "minutes"],
  ["decide", { minutes: "" }, "minutes"],
  ["decide", { words: "" }, "words"],
  ["decide", { minutes: "300" }, "minutes"],
  ["sayEnd", { minutes: "241" }, "minutes"],
  ["dispute", { reason: "" }, "reason"],
] as const)("%s with %j is not sent, and its field says why", (action, patch, field) => {
  const { step, errors } = stepOf(action, values(patch), 240);
  expect(step).toBeNull();
  expect(errors?.[field]).not.toBe("");
});

test("everything that is wrong is said at once", () => {
  expect(stepOf("decide", values({ minutes: "300", words: "" }), 240).errors).toMatchObject({ minutes: "约好的是 4 小时，最多写 240 分钟。", words: "请写一下为什么这样定。" });
});

test("why it was decided so stands with the rest", () => {
  expect(factsOf(card({ decidedText: "吴书记：问过双方" })).at(-1)).toEqual({ name: "定的", value: "吴书记：问过双方" });
});

test("a sheet says before what it will do", () => {
  expect(sheetOf.sayEnd(card()).effects.join("")).toContain("4 小时");
  expect(sheetOf.dispute(card()).effects.join("")).toContain("原来的记录都留着");
  expect(minutesOf("12.5")).toBeNull();
  expect(minutesOf(" 90 ")).toBe(90);
});
