import { dayOf } from "../../../contracts/kernel/day";
import { hourMs, minuteMs } from "../../../contracts/kernel/milliseconds";
import { workingDaysBetween } from "../../../contracts/kernel/workdays";
import type { CallData } from "../../../contracts/calls";
import { notAcceptedReasons } from "../../../contracts/requests/request";
import { isRunning, isUnclaimed } from "./states";
import type { RequestDocument } from "./document";
import { actingFor, called, type Moment } from "./staff";
import { silenceClosesAfterMilliseconds } from "./derived";
import { dayText, momentText } from "../../platform/when";
import { dueAtText, overdueText } from "./dueWords";

/** What is true now, as a person would say it. Pure. */
export type Headline = CallData<"requests.open">["headline"];
export type Tone = Headline["tone"];
export type Side = "resident" | "staff";

export const isOverdue = (request: RequestDocument, at: number): boolean => isRunning(request) && request.dueAt <= at;

/** 周四 18:00 前给您答复，还有 3 个工作日. */
export function promiseText(request: RequestDocument, side: Side, at: number): string {
  const days = workingDaysBetween(dayOf(at), dayOf(request.dueAt));
  const left = days > 0 ? `，还有 ${days} 个工作日` : "";
  return `${dueAtText(request.dueAt, at)} 前${side === "resident" ? "给您" : ""}答复${left}`;
}

const late = (request: RequestDocument, side: Side, at: number): string => {
  const words = `应在${dueAtText(request.dueAt, at)} 前答复，${overdueText(request.dueAt, at)}`;
  if (side === "staff") return words;
  // True as soon as the clock has marked it.
  return request.told.overdue ? `${words}。已经提醒经办的同志，着急可以打站里的电话` : `${words}。着急可以打站里的电话`;
};

/** By when silence closes it: from the last word of anybody. */
const silentUntilText = ({ updatedAt }: RequestDocument, at: number): string => `${momentText(updatedAt + silenceClosesAfterMilliseconds, at)} 前没有消息会自动办结`;

/** The short word of a list: 明天 18:00 · 已过期 2 天 · 计时已暂停 · 11月20日办结了. */
export function dueTextOf(request: RequestDocument, at: number): string {
  const ended: Partial<Record<RequestDocument["state"], string>> = { closed: "办结了", withdrawn: "已撤回", notAccepted: "已说明去处", resolved: "等居民确认" };
  const word = ended[request.state];
  if (word) return request.closedAt === undefined ? word : `${dayText(dayOf(request.closedAt), at)}${word}`;
  if (request.paused) return "计时已暂停";
  return isOverdue(request, at) ? overdueText(request.dueAt, at) : dueAtText(request.dueAt, at);
}

export function dueToneOf(request: RequestDocument, at: number): Tone {
  if (request.state === "closed") return "good";
  if (!request.open) return "plain";
  if (!isRunning(request)) return "waiting";
  if (isOverdue(request, at)) return "urgent";
  return workingDaysBetween(dayOf(at), dayOf(request.dueAt)) <= 1 ? "waiting" : "plain";
}

/** Why the clock stands still, when it does. */
export function pausedTextOf(request: RequestDocument, side: Side): string | undefined {
  if (!request.paused) return undefined;
  if (side === "resident") return "计时先停着，您回了就接着算。";
  const hours = Math.round(request.paused.leftMilliseconds / hourMs);
  return `计时先停着${hours > 0 ? `，还剩 ${hours} 个工作小时` : ""}。`;
}

const you = "您";
/** Who reads; without ids, somebody who is no staff. */
type Reader = Moment & { ids?: readonly string[] };

type Sentence = (request: RequestDocument, who: string, side: Side) => string;
const titles: Record<RequestDocument["state"], Sentence> = {
  submitted: (_, who, side) => (side === "resident" ? `送到了，等${who}来接` : `等${who}来接`),
  transferred: (_, who) => `转给了${who}，等${who === you ? you : "他"}来接`,
  accepted: (_, who) => `${who}接了`,
  inProgress: (_, who) => `${who}正在办`,
  awaitingResident: (_, who, side) => (side === "resident" ? `${who}等您回一句` : "等居民回一句"),
  resolved: (_, who, side) => (side === "resident" ? `${who}说办好了，请您看看` : "等居民确认"),
  reopened: (_, who) => `又打开了，${who}接着办`,
  closed: (_, who, side) => (side === "resident" ? "办结了，谢谢您" : `办结了，由${who}经办`),
  withdrawn: (_, _who, side) => (side === "resident" ? "您撤回了这件事" : "居民撤回了这件事"),
  notAccepted: () => "这里办不了，已写明可以找谁",
};

