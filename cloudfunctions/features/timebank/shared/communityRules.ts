import { minutesText } from "../../../../contracts/timebank/minutes";
import type { TimeBankSettings } from "../../../../contracts/timebank/settings";
import { relationWords } from "./relations";

/**
 * The community's rules as people read them: each from its setting, one plain sentence each, so that no page ever says
 * what the ledger doesn't do. Pure.
 */
export interface RuleText {
  title: string;
  text: string;
}

const earning = ({ minutesPerCoin, service: { dayMinutes } }: TimeBankSettings): RuleText => ({
  title: "怎么存",
  text: `帮多久存多久，精确到分钟，做什么都一样；${minutesText(minutesPerCoin)}也叫 1 个时间币${dayMinutes === null ? "" : `；一天最多记 ${minutesText(dayMinutes)}`}。`,
});

const cap = ({ capMinutes }: TimeBankSettings): RuleText => ({
  title: "存多少",
  text: capMinutes === null ? "不设上限，存多少都可以。" : `最多存 ${minutesText(capMinutes)}，再多的捐进公共时间池，荣誉时间照样记。`,
});

function redeeming({ redemption: { minimumAge, hardship }, floorMinutes }: TimeBankSettings): RuleText {
  const from = minimumAge === null ? "存下了随时可以用" : `满 ${minimumAge} 岁可以用${hardship ? "，遇到急难可以向支委申请提前用" : ""}`;
  return { title: "什么时候用", text: `${from}${floorMinutes < 0 ? `；不够的时候最多可以先欠 ${minutesText(-floorMinutes)}` : ""}。` };
}

const pool = ({ poolHelps }: TimeBankSettings): RuleText => ({
  title: "没有积蓄",
  text: poolHelps ? "没有存过时间也可以请人帮忙，先由公共时间池出。" : "请人帮忙要先有存下的时间；实在有困难，请找支委商量。",
});

const confirming = ({ service: { confirmHours, leaderHours } }: TimeBankSettings): RuleText => ({
  title: "怎么算数",
  text: `被帮的一方点了确认才记账；${confirmHours} 小时没有回音就请居民组长看，再过 ${leaderHours} 小时按约好的时间算，绝不多算。`,
});

const giving = ({ giftTo }: TimeBankSettings): RuleText => ({
  title: "送给家人",
  text: giftTo.length ? `可以送给${giftTo.map((relation) => relationWords[relation]).join("、")}，关系请支委先登记。` : "时间不能转给别人。",
});

const donating = ({ donation, groupsDonateOnly }: TimeBankSettings): RuleText => ({
  title: "捐出去",
  text: `${donation ? "可以捐进公共时间池，帮没有积蓄的邻居" : "本社区没有开通捐赠"}${donation && groupsDonateOnly ? "；团队的时间只能捐" : ""}。`,
});

const inheriting = ({ inheritable, giftTo }: TimeBankSettings): RuleText => ({
  title: "人不在了",
  text: inheritable && giftTo.length ? "剩下的时间由家人继承，没有家人的捐进公共时间池。" : "剩下的时间捐进公共时间池。",
});

/** What giving away follows; shown where it is done. */
export const givingRules = (settings: TimeBankSettings): RuleText[] => [giving(settings), donating(settings), cap(settings)];

export const communityRules = (settings: TimeBankSettings): RuleText[] => [
  { title: "自愿", text: "想帮就帮，随时可以说不；时间不能换钱，也不能买卖。" },
  earning(settings),
  confirming(settings),
  cap(settings),
  redeeming(settings),
  pool(settings),
  giving(settings),
  donating(settings),
  inheriting(settings),
];
