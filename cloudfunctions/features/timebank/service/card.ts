import type * as z from "zod/mini";
import { clockText, dayOf, monthDayText, weekdayText } from "../../../../contracts/kernel/day";
import { oldClockOf, oldClockText } from "../../../../contracts/kernel/oldClock";
import { disputeReasons, type sessionCard, type SessionPart } from "../../../../contracts/timebank/session";
import { minutesText } from "../../../../contracts/timebank/minutes";
import type { TimeBankSettings } from "../../../../contracts/timebank/settings";
import type { MemberContext } from "../../../platform/serve";
import { momentText } from "../../../platform/when";
import type { SessionDocument, SessionEvent } from "../shared/documents";
import { namesOf } from "../shared/names";
import { skillName } from "../shared/wording";
import { nextCheckOf } from "./derived";
import type { SessionSeen } from "./context";
import { actionsOf } from "./parts";
import { bookedMinutesOf, decidableOf, servedText } from "./rules";

/** A session as one of its people sees it. */
export type SessionCard = z.output<typeof sessionCard>;
type Headline = SessionCard["headline"];
type Side = "volunteer" | "helped" | "staff";

const sideOf = (parts: readonly SessionPart[]): Side =>
  parts.includes("volunteer") ? "volunteer" : parts.some((part) => part === "recipient" || part === "proxy") ? "helped" : "staff";

/** 1988年7月10日 周日 19:30–21:00, as clocks showed it then; a paper that tells no times tells the day. */
function paperWhenText({ inAt, outAt }: Pick<SessionDocument, "inAt" | "outAt">): string {
  const { day } = oldClockOf(inAt);
  return `${day.slice(0, 4)}年${monthDayText(day)} ${weekdayText(day)}${outAt === undefined ? "" : ` ${oldClockText(inAt)}–${oldClockText(outAt)}`}`;
}

/** 11月22日 周日 19:02–20:05; the day is the one it began on, also over midnight. */
export function whenTextOf(session: Pick<SessionDocument, "source" | "inAt" | "outAt" | "bookedTo" | "state">): string {
  const { source, inAt, outAt, bookedTo, state } = session;
  if (source === "paper") return paperWhenText(session);
  const day = dayOf(inAt);
  const end = state === "inProgress" ? `，约到 ${clockText(bookedTo)}` : `–${clockText(outAt ?? bookedTo)}`;
  return `${monthDayText(day)} ${weekdayText(day)} ${clockText(inAt)}${end}`;
}

const paid = ({ creditedMinutes = 0 }: SessionDocument): string => minutesText(creditedMinutes);

/** For staff: whose turn it is to ask, and what follows when he does not. */
function unconfirmedWords(session: SessionDocument, mayConfirm: boolean, settings: TimeBankSettings, now: number): [string, string] {
  if (mayConfirm) return ["请您帮着问一问", "对方还没有回话。问过了，请您确认。"];
  const until = nextCheckOf(session, settings.service);
  return ["居民组长在问", until === undefined ? "对方还没有回话。" : `${momentText(until, now)} 前没有回话，${session.forgotten || session.leaderIds?.length === 0 ? "就请党支部来定" : "就按约好的时间记"}。`];
}

/** What state it is in, as its reader would say it, and what comes next. */
function headlineOf(session: SessionDocument, side: Side, unconfirmed: [string, string]): Headline {
  const came = session.forgotten ? `没有签退，先按约好的 ${minutesText(session.actualMinutes ?? 0)}算` : servedText(session);
  const lines: Record<SessionDocument["state"], Record<Side, [string, string]>> = {
    inProgress: {
      volunteer: ["正在服务", "结束时点“签退”。"],
      helped: ["正在服务", "结束后请您确认一下时间。"],
      staff: ["正在服务", ""],
    },
    served: {
      volunteer: [session.forgotten ? "请补一下时间" : "等对方确认", `${came}。`],
      helped: ["请您确认", `${came}，对的话点“对，确认”。`],
      staff: ["等对方确认", `${came}。`],
    },
    unconfirmed: {
      volunteer: ["请居民组长帮着确认", `${came}，对方还没有回话。`],
      helped: ["还请您确认", `${came}，已请居民组长帮着问。`],
      staff: [unconfirmed[0], `${came}，${unconfirmed[1]}`],
    },
    disputed: {
      volunteer: ["请支委看一看", "时间有不同说法；原来的记录都在。"],
      helped: ["请支委看一看", "时间有不同说法；原来的记录都在。"],
      staff: ["有不同说法", "听听两边怎么说，再定多少分钟。"],
    },
    confirmed: { volunteer: ["已确认", "马上就记到账户。"], helped: ["已确认", "谢谢您。"], staff: ["已确认", ""] },
    settled: { volunteer: ["已存入", `${paid(session)}记到了您的时间账户。`], helped: ["办好了", `记了 ${paid(session)}，谢谢您。`], staff: ["已存入", `记了 ${paid(session)}。`] },
  };
  const [title, detail] = lines[session.state][side];
  // Nothing here burns: red is kept for what does.
  const tone = session.state === "settled" || session.state === "inProgress" ? "good" : "waiting";
  return { title, detail, tone };
}

