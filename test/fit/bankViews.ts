import type { CallInput } from "../../contracts/calls";
import type { TestCloud } from "../support/cloud";
import { callAs } from "../support/demo";
import type { Hand } from "./hand";
import type { View } from "./views";

/** What the demo's branch has before it: ids of each kind, and the code of an account that its holder gives. */
export interface BankStories {
  applied: string;
  roster: string;
  unpaid: string;
  dispute: string;
  accountCode: string;
}

type Tab = CallInput<"bank.list">["tab"];

export async function prepareBank(cloud: TestCloud): Promise<BankStories> {
  const waiting = async (tab: Tab): Promise<string[]> => {
    const { items } = await callAs(cloud, "stationHead", "bank.list", { tab });
    return items.map((item) => (item.kind === "member" ? item.member.memberId : item.kind === "need" ? item.need.needId : item.session.sessionId));
  };
  const first = async (tab: Tab): Promise<string> => {
    const [found] = await waiting(tab);
    if (found === undefined) throw new Error(`nothing waits for the branch under ${tab}: the demo has changed`);
    return found;
  };
  const { items } = await callAs(cloud, "teacher", "needs.mine", { open: true });
  const roster = items.find(({ lacking }) => lacking > 1)?.needId;
  const { hours } = await callAs(cloud, "teacher", "timebank.open", {});
  const stories = await Promise.all((await waiting("needs")).map((needId) => callAs(cloud, "stationHead", "needs.open", { needId })));
  const unpaid = stories.find(({ shifts }) => shifts.some(({ state, funding }) => state === "open" && funding === "undecided"))?.needId;
  if (!roster || !unpaid || !hours) throw new Error("the demo's teacher has no roster or no account, or nothing waits for whose hours pay: the demo has changed");
  return { applied: await first("applications"), dispute: await first("disputes"), roster, unpaid, accountCode: hours.accountCode };
}

const page = (name: string, query = ""): string => `/features/timebank/pages/${name}/index${query && `?${query}`}`;
const failed = (hand: Hand): Promise<void> => hand.setData({ face: "failed", failure: "网络断了，您写的都还在，连上后再试一次。" });

const boardViews: readonly View[] = [
  { as: "stationHead", name: "bank, applications", path: page("bank") },
  { as: "stationHead", name: "bank, needs", path: page("bank"), then: (hand) => hand.tapOn(".segments__one:nth-child(2)") },
  { as: "stationHead", name: "bank, unconfirmed", path: page("bank"), then: (hand) => hand.tapOn(".segments__one:nth-child(3)") },
  { as: "stationHead", name: "bank, disputes", path: page("bank"), then: (hand) => hand.tapOn(".segments__one:nth-child(4)") },
  { as: "stationHead", name: "bank, nothing waits, something said", path: page("bank"), then: (hand) =>
    hand.setData({ shown: [], emptyTitle: "没有说不拢的事", emptyDetail: "两边记得不一样，会请您来定。", said: "病房陪护确认好了。记下 3 小时 15 分钟，马上存进账户", listFailure: "" }) },
  { as: "groupLeader", name: "bank, a leader's", path: page("bank") },
  { as: "secretary", name: "bank, the community's", path: page("bank") },
  { as: "stationHead", name: "health", path: page("health") },
  { as: "stationHead", name: "health, the numbers", path: page("health"), then: (hand) => hand.tapOn(".fold") },
  { as: "stationHead", name: "health, failed", path: page("health"), then: failed },
];

const memberViews = ({ applied }: BankStories): readonly View[] => [
  { as: "stationHead", name: "member", path: page("member", `memberId=${applied}`) },
  { as: "stationHead", name: "member, declining", path: page("member", `memberId=${applied}`), then: async (hand) => {
    await hand.tap("这次先不同意");
    await hand.tapOn(".sheet__foot .t-button");
  } },
  { as: "stationHead", name: "member, not found", path: page("member", "memberId=nobody") },
];

const rosterViews = ({ roster, unpaid }: BankStories): readonly View[] => [
  { as: "stationHead", name: "roster", path: page("roster", `needId=${roster}`), then: (hand) => hand.tap("看一看") },
  { as: "groupLeader", name: "roster, proposed", path: page("roster", `needId=${roster}`), then: (hand) => hand.tap("请系统排一排") },
  { as: "stationHead", name: "roster, one shift and who could come", path: page("roster", `needId=${roster}`), then: async (hand) => {
    await hand.tap("请系统排一排");
    await hand.tapOn(".pick");
  } },
  { as: "stationHead", name: "roster, nobody's hours yet", path: page("roster", `needId=${unpaid}`) },
  { as: "stationHead", name: "roster, hours of the community", path: page("roster", `needId=${unpaid}`), then: (hand) => hand.tap("由社区出时间") },
  { as: "stationHead", name: "roster, more", path: page("roster", `needId=${roster}`), then: (hand) => hand.tap("别的办法") },
  { as: "stationHead", name: "roster, not taking it, no words", path: page("roster", `needId=${roster}`), then: async (hand) => {
    await hand.tap("别的办法");
    await hand.tap("时间银行帮不了");
    await hand.tapOn(".sheet__foot .t-button");
  } },
];

async function look(hand: Hand, accountCode: string): Promise<void> {
  await hand.write("input", accountCode);
  await hand.tap("他当面托我办");
  await hand.tap("看这个账户");
}

const accountViews = ({ accountCode }: BankStories): readonly View[] => {
  const opened = (name: string, then?: (hand: Hand) => Promise<void>): View => ({
    as: "stationHead",
    name,
    path: page("account"),
    then: async (hand) => {
      await look(hand, accountCode);
      await then?.(hand);
    },
  });
  const begun = (label: string) => async (hand: Hand): Promise<void> => {
    await hand.tap(label);
    await hand.tapOn(".sheet__foot .t-button");
  };
  return [
    { as: "stationHead", name: "account, nothing filled in", path: page("account"), then: (hand) => hand.tap("看这个账户") },
    { as: "stationHead", name: "account, found by the building", path: page("account"), then: async (hand) => {
      await hand.tap("没有账户码，按楼栋找");
      await hand.setData({ foundText: "27 栋 3 单元有时间账户的：", found: [{ key: "3M9A-22C1", text: "陈**" }, { key: "3M9A-22C2", text: "李**" }], code: "3M9A-22C1" });
    } },
    opened("account"),
    opened("account, closing, no reason", begun("注销账户")),
    opened("account, family, no relation", begun("登记家人")),
    opened("account, when it may be used", (hand) => hand.tap("什么时候可以用")),
    opened("account, correcting, no minutes", begun("更正")),
  ];
};

export const bankViews = (bank: BankStories): readonly View[] => [
  ...boardViews,
  ...memberViews(bank),
  ...rosterViews(bank),
  ...accountViews(bank),
  { as: "stationHead", name: "session, deciding", path: page("session", `sessionId=${bank.dispute}&action=decide`) },
];
