import { codeOf, dataOf, newOperationId, type Product } from "../support/product";
import type { LookDocument } from "../../cloudfunctions/features/people/documents";
import type { RequestDocument } from "../../cloudfunctions/features/requests/document";
import type { PersonDocument } from "../../cloudfunctions/platform/actor";
import { mondayMorning, openidOf } from "../support/communities";
import { draftOf, matterOf, moveTo, startRequests, staff, submitted, who } from "./support";

let product: Product;
beforeAll(async () => {
  product = await startRequests();
});
afterAll(() => product.close());
beforeEach(() => product.cloud.cloud.clock.moveTo(mondayMorning));

const submit = (openid: string, input: unknown, operationId = newOperationId()) => product.raw(openid, { call: "requests.submit", input, operationId });
const requestsNow = () => product.documents<{ _id: string }>("requests");

describe("exactly once", () => {
  test("a repeat of a submission is answered with the same receipt, and nobody is told twice", async () => {
    const operationId = newOperationId();
    const first = dataOf(await product.call(who.resident, "requests.submit", draftOf(), operationId));
    const count = (await requestsNow()).length;
    expect(dataOf(await product.call(who.resident, "requests.submit", draftOf(), operationId))).toEqual(first);
    expect(product.cost().databaseCalls).toBeLessThanOrEqual(3);
    expect((await matterOf(product, first.requestId).document()).effects).toHaveLength(1);
    moveTo(product, "2026-11-25T10:00");
    expect(dataOf(await product.call(who.resident, "requests.submit", draftOf(), operationId)).receipt).toBe(first.receipt);
    expect((await requestsNow()).length).toBe(count);
  });

  test("other content under the same operation is refused; the same operation of somebody else is his own", async () => {
    const operationId = newOperationId();
    const { requestId } = dataOf(await product.call(who.resident, "requests.submit", draftOf(), operationId));
    expect(codeOf(await product.call(who.resident, "requests.submit", draftOf({ words: "另一件事" }), operationId))).toBe("operationReused");
    const other = dataOf(await product.call(who.neighbour, "requests.submit", draftOf(), operationId));
    expect(other.requestId).not.toBe(requestId);
  });

  test("twice at the same moment is one request", async () => {
    const operationId = newOperationId();
    const replies = await Promise.all([1, 2, 3, 4].map(() => product.call(who.resident, "requests.submit", draftOf(), operationId)));
    expect(new Set(replies.map((reply) => dataOf(reply).receipt)).size).toBe(1);
  });

  test("a repeat of a step is answered with the story, and done once", async () => {
    const { step, document, requestId } = await submitted(product);
    const operationId = newOperationId();
    dataOf(await step(who.resident, { action: "notFound", where: "door" }, operationId));
    dataOf(await step(who.resident, { action: "notFound", where: "door" }, operationId));
    expect(await document()).toMatchObject({ notFoundCount: 1, storyVersion: 2 });
    expect(codeOf(await step(who.resident, { action: "addWord", words: "别的", photos: [] }, operationId))).toBe("operationReused");
    const accept = newOperationId();
    const version = (await document()).storyVersion;
    const first = dataOf(await product.call(who.owner, "requests.advance", { requestId, version, step: { action: "accept" } }, accept));
    const again = dataOf(await product.call(who.owner, "requests.advance", { requestId, version, step: { action: "accept" } }, accept));
    expect(again).toEqual(first);
  });
});

