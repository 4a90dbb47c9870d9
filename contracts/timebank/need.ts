import * as z from "zod/mini";
import { day, id, instant, point, text, version } from "../kernel/field";
import { headline } from "../kernel/headline";
import type { Lifecycle } from "../kernel/lifecycle";
import { freeTime } from "./member";
import { type TurnAction, turnLifecycle, turnState } from "./turn";

/**
 * A need: help that somebody asks for at certain times. A shift 班次 is one of those times, with places for one or more
 * volunteers; a turn is one volunteer's place in a shift. Matching proposes, people decide.
 */

export const needStates = ["open", "ended", "withdrawn", "notTaken"] as const;
export type NeedState = (typeof needStates)[number];
export const needState = z.enum(needStates);

/** What somebody can be in one need. `proxy`: family who act for the recipient, asked in by himself. */
export type NeedPart = "recipient" | "proxy" | "leader" | "branch";
export const needLifecycle = {
  withdraw: { from: ["open"], to: "withdrawn", by: ["recipient", "proxy", "branch"],
    why: "What is held for shifts to come is released at once; who promised is told." },
  cancelShift: { from: ["open"], to: "same", by: ["recipient", "proxy", "branch"] },
  fund: { from: ["open"], to: "same", by: ["branch"],
    why: "Where neither saved hours nor the pool suffice, the community lets the bank issue the hours." },
  invite: { from: ["open"], to: "same", by: ["leader", "branch"],
    why: "Asked, not assigned: each may say no." },
  notTake: { from: ["open"], to: "notTaken", by: ["branch"],
    why: "What the time bank cannot do; only with a way on." },
  end: { from: ["open"], to: "ended", by: [],
    why: "The clock's: every shift is over." },
} as const satisfies Lifecycle<NeedState, NeedPart, string>;
export type NeedAction = keyof typeof needLifecycle;

/** Who sees a need that still lacks people: first its own grid, then the station, Party members, the community. */
export const offerStages = ["grid", "station", "partyMembers", "community"] as const;
export type OfferStage = (typeof offerStages)[number];

/** Who gives the hours for a shift. `community`: the bank issues them, by a decision of the branch. */
export const fundings = ["own", "pool", "community", "undecided"] as const;
export type Funding = (typeof fundings)[number];

const minuteOfDay = z.int().check(z.gte(0), z.lte(1439));
const shiftMinutes = z.int().check(z.gte(15, "一次至少 15 分钟。"), z.lte(720, "一次最多 12 小时，请分成几班。"));
const places = z.int().check(z.gte(1), z.lte(20, "一班最多 20 个人。"));

export const needSchedule = z.lazy(() => z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("once"), day, fromMinute: minuteOfDay, minutes: shiftMinutes, places }),
  z.strictObject({
    kind: z.literal("weekly"), fromDay: day, weekday: z.int().check(z.gte(1), z.lte(7)), fromMinute: minuteOfDay, minutes: shiftMinutes, places,
    weeks: z.int().check(z.gte(1), z.lte(52, "最多约一年，到时候可以再约。")),
  }),
  z.strictObject({
    kind: z.literal("roster"), fromDay: day,
    days: z.int().check(z.gte(1), z.lte(31, "最多 31 天，到时候可以再约。")),
    /** In their order: one at an earlier hour than the first comes after midnight. */
    shifts: z.array(z.strictObject({ fromMinute: minuteOfDay, minutes: shiftMinutes, places })).check(z.minLength(1, "请至少排一班。"), z.maxLength(6, "一天最多 6 班。")),
  }),
]));
export type NeedSchedule = z.output<typeof needSchedule>;

/** As many shifts as one need may have: two weeks of four a day, twice over. */
export const mostShifts = 124;

