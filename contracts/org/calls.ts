import * as z from "zod/mini";
import { defineCall } from "../kernel/call";
import { id, point, text } from "../kernel/field";

export const placeView = z.lazy(() => z.strictObject({
  unitCode: z.optional(id),
  text: z.string(),
  grid: z.string(),
  station: z.string(),
  /** When the place was guessed or lies across two grids: says so. */
  note: z.optional(z.string()),
}));

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
} as const;
