import type { GridCountsDocument, RequestDocument } from "../../cloudfunctions/features/requests/document";
import { countedGridOf, movedBetween } from "../../cloudfunctions/features/requests/gridCount";
import { mondayMorning } from "../support/communities";
import { dataOf, type Product } from "../support/product";
import { moveTo, staff, startRequests, submitted, tick, who } from "./support";

/** How many open matters each grid has: kept by the clock, each request exactly once, confidential ones never. */
let product: Product;
beforeAll(async () => {
  product = await startRequests();
});
afterAll(() => product.close());
beforeEach(() => product.cloud.cloud.clock.moveTo(mondayMorning));

async function counts(): Promise<Record<string, number>> {
  const [document] = await product.documents<GridCountsDocument>("gridCounts", { communityId: "wtl" });
  return Object.fromEntries((document?.open ?? []).map(({ gridCode, count }) => [gridCode, count]));
}
/** What the numbers should be, from the requests themselves. */
async function truth(): Promise<Record<string, number>> {
  const open = (await product.documents<RequestDocument>("requests", { communityId: "wtl", open: true })).map(countedGridOf);
  return Object.fromEntries([...new Set(open)].flatMap((code) => (code === undefined ? [] : [[code, open.filter((one) => one === code).length]])));
}

test("a matter counts once from its filing to its end, with several clocks at once, and again when it is opened again", async () => {
  const { step } = await submitted(product);
  await Promise.all([tick(product), tick(product), tick(product)]);
  await tick(product);
  expect(await counts()).toEqual({ g1: 1 });
  dataOf(await step(who.owner, { action: "accept" }));
  dataOf(await step(who.owner, { action: "askConfirm", words: "好了", photos: [] }));
  dataOf(await step(who.resident, { action: "confirm", stars: 5 }));
  // Opened again before the clock has seen that it ended: it is in the count already.
  dataOf(await step(who.resident, { action: "reopen", reason: "notFixed", photos: [] }));
  await Promise.all([tick(product), tick(product)]);
  expect(await counts()).toEqual({ g1: 1 });
  dataOf(await step(who.owner, { action: "askConfirm", words: "好了", photos: [] }));
  dataOf(await step(who.resident, { action: "confirm", stars: 5 }));
  await Promise.all([tick(product), tick(product)]);
  expect(await counts()).toEqual({});
  dataOf(await step(who.resident, { action: "reopen", reason: "cameBack", photos: [] }));
  await tick(product);
  expect(await counts()).toEqual({ g1: 1 });
});

test("many at once, with clocks and steps in between, agree with the requests", async () => {
  moveTo(product, "2026-11-24T09:00");
  const matters = [];
  for (const unitCode of ["b1-1", "b2-1", "b3-1", "b1-1", "b2-1", "b3-1"])
    matters.push(await submitted(product, { place: { kind: "unit", unitCode } }, who.secretary));
  await Promise.all([tick(product), ...matters.slice(0, 3).map(({ step }) => step(who.secretary, { action: "withdraw" })), tick(product)]);
  await tick(product);
  await tick(product);
  expect(await counts()).toEqual(await truth());
  expect(Object.keys(await counts()).sort()).toEqual(["g1", "g2", "g3"]);
});

test("complaints and what only its owner may read are in no count, nor is what has no grid", async () => {
  moveTo(product, "2026-11-25T09:00");
  await tick(product);
  const before = await counts();
  await submitted(product, { category: "staff", aboutStaffId: staff.owner });
  await submitted(product, { category: "staff" });
  await submitted(product, { category: "family" });
  await submitted(product, { audience: "owner" });
  await submitted(product, { place: { kind: "words", words: "菜市场后门" } });
  await tick(product);
  expect(await counts()).toEqual(before);
});

test("a matter stays in the count of the place where it is, whoever it is handed to", async () => {
  moveTo(product, "2026-11-26T09:00");
  await tick(product);
  const { g1 = 0 } = await counts();
  const { step } = await submitted(product);
  dataOf(await step(who.head, { action: "transfer", reason: "otherStation", to: { kind: "station", stationCode: "west" } }));
  await tick(product);
  expect((await counts())["g1"]).toBe(g1 + 1);
});

test("an open request from before the counts were kept enters them when the clock next looks at it", async () => {
  moveTo(product, "2026-11-27T09:00");
  const { requestId, document } = await submitted(product);
  await tick(product);
  const before = await counts();
  await product.cloud.database.collection("requests").doc(requestId).update({ countedInGrid: product.cloud.database.command.remove() });
  await product.cloud.database.collection("gridCounts").doc("wtl").update({ open: product.cloud.database.command.set(movedBetween(Object.entries(before).map(([gridCode, count]) => ({ gridCode, count })), "g1", undefined)) });
  const due = (await document()).nextCheckAt!;
  product.cloud.cloud.clock.moveTo(due + 1);
  await tick(product);
  expect(await counts()).toEqual(await truth());
});
