/** One application as its template reads it, and what the branch may say to it. */
import type { CallData } from "../../../../../contracts/calls";
import type { MemberDeclineReason } from "../../../../../contracts/timebank/member";
import { memberDeclineReasons } from "../../../../shared/contracts";
import { dotted } from "../../../../shared/dots";

export type Opened = CallData<"members.open">;
type Card = Opened["card"];

export interface MemberView {
  called: string;
  /** Label and words, in the order in which they are read. */
  facts: { label: string; words: string }[];
  title: string;
  detail: string;
  tone: string;
  mayApprove: boolean;
  /** The check for help with children is not on record yet. */
  unchecked: boolean;
  mayDecline: boolean;
}

export interface FirstNeed {
  shiftId: string;
  title: string;
  line: string;
  why: string;
  spoken: string;
}

const headlines: Record<Card["state"], { title: (called: string) => string; tone: string }> = {
  applied: { title: (called) => `${called}想来帮忙`, tone: "waiting" },
  active: { title: (called) => `${called}已经是志愿者`, tone: "good" },
  declined: { title: (called) => `这次没有同意${called}`, tone: "plain" },
  left: { title: (called) => `${called}已经退出`, tone: "plain" },
};

export function memberView({ card }: Opened): MemberView {
  const { title, tone } = headlines[card.state];
  const facts = [
    { label: "愿意帮", words: card.skillsText },
    { label: "有空", words: card.timesText },
    { label: "不做的", words: card.wontDo ?? "" },
    { label: "未满 18 岁", words: card.isMinor ? (card.guardianText ?? "还没写监护人") : "" },
    { label: "帮孩子的核对", words: card.childCheckText ?? "" },
  ];
  return {
    called: card.called,
    facts: facts.filter(({ words }) => words !== ""),
    title: title(card.called),
    detail: dotted(card.grid, `${card.appliedText} 报名`),
    tone,
    unchecked: card.childCheckText === undefined,
    mayApprove: card.actions.includes("approve"),
    mayDecline: card.actions.includes("decline"),
  };
}

export const firstNeeds = ({ firstNeeds: needs }: Opened): FirstNeed[] =>
  needs.map(({ shiftId, title, whenText, placeText, why }) => {
    const line = dotted(whenText, placeText);
    return { shiftId, title, line, why, spoken: `${title}，${line}，${why}` };
  });

export const reasons = (Object.keys(memberDeclineReasons) as MemberDeclineReason[]).map((reason) => ({ reason, label: memberDeclineReasons[reason] }));

/** A way on to begin with, which the branch may change: a refusal without one is a closed door. */
export const suggestedWayOn: Record<MemberDeclineReason, string> = {
  notResident: "请先在“我”里登记住址，居民组长核对以后再来报名，我们等您。",
  noGuardian: "请和监护人一起来站里坐一坐，说好了就可以报名。",
  noNeedYet: "有合适的事，我们会先告诉您；您也可以换几样再报名。",
  unreachable: "方便的时候打站里电话，或者来站里坐一坐，说好了马上就办。",
};
