import { calls } from "../../../contracts/calls";
import { type SessionAction, sessionLifecycle } from "../../../contracts/timebank/session";
import { buttonsOf, factsOf, minutesOf, ruleOf, sheetOf, stepOf, suggestedMinutes } from "../../../miniprogram/features/timebank/pages/session/sessionView";
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
  expect(stepOf(action, values(patch), card())).toEqual({ step, errors: null });
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
  const { step, errors } = stepOf(action, values(patch), card());
  expect(step).toBeNull();
  expect(errors?.[field]).not.toBe("");
});

test("everything that is wrong is said at once", () => {
  expect(stepOf("decide", values({ minutes: "300", words: "" }), card()).errors).toMatchObject({ minutes: "约好的是 4 小时，最多写 240 分钟。", words: "请写一下为什么这样定。" });
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

test.each([
  ["before anything is paid, what was booked", { actualMinutes: 250 }, 240, /约好的是 4 小时，可以少记。/],
  ["paid and left alone", { creditedMinutes: 240, decidableMinutes: 240 }, 240, /现在记着 4 小时，可以少记。/],
  ["paid and corrected since", { creditedMinutes: 30, decidableMinutes: 60, bookedMinutes: 60 }, 30, /现在记着 30 分钟，原来记的是 1 小时：可以再少记，也可以补回来。/],
  ["paid less than booked", { creditedMinutes: 45, decidableMinutes: 45, bookedMinutes: 60 }, 45, /现在记着 45 分钟，可以少记。/],
] as const)("a decision begins with what counts now and says which way it can go: %s", (_name, patch, suggested, said) => {
  expect(suggestedMinutes("decide", card(patch))).toBe(suggested);
  expect(sheetOf.decide(card(patch)).effects.join("")).toMatch(said);
});

test("what can be decided is what the cloud takes", () => {
  const decided = (minutes: string, patch: Partial<SessionCard>) => stepOf("decide", values({ minutes }), card(patch)).errors?.minutes ?? "ok";
  expect(decided("60", { bookedMinutes: 60, creditedMinutes: 30, decidableMinutes: 60 })).toBe("ok");
  expect(decided("61", { bookedMinutes: 60, creditedMinutes: 30, decidableMinutes: 60 })).toBe("约好的是 1 小时，最多写 60 分钟。");
  expect(decided("46", { bookedMinutes: 60, creditedMinutes: 30, decidableMinutes: 45 })).toBe("原来记的是 45 分钟，最多写 45 分钟。");
});
