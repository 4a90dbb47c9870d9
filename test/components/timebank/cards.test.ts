import type { NeedCard, SessionCard, TurnCard } from "../../../miniprogram/shared/timebankWords";
import { heard, loadComponent, mount, tap } from "../support/component";
import { installPhone } from "../support/phone";

installPhone();
const needCard = loadComponent("shared/components/need-card/index");
const turnCard = loadComponent("shared/components/turn-card/index");
const sessionCard = loadComponent("shared/components/session-card/index");
const hoursCard = loadComponent("shared/components/hours-card/index");

const need: NeedCard = {
  needId: "n1", version: 3, title: "辅导孩子 · 每周日 19:00", words: "小宇四年级，数学应用题不太会，晚上家里大人要上班，想请一位有耐心的老师每周来讲一小时。",
  whenText: "11月29日 周日 19:00–20:00，共 8 次", placeText: "第 12 网格", lackText: "还缺 3 班", lacking: 3, child: true, state: "open",
  headline: { title: "李老师答应了 5 次", detail: "还缺 3 次", tone: "waiting" },
};
const turn: TurnCard = {
  shiftId: "s1", needId: "n1", version: 5, title: "病房陪护", whenText: "今天 18:00–22:00", placeText: "骨科 7 楼", fromAt: 0, toAt: 1, state: "promised",
  headline: { title: "到了就签到", detail: "", tone: "waiting" }, actions: ["checkIn", "giveBack"],
};
const session: SessionCard = {
  sessionId: "x1", version: 4, needId: "n1", shiftId: "s1", title: "病房陪护", whenText: "11月22日 18:02–21:50", placeText: "骨科 7 楼", withWhom: "向叔", state: "served",
  headline: { title: "请您确认", detail: "", tone: "waiting" }, bookedMinutes: 240, actualMinutes: 228, forgotten: false, events: [], actions: ["confirm", "dispute"],
};

describe("a need", () => {
  test("a neighbour reads what, when, where and how many lack; long words end in time", () => {
    const { text, root } = mount(needCard, { need });
    expect(text()).toContain("还缺3班");
    expect(text()).toContain("第12网格");
    expect(text()).toMatch(/…$/);
    expect(text()).not.toContain("李老师");
    expect(root.data["spoken"]).toContain(need.words);
  });
  test("who asked reads what is true now, and no place of his own", () => {
    const { text } = mount(needCard, { need, side: "own" });
    expect(text()).toContain("李老师答应了5次·还缺3次");
    expect(text()).not.toContain("第12网格");
  });
  test.each([["withdrawn", "不用帮了"], ["notTaken", "没能安排"]] as const)("that is over says so: %s", (state, word) => {
    expect(mount(needCard, { need: { ...need, state } }).text()).toContain(word);
  });
  test.each(["这件事结束了", "没有找到人帮忙"])("that came to its end says how, once: %s", (title) => {
    const { root } = mount(needCard, { need: { ...need, state: "ended", headline: { title, detail: "谢谢", tone: "plain" } }, side: "own" });
    expect(root.data).toMatchObject({ chip: title, headline: "谢谢" });
  });
  test("a tap opens it", () => {
    const { root } = mount(needCard, { need });
    const opened = heard(root, "open");
    tap(root, "onOpen");
    expect(opened).toEqual([{ needId: "n1" }]);
  });
});

describe("a turn", () => {
  test("leads to checking in; a list gives nothing back by a slip of the thumb", () => {
    expect(mount(turnCard, { turn }).text()).toMatch(/去签到$/);
  });
  test("of several only the first has the colour; under a heading that says it nothing is said twice", () => {
    const primary = (first: boolean) => (mount(turnCard, { turn, first }).root.data["buttons"] as { primary: boolean }[]).map((button) => button.primary);
    expect([primary(true), primary(false)]).toEqual([[true], [false]]);
    expect(mount(turnCard, { turn, plain: true }).text()).not.toContain("到了就签到");
  });
  test("a tap names the need and the shift", () => {
    const { root } = mount(turnCard, { turn });
    const opened = heard(root, "open");
    tap(root, "onOpen");
    expect(opened).toEqual([{ needId: "n1", shiftId: "s1" }]);
  });
  test("an action carries the version that was seen", () => {
    const { root } = mount(turnCard, { turn: { ...turn, state: "invited", actions: ["accept", "refuse"] } });
    const acted = heard(root, "act");
    tap(root, "onAct", { action: "accept" });
    expect(acted).toEqual([{ shiftId: "s1", needId: "n1", version: 5, action: "accept" }]);
  });
});

