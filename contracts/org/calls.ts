import * as z from "zod/mini";
import { defineCall } from "../kernel/call";
import { id, point, text } from "../kernel/field";

export const placeView = z.strictObject({
  unitCode: z.optional(id),
  text: z.string(),
  grid: z.string(),
  station: z.string(),
  /** When the place was guessed or lies across two grids: says so. */
  note: z.optional(z.string()),
});

const whoAnswers = z.strictObject({ called: z.string(), title: z.string() });

const gridView = z.strictObject({
  gridCode: id,
  name: z.string(),
  /** Whoever holds a post in this grid, in the order of the community's titles; its station's head where nobody does. */
  people: z.array(whoAnswers),
  /** Who takes over now, when the first of `people` is away. */
  standIn: z.optional(whoAnswers),
  /** Open matters by the clock's last round, without confidential ones; only for staff, and of the grids they reach. */
  open: z.optional(z.int()),
});

/** GCJ-02, [lng, lat]. */
const position = z.tuple([z.number(), z.number()]);

export const orgCalls = {
  /** Buildings by a few characters of name, number, address or pinyin; at most 20. */
  "org.findBuildings": defineCall({
    input: () => z.strictObject({ text: text(20) }),
    reply: () => z.strictObject({
      buildings: z.array(
        z.strictObject({
          buildingCode: id,
          name: z.string(),
          address: z.optional(z.string()),
          units: z.array(z.strictObject({ unitCode: id, name: z.string(), grid: z.string() })),
        }),
      ),
    }),
    allow: { resident: "none" },
    writes: false,
    failures: [],
  }),
  "org.locate": defineCall({
    input: () => z.strictObject({ point }),
    reply: () => placeView,
    allow: { resident: "none" },
    writes: false,
    failures: [],
  }),
  "org.door": defineCall({
    input: () => z.strictObject({ doorCode: id }),
    reply: () => placeView,
    allow: { visitor: "none", resident: "none" },
    writes: false,
    failures: ["doorCodeUnknown"],
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
