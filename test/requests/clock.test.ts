import type { InboxDocument } from "../../cloudfunctions/features/inbox/document";
import type { StationDayDocument } from "../../cloudfunctions/features/requests/document";
import { dataOf, type Product } from "../support/product";
import { mondayMorning } from "../support/communities";
import { dayMs } from "../../contracts/kernel/milliseconds";
import { moveTo, startRequests, staff, submitted, tick, who } from "./support";

let product: Product;
beforeAll(async () => {
  product = await startRequests();
});
afterAll(() => product.close());
beforeEach(() => product.cloud.cloud.clock.moveTo(mondayMorning));

const toldAbout = async (requestId: string) => (await product.documents<InboxDocument>("inbox", { requestId })).sort((a, b) => a.at - b.at);
const inbox = async (openid: string, cursor?: string) => dataOf(await product.call(openid, "inbox.open", cursor === undefined ? {} : { cursor }));
const unread = async (openid: string) => {
  const reply = dataOf(await product.call(openid, "home.open", {}));
  return reply.kind === "home" ? reply.unread : Number.NaN;
};

describe("what was decided is told once", () => {
  test("before and after its delivery the inbox reads the same, also with two clocks at once", async () => {
    const { requestId, step, document } = await submitted(product);
    dataOf(await step(who.owner, { action: "accept" }));
    const before = await inbox(who.resident);
    expect(before.items[0]).toMatchObject({ requestId, unread: true, text: expect.stringContaining("老何接了") });
    expect(await toldAbout(requestId)).toEqual([]);
    await Promise.all([tick(product), tick(product), tick(product)]);
    await tick(product);
    const told = await toldAbout(requestId);
    expect(told.map(({ to }) => to).sort()).toEqual([staff.owner, (await document()).filedBy].sort());
    expect((await document()).effects).toEqual([]);
    expect(await inbox(who.resident)).toEqual(before);
  });

  test("the clock's work makes no phone stale", async () => {
    const { requestId, story } = await submitted(product);
    const { version } = await story(who.owner);
    await tick(product);
    dataOf(await product.call(who.owner, "requests.advance", { requestId, version, step: { action: "accept" } }));
  });

  test("a step and the clock at the same moment lose nothing", async () => {
    const { requestId, step, document } = await submitted(product);
    const says = ["一", "二", "三"].map((words) => step(who.resident, { action: "addWord", words, photos: [] }));
    await Promise.all([...says, tick(product), tick(product)]);
    await tick(product);
    expect((await document()).effects).toEqual([]);
    expect((await toldAbout(requestId)).filter(({ to }) => to === staff.owner)).toHaveLength(4);
  });

  test("unread counts what is on its way and what arrived, each once, until it was read", async () => {
    const { step } = await submitted(product, {}, who.neighbour);
    const start = await unread(who.neighbour);
    dataOf(await step(who.otherLeader, { action: "accept" }));
    expect(await unread(who.neighbour)).toBe(start + 1);
    expect(product.cost().databaseCalls).toBeLessThanOrEqual(3);
    await tick(product);
    expect(await unread(who.neighbour)).toBe(start + 1);
    const [newest] = (await inbox(who.neighbour)).items;
    dataOf(await product.call(who.neighbour, "inbox.read", { until: newest!.at }));
    expect(await unread(who.neighbour)).toBe(0);
    dataOf(await product.call(who.neighbour, "inbox.read", { until: 1 }));
    expect((await inbox(who.neighbour)).items.every((item) => !item.unread)).toBe(true);
  });

  test("nothing that is yet to come can be read: a phone whose clock is ahead misses nothing", async () => {
    dataOf(await product.call(who.neighbour, "inbox.read", { until: mondayMorning + 365 * dayMs }));
    product.cloud.cloud.clock.moveTo(mondayMorning + 1000);
    const { step } = await submitted(product, {}, who.neighbour);
    dataOf(await step(who.otherLeader, { action: "accept" }));
    expect(await unread(who.neighbour)).toBe(1);
  });

  test("pages go on without a gap or a repeat, delivered or not", async () => {
    for (let count = 0; count < 23; count += 1) {
      product.cloud.cloud.clock.moveTo(mondayMorning + count * 1000);
      await submitted(product, { place: { kind: "unit", unitCode: "b2-1" } }, who.secretary);
      if (count === 15) await tick(product);
    }
    const first = await inbox(who.standIn);
    await tick(product);
    const second = await inbox(who.standIn, first.next);
    const all = [...first.items, ...second.items];
    expect([first.items.length, second.next]).toEqual([20, undefined]);
    expect(new Set(all.map(({ inboxId }) => inboxId)).size).toBe(all.length);
    expect(all.length).toBe((await product.documents<InboxDocument>("inbox", { to: staff.standIn })).length);
    expect(all.map(({ at }) => at)).toEqual([...all.map(({ at }) => at)].sort((a, b) => b - a));
  });
});

