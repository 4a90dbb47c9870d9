import type { Hand } from "./hand";
import type { Stories } from "./stories";

/** One page of app.json in one state, as somebody for whom it has content. */
export interface View {
  /** Key of people.json, or anything else for somebody whom the deployment has never seen. */
  as: string;
  name: string;
  path: string;
  /** What the hand does once the page is open. */
  then?: (hand: Hand) => Promise<void>;
}

const home = "/pages/home/index";
const mine = "/pages/mine/index";
const workbench = "/pages/workbench/index";
const me = "/pages/me/index";
const report = "/features/report/pages/report/index";
const place = "/features/report/pages/place/index";
const receipt = "/features/report/pages/receipt/index";
const inbox = "/features/inbox/pages/inbox/index";
const household = "/features/people/pages/household/index";
const bindings = "/features/people/pages/bindings/index";
const staff = "/features/people/pages/staff/index";
const join = "/features/people/pages/join/index";
const profile = "/features/people/pages/profile/index";
const grids = "/features/grids/pages/grids/index";
const story = (requestId: string, action = ""): string => `/features/requests/pages/story/index?requestId=${requestId}${action && `&action=${action}`}`;

const longWords = "楼道里的声控灯从上周三晚上开始就不亮了，三楼到五楼都是黑的，老人和孩子上下楼很不方便，请帮忙看看。";
/** One grey point. */
const picture = "data:image/gif;base64,R0lGODlhAQABAIAAAMLCwgAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==";
const photos = [
  { key: "a", path: picture, state: "sent", percent: 100 },
  { key: "b", path: picture, state: "sending", percent: 40 },
  { key: "c", path: picture, state: "failed", percent: 0 },
];

async function writeReport(hand: Hand, kind: string): Promise<void> {
  await hand.write("textarea", longWords);
  await hand.tapOn(".kind", kind);
}

const send = (hand: Hand): Promise<void> => hand.tapOn(".actions .t-button", "送出");

async function everythingMore(hand: Hand): Promise<void> {
  await hand.tapOn(".switch", "请他打给我");
  await hand.tapOn(".switch", "替别人反映");
}

export function viewsOf(stories: Stories): readonly View[] {
  return [...tabViews, ...reportViews, ...residentStories(stories), ...staffStories(stories), ...peopleViews, ...gridViews];
}

const tabViews: readonly View[] = [
  { as: "somebodyNew", name: "home, choosing a community", path: home },
  { as: "somebodyNew", name: "mine, before a community", path: mine },
  { as: "somebodyNew", name: "me, before a community", path: me },
  { as: "newcomer", name: "home, no household yet", path: home },
  { as: "newcomer", name: "mine, empty", path: mine },
  { as: "newcomer", name: "me", path: me },
  { as: "resident", name: "home", path: home },
  { as: "resident", name: "home, without a network", path: home, then: async (hand) => hand.setData({ freshness: "offline" }) },
  { as: "resident", name: "mine, open", path: mine },
  { as: "resident", name: "mine, done", path: mine, then: (hand) => hand.tap("办完的") },
  { as: "resident", name: "mine, failed", path: mine, then: (hand) => hand.setData({ face: "failed", title: "没能打开", detail: "网络断了，您写的都还在，连上后再试一次。", action: "" }) },
  { as: "resident", name: "mine, loading", path: mine, then: (hand) => hand.setData({ face: "loading" }) },
  { as: "resident", name: "me, who looked", path: me, then: (hand) => hand.tapOn(".looks") },
  { as: "stationHead", name: "home", path: home },
  { as: "stationHead", name: "workbench", path: workbench },
  { as: "stationHead", name: "workbench, mine", path: workbench, then: (hand) => hand.tapOn(".segments__one", "我的") },
  { as: "stationHead", name: "workbench, due", path: workbench, then: (hand) => hand.tapOn(".segments__one", "快到期") },
  { as: "stationHead", name: "workbench, done", path: workbench, then: (hand) => hand.tapOn(".segments__one", "办结") },
  { as: "stationHead", name: "workbench, going away", path: workbench, then: (hand) => hand.tapOn(".bar__away .t-button") },
  { as: "stationHead", name: "workbench, away from a day to come", path: workbench, then: (hand) => hand.setData({ away: { fromText: "从下周三起", untilText: "到12月31日", standIn: "小陈" } }) },
  { as: "stationHead", name: "workbench, something said", path: workbench, then: (hand) => hand.setData({ said: "您接了“垃圾两天没人收，都堆到路上了”，在“我的”里。", saidRequestId: "x", saidTone: "good", listFailure: "网络断了，您写的都还在，连上后再试一次。" }) },
  { as: "stationHead", name: "me", path: me },
  { as: "groupLeader", name: "workbench", path: workbench },
  { as: "secretary", name: "workbench", path: workbench },
  { as: "secretary", name: "me", path: me },
];

