import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type CallName, calls } from "../../contracts/calls";
import type { PersonDocument } from "../../cloudfunctions/platform/actor";
import { mondayMorning } from "../support/communities";
import { codeOf, dataOf, newOperationId, type Product } from "../support/product";
import { draftOf, startRequests, submitted, who } from "../requests/support";

/** Texts, days, points and events that no page makes: answered or refused, never broken by, and never told further. */
let product: Product;
beforeAll(async () => {
  product = await startRequests();
});
afterAll(() => product.close());
beforeEach(() => product.cloud.cloud.clock.moveTo(mondayMorning));

const raw = (openid: string, call: CallName, input: unknown) => product.raw(openid, { call, input, ...(calls[call].writes && { operationId: newOperationId() }) });
const wellFormed = (text: string): boolean => !/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text);

describe("what somebody writes", () => {
  test.each([
    ["markup", "<script>alert(1)</script><img src=x onerror=1>"],
    ["a query", "'; DROP TABLE requests; -- {\"$gt\":\"\"}"],
    ["a template", "{{words}} ${process.env} %s %00 \\u0000"],
    ["emoji", "👨‍👩‍👧‍👦🏳️‍🌈漏水🚰"],
    ["right to left", "مرحبا بكم في الحي"],
    ["__proto__", "__proto__"],
    ["nothing but marks", "！！！？？？"],
    ["a control character", "水\u0000管\u0007漏\u001b[31m"],
  ])("%s comes back as it was", async (_name, words) => {
    const { story } = await submitted(product, { words });
    expect((await story(who.owner)).words).toBe(words);
    expect(dataOf(await product.call(who.resident, "requests.mine", { open: true })).items[0]?.title.length).toBeGreaterThan(0);
  });

  test("a title is never cut through a character", async () => {
    const { story } = await submitted(product, { words: `${"漏".repeat(17)}🚰🚰🚰` });
    const { title } = await story(who.owner);
    expect([wellFormed(title), title]).toEqual([true, `${"漏".repeat(17)}🚰…`]);
  });

  test.each([["zero-width spaces", "\u200b\u200b\u200d"], ["direction marks", "\u202e\u200f"], ["Hangul fillers", "\u3164\u3164"], ["spaces of all kinds", " \u3000\u00a0\n\t"], ["soft hyphens and a byte order mark", "\u00ad\ufeff"]])(
    "%s alone are no words", async (_name, words) => {
      expect(codeOf(await raw(who.resident, "requests.submit", draftOf({ words })))).toBe("invalidInput");
      expect(codeOf(await raw(who.resident, "me.save", { name: words }))).toBe("invalidInput");
    },
  );

  test("a name that turns the line round is masked like any other", async () => {
    const visitor = "o-odd-name";
    dataOf(await product.call(visitor, "me.enter", { communityId: "wtl" }));
    dataOf(await product.call(visitor, "me.save", { name: "\u202e\u200b林小雨" }));
    const { story, step } = await submitted(product, { place: { kind: "unit", unitCode: "b1-1" } }, visitor);
    dataOf(await step(who.owner, { action: "accept" }));
    expect((await story(who.owner)).reporter?.called).toBe("林**");
    expect((await product.documents<PersonDocument>("people", { openid: visitor }))[0]?.name).toBe("林小雨");
  });

  test("broken halves of characters break nothing", async () => {
    const { story, step } = await submitted(product, { words: "漏水\ud83d" });
    expect(wellFormed((await story(who.owner)).words)).toBe(true);
    expect(codeOf(await step(who.resident, { action: "addWord", words: "\udc00再说一句", photos: [] }))).toBe("ok");
  });
});

describe("days and places that are none", () => {
  test.each(["9999-12-31", "0000-01-01", "2026-02-30", "2026-11-22", "2028-01-01"])("away until %s", async (untilDay) => {
    expect(codeOf(await raw(who.member, "staff.away", { untilDay }))).toBe("dateNotWorkable");
  });
  test.each(["9999-12-31", "0000-01-01", "2026-02-30"])("help by %s", async (day) => {
    const { step } = await submitted(product);
    dataOf(await step(who.owner, { action: "accept" }));
    expect(codeOf(await step(who.owner, { action: "askHelper", staffId: "wtl:memberEast", part: "看看", day }))).toBe("dateNotWorkable");
  });
  test.each([[0, 0], [180, 90], [-180, -90], [106.4, 29.5], [1e-300, -1e-300]])("the point %d, %d has a station", async (lng, lat) => {
    expect(dataOf(await product.call(who.newcomer, "org.locate", { point: { lng, lat } })).station).not.toBe("");
  });
  test.each([{ lng: null, lat: 29 }, { lng: "106.4", lat: 29 }, { lng: 1e9, lat: 29 }, { lng: 106, lat: 90.1 }, { lng: 106 }, [106, 29]])("%j is no point", async (point) => {
    expect(codeOf(await raw(who.newcomer, "org.locate", { point }))).toBe("invalidInput");
  });
  test.each(["__proto__", "constructor", "hgy:leader1", "a".repeat(64)])("%s as every code there is", async (code) => {
    const results = [
      await raw(who.resident, "requests.submit", draftOf({ category: code })),
      await raw(who.resident, "requests.submit", draftOf({ place: { kind: "unit", unitCode: code } })),
      await raw(who.resident, "requests.submit", draftOf({ place: { kind: "door", doorCode: code } })),
      await raw(who.resident, "requests.submit", draftOf({ aboutStaffId: code })),
      await raw(who.resident, "me.enter", { communityId: code }),
      await raw(who.resident, "org.door", { doorCode: code }),
      await raw(who.resident, "requests.form", { doorCode: code }),
      await raw(who.secretary, "staff.invite", { staffId: code }),
      await raw(who.secretary, "residents.decide", { bindingId: code, version: 1, decision: { kind: "confirm" } }),
      await raw(who.newcomer, "residents.bind", { unitCode: code, room: "1", name: "高" }),
    ].map(codeOf);
    expect(results).toEqual(["invalidInput", "placeUnknown", "doorCodeUnknown", "personUnknown", "communityUnknown", "doorCodeUnknown", "doorCodeUnknown", "personUnknown", "notFound", "placeUnknown"]);
  });
});

