/** The workbench says how much waits for its caller on the pages beside it, as those pages count it. */
import { mondayMorning } from "../support/communities";
import { dataOf, type Product, startProduct } from "../support/product";
import { doorOf, draft, forget, type Somebody } from "../timebank/members/people";

let product: Product;
let door: ReturnType<typeof doorOf>;
beforeAll(async () => {
  product = await startProduct();
  door = doorOf(product);
  product.cloud.cloud.clock.moveTo(mondayMorning);
  await forget(product);
});
afterAll(() => product.close());

const waits = async (code: Somebody) => dataOf(await door.as(code, "workbench.open", {})).waits ?? [];

test("each reads what he may deal with, and no list of his board says another number", async () => {
  for (const code of ["headEast", "secretary", "leader1"] as const) expect(await waits(code)).toEqual([]);
  dataOf(await door.as("resident1", "members.apply", draft));
  dataOf(await door.as("resident3", "members.apply", draft));
  dataOf(await door.as("resident1", "needs.ask", {
    skill: "company", words: "陪妈妈散散步", place: { kind: "unit", unitCode: "b1-1" }, schedule: { kind: "once", day: "2026-11-29", fromMinute: 1140, minutes: 60, places: 1 },
  }));
  dataOf(await door.as("newcomer", "residents.bind", { unitCode: "b1-1", room: "302", name: "孙新" }));
  const east = [{ key: "applications", count: 1 }, { key: "needs", count: 1 }];
  expect(await waits("headEast")).toEqual([...east, { key: "addresses", count: 1 }]);
  // A branch decides about hours and volunteers, not about where somebody lives.
  expect(await waits("memberEast")).toEqual(east);
  expect(await waits("headWest")).toEqual([{ key: "applications", count: 1 }]);
  expect(await waits("leader1")).toEqual([{ key: "addresses", count: 1 }]);
  expect(await waits("leader2")).toEqual([]);
  for (const code of ["headEast", "headWest", "secretary", "memberEast"] as const) {
    const { counts } = dataOf(await door.as(code, "bank.open", {}));
    expect(Object.fromEntries((await waits(code)).filter(({ key }) => key !== "addresses").map(({ key, count }) => [key, count]))).toEqual(Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)));
  }
  await door.as("secretary", "workbench.open", {});
  expect(product.cost().databaseCalls).toBeLessThanOrEqual(8);
  expect(dataOf(await door.as("headEast", "bank.open", { tab: "needs" }))).toMatchObject({ tab: "needs", items: [{ kind: "need" }] });
});
