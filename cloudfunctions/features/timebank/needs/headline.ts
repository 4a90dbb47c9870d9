import type { CallData } from "../../../../contracts/calls";
import { clockText } from "../../../../contracts/kernel/day";
import { minuteMs } from "../../../../contracts/kernel/milliseconds";
import type { TimeBankSettings } from "../../../../contracts/timebank/settings";
import { isExpected } from "../../../../contracts/timebank/turn";
import { momentText } from "../../../platform/when";
import type { NeedDocument, NeedEvent, ShiftDocument, Turn } from "../shared/documents";
import { isOffered } from "./derived";
import type { NeedViewer } from "./parts";
import { isToCome, isUnfilled } from "./places";
import { nobodyCame, unfilledSoon } from "./unfilled";
import { lackText, shiftText } from "./words";

/** What is true now, as a neighbour would say it. Pure. */
type Headline = CallData<"needs.open">["headline"];

type Side = "recipient" | "volunteer" | "staff";
type Looking = Pick<NeedViewer, "at" | "personId">;
type Service = TimeBankSettings["service"];

/** Whoever has a turn here reads of it before he reads what others lack. */
function ownHeadline(shifts: readonly ShiftDocument[], { at, personId }: Looking, service: Service): Headline | undefined {
  const own = shifts.filter(({ cancelled, toAt }) => !cancelled && toAt > at).flatMap((shift) => {
    const turn = shift.turns.find((one) => one.personId === personId);
    const waits = turn && (isExpected(turn) || (turn.state === "invited" && shift.fromAt > at));
    return waits ? [{ shift, turn }] : [];
  });
  // What he said yes to comes before what he was asked.
  const next = own.find(({ turn }) => turn.state !== "invited") ?? own[0];
  if (!next) return undefined;
  const { title, ...rest } = turnHeadline(next.turn, next.shift, at, service);
  return { title: `${title}：${shiftText(next.shift, at)}`, ...rest };
}

function unfilledHeadline(need: NeedDocument, toCome: readonly ShiftDocument[], at: number): Pick<Headline, "title" | "detail"> | undefined {
  const soon = unfilledSoon(need, toCome, at);
  return soon && { title: `${shiftText(soon.shift, at)} ${soon.lacks}`, detail: `${soon.asking}。请先另想办法，着急请打站里电话` };
}

function nextText(need: NeedDocument, toCome: readonly ShiftDocument[], side: Side, at: number): string {
  const lacks = side === "recipient" || need.lacking === 0 ? undefined : toCome.find((shift) => isOffered(shift, at));
  if (lacks) return `最早缺人的：${shiftText(lacks, at)}`;
  const [next] = toCome;
  if (!next) return "这次的时间都排完了";
  return `下一次：${shiftText(next, at)}${side === "recipient" && isUnfilled(next) ? "，人还没有找齐" : ""}`;
}

/** To how many times nobody came is no secret from who waited, and nothing that a volunteer has to read. */
function missedText(shifts: readonly ShiftDocument[], side: Side, at: number): string {
  const missed = side === "volunteer" ? 0 : nobodyCame(shifts, at);
  return missed ? `过去有 ${missed} 班没有人来。` : "";
}

function openHeadline(need: NeedDocument, shifts: readonly ShiftDocument[], side: Side, viewer: Looking, service: Service): Headline {
  const { at } = viewer;
  const own = side === "volunteer" ? ownHeadline(shifts, viewer, service) : undefined;
  if (own) return own;
  const toCome = shifts.filter((shift) => isToCome(shift, at));
  const past = missedText(shifts, side, at);
  const soon = side === "recipient" && !need.preparing ? unfilledHeadline(need, toCome, at) : undefined;
  if (soon) return { title: soon.title, detail: `${past}${soon.detail}`, tone: "urgent" };
  const next = `${past}${side === "recipient" && need.lacking > 0 ? "正在问邻居。" : ""}${nextText(need, toCome, side, at)}`;
  const undecided = toCome.some(({ funding }) => funding === "undecided");
  if (need.preparing) return { title: "收到了，正在安排", detail: "请稍等一会儿再看", tone: "waiting" };
  if (undecided && need.lacking === 0)
    return side === "staff"
      ? { title: "请支部定一下时间从哪里出", detail: "存的时间和公共时间池都不够", tone: "waiting" }
      : { title: "等党支部看一看", detail: "存的时间和公共时间池暂时不够，支部会来定，您不用做什么", tone: "waiting" };
  if (need.lacking > 0) return { title: side === "volunteer" ? "还缺人手，您方便吗？" : lackText(need), detail: next, tone: "waiting" };
  if (need.invitedCount) return { title: lackText(need), detail: next, tone: "waiting" };
  return { title: toCome.length ? "都有人了" : "快结束了", detail: next, tone: "good" };
}

export function needHeadline(need: NeedDocument, shifts: readonly ShiftDocument[], side: Side, viewer: Looking, service: Service): Headline {
  switch (need.state) {
    case "open":
      return openHeadline(need, shifts, side, viewer, service);
    case "ended":
      if (need.unmet) return { title: "没有找到人帮忙", detail: side === "recipient" ? "很抱歉。还需要的话，打站里电话，或者再请一次" : "时间都过了，没有人能来", tone: "plain" };
      return { title: "这件事结束了", detail: `${missedText(shifts, side, viewer.at)}谢谢每一位帮忙的邻居`, tone: "good" };
    case "withdrawn":
      return { title: side === "recipient" ? "您收回了这件事" : "这件事收回了", detail: "没有用到的时间都退回了", tone: "plain" };
    case "notTaken":
      return { title: "时间银行办不了这件事", detail: need.events.findLast(({ what }) => what === "notTake")?.words ?? "", tone: "plain" };
  }
}

