import type { CallInput } from "../../contracts/calls";
import { dayOf, minuteOfDay } from "../../contracts/kernel/day";
import { minuteMs } from "../../contracts/kernel/milliseconds";
import type { TestCloud } from "../support/cloud";
import { callAs, demoStartsAt } from "../support/demo";
import type { Hand } from "./hand";
import type { View } from "./views";

/** Ids of the time bank that the views show, each in a state of its own. */
export interface TimebankStories {
  /** 李老师's two weeks in the ward, his own. */
  roster: string;
  /** What 向叔 has promised for tonight. */
  promisedNeed: string;
  promisedShift: string;
  /** Begins in a few minutes: 向叔 may check in; 李老师 is there already. */
  soonNeed: string;
  soonShift: string;
  goingShift: string;
  goingSession: string;
  toConfirm: string;
  certificate: string;
  withdrawn: string;
  offer: string;
  open: string;
  /** Every week, for whoever likes to take all of it. */
  series: string;
}

const pageOf = (name: string, query = ""): string => `/features/timebank/pages/${name}/index${query && `?${query}`}`;

type Schedule = CallInput<"needs.ask">["schedule"];

async function asked(cloud: TestCloud, schedule: Schedule): Promise<{ needId: string; shiftId: string }> {
  const { needId, shifts } = await callAs(cloud, "resident", "needs.ask", { skill: "company", words: "陪着在院里走走，说说话。", place: { kind: "home" }, schedule, wish: "说话大声些" });
  return { needId, shiftId: shifts[0]!.shiftId };
}

/** Begins in a while, and may be checked in to already. */
const soon = demoStartsAt + 20 * minuteMs;
const once = (minutes: number): Schedule => ({ kind: "once", day: dayOf(soon), fromMinute: minuteOfDay(soon), minutes, places: 1 });
const everyWeek: Schedule = { kind: "weekly", fromDay: "2026-11-25", weekday: 3, fromMinute: 840, minutes: 60, places: 1, weeks: 8 };

/** Whatever 党支部 has to say first: 陈阿姨 has nothing saved, and the pool may not suffice. */
async function takenBy(cloud: TestCloud, who: string, minutes: number): Promise<{ needId: string; shiftId: string }> {
  const { needId, shiftId } = await asked(cloud, once(minutes));
  const story = await callAs(cloud, "stationHead", "needs.open", { needId });
  if (story.actions.includes("fund")) await callAs(cloud, "stationHead", "needs.step", { needId, version: story.version, step: { action: "fund" } });
  const { version } = (await callAs(cloud, "resident", "needs.open", { needId })).shifts[0]!;
  await callAs(cloud, who, "shifts.step", { shiftId, version, step: { action: "take" } });
  return { needId, shiftId };
}

const personIdIn = async (cloud: TestCloud, needId: string): Promise<string> =>
  (await callAs(cloud, "resident", "sessions.code", { needId })).turns[0]!.personId;

export async function prepareTimebank(cloud: TestCloud): Promise<TimebankStories> {
  const teacher = await callAs(cloud, "teacher", "timebank.open", {});
  const volunteer = await callAs(cloud, "volunteer", "timebank.open", {});
  const soon = await takenBy(cloud, "volunteer", 60);
  const going = await takenBy(cloud, "teacher", 45);
  const { sessionId } = await callAs(cloud, "resident", "sessions.checkIn", { shiftId: going.shiftId, presence: { kind: "onBehalf", personId: await personIdIn(cloud, going.needId) } });
  const show = { name: true, content: true, places: true };
  const days = { fromDay: "2026-01-01", toDay: "2026-11-22" };
  const { number: certificate } = await callAs(cloud, "teacher", "certificates.issue", { ...days, show });
  const { number: withdrawn } = await callAs(cloud, "teacher", "certificates.issue", { ...days, show: { ...show, name: false } });
  await callAs(cloud, "teacher", "certificates.withdraw", { number: withdrawn });
  const { needId: series } = await asked(cloud, everyWeek);
  const near = await callAs(cloud, "volunteer", "needs.near", {});
  const offers = await callAs(cloud, "resident", "offers.near", {});
  return {
    roster: teacher.needs[0]!.needId,
    promisedNeed: volunteer.promised[0]!.needId,
    promisedShift: volunteer.promised[0]!.shiftId,
    soonNeed: soon.needId,
    soonShift: soon.shiftId,
    goingShift: going.shiftId,
    goingSession: sessionId,
    toConfirm: teacher.toConfirm[0]!.sessionId,
    certificate,
    withdrawn,
    offer: offers.items.find(({ mine }) => !mine)!.offerId,
    open: near.items[0]!.needId,
    series,
  };
}