export const needDraft = z.lazy(() => z.strictObject({
  skill: id,
  words: text(500, "请说一下要帮什么忙。"),
  place: z.discriminatedUnion("kind", [
    /** The caller's own household. */
    z.strictObject({ kind: z.literal("home") }),
    z.strictObject({ kind: z.literal("unit"), unitCode: id, room: z.optional(text(20)) }),
    /** Elsewhere: a ward, a park. The grid stays the recipient's own. `point` lets volunteers check in by place. */
    z.strictObject({ kind: z.literal("elsewhere"), words: text(60, "请写一下在哪里。"), point: z.optional(point) }),
  ]),
  schedule: needSchedule,
  /** What the recipient would like; whoever arranges reads it. */
  wish: z.optional(text(100)),
  /** Asked for somebody who does not use a phone, with his consent. His hours pay if he has an account. */
  onBehalf: z.optional(
    z.strictObject({ called: text(20, "请写一下怎么称呼他。"), consent: z.literal(true, "请先问过他本人。"), accountCode: z.optional(text(12)) }),
  ),
  /** A child is helped: its guardian agrees, and another adult is known. */
  child: z.optional(
    z.strictObject({
      guardianCalled: text(20, "请写一下监护人怎么称呼。"),
      guardianConsent: z.literal(true, "请先问过监护人。"),
      otherAdult: text(40, "请写一下到时候还有哪位大人在。"),
    }),
  ),
  /** Answers somebody's offer: he is asked first. */
  offerId: z.optional(id),
  /** The request that turned out to be a need; its owner asks. */
  requestId: z.optional(id),
}));
export type NeedDraft = z.output<typeof needDraft>;

const needActions = Object.keys(needLifecycle) as [NeedAction, ...NeedAction[]];
const turnActions = Object.keys(turnLifecycle) as [TurnAction, ...TurnAction[]];

/** What was asked, to be asked again. Where exactly it was and who was named went with its end. */
export const needAgain = z.lazy(() => z.strictObject({
  skill: id,
  words: z.string(),
  schedule: needSchedule,
  where: z.optional(z.enum(["home", "unit", "elsewhere"])),
  forOther: z.boolean(),
  /** While it goes on: the day after its last time, before which the next begins twice. */
  fromDay: z.optional(day),
}));

/** One line of a list of needs. No name and no room: those come to who has promised. */
export const needCard = z.lazy(() => z.strictObject({
  needId: id,
  version,
  /** 辅导孩子 · 每周日 19:00. */
  title: z.string(),
  /** What it is about, in the asker's words. */
  words: z.string(),
  /** 11月29日 周日 19:00–20:00，共 8 次. */
  whenText: z.string(),
  /** 第 12 网格 · 离您很近. */
  placeText: z.string(),
  /** 还有 3 个空位 · 还有 21 个空位，邀请了 6 位，等答复 · 都有人了. */
  lackText: z.string(),
  /** How many places of shifts to come are offered to neighbours. */
  lacking: z.int(),
  child: z.boolean(),
  state: needState,
  headline,
  /** Epoch ms of the next shift. */
  nextAt: z.optional(instant),
  /** Epoch ms of the next one to which somebody comes, or is there already: whatever others of the series still lack. */
  comesAt: z.optional(instant),
}));

export const turnView = z.lazy(() => z.strictObject({
  /** Present for who arranges and for who is helped. */
  personId: z.optional(id),
  called: z.string(),
  state: turnState,
  /** 来了，19:02 签到. */
  stateText: z.string(),
  mine: z.boolean(),
  /** The shift has begun, and he has not checked in. */
  late: z.optional(z.boolean()),
  sessionId: z.optional(id),
}));

export const shiftView = z.lazy(() => z.strictObject({
  shiftId: id,
  version,
  day,
  /** 11月29日 周日. */
  dayText: z.string(),
  /** 19:00–20:00. */
  timeText: z.string(),
  fromAt: instant,
  toAt: instant,
  places: z.int(),
  /** How many somebody could still be asked for: neither promised nor waiting for an answer. */
  free: z.int(),
  /** While it is to come and its hours are decided: how many nobody has promised, and how many people are to answer. */
  missing: z.int(),
  invited: z.int(),
  state: z.enum(["open", "over", "cancelled"]),
  /** What became of it, once it is over or called off: 做完了 · 没有人来 · 取消了. */
  endText: z.optional(z.string()),
  funding: z.enum(fundings),
  turns: z.array(turnView),
  /** What the viewer can do with his own turn, or to get one. */
  actions: z.array(z.enum(turnActions)),
}));

