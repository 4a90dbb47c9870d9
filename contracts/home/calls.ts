import * as z from "zod/mini";
import { defineCall } from "../kernel/call";
import { id, point } from "../kernel/field";
import { namedPerson, requestCard } from "../requests/views";
import { householdStates } from "../people/calls";

export const tabs = ["home", "mine", "timebank", "workbench", "me"] as const;

/** Home answers three questions without a tap: who is there now, how do I say something, what became of what I said. */
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
        people: z.array(namedPerson),
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
} as const;