const next = (hand: Hand): Promise<void> => hand.tapOn(".actions .t-button", /下一步|发出去/);

async function askedUpTo(hand: Hand, steps: readonly string[]): Promise<void> {
  for (const step of steps) await (step === "下一步" ? next(hand) : hand.tap(step));
}
const what = ["病房陪护", "下一步"];
const roster = [...what, "连着几天，排班", "明天", "两周", "白天夜里都要", "6 小时换一班"];

const tab = "/pages/timebank/index";

export const timebankViews = (stories: TimebankStories): readonly View[] => [...tabViews, ...askViews(stories), ...needViews(stories), ...serviceViews(stories), ...recordViews(stories)];

const tabViews: readonly View[] = [
  { as: "somebodyNew", name: "time bank, before a community", path: tab },
  { as: "newcomer", name: "time bank, nothing yet", path: tab },
  { as: "resident", name: "time bank, to confirm", path: tab },
  { as: "volunteer", name: "time bank, promised", path: tab },
  { as: "teacher", name: "time bank, rules", path: tab, then: (hand) => hand.tap("时间怎么存、怎么用") },
  { as: "groupLeader", name: "time bank, five tabs", path: tab },
  { as: "newcomer", name: "apply", path: pageOf("apply") },
  { as: "newcomer", name: "apply, everything wrong", path: pageOf("apply"), then: async (hand) => {
    await hand.tap("晚上");
    await hand.tap("我还没满 18 岁");
    await hand.tapOn(".actions .t-button");
  } },
  { as: "volunteer", name: "apply, what I offer", path: pageOf("apply") },
  { as: "newcomer", name: "apply, done", path: pageOf("apply"), then: (hand) => hand.setData({ doneTitle: "报上名了", done: "收到了，支委会尽快看，看好就告诉您。" }) },
  { as: "volunteer", name: "near", path: pageOf("near") },
  { as: "volunteer", name: "near, offers", path: pageOf("near"), then: (hand) => hand.tap("愿意帮忙的") },
  { as: "volunteer", name: "near, writing an offer", path: pageOf("near"), then: async (hand) => {
    await hand.tap("愿意帮忙的");
    await hand.tap("我也写一句");
    await hand.tap("写上去");
  } },
  { as: "volunteer", name: "near, empty", path: pageOf("near"), then: (hand) => hand.setData({ face: "empty", title: "附近现在没有缺人的事", detail: "有了会在这里。", action: "说说我能帮什么", needs: [] }) },
];

const askViews = ({ offer }: TimebankStories): readonly View[] => [
  { as: "resident", name: "ask, what", path: pageOf("ask") },
  { as: "resident", name: "ask, nothing chosen", path: pageOf("ask"), then: next },
  { as: "resident", name: "ask, a child", path: pageOf("ask"), then: (hand) => askedUpTo(hand, ["辅导孩子", "下一步"]) },
  { as: "resident", name: "ask, answering an offer", path: pageOf("ask", `offerId=${offer}`) },
  { as: "resident", name: "ask, once, nothing chosen", path: pageOf("ask"), then: (hand) => askedUpTo(hand, [...what, "就这一次", "下一步"]) },
  { as: "resident", name: "ask, weekly", path: pageOf("ask"), then: (hand) => askedUpTo(hand, [...what, "每周都要", "周日", "晚上 7 点"]) },
  { as: "resident", name: "ask, a roster, by own hours", path: pageOf("ask"), then: (hand) => askedUpTo(hand, [...what, "连着几天，排班", "别的钟点", "下一步"]) },
  { as: "resident", name: "ask, where, elsewhere", path: pageOf("ask"), then: (hand) => askedUpTo(hand, [...roster, "下一步", "在医院或别的地方", "替别人请", "下一步"]) },
  { as: "newcomer", name: "ask, where, a unit", path: pageOf("ask"), then: async (hand) => {
    await askedUpTo(hand, [...roster, "下一步", "在家里，选楼栋"]);
    await hand.write("input", "27");
    await hand.page.locator(".unit").first().waitFor();
  } },
  { as: "resident", name: "ask, the sentence and its cost", path: pageOf("ask"), then: async (hand) => {
    await askedUpTo(hand, [...roster, "下一步", "下一步"]);
    await hand.setData({ said: "网络断了，您写的都还在，连上后再试一次。" });
  } },
];