describe("never overwritten", () => {
  test("a stale decision is refused with the version that stands, a word is added all the same", async () => {
    const { step, document, requestId } = await submitted(product);
    dataOf(await step(who.owner, { action: "accept" }));
    const old = { requestId, version: 1 };
    const reply = await product.call(who.resident, "requests.advance", { ...old, step: { action: "withdraw" } });
    expect(reply).toMatchObject({ ok: false, failure: { code: "stale", currentVersion: 2 } });
    dataOf(await product.call(who.resident, "requests.advance", { ...old, step: { action: "addWord", words: "还有", photos: [] } }));
    expect(await document()).toMatchObject({ state: "accepted", storyVersion: 3 });
  });

  test("of two decisions at once one wins and the other is told", async () => {
    const { document, requestId } = await submitted(product);
    const decide = (openid: string) => product.call(openid, "requests.advance", { requestId, version: 1, step: { action: "accept" } });
    const codes = (await Promise.all([decide(who.owner), decide(who.head), decide(who.secretary)])).map(codeOf).sort();
    expect(codes).toEqual(["ok", "stale", "stale"]);
    expect((await document()).events.filter(({ action }) => action === "accept")).toHaveLength(1);
  });

  test("of many words at once none is lost", async () => {
    const { document, requestId } = await submitted(product);
    const say = (words: string) => product.call(who.resident, "requests.advance", { requestId, version: 1, step: { action: "addWord", words, photos: [] } });
    const words = ["一", "二", "三", "四"];
    expect((await Promise.all(words.map(say))).map(codeOf)).toEqual(words.map(() => "ok"));
    expect((await document()).events.flatMap((event) => event.words ?? []).sort()).toEqual([...words].sort());
  });

  test("a step with one invalid part changes nothing", async () => {
    const { step, document, requestId } = await submitted(product);
    dataOf(await step(who.owner, { action: "accept" }));
    const before = await document();
    const codes = [
      await step(who.owner, { action: "askHelper", staffId: "hgy:leader1", part: "看看", day: "2026-11-25" }),
      await step(who.owner, { action: "askHelper", staffId: staff.member, part: "看看", day: "2026-11-20" }),
      await step(who.owner, { action: "transfer", reason: "otherStation", to: { kind: "station", stationCode: "nowhere" } }),
      await step(who.owner, { action: "askConfirm", words: "好了", photos: ["cloud://local-env.x/u/somebody-else/a.jpg"] }),
      await product.raw(who.owner, { call: "requests.advance", operationId: newOperationId(), input: { requestId, version: 2, step: { action: "notAccept", reason: "tooBusy", wayOn: "x" } } }),
      await product.raw(who.owner, { call: "requests.advance", operationId: newOperationId(), input: { requestId, version: 2, step: { action: "start", state: "closed" } } }),
    ].map(codeOf);
    expect(codes).toEqual(["personUnknown", "dateNotWorkable", "placeUnknown", "photoNotYours", "invalidInput", "invalidInput"]);
    expect(await document()).toEqual(before);
  });
});

