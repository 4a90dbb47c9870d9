/** Values as documents hold them, their order (MongoDB's comparison of BSON types), paths and copies. */

export type Value = null | boolean | number | string | Date | RegExp | Value[] | ValueObject;
export interface ValueObject {
  [field: string]: Value;
}
export interface Document extends ValueObject {
  _id: Value;
}

export const isObject = (value: unknown): value is ValueObject =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Date) &&
  !(value instanceof RegExp);

/**
 * Place of a value's type in MongoDB's order; comparisons such as `$gt` only see values of one rank. Undefined stands
 * for an empty array where arrays count by their elements: it sorts before null. A missing field counts as null.
 */
export function typeRank(value: Value | undefined): number {
  switch (typeof value) {
    case "undefined":
      return 0;
    case "number":
      return 2;
    case "string":
      return 3;
    case "boolean":
      return 6;
  }
  if (value === null) return 1;
  if (Array.isArray(value)) return 5;
  if (value instanceof Date) return 7;
  if (value instanceof RegExp) return 8;
  return 4;
}

/** Total order of values. */
export function compareValues(a: Value | undefined, b: Value | undefined): number {
  if (typeof a === "string" && typeof b === "string") return a < b ? -1 : a > b ? 1 : 0;
  if (typeof a === "number" && typeof b === "number") return compareNumbers(a, b);
  const rank = typeRank(a) - typeRank(b);
  if (rank !== 0) return rank;
  if (typeof a === "boolean" && typeof b === "boolean") return Number(a) - Number(b);
  if (a instanceof Date && b instanceof Date) return a.getTime() - b.getTime();
  if (Array.isArray(a) && Array.isArray(b)) return compareArrays(a, b);
  if (a instanceof RegExp && b instanceof RegExp) return compareValues(String(a), String(b));
  if (isObject(a) && isObject(b)) return compareObjects(a, b);
  return 0;
}

function compareNumbers(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  // NaN sorts before every number; without this an index holding it would lose its order.
  return Number(Number.isNaN(b)) - Number(Number.isNaN(a));
}

function compareArrays(a: Value[], b: Value[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    const order = compareValues(a[i], b[i]);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareObjects(a: ValueObject, b: ValueObject): number {
  const left = Object.entries(a);
  const right = Object.entries(b);
  for (let i = 0; i < left.length && i < right.length; i++) {
    const [leftName, leftValue] = left[i] as [string, Value];
    const [rightName, rightValue] = right[i] as [string, Value];
    const order =
      typeRank(leftValue) - typeRank(rightValue) ||
      compareValues(leftName, rightName) ||
      compareValues(leftValue, rightValue);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

/** A text that is equal exactly for equal values: the key of documents by `_id` and of locks on unique values. */
export function keyOf(value: Value | undefined): string {
  if (value === undefined) return "u";
  if (value === null) return "z";
  if (typeof value === "number") return `n${value}`;
  if (typeof value === "string") return `s${value}`;
  if (typeof value === "boolean") return `b${value}`;
  if (value instanceof Date) return `d${value.getTime()}`;
  if (value instanceof RegExp) return `r${value}`;
  if (Array.isArray(value)) return `a[${value.map((item) => JSON.stringify(keyOf(item))).join()}]`;
  const fields = Object.entries(value).map(([name, item]) => JSON.stringify([name, keyOf(item)]));
  return `o{${fields.join()}}`;
}

/** Every value that a dotted path reaches, entering arrays of objects as MongoDB does. Missing is undefined. */
export function valuesAt(root: Value | undefined, path: string): (Value | undefined)[] {
  return path.includes(".") ? walk(root, path.split("."), 0) : walk(root, [path], 0);
}

function walk(value: Value | undefined, parts: string[], from: number): (Value | undefined)[] {
  if (from === parts.length) return [value];
  const part = parts[from] as string;
  if (Array.isArray(value)) {
    const byPosition = /^\d+$/.test(part) ? walk(value[Number(part)], parts, from + 1) : [];
    const byElement = value.filter(isObject).flatMap((element) => walk(element, parts, from));
    return byPosition.concat(byElement);
  }
  return isObject(value) ? walk(value[part], parts, from + 1) : [undefined];
}

export function clone<T extends Value>(value: T): T;
export function clone(value: Value): Value {
  if (typeof value !== "object" || value === null || value instanceof RegExp) return value;
  if (value instanceof Date) return new Date(value.getTime());
  if (Array.isArray(value)) return value.map((item) => clone(item));
  const copy: ValueObject = {};
  for (const name of Object.keys(value)) copy[name] = clone(value[name] as Value);
  return copy;
}
