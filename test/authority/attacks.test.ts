import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type CallName, calls } from "../../contracts/calls";
import type { PersonDocument } from "../../cloudfunctions/platform/actor";
import type { RequestDocument } from "../../cloudfunctions/features/requests/document";
import { openidOf, staffIdOf } from "../support/communities";
import { codeOf, dataOf, newOperationId, type Product, startProduct } from "../support/product";
import { examples } from "./examples";
import { buildWorld, type World } from "./world";

let product: Product;
let world: World;
beforeAll(async () => {
  product = await startProduct();
  world = await buildWorld(product);
});
afterAll(() => product.close());

const callNames = Object.keys(calls) as CallName[];
const writes = callNames.filter((call) => calls[call].writes);
const secretary = openidOf("wtl", "secretary");
const resident = openidOf("wtl", "resident1");
const inputOf = async (call: CallName): Promise<unknown> =>
  (examples[call] as (typeof examples)["me.open"]).input(world, "inside");
const send = (openid: string, call: CallName, input: unknown) =>
  product.raw(openid, { call, input, ...(calls[call].writes && { operationId: newOperationId() }) });

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
/** Every input that differs from an honest one at exactly one of its texts. */
function withEachText(value: Json, put: Json): Json[] {
  if (typeof value === "string") return [put];
  if (Array.isArray(value)) return value.flatMap((item, at) => withEachText(item, put).map((changed) => value.with(at, changed)));
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, item]) => withEachText(item, put).map((changed) => ({ ...value, [key]: changed })));
}
/** Every input with one key more, at each of its objects. */
function withEachExtraKey(value: Json, extra: Json): Json[] {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return [];
  const deeper = Object.entries(value).flatMap(([key, item]) => withEachExtraKey(item, extra).map((changed) => ({ ...value, [key]: changed })));
  return [{ ...value, ...(extra as object) }, ...deeper];
}

describe("inputs that no page sends", () => {
  const operators: Json[] = [{ $ne: null }, { $gt: "" }, { $regex: ".*" }, { $where: "true" }, ["a"], 1, null];

  test.each(callNames)("%s: an operator, a list or a number where a text belongs", async (call) => {
    const input = (await inputOf(call)) as Json;
    for (const changed of operators.flatMap((operator) => withEachText(input, operator)))
      expect(codeOf(await send(secretary, call, changed))).toBe("invalidInput");
  });

  test.each(callNames)("%s: keys that nobody asked for", async (call) => {
    const input = (await inputOf(call)) as Json;
    const extras: Json[] = [{ openid: "o-wtl-headEast" }, { personId: "x", extra: 1 }, { $where: "true" }];
    for (const changed of extras.flatMap((extra) => withEachExtraKey(input, extra)))
      // A contract may know one of these names; then it must not be the one that lets somebody else in.
      expect(codeOf(await send(secretary, call, changed))).toBe("invalidInput");
  });

  test.each(callNames)("%s: hundreds of thousands of characters in one text", async (call) => {
    const input = (await inputOf(call)) as Json;
    const started = Date.now();
    for (const changed of withEachText(input, "字".repeat(300_000))) expect(codeOf(await send(secretary, call, changed))).toBe("invalidInput");
    expect(Date.now() - started).toBeLessThan(5_000);
  });

  test("a megabyte is refused by the platform before the door sees it", async () => {
    const reply = await product.cloud.call(secretary, "api", { call: "me.save", input: { name: "字".repeat(1_100_000) }, operationId: newOperationId() });
    expect(reply.result).toBeFalsy();
    expect(reply.errCode).toBeTruthy();
  });

  test.each([null, undefined, "text", 7, [], [{}], {}])("an input that is %j", async (input) => {
    expect(codeOf(await product.raw(resident, { call: "me.save", input, operationId: newOperationId() }))).toBe("invalidInput");
  });

  test("a key named __proto__ changes nothing", async () => {
    const input = JSON.parse('{"name":"陈阿姨","__proto__":{"phone":"13900000000"}}') as unknown;
    expect(["invalidInput", "ok"]).toContain(codeOf(await send(resident, "me.save", input)));
    expect(dataOf(await product.call(resident, "me.open", {})).phoneMasked).toBe("138****1234");
  });
});

describe("calls that are none", () => {
  test.each(["__proto__", "constructor", "toString", "hasOwnProperty", "", "me.open ", "ME.OPEN", "nothing"])("%j", async (call) => {
    expect(codeOf(await product.raw(resident, { call, input: {} }))).toBe("invalidInput");
  });
  test.each([[["me.open"]], [{ $ne: null }], [null], [1]])("a name that is %j", async (call) => {
    expect(codeOf(await product.raw(resident, { call, input: {} }))).toBe("invalidInput");
  });
});