describe("who may see it", () => {
  test("a complaint doesn't exist for whom it is about, nor for anyone else without a part in it", async () => {
    const { open, step, requestId } = await submitted(product, { category: "staff", aboutStaffId: staff.owner, words: "态度不好" });
    for (const openid of [who.owner, who.standIn, who.member, who.otherHead, who.neighbour, who.stranger]) {
      expect(codeOf(await open(openid))).toBe("notFound");
      expect(codeOf(await step(openid, { action: "addWord", words: "x", photos: [] }))).toBe("notFound");
    }
    expect(await Promise.all([who.resident, who.head, who.secretary].map(async (openid) => codeOf(await open(openid))))).toEqual(["ok", "ok", "ok"]);
    for (const openid of [who.owner, who.member]) {
      const seen = JSON.stringify([await product.call(openid, "workbench.open", {}), await product.call(openid, "workbench.list", { tab: "unclaimed" }), await product.call(openid, "inbox.open", {})]);
      expect(seen).not.toContain(requestId);
    }
  });

  test("nor for anybody of the other community, whichever call he tries", async () => {
    const { open, step, requestId, document } = await submitted(product);
    const before = await document();
    expect(codeOf(await open(who.stranger))).toBe("notFound");
    expect(codeOf(await step(who.stranger, { action: "accept" }))).toBe("notFound");
    expect(codeOf(await product.call(who.stranger, "requests.reveal", { requestId, reason: "visit" }))).toBe("notFound");
    const bench = dataOf(await product.call(who.stranger, "workbench.open", {}));
    expect([bench.counts, bench.unclaimed]).toEqual([{ unclaimed: 0, mine: 0, due: 0 }, []]);
    expect(await document()).toEqual(before);
  });

  test("a request that isn't there fails as one that is hidden", async () => {
    const missing = await product.call(who.owner, "requests.open", { requestId: "0123456789abcdef01234567" });
    const { open } = await submitted(product);
    const hidden = await open(who.neighbour);
    expect(missing).toEqual(hidden);
  });

  test("whoever hands over because he is too close sees that it went, and nothing after", async () => {
    const { open, step, requestId, document } = await submitted(product, { category: "family" });
    dataOf(await step(who.owner, { action: "accept" }));
    const operationId = newOperationId();
    const handOver = { requestId, version: 2, step: { action: "transfer" as const, reason: "conflict" as const, to: { kind: "person" as const, staffId: staff.member } } };
    const gone = dataOf(await product.call(who.owner, "requests.advance", handOver, operationId));
    expect(gone).toMatchObject({ state: "transferred", owner: { called: "郑委员" }, actions: [] });
    expect(gone).not.toHaveProperty("reporter");
    expect(codeOf(await open(who.owner))).toBe("notFound");
    expect(dataOf(await product.call(who.owner, "requests.advance", handOver, operationId)).state).toBe("transferred");
    const { dueAt } = await document();
    expect(dataOf(await step(who.member, { action: "accept" })).state).toBe("accepted");
    expect((await document()).dueAt).toBe(dueAt);
    expect(codeOf(await product.call(who.owner, "requests.advance", handOver, operationId))).toBe("notFound");
    expect((await product.call(who.owner, "inbox.open", {})).ok).toBe(true);
  });

  test("unmasking needs a part in an open, taken matter; it is logged and the resident sees it", async () => {
    const { step, requestId } = await submitted(product, { phone: "13800001111" });
    const reveal = (openid: string) => product.call(openid, "requests.reveal", { requestId, reason: "visit" });
    expect(codeOf(await reveal(who.owner))).toBe("notAllowed");
    dataOf(await step(who.owner, { action: "accept" }));
    expect(codeOf(await reveal(who.member))).toBe("notAllowed");
    expect(codeOf(await reveal(who.resident))).toBe("notAllowed");
    expect(dataOf(await reveal(who.owner))).toEqual({ name: "陈阿姨", room: "1 栋 1 单元 402", phone: "13800001111" });
    expect(dataOf(await product.call(who.resident, "me.open", {})).looks[0]).toMatchObject({ by: "老何（居民组长）", reason: "要上门" });
    dataOf(await step(who.resident, { action: "withdraw" }));
    expect(codeOf(await reveal(who.owner))).toBe("notAllowed");
  });

  test("of those who looked the last twenty are shown, the newest first", async () => {
    const about = (await product.documents<PersonDocument>("people", { openid: who.neighbour }))[0]!._id;
    for (let n = 0; n < 22; n += 1) {
      const look: LookDocument = { _id: `look-${n}`, schemaVersion: 1, communityId: "wtl", about, by: staff.owner, byTitle: "居民组长", reason: "call", at: mondayMorning - n };
      await product.cloud.database.collection("looks").add(look);
    }
    const { looks } = dataOf(await product.call(who.neighbour, "me.open", {}));
    expect(looks.map(({ at }) => mondayMorning - at)).toEqual(Array.from({ length: 20 }, (_, n) => n));
  });
});

