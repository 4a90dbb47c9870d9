import type { NeedStory } from "../../../miniprogram/shared/timebankWords";
import { loadComponent, mount, stub, tap } from "../support/component";
import { installPhone } from "../support/phone";
import { aNeed, aShift, aTurn } from "./aRoster";

const phone = installPhone();
const page = loadComponent("features/timebank/pages/roster/index", {
  "bottom-actions": stub, "branch-sheet": stub, "headline-card": stub, "page-state": stub, "roster-calendar": stub, "words-field": stub,
});

const [first, second] = [aShift("2026-11-24", 8, 12), aShift("2026-11-25", 8, 12)];
const story = aNeed([first, second]);
const proposed = {
  version: 3,
  proposals: [{ shiftId: first.shiftId, whenText: "", personId: "a", called: "向叔", why: ["住得近"] }],
  unfilled: [{ shiftId: second.shiftId, whenText: "11月25日", why: "没有人有空" }],
  volunteers: [{ personId: "a", called: "向叔", note: "" }, { personId: "b", called: "小陈", note: "没说有空" }],
};

interface Data {
  said: string;
  saidTone: string;
  picked: number;
  picksText: string;
  proposals: { who: string; why: string }[];
  unfilled: { shiftId: string }[];
  choices: { personId: string; chosen: boolean }[];
  sheetOpen: boolean;
  notice: string;
  wordsError: string;
  words: string;
}
interface Page {
  onLoad(query: object): void;
  onShift(event: object): void;
  onWords(event: object): void;
  data: Data;
}
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 30; turn++) await Promise.resolve();
};

async function openRoster(step: () => unknown = () => ({ ok: true, data: story })) {
  phone.sent.length = 0;
  const answers: Record<string, () => unknown> = { "needs.open": () => ({ ok: true, data: story }), "needs.propose": () => ({ ok: true, data: proposed }), "needs.step": step };
  phone.answer = ({ call }) => answers[call]?.();
  const { root } = mount(page);
  const instance = root.instance as unknown as Page;
  instance.onLoad({ needId: story.needId });
  await settled();
  return { root, instance, steps: () => phone.sent.filter(({ call }) => call === "needs.step").map(({ input }) => input) };
}

beforeAll(() => {
  Object.assign(wx, { pageScrollTo: () => Promise.resolve() });
});

test("opens with one call; the system proposes and nobody is asked by that", async () => {
  const { root, instance, steps } = await openRoster();
  expect(phone.sent.map(({ call }) => call)).toEqual(["needs.open"]);
  tap(root, "onPropose");
  await settled();
  expect(instance.data.proposals).toMatchObject([{ who: "想请向叔", why: "住得近" }]);
  expect(instance.data.unfilled.map(({ shiftId }) => shiftId)).toEqual([second.shiftId]);
  expect(steps()).toEqual([]);
});

test("a proposal is changed by hand, an unfilled shift filled, and all are asked together", async () => {
  const asked: NeedStory = { ...story, version: 4, shifts: [{ ...first, free: 0, turns: [aTurn("小陈", "invited")] }, { ...second, free: 0, turns: [aTurn("小陈", "invited")] }] };
  const { root, instance, steps } = await openRoster(() => ({ ok: true, data: asked }));
  tap(root, "onPropose");
  await settled();
  for (const { shiftId } of [first, second]) {
    instance.onShift({ detail: { shiftId } });
    tap(root, "onChoice", { id: "b" });
  }
  expect(instance.data.picksText).toBe("想请 1 位邻居，一共 2 班");
  tap(root, "onInvite");
  await settled();
  expect(steps()).toEqual([{ needId: "need1", version: 3, step: { action: "invite", assignments: [{ shiftId: first.shiftId, personId: "b" }, { shiftId: second.shiftId, personId: "b" }] } }]);
  expect(instance.data).toMatchObject({ said: "邀请了 1 位邻居，他们一答复这里就能看到。", picked: 0, proposals: [] });
});

test("whom to ask survives a lost network and somebody else's change", async () => {
  const { root, instance } = await openRoster(() => ({ ok: false, failure: { code: "stale", message: "刚刚有人更新过这件事" } }));
  tap(root, "onPropose");
  await settled();
  tap(root, "onInvite");
  await settled();
  expect(instance.data).toMatchObject({ picked: 1, said: "刚刚有人更新过这件事", saidTone: "waiting" });
});

test("what the time bank cannot do asks for a way on, and keeps what was written", async () => {
  const { root, instance, steps } = await openRoster();
  tap(root, "onBegin", { action: "notTake" });
  tap(root, "onSheetSubmit");
  await settled();
  expect(instance.data).toMatchObject({ sheetOpen: true, wordsError: "请告诉他接下来可以找谁。" });
  instance.onWords({ detail: { value: "请找养老中心" } });
  tap(root, "onSheetClose");
  tap(root, "onBegin", { action: "notTake" });
  expect(instance.data.words).toBe("请找养老中心");
  tap(root, "onSheetSubmit");
  await settled();
  expect(steps()).toEqual([{ needId: "need1", version: 3, step: { action: "notTake", wayOn: "请找养老中心" } }]);
});

test("one shift is cancelled, the one that was open", async () => {
  const { root, instance, steps } = await openRoster();
  instance.onShift({ detail: { shiftId: second.shiftId } });
  tap(root, "onBegin", { action: "cancelShift" });
  tap(root, "onSheetSubmit");
  await settled();
  expect(steps()).toEqual([{ needId: "need1", version: 3, step: { action: "cancelShift", shiftId: second.shiftId } }]);
  expect(instance.data.sheetOpen).toBe(false);
});