const reportViews: readonly View[] = [
  { as: "resident", name: "report", path: report },
  { as: "resident", name: "report, nothing filled in", path: report, then: send },
  { as: "resident", name: "report, everything", path: report, then: async (hand) => {
    await hand.setData({ more: true });
    await everythingMore(hand);
    await hand.setData({ "draft.photos": photos });
    await writeReport(hand, "投诉干部");
    await send(hand);
  } },
  { as: "resident", name: "report, an emergency", path: report, then: (hand) => hand.tapOn(".kind", "公共安全") },
  { as: "newcomer", name: "report, no place", path: report, then: send },
  { as: "resident", name: "report, privacy asked", path: report, then: (hand) => hand.tapOn(".photos__add") },
  { as: "resident", name: "place", path: place },
  { as: "resident", name: "place, found", path: place, then: (hand) => hand.write("input", "27") },
  { as: "resident", name: "place, not found", path: place, then: (hand) => hand.write("input", "月亮") },
  { as: "resident", name: "place, no words", path: place, then: (hand) => hand.tap("就用这几个字") },
  { as: "resident", name: "receipt", path: report, then: async (hand) => {
    await writeReport(hand, "物业设施");
    await send(hand);
    await hand.page.getByText("归哪里").waitFor();
  } },
  { as: "newcomer", name: "receipt, waiting for the network", path: report, then: async (hand) => {
    await hand.setData({ "draft.chosenPlace": { place: { kind: "words", words: "菜市场后门" }, text: "菜市场后门", detail: "站里会帮您分到网格" } });
    await writeReport(hand, "物业设施");
    await hand.cutNetwork();
    await send(hand);
    await hand.page.getByText("写好了，等网络").waitFor();
  } },
  { as: "resident", name: "receipt, not known", path: receipt },
];

const residentStories = ({ open, closed, awaitingResident, resolved, long }: Stories): readonly View[] => [
  { as: "resident", name: "story, in progress", path: story(open) },
  { as: "resident", name: "story, closed", path: story(closed) },
  { as: "resident", name: "story, awaiting me", path: story(awaitingResident) },
  { as: "resident", name: "story, the longest words", path: story(long) },
  { as: "volunteer", name: "story, to confirm", path: story(resolved) },
  { as: "volunteer", name: "story, stars", path: story(resolved, "confirm") },
  { as: "volunteer", name: "story, reopening", path: story(resolved, "reopen") },
  { as: "resident", name: "story, more", path: story(awaitingResident), then: (hand) => hand.tap("别的办法") },
  { as: "resident", name: "story, adding a word", path: story(open, "addWord") },
  { as: "resident", name: "story, nobody there", path: story(open, "notFound") },
  { as: "resident", name: "story, answering, refused", path: story(awaitingResident, "answer"), then: async (hand) => {
    await hand.setData({ sheetNotice: "这件事刚有了变化，您写的还在，看一眼再发。" });
    await hand.tapOn(".sheet__foot .t-button");
  } },
  { as: "resident", name: "story, said", path: story(open), then: (hand) => hand.setData({ said: "网络断了，您写的都还在，连上后再试一次。", saidTone: "urgent" }) },
];

