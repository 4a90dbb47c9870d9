/** What the branch can do to a need beside asking people: what each is called, and what will happen, said before. Pure. */
import type { CallInput } from "../../../../../contracts/calls";
import type { NeedStory, ShiftView } from "../../../../shared/timebankWords";
import { undecidedText } from "../../undecided";

export type Step = CallInput<"needs.step">["step"];
export type SheetAction = "fund" | "notTake" | "withdraw" | "cancelShift";

export interface StepSheet {
  action: SheetAction;
  title: string;
  effects: string[];
  submit: string;
  /** The label of the words it asks for; empty: none. */
  words: string;
  placeholder: string;
}

const sheets: Record<SheetAction, Omit<StepSheet, "action">> = {
  fund: {
    title: "由社区出时间",
    effects: ["他存的时间和公共时间池都不够时，由社区给来帮忙的人记时间。", "志愿者照样记，他自己的账户不动。会记下是谁定的。"],
    submit: "由社区出",
    words: "",
    placeholder: "",
  },
  notTake: {
    title: "时间银行帮不了",
    effects: ["这件事不再找人，已经答应的人会马上知道。", "留出来的时间全部退回去。他会看到您写的话。"],
    submit: "告诉他",
    words: "接下来他可以找谁",
    placeholder: "比如：请打社区养老服务中心电话，他们上门评估",
  },
  withdraw: {
    title: "不用帮了",
    effects: ["后面的班全部取消，已经答应的人会马上知道。", "留出来的时间全部退回去；已经帮过的照样记。"],
    submit: "不用帮了",
    words: "想说一句什么（可以不写）",
    placeholder: "",
  },
  cancelShift: {
    title: "取消这一班",
    effects: ["答应来这一班的人会马上知道。", "为这一班留出来的时间退回去；别的班不变。"],
    submit: "取消这一班",
    words: "",
    placeholder: "",
  },
};

/** What the community gives is said in hours before it is given. */
export function stepSheet(action: SheetAction, shifts: readonly ShiftView[], nowMs: number): StepSheet {
  const sheet = { action, ...sheets[action] };
  return action === "fund" ? { ...sheet, effects: [`${undecidedText(shifts, nowMs)}。`, ...sheet.effects] } : sheet;
}

export interface MoreRow {
  action: SheetAction;
  label: string;
}

/** Nobody's hours pay yet: that is decided before anybody is asked. */
export const mayFund = ({ actions, shifts }: Pick<NeedStory, "actions" | "shifts">): boolean =>
  actions.includes("fund") && shifts.some(({ state, funding }) => state === "open" && funding === "undecided");

/** What stands under 别的办法: only what the state allows. */
export const moreRows = ({ actions }: Pick<NeedStory, "actions">): MoreRow[] =>
  (["notTake", "withdraw"] as const).filter((action) => actions.includes(action)).map((action) => ({ action, label: sheets[action].title }));

export function stepOf(action: SheetAction, words: string, shiftId: string): Step {
  if (action === "cancelShift") return { action, shiftId };
  if (action === "notTake") return { action, wayOn: words };
  if (action === "withdraw") return { action, ...(words.trim() === "" ? {} : { words }) };
  return { action };
}

export const doneWords: Record<SheetAction, string> = {
  fund: "定了，由社区出时间，可以放心请人。",
  notTake: "已经告诉他接下来可以找谁。",
  withdraw: "后面的班都取消了，答应来的人都会知道。",
  cancelShift: "这一班取消了，答应来的人会知道。",
};
