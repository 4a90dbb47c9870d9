import type { PersonDocument } from "../../cloudfunctions/platform/actor";
import type { InboxDocument } from "../../cloudfunctions/features/inbox/document";
import type { StationDayDocument } from "../../cloudfunctions/features/requests/document";
import { mondayMorning } from "../support/communities";
import { codeOf, dataOf, newOperationId, type Product } from "../support/product";
import { draftOf, matterOf, moveTo, startRequests, staff, submitted, tick, who } from "../requests/support";
import { dayMs } from "../../contracts/kernel/milliseconds";

/** Many at once, the same again, in another order, and replies that get lost: one effect. */
let product: Product;
beforeAll(async () => {
  product = await startRequests();
});
afterAll(() => product.close());
beforeEach(() => product.cloud.cloud.clock.moveTo(mondayMorning));

const times = <T>(count: number, work: (index: number) => Promise<T>) => Promise.all(Array.from({ length: count }, (_, index) => work(index)));
const faults = (list: object[]) =>
  fetch(`${product.cloud.cloud.url}/local/faults`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(list) });
const personOf = async (openid: string) => (await product.documents<PersonDocument>("people", { openid })).find(({ current }) => current)!;
const advance = (openid: string, requestId: string, version: number, step: Parameters<ReturnType<typeof matterOf>["step"]>[1], operationId = newOperationId()) =>
  product.call(openid, "requests.advance", { requestId, version, step }, operationId);

describe("many at once", () => {
  test("the same report twenty times is one", async () => {
    const operationId = newOperationId();
    const replies = await times(20, () => product.call(who.resident, "requests.submit", draftOf(), operationId));
    expect(new Set(replies.map((reply) => dataOf(reply).requestId)).size).toBe(1);
  });

  test("owner, called stand-in, head and secretary take it: one does", async () => {
    const { requestId, step, document } = await submitted(product);
    dataOf(await step(who.resident, { action: "notFound", where: "door" }));
    const codes = (await Promise.all([who.owner, who.standIn, who.head, who.secretary].map((openid) => advance(openid, requestId, 2, { action: "accept" })))).map(codeOf);
    // A stand-in is called to it only as long as nobody took it: he may find it gone.
    expect(codes.filter((code) => code === "ok")).toHaveLength(1);
    expect(codes.filter((code) => code !== "ok" && code !== "stale" && code !== "notFound")).toEqual([]);
    expect((await document()).events.filter(({ action }) => action === "accept")).toHaveLength(1);
  });

  test("confirming and opening again: one of them", async () => {
    const { requestId, step, document } = await submitted(product);
    dataOf(await step(who.owner, { action: "accept" }));
    dataOf(await step(who.owner, { action: "askConfirm", words: "好了", photos: [] }));
    const codes = await Promise.all([
      advance(who.resident, requestId, 3, { action: "confirm", stars: 5 }),
      advance(who.resident, requestId, 3, { action: "reopen", reason: "notFixed", photos: [] }),
    ]);
    expect(codes.map(codeOf).sort()).toEqual(["ok", "stale"]);
    const { state, rating } = await document();
    expect(state === "closed" ? rating?.stars : rating).toBe(state === "closed" ? 5 : undefined);
  });

  test("two hand it over to different people: it goes to one, who alone is told", async () => {
    const { requestId, document } = await submitted(product);
    const to = (staffId: string) => ({ action: "transfer" as const, reason: "otherPerson" as const, to: { kind: "person" as const, staffId } });
    const codes = await Promise.all([advance(who.owner, requestId, 1, to(staff.member)), advance(who.head, requestId, 1, to(staff.otherLeader))]);
    expect(codes.map(codeOf).sort()).toEqual(["ok", "stale"]);
    const { ownerId, effects, transferCount } = await document();
    expect(transferCount).toBe(1);
    expect([staff.member, staff.otherLeader].filter((staffId) => effects.some(({ to: receiver }) => receiver === staffId))).toEqual([ownerId]);
  });

  test("the same seat by one code from two phones: one sits down", async () => {
    await product.cloud.database.collection("seats").doc(staff.otherLeader).update({ personId: product.cloud.database.command.remove() });
    const { code } = dataOf(await product.call(who.secretary, "staff.invite", { staffId: staff.otherLeader }));
    const codes = (await times(6, (index) => product.call(`o-joining-${index}`, "staff.join", { code }))).map(codeOf);
    expect(codes.filter((one) => one === "ok")).toHaveLength(1);
    expect((await product.documents<PersonDocument>("people", { staffId: staff.otherLeader })).filter(({ openid }) => openid.startsWith("o-joining"))).toHaveLength(1);
  });

  test("an address twice, and two communities for the first time", async () => {
    const input = { unitCode: "b1-1", room: "101", name: "高宁" };
    expect((await times(8, () => product.call(who.newcomer, "residents.bind", input))).map(codeOf).sort()).toEqual([...Array<string>(7).fill("bindingOpen"), "ok"]);
    await Promise.all(["wtl", "hgy", "wtl", "hgy"].map((communityId) => product.call("o-two-at-once", "me.enter", { communityId })));
    dataOf(await product.call("o-two-at-once", "me.enter", { communityId: "hgy" }));
    expect((await personOf("o-two-at-once")).communityId).toBe("hgy");
  });

  test("a word, 没找到人 and the clock, all at once, over and over: nothing lost, nothing twice", async () => {
    const { requestId, document } = await submitted(product);
    await Promise.all([
      ...Array.from({ length: 4 }, (_, index) => advance(who.resident, requestId, 1, { action: "addWord", words: `第 ${index} 句`, photos: [] })),
      advance(who.resident, requestId, 1, { action: "notFound", where: "phone" }),
      ...Array.from({ length: 4 }, () => tick(product)),
    ]);
    await times(3, () => tick(product));
    await tick(product);
    const { events, effects, notFoundCount } = await document();
    expect([events.length, effects.length, notFoundCount]).toEqual([6, 0, 1]);
    const told = (await product.documents<InboxDocument>("inbox", { requestId })).filter(({ to }) => to === staff.owner);
    expect([told.length, new Set(told.map(({ _id }) => _id)).size]).toEqual([6, 6]);
  });
});

