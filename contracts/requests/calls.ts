import * as z from "zod/mini";
import { defineCall } from "../kernel/call";
import { day, id, phone, photos, point, text, version } from "../kernel/field";
import { headline } from "../kernel/headline";
import { cursor, pageOf } from "../kernel/paging";
import { bankTabs } from "../timebank/bankCalls";
import { notAcceptedReason, reopenReason, transferReason, urgencies } from "./request";
import { namedPerson, requestCard, requestStory } from "./views";

const words = text(1000, "请说几句是什么事。", "最多 1000 个字，可以之后再补充。");
const someWords = z.optional(text(500));

/** Where it is. `home` is the caller's own confirmed or pending household; `words` alone goes to the triage desk. */
export const requestPlace = z.lazy(() =>
  z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("home") }),
    z.strictObject({ kind: z.literal("unit"), unitCode: id, room: z.optional(text(20)) }),
    z.strictObject({ kind: z.literal("door"), doorCode: id, room: z.optional(text(20)) }),
    z.strictObject({ kind: z.literal("point"), point, words: z.optional(text(60)) }),
    z.strictObject({ kind: z.literal("words"), words: text(60, "请写一下在哪里。") }),
  ]),
);

export const requestDraft = z.lazy(() =>
  z.strictObject({
    words,
    category: id,
    urgency: z.enum(urgencies),
    place: requestPlace,
    photos,
    /** `owner`: only the person who deals with it and his superior may read it. */
    audience: z.enum(["station", "owner"]),
    /** The caller's own number for this matter; gone when it closes. */
    phone: z.optional(phone),
    /** Filed for somebody who does not use a phone, with his consent. */
    onBehalf: z.optional(
      z.strictObject({ called: text(20, "请写一下怎么称呼他。"), consent: z.literal(true, "请先问过他本人。") }),
    ),
    /** Whom a complaint is about: that person never reads it. */
    aboutStaffId: z.optional(id),
  }),
);

const givenPhotos = z._default(photos, []);

/** What each action of the lifecycle carries. */
export const requestStep = z.lazy(() =>
  z.discriminatedUnion("action", [
    z.strictObject({ action: z.literal("accept") }),
    z.strictObject({ action: z.literal("start") }),
    z.strictObject({ action: z.literal("askResident"), words: text(500, "请写一下要问居民什么。") }),
    z.strictObject({ action: z.literal("answer"), words: text(1000), photos: givenPhotos }),
    z.strictObject({ action: z.literal("goOn"), words: someWords }),
    z.strictObject({ action: z.literal("askConfirm"), words: text(500, "请写一下办得怎么样了。"), photos: givenPhotos }),
    z.strictObject({ action: z.literal("confirm"), stars: z.int().check(z.gte(1), z.lte(5)), words: someWords }),
    z.strictObject({ action: z.literal("reopen"), reason: reopenReason, words: someWords, photos: givenPhotos }),
    z.strictObject({ action: z.literal("askHelper"), staffId: id, part: text(60, "请写一下请他办哪一部分。"), day }),
    z.strictObject({ action: z.literal("helperDone"), helpId: id, words: someWords }),
    z.strictObject({
      action: z.literal("transfer"),
      reason: transferReason,
      to: z.discriminatedUnion("kind", [
        z.strictObject({ kind: z.literal("person"), staffId: id }),
        z.strictObject({ kind: z.literal("station"), stationCode: id }),
      ]),
      words: someWords,
    }),
    z.strictObject({
      action: z.literal("notAccept"),
      reason: notAcceptedReason,
      wayOn: text(300, "请告诉居民接下来可以找谁。"),
    }),
    z.strictObject({ action: z.literal("withdraw"), words: someWords }),
    z.strictObject({ action: z.literal("addWord"), words: text(1000), photos: givenPhotos }),
    z.strictObject({ action: z.literal("notFound"), where: z.enum(["door", "phone"]), words: someWords }),
  ]),
);

const staffReach = {
  residentGroupLeader: "grid",
  branchCommitteeMember: "station",
  stationHead: "station",
  secretary: "community",
} as const;

export const workbenchTabs = ["unclaimed", "mine", "due", "done"] as const;
/** What waits elsewhere: the time bank's lists, and addresses to confirm. */
const waitKeys = [...bankTabs, "addresses"] as const;