function eventText({ what, minutes = 0, words }: SessionEvent, who: string): string {
  const said = words === undefined ? "" : `：${words}`;
  const amount = minutesText(minutes);
  switch (what) {
    case "checkIn": return `${who}签到`;
    case "checkOut": return `${who}签退，来了 ${amount}`;
    case "lapse": return `没有签退，先按约好的 ${amount}算`;
    case "sayEnd": return `${who}补报了 ${amount}`;
    case "confirm": return `${who}确认了 ${amount}`;
    case "askLeader": return "还没有人确认，请居民组长问一问";
    case "confirmBySilence": return `一直没有人说不对，按 ${amount}记`;
    case "askBranch": return "还没有人确认，请支委看一看";
    case "dispute": return `${who}觉得不对${minutes ? `，说是 ${amount}` : ""}${said}`;
    case "answer": return `${who}说${said}`;
    case "decide": return `${who}定为 ${amount}${said}`;
    case "corrected": return `${who}更正为 ${amount}${said}`;
    case "settle": return words === undefined ? `记了 ${amount}` : words;
  }
}

/** Why the branch decided as it did, for both sides. */
function decidedText({ events }: SessionDocument, told: (id: string) => string): string | undefined {
  const decision = events.findLast(({ what, words }) => (what === "decide" || what === "corrected") && words !== undefined);
  return decision && `${told(decision.by)}：${decision.words}`;
}

function disputeText({ disputed, forgotten }: SessionDocument, name: (id: string) => string): string | undefined {
  if (!disputed) return undefined;
  if (disputed.by === "clock") return forgotten ? "没有签退，也没有人确认。" : "一直没有人确认。";
  const minutes = disputed.minutes === undefined ? "" : `，说是 ${minutesText(disputed.minutes)}`;
  return `${name(disputed.by)}：${disputeReasons[disputed.reason]}${minutes}${disputed.words === undefined ? "" : `，“${disputed.words}”`}`;
}

const answerText = ({ disputed }: SessionDocument, name: (id: string) => string): string | undefined =>
  disputed?.answers?.map(({ by, words }) => `${name(by)}：“${words}”`).join("；");

const involved = (session: SessionDocument): string[] =>
  [session.volunteerId, session.recipientId, session.disputed?.by, ...session.events.map(({ by }) => by)].filter((id): id is string => id !== undefined && id !== "clock");

/** Who stands on the other side. Who was helped is named until it is settled: then nobody needs it any more. */
function withWhom(session: SessionDocument, side: Side, name: (id: string) => string): string {
  const hidden = session.state === "settled";
  const helped = hidden ? "一位邻居" : (session.helpedCalled ?? (session.recipientId === undefined ? "一位邻居" : name(session.recipientId)));
  if (side === "volunteer") return helped;
  return side === "helped" ? name(session.volunteerId) : `${name(session.volunteerId)}帮${helped}`;
}

function cardOf(session: SessionDocument, { viewer, parts }: SessionSeen, settings: TimeBankSettings, name: (id: string) => string): SessionCard {
  const side = sideOf(parts);
  const actions = actionsOf(viewer, session, parts);
  // Who was helped stays unnamed for the others once it is settled, in the story as in the headline.
  const unnamed = (id: string) => side !== "helped" && session.state === "settled" && id === session.recipientId;
  const told = (id: string) => (id === "clock" ? "" : viewer.ids.includes(id) ? "您" : unnamed(id) ? (side === "volunteer" ? "对方" : "被帮的人") : name(id));
  const [dispute, answer] = [disputeText(session, told), answerText(session, told)];
  const decided = decidedText(session, told);
  return {
    sessionId: session._id,
    version: session.version,
    needId: session.needId ?? "paper",
    shiftId: session.shiftId ?? "paper",
    title: skillName(settings, session.skill),
    whenText: whenTextOf(session),
    placeText: session.placeText,
    withWhom: withWhom(session, side, name),
    state: session.state,
    headline: headlineOf(session, side, unconfirmedWords(session, actions.includes("confirm"), settings, viewer.at)),
    bookedMinutes: bookedMinutesOf(session),
    ...(session.actualMinutes !== undefined && { actualMinutes: session.actualMinutes }),
    ...(session.creditedMinutes !== undefined && { creditedMinutes: session.creditedMinutes }),
    ...(actions.includes("decide") && { decidableMinutes: decidableOf(session) }),
    forgotten: session.forgotten,
    ...(dispute !== undefined && { disputeText: dispute }),
    ...(answer !== undefined && { answerText: answer }),
    ...(decided !== undefined && { decidedText: decided }),
    events: session.events.map((event) => ({ at: event.at, atText: momentText(event.at, viewer.at), text: eventText(event, told(event.by)) })),
    actions,
  };
}

export const cardFor = async (context: Pick<MemberContext, "database" | "community">, session: SessionDocument, seen: SessionSeen, settings: TimeBankSettings): Promise<SessionCard> =>
  cardOf(session, seen, settings, await namesOf(context, involved(session)));

/** Several, with one query for all names. */
export async function cardsFor(context: Pick<MemberContext, "database" | "community">, sessions: readonly SessionDocument[], seen: (session: SessionDocument) => SessionSeen, settings: TimeBankSettings): Promise<SessionCard[]> {
  const name = await namesOf(context, sessions.flatMap(involved));
  return sessions.map((session) => cardOf(session, seen(session), settings, name));
}
