/** How much somebody may report in one day, whatever he sends at once. */
import { instantOf } from "../../contracts/kernel/day";
import type { PersonDocument } from "../../cloudfunctions/platform/actor";
import { mondayMorning } from "../support/communities";
import { codeOf, dataOf, newOperationId, type Product } from "../support/product";
import { draftOf, startRequests, who } from "./support";

let product: Product;
beforeAll(async () => {
  product = await startRequests();
  product.cloud.cloud.clock.moveTo(mondayMorning);
});
afterAll(() => product.close());

const submit = (openid: string, rest: Parameters<typeof draftOf>[0] = {}, id = newOperationId()) => product.call(openid, "requests.submit", draftOf(rest), id);
const codes = async (sent: Promise<Awaited<ReturnType<typeof submit>>>[]) => (await Promise.all(sent)).map(codeOf);
const countOf = (all: string[], wanted: string): number => all.filter((code) => code === wanted).length;

test("twenty a day, of thirty sent at once, too; an emergency is never refused, and tomorrow it goes on", async () => {
  const all = await codes(Array.from({ length: 30 }, () => submit(who.resident)));
  expect([countOf(all, "ok"), countOf(all, "tooMany")]).toEqual([20, 10]);
  expect(codeOf(await submit(who.resident))).toBe("tooMany");
  dataOf(await submit(who.resident, { category: "gas" }));
  product.cloud.cloud.clock.moveTo(instantOf("2026-11-24", 600));
  dataOf(await submit(who.resident));
  expect(product.cost().databaseCalls).toBe(3);
  dataOf(await submit(who.resident));
  expect(product.cost().databaseCalls).toBe(3);
});

test("the same report at once and again counts once, also when the day is full", async () => {
  const first = newOperationId();
  const same = await Promise.all(Array.from({ length: 5 }, () => submit(who.neighbour, {}, first)));
  expect(new Set(same.map((reply) => dataOf(reply).requestId)).size).toBe(1);
  for (let sent = 1; sent < 20; sent += 1) dataOf(await submit(who.neighbour));
  expect(codeOf(await submit(who.neighbour))).toBe("tooMany");
  const last = newOperationId();
  product.cloud.cloud.clock.moveTo(instantOf("2026-11-25", 600));
  const told = dataOf(await submit(who.neighbour, {}, last));
  for (let sent = 1; sent < 20; sent += 1) dataOf(await submit(who.neighbour));
  expect(dataOf(await submit(who.neighbour, {}, last))).toEqual(told);
  expect((await product.documents<PersonDocument>("people", { openid: who.neighbour }))[0]!.filed!.count).toBe(20);
});

test("staff who file for others have two hundred", async () => {
  const [person] = await product.documents<PersonDocument>("people", { openid: who.owner });
  const filed = { day: "2026-11-25", count: 199, operations: [] };
  await product.cloud.database.collection("people").doc(person!._id).update({ filed });
  const before = () => submit(who.owner, { place: { kind: "door", doorCode: "wtl-door-1" } });
  expect((await codes([before(), before(), before()])).sort()).toEqual(["ok", "tooMany", "tooMany"]);
});