export const needStory = z.lazy(() => z.strictObject({
  needId: id,
  version,
  /** From which side the viewer looks at it. */
  side: z.enum(["recipient", "volunteer", "staff"]),
  title: z.string(),
  words: z.string(),
  skill: id,
  skillName: z.string(),
  wish: z.optional(z.string()),
  whenText: z.string(),
  placeText: z.string(),
  /** Who is helped, where exactly, and how to ask: for who promised and who arranges. */
  recipient: z.optional(z.strictObject({ called: z.string(), place: z.string(), otherAdult: z.optional(z.string()) })),
  state: needState,
  /** As on its card. */
  lackText: z.string(),
  headline,
  /** 用陈阿姨自己存的 12 小时 · 由公共时间池出. */
  fundingText: z.string(),
  station: z.strictObject({ name: z.string(), phone: z.string() }),
  child: z.boolean(),
  shifts: z.array(shiftView),
  /** What happened, newest last. */
  events: z.array(z.strictObject({ at: instant, atText: z.string(), text: z.string() })),
  actions: z.array(z.enum(needActions)),
  /** Who may show the code at the door: whether it would be taken now, and if not, from when. Absent where nobody comes any more. */
  code: z.optional(z.strictObject({ open: z.boolean(), text: z.string() })),
  /** Recipient only: lets family act for him; goes into a shared link, and is changed when used up. */
  familyToken: z.optional(z.string()),
  family: z.array(z.string()),
  requestId: z.optional(id),
  /** It is over or has one time left, and the viewer may ask for the same again. */
  again: z.optional(z.literal(true)),
}));

/** A volunteer's own turn in a list: promised, asked, going on. */
export const turnCard = z.lazy(() => z.strictObject({
  shiftId: id,
  needId: id,
  /** Of the shift. */
  version,
  sessionId: z.optional(id),
  title: z.string(),
  /** 今天 19:00–20:00. */
  whenText: z.string(),
  placeText: z.string(),
  fromAt: instant,
  toAt: instant,
  state: turnState,
  headline,
  /** `checkIn` while it can be done; `checkOut` while it goes on. */
  actions: z.array(z.enum([...turnActions, "checkIn", "checkOut"])),
}));

/** One volunteer asked for one shift. */
export const assignment = z.strictObject({ shiftId: id, personId: id });

export const needStep = z.lazy(() => z.discriminatedUnion("action", [
  z.strictObject({ action: z.literal("withdraw"), words: z.optional(text(300)) }),
  z.strictObject({ action: z.literal("cancelShift"), shiftId: id }),
  z.strictObject({ action: z.literal("fund") }),
  z.strictObject({ action: z.literal("invite"), assignments: z.array(assignment).check(z.minLength(1, "请先选人。"), z.maxLength(mostShifts)) }),
  z.strictObject({ action: z.literal("notTake"), wayOn: text(300, "请告诉他接下来可以找谁。") }),
]));
export type NeedStep = z.output<typeof needStep>;

/** An offer: what somebody would like to do for a neighbour. */
export const offerDraft = z.lazy(() => z.strictObject({ skill: id, words: text(200, "请说一下您愿意帮什么。"), times: z.array(freeTime).check(z.minLength(1, "请选一下什么时候可以。"), z.maxLength(28)) }));
export const offerCard = z.lazy(() => z.strictObject({
  offerId: id,
  version,
  skill: id,
  title: z.string(),
  words: z.string(),
  timesText: z.string(),
  placeText: z.string(),
  mine: z.boolean(),
}));
