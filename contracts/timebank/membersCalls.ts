import * as z from "zod/mini";
import { defineCall } from "../kernel/call";
import { id, version } from "../kernel/field";
import { cursor, pageOf } from "../kernel/paging";
import { memberCard, memberDecision, memberDraft, memberState, stationLine } from "./member";
import { needCard, offerCard, offerDraft, turnCard } from "./need";
import { sessionCard } from "./session";

const skill = z.strictObject({ code: id, name: z.string(), hint: z.string() });

/** A person's hours in words and minutes. */
export const hoursView = z.lazy(() => z.strictObject({
  availableMinutes: z.int(),
  availableText: z.string(),
  heldMinutes: z.int(),
  heldText: z.string(),
  honourMinutes: z.int(),
  honourText: z.string(),
  /** What others find the account by; not secret. */
  accountCode: z.string(),
  /** Frozen, closed, near the cap, not yet redeemable: what it means, and what to do. */
  note: z.optional(z.string()),
  /** Nothing of it can be spent for now, whatever there is; `note` says so. */
  frozen: z.optional(z.boolean()),
}));

const branch = { branchCommitteeMember: "station", stationHead: "station", secretary: "community" } as const;

export const membersCalls = {
  /** The tab 时间银行: everything on it in one call, for who takes part and who does not yet. */
  "timebank.open": defineCall({
    input: () => z.strictObject({}),
    reply: () => z.strictObject({
      member: z.enum(["none", ...memberState.options]),
      /** Declined: the reason and the way on. Applied: who looks at it and by when. */
      memberText: z.optional(z.string()),
      /** Absent until there is an account. */
      hours: z.optional(hoursView),
      pool: z.strictObject({ minutes: z.int(), text: z.string() }),
      /** The community's rules, each in a sentence, where they bite. */
      rules: z.array(z.strictObject({ title: z.string(), text: z.string() })),
      /** Going on, or to begin soon. */
      now: z.array(turnCard),
      promised: z.array(turnCard),
      /** Asked of the caller; he may say no. */
      invited: z.array(turnCard),
      /** The caller was helped and has not confirmed yet. */
      toConfirm: z.array(sessionCard),
      /** What the caller asked for. */
      needs: z.array(needCard),
      near: z.array(needCard),
      moreNear: z.boolean(),
      /** The caller arranges for a branch or a grid. */
      arranges: z.boolean(),
    }),
    allow: { resident: "own" },
    carrier: "timebank",
    writes: false,
    failures: [],
  }),
  /** Opens 我要报名 and 我的资料: the skills of this community and what the caller said before. */
  "members.form": defineCall({
    input: () => z.strictObject({}),
    reply: () => z.strictObject({ skills: z.array(skill), draft: z.optional(memberDraft), state: z.enum(["none", ...memberState.options]), version, promise: z.string(), station: z.optional(stationLine) }),
    allow: { resident: "own" },
    carrier: "timebank",
    writes: false,
    failures: [],
  }),
  /** Applies, applies again, or changes what one offers. */
  "members.apply": defineCall({
    input: () => memberDraft,
    reply: () => z.strictObject({ state: memberState, text: z.string() }),
    allow: { resident: "own" },
    carrier: "timebank",
    writes: true,
    failures: ["skillUnknown", "guardianNeeded"],
  }),
  /** The hours stay; turns promised for later are offered again. */
  "members.leave": defineCall({
    input: () => z.strictObject({}),
    reply: () => z.strictObject({ state: memberState, text: z.string() }),
    allow: { resident: "own" },
    carrier: "timebank",
    writes: true,
    failures: ["notFound", "actionNotOpen", "stale"],
  }),
  /** One application, with needs nearby to begin with. */
  "members.open": defineCall({
    input: () => z.strictObject({ memberId: id }),
    reply: () => z.strictObject({
      card: memberCard,
      /** Open needs that fit skill, place and time, the nearest first; each says why. */
      firstNeeds: z.array(z.strictObject({ shiftId: id, title: z.string(), whenText: z.string(), placeText: z.string(), why: z.string() })),
    }),
    allow: branch,
    carrier: "timebank",
    writes: false,
    failures: ["notFound"],
  }),
  "members.decide": defineCall({
    input: () => z.strictObject({ memberId: id, version, decision: memberDecision }),
    reply: () => z.strictObject({ card: memberCard }),
    allow: branch,
    carrier: "timebank",
    writes: true,
    failures: ["notFound", "stale", "actionNotOpen", "notOwnMatter", "ledgerRefused"],
  }),
  "offers.near": defineCall({
    input: () => z.strictObject({ cursor: z.optional(cursor) }),
    reply: () => pageOf(offerCard),
    allow: { resident: "own" },
    carrier: "timebank",
    writes: false,
    failures: [],
  }),
  "offers.post": defineCall({
    input: () => offerDraft,
    reply: () => z.strictObject({ offer: offerCard }),
    allow: { resident: "own" },
    carrier: "timebank",
    writes: true,
    failures: ["notMember", "memberWaits", "skillUnknown", "tooMany"],
  }),
  "offers.close": defineCall({
    input: () => z.strictObject({ offerId: id, version }),
    reply: () => z.strictObject({}),
    allow: { resident: "own" },
    carrier: "timebank",
    writes: true,
    failures: ["notFound", "stale"],
  }),
} as const;
