/** What a query demands of each field, as far as an index can use it: points, a range, or a text prefix. */
import { isObject, keyOf, typeRank, type Value, type ValueObject } from "../store/values";

export interface Bound {
  value: Value;
  inclusive: boolean;
}
export interface Constraint {
  points?: Value[];
  lower?: Bound;
  upper?: Bound;
  prefix?: string;
}
export type Constraints = Map<string, Constraint>;

/** Every constraint found is necessary (not sufficient): documents outside cannot match the query. */
export function constraintsOf(filter: ValueObject): Constraints {
  const found: Constraints = new Map();
  collect(filter, "", found);
  return found;
}

function collect(filter: ValueObject, prefix: string, found: Constraints): void {
  for (const [name, condition] of Object.entries(filter)) {
    if (name === "$and" && Array.isArray(condition)) {
      for (const part of condition) if (isObject(part)) collect(part, prefix, found);
    } else if (!name.startsWith("$")) {
      collectField(prefix + name, condition, found);
    }
  }
}

function collectField(path: string, condition: Value, found: Constraints): void {
  if (!isOperators(condition)) {
    const constraint = condition instanceof RegExp ? prefixOf(condition, "") : equality(condition);
    if (constraint) constrain(found, path, constraint);
    return;
  }
  for (const [operator, operand] of Object.entries(condition)) {
    if (operator === "$elemMatch" && isObject(operand)) {
      if (isOperators(operand)) collectField(path, operand, found);
      else collect(operand, `${path}.`, found);
      continue;
    }
    const constraint = constraintOf(operator, operand, condition);
    if (constraint) constrain(found, path, constraint);
  }
}

function constraintOf(operator: string, operand: Value, all: ValueObject): Constraint | null {
  switch (operator) {
    case "$eq":
      return equality(operand);
    case "$in":
      return Array.isArray(operand) && operand.every(isIndexable) ? { points: distinct(operand) } : null;
    case "$gt":
    case "$gte":
      return isRangeable(operand) ? { lower: { value: operand, inclusive: operator === "$gte" } } : null;
    case "$lt":
    case "$lte":
      return isRangeable(operand) ? { upper: { value: operand, inclusive: operator === "$lte" } } : null;
    case "$regex":
      return prefixOf(operand, String(all["$options"] ?? ""));
  }
  return null;
}

const equality = (value: Value): Constraint | null => (isIndexable(value) ? { points: [value] } : null);

/** `/^abc/` without flags is a range of texts. */
function prefixOf(pattern: Value, options: string): Constraint | null {
  const source = pattern instanceof RegExp ? pattern.source : typeof pattern === "string" ? pattern : "";
  const flags = pattern instanceof RegExp ? pattern.flags : options;
  if (/[imx]/.test(flags) || source.includes("|")) return null;
  const literal = /^\^([\p{L}\p{N}_\-:/ ]+)(.?)/u.exec(source);
  if (!literal) return null;
  const [, text = "", next = ""] = literal;
  // A quantifier after the last literal character makes that character optional or repeated.
  const prefix = /[*?{+]/.test(next) ? [...text].slice(0, -1).join("") : text;
  return prefix ? { prefix } : null;
}

function constrain(found: Constraints, path: string, constraint: Constraint): void {
  // An earlier constraint stays: each alone is necessary, and both need not hold for the same element of an array.
  found.set(path, { ...constraint, ...found.get(path) });
}

export const isOperators = (condition: Value): condition is ValueObject =>
  isObject(condition) && Object.keys(condition).some((name) => name.startsWith("$"));

/** Equality with an array or object stays with the matcher: an index holds array elements, and objects compare by field order. */
const isIndexable = (value: Value): boolean =>
  !Array.isArray(value) && !isObject(value) && !(value instanceof RegExp);

const isRangeable = (value: Value): boolean => isIndexable(value) && typeRank(value) > 1;

function distinct(values: Value[]): Value[] {
  return [...new Map(values.map((value) => [keyOf(value), value])).values()];
}
