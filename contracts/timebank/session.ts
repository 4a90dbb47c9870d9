import * as z from "zod/mini";
import { day, id, instant, point, text, version } from "../kernel/field";
import { headline, tone } from "../kernel/headline";
import type { Lifecycle } from "../kernel/lifecycle";

/**
 * A session 服务: one volunteer's turn as it really was. Server time only. Checking out is the volunteer's own
 * confirmation of his time; the other side confirms, and only then do hours move.
 */
export const sessionStates = ["inProgress", "served", "unconfirmed", "disputed", "confirmed", "settled"] as const;
export type SessionState = (typeof sessionStates)[number];
export const sessionState = z.enum(sessionStates);

export type SessionPart = "volunteer" | "recipient" | "proxy" | "leader" | "branch";
export const sessionLifecycle = {
  checkOut: { from: ["inProgress"], to: "served", by: ["volunteer", "recipient", "proxy", "leader", "branch"],
    why: "Others only on the volunteer's behalf, when he has no phone at hand; the story says who it was." },
  lapse: { from: ["inProgress"], to: "served", by: [],
    why: "The clock's: a forgotten check-out ends at the planned end, says so, and is never confirmed by silence." },
  sayEnd: { from: ["served", "unconfirmed"], to: "same", by: ["volunteer"],
    why: "After a forgotten check-out the volunteer says how long it was; never longer than planned." },
  confirm: { from: ["served", "unconfirmed"], to: "confirmed", by: ["recipient", "proxy", "leader"] },
  askLeader: { from: ["served"], to: "unconfirmed", by: [],
    why: "The clock's, after the configured silence." },
  confirmBySilence: { from: ["unconfirmed"], to: "confirmed", by: [],
    why: "The clock's, after the leader's silence too: never for more than the booked time, never after a forgotten check-out." },
  askBranch: { from: ["unconfirmed"], to: "disputed", by: [],
    why: "The clock's: after the leader's silence a forgotten check-out, whose length only one side says, is the branch's to decide." },
  dispute: { from: ["served", "unconfirmed", "settled"], to: "disputed", by: ["volunteer", "recipient", "proxy", "leader"],
    why: "A settled one within 30 days, or 30 days after its last correction; what was paid stays until it is decided. Whoever confirms fewer minutes than were recorded disputes." },
  answer: { from: ["disputed"], to: "same", by: ["volunteer", "recipient", "proxy"],
    why: "The side that did not dispute says its word, once, and the branch reads both; where a leader or the clock brought it there, each side may." },
  decide: { from: ["disputed"], to: "confirmed", by: ["branch"],
    why: "Up to what was booked; once paid, less, or again up to what was paid, each by another entry. Never erased; nobody decides his own session." },
  settle: { from: ["confirmed"], to: "settled", by: [],
    why: "The ledger's answer; follows at once, or by the clock after a crash." },
} as const satisfies Lifecycle<SessionState, SessionPart, string>;
export type SessionAction = keyof typeof sessionLifecycle;

/** How somebody shows that he is there. The place alone is never the only way. */
const presenceKinds = () => [
  /** What the place or the recipient's phone shows just now; ≤32 characters, six digits when typed. */
  z.strictObject({ kind: z.literal("code"), code: z.string().check(z.regex(/^[A-Za-z0-9.]{6,32}$/, "码不对，请看一眼屏幕上现在的数字。")) }),
  z.strictObject({ kind: z.literal("place"), point }),
  /** By the recipient, his family or a team leader, for a volunteer without a phone at hand. */
  z.strictObject({ kind: z.literal("onBehalf"), personId: id }),
] as const;
export const presence = z.lazy(() => z.discriminatedUnion("kind", presenceKinds()));

/** Out: also by a plain tap, since the other side confirms anyway. */
export const leaving = z.lazy(() => z.discriminatedUnion("kind", [...presenceKinds(), z.strictObject({ kind: z.literal("tap") })]));

export const disputeReasons = {
  timeWrong: "时间记得不对",
  notCame: "这次没有来",
  notDone: "说好的没有做",
  other: "别的原因",
} as const;
export type DisputeReason = keyof typeof disputeReasons;

