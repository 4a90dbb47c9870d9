import { createHash } from "node:crypto";

/** A document id made from what identifies it: 24 hexadecimal characters, the same for the same parts. */
export const shortHash = (...parts: string[]): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 24);

/** Keeps the order of keys out of the comparison, so that the same input is the same payload. */
export const payloadHash = (payload: unknown): string =>
  shortHash(
    JSON.stringify(payload, (_key, value: unknown) =>
      value && typeof value === "object" && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
        : value,
    ),
  );