describe("the clock", () => {
  test("closes after silence, or it is opened again, never both ways at once", async () => {
    for (let round = 0; round < 4; round += 1) {
      product.cloud.cloud.clock.moveTo(mondayMorning);
      const { requestId, step, document } = await submitted(product);
      dataOf(await step(who.owner, { action: "accept" }));
      dataOf(await step(who.owner, { action: "askConfirm", words: "好了", photos: [] }));
      moveTo(product, "2026-12-01T10:00");
      const [reply] = await Promise.all([advance(who.resident, requestId, 3, { action: "reopen", reason: "notFixed", photos: [] }), tick(product), tick(product)]);
      await tick(product);
      const { state, open, events } = await document();
      expect([state, open]).toEqual(reply.ok ? ["reopened", true] : ["closed", false]);
      expect(events.filter(({ action }) => action === "closeBySilence")).toHaveLength(reply.ok ? 0 : 1);
      expect(codeOf(reply)).toBe(reply.ok ? "ok" : "stale");
    }
  });

  test("told late and many times at once, each reminder comes once", async () => {
    const { requestId, step } = await submitted(product);
    dataOf(await step(who.owner, { action: "accept" }));
    for (const when of ["2026-11-25T18:01", "2026-11-26T18:01", "2026-11-27T09:00", "2026-12-20T09:00"]) {
      moveTo(product, when);
      await times(4, () => tick(product));
    }
    await tick(product);
    const texts = (await product.documents<InboxDocument>("inbox", { requestId })).filter(({ to }) => to === staff.owner).map(({ text }) => text);
    expect(texts.filter((text) => text.includes("要在"))).toHaveLength(1);
    expect(texts.filter((text) => text.includes("过了答复的时间"))).toHaveLength(1);
  });

  test("counts a request that changed stations and was opened again as one that came in", async () => {
    moveTo(product, "2026-11-24T09:00");
    const { requestId, step } = await submitted(product);
    await tick(product);
    dataOf(await step(who.head, { action: "transfer", reason: "otherStation", to: { kind: "station", stationCode: "west" } }));
    dataOf(await step(who.otherHead, { action: "accept" }));
    dataOf(await step(who.otherHead, { action: "askConfirm", words: "好了", photos: [] }));
    dataOf(await step(who.resident, { action: "reopen", reason: "notFixed", photos: [] }));
    await tick(product);
    const days = await product.documents<StationDayDocument>("stationDays");
    expect(days.filter(({ filed }) => filed.includes(requestId)).map(({ stationCode }) => stationCode)).toEqual(["east"]);
  });
});

