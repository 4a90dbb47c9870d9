import * as z from "zod/mini";
import { defineCall } from "../kernel/call";
import { day, id, phone, text, version } from "../kernel/field";

export const householdStates = ["none", "pending", "confirmed", "declined"] as const;

/** Where somebody lives, as he reads it. */
export const household = z.lazy(() => z.strictObject({
  state: z.enum(householdStates),
  /** 27 栋 3 单元 402. */
  text: z.string(),
  grid: z.optional(z.string()),
  /** Who confirms it, or why it was declined and what to do. */
  note: z.optional(z.string()),
}));

/** Somebody says he lives here, and waits for the residents' group leader. */
export const bindingView = z.lazy(() => z.strictObject({
  bindingId: id,
  version,
  called: z.string(),
  place: z.string(),
  atText: z.string(),
}));

export const declineReasons = {
  notHere: "这一户没有这位居民",
  wrongRoom: "房号对不上",
  unreachable: "上门没有遇到人",
} as const;

export const peopleCalls = {
  /** A newcomer chooses his community; the first write, which creates the person. */
  "me.enter": defineCall({
    input: () => z.strictObject({ communityId: id }),
    reply: () => z.strictObject({ community: z.string() }),
    allow: { visitor: "none", resident: "own" },
    writes: true,
    failures: [],
  }),
  "me.save": defineCall({
    /** Left out, the number stays as it is; null takes it away. */
    input: () => z.strictObject({ name: text(20, "请写一下怎么称呼您。"), phone: z.optional(z.nullable(phone)) }),
    reply: () => z.strictObject({}),
    allow: { resident: "own" },
    writes: true,
    failures: [],
  }),
  "residents.bind": defineCall({
    input: () => z.strictObject({
      unitCode: id,
      room: text(20, "请写一下房号，如 402。"),
      name: text(20, "请写一下您的姓名。"),
      phone: z.optional(phone),
    }),
    reply: () => z.strictObject({ household }),
    allow: { resident: "own" },
    writes: true,
    failures: ["placeUnknown", "bindingOpen", "tooMany"],
  }),
  "residents.leave": defineCall({
    input: () => z.strictObject({}),
    reply: () => z.strictObject({}),
    allow: { resident: "own" },
    writes: true,
    failures: [],
  }),
  "residents.pending": defineCall({
    input: () => z.strictObject({}),
    reply: () => z.strictObject({ bindings: z.array(bindingView) }),
    allow: { residentGroupLeader: "grid", stationHead: "station", secretary: "community" },
    writes: false,
    failures: [],
  }),
  "residents.decide": defineCall({
    input: () => z.strictObject({
      bindingId: id,
      version,
      decision: z.discriminatedUnion("kind", [
        z.strictObject({ kind: z.literal("confirm") }),
        z.strictObject({
          kind: z.literal("decline"),
          reason: z.enum(Object.keys(declineReasons) as ["notHere", "wrongRoom", "unreachable"]),
        }),
      ]),
    }),
    reply: () => z.strictObject({ bindings: z.array(bindingView) }),
    allow: { residentGroupLeader: "grid", stationHead: "station", secretary: "community" },
    writes: true,
    failures: ["notFound", "stale", "actionNotOpen"],
  }),
  /** The people of the caller's station or community, and who of them has joined. */
  "staff.open": defineCall({
    input: () => z.strictObject({}),
    reply: () => z.strictObject({
      scopeName: z.string(),
      people: z.array(
        z.strictObject({
          staffId: id,
          called: z.string(),
          name: z.string(),
          titles: z.array(z.string()),
          /** Where he works: his station, else the community; his grid, if he has one. */
          station: z.optional(z.string()),
          grid: z.optional(z.string()),
          joined: z.boolean(),
          awayText: z.optional(z.string()),
        }),
      ),
      /** What the import or the clock found: a rule switched off because its person has left, and the like. */
      notices: z.array(z.string()),
    }),
    allow: { stationHead: "station", secretary: "community" },
    writes: false,
    failures: [],
  }),
  "staff.invite": defineCall({
    /** `replace`: his seat is taken by an account that he no longer has; whoever joins by this code takes its place. */
    input: () => z.strictObject({ staffId: id, replace: z.optional(z.boolean()) }),
    reply: () => z.strictObject({ code: z.string(), called: z.string(), untilText: z.string() }),
    allow: { stationHead: "station", secretary: "community" },
    writes: true,
    failures: ["personUnknown", "alreadyJoined"],
  }),
  "staff.join": defineCall({
    /** `ask`: says whose seat the code is for and takes nothing, so that nobody joins as somebody else by mistake. */
    input: () => z.strictObject({ code: text(32, "请填邀请码。"), ask: z.optional(z.literal(true)) }),
    /** `called`: asked only, his name as far as it tells himself who is meant; `place` is where he is to work. */
    reply: () => z.strictObject({ called: z.string(), titles: z.array(z.string()), place: z.optional(z.string()) }),
    allow: { visitor: "none", resident: "own" },
    writes: true,
    failures: ["invitationInvalid", "alreadyJoined", "tooMany"],
  }),
  /** 我不在: from now, or from a day to come, until the end of a day; or back at once. The named stand-in takes over by himself. */
  "staff.away": defineCall({
    input: () => z.strictObject({ untilDay: z.nullable(day), fromDay: z.optional(day) }),
    /** `fromText`: while it has not begun. */
    reply: () => z.strictObject({ away: z.optional(z.strictObject({ fromText: z.optional(z.string()), untilText: z.string(), standIn: z.string() })) }),
    allow: { residentGroupLeader: "own", branchCommitteeMember: "own", stationHead: "own", secretary: "own" },
    writes: true,
    failures: ["dateNotWorkable"],
  }),
} as const;
