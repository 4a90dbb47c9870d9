/** Applies an update to one document, with the refusals of MongoDB that mingo leaves out. */
import { update } from "mingo/updater";
import { databaseFailure, rawDatabaseFailure } from "../errors";
import { clone, isObject, type Document, type Value, type ValueObject } from "../store/values";
import { asDatabaseError, engineOptions } from "./engine";

/**
 * The updated copy, or null if nothing changed.
 * @throws CloudError for what MongoDB refuses: unknown operators, paths through scalars, wrong types, conflicts.
 */
export function updated(document: Document, changes: ValueObject, filter: ValueObject): Document | null {
  assertOperators(changes);
  const touched: string[] = [];
  for (const [operator, fields] of Object.entries(changes)) {
    for (const [path, operand] of Object.entries(fields as ValueObject)) {
      assertTouchedOnce(path, touched);
      if (operator === "$rename") assertTouchedOnce(String(operand), touched);
      assertApplicable(document, operator, path, operand);
    }
  }
  const copy = clone(document);
  const condition = Object.keys(filter).length > 0 ? filter : undefined;
  const changed = asDatabaseError(() =>
    update(copy, changes, [], condition, { cloneMode: "deep", queryOptions: engineOptions }),
  );
  return changed.length > 0 ? copy : null;
}

function assertOperators(changes: ValueObject): void {
  const operators = Object.keys(changes);
  if (operators.length === 0 || operators.some((name) => !name.startsWith("$"))) {
    throw databaseFailure(`update must use operators: ${operators.join()}`);
  }
}

function assertTouchedOnce(path: string, touched: string[]): void {
  if (path === "_id") {
    throw databaseFailure(
      "multiple write errors: [{write errors: [{Performing an update on the path '_id' would modify the immutable field '_id'}]}, {<nil>}]",
    );
  }
  for (const other of touched) {
    if (other === path || other.startsWith(`${path}.`) || path.startsWith(`${other}.`)) {
      throw rawDatabaseFailure(`Updating the path '${path}' would create a conflict at '${other}'`);
    }
  }
  touched.push(path);
}

const ARRAY_OPERATORS = new Set(["$push", "$addToSet", "$pull", "$pullAll", "$pop"]);
const NUMBER_OPERATORS = new Set(["$inc", "$mul"]);

function assertApplicable(document: Document, operator: string, path: string, operand: Value): void {
  const current = valueToChange(document, operator, path);
  if (NUMBER_OPERATORS.has(operator) && typeof operand !== "number") {
    throw rawDatabaseFailure(
      `Cannot ${operator.slice(1)} with non-numeric argument: {${path}: ${JSON.stringify(operand)}}`,
    );
  }
  if (current === undefined) return;
  const type = current === null ? "null" : typeof current;
  if (ARRAY_OPERATORS.has(operator) && !Array.isArray(current)) {
    throw rawDatabaseFailure(`The field '${path}' must be an array but is of type ${type} in document`);
  }
  if (NUMBER_OPERATORS.has(operator) && typeof current !== "number") {
    throw rawDatabaseFailure(
      `Cannot apply ${operator} to a value of non-numeric type. {_id: ${JSON.stringify(document._id)}} has the field '${path}' of non-numeric type ${type}`,
    );
  }
}

/** Walks to the field; refuses a path that leads through a scalar, except for $unset, which then does nothing. */
function valueToChange(document: Document, operator: string, path: string): Value | undefined {
  const parts = path.split(".");
  let current: Value | undefined = document;
  for (let i = 0; i < parts.length && current !== undefined; i++) {
    const part = parts[i] as string;
    const enters = isObject(current) || (Array.isArray(current) && /^(\d+|\$(\[.*\])?)$/.test(part));
    if (!enters) {
      if (operator === "$unset") return undefined;
      throw rawDatabaseFailure(
        `Cannot create field '${part}' in element {${parts[i - 1]}: ${JSON.stringify(current)}}`,
      );
    }
    current = (current as ValueObject)[part];
  }
  return current;
}