/** What a volunteer reads of his own turn, after 您. */
function ownStateText({ state, invitedUntil }: Turn, at: number): string | undefined {
  if (state === "invited") return invitedUntil === undefined ? "被请来帮忙" : `被请来帮忙，${momentText(invitedUntil, at)} 前回话就好`;
  if (state === "givenBack") return "退了这一班";
  return state === "missed" ? "这次没有签到" : undefined;
}

/** Begun, and who promised has not checked in: for who waits for him that is not the same as somebody who will come. */
export const isLate = ({ state }: Turn, { fromAt, toAt }: Pick<ShiftDocument, "fromAt" | "toAt">, at: number): boolean => state === "promised" && fromAt <= at && toAt > at;

export function turnStateText(turn: Turn, at: number, knows: boolean, mine = false, late = false): string {
  const { state, at: changedAt, unanswered, words, invitedUntil } = turn;
  const own = mine ? ownStateText(turn, at) : undefined;
  if (own !== undefined) return own;
  const texts: Record<Turn["state"], string> = {
    invited: invitedUntil === undefined ? "邀请了，等答复" : `邀请了，${momentText(invitedUntil, at)} 前答复`,
    promised: late ? "还没有签到" : "答应来",
    refused: unanswered ? "没有答复" : "这次不方便",
    givenBack: knows && words !== undefined ? `来不了了：${words}` : "来不了了",
    inProgress: `来了，${momentText(changedAt, at)} 签到`,
    served: "做完了",
    missed: "这次没有来",
    cancelled: "取消了",
  };
  return texts[state];
}

/** What became of a shift that nobody can come to any more. */
export function endText({ cancelled, turns }: ShiftDocument, need: Pick<NeedDocument, "state">): string {
  if (cancelled) return need.state === "withdrawn" ? "收回了" : "取消了";
  const states = turns.map(({ state }) => state);
  if (states.includes("served")) return "做完了";
  return states.includes("inProgress") ? "还没签退" : "没有人来";
}

/**
 * Whether the code at the door would be taken now, and if not, from when: shown days before, it would be refused without
 * a reason to see. Absent where nobody comes any more.
 */
export function codeNote(shifts: readonly ShiftDocument[], { earlyMinutes }: TimeBankSettings["service"], at: number): { open: boolean; text: string } | undefined {
  const coming = shifts.filter(({ cancelled, toAt, turns }) => turns.some(({ state }) => state === "inProgress") || (!cancelled && toAt > at));
  const opensAt = ({ fromAt }: ShiftDocument): number => fromAt - earlyMinutes * minuteMs;
  const has = ({ turns }: ShiftDocument, wanted: Turn["state"]): boolean => turns.some(({ state }) => state === wanted);
  if (coming.some((shift) => has(shift, "inProgress") || (has(shift, "promised") && opensAt(shift) <= at))) return { open: true, text: "来的人到了，请他扫签到码" };
  const next = coming.filter((shift) => has(shift, "promised")).sort((a, b) => a.fromAt - b.fromAt)[0];
  if (next) return { open: false, text: `${momentText(opensAt(next), at)} 起，这里可以打开签到码，给来的人扫。` };
  return coming.length ? { open: false, text: `等有人答应来了，开始前 ${earlyMinutes} 分钟起，这里可以打开签到码。` } : undefined;
}

export function turnHeadline(turn: Turn, shift: ShiftDocument, at: number, { earlyMinutes }: TimeBankSettings["service"]): Headline {
  switch (turn.state) {
    case "invited":
      return { title: "想请您帮忙", detail: turn.invitedUntil === undefined ? "方便就答应，不方便也没关系" : `${momentText(turn.invitedUntil, at)} 前告诉我们，不方便也没关系`, tone: "waiting" };
    case "promised":
      if (shift.fromAt <= at) return { title: "时间到了", detail: "到了请签到", tone: "waiting" };
      if (shift.fromAt - earlyMinutes * minuteMs <= at) return { title: "可以签到了", detail: `${clockText(shift.fromAt)} 开始，到了就签到`, tone: "waiting" };
      return { title: "您答应了", detail: "来不了请早点说一声", tone: "good" };
    case "inProgress":
      return { title: "正在服务", detail: "结束时请签退", tone: "good" };
    case "served":
      return { title: "做完了，谢谢您", detail: "", tone: "good" };
    case "missed":
      return { title: "这次没有签到", detail: "去过的话，请和居民组长说一声", tone: "plain" };
    default:
      return { title: `您${turnStateText(turn, at, true, true)}`, detail: "", tone: "plain" };
  }
}

/** One line of what happened. Whoever looks at what he did himself is 您. */
export function eventText({ what, by, words, count }: NeedEvent, { onBehalf, unmet }: NeedDocument, called: (id: string) => string, { ids }: Pick<NeedViewer, "ids">): string {
  const who = ids.includes(by) ? "您" : by === "clock" ? "" : called(by);
  const texts: Record<NeedEvent["what"], string> = {
    ask: onBehalf ? `${who}替${onBehalf.called || "邻居"}请人帮忙` : `${who}请人帮忙`,
    join: `${who}作为家人加入`,
    withdraw: `${who}收回了`,
    cancelShift: `${who}取消了一班`,
    fund: `${who}同意由社区出时间`,
    invite: `${who}请了人，一共问了 ${count ?? 1} 次`,
    notTake: `${who}说明这里办不了`,
    end: unmet ? "时间都过了，没有找到人，很抱歉" : "都结束了，谢谢大家",
    unpaid: "存的时间用不了了，请支部来定",
  };
  return words !== undefined ? `${texts[what]}：${words}` : texts[what];
}
