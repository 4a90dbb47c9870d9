import type { BindingDocument } from "../../cloudfunctions/features/people/documents";
import type { InboxDocument } from "../../cloudfunctions/features/inbox/document";
import { personIdOf } from "../../cloudfunctions/features/people/personId";
import { mondayMorning, openidOf, staffIdOf } from "../support/communities";
import { codeOf, dataOf, newOperationId, type Product, startProduct } from "../support/product";
import { dayMs } from "../../contracts/kernel/milliseconds";

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

const leader1 = openidOf("wtl", "leader1");
const leader3 = openidOf("wtl", "leader3");
const headEast = openidOf("wtl", "headEast");
const secretary = openidOf("wtl", "secretary");
let newcomers = 0;
async function newcomer(): Promise<string> {
  const openid = `o-binding-${(newcomers += 1)}`;
  dataOf(await product.call(openid, "me.enter", { communityId: "wtl" }));
  return openid;
}
const home = { unitCode: "b1-1", room: "301", name: "赵小川" };
const bind = (openid: string, input: typeof home & { phone?: string } = home, operationId = newOperationId()) =>
  product.call(openid, "residents.bind", input, operationId);
const household = async (openid: string) => dataOf(await product.call(openid, "me.open", {})).household;
const told = (to: string) => product.documents<InboxDocument>("inbox", { to });
const pendingOf = async (openid: string) => dataOf(await product.call(openid, "residents.pending", {})).bindings;
const waiting = async (name: string, by = leader1) => {
  const found = (await pendingOf(by)).find(({ called }) => called === name);
  if (!found) throw new Error(`${name} is not waiting`);
  return found;
};

test("a new address waits for its group leader, who is told, and is confirmed", async () => {
  const me = await newcomer();
  const before = (await told(staffIdOf("wtl", "leader1"))).length;
  const bound = dataOf(await bind(me, { ...home, name: "赵一" }));
  expect(bound.household).toEqual({
    state: "pending",
    text: "1 栋 1 单元 301",
    grid: "第 1 网格",
    note: "居民组长老何核对以后就好，不用再填。",
  });
  const letters = await told(staffIdOf("wtl", "leader1"));
  expect(letters).toHaveLength(before + 1);
  expect(letters.every(({ text }) => !text.includes("赵一") && !text.includes("301"))).toBe(true);

  const binding = await waiting("赵一");
  expect(product.cost().databaseCalls).toBeLessThanOrEqual(3);
  expect(binding).toMatchObject({ place: "1 栋 1 单元 301", atText: "今天 10:00" });
  const decided = dataOf(
    await product.call(leader1, "residents.decide", { bindingId: binding.bindingId, version: binding.version, decision: { kind: "confirm" } }),
  );
  expect(decided.bindings.map(({ bindingId }) => bindingId)).not.toContain(binding.bindingId);
  expect(await household(me)).toEqual({ state: "confirmed", text: "1 栋 1 单元 301", grid: "第 1 网格" });
  expect(dataOf(await product.call(me, "home.open", {}))).toMatchObject({ household: "confirmed", placeText: "梧桐里社区 · 第 1 网格 · 1 栋 1 单元" });
});

test("a declined one says why, tells its person, and can be tried again", async () => {
  const me = await newcomer();
  await bind(me, { ...home, name: "赵二" });
  const { bindingId, version } = await waiting("赵二");
  dataOf(await product.call(headEast, "residents.decide", { bindingId, version, decision: { kind: "decline", reason: "wrongRoom" } }));
  expect(await household(me)).toMatchObject({ state: "declined", note: "房号对不上。您可以改一下再填，或打站里电话问一问。" });
  expect((await told(personIdOf(me, "wtl"))).map(({ text }) => text)).toEqual([expect.stringContaining("房号对不上")]);
  expect(codeOf(await bind(me, { ...home, room: "302", name: "赵二" }))).toBe("ok");
  expect(await household(me)).toMatchObject({ state: "pending", text: "1 栋 1 单元 302" });
});

test("a repeat is answered alike and tells nobody twice; another content under its id is refused", async () => {
  const me = await newcomer();
  const operationId = newOperationId();
  const first = dataOf(await bind(me, { ...home, name: "赵三" }, operationId));
  const letters = (await told(staffIdOf("wtl", "leader1"))).length;
  expect(dataOf(await bind(me, { ...home, name: "赵三" }, operationId))).toEqual(first);
  expect((await told(staffIdOf("wtl", "leader1"))).length).toBe(letters);
  expect(codeOf(await bind(me, { ...home, name: "赵四" }, operationId))).toBe("operationReused");
  expect((await pendingOf(leader1)).filter(({ called }) => called === "赵三")).toHaveLength(1);
});

describe("whatever fails in between, what is decided is told and what is told is decided", () => {
  const faults = (list: object[]) => fetch(`${product.cloud.cloud.url}/local/faults`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(list) });
  const failing = async (action: string, after: number, work: () => Promise<unknown>) => {
    await faults([{ action, times: after }, { action, code: "SYS_ERR" }]);
    await work();
    await faults([]);
  };
  const cases = ["database.insertDocument", "database.modifyDocument", "database.commitTransaction"].flatMap((action) => [0, 1, 2].map((after) => [action, after] as const));

  test.each(cases)("%s after %i", async (action, after) => {
    const me = await newcomer();
    const mine = { personId: personIdOf(me, "wtl") };
    const before = (await told(staffIdOf("wtl", "leader1"))).length;
    await failing(action, after, () => bind(me));
    const bindings = await product.documents<BindingDocument>("bindings", mine);
    expect((await told(staffIdOf("wtl", "leader1"))).length - before).toBe(bindings.length);

    if (bindings.length === 0) await bind(me);
    const [binding] = await product.documents<BindingDocument>("bindings", mine);
    const decision = { bindingId: binding!._id, version: binding!.version, decision: { kind: "confirm" as const } };
    await failing(action, after, () => product.call(leader1, "residents.decide", decision));
    const decided = (await product.documents<BindingDocument>("bindings", mine)).filter(({ state }) => state === "confirmed");
    expect(await told(mine.personId)).toHaveLength(decided.length);
  });
});