describe("what falls due", () => {
  test("unclaimed past its time: the stand-in is called and can take it", async () => {
    const { requestId, story, step } = await submitted(product);
    moveTo(product, "2026-11-24T18:01");
    await Promise.all([tick(product), tick(product)]);
    expect(await story(who.resident)).toMatchObject({ notFoundCount: 0, unclaimedCount: 1, calledIn: { called: "魏姐" }, headline: { title: "已请魏姐接手，和老何谁先到谁办" }, timeline: expect.arrayContaining([expect.objectContaining({ text: "没有人按时来接，已请魏姐接手" })]) });
    expect((await toldAbout(requestId)).filter(({ to }) => to === staff.head)).toHaveLength(1);
    const { unclaimed } = dataOf(await product.call(who.standIn, "workbench.open", {}));
    expect(unclaimed.find((card) => card.requestId === requestId)?.actions).toContain("accept");
    expect(dataOf(await step(who.standIn, { action: "accept" })).owner.called).toBe("魏姐");
  });

  test("silence closes after a week, once, and a reopened one comes back", async () => {
    const { requestId, step, document } = await submitted(product);
    dataOf(await step(who.owner, { action: "accept" }));
    dataOf(await step(who.owner, { action: "askConfirm", words: "好了", photos: [] }));
    moveTo(product, "2026-11-26T10:01");
    await tick(product);
    moveTo(product, "2026-11-30T10:01");
    await Promise.all([tick(product), tick(product)]);
    await tick(product);
    expect(await document()).toMatchObject({ state: "closed", open: false });
    expect((await document()).events.filter(({ action }) => action === "closeBySilence")).toHaveLength(1);
    expect((await toldAbout(requestId)).filter(({ text }) => text.includes("自动办结了")).map(({ to }) => to).sort()).toEqual([staff.owner, (await document()).filedBy].sort());
    expect(dataOf(await step(who.resident, { action: "reopen", reason: "cameBack", photos: [] }))).toMatchObject({ state: "reopened", owner: { called: "老何" } });
    expect((await inbox(who.owner)).items[0]?.text).toContain("又出现了");
  });

  test("nothing is left to look at once everything was said", async () => {
    const { step, document } = await submitted(product);
    dataOf(await step(who.resident, { action: "withdraw" }));
    await tick(product);
    expect(await document()).not.toHaveProperty("nextCheckAt");
  });
});

test("a station's week counts each request once", async () => {
  moveTo(product, "2026-12-14T10:00");
  const { step } = await submitted(product, { place: { kind: "unit", unitCode: "b3-1" } });
  await Promise.all([tick(product), tick(product)]);
  dataOf(await step(who.resident, { action: "withdraw" }));
  await tick(product);
  await tick(product);
  const [day] = await product.documents<StationDayDocument>("stationDays", { day: "2026-12-14", stationCode: "west" });
  expect([day?.filed.length, day?.ended.length]).toEqual([1, 1]);
  const { week } = dataOf(await product.call(who.otherHead, "workbench.open", {}));
  expect(week.sentence).toBe("近 7 天来了 1 件，办结 1 件。");
  expect(week.title).toBe("西站近 7 天");
  expect(dataOf(await product.call(who.otherLeader, "workbench.open", {}))).toMatchObject({ scopeName: expect.not.stringMatching("西站"), week: { title: "西站近 7 天" } });
  expect(week.days.at(-1)).toEqual({ day: "2026-12-14", label: "今天", count: 1 });
  // The desk takes three; what waits elsewhere one each, and what a leader never decides none.
  expect(product.cost().databaseCalls).toBe(6);
});

test.each([
  ["a complaint about somebody", { category: "staff", aboutStaffId: staff.otherLeader }, "2026-12-15"],
  ["a family's trouble, which names nobody", { category: "family" }, "2026-12-16"],
  ["what its resident shows only to its handler", { audience: "owner" as const }, "2026-12-17"],
])("%s counts in nobody's week: one more there than on the desks would tell of it", async (_name, rest, day) => {
  moveTo(product, `${day}T10:00`);
  const { step, document } = await submitted(product, { ...rest, place: { kind: "unit", unitCode: "b3-1" } });
  expect(await document()).toMatchObject({ stationCode: "west", audience: "owner" });
  await tick(product);
  dataOf(await step(who.resident, { action: "withdraw" }));
  await tick(product);
  expect(await product.documents<StationDayDocument>("stationDays", { day })).toEqual([]);
  expect(await document()).not.toHaveProperty("nextCheckAt");
});
