import * as z from "zod/mini";
import { defineCall } from "../kernel/call";
import { id, text, version } from "../kernel/field";
import { cursor, pageOf } from "../kernel/paging";
import { stationLine } from "./member";
import { needAgain, needCard, needDraft, needStep, needStory, offerCard } from "./need";

const staffReach = { residentGroupLeader: "grid", branchCommitteeMember: "station", stationHead: "station", secretary: "community" } as const;

export const needsCalls = {
  /** Opens 请人帮忙. */
  "needs.form": defineCall({
    /** `needId`: a need that is over or has one time left, to be asked again. */
    input: () => z.strictObject({ offerId: z.optional(id), requestId: z.optional(id), needId: z.optional(id) }),
    reply: () => z.strictObject({
      /** `child`: helps a child, so the form asks for its guardian and for another adult. */
      skills: z.array(z.strictObject({ code: id, name: z.string(), hint: z.string(), child: z.boolean() })),
      /** The caller's own place; absent when he has left none. */
      place: z.optional(z.strictObject({ text: z.string(), grid: z.string() })),
      /** 您存了 100 小时 · 您还没有存时间，公共时间池可以帮您. */
      payText: z.string(),
      /** What the caller may spend now: nothing while his account is frozen or not yet redeemable. */
      availableMinutes: z.int(),
      /** What the pool may give the caller now. */
      poolMinutes: z.int(),
      /** The caller's own station; the triage desk's where he has left no address. */
      station: z.optional(stationLine),
      offer: z.optional(offerCard),
      request: z.optional(z.strictObject({ requestId: id, title: z.string(), words: z.string() })),
      again: z.optional(needAgain),
    }),
    allow: { resident: "own" },
    carrier: "timebank",
    writes: false,
    failures: ["notFound"],
  }),
  "needs.ask": defineCall({
    input: () => needDraft,
    reply: () => needStory,
    allow: { resident: "own" },
    carrier: "timebank",
    writes: true,
    failures: ["placeUnknown", "skillUnknown", "dateNotWorkable", "tooMany", "notFound", "accountUnknown"],
  }),
  /** What neighbours ask for, the nearest and soonest first, as far as it is offered to the caller. */
  "needs.near": defineCall({
    input: () => z.strictObject({ cursor: z.optional(cursor) }),
    reply: () => pageOf(needCard),
    allow: { resident: "own" },
    carrier: "timebank",
    writes: false,
    failures: [],
  }),
  "needs.mine": defineCall({
    input: () => z.strictObject({ open: z.boolean(), cursor: z.optional(cursor) }),
    reply: () => pageOf(needCard),
    allow: { resident: "own" },
    carrier: "timebank",
    writes: false,
    failures: [],
  }),
  "needs.open": defineCall({
    input: () => z.strictObject({ needId: id }),
    reply: () => needStory,
    allow: { resident: "own", ...staffReach },
    carrier: "timebank",
    writes: false,
    failures: ["notFound"],
  }),
  /** Family, by the link that the recipient shared: may confirm, withdraw and check in for him. */
  "needs.join": defineCall({
    input: () => z.strictObject({ needId: id, token: text(32) }),
    reply: () => needStory,
    allow: { resident: "own" },
    carrier: "timebank",
    writes: true,
    failures: ["notFound", "invitationInvalid"],
  }),
  "needs.step": defineCall({
    input: () => z.strictObject({ needId: id, version, step: needStep }),
    reply: () => needStory,
    allow: { resident: "own", ...staffReach },
    carrier: "timebank",
    writes: true,
    failures: ["notFound", "stale", "actionNotOpen", "personUnknown"],
  }),
  /** A volunteer and one shift: takes it, answers when asked, gives it back. */
  "shifts.step": defineCall({
    input: () => z.strictObject({
      shiftId: id,
      version,
      step: z.discriminatedUnion("action", [
        z.strictObject({ action: z.literal("take") }),
        z.strictObject({ action: z.literal("accept") }),
        z.strictObject({ action: z.literal("refuse") }),
        z.strictObject({ action: z.literal("giveBack"), words: z.optional(text(100)) }),
      ]),
    }),
    reply: () => needStory,
    allow: { resident: "own" },
    carrier: "timebank",
    writes: true,
    failures: ["notFound", "stale", "actionNotOpen", "notMember", "memberWaits", "shiftFull", "timeTaken", "ownNeed", "childCheckNeeded"],
  }),
  /** Proposes volunteers for every free place of a need; people decide. Each proposal says why. */
  "needs.propose": defineCall({
    input: () => z.strictObject({ needId: id }),
    reply: () => z.strictObject({
      version,
      proposals: z.array(
        z.strictObject({ shiftId: id, whenText: z.string(), personId: id, called: z.string(), why: z.array(z.string()) }),
      ),
      /** Shifts for which nobody fits, and why. */
      unfilled: z.array(z.strictObject({ shiftId: id, whenText: z.string(), why: z.string() })),
      /** Who else could be asked, for changing a proposal by hand. */
      volunteers: z.array(z.strictObject({ personId: id, called: z.string(), note: z.string() })),
    }),
    allow: staffReach,
    carrier: "timebank",
    writes: false,
    failures: ["notFound", "actionNotOpen"],
  }),
} as const;
