/** What a transaction can lock: a document, and a value of a unique index. One name each, for locks and for history. */
import { keyOf, type Value } from "./values";

export const documentLock = (collection: string, key: string): string => `${collection}/${key}`;
export const uniqueLock = (collection: string, index: string, tuple: (Value | undefined)[]): string =>
  `${collection}#${index}/${tuple.map(keyOf).join("\u0000")}`;