const needViews = ({ roster: need, promisedNeed, soonNeed, open, series }: TimebankStories): readonly View[] => [
  { as: "teacher", name: "need, a roster, mine", path: pageOf("need", `needId=${need}`) },
  { as: "teacher", name: "need, calling shifts off", path: pageOf("need", `needId=${need}`), then: async (hand) => {
    await hand.tap("有几班不用了");
    await hand.tap(/^看后面/);
    await hand.tap(/^看过去的/);
    await hand.tapOn(".fold");
  } },
  { as: "teacher", name: "need, withdrawing", path: pageOf("need", `needId=${need}`), then: (hand) => hand.tapOn(".t-button", "不用帮了") },
  { as: "volunteer", name: "need, open to me", path: pageOf("need", `needId=${open}`) },
  { as: "volunteer", name: "need, a series to take", path: pageOf("need", `needId=${series}`) },
  { as: "volunteer", name: "need, promised", path: pageOf("need", `needId=${promisedNeed}`) },
  { as: "volunteer", name: "need, to begin", path: pageOf("need", `needId=${soonNeed}`) },
  { as: "stationHead", name: "need, the branch", path: pageOf("need", `needId=${need}`), then: (hand) => hand.setData({ said: "刚刚有人更新过这件事，已为您显示最新情况，请看一眼再操作。", saidTone: "waiting" }) },
  { as: "stationHead", name: "need, what the bank cannot do", path: pageOf("need", `needId=${need}`), then: async (hand) => {
    await hand.tap("帮不了，说明白");
    await hand.tap("告诉他");
  } },
  { as: "newcomer", name: "need, asked in by family", path: pageOf("need", `needId=${need}&token=nobodysToken`) },
  { as: "newcomer", name: "need, not mine", path: pageOf("need", "needId=unknown") },
];

const serviceViews = ({ soonShift, soonNeed, goingShift, goingSession, promisedShift, toConfirm }: TimebankStories): readonly View[] => [
  { as: "volunteer", name: "turn, checking in, no digits", path: pageOf("turn", `shiftId=${soonShift}`), then: (hand) => hand.tap("用数字签到") },
  { as: "volunteer", name: "turn, too early", path: pageOf("turn", `shiftId=${promisedShift}`) },
  { as: "teacher", name: "turn, going on", path: pageOf("turn", `shiftId=${goingShift}`) },
  { as: "volunteer", name: "turn, another code", path: pageOf("turn", `shiftId=${soonShift}`), then: (hand) => hand.setData({ said: "这不是签到的码。请对方打开“看签到码”，再扫一次。" }) },
  { as: "resident", name: "code", path: pageOf("code", `needId=${soonNeed}`) },
  { as: "resident", name: "code, used up", path: pageOf("code", `needId=${soonNeed}`), then: (hand) => hand.setData({ face: "failed", failure: "手机离开网络太久，码用完了。连上以后再试一次。", needId: "" }) },
  { as: "teacher", name: "session, to confirm", path: pageOf("session", `sessionId=${toConfirm}`), then: (hand) => hand.tapOn(".fold") },
  { as: "teacher", name: "session, disputing", path: pageOf("session", `sessionId=${toConfirm}&action=dispute`), then: (hand) => hand.tap("请支部看一看") },
  { as: "teacher", name: "session, going on", path: pageOf("session", `sessionId=${goingSession}`) },
];

const recordViews = ({ certificate, withdrawn }: TimebankStories): readonly View[] => [
  { as: "teacher", name: "records", path: pageOf("records") },
  { as: "newcomer", name: "records, empty", path: pageOf("records") },
  { as: "teacher", name: "records, statement", path: pageOf("records", "tab=statement") },
  { as: "teacher", name: "records, a sealed month", path: pageOf("records", "tab=statement"), then: async (hand) => {
    await hand.tap("上个月");
    await hand.tapOn(".fold");
  } },
  { as: "teacher", name: "records, certificates", path: pageOf("records", "tab=certificates"), then: (hand) => hand.setData({ said: "这段时间里还没有服务记录，请换一段日子。" }) },
  { as: "teacher", name: "certificate, mine", path: pageOf("certificate", `n=${certificate}`) },
  { as: "somebodyNew", name: "certificate, anybody", path: pageOf("certificate", `scene=${certificate}`) },
  { as: "somebodyNew", name: "certificate, without its code", path: pageOf("certificate", `n=${certificate}`), then: (hand) => hand.setData({ "certificate.codeImage": "" }) },
  { as: "somebodyNew", name: "certificate, withdrawn", path: pageOf("certificate", `n=${withdrawn}`) },
  { as: "somebodyNew", name: "certificate, checking a number", path: pageOf("certificate"), then: (hand) => hand.tap("核对") },
  { as: "teacher", name: "give", path: pageOf("give"), then: async (hand) => {
    await hand.tap("2 小时");
    await hand.tap("捐给大家（公共时间池）");
  } },
  { as: "teacher", name: "give, nothing chosen", path: pageOf("give"), then: (hand) => hand.tap("送出去") },
  { as: "newcomer", name: "give, nothing saved", path: pageOf("give") },
];
