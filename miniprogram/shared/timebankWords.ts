import type { CallData } from "../../contracts/calls";

export type NeedCard = CallData<"needs.near">["items"][number];
export type NeedStory = CallData<"needs.open">;
export type ShiftView = NeedStory["shifts"][number];
export type TurnCard = CallData<"turns.open">["turn"];
export type SessionCard = CallData<"sessions.open">;
export type HoursView = NonNullable<CallData<"timebank.open">["hours"]>;

export type Relation = CallData<"hours.form">["family"][number]["relation"];

export type TurnAction = TurnCard["actions"][number];
export type SessionAction = SessionCard["actions"][number];

/** What a volunteer taps, as he would say it. */
export const turnActionLabels: Record<TurnAction, string> = {
  take: "我来帮",
  accept: "我能去",
  refuse: "这次去不了",
  giveBack: "去不了了",
  checkIn: "去签到",
  checkOut: "去签退",
};

/** What follows a step of one's own turn. */
export const turnDoneWords: Record<"take" | "accept" | "refuse" | "giveBack", string> = {
  take: "说好了，这一班归您。到时候点“去签到”。",
  accept: "说好了，这一班归您。到时候点“去签到”。",
  refuse: "知道了，我们再问别人。谢谢您回话。",
  giveBack: "知道了，这一班马上再找人。谢谢您早说。",
};

/** What the one who was helped, the volunteer or the branch taps; absent where only the clock acts. */
export const sessionActionLabels: Partial<Record<SessionAction, string>> = {
  checkOut: "服务结束，签退",
  sayEnd: "说一下实际多久",
  confirm: "对，确认",
  dispute: "时间不对",
  answer: "我也说一句",
  decide: "写下决定",
};

/** What the other one is to somebody. */
export const relationNames: Record<Relation, string> = { spouse: "配偶", parent: "父母", child: "子女", grandparent: "（外）祖父母", grandchild: "（外）孙子女" };

export const openNeed = (needId: string): void => void wx.navigateTo({ url: `/features/timebank/pages/need/index?needId=${needId}` });
export const openTurn = (shiftId: string): void => void wx.navigateTo({ url: `/features/timebank/pages/turn/index?shiftId=${shiftId}` });
export const openSession = (sessionId: string, action = ""): void =>
  void wx.navigateTo({ url: `/features/timebank/pages/session/index?sessionId=${sessionId}${action && `&action=${action}`}` });
