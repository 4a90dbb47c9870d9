/** Bounds against two phones at once, and against the same over and over. */
import { dataOf } from "../support/product";
import { asked, eachStartsAnew, fillPool, product, who } from "./needs/support";

eachStartsAnew();

test("on a neighbour's word the pool pays one need at a time, of two asked at once, too", async () => {
  await fillPool(6_000);
  await product.call(who.recipient, "timebank.open", {});
  const behalf = (called: string) => asked(product, { onBehalf: { called, consent: true }, place: { kind: "unit", unitCode: "b1-1" } });
  const both = await Promise.all([behalf("老王"), behalf("老孙")]);
  const funding = async () => (await Promise.all(both.map((need) => need.shifts()))).map(([shift]) => shift!.funding);
  expect((await funding()).sort()).toEqual(["pool", "undecided"]);
  const paid = both[(await funding()).indexOf("pool")]!;
  dataOf(await paid.step(who.recipient, { action: "withdraw" }));
  const [next] = await (await behalf("老周")).shifts();
  expect(next!.funding).toBe("pool");
});
