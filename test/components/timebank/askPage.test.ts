import type { AskForm } from "../../../miniprogram/features/timebank/askDraft";
import { loadComponent, mount, stub, tap } from "../support/component";
import { installPhone } from "../support/phone";

const phone = installPhone();
const names = ["bottom-actions", "choice", "day-field", "page-state", "privacy-popup", "skill-grid", "switch-row", "text-field", "time-field", "unit-search", "words-field"];
const page = loadComponent("features/timebank/pages/ask/index", Object.fromEntries(names.map((name) => [name, stub])));

const form: AskForm = {
  skills: [{ code: "accompany", name: "陪看病", hint: "", child: false }, { code: "tutoring", name: "辅导孩子", hint: "", child: true }],
  place: { text: "27 栋 3 单元 402", grid: "第 12 网格" },
  payText: "",
  availableMinutes: 600,
  poolMinutes: 0,
};
const DRAFT = "timebankDraft:ask";

interface Page {
  onLoad(query: object): void;
  onUnload(): void;
  onSkill(event: object): void;
  change(patch: object): void;
  data: { step: string; draft: { skill: string; words: string; place: string }; errors: Record<string, string>; child: boolean; sentence: string; said: string; firstWords: string };
}
const settled = async (): Promise<void> => {
  for (let turns = 0; turns < 40; turns++) await Promise.resolve();
};
const asks = () => phone.sent.filter(({ call }) => call === "needs.ask");
const went: string[] = [];
let refusal: object | null = null;

beforeAll(() => {
  Object.assign(wx, { pageScrollTo: () => Promise.resolve(), redirectTo: ({ url }: { url: string }) => void went.push(url) });
});
beforeEach(() => {
  phone.storage.clear();
  phone.sent.length = 0;
  went.length = 0;
  refusal = null;
});

async function opened(query: object = {}, more: Partial<AskForm> = {}): Promise<{ root: ReturnType<typeof mount>["root"]; instance: Page }> {
  phone.answer = ({ call }) => (call === "needs.form" ? { ok: true, data: { ...form, ...more } } : (refusal ?? { ok: true, data: { needId: "n1" } }));
  const { root } = mount(page);
  const instance = root.instance as unknown as Page;
  instance.onLoad(query);
  await settled();
  return { root, instance };
}
const choose = (instance: Page, code: string): void => instance.onSkill({ detail: { code } });
const when = { kind: "once", day: "2099-11-25", fromMinute: 540, minutes: 120 };

async function asked(more: Partial<AskForm> = {}): Promise<{ root: ReturnType<typeof mount>["root"]; instance: Page }> {
  const page = await opened({}, more);
  choose(page.instance, "accompany");
  page.instance.change(when);
  return page;
}

test("one question after the other, and a wrong answer keeps the question", async () => {
  const { root, instance } = await opened();
  tap(root, "onNext");
  expect(instance.data).toMatchObject({ step: "what", errors: { skill: "请选一样最接近的。" } });
  choose(instance, "accompany");
  tap(root, "onNext");
  expect(instance.data.step).toBe("when");
  tap(root, "onNext");
  expect(instance.data).toMatchObject({ step: "when", errors: { kind: expect.stringContaining("请选") as string } });
  instance.change(when);
  tap(root, "onNext");
  // One's own home is chosen already.
  expect(instance.data).toMatchObject({ step: "where", draft: { place: "home" } });
  tap(root, "onNext");
  expect(instance.data.step).toBe("check");
  expect(instance.data.sentence).toContain("陪看病");
  tap(root, "onBack");
  expect(instance.data.step).toBe("where");
});

test("what was chosen survives leaving, and is gone when it was sent", async () => {
  const before = await asked();
  before.instance.change({ words: "眼睛不好" });
  before.instance.onUnload();
  const { root, instance } = await opened();
  expect(instance.data).toMatchObject({ firstWords: "眼睛不好", draft: { skill: "accompany", words: "眼睛不好" } });
  for (let step = 0; step < 4; step++) tap(root, "onNext");
  await settled();
  expect(asks()[0]!.input).toMatchObject({ skill: "accompany", words: "眼睛不好", place: { kind: "home" } });
  expect(went).toEqual(["/features/timebank/pages/need/index?needId=n1"]);
  instance.onUnload();
  expect(phone.storage.has(DRAFT)).toBe(false);
});

test("a page that was only looked at keeps nothing", async () => {
  const { instance } = await opened();
  instance.onUnload();
  expect(phone.storage.has(DRAFT)).toBe(false);
});

test("answering an offer is another matter than what was begun before", async () => {
  const before = await asked();
  before.instance.onUnload();
  const kept = phone.storage.get(DRAFT);
  const offer = { offerId: "o1", version: 1, skill: "tutoring", title: "辅导孩子", words: "", timesText: "", placeText: "", mine: false };
  const { instance } = await opened({ offerId: "o1" }, { offer });
  expect(phone.sent[phone.sent.length - 1]).toMatchObject({ call: "needs.form", input: { offerId: "o1" } });
  expect(instance.data.draft).toMatchObject({ skill: "tutoring", words: "" });
  instance.onUnload();
  expect(phone.storage.get(DRAFT)).toEqual(kept);
});

