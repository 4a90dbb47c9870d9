/** mingo with what it leaves out: geo operators, `$elemMatch` on scalars, array sorts, some expressions. */
import { Context, evalExpr } from "mingo/core";
import { Lazy, type Iterator } from "mingo/lazy";
import * as accumulator from "mingo/operators/accumulator";
import * as expression from "mingo/operators/expression";
import * as pipeline from "mingo/operators/pipeline";
import * as projection from "mingo/operators/projection";
import * as query from "mingo/operators/query";
import * as window from "mingo/operators/window";
import { Query } from "mingo/query";
import type { AnyObject, Options, Predicate } from "mingo/types";
import { isOperators } from "../indexes/constraints";
import { CloudError, messageOf, rawDatabaseFailure } from "../errors";
import { isObject, valuesAt, type Value, type ValueObject } from "../store/values";
import { distanceToM, intersects, isWithin, pointsOf } from "./geometry";
import { compileSchema } from "./jsonSchema";
import { readSortOrder, sortDocuments } from "./sorting";

type Test = (document: ValueObject) => boolean;

function $elemMatch(selector: string, criteria: ValueObject): Test {
  const scalar = isElementCondition(criteria);
  const inner = new Query(scalar ? { element: criteria } : criteria, engineOptions);
  const matches = (element: Value): boolean =>
    scalar ? inner.test({ element }) : isObject(element) && inner.test(element);
  return (document) => valuesAt(document, selector).some((list) => Array.isArray(list) && list.some(matches));
}

const LOGICAL = new Set(["$and", "$or", "$nor", "$expr", "$jsonSchema"]);
/** `{$gt: 2}` speaks of the element itself, `{price: …}` and `{$or: […]}` of its fields. */
const isElementCondition = (criteria: ValueObject): boolean =>
  isOperators(criteria) && Object.keys(criteria).every((name) => !LOGICAL.has(name));

export interface NearCondition {
  field: string;
  from: [number, number];
  minM: number;
  maxM: number;
}

export function readNear(field: string, condition: ValueObject): NearCondition {
  const operand = (condition["$nearSphere"] ?? condition["$near"]) as Value;
  const shape = isObject(operand) ? operand : {};
  const from = pointsOf(shape["$geometry"] ?? operand)[0];
  if (!from) throw rawDatabaseFailure("$near requires a point");
  const limit = (name: string, otherwise: number): number =>
    Number(shape[name] ?? condition[name] ?? otherwise);
  return { field, from, minM: limit("$minDistance", 0), maxM: limit("$maxDistance", Infinity) };
}

/** The filter's "near" condition, which also orders the result; at most one is allowed. */
export function nearOf(filter: ValueObject): NearCondition | null {
  for (const [name, condition] of Object.entries(filter)) {
    if (name === "$and" && Array.isArray(condition)) {
      for (const part of condition) {
        const near = isObject(part) ? nearOf(part) : null;
        if (near) return near;
      }
    }
    if (isObject(condition) && ("$nearSphere" in condition || "$near" in condition))
      return readNear(name, condition);
  }
  return null;
}

function near(selector: string, operand: Value): Test {
  const { from, minM, maxM } = readNear(selector, { $near: operand });
  return (document) => {
    const distance = distanceToM(valuesAt(document, selector)[0], from);
    return distance >= minM && distance <= maxM;
  };
}

const geoTest =
  (test: (value: Value | undefined, shape: ValueObject) => boolean) =>
  (selector: string, shape: ValueObject): Test =>
  (document) =>
    valuesAt(document, selector).some((value) => test(value, shape));

/** Sibling of `$near`: its work is done there. */
const ignored = (): Test => () => true;

function $week(document: unknown, operand: unknown, options: Options): number | null {
  const inner = isObject(operand as Value) ? ((operand as ValueObject)["date"] ?? operand) : operand;
  const value = evalExpr(document, inner, options);
  if (value === null || value === undefined) return null;
  const date = new Date(value as Date);
  const startOfDay = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate());
  const dayOfYear = Math.floor((startOfDay - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000);
  return Math.floor((dayOfYear + 7 - date.getUTCDay()) / 7);
}

function $substrBytes(document: unknown, operand: unknown, options: Options): string {
  const [text, start, length] = evalExpr(document, operand, options) as [unknown, number, number];
  if (text === null || text === undefined) return "";
  if (start < 0) throw rawDatabaseFailure("$substrBytes: starting index must be non-negative");
  return Buffer.from(String(text as string))
    .subarray(start, length < 0 ? undefined : start + length)
    .toString();
}

function $indexOfCP(document: unknown, operand: unknown, options: Options): number | null {
  const [text, part, start, end] = evalExpr(document, operand, options) as [
    unknown,
    string,
    number?,
    number?,
  ];
  if (typeof text !== "string") return null;
  const characters = [...text].slice(0, end);
  const wanted = [...part];
  for (let i = start ?? 0; i + wanted.length <= characters.length; i++) {
    if (wanted.every((character, j) => characters[i + j] === character)) return i;
  }
  return -1;
}

function $sort(documents: Iterator, order: ValueObject): Iterator {
  return documents.transform<ValueObject>((list) =>
    Lazy(sortDocuments(list as ValueObject[], readSortOrder(order))),
  );
}

// mingo types each operator by the union of its own functions' parameters, which no new operator can satisfy.
type Operators = Parameters<typeof Context.init>[0];
export const engineContext = Context.init({
  query: {
    ...query,
    $elemMatch,
    $near: near,
    $nearSphere: near,
    $maxDistance: ignored,
    $minDistance: ignored,
    $geoWithin: geoTest(isWithin),
    $geoIntersects: geoTest(intersects),
  },
  expression: { ...expression, $week, $substr: $substrBytes, $substrBytes, $indexOfCP },
  accumulator,
  pipeline: { ...pipeline, $sort },
  projection,
  window,
} as unknown as Operators);

export const engineOptions: Partial<Options> = {
  context: engineContext,
  // `$where` and `$function` run code inside the database; CloudBase refuses them.
  scriptEnabled: false,
  jsonSchemaValidator: (schema: AnyObject) => compileSchema(schema as ValueObject) as Predicate,
};

/** Runs engine code; what it refuses is told as the database would. */
export function asDatabaseError<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw error instanceof CloudError ? error : rawDatabaseFailure(messageOf(error));
  }
}

export function matcher(filter: ValueObject): Test {
  if (Object.keys(filter).length === 0) return () => true;
  const compiled = asDatabaseError(() => new Query(filter, engineOptions));
  return (document) => compiled.test(document);
}