export const requestCalls = {
  /** Opens the page 我要反映: everything the form offers, in one call. */
  "requests.form": defineCall({
    input: () => z.strictObject({ doorCode: z.optional(id) }),
    reply: () => z.strictObject({
      categories: z.array(
        z.strictObject({
          code: id,
          name: z.string(),
          hint: z.string(),
          icon: z.string(),
          urgency: z.enum(urgencies),
          audience: z.enum(["station", "owner"]),
          callFirst: z.optional(z.strictObject({ label: z.string(), phone: z.string() })),
          asksAboutPerson: z.boolean(),
        }),
      ),
      /** The caller's own place, or the one of the door code; absent when neither is known. */
      place: z.optional(z.strictObject({ kind: z.enum(["home", "door"]), text: z.string(), grid: z.string() })),
      emergencyNumbers: z.array(z.strictObject({ label: z.string(), phone: z.string() })),
      /** Whom a complaint can be about, those near the caller's place first; where each works. */
      staff: z.array(z.strictObject({ staffId: id, called: z.string(), title: z.string(), station: z.optional(z.string()), grid: z.optional(z.string()), near: z.optional(z.boolean()) })),
      station: z.optional(z.strictObject({ name: z.string(), phone: z.string() })),
      /** The caller's own number, if he left one before. */
      phone: z.optional(z.string()),
      /** Where photos go: `u/{…}/`, the caller's own path. */
      uploadPrefix: z.string(),
    }),
    allow: { visitor: "none", resident: "own" },
    writes: false,
    failures: ["doorCodeUnknown"],
  }),
  "requests.submit": defineCall({
    input: () => requestDraft,
    reply: () => z.strictObject({
      requestId: id,
      receipt: z.string(),
      headline,
      grid: z.string(),
      station: z.strictObject({ name: z.string(), phone: z.string(), address: z.string() }),
      branch: z.string(),
      owner: namedPerson,
      standIn: namedPerson,
      /** Says so when the grid was guessed (nearest, triage desk) or is shared. */
      placeNote: z.optional(z.string()),
      callFirst: z.optional(z.strictObject({ label: z.string(), phone: z.string() })),
    }),
    allow: { visitor: "none", resident: "own" },
    writes: true,
    failures: ["placeUnknown", "doorCodeUnknown", "photoNotYours", "personUnknown", "tooMany"],
  }),
  /** 我的事: what the caller said, newest first; open ones before closed ones are two lists. */
  "requests.mine": defineCall({
    input: () => z.strictObject({ open: z.boolean(), cursor: z.optional(cursor) }),
    reply: () => pageOf(requestCard),
    allow: { resident: "own" },
    writes: false,
    failures: [],
  }),
  /** One request's story, from the viewer's side. */
  "requests.open": defineCall({
    input: () => z.strictObject({ requestId: id }),
    reply: () => requestStory,
    allow: { resident: "own", ...staffReach },
    writes: false,
    failures: ["notFound"],
  }),
  /** Every step of the lifecycle; `version` is what the phone last saw. Replies with the story as it is after it. */
  "requests.advance": defineCall({
    input: () => z.strictObject({ requestId: id, version, step: requestStep }),
    reply: () => requestStory,
    allow: { resident: "own", ...staffReach },
    writes: true,
    failures: ["notFound", "stale", "actionNotOpen", "photoNotYours", "personUnknown", "dateNotWorkable", "placeUnknown"],
  }),
  /** The reporter's full name, room and number; the look is logged and the reporter sees it. */
  "requests.reveal": defineCall({
    input: () => z.strictObject({ requestId: id, reason: z.enum(["visit", "call", "check"]) }),
    reply: () => z.strictObject({ name: z.string(), room: z.string(), phone: z.optional(z.string()) }),
    allow: staffReach,
    writes: true,
    failures: ["notFound"],
  }),
  /** The workbench: what burns first. `done` and further pages come by `workbench.list`. */
  "workbench.open": defineCall({
    input: () => z.strictObject({}),
    reply: () => z.strictObject({
      scopeName: z.string(),
      counts: z.strictObject({ unclaimed: z.int(), mine: z.int(), due: z.int() }),
      /** True when there are more than one page of open ones, so that the counts are at least. */
      more: z.boolean(),
      unclaimed: z.array(requestCard),
      mine: z.array(requestCard),
      due: z.array(requestCard),
      /** What an empty `due` says, and of whose matters. */
      dueNone: z.optional(z.string()),
      /** The matters that the two counts below are about, and no others. */
      missed: z.optional(z.array(requestCard)),
      /** 找不到人 said by residents on what is open here, and noticed by the clock: how often nobody took it in time. */
      notFoundCount: z.int(),
      unclaimedCount: z.int(),
      /** 第四党员服务站近 7 天, one sentence and its numbers: what came in per day at the stations named, oldest first. */
      week: z.strictObject({ title: z.string(), sentence: z.string(), days: z.array(z.strictObject({ day, label: z.string(), count: z.int() })) }),
      away: z.optional(z.strictObject({ fromText: z.optional(z.string()), untilText: z.string(), standIn: z.string() })),
      /** What waits for the caller on other pages, as counted there; what is nothing, or not his, is absent. */
      waits: z.optional(z.array(z.strictObject({ key: z.enum(waitKeys), count: z.int() }))),
    }),
    allow: staffReach,
    writes: false,
    failures: [],
  }),
  "workbench.list": defineCall({
    input: () => z.strictObject({ tab: z.enum(workbenchTabs), cursor: z.optional(cursor) }),
    reply: () => pageOf(requestCard),
    allow: staffReach,
    writes: false,
    failures: [],
  }),
} as const;
