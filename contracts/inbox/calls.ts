import * as z from "zod/mini";
import { defineCall } from "../kernel/call";
import { id, instant } from "../kernel/field";
import { cursor } from "../kernel/paging";

/** The inbox is the truth of what somebody was told; subscribe messages only knock. */
export const inboxItem = z.lazy(() => z.strictObject({
  inboxId: z.string(),
  at: instant,
  atText: z.string(),
  text: z.string(),
  /** Whether the person still has something to do about it. */
  todo: z.boolean(),
  unread: z.boolean(),
  requestId: z.optional(id),
  /** Another page it leads to. */
  link: z.optional(z.enum(["bindings", "staff", "me", "timebank", "bank"])),
  needId: z.optional(id),
  sessionId: z.optional(id),
}));

export const inboxCalls = {
  "inbox.open": defineCall({
    input: () => z.strictObject({ cursor: z.optional(cursor) }),
    reply: () => z.strictObject({ items: z.array(inboxItem), next: z.optional(cursor) }),
    allow: { resident: "own" },
    writes: false,
    failures: [],
  }),
  /** Marks everything up to and including `until` as read. */
  "inbox.read": defineCall({
    input: () => z.strictObject({ until: instant }),
    reply: () => z.strictObject({}),
    allow: { resident: "own" },
    writes: true,
    failures: [],
  }),
} as const;