describe("the same again, later", () => {
  test("an answer to an address that is sent again moves nothing in the inbox", async () => {
    const [binding] = await product.documents<{ _id: string; version: number; personId: string }>("bindings", { personId: (await personOf(who.newcomer))._id } as never);
    const input = { bindingId: binding!._id, version: binding!.version, decision: { kind: "confirm" as const } };
    const operationId = newOperationId();
    dataOf(await product.call(who.owner, "residents.decide", input, operationId));
    const told = () => product.documents<InboxDocument>("inbox", { to: binding!.personId });
    const before = await told();
    product.cloud.cloud.clock.moveTo(mondayMorning + dayMs);
    dataOf(await product.call(who.owner, "residents.decide", input, operationId));
    expect(await told()).toEqual(before);
  });

  test("a leaving that is sent again does not end the address that came after it", async () => {
    const operationId = newOperationId();
    dataOf(await product.call(who.newcomer, "residents.leave", {}, operationId));
    dataOf(await product.call(who.newcomer, "residents.bind", { unitCode: "b2-1", room: "202", name: "高宁" }));
    dataOf(await product.call(who.newcomer, "residents.leave", {}, operationId));
    expect((await personOf(who.newcomer)).household).toMatchObject({ state: "pending", room: "202" });
  });
});

describe("the database fails under a call", () => {
  const operations = ["database.insertDocument", "database.modifyDocument", "database.commitTransaction", "database.getDocument"];
  test.each(operations)("%s: the same call again has one effect", async (action) => {
    const again = async (send: (operationId: string) => Promise<{ ok: boolean }>) => {
      const operationId = newOperationId();
      await faults([{ action, code: "SYS_ERR" }]);
      const first = await send(operationId);
      await faults([]);
      // Every call here takes another way through the database: whichever fails, what the phone reads is nobody's business but its own.
      expect(JSON.stringify(first)).not.toMatch(/SYS_ERR|stack|\.ts|node_modules|o-wtl/);
      return send(operationId) as Promise<never>;
    };
    const { requestId } = dataOf<{ requestId: string }>(await again((id) => product.call(who.resident, "requests.submit", draftOf(), id)));
    dataOf(await again((id) => advance(who.resident, requestId, 1, { action: "notFound", where: "door" }, id)));
    dataOf(await again((id) => advance(who.owner, requestId, 2, { action: "accept" }, id)));
    dataOf(await again((id) => product.call(who.owner, "requests.reveal", { requestId, reason: "visit" }, id)));
    dataOf(await again((id) => product.call(who.owner, "staff.away", { untilDay: null }, id)));
    dataOf(await again((id) => product.call(`o-fault-${action.slice(9)}`, "me.enter", { communityId: "wtl" }, id)));
    dataOf(await again((id) => product.call(`o-fault-${action.slice(9)}`, "residents.bind", { unitCode: "b1-1", room: "1", name: "高" }, id)));
    await faults([{ action, code: "SYS_ERR" }]);
    await tick(product).catch(() => undefined);
    await faults([]);
    await tick(product);
    const request = await matterOf(product, requestId).document();
    expect([request.notFoundCount, request.storyVersion, request.effects]).toEqual([1, 3, []]);
    expect((await product.documents("looks", { requestId } as never))).toHaveLength(1);
    const told = await product.documents<InboxDocument>("inbox", { requestId });
    expect(told.filter(({ text }) => text.includes("新来了"))).toHaveLength(1);
    expect(told.filter(({ text }) => text.includes("接了"))).toHaveLength(2);
  });
});
