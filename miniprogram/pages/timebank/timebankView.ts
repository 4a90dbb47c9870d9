/** The tab 时间银行 as its template reads it: what is true now, and how the caller stands. Pure. */
import type { CallData } from "../../../contracts/calls";
import { clockText } from "../../shared/contracts";
import { localDay } from "../../shared/days";
import { dotted } from "../../shared/dots";

export type Bank = CallData<"timebank.open">;

export interface Headline {
  title: string;
  detail: string;
  tone: string;
}

/** What matters most comes first; only one thing is said, and nothing where a turn of now stands first and says it itself. */
export function headlineOf(bank: Bank): Headline | null {
  const { now, invited, toConfirm, promised, needs } = bank;
  if (now.length > 0) return null;
  if (invited.length > 0) return { title: `有 ${invited.length} 件事想请您帮忙`, detail: "能去就说一声，去不了也没关系。", tone: "waiting" };
  if (toConfirm.length > 0) return { title: `有 ${toConfirm.length} 次帮忙等您确认`, detail: "时间对就点一下，邻居的时间就存上了。", tone: "waiting" };
  const next = promised[0];
  if (next) return { title: `接下来：${next.whenText}`, detail: dotted(next.title, next.placeText), tone: "good" };
  const need = needs[0];
  if (need) return { title: need.headline.title, detail: [need.title, need.headline.detail].filter(Boolean).join("。"), tone: need.headline.tone };
  return resting(bank);
}

export interface Coming {
  needId: string;
  title: string;
  detail: string;
}

/** Whose help comes today: the code that he scans is one tap away, whatever later times of a series still lack. */
export function comingToday({ needs }: Bank, nowMs: number): Coming[] {
  const today = localDay(nowMs);
  return needs.flatMap(({ needId, title, comesAt }) => {
    if (comesAt === undefined || localDay(comesAt) !== today) return [];
    // He should be there by now; whether he is, the code's page knows.
    if (comesAt <= nowMs) return [{ needId, title: `今天 ${clockText(comesAt)} 起有人帮忙`, detail: `${title}。还没签到的话，请他扫签到码。` }];
    return [{ needId, title: `今天 ${clockText(comesAt)} 有人来帮忙`, detail: `${title}。来了请他扫签到码。` }];
  });
}

/** Nothing is arranged: how the caller stands, and what could be done. */
function resting({ member, memberText = "", hours }: Bank): Headline {
  if (member === "applied") return { title: "您报的名正在看", detail: memberText, tone: "waiting" };
  if (member === "declined") return { title: "报名还差一步", detail: memberText, tone: "waiting" };
  if (hours?.frozen) return { title: "您的时间账户暂时冻结", detail: "帮邻居的照样存，先不能用。", tone: "waiting" };
  if (member === "active") return { title: "眼下没有约好的事", detail: "看看附近谁需要帮忙，或者请邻居帮您。", tone: "plain" };
  if (hours) return { title: "您的时间都在", detail: memberText || "需要帮忙的时候随时可以用。", tone: "good" };
  return { title: "邻居帮一把，时间存起来", detail: "您帮别人 1 小时，需要的时候别人也帮您 1 小时。", tone: "plain" };
}

/** What applying is called where one stands. */
export const joinWords: Record<Bank["member"], { title: string; detail: string }> = {
  none: { title: "我要报名帮忙", detail: "说说您能帮什么、什么时候有空" },
  applied: { title: "我的报名", detail: "还可以改" },
  active: { title: "我能帮什么", detail: "能帮的事、有空的时间，随时可以改" },
  declined: { title: "再报一次名", detail: "看看原因，补上就好" },
  left: { title: "再来帮忙", detail: "您存的时间都还在" },
};