function detailOf(request: RequestDocument, side: Side, at: number): string {
  if (request.state === "resolved")
    return side === "resident" ? `好了点“办好了”，没好点“还没办好”；${silentUntilText(request, at)}，之后 30 天内还能重新打开` : silentUntilText(request, at);
  if (request.state === "notAccepted") {
    const reason = request.events.findLast(({ action }) => action === "notAccept")?.reason;
    return notAcceptedReasons[reason as keyof typeof notAcceptedReasons] ?? "";
  }
  if (request.state === "closed") return side === "resident" ? "要是又出现了，30 天内可以重新打开" : request.rating ? `居民给了 ${request.rating.stars} 颗星` : "";
  if (request.state === "withdrawn") return side === "resident" ? "想再说，随时可以重新反映" : "不用再办";
  if (request.paused) return pausedTextOf(request, side)!;
  return isOverdue(request, at) ? late(request, side, at) : promiseText(request, side, at);
}

function toneOf(request: RequestDocument, at: number): Tone {
  if (!request.open) return request.state === "closed" ? "good" : "plain";
  if (isOverdue(request, at)) return "urgent";
  if (isUnclaimed(request)) return request.urgency === "emergency" ? "urgent" : "plain";
  return isRunning(request) ? "good" : "waiting";
}

/** To whoever reads the story or the card: the owner himself is not told his own name. A resident is 您 on his side only. */
export const ownerCalled = (reader: Reader, request: RequestDocument, side: Side): string => calledTo(reader, request.ownerId, side);

const calledTo = (reader: Reader, staffId: string, side: Side): string =>
  side === "staff" && reader.ids?.includes(staffId) ? you : called(reader, staffId);

/** Who deals with it for now, while the owner is away and it waits for somebody of the staff. */
export function actingCalled(reader: Reader, request: RequestDocument, side: Side): string | undefined {
  const acting = isRunning(request) ? actingFor(reader, request) : undefined;
  return acting === undefined ? undefined : calledTo(reader, acting, side);
}

/** Whoever was called in to what nobody has taken yet: from then on the first of the two who takes it has it. */
export const calledInOf = (request: RequestDocument): string | undefined => (isUnclaimed(request) && request.standInCalled ? request.standInId : undefined);

export function calledInCalled(reader: Reader, request: RequestDocument, side: Side): string | undefined {
  const staffId = calledInOf(request);
  return staffId === undefined ? undefined : calledTo(reader, staffId, side);
}

/** 已请小陈接手，和老何谁先到谁办; to the one who was called: 请您接手，和老何谁先到谁办. */
const calledInTitle = (owner: string, calledIn: string): string =>
  `${calledIn === you ? "请您" : `已请${calledIn}`}接手，和${owner}谁先到谁办`;

export function headlineOf(reader: Reader, request: RequestDocument, side: Side): Headline {
  const { at } = reader;
  // Outside duty hours nobody can keep 15 minutes, so the only honest sentence is the number to dial.
  if (request.urgency === "emergency" && request.state === "submitted" && request.dueAt - at > 15 * minuteMs)
    return { title: "现在站里没有人，请先打电话", detail: `紧急的事请先打 110、119 或 120。${promiseText(request, side, at)}`, tone: "urgent" };
  const who = ownerCalled(reader, request, side);
  const calledIn = calledInCalled(reader, request, side);
  const acting = actingCalled(reader, request, side);
  const title = calledIn === undefined ? titles[request.state](request, who, side) : calledInTitle(who, calledIn);
  return { title: acting === undefined ? title : `${who}不在，由${acting}代`, detail: detailOf(request, side, at), tone: toneOf(request, at) };
}
