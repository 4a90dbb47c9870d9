import type { RequestCard } from "../../miniprogram/shared/components/request-card/index";
import { heard, loadComponent, mount, tap } from "./support/component";
import { installPhone } from "./support/phone";

installPhone();
const card = loadComponent("shared/components/request-card/index");

const request: RequestCard = {
  requestId: "r1",
  version: 3,
  receipt: "4-1123-KXWM",
  title: "下水道又堵了",
  place: "27 栋 3 单元",
  notes: ["代报"],
  state: "inProgress",
  headline: { title: "老何正在办", detail: "周四 18:00 前给您答复", tone: "good" },
  urgency: "ordinary",
  dueText: "明天 18:00",
  dueTone: "waiting",
  notFoundCount: 0,
  unclaimedCount: 0,
  actions: ["askConfirm", "askHelper", "transfer", "addWord"],
  updatedAt: 0,
};

test("a resident reads what is true now, and no button of the staff", () => {
  const { text, unmount } = mount(card, { request, side: "resident" });
  expect(text()).toContain("下水道又堵了正在办老何正在办周四18:00前给您答复");
  expect(text()).not.toContain("请居民确认");
  expect(text()).not.toContain("27栋");
  unmount();
});

test("what is late looks late to its resident too, however far it is", () => {
  const late = { ...request, dueAt: 1, dueText: "已过期 4 天", dueTone: "urgent" as const };
  const { text, root } = mount(card, { request: late, side: "resident" });
  expect(text()).toContain("下水道又堵了已过期4天");
  expect(root.dom?.innerHTML).toContain("request__done--late");
  expect(mount(card, { request, side: "resident" }).root.dom?.innerHTML).not.toContain("request__done--late");
});

test("staff read place, service and time left, with the one or two actions in front and the rest on its page", () => {
  const { text, unmount } = mount(card, { request, side: "staff" });
  expect(text()).toContain("明天18:00");
  expect(text()).toContain("27栋3单元·代报");
  expect(text()).toContain("请居民确认");
  expect(text()).toContain("请人一起办");
  expect(text()).toContain("打开看");
  expect(text()).not.toContain("转给");
  unmount();
});

test("how often nobody was found stands on the staff's card only when it happened", () => {
  const never = mount(card, { request, side: "staff" });
  expect(never.text()).not.toMatch(/没找到人|没人接/);
  const said = mount(card, { request: { ...request, notFoundCount: 2 }, side: "staff" });
  expect(said.text()).toContain("居民2次没找到人");
  expect(said.text()).not.toContain("没人接");
  const noticed = mount(card, { request: { ...request, unclaimedCount: 1 }, side: "staff" });
  expect(noticed.text()).toContain("过了时间没人接");
  expect(noticed.text()).not.toContain("居民1次");
});

test("a tap opens the request by its id; an action carries the version that was seen", () => {
  const { root } = mount(card, { request, side: "staff" });
  const opened = heard(root, "open");
  const acted = heard(root, "act");
  tap(root, "onOpen");
  tap(root, "onAct", { action: "askConfirm" });
  expect(opened).toEqual([{ requestId: "r1" }]);
  expect(acted).toEqual([{ requestId: "r1", version: 3, action: "askConfirm" }]);
});

test.each([
  ["closed", "办好了"],
  ["awaitingResident", "等您回话"],
  ["resolved", "等您确认"],
  ["notAccepted", "没能办"],
] as const)("state %s is one plain word for its resident", (state, word) => {
  expect(mount(card, { request: { ...request, state } }).text()).toContain(word);
});