const sessionMinutes = z.int().check(z.gte(0), z.lte(1440));
export const sessionStep = z.lazy(() => z.discriminatedUnion("action", [
  /** Absent: the time as it stands. More than was booked is only recorded, never paid. */
  z.strictObject({ action: z.literal("confirm"), minutes: z.optional(sessionMinutes) }),
  z.strictObject({ action: z.literal("sayEnd"), minutes: sessionMinutes.check(z.gte(1, "请写一下实际多少分钟。")) }),
  z.strictObject({ action: z.literal("dispute"), reason: z.enum(Object.keys(disputeReasons) as [DisputeReason, ...DisputeReason[]]), words: z.optional(text(300)) }),
  z.strictObject({ action: z.literal("answer"), words: text(300, "请写一下是怎么回事。") }),
  z.strictObject({ action: z.literal("decide"), minutes: sessionMinutes, words: text(300, "请写一下为什么这样定。") }),
]));
export type SessionStep = z.output<typeof sessionStep>;

const sessionActions = Object.keys(sessionLifecycle) as [SessionAction, ...SessionAction[]];

export const sessionCard = z.lazy(() => z.strictObject({
  sessionId: id,
  version,
  needId: id,
  shiftId: id,
  /** 辅导孩子. */
  title: z.string(),
  /** 11月22日 周日 19:02–20:05. */
  whenText: z.string(),
  placeText: z.string(),
  /** From the viewer's side: the other one. */
  withWhom: z.string(),
  state: sessionState,
  headline,
  bookedMinutes: z.int(),
  /** As checked out, or as said after a forgotten check-out. */
  actualMinutes: z.optional(z.int()),
  creditedMinutes: z.optional(z.int()),
  /** For who decides: the most that he can. What was booked, or what was paid once it was. */
  decidableMinutes: z.optional(z.int()),
  forgotten: z.boolean(),
  disputeText: z.optional(z.string()),
  /** What the other side says to it. */
  answerText: z.optional(z.string()),
  /** Who decided it, and why: 吴书记：问过双方，21:00 走的. */
  decidedText: z.optional(z.string()),
  /** What happened, newest last: the original stays whatever was decided. */
  events: z.array(z.strictObject({ at: instant, atText: z.string(), text: z.string() })),
  actions: z.array(z.enum(sessionActions)),
}));

/** One line of the service record, with what the ministry's Order 67 asks: name, date, place, content, organiser, the person in charge, actual time. */
export const recordLine = z.lazy(() => z.strictObject({
  sessionId: id,
  day,
  dayText: z.string(),
  timeText: z.string(),
  place: z.string(),
  content: z.string(),
  organiser: z.string(),
  inCharge: z.string(),
  actualText: z.string(),
  creditedText: z.string(),
  /** From the paper book before the time bank came to the phone. */
  fromPaper: z.boolean(),
  /** 已更正：60 分钟 → 45 分钟. */
  correctedText: z.optional(z.string()),
  mayDispute: z.boolean(),
  version,
}));

export const statementShape = () => ({
  entryId: id,
  at: instant,
  dayText: z.string(),
  text: z.string(),
  /** +1 小时 · −30 分钟 · 预留 2 小时. */
  amountText: z.string(),
  /** Of the spendable book; negative: went out. */
  minutes: z.int(),
  tone,
});
export const statementLine = z.lazy(() => z.strictObject(statementShape()));

export const statementView = z.lazy(() => z.strictObject({
  month: z.string(),
  monthText: z.string(),
  openingText: z.string(),
  closingText: z.string(),
  honourText: z.string(),
  lines: z.array(statementLine),
  /** The month is over and sealed: the number proves everything before it. */
  seal: z.optional(z.string()),
  previous: z.optional(z.string()),
  next: z.optional(z.string()),
}));

export const certificateShow = z.lazy(() => z.strictObject({ name: z.boolean(), content: z.boolean(), places: z.boolean() }));

/** What anybody sees who checks a number: nothing that the holder did not choose. */
export const certificateView = z.lazy(() => z.strictObject({
  number: z.string(),
  community: z.string(),
  organiser: z.string(),
  /** 李老师 · 一位志愿者. */
  holder: z.string(),
  fromDay: day,
  toDay: day,
  /** 2026年9月1日 到 2026年11月15日. */
  periodText: z.string(),
  hoursText: z.string(),
  sessions: z.int(),
  /** 辅导孩子 12 小时、陪护 4 小时. */
  contents: z.array(z.strictObject({ text: z.string(), hoursText: z.string() })),
  places: z.array(z.string()),
  recordedBy: z.string(),
  issuedText: z.string(),
  /** Withdrawn by its holder: says so and shows nothing else. */
  withdrawn: z.boolean(),
  mine: z.boolean(),
  /**
   * Address of a picture of the code that opens the public page. With `certificates.check` alone, and not while it could
   * not be made: then the number serves.
   */
  codeImage: z.optional(z.string()),
}));
