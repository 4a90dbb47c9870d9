import * as z from "zod/mini";
import { defineCall } from "../kernel/call";
import { day, id, instant, text, version } from "../kernel/field";
import { cursor, pageOf } from "../kernel/paging";
import { month } from "./minutes";
import { turnCard } from "./need";
import { certificateShow, certificateView, leaving, presence, recordLine, sessionCard, sessionStep, statementView } from "./session";

const staffReach = { residentGroupLeader: "grid", branchCommitteeMember: "station", stationHead: "station", secretary: "community" } as const;

export const serviceCalls = {
  /** What the recipient's phone, or a phone at the place, shows: the codes of the next minutes, so that a weak network does not matter. */
  "sessions.code": defineCall({
    input: () => z.strictObject({ needId: id }),
    reply: () => z.strictObject({
      title: z.string(),
      /** `image`: a data address of the code to scan; `digits`: the same to type. */
      codes: z.array(z.strictObject({ digits: z.string(), image: z.string(), fromAt: instant, untilAt: instant })),
      /** Volunteers of today's shift who can be checked in by hand. */
      turns: z.array(z.strictObject({ shiftId: id, personId: id, called: z.string(), stateText: z.string(), sessionId: z.optional(id), mayCheckIn: z.boolean(), mayCheckOut: z.boolean() })),
      /** 今天 18:30 起能用；现在扫还不作数。 Absent while the code is taken. */
      note: z.optional(z.string()),
    }),
    allow: { resident: "own", ...staffReach },
    carrier: "timebank",
    writes: false,
    failures: ["notFound"],
  }),
  /** Opens 签到 and 签退 for one turn. */
  "turns.open": defineCall({
    input: () => z.strictObject({ shiftId: id }),
    reply: () => z.strictObject({ turn: turnCard, /** Whether the place itself can be used to check in. */ byPlace: z.boolean(), /** 最早 18:30 可以签到. */ note: z.string() }),
    allow: { resident: "own" },
    carrier: "timebank",
    writes: false,
    failures: ["notFound"],
  }),
  "sessions.checkIn": defineCall({
    input: () => z.strictObject({ shiftId: id, presence }),
    reply: () => sessionCard,
    allow: { resident: "own", ...staffReach },
    carrier: "timebank",
    writes: true,
    failures: ["notFound", "actionNotOpen", "codeWrong", "tooFar", "tooEarly", "tooLate", "alreadyCheckedIn"],
  }),
  "sessions.checkOut": defineCall({
    input: () => z.strictObject({ sessionId: id, leaving }),
    reply: () => sessionCard,
    allow: { resident: "own", ...staffReach },
    carrier: "timebank",
    writes: true,
    failures: ["notFound", "actionNotOpen", "codeWrong", "tooFar"],
  }),
  "sessions.open": defineCall({
    input: () => z.strictObject({ sessionId: id }),
    reply: () => sessionCard,
    allow: { resident: "own", ...staffReach },
    carrier: "timebank",
    writes: false,
    failures: ["notFound"],
  }),
  "sessions.step": defineCall({
    input: () => z.strictObject({ sessionId: id, version, step: sessionStep }),
    reply: () => sessionCard,
    allow: { resident: "own", ...staffReach },
    carrier: "timebank",
    writes: true,
    failures: ["notFound", "stale", "actionNotOpen", "minutesWrong"],
  }),
  /** The caller's own service record, newest first; free of charge. */
  "records.list": defineCall({
    input: () => z.strictObject({ cursor: z.optional(cursor) }),
    reply: () => z.strictObject({ ...pageOf(recordLine).shape, /** 一共 1,012 次，1,046 小时; on the first page. */ totalText: z.optional(z.string()) }),
    allow: { resident: "own" },
    carrier: "timebank",
    writes: false,
    failures: [],
  }),
  /** One month of the caller's account, the running one when none is named. */
  "statements.open": defineCall({
    input: () => z.strictObject({ month: z.optional(month) }),
    reply: () => statementView,
    allow: { resident: "own" },
    carrier: "timebank",
    writes: false,
    failures: ["notFound"],
  }),
  "certificates.issue": defineCall({
    input: () => z.strictObject({ fromDay: day, toDay: day, show: certificateShow }),
    reply: () => certificateView,
    allow: { resident: "own" },
    carrier: "timebank",
    writes: true,
    failures: ["dateNotWorkable", "nothingToCertify", "tooMany"],
  }),
  "certificates.mine": defineCall({
    input: () => z.strictObject({}),
    reply: () => z.strictObject({
      certificates: z.array(certificateView),
      /** No session of his is settled, so that none can be issued. */
      nothingYet: z.optional(z.boolean()),
      /** Of his first service: from there a certificate has everything that his record has. */
      firstDay: z.optional(day),
    }),
    allow: { resident: "own" },
    carrier: "timebank",
    writes: false,
    failures: [],
  }),
  /** Public: whoever holds the number sees what the holder chose to show, and nothing else. */
  "certificates.check": defineCall({
    input: () => z.strictObject({ number: text(32, "请填证书编号。") }),
    reply: () => certificateView,
    allow: { visitor: "none", resident: "own" },
    writes: false,
    failures: ["notFound"],
  }),
  "certificates.withdraw": defineCall({
    input: () => z.strictObject({ number: text(32) }),
    reply: () => certificateView,
    allow: { resident: "own" },
    carrier: "timebank",
    writes: true,
    failures: ["notFound"],
  }),
} as const;
