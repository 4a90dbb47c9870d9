/** What the platform refuses of documents and of the filters that mean one. */
import { databaseFailure, duplicateId, invalidParameter } from "../errors";
import type { Change } from "../store/store";
import { isObject, type Value, type ValueObject } from "../store/values";

/** The one `_id` that a filter names. @throws CloudError if it names none: transactions know only documents by id. */
export function idOf(filter: ValueObject): Value {
  const id = filter["_id"];
  const value = isObject(id) && "$eq" in id ? id["$eq"] : id;
  if (value === undefined || isObject(value) || Array.isArray(value)) {
    throw invalidParameter("a transaction reaches documents only by their _id: use doc(id)");
  }
  return value;
}

export function assertNewIds(changes: Change[], exists: (key: string) => boolean): void {
  const seen = new Set<string>();
  for (const change of changes) {
    if (seen.has(change.key) || exists(change.key)) {
      throw duplicateId(change.collection, change.document?._id);
    }
    seen.add(change.key);
  }
}

export function assertFieldNames(data: ValueObject): void {
  for (const name of Object.keys(data)) {
    if (name.startsWith("$")) throw databaseFailure(`field '${name}' must not start with '$'`);
  }
}
