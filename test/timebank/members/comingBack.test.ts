/** Back within the minute, after a leaving whose call died half-way. */
import { gone } from "../../../cloudfunctions/features/timebank/members/leave";
import type { OfferDocument } from "../../../cloudfunctions/features/timebank/shared/documents";
import { dataOf, type Product, startProduct } from "../../support/product";
import { doorOf, draft, forget } from "./people";

let product: Product;
beforeEach(async () => {
  product = await startProduct();
  await forget(product);
});
afterEach(() => product.close());

test("what he offered before is closed, as his leaving meant it", async () => {
  const door = doorOf(product);
  await door.join("resident1");
  dataOf(await door.as("resident1", "offers.post", { skill: "company", words: "陪您走走。", times: [{ weekday: 7, part: "evening" }] }));
  const { _id, ...left } = gone(await door.member("resident1"), product.cloud.cloud.clock.now(), []);
  await product.cloud.database.collection("timeMembers").doc(_id).set(left);
  dataOf(await door.as("resident1", "members.apply", draft));
  expect(await door.member("resident1")).toMatchObject({ state: "applied" });
  expect(await product.documents<OfferDocument>("timeOffers")).toMatchObject([{ open: false }]);
});
