/** One need's story as its template reads it: flat, nothing optional. Pure. */
import type { CallInput } from "../../../../../contracts/calls";
import { heldDots } from "../../../../shared/dots";
import type { NeedStory } from "../../../../shared/timebankWords";

export type NeedStep = CallInput<"needs.step">["step"];

export interface NeedView {
  title: string;
  words: string;
  wish: string;
  whenText: string;
  placeText: string;
  recipientCalled: string;
  recipientPlace: string;
  otherAdult: string;
  fundingText: string;
  stationName: string;
  stationPhone: string;
  childNote: string;
  familyText: string;
  mayShare: boolean;
  /** The code at the door would be taken now. */
  mayShowCode: boolean;
  /** From when it would be; empty while it is, or where nobody comes. */
  codeText: string;
  mayCancel: boolean;
  /** Staff: volunteers can be asked. */
  mayInvite: boolean;
  mayFund: boolean;
  mayNotTake: boolean;
  mayWithdraw: boolean;
  /** It is over or has one time left, and the same can be asked again. */
  mayAskAgain: boolean;
  /** Something stands in the bar under the thumb. */
  barred: boolean;
}

export function needView(story: NeedStory): NeedView {
  const { side, actions, recipient, state, family } = story;
  const open = state === "open";
  const own = side === "recipient";
  const [mayShowCode, mayInvite, mayAskAgain] = [open && story.code !== undefined && story.code.open, actions.includes("invite"), story.again === true];
  return {
    title: heldDots(story.title),
    words: story.words,
    wish: story.wish ?? "",
    whenText: heldDots(story.whenText),
    // His own place is no news to who is helped: it stands where others read the grid.
    placeText: heldDots((own && recipient?.place) || story.placeText),
    recipientCalled: own ? "" : (recipient?.called ?? ""),
    recipientPlace: recipient?.place ?? "",
    otherAdult: recipient?.otherAdult ?? "",
    fundingText: side === "volunteer" ? "" : story.fundingText,
    stationName: story.station.name,
    stationPhone: story.station.phone,
    childNote: story.child ? "帮的是孩子，监护人同意了；志愿者由党支部核对过。" : "",
    familyText: family.length > 0 ? `${family.join("、")}也能替您确认、签到。` : "",
    mayShare: open && story.familyToken !== undefined,
    mayShowCode,
    codeText: story.code && !story.code.open ? story.code.text : "",
    mayCancel: actions.includes("cancelShift"),
    mayInvite,
    mayFund: actions.includes("fund"),
    mayNotTake: actions.includes("notTake"),
    mayWithdraw: actions.includes("withdraw"),
    mayAskAgain,
    barred: mayShowCode || mayInvite || mayAskAgain,
  };
}

/** The sheet of a step that takes words. */
export interface StepSheet {
  action: "withdraw" | "notTake" | "";
  title: string;
  effects: string[];
  label: string;
  placeholder: string;
  submit: string;
}

export const noSheet: StepSheet = { action: "", title: "", effects: [], label: "", placeholder: "", submit: "" };

export const stepSheets: Record<"withdraw" | "notTake", StepSheet> = {
  withdraw: {
    action: "withdraw",
    title: "不用帮了",
    effects: ["还没开始的都停下来，答应来的人马上会知道。", "给后面留出的时间，马上退回去，谁出的退给谁。"],
    label: "想说的话（可以不写）",
    placeholder: "比如：已经出院了，谢谢大家",
    submit: "不用帮了",
  },
  notTake: {
    action: "notTake",
    title: "时间银行帮不了",
    effects: ["请人帮忙的那一位会看到您写的话。"],
    label: "接下来他可以找谁",
    placeholder: "写清单位、电话、要带什么",
    submit: "告诉他",
  },
};

/** What follows a step, said in the same place. */
export const stepDoneWords: Record<NeedStep["action"], string> = {
  withdraw: "停下来了。有人答应过的，我们已经告诉他。",
  cancelShift: "这一班不用了，答应来的人知道了。",
  fund: "定好了，由社区出时间。",
  invite: "邀请发出去了，等他们答复。",
  notTake: "告诉他了。",
};