describe("what no honest phone sends", () => {
  const huge = "长".repeat(1_000_000 / 3);
  test.each([
    ["an operator object where a string belongs", { ...draftOf(), category: { $gt: "" } }],
    ["an unknown key", { ...draftOf(), ownerId: "wtl:leader1" }],
    ["a forged openid", { ...draftOf(), openid: "o-wtl-secretary" }],
    ["1 MB of text", { ...draftOf(), words: huge }],
    ["no words", { ...draftOf(), words: "   " }],
    ["ten photos", { ...draftOf(), photos: Array.from({ length: 10 }, (_, index) => `cloud://e.b/u/${who.resident}/${index}.jpg`) }],
    ["a category that isn't", draftOf({ category: "nothing" })],
    ["an array", []],
    ["nothing", undefined],
  ])("%s", async (_name, input) => {
    const before = (await requestsNow()).length;
    expect(codeOf(await submit(who.resident, input))).toBe("invalidInput");
    expect((await requestsNow()).length).toBe(before);
  });

  test.each([
    ["a target who isn't staff", draftOf({ category: "staff", aboutStaffId: "wtl:nobody" }), "personUnknown"],
    ["a target of the other community", draftOf({ category: "staff", aboutStaffId: "hgy:leader1" }), "personUnknown"],
    ["a unit that isn't", draftOf({ place: { kind: "unit", unitCode: "b99-1" } }), "placeUnknown"],
    ["a door that isn't", draftOf({ place: { kind: "door", doorCode: "nothing" } }), "doorCodeUnknown"],
    ["another's photo", draftOf({ photos: [`cloud://e.b/u/${who.owner}/a.jpg`] }), "photoNotYours"],
    ["a photo under a name that begins like his own", draftOf({ photos: [`cloud://e.b/u/${who.resident}-x/a.jpg`] }), "photoNotYours"],
    ["a photo outside by the back door", draftOf({ photos: [`cloud://e.b/u/${who.resident}/../x/a.jpg`] }), "photoNotYours"],
  ])("%s", async (_name, input, expected) => expect(codeOf(await submit(who.resident, input))).toBe(expected));

  test("identity comes from the platform alone", async () => {
    const event = { call: "requests.submit", input: draftOf(), operationId: newOperationId(), userInfo: { openId: who.secretary }, openid: who.secretary };
    const { requestId } = (dataOf(await product.raw(who.newcomer, { ...event, input: draftOf({ place: { kind: "unit", unitCode: "b1-1" } }) })) as { requestId: string });
    expect(codeOf(await product.call(who.newcomer, "requests.open", { requestId }))).toBe("ok");
    expect((await matterOf(product, requestId).document()).filedBy).not.toContain("secretary");
  });

  test.each(["$where", "a.b", "../x", "'; drop"])("the id %s", async (requestId) =>
    expect(codeOf(await product.call(who.resident, "requests.open", { requestId }))).toBe("invalidInput"));

  test.each([Buffer.from('[1,{"$gt":""}]').toString("base64url"), Buffer.from('[{"$gt":0},"x"]').toString("base64url"), "abc"])("the cursor %s", async (cursor) => {
    expect(codeOf(await product.call(who.resident, "requests.mine", { open: true, cursor }))).toBe("invalidInput");
    expect(codeOf(await product.call(who.resident, "inbox.open", { cursor }))).toBe("invalidInput");
    expect(codeOf(await product.call(who.owner, "workbench.list", { tab: "mine", cursor }))).toBe("invalidInput");
  });

  test("a cursor is a place in one's own list, whoever it comes from", async () => {
    const { requestId } = await submitted(product, {}, who.neighbour);
    const beforeEverything = Buffer.from(JSON.stringify([Number.MAX_SAFE_INTEGER, "z"])).toString("base64url");
    const mine = async (openid: string) => dataOf(await product.call(openid, "requests.mine", { open: true, cursor: beforeEverything })).items.map((item) => item.requestId);
    expect(await mine(who.neighbour)).toContain(requestId);
    expect(await mine(who.resident)).not.toContain(requestId);
  });

  test("a phone cannot make the clock tick", async () => {
    const { document } = await submitted(product);
    expect((await product.cloud.call<unknown>(who.resident, "clock")).result ?? null).toBeNull();
    expect((await document()).effects).toHaveLength(1);
  });
});

