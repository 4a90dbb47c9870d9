import type { CallData } from "../../../contracts/calls";
import { suggestedWayOn } from "../../../miniprogram/features/timebank/pages/member/memberView";
import { loadComponent, mount, stub, tap } from "../support/component";
import { installPhone } from "../support/phone";

const phone = installPhone();
const page = loadComponent("features/timebank/pages/member/index", {
  "bottom-actions": stub, "branch-sheet": stub, "headline-card": stub, "page-state": stub, "switch-row": stub, "words-field": stub,
});

const opened: CallData<"members.open"> = {
  card: {
    memberId: "m1", version: 4, called: "李老师", grid: "第 12 网格", skillsText: "辅导孩子", timesText: "周日晚上", state: "applied", isMinor: false,
    appliedAt: 1, appliedText: "昨天", actions: ["approve", "decline"],
  },
  firstNeeds: [{ shiftId: "s1", title: "辅导孩子", whenText: "周日 19:00", placeText: "第 12 网格", why: "就在他的网格" }],
};
const decidedCard = (state: "active" | "declined") => ({ card: { ...opened.card, version: 5, state, actions: [] } });

interface Page {
  onLoad(query: object): void;
  onWayOn(event: object): void;
  data: { said: string; wayOn: string; wayOnError: string; reasonError: string; notice: string; declining: boolean; member: { title: string } | null };
}
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

async function openPage(answer: (call: string) => unknown) {
  phone.sent.length = 0;
  phone.answer = ({ call }) => (call === "members.open" ? { ok: true, data: opened } : answer(call));
  const { root } = mount(page);
  const instance = root.instance as unknown as Page;
  instance.onLoad({ memberId: "m1" });
  await settled();
  return { root, instance, decisions: () => phone.sent.filter(({ call }) => call === "members.decide").map(({ input }) => input) };
}

beforeAll(() => {
  Object.assign(wx, { pageScrollTo: () => Promise.resolve() });
});

test("a yes carries the chosen need, and says that he may say no", async () => {
  const { root, instance, decisions } = await openPage(() => ({ ok: true, data: decidedCard("active") }));
  tap(root, "onNeed", { id: "s1" });
  tap(root, "onApprove");
  await settled();
  expect(decisions()).toEqual([{ memberId: "m1", version: 4, decision: { kind: "approve", firstShiftId: "s1" } }]);
  expect(instance.data.said).toContain("辅导孩子");
  expect(instance.data.said).toContain("他可以不去");
  expect(instance.data.member?.title).toBe("李老师已经是志愿者");
});

test("a no without a reason does not leave, one without a way on says so beside it", async () => {
  const { root, instance, decisions } = await openPage(() => ({ ok: true, data: decidedCard("declined") }));
  tap(root, "onDecline");
  tap(root, "onSendDecline");
  expect(instance.data.reasonError).not.toBe("");
  tap(root, "onReason", { reason: "unreachable" });
  instance.onWayOn({ detail: { value: " " } });
  tap(root, "onSendDecline");
  await settled();
  expect(instance.data.wayOnError).toBe("请告诉他接下来可以怎么做。");
  expect(decisions()).toEqual([]);
});

test("a suggested way on follows the reason, words of one's own stay", async () => {
  const { root, instance } = await openPage(() => ({ ok: true, data: decidedCard("declined") }));
  tap(root, "onReason", { reason: "unreachable" });
  expect(instance.data.wayOn).toBe(suggestedWayOn.unreachable);
  tap(root, "onReason", { reason: "notResident" });
  expect(instance.data.wayOn).toBe(suggestedWayOn.notResident);
  instance.onWayOn({ detail: { value: "周三下午我在站里等他" } });
  tap(root, "onReason", { reason: "noNeedYet" });
  expect(instance.data.wayOn).toBe("周三下午我在站里等他");
});

test("somebody was first: what is true now is shown, with why", async () => {
  const { root, instance } = await openPage(() => ({ ok: false, failure: { code: "stale", message: "刚刚有人更新过这件事" } }));
  tap(root, "onApprove");
  await settled();
  expect(phone.sent.map(({ call }) => call)).toEqual(["members.open", "members.decide", "members.open"]);
  expect(instance.data.said).toBe("刚刚有人更新过这件事");
});
