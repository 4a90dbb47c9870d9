/** 再请一次: who may, when, and what is filled in. */
import { dataOf, type Product } from "../../support/product";
import { asked, eachInItsOwnWeek, needOf, draftOf, save, startNeeds, wednesday, who } from "./support";

let product: Product;
beforeAll(async () => {
  product = await startNeeds();
  await save(who.recipient, 60_000);
});
afterAll(() => product.close());
eachInItsOwnWeek(() => product);

const formOf = (openid: string, needId: string) => product.call(openid, "needs.form", { needId });
const joined = async (need: Awaited<ReturnType<typeof asked>>): Promise<void> => {
  const { familyToken } = await need.story(who.recipient);
  dataOf(await product.call(who.family, "needs.join", { needId: need.needId, token: familyToken! }));
};

describe("where it was", () => {
  test("at home is the home of who was helped: his daughter, who joined, has to say where", async () => {
    const need = await asked(product, wednesday());
    await joined(need);
    dataOf(await need.step(who.recipient, { action: "withdraw" }));
    expect(dataOf(await formOf(who.recipient, need.needId)).again).toMatchObject({ where: "home", forOther: false });
    const byFamily = dataOf(await formOf(who.family, need.needId)).again!;
    expect(byFamily).toMatchObject({ forOther: true });
    expect(byFamily.where).toBeUndefined();
  });

  test("of somebody without an account it is the home of who asked, and stays it for him", async () => {
    const story = dataOf(await product.call(who.family, "needs.ask", draftOf({ ...wednesday(), onBehalf: { called: "奶奶", consent: true } })));
    const need = needOf(product, story.needId);
    dataOf(await need.step(who.family, { action: "withdraw" }));
    expect((await need.document()).recipientId).toBeUndefined();
    expect(dataOf(await formOf(who.family, need.needId)).again).toMatchObject({ where: "home", forOther: true });
  });
});
