import * as z from "zod/mini";
import { defineCall } from "../kernel/call";
import { day, id, text } from "../kernel/field";
import { cursor } from "../kernel/paging";
import { memberCard, stationLine } from "./member";
import { hoursView } from "./membersCalls";
import { minutes, month } from "./minutes";
import { needCard } from "./need";
import { sessionCard, statementShape } from "./session";
import { relations } from "./words";

const staffReach = { residentGroupLeader: "grid", branchCommitteeMember: "station", stationHead: "station", secretary: "community" } as const;
const branch = { branchCommitteeMember: "station", stationHead: "station", secretary: "community" } as const;

export const bankTabs = ["applications", "needs", "unconfirmed", "disputes"] as const;
export type BankTab = (typeof bankTabs)[number];
const relation = z.enum(relations);
const accountCode = text(12, "请填账户码。");

const boardItem = z.lazy(() => z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("member"), member: memberCard }),
  z.strictObject({ kind: z.literal("need"), need: needCard }),
  z.strictObject({ kind: z.literal("session"), session: sessionCard }),
]));

/** What each is to the account's holder, as the branch established it, and what he is called. */
const family = z.lazy(() => z.array(z.strictObject({ relation, called: z.string(), accountCode: z.string() })));

export const accountView = z.lazy(() => z.strictObject({
  accountId: id,
  called: z.string(),
  hours: hoursView,
  status: z.enum(["open", "frozen", "closed"]),
  family,
  mayRedeemFrom: z.optional(day),
  hardshipUntil: z.optional(day),
  /** Which month `lines` are of. */
  month,
  monthText: z.string(),
  /** The months beside it, where there are any. */
  earlier: z.optional(month),
  later: z.optional(month),
  /** Newest last. */
  lines: z.array(z.strictObject({
    ...statementShape(),
    /** How much of it can still be taken back; absent: nothing. */
    correctableMinutes: z.optional(z.int()),
    /** Of a correction: how much of what it took can be given back. Absent: nothing, or a session's, which is decided with it. */
    restorableMinutes: z.optional(z.int()),
  })),
}));

/** What a branch does to an account as a whole. Each is one entry of the ledger; nothing is edited or deleted. */
export const accountAct = z.lazy(() => z.discriminatedUnion("act", [
  z.strictObject({ act: z.literal("freeze"), words: text(200, "请写一下为什么冻结。") }),
  z.strictObject({ act: z.literal("thaw") }),
  z.strictObject({
    act: z.literal("close"),
    reason: z.enum(["death", "movedAway", "left"]),
    heir: z.optional(z.strictObject({ accountCode, relation })),
  }),
  z.strictObject({ act: z.literal("merge"), intoCode: accountCode }),
  /** Null takes a day away that was noted. */
  z.strictObject({ act: z.literal("terms"), mayRedeemFrom: z.optional(z.nullable(day)), hardshipUntil: z.optional(z.nullable(day)) }),
  z.strictObject({ act: z.literal("relate"), accountCode, relation }),
  z.strictObject({ act: z.literal("correct"), entryId: id, minutes, words: text(200, "请写一下为什么更正。") }),
  /** Gives back what a correction took by mistake; `entryId` is the correction's. */
  z.strictObject({ act: z.literal("restore"), entryId: id, minutes, words: text(200, "请写一下为什么补回来。") }),
]));
export type AccountAct = z.output<typeof accountAct>;

export const bankCalls = {
  /** What waits for the branch, and how the bank stands in a sentence. */
  "bank.open": defineCall({
    /** `tab`: which list to begin with, else the first that is not empty. */
    input: () => z.strictObject({ tab: z.optional(z.enum(bankTabs)) }),
    reply: () => z.strictObject({
      scopeName: z.string(),
      counts: z.strictObject({ applications: z.int(), needs: z.int(), unconfirmed: z.int(), disputes: z.int() }),
      tab: z.enum(bankTabs),
      items: z.array(boardItem),
      next: z.optional(cursor),
      healthText: z.string(),
      /** Group leaders arrange and confirm; only the branch decides. */
      mayDecide: z.boolean(),
    }),
    allow: staffReach,
    carrier: "timebank",
    writes: false,
    failures: [],
  }),
  "bank.list": defineCall({
    input: () => z.strictObject({ tab: z.enum(bankTabs), cursor: z.optional(cursor) }),
    reply: () => z.strictObject({ items: z.array(boardItem), next: z.optional(cursor) }),
    allow: staffReach,
    carrier: "timebank",
    writes: false,
    failures: [],
  }),
  /** Hours promised against hours available, week by week; deposits that nobody redeems. */
  "bank.health": defineCall({
    input: () => z.strictObject({}),
    reply: () => z.strictObject({
      sentence: z.string(),
      weeks: z.array(z.strictObject({ day, label: z.string(), availableMinutes: z.int(), heldMinutes: z.int() })),
      availableText: z.string(),
      heldText: z.string(),
      poolText: z.string(),
      /** Of accounts that have saved for a year and never redeemed. */
      unredeemedSentence: z.string(),
      unredeemedMinutes: z.int(),
      people: z.int(),
      asOfText: z.string(),
    }),
    allow: branch,
    carrier: "timebank",
    writes: false,
    failures: [],
  }),
  /** Who lives in a unit and has an account, for whoever doesn't know his code: the name masked, nothing of the account. */
  "accounts.find": defineCall({
    input: () => z.strictObject({ unitCode: id }),
    reply: () => z.strictObject({ people: z.array(z.strictObject({ called: z.string(), accountCode: z.string() })) }),
    allow: branch,
    carrier: "timebank",
    writes: false,
    failures: ["notFound"],
  }),
  /** An account in one month, the running one when none is named, by the code that its holder gives; the look is logged, and the holder sees it. */
  "accounts.open": defineCall({
    input: () => z.strictObject({ accountCode, reason: z.enum(["visit", "call", "check"]), month: z.optional(month) }),
    reply: () => accountView,
    allow: branch,
    carrier: "timebank",
    writes: true,
    failures: ["accountUnknown", "notFound"],
  }),
  "accounts.act": defineCall({
    input: () => z.strictObject({ accountCode, act: accountAct }),
    reply: () => accountView,
    allow: branch,
    carrier: "timebank",
    writes: true,
    failures: ["accountUnknown", "notOwnMatter", "ledgerRefused", "dateNotWorkable"],
  }),
  /** Gives hours to the pool. */
  "hours.donate": defineCall({
    input: () => z.strictObject({ minutes }),
    reply: () => z.strictObject({ hours: hoursView, text: z.string() }),
    allow: { resident: "own" },
    carrier: "timebank",
    writes: true,
    failures: ["accountUnknown", "ledgerRefused"],
  }),
  /** Gives hours to family; the branch has established the relation before. */
  "hours.give": defineCall({
    input: () => z.strictObject({ toCode: accountCode, minutes }),
    reply: () => z.strictObject({ hours: hoursView, text: z.string() }),
    allow: { resident: "own" },
    carrier: "timebank",
    writes: true,
    failures: ["accountUnknown", "ledgerRefused"],
  }),
  /** Opens 赠送和捐赠: to whom the caller may give, and the rules. */
  "hours.form": defineCall({
    input: () => z.strictObject({}),
    reply: () => z.strictObject({ hours: hoursView, family, poolText: z.string(), rules: z.array(z.strictObject({ title: z.string(), text: z.string() })), station: z.optional(stationLine) }),
    allow: { resident: "own" },
    carrier: "timebank",
    writes: false,
    failures: ["accountUnknown"],
  }),
} as const;
