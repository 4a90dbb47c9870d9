/** `$jsonSchema` as MongoDB knows it: the keywords of draft 4 that documents can be checked with, and `bsonType`. */
import { compareValues, isObject, type Value, type ValueObject } from "../store/values";

type Check = (value: Value | undefined) => boolean;

/** Compiles a schema. Keywords that a keyword's type does not fit are satisfied, as the standard has it. */
export function compileSchema(schema: ValueObject): Check {
  const checks = Object.entries(schema).map(([keyword, operand]) => compileKeyword(keyword, operand, schema));
  return (value) => checks.every((check) => check(value));
}

function compileKeyword(keyword: string, operand: Value, schema: ValueObject): Check {
  switch (keyword) {
    case "bsonType":
    case "type":
      return typeCheck(Array.isArray(operand) ? operand.map(String) : [String(operand)]);
    case "required":
      return (value) => !isObject(value) || (operand as string[]).every((name) => value[name] !== undefined);
    case "properties":
      return propertiesCheck(operand as ValueObject);
    case "additionalProperties":
      return additionalCheck(operand, Object.keys((schema["properties"] as ValueObject | undefined) ?? {}));
    case "items":
      return itemsCheck(operand);
    case "enum":
      return (value) => (operand as Value[]).some((allowed) => compareValues(allowed, value) === 0);
    case "allOf":
    case "anyOf":
    case "oneOf":
      return combinationCheck(keyword, (operand as ValueObject[]).map(compileSchema));
    case "not": {
      const inner = compileSchema(operand as ValueObject);
      return (value) => !inner(value);
    }
  }
  return boundCheck(keyword, operand, schema);
}

function boundCheck(keyword: string, operand: Value, schema: ValueObject): Check {
  const bound = Number(operand);
  const onNumber =
    (test: (value: number) => boolean): Check =>
    (value) =>
      typeof value !== "number" || test(value);
  const onText =
    (test: (value: string) => boolean): Check =>
    (value) =>
      typeof value !== "string" || test(value);
  const onList =
    (test: (value: Value[]) => boolean): Check =>
    (value) =>
      !Array.isArray(value) || test(value);
  switch (keyword) {
    case "minimum":
      return onNumber((value) => (schema["exclusiveMinimum"] === true ? value > bound : value >= bound));
    case "maximum":
      return onNumber((value) => (schema["exclusiveMaximum"] === true ? value < bound : value <= bound));
    case "multipleOf":
      return onNumber((value) => value % bound === 0);
    case "minLength":
      return onText((value) => [...value].length >= bound);
    case "maxLength":
      return onText((value) => [...value].length <= bound);
    case "pattern": {
      const pattern = new RegExp(String(operand), "u");
      return onText((value) => pattern.test(value));
    }
    case "minItems":
      return onList((value) => value.length >= bound);
    case "maxItems":
      return onList((value) => value.length <= bound);
    case "minProperties":
      return (value) => !isObject(value) || Object.keys(value).length >= bound;
    case "maxProperties":
      return (value) => !isObject(value) || Object.keys(value).length <= bound;
    case "exclusiveMinimum":
    case "exclusiveMaximum":
    case "title":
    case "description":
      return () => true;
  }
  throw new Error(`Unknown $jsonSchema keyword: ${keyword}`);
}

function typeCheck(types: string[]): Check {
  return (value) => types.some((type) => hasType(value, type));
}

function hasType(value: Value | undefined, type: string): boolean {
  switch (type) {
    case "object":
      return isObject(value);
    case "array":
      return Array.isArray(value);
    case "string":
      return typeof value === "string";
    case "bool":
    case "boolean":
      return typeof value === "boolean";
    case "date":
      return value instanceof Date;
    case "regex":
      return value instanceof RegExp;
    case "null":
      return value === null;
    case "int":
    case "long":
      return Number.isInteger(value);
    case "number":
    case "double":
    case "decimal":
      return typeof value === "number";
  }
  return false;
}

function propertiesCheck(properties: ValueObject): Check {
  const checks = Object.entries(properties).map(
    ([name, schema]) => [name, compileSchema(schema as ValueObject)] as const,
  );
  return (value) =>
    !isObject(value) || checks.every(([name, check]) => value[name] === undefined || check(value[name]));
}

function additionalCheck(operand: Value, known: string[]): Check {
  if (operand === true) return () => true;
  const check: Check = operand === false ? () => false : compileSchema(operand as ValueObject);
  const names = new Set(known);
  return (value) =>
    !isObject(value) || Object.entries(value).every(([name, item]) => names.has(name) || check(item));
}

function itemsCheck(operand: Value): Check {
  if (Array.isArray(operand)) {
    const checks = operand.map((schema) => compileSchema(schema as ValueObject));
    return (value) => !Array.isArray(value) || value.every((item, i) => checks[i]?.(item) ?? true);
  }
  const check = compileSchema(operand as ValueObject);
  return (value) => !Array.isArray(value) || value.every(check);
}

function combinationCheck(keyword: "allOf" | "anyOf" | "oneOf", checks: Check[]): Check {
  return (value) => {
    const passed = checks.filter((check) => check(value)).length;
    if (keyword === "allOf") return passed === checks.length;
    return keyword === "anyOf" ? passed > 0 : passed === 1;
  };
}