describe("a service", () => {
  test("says who, how long it was, and how long was agreed", () => {
    const { text } = mount(sessionCard, { session });
    expect(text()).toContain("病房陪护·向叔");
    expect(text()).toContain("实际3小时48分钟·约好4小时");
    expect(text()).toContain("对，确认时间不对");
  });
  test("once settled says what was credited instead", () => {
    const { text } = mount(sessionCard, { session: { ...session, creditedMinutes: 200, actions: [] } });
    expect(text()).toContain("实际3小时48分钟·记3小时20分钟");
    expect(text()).not.toContain("约好");
  });
  test("after a forgotten check-out nobody says yes unseen: the button opens it", () => {
    const { root, text } = mount(sessionCard, { session: { ...session, forgotten: true } });
    expect(text()).toContain("看一眼，确认时间不对");
    const [opened, acted] = [heard(root, "open"), heard(root, "act")];
    tap(root, "onAct", { action: "look" });
    expect([opened, acted]).toEqual([[{ sessionId: "x1" }], []]);
  });
  test.each([
    [["confirm", "dispute"], "看一眼，确认"],
    [["decide"], "写下决定"],
    [[], "看一眼"],
  ] as const)("staff have the one thing that the state allows on the card: %j", (actions, label) => {
    const { root } = mount(sessionCard, { session: { ...session, actions: [...actions] }, side: "staff", first: true });
    expect(root.data["buttons"]).toMatchObject([{ label, primary: false }]);
  });
  test("what only its own page can ask is no button of the list", () => {
    expect(mount(sessionCard, { session: { ...session, actions: ["sayEnd"] } }).text()).not.toContain("说一下");
  });
});

describe("hours", () => {
  const hours = { availableMinutes: 60, availableText: "1 小时", heldMinutes: 0, heldText: "0 分钟", honourMinutes: 120, honourText: "2 小时", accountCode: "K7M2-9QXD" };
  test("what can be used first; what is set aside only where there is some", () => {
    expect(mount(hoursCard, { hours }).text()).toBe("您可以用的时间1小时一共帮过别人2小时，用掉也不会少");
    expect(mount(hoursCard, { hours: { ...hours, heldMinutes: 30, heldText: "30 分钟" } }).text()).toContain("另有30分钟给约好的帮忙留着");
    expect(mount(hoursCard, { hours, brief: true }).text()).toBe("您可以用的时间1小时");
    expect(mount(hoursCard, { hours: { ...hours, honourMinutes: 0, honourText: "0 分钟" } }).text()).toBe("您可以用的时间1小时");
  });
  test("the rule that bites is said on the card", () => {
    expect(mount(hoursCard, { hours: { ...hours, note: "账户冻结了，存入不受影响。" } }).text()).toContain("账户冻结了");
  });
  test("frozen, that is said before the number, which is not called usable", () => {
    const { text, root } = mount(hoursCard, { hours: { ...hours, frozen: true, note: "暂时冻结，能用的先不能用。" }, brief: true });
    expect(text()).toBe("暂时冻结，能用的先不能用。您存着的时间1小时");
    expect(root.data["spoken"]).toMatch(/^暂时冻结，能用的先不能用。存着的时间 1 小时/);
  });
  test("leads to the statement by words", () => {
    const { root, text } = mount(hoursCard, { hours, leads: true });
    const opened = heard(root, "open");
    expect(text()).toContain("看对账单");
    tap(root, "onOpen");
    expect(opened).toHaveLength(1);
  });
});
