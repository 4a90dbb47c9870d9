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

/** Undefined for an empty array, which sorts before null; a missing field is null. */
function sortKey(document: ValueObject, field: string, direction: 1 | -1): Value | undefined {
  const reached = valuesAt(document, field);
  const [only] = reached;
  if (reached.length === 1 && !Array.isArray(only)) return only ?? null;
  if (reached.length === 0) return null;
  const values = reached.flatMap((value): (Value | undefined)[] => {
    if (!Array.isArray(value)) return [value ?? null];
    return value.length > 0 ? value : [undefined];
  });
  return values.reduce((chosen, value) => (compareValues(value, chosen) * direction < 0 ? value : chosen));
}

/** Reads `{field: 1 | -1}`. */
export function readSortOrder(order: ValueObject): SortOrder {
  return Object.entries(order).map(([field, direction]) => [field, Number(direction) < 0 ? -1 : 1]);
}
