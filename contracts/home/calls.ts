import * as z from "zod/mini";
import { defineCall } from "../kernel/call";
import { id, instant, point } from "../kernel/field";
import { namedPerson, requestCard } from "../requests/views";
import { household, householdStates } from "../people/calls";

export const tabs = ["home", "mine", "timebank", "workbench", "me"] as const;

const whoAnswers = z.lazy(() => z.strictObject({ called: z.string(), title: z.string() }));

/** `awayText`: 不在，到周五, while he is away. */
const teamMember = z.lazy(() => z.strictObject({ staffId: id, called: z.string(), title: z.string(), awayText: z.optional(z.string()) }));

const gridView = z.lazy(() => z.strictObject({
  gridCode: id,
  name: z.string(),
  /** Whoever holds a post in this grid, in the order of the community's titles; its station's head where nobody does. */
  people: z.array(whoAnswers),
  /** Who takes over now, when the first of `people` is away. */
  standIn: z.optional(whoAnswers),
  /** Open matters by the clock's last round, without confidential ones; only for staff, and of the grids they reach. */
  open: z.optional(z.int()),
}));

/** GCJ-02, [lng, lat]. */
const position = z.tuple([z.number(), z.number()]);

/**
 * What gathers from several features. Home answers three questions without a tap: who is there now, how do I say something, what became of what I said.
 */
export const homeCalls = {
  "home.open": defineCall({
    input: () => z.strictObject({ doorCode: z.optional(id) }),
    reply: () => z.discriminatedUnion("kind", [
      z.strictObject({
        kind: z.literal("choose"),
        communities: z.array(z.strictObject({ communityId: id, name: z.string(), street: z.string() })),
      }),
      z.strictObject({
        kind: z.literal("home"),
        /** 上午好，陈阿姨. */
        greeting: z.string(),
        communityId: id,
        community: z.string(),
        /** 梧桐里社区 · 第 12 网格 · 27 栋 3 单元. */
        placeText: z.string(),
        household: z.enum(householdStates),
        tabs: z.array(z.enum(tabs)),
        unread: z.int(),
        station: z.strictObject({
          name: z.string(),
          branch: z.string(),
          phone: z.string(),
          address: z.string(),
          point: z.optional(point),
          /** 周站长在站里 / 现在没有人值班. */
          presence: z.strictObject({ here: z.boolean(), title: z.string(), detail: z.string(), surname: z.string() }),
        }),
        /** 责任地: the named people of the caller's grid and station; stations to choose from when no grid is known. */
        people: z.array(teamMember),
        otherStations: z.array(z.strictObject({ name: z.string(), phone: z.string() })),
        emergencyNumbers: z.array(z.strictObject({ label: z.string(), phone: z.string() })),
        requests: z.array(requestCard),
        moreRequests: z.boolean(),
      }),
    ]),
    allow: { visitor: "none", resident: "own" },
    writes: false,
    failures: ["doorCodeUnknown"],
  }),
  /** 我: what the product knows of the caller, and who looked at it. */
  "me.open": defineCall({
    input: () => z.strictObject({}),
    reply: () => z.strictObject({
      called: z.string(),
      name: z.string(),
      phoneMasked: z.optional(z.string()),
      communityId: id,
      community: z.string(),
      household,
      posts: z.array(z.strictObject({ title: z.string(), scope: z.string() })),
      away: z.optional(z.strictObject({ fromText: z.optional(z.string()), untilText: z.string() })),
      standIn: z.optional(namedPerson),
      /** Who looked at the caller's name, room or number, newest first. */
      looks: z.array(z.strictObject({ at: instant, atText: z.string(), by: z.string(), reason: z.string() })),
      unread: z.int(),
      mayConfirmBindings: z.boolean(),
      mayInvite: z.boolean(),
    }),
    allow: { resident: "own" },
    writes: false,
    failures: [],
  }),
  /** The grids of a community, as a list and as a drawing: whose is mine, and who answers there. */
  "grids.open": defineCall({
    input: () => z.strictObject({ doorCode: z.optional(id) }),
    reply: () => z.strictObject({
      community: z.string(),
      /** Where the caller lives, else whose door he stands before. */
      own: z.optional(z.strictObject({ gridCode: id, placeText: z.string(), how: z.enum(["home", "door"]) })),
      stations: z.array(z.strictObject({ name: z.string(), branch: z.string(), phone: z.string(), grids: z.array(gridView) })),
      /** Outer rings, open, simplified, larger areas first; empty where the community has no map. */
      areas: z.array(z.strictObject({ gridCode: id, rings: z.array(z.array(position)), /** A point well inside. */ labelAt: position })),
    }),
    allow: { visitor: "none", resident: "none", residentGroupLeader: "grid", branchCommitteeMember: "station", stationHead: "station", secretary: "community" },
    writes: false,
    failures: ["doorCodeUnknown"],
  }),
} as const;
