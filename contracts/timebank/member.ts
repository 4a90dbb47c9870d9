import * as z from "zod/mini";
import { id, instant, text, version } from "../kernel/field";
import type { Lifecycle } from "../kernel/lifecycle";

/**
 * Who takes part in the time bank. Nobody is scored: what is kept is what somebody offers, when he can, what he would
 * rather not do, and the result and day of a check where a child is helped.
 */
export const memberStates = ["applied", "active", "declined", "left"] as const;
export type MemberState = (typeof memberStates)[number];
export const memberState = z.enum(memberStates);

export type MemberPart = "self" | "branch";
export const memberLifecycle = {
  apply: { from: ["declined", "left"], to: "applied", by: ["self"],
    why: "The first application has no state before it. Declined or gone, one may always ask again." },
  change: { from: ["applied", "active"], to: "same", by: ["self"],
    why: "What one can do and when is one's own to say; it is not approved anew." },
  approve: { from: ["applied"], to: "active", by: ["branch"] },
  decline: { from: ["applied"], to: "declined", by: ["branch"],
    why: "Only with a reason from the list and a way on." },
  leave: { from: ["applied", "active"], to: "left", by: ["self"],
    why: "At will; the hours stay, and turns promised for later are offered again." },
} as const satisfies Lifecycle<MemberState, MemberPart, string>;
export type MemberAction = keyof typeof memberLifecycle;

export const memberDeclineReasons = {
  notResident: "还没有核对住址",
  noGuardian: "还没有和监护人谈过",
  noNeedYet: "现在没有合适的事",
  unreachable: "联系不上",
} as const;
export type MemberDeclineReason = keyof typeof memberDeclineReasons;

/** Parts of a day in local minutes after midnight: when somebody can help. Night runs to the next morning. */
export const dayParts = {
  morning: { name: "上午", fromMinute: 360, toMinute: 720 },
  afternoon: { name: "下午", fromMinute: 720, toMinute: 1080 },
  evening: { name: "晚上", fromMinute: 1080, toMinute: 1320 },
  night: { name: "夜里", fromMinute: 1320, toMinute: 1800 },
} as const;
export type DayPart = keyof typeof dayParts;
export const dayPart = z.enum(Object.keys(dayParts) as [DayPart, ...DayPart[]]);

/** 1 Monday … 7 Sunday, and the part of that day. */
export const freeTime = z.lazy(() => z.strictObject({ weekday: z.int().check(z.gte(1), z.lte(7)), part: dayPart }));
export type FreeTime = z.output<typeof freeTime>;

/** A station and its line: what can be tapped wherever a page says that one may call. */
export const stationLine = z.lazy(() => z.strictObject({
  name: z.string(),
  phone: z.string(),
  /** He has left no address: it is the desk of whoever belongs nowhere yet. */
  guessed: z.optional(z.literal(true)),
}));

export const memberDraft = z.lazy(() => z.strictObject({
  skills: z.array(id).check(z.minLength(1, "请至少选一样您愿意帮的。"), z.maxLength(20)),
  times: z.array(freeTime).check(z.minLength(1, "请选一下您什么时候有空。"), z.maxLength(28)),
  /** What one would rather not do; shown to whoever arranges, never to those who are helped. */
  wontDo: z.optional(text(200)),
  /** Under 18: with the consent of a guardian, who is named. */
  guardian: z.optional(z.strictObject({ called: text(20, "请写一下监护人怎么称呼。"), consent: z.literal(true, "请先问过监护人。") })),
  isMinor: z.boolean(),
  /** Takes what nobody takes: told first. A public service role of a Party member, given by himself. */
  partyMember: z.boolean(),
}));
export type MemberDraft = z.output<typeof memberDraft>;

/** What the branch decides on an application. */
export const memberDecision = z.lazy(() => z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("approve"),
    /** A need nearby to begin with: the volunteer is asked, and may say no. */
    firstShiftId: z.optional(id),
    /** The check for help with children was passed; only this and today's date are kept. */
    childCheckPassed: z.optional(z.boolean()),
  }),
  z.strictObject({
    kind: z.literal("decline"),
    reason: z.enum(Object.keys(memberDeclineReasons) as [MemberDeclineReason, ...MemberDeclineReason[]]),
    wayOn: text(300, "请告诉他接下来可以怎么做。"),
  }),
]));

/** An application as the branch sees it. */
export const memberCard = z.lazy(() => z.strictObject({
  memberId: id,
  version,
  called: z.string(),
  grid: z.string(),
  /** 辅导孩子、陪聊天. */
  skillsText: z.string(),
  /** 周日晚上、周三下午. */
  timesText: z.string(),
  wontDo: z.optional(z.string()),
  /** 监护人李女士同意了. */
  guardianText: z.optional(z.string()),
  isMinor: z.boolean(),
  childCheckText: z.optional(z.string()),
  state: memberState,
  appliedAt: instant,
  appliedText: z.string(),
  actions: z.array(z.enum(Object.keys(memberLifecycle) as [MemberAction, ...MemberAction[]])),
}));
