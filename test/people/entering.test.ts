import { codeOf, dataOf, newOperationId, type Product, startProduct } from "../support/product";
import { openidOf } from "../support/communities";
import type { PersonDocument } from "../../cloudfunctions/platform/actor";

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

const personsOf = (openid: string) => product.documents<PersonDocument>("people", { openid });

describe("choosing a community", () => {
  test("a visitor is shown every community, and opening that page creates nobody", async () => {
    const home = dataOf(await product.call("o-new-1", "home.open", {}));
    expect(home).toEqual({
      kind: "choose",
      communities: [
        { communityId: "wtl", name: "梧桐里社区", street: "青石街道" },
        { communityId: "hgy", name: "河谷园社区", street: "青石街道" },
      ].sort((a, b) => (a.name < b.name ? -1 : 1)),
    });
    expect(product.cost().databaseCalls).toBeLessThanOrEqual(3);
    expect(await personsOf("o-new-1")).toEqual([]);
  });

  test("entering creates one person, however often it is sent", async () => {
    const operationId = newOperationId();
    const replies = await Promise.all(
      [1, 2, 3, 4].map(() => product.call("o-new-2", "me.enter", { communityId: "wtl" }, operationId)),
    );
    expect(replies.map(dataOf)).toEqual(Array(4).fill({ community: "梧桐里社区" }));
    expect(await personsOf("o-new-2")).toMatchObject([{ communityId: "wtl", current: true }]);
    expect(dataOf(await product.call("o-new-2", "home.open", {}))).toMatchObject({ kind: "home", community: "梧桐里社区" });
  });

  test("entering another one leaves one current person, and coming back finds the first again", async () => {
    await product.call("o-new-3", "me.enter", { communityId: "wtl" });
    await product.call("o-new-3", "me.save", { name: "林叔" });
    await product.call("o-new-3", "me.enter", { communityId: "hgy" });
    expect(dataOf(await product.call("o-new-3", "me.open", {}))).toMatchObject({ community: "河谷园社区", name: "" });
    expect((await personsOf("o-new-3")).filter(({ current }) => current)).toHaveLength(1);
    await product.call("o-new-3", "me.enter", { communityId: "wtl" });
    expect(dataOf(await product.call("o-new-3", "me.open", {}))).toMatchObject({ community: "梧桐里社区", name: "林叔" });
    expect(await personsOf("o-new-3")).toHaveLength(2);
  });

  test("two communities entered at the same moment: somebody is in exactly one as soon as he enters again", async () => {
    await Promise.all(["wtl", "hgy"].map((communityId) => product.call("o-new-4", "me.enter", { communityId })));
    await product.call("o-new-4", "me.enter", { communityId: "hgy" });
    await product.call("o-new-4", "me.enter", { communityId: "wtl" });
    const current = (await personsOf("o-new-4")).filter((person) => person.current);
    expect(current).toMatchObject([{ communityId: "wtl" }]);
  });

  test("a community that is not there", async () => {
    expect(codeOf(await product.call("o-new-5", "me.enter", { communityId: "nowhere" }))).toBe("communityUnknown");
    expect(await personsOf("o-new-5")).toEqual([]);
  });
});

describe("how I am called, and my number", () => {
  const me = "o-new-6";
  beforeAll(() => product.call(me, "me.enter", { communityId: "wtl" }));
  const open = async () => dataOf(await product.call(me, "me.open", {}));

  test("saved, masked, kept when left out, and taken away by null", async () => {
    await product.call(me, "me.save", { name: "王阿姨", phone: "138 1234 5678" });
    expect(await open()).toMatchObject({ called: "王阿姨", name: "王阿姨", phoneMasked: "138****5678" });
    expect(product.cost().databaseCalls).toBeLessThanOrEqual(3);
    await product.call(me, "me.save", { name: "王老师" });
    expect(await open()).toMatchObject({ name: "王老师", phoneMasked: "138****5678" });
    await product.call(me, "me.save", { name: "王老师", phone: null });
    expect(await open()).not.toHaveProperty("phoneMasked");
  });

  test("two pages saving at once both succeed, and one name stands", async () => {
    const replies = await Promise.all(["甲", "乙", "丙"].map((name) => product.call(me, "me.save", { name })));
    expect(replies.map(codeOf)).toEqual(["ok", "ok", "ok"]);
    expect(["甲", "乙", "丙"]).toContain((await open()).name);
  });

  test("an empty name and a wrong number are said beside their fields", async () => {
    const reply = await product.raw(me, { call: "me.save", input: { name: "  ", phone: "12" }, operationId: newOperationId() });
    expect(reply).toMatchObject({
      ok: false,
      failure: { code: "invalidInput", fields: { name: "请写一下怎么称呼您。", phone: "电话号码不对，请再看一眼。" } },
    });
  });

  test("the openid is in no reply", async () => {
    for (const call of ["home.open", "me.open"] as const)
      expect(JSON.stringify(await product.call(openidOf("wtl", "headEast"), call, {}))).not.toContain("o-wtl");
  });
});
