import type { Database } from "../../cloudfunctions/platform/database";
import type { RequestDocument } from "../../cloudfunctions/features/requests/document";
import { insertRequest, newReceipt } from "../../cloudfunctions/features/requests/repository";
import { mondayMorning } from "../support/communities";
import { filed } from "./pure";

/** A collection that holds ids and receipts to be unique, as the index does. */
function databaseWith(stored: RequestDocument[]): Database {
  const collection = {
    get: (id: string) => Promise.resolve(stored.find(({ _id }) => _id === id)),
    insert: (document: RequestDocument) => {
      if (stored.some(({ _id, receipt }) => _id === document._id || receipt === document.receipt)) return Promise.reject(new Error("E11000 duplicate key"));
      stored.push(document);
      return Promise.resolve();
    },
  };
  return { collection: () => collection, transaction: () => Promise.reject(new Error("none is needed")) } as unknown as Database;
}
const withReceipt = (_id: string, receipt: string): RequestDocument => ({ ...filed(), _id, receipt });

test("a receipt says station and local day, and nothing of how much is going on", () => {
  const receipts = Array.from({ length: 200 }, () => newReceipt("4", Date.parse("2026-11-23T23:59+08:00")));
  expect(receipts.every((receipt) => /^4-1123-[A-HJKMNP-Z]{4}$/.test(receipt))).toBe(true);
  expect(new Set(receipts).size).toBeGreaterThan(190);
  expect(newReceipt("4", mondayMorning)).toMatch(/^4-1123-/);
});

test("letters that are taken are exchanged for others", async () => {
  const stored = [withReceipt("first", "E-1123-AAAA")];
  const result = await insertRequest(databaseWith(stored), withReceipt("second", "E-1123-AAAA"), () => withReceipt("second", "E-1123-BBBB"));
  expect(result).toMatchObject({ isNew: true, stored: { _id: "second", receipt: "E-1123-BBBB" } });
});

test("a request that is there already is given back, not stored again", async () => {
  const stored = [withReceipt("first", "E-1123-AAAA")];
  const result = await insertRequest(databaseWith(stored), withReceipt("first", "E-1123-CCCC"), () => withReceipt("first", "E-1123-DDDD"));
  expect(result).toMatchObject({ isNew: false, stored: { receipt: "E-1123-AAAA" } });
  expect(stored).toHaveLength(1);
});

test("when no letters are left after five tries it says so instead of trying for ever", async () => {
  const again = () => withReceipt("second", "E-1123-AAAA");
  await expect(insertRequest(databaseWith([withReceipt("first", "E-1123-AAAA")]), again(), again)).rejects.toThrow("E11000");
});
