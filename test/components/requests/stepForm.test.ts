import { requestStep } from "../../../contracts/requests/calls";
import { requestLifecycle } from "../../../contracts/requests/lifecycle";
import { emptyValues, judgeStep, messagesFromCloud, type StepAction, stepForm, type StepValues } from "../../../miniprogram/features/requests/components/step-sheet/stepForm";
import { aStory } from "./aStory";

const help = (helpId: string) => ({ helpId, person: aStory().standIn, part: "画图", day: "2026-11-25", done: false, mine: true });
const story = aStory({ helpers: [help("h1")] });
const asked = (Object.keys(requestLifecycle) as (keyof typeof requestLifecycle)[]).filter(
  (action): action is StepAction => !["accept", "start", "closeBySilence"].includes(action),
);

/** Fills a form as a user does: the first of each choice, some words, tomorrow. */
function filled(action: StepAction): StepValues {
  const values = emptyValues();
  for (const field of stepForm(action, story).fields) {
    const first = field.choices[0]?.value ?? "";
    if (field.kind === "choice") Object.assign(values, { [field.key]: first });
    if (field.kind === "words") Object.assign(values, { [field.key]: "水还在冒" });
    if (field.kind === "day") values.day = "2026-11-24";
    if (field.kind === "stars") values.stars = 4;
  }
  return values;
}

test.each(asked)("%s: what its own form asks for is what the contract wants", (action) => {
  const verdict = judgeStep(action, story, filled(action));
  expect(verdict).toMatchObject({ ok: true, step: { action } });
  if (verdict.ok) expect(requestStep.safeParse(verdict.step).success).toBe(true);
});

test.each(asked)("%s: what is wrong with an empty form stands beside a field of it, in Chinese", (action) => {
  const verdict = judgeStep(action, story, emptyValues());
  if (verdict.ok) return;
  const keys: string[] = stepForm(action, story).fields.map(({ key }) => key);
  expect(Object.keys(verdict.messages).length).toBeGreaterThan(0);
  for (const [key, message] of Object.entries(verdict.messages)) {
    expect(keys).toContain(key);
    expect(message).toMatch(/[\u4e00-\u9fff]/);
  }
});

test("only 继续办, 我这部分办完了 and 不用办了 need no word at all", () => {
  expect(asked.filter((action) => judgeStep(action, story, emptyValues()).ok)).toEqual(["goOn", "helperDone", "withdraw"]);
});

test("a matter goes to a person or to a station", () => {
  const values = { ...emptyValues(), reason: "otherStation" };
  expect(judgeStep("transfer", story, { ...values, to: "station:S1" })).toMatchObject({ ok: true, step: { to: { kind: "station", stationCode: "S1" } } });
  expect(judgeStep("transfer", story, { ...values, to: "person:p:chen" })).toMatchObject({ ok: true, step: { to: { kind: "person", staffId: "p:chen" } } });
  expect(judgeStep("transfer", story, values)).toEqual({ ok: false, messages: { to: "请选转给谁。" } });
});

test("the owner does not ask himself", () => {
  const [who] = stepForm("askHelper", story).fields;
  expect(who?.choices.map(({ label, note }) => `${label}${note}`)).toEqual(["小陈支委", "周站长"]);
});

test("of several parts the helper says which one is done", () => {
  const two = aStory({ helpers: [help("h1"), help("h2"), { ...help("h3"), mine: false }] });
  expect(stepForm("helperDone", two).fields[0]?.choices.map(({ value }) => value)).toEqual(["h1", "h2"]);
  expect(judgeStep("helperDone", two, { ...emptyValues(), helpId: "h2" })).toMatchObject({ ok: true, step: { helpId: "h2" } });
});

test("what the cloud refuses stands beside the same field", () => {
  expect(messagesFromCloud({ "step.words": "最多 500 个字。", "step.to.staffId": "编号不对", version: "旧了" })).toEqual({ words: "最多 500 个字。", to: "请选转给谁。" });
});