const staffStories = ({ headOwns, headUnclaimed, headPaused, open }: Stories): readonly View[] => [
  { as: "stationHead", name: "story, unclaimed", path: story(headUnclaimed) },
  { as: "stationHead", name: "story, mine, why it came", path: story(headOwns), then: async (hand) => {
    await hand.tapOn(".fold");
    await hand.tap("看全");
  } },
  { as: "stationHead", name: "story, clock stands still", path: story(headPaused) },
  { as: "stationHead", name: "story, more", path: story(headOwns), then: (hand) => hand.tap("别的办法") },
  { as: "stationHead", name: "story, asking for help", path: story(headOwns, "askHelper") },
  { as: "stationHead", name: "story, handing over", path: story(headOwns, "transfer") },
  { as: "stationHead", name: "story, asking to confirm, no words", path: story(headOwns, "askConfirm"), then: (hand) => hand.tapOn(".sheet__foot .t-button") },
  { as: "stationHead", name: "story, not accepting", path: story(headUnclaimed, "notAccept") },
  { as: "groupLeader", name: "story, mine", path: story(open) },
];

const peopleViews: readonly View[] = [
  { as: "resident", name: "inbox", path: inbox },
  { as: "newcomer", name: "inbox, empty", path: inbox },
  { as: "stationHead", name: "inbox", path: inbox },
  { as: "resident", name: "household", path: household },
  { as: "newcomer", name: "household, filling in", path: household },
  { as: "newcomer", name: "household, found", path: household, then: (hand) => hand.write("input", "27") },
  { as: "newcomer", name: "household, building chosen, wrong", path: household, then: async (hand) => {
    await hand.write("input", "27");
    await hand.tapOn(".unit");
    await hand.tap("登记住址");
  } },
  { as: "resident", name: "profile", path: profile },
  { as: "resident", name: "profile, wrong", path: profile, then: async (hand) => {
    await hand.write("input", "");
    await hand.tap("保存");
  } },
  { as: "newcomer", name: "join", path: join },
  { as: "newcomer", name: "join, wrong", path: join, then: (hand) => hand.tap("下一步") },
  { as: "newcomer", name: "join, asked", path: join, then: (hand) => hand.setData({ who: "您是董**吗？", post: "居民组长 · 第 12 网格" }) },
  { as: "newcomer", name: "join, not mine", path: join, then: (hand) => hand.setData({ notMine: true }) },
  { as: "newcomer", name: "join, welcome", path: join, then: (hand) => hand.setData({ welcome: "欢迎您，周站长", titles: "第四党员服务站站长" }) },
  { as: "groupLeader", name: "bindings", path: bindings },
  { as: "groupLeader", name: "bindings, declining", path: bindings, then: (hand) => hand.tap("对不上") },
  { as: "secretary", name: "staff", path: staff },
  { as: "secretary", name: "staff, invited", path: staff, then: (hand) => hand.tap("请他加入") },
];

const gridViews: readonly View[] = [
  { as: "somebodyNew", name: "grids, before a community", path: grids },
  { as: "newcomer", name: "grids, no household yet", path: grids },
  { as: "resident", name: "grids, my own", path: grids },
  { as: "resident", name: "grids, another one", path: grids, then: (hand) => hand.tapOn(".grid", "第 10 网格") },
  { as: "resident", name: "grids, failed", path: grids, then: (hand) => hand.setData({ face: "failed", failure: "网络断了，您写的都还在，连上后再试一次。" }) },
  { as: "groupLeader", name: "grids, my own numbers", path: grids },
  { as: "secretary", name: "grids, all numbers", path: grids },
  { as: "secretary", name: "grids, one chosen", path: grids, then: (hand) => hand.tapOn(".grid", "第 12 网格") },
  { as: "other", name: "grids, without a map", path: grids },
];
