/** MongoDB's Extended JSON: how documents, queries and updates travel, and how documents lie in the file. */
import type { Value, ValueObject } from "../store/values";

/**
 * Reads an EJSON text. ObjectIds become hexadecimal strings, as CloudBase answers them; integers above 2^53 lose
 * their last digits. `$tcb_server_date` becomes `nowMs` plus its offset.
 */
export function parseEjson(text: string, nowMs: number): Value {
  const raw = JSON.parse(text) as Value;
  // Most stored documents hold no wrapped value: skipping the walk makes opening a large database twice as fast.
  return text.includes('"$') ? decode(raw, nowMs) : raw;
}

function decode(value: Value, nowMs: number): Value {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map((item) => decode(item, nowMs));
  const object = value as ValueObject;
  const names = Object.keys(object);
  const only = names[0];
  if (names.length === 1 && only !== undefined && only.startsWith("$")) {
    const scalar = decodeWrapped(only, object[only] as Value, nowMs);
    if (scalar !== undefined) return scalar;
  }
  const decoded: ValueObject = {};
  for (const name of names) decoded[name] = decode(object[name] as Value, nowMs);
  return decoded;
}

/** The value inside `{$wrapper: …}`, or undefined if the name is an operator of a query or update. */
function decodeWrapped(name: string, inner: Value, nowMs: number): Value | undefined {
  switch (name) {
    case "$numberInt":
    case "$numberDouble":
    case "$numberLong":
    case "$numberDecimal":
      return Number(inner);
    case "$oid":
      return inner;
    case "$date":
      return new Date(
        typeof inner === "object" ? Number((inner as ValueObject)["$numberLong"]) : (inner as number),
      );
    case "$regularExpression": {
      const { pattern, options } = inner as { pattern: string; options: string };
      return new RegExp(pattern, options.replace(/[^ims]/g, ""));
    }
    case "$tcb_server_date": {
      const offset = decode((inner as ValueObject)["offset"] ?? 0, nowMs);
      return new Date(nowMs + (Number(offset) || 0));
    }
    case "$undefined":
      return null;
  }
  return undefined;
}

/** Writes relaxed EJSON: plain JSON except for dates, regular expressions and numbers that JSON cannot carry. */
export const stringifyEjson = (value: Value): string => JSON.stringify(encode(value));

function encode(value: Value | undefined): unknown {
  if (value === undefined || value === null) return null;
  if (typeof value === "number") {
    return Number.isFinite(value) ? value : { $numberDouble: String(value) };
  }
  if (typeof value !== "object") return value;
  if (value instanceof Date) return { $date: { $numberLong: String(value.getTime()) } };
  if (value instanceof RegExp) {
    return { $regularExpression: { pattern: value.source, options: value.flags } };
  }
  if (Array.isArray(value)) return value.map(encode);
  const encoded: Record<string, unknown> = {};
  for (const name of Object.keys(value)) {
    if (value[name] !== undefined) encoded[name] = encode(value[name]);
  }
  return encoded;
}
