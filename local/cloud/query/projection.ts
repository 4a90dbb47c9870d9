/** Shows only the fields that a query asks for. */
import { Query } from "mingo/query";
import type { Document, ValueObject } from "../store/values";
import { asDatabaseError, engineOptions } from "./engine";

/** @param filter gives `$` its element: the first of an array that the query matched. */
export function projected(
  documents: Document[],
  projection: ValueObject,
  filter: ValueObject,
): ValueObject[] {
  if (Object.keys(projection).length === 0) return documents;
  // The documents have been chosen already; asking again matters only where the projection refers to the query.
  const positional = Object.keys(projection).some((name) => name.endsWith(".$"));
  return asDatabaseError(() =>
    new Query(positional ? filter : {}, engineOptions)
      .find<ValueObject>(documents, projection as never)
      .all(),
  );
}