describe("who somebody says he is", () => {
  const forged = (openid: string) => ({
    openid,
    OPENID: openid,
    userInfo: { openId: openid, appId: "wx0000000000000000" },
    person: { _id: "wtl:x", staffId: staffIdOf("wtl", "secretary") },
    actor: { roles: ["secretary"] },
    FROM_OPENID: openid,
  });

  test("makes nobody somebody else", async () => {
    const reply = await product.raw(resident, { ...forged(secretary), call: "me.open", input: {} });
    expect(reply).toMatchObject({ ok: true, data: { name: "陈阿姨", posts: [] } });
    for (const call of ["staff.open", "workbench.open", "residents.pending"] as const)
      expect(codeOf(await product.raw(resident, { ...forged(secretary), call, input: {} }))).toBe("notAllowed");
    expect(codeOf(await product.raw("o-unknown", { ...forged(secretary), call: "me.open", input: {} }))).toBe("notSignedIn");
  });

  test("an operator as identity finds nobody", async () => {
    expect(codeOf(await product.raw("o-unknown", { userInfo: { openId: { $ne: null } }, call: "me.open", input: {} }))).toBe("notSignedIn");
  });
});

describe("the id of an operation", () => {
  test.each(writes)("%s is not done without one, nor with a wrong one", async (call) => {
    const input = await inputOf(call);
    for (const operationId of [undefined, null, "", "short", "x".repeat(41), { $ne: null }, ["operation-0000000001"], "../../../etc/passwd"])
      expect(codeOf(await product.raw(secretary, { call, input, operationId }))).toBe("invalidInput");
  });

  test("another's gives one's own answer, never his", async () => {
    const operationId = newOperationId();
    const draft = { words: "水管漏水", category: "facilities", urgency: "ordinary", place: { kind: "home" }, photos: [], audience: "station" } as const;
    const mine = dataOf(await product.call(resident, "requests.submit", { ...draft, photos: [] }, operationId));
    const his = dataOf(await product.call(openidOf("wtl", "resident3"), "requests.submit", { ...draft, photos: [] }, operationId));
    expect(his.requestId).not.toBe(mine.requestId);
    expect(his.grid).toBe("第 3 网格");
    expect(dataOf(await product.call(resident, "requests.submit", { ...draft, photos: [] }, operationId)).requestId).toBe(mine.requestId);
  });

  test("one's own for another call is another operation", async () => {
    const operationId = newOperationId();
    dataOf(await product.call(resident, "me.save", { name: "陈阿姨" }, operationId));
    expect(codeOf(await product.call(resident, "inbox.read", { until: 0 }, operationId))).toBe("ok");
  });
});

describe("what leaves the cloud", () => {
  test.each(callNames.filter((call) => call !== "requests.form"))("%s tells no openid", async (call) => {
    const reply = JSON.stringify(await send(openidOf("wtl", "headEast"), call, await inputOf(call)));
    for (const { openid } of await product.documents<PersonDocument>("people")) expect(reply).not.toContain(openid);
    await world.restore();
  });

  test("no stored document but the person's own holds an openid", async () => {
    for (const collection of ["requests", "bindings", "seats", "invitations", "invitationTries", "inbox", "looks", "communities"]) {
      const stored = JSON.stringify(await product.documents(collection));
      for (const { openid } of await product.documents<PersonDocument>("people")) expect(stored).not.toContain(`"${openid}"`);
    }
  });

  test("a card and a story show nothing of a resident's number", async () => {
    const { requestId } = world.records.inside;
    const story = await product.call(openidOf("wtl", "headEast"), "requests.open", { requestId });
    expect(JSON.stringify(story)).not.toContain("13812341234");
    expect((await product.documents<RequestDocument>("requests", { _id: requestId }))[0]?.filedBy).toBeDefined();
  });
});

describe("the doors beside the door", () => {
  const rules = (name: string) => JSON.parse(readFileSync(join(__dirname, "../../cloudfunctions", name), "utf8")) as Record<string, unknown>;

  test("the database is closed to clients", () => {
    expect(rules("database.rules.json")).toEqual({ read: false, write: false });
  });

  test("storage: one's own folder may be written, nobody's read", async () => {
    expect(rules("storage.rules.json")["read"]).toBe(false);
    const { uploadPrefix } = dataOf(await product.call(resident, "requests.form", { doorCode: "wtl-door-1" }));
    expect((await product.cloud.upload(resident, `${uploadPrefix}a.jpg`, "photo")).fileID).toBeDefined();
    expect((await product.cloud.upload("o-unknown", `${uploadPrefix}a.jpg`, "other")).fileID).toBeUndefined();
    expect((await product.cloud.upload(resident, "elsewhere/a.jpg", "photo")).fileID).toBeUndefined();
  });
});