describe("events that are none", () => {
  test.each<[string, Record<string, unknown>]>([
    ["a name that can't be turned into text", { call: { toString: 1, valueOf: 1 }, input: {} }],
    ["a name that is no text", { call: { toString: null } }],
    ["lists in lists", { call: [[[]]] }],
    ["a name without end", { call: "x".repeat(100_000) }],
    ["an operation that is no text", { call: "me.open", input: {}, operationId: { toString: 1 } }],
    ["no name", { input: {} }],
    ["nothing", {}],
  ])("%s is refused like any other", async (_name, event) => {
    const reply = await product.raw(who.resident, event);
    expect(["invalidInput", "ok"]).toContain(codeOf(reply));
    expect(JSON.stringify(reply)).not.toMatch(/Error|at |\/|o-wtl/);
  });
});

test("another's cursor shows one's own", async () => {
  for (let count = 0; count < 22; count += 1) await submitted(product, {}, who.secretary).catch(() => submitted(product, { place: { kind: "unit", unitCode: "b1-1" } }, who.secretary));
  const his = dataOf(await product.call(who.secretary, "requests.mine", { open: true }));
  expect(his.next).toBeDefined();
  const mine = await product.call(who.neighbour, "requests.mine", { open: true, cursor: his.next! });
  expect(dataOf(mine).items).toEqual([]);
  expect(JSON.stringify(await product.call(who.neighbour, "inbox.open", { cursor: his.next! }))).not.toContain(his.items[0]!.requestId);
  const forged = Buffer.from(JSON.stringify([Number.MAX_SAFE_INTEGER, "zzzz"])).toString("base64url");
  expect(JSON.stringify(dataOf(await product.call(who.neighbour, "requests.mine", { open: true, cursor: forged })))).not.toContain(his.items[0]!.requestId);
});

test("the form tells a visitor public facts, and everybody's only openid is his own", async () => {
  const form = dataOf(await product.call("o-passer-by", "requests.form", { doorCode: "wtl-door-1" }));
  expect([form.phone, form.uploadPrefix]).toEqual([undefined, "u/o-passer-by/"]);
  for (const { openid } of await product.documents<PersonDocument>("people")) expect(JSON.stringify(form)).not.toContain(openid);
  const elsewhere = dataOf(await product.call(who.resident, "requests.form", { doorCode: "hgy-door-1" }));
  expect(JSON.stringify(elsewhere)).not.toMatch(/402|陈阿姨/);
});

test("no log line names anybody, or says what was said", async () => {
  const { step, requestId } = await submitted(product, { words: "不能说出去的话", phone: "13700007777" });
  dataOf(await step(who.owner, { action: "accept" }));
  dataOf(await product.call(who.owner, "requests.reveal", { requestId, reason: "call" }));
  await raw(who.resident, "me.save", { name: "" });
  await product.raw(who.resident, { call: "不能说出去的话", input: { name: "陈阿姨" } });
  await fetch(`${product.cloud.cloud.url}/local/faults`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify([{ action: "database.modifyDocument", code: "SYS_ERR" }]) });
  const failed = await step(who.resident, { action: "addWord", words: "不能说出去的话", photos: [] });
  const reference = failed.ok ? "" : failed.failure.reference!;
  // Workers hand their lines over a moment later.
  let log = "";
  for (let left = 100; left > 0 && log.split(reference).length < 3; left -= 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    log = readFileSync(join(product.cloud.dir, "functions.log"), "utf8");
  }
  for (const call of ["requests.submit", "requests.reveal", "unknown"]) expect(log).toContain(`"call":"${call}"`);
  expect(log).toContain("SYS_ERR");
  expect(log).not.toMatch(/不能说出去|13700007777|陈阿姨|o-wtl/);
});
