/** Sorting as MongoDB does it: an array stands for its smallest element ascending, for its largest descending. */
import type { SortOrder } from "../indexes/planner";
import { compareValues, valuesAt, type Value, type ValueObject } from "../store/values";

/** Stable sort into a new list. */
export function sortDocuments<T extends ValueObject>(documents: Iterable<T>, order: SortOrder): T[] {
  const keyed = Array.from(documents, (document) => ({
    document,
    keys: order.map(([field, direction]) => sortKey(document, field, direction)),
  }));
  keyed.sort((a, b) => {
    for (let i = 0; i < order.length; i++) {
      const side = compareValues(a.keys[i], b.keys[i]);
      if (side !== 0) return side * (order[i] as [string, number])[1];
    }
    return 0;
  });
  return keyed.map(({ document }) => document);
}

function sortKey(document: ValueObject, field: string, direction: 1 | -1): Value | undefined {
  const values = valuesAt(document, field).flatMap((value): (Value | undefined)[] =>
    Array.isArray(value) ? value : [value],
  );
  return values.reduce<Value | undefined>(
    (chosen, value) => (compareValues(value, chosen) * direction < 0 ? value : chosen),
    values[0],
  );
}

/** Reads `{field: 1 | -1}`. */
export function readSortOrder(order: ValueObject): SortOrder {
  return Object.entries(order).map(([field, direction]) => [field, Number(direction) < 0 ? -1 : 1]);
}
