/** Where a community has not switched the time bank on, the cloud answers none of its calls, whoever asks. */
import { timebankCalls } from "../../../contracts/timebank/calls";
import type { CallName } from "../../../contracts/calls";
import type { CallContract } from "../../../contracts/kernel/call";
import { examples } from "../../authority/examples";
import type { World } from "../../authority/world";
import { communityIds, openidOf } from "../../support/communities";
import { codeOf, newOperationId, type Product, startProduct } from "../../support/product";

let product: Product;
beforeAll(async () => {
  product = await startProduct();
  await product.cloud.database.collection("communities").doc(communityIds.own).update({ carriers: [] });
});
afterAll(() => product.close());

const contracts = Object.entries(timebankCalls as Record<string, CallContract>);
/** A certificate is its holder's, wherever he lives now and whatever his community has switched off since. */
const without = ["certificates.check"];

test("every call of the time bank belongs to the carrier, but for those that outlive it", () => {
  expect(contracts.filter(([, { carrier }]) => carrier !== "timebank").map(([name]) => name)).toEqual(without);
});

test.each(contracts.filter(([name]) => !without.includes(name)))("%s", async (name, { writes }) => {
  const call = name as CallName;
  const input = await (examples[call].input as (world: World, place: "inside" | "other") => unknown)({} as World, "inside");
  const ask = (communityId: string) => product.raw(openidOf(communityId, "secretary"), { call, input, ...(writes && { operationId: newOperationId() }) });
  expect(codeOf(await ask(communityIds.own))).toBe("carrierOff");
  expect(codeOf(await ask(communityIds.other))).not.toBe("carrierOff");
});
