import { Failure } from "../../contracts/kernel/failure";

/** Where a page of a list ends: its last sort key and id, opaque to the phone. */
export interface Position {
  key: number;
  id: string;
}

export const cursorOf = ({ key, id }: Position): string => Buffer.from(JSON.stringify([key, id])).toString("base64url");

/** @throws Failure invalidInput for anything not made by `cursorOf`: what is in it goes into a query. */
export function positionOf(cursor: string): Position {
  try {
    const [key, id, ...rest] = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")) as unknown[];
    if (Number.isSafeInteger(key) && typeof id === "string" && /^[A-Za-z0-9_:-]{1,64}$/.test(id) && rest.length === 0)
      return { key: key as number, id };
  } catch {
    // Not ours: answered below like any other cursor that isn't.
  }
  throw new Failure("invalidInput", { fields: { cursor: "请下拉刷新后再试。" } });
}

/** What comes after a position, in descending order of `field`, ids breaking ties. */
export const afterDescending = (field: string, { key, id }: Position) => ({
  [field]: { $lte: key },
  $or: [{ [field]: { $lt: key } }, { _id: { $lt: id } }],
});

/** What comes after a position, in ascending order. */
export const afterAscending = (field: string, { key, id }: Position) => ({
  [field]: { $gte: key },
  $or: [{ [field]: { $gt: key } }, { _id: { $gt: id } }],
});

/** One page of what was found with one more than `size`, and where the next one starts. */
export function pageFrom<T>(found: readonly T[], size: number, positionOfItem: (item: T) => Position): { items: T[]; next?: string } {
  const items = found.slice(0, size);
  const last = items.at(-1);
  return { items, ...(found.length > size && last !== undefined && { next: cursorOf(positionOfItem(last)) }) };
}