test("one open address a person, even when two are sent at once", async () => {
  const me = await newcomer();
  const replies = await Promise.all(["赵五", "赵六"].map((name) => bind(me, { ...home, name })));
  expect(replies.map(codeOf).sort()).toEqual(["bindingOpen", "ok"]);
  expect(codeOf(await bind(me, { ...home, name: "赵七" }))).toBe("bindingOpen");
});

test("a unit that is not there", async () => {
  expect(codeOf(await bind(await newcomer(), { ...home, unitCode: "b9-1" }))).toBe("placeUnknown");
});

test("five addresses a day, and no group leader is troubled with a sixth until tomorrow", async () => {
  const me = await newcomer();
  const again = async () => codeOf(await bind(me, { ...home, name: "孙一" }));
  for (let i = 0; i < 5; i += 1) {
    expect(await again()).toBe("ok");
    dataOf(await product.call(me, "residents.leave", {}));
  }
  const letters = (await told(staffIdOf("wtl", "leader1"))).length;
  expect(await again()).toBe("tooMany");
  expect((await told(staffIdOf("wtl", "leader1"))).length).toBe(letters);
  product.cloud.cloud.clock.moveTo(mondayMorning + dayMs);
  expect(await again()).toBe("ok");
  dataOf(await product.call(me, "residents.leave", {}));
  product.cloud.cloud.clock.moveTo(mondayMorning);
});

test("moving house ends the old address; leaving ends the new one", async () => {
  const me = await newcomer();
  await bind(me, { ...home, name: "赵八" });
  const first = await waiting("赵八");
  await product.call(leader1, "residents.decide", { bindingId: first.bindingId, version: first.version, decision: { kind: "confirm" } });
  await bind(me, { ...home, unitCode: "b3-1", name: "赵八" });
  const states = async () =>
    (await product.documents<BindingDocument>("bindings", { name: "赵八" })).map(({ unitCode, state }) => `${unitCode} ${state}`).sort();
  expect(await states()).toEqual(["b1-1 left", "b3-1 pending"]);
  dataOf(await product.call(me, "residents.leave", {}));
  dataOf(await product.call(me, "residents.leave", {}));
  expect(await household(me)).toEqual({ state: "none", text: "" });
  expect(await states()).toEqual(["b1-1 left", "b3-1 left"]);
  expect((await pendingOf(leader3)).filter(({ called }) => called === "赵八")).toEqual([]);
});

describe("deciding", () => {
  let bindingId: string;
  let version: number;
  let me: string;
  beforeAll(async () => {
    me = await newcomer();
    await bind(me, { ...home, name: "钱一" });
    ({ bindingId, version } = await waiting("钱一"));
  });
  const decide = (openid: string, seen = version, operationId = newOperationId(), id = bindingId) =>
    product.call(openid, "residents.decide", { bindingId: id, version: seen, decision: { kind: "confirm" } }, operationId);

  test("is refused to another grid's leader, another station's head, and hidden from the other community", async () => {
    expect(codeOf(await decide(leader3))).toBe("notAllowed");
    expect(codeOf(await decide(openidOf("wtl", "headWest")))).toBe("notAllowed");
    expect(codeOf(await decide(openidOf("hgy", "leader1")))).toBe("notFound");
    expect(codeOf(await decide(openidOf("hgy", "secretary")))).toBe("notFound");
    expect(codeOf(await decide(leader1, version, newOperationId(), "nothing"))).toBe("notFound");
  });

  test("by an old version is refused with the one that stands", async () => {
    expect(await decide(secretary, version + 1)).toMatchObject({ ok: false, failure: { code: "stale", currentVersion: version } });
  });

  test("by two at once: one decides, the other is told; the repeat of the one is answered alike", async () => {
    const operations = [newOperationId(), newOperationId()] as const;
    const replies = await Promise.all([decide(leader1, version, operations[0]), decide(secretary, version, operations[1])]);
    expect(replies.map(codeOf).sort()).toEqual(["actionNotOpen", "ok"]);
    const winner = replies[0]?.ok ? ([leader1, operations[0]] as const) : ([secretary, operations[1]] as const);
    expect(codeOf(await decide(winner[0], version, winner[1]))).toBe("ok");
    expect(await household(me)).toMatchObject({ state: "confirmed" });
  });
});

test("nobody confirms himself: a leader's own address goes to his station head", async () => {
  dataOf(await bind(leader1, { ...home, name: "何长青" }));
  expect(await household(leader1)).toMatchObject({ note: "周站长核对以后就好，不用再填。" });
  expect((await pendingOf(leader1)).map(({ called }) => called)).not.toContain("何长青");
  const { bindingId, version } = await waiting("何长青", headEast);
  const decision = { bindingId, version, decision: { kind: "confirm" as const } };
  expect(codeOf(await product.call(leader1, "residents.decide", decision))).toBe("notAllowed");
  expect(codeOf(await product.call(headEast, "residents.decide", decision))).toBe("ok");
});
