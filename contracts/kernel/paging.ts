import * as z from "zod/mini";

/** Opaque to the phone; says where the next page starts. Offsets are not offered: their cost grows with the data. */
export const cursor = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,200}$/));
export const pageOf = <T extends z.ZodMiniType>(item: T) =>
  z.strictObject({ items: z.array(item), next: z.optional(cursor) });
export const pageSize = 20;