describe("where it is", () => {
  const place = async (given: Parameters<typeof draftOf>[0], openid = who.newcomer) => dataOf(await product.call(openid, "requests.submit", draftOf(given)));
  test.each([
    ["a unit from the list", { place: { kind: "unit" as const, unitCode: "b3-1" } }, { grid: "第 3 网格", owner: { called: "老蒋" }, station: { name: "西站" } }],
    ["the code at a door", { place: { kind: "door" as const, doorCode: "wtl-door-2" } }, { grid: "第 2 网格", owner: { called: "魏姐" } }],
    ["a point", { place: { kind: "point" as const, point: { lng: 106.425, lat: 29.505 } } }, { grid: "第 3 网格" }],
    ["a point beside every grid", { place: { kind: "point" as const, point: { lng: 106.4305, lat: 29.505 } } }, { grid: "第 3 网格", placeNote: expect.stringContaining("最近") }],
    ["a point far away", { place: { kind: "point" as const, point: { lng: 107, lat: 30 } } }, { station: { name: "东站" }, placeNote: expect.stringContaining("先由社区") }],
    ["words alone", { place: { kind: "words" as const, words: "菜场后面那条巷子" } }, { station: { name: "东站" }, placeNote: expect.stringContaining("分派") }],
  ])("%s", async (_name, given, expected) => expect(await place(given)).toMatchObject(expected));

  test("whom a complaint can be about begins with the people of one's own grid and station, and says where each works", async () => {
    const { staff: people } = dataOf(await product.call(who.resident, "requests.form", {}));
    expect(people[0]).toMatchObject({ called: "老何", station: "东站", grid: "第 1 网格", near: true });
    expect(people.map(({ near }) => near)).toEqual([true, true, true, true, false, false, false, false]);
  });

  test("home needs one", async () => expect(codeOf(await product.call(who.newcomer, "requests.submit", draftOf()))).toBe("placeUnknown"));

  test("somebody unknown before a door can say what is wrong, and finds it again", async () => {
    const visitor = "o-visitor-door";
    expect(codeOf(await product.call(visitor, "requests.submit", draftOf({ place: { kind: "words", words: "这里" } })))).toBe("notSignedIn");
    expect(dataOf(await product.call(visitor, "requests.form", { doorCode: "wtl-door-1" })).place).toEqual({ kind: "door", text: "1 栋 1 单元", grid: "第 1 网格" });
    expect(await product.documents("people", { openid: visitor })).toEqual([]);
    const { requestId } = dataOf(await product.call(visitor, "requests.submit", draftOf({ place: { kind: "door", doorCode: "wtl-door-1" } })));
    expect(dataOf(await product.call(visitor, "requests.mine", { open: true })).items.map((item) => item.requestId)).toEqual([requestId]);
  });

  test("a member before the door of another community is heard there, and finds it again", async () => {
    const member = openidOf("wtl", "memberWest");
    const { requestId } = dataOf(await product.call(member, "requests.submit", draftOf({ place: { kind: "door", doorCode: "hgy-door-3" } })));
    expect(await product.documents<RequestDocument>("requests", { _id: requestId })).toEqual([expect.objectContaining({ communityId: "hgy", stationCode: "west" })]);
    expect(dataOf(await product.call(member, "requests.open", { requestId })).side).toBe("resident");
  });

  test("staff read in plain words how it came to them", async () => {
    const { story } = await submitted(product);
    expect((await story(who.head)).routing).toEqual({ how: "按居民的住址", why: "这里是第 1 网格，归东站；本网格的居民组长先去看；由居民组长老何负责。" });
  });
});

test("a day has its bound, which an emergency passes", async () => {
  moveTo(product, "2026-12-07T10:00");
  const openid = "o-wtl-busy";
  dataOf(await product.call(openid, "me.enter", { communityId: "wtl" }));
  const place = { kind: "words" as const, words: "楼下" };
  for (let count = 0; count < 20; count += 1) dataOf(await product.call(openid, "requests.submit", draftOf({ place })));
  expect(codeOf(await product.call(openid, "requests.submit", draftOf({ place })))).toBe("tooMany");
  expect(codeOf(await product.call(openid, "requests.submit", draftOf({ place, category: "gas" })))).toBe("ok");
  moveTo(product, "2026-12-08T10:00");
  expect(codeOf(await product.call(openid, "requests.submit", draftOf({ place })))).toBe("ok");
  const { items, next } = dataOf(await product.call(openid, "requests.mine", { open: true }));
  const rest = dataOf(await product.call(openid, "requests.mine", { open: true, cursor: next! }));
  expect([items.length, rest.items.length, rest.next]).toEqual([20, 2, undefined]);
  expect(new Set([...items, ...rest.items].map(({ requestId }) => requestId)).size).toBe(22);
});