test("a request that turns out to be a need is asked for its resident, whose own home is not the asker's", async () => {
  const { instance } = await opened({ requestId: "r1" }, { request: { requestId: "r1", title: "想找人陪着去医院", words: "想找人陪着去医院。" } });
  expect(instance.data.draft).toMatchObject({ words: "想找人陪着去医院。", forOther: true, place: "" });
});

describe("a need that is over, asked again", () => {
  const again: AskForm["again"] = { skill: "accompany", words: "去看眼睛", schedule: { kind: "once", day: "2026-11-02", fromMinute: 540, minutes: 120, places: 1 }, where: "elsewhere", forOther: false };

  test("asks for the day first, and goes out with everything else as it was", async () => {
    const before = await asked();
    before.instance.change({ place: "elsewhere", placeWords: "市医院 7 楼" });
    for (let taps = 0; taps < 4; taps++) tap(before.root, "onNext");
    await settled();
    phone.sent.length = 0;
    const { root, instance } = await opened({ needId: "n1" }, { again });
    expect(phone.sent[0]).toMatchObject({ call: "needs.form", input: { needId: "n1" } });
    expect(instance.data).toMatchObject({ step: "when", firstWords: "去看眼睛", draft: { skill: "accompany", kind: "once", day: "", fromMinute: 540, minutes: 120, place: "elsewhere", placeWords: "市医院 7 楼" } });
    tap(root, "onNext");
    expect(instance.data).toMatchObject({ step: "when", errors: { day: expect.stringContaining("请选") as string } });
    instance.change({ day: "2099-11-25" });
    for (let taps = 0; taps < 3; taps++) tap(root, "onNext");
    await settled();
    expect(asks()[0]!.input).toEqual({ skill: "accompany", words: "去看眼睛", place: { kind: "elsewhere", words: "市医院 7 楼" }, schedule: { kind: "once", day: "2099-11-25", fromMinute: 540, minutes: 120, places: 1 } });
  });

  test("is another matter than what was begun before", async () => {
    (await asked()).instance.onUnload();
    const kept = phone.storage.get(DRAFT);
    const { root, instance } = await opened({ needId: "n1" }, { again: { ...again, where: "home" } });
    instance.change({ day: "2099-11-25" });
    instance.onUnload();
    expect(phone.storage.get(DRAFT)).toEqual(kept);
    for (let taps = 0; taps < 3; taps++) tap(root, "onNext");
    await settled();
    expect(asks()).toHaveLength(1);
    instance.onUnload();
    expect(phone.storage.get(DRAFT)).toEqual(kept);
  });

  test("for a child its guardian is asked before the day", async () => {
    const { instance } = await opened({ needId: "n1" }, { again: { ...again, skill: "tutoring" } });
    expect(instance.data).toMatchObject({ step: "what", child: true, draft: { skill: "tutoring", kind: "once" } });
  });

  test("where others live is not kept on the phone of who asked for them", async () => {
    const { root, instance } = await asked();
    instance.change({ forOther: true, otherCalled: "刘大爷", otherConsents: true, place: "elsewhere", placeWords: "市医院 7 楼" });
    for (let taps = 0; taps < 4; taps++) tap(root, "onNext");
    await settled();
    expect(asks()).toHaveLength(1);
    expect(JSON.stringify([...phone.storage.values()])).not.toContain("市医院");
  });
});

test.each([
  [{ code: "placeUnknown", message: "" }, "where"],
  [{ code: "dateNotWorkable", message: "" }, "when"],
  [{ code: "skillUnknown", message: "" }, "what"],
  [{ code: "invalidInput", message: "", fields: { "schedule.day": "请选一个日子。" } }, "when"],
  [{ code: "invalidInput", message: "", fields: { "child.otherAdult": "请写一下到时候还有哪位大人在。" } }, "what"],
  [{ code: "tooMany", message: "" }, "check"],
])("what the cloud finds wrong is mended at its own question: %j at %s", async (failure, step) => {
  const { root, instance } = await asked();
  refusal = { ok: false, failure };
  for (let taps = 0; taps < 4; taps++) tap(root, "onNext");
  await settled();
  expect(instance.data.step).toBe(step);
  expect(instance.data.said).not.toBe("");
});

test("where a child is helped, its guardian is asked about before the next question", async () => {
  const { root, instance } = await opened();
  choose(instance, "tutoring");
  tap(root, "onNext");
  expect(instance.data).toMatchObject({ step: "what", child: true, errors: { guardian: expect.stringContaining("监护人") as string } });
  instance.change({ guardianCalled: "妈妈", guardianConsents: true, otherAdult: "奶奶" });
  tap(root, "onNext");
  expect(instance.data.step).toBe("when");
});

test("sending again after a lost answer is the same asking", async () => {
  jest.useFakeTimers();
  try {
    const { root } = await asked();
    phone.lost = 0;
    for (let taps = 0; taps < 3; taps++) tap(root, "onNext");
    phone.lost = 3;
    tap(root, "onNext");
    await jest.advanceTimersByTimeAsync(5000);
    tap(root, "onNext");
    await jest.advanceTimersByTimeAsync(100);
    expect(asks()).toHaveLength(4);
    expect(new Set(asks().map(({ operationId }) => operationId)).size).toBe(1);
  } finally {
    jest.useRealTimers();
  }
});
