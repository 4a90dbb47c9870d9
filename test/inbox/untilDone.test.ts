import type { SessionDocument } from "../../cloudfunctions/features/timebank/shared/documents";
import { dataOf, type Product } from "../support/product";
import { draft as application, memberOf } from "../timebank/members/people";
import { aNeed, idOf, save, startNeeds, who } from "../timebank/needs/support";
import { arrive, at, promised, served, startService, step, tick, who as inService } from "../timebank/service/support";
import { dayMs, hourMs } from "../../contracts/kernel/milliseconds";

/** 等您办 of an address and of the time bank: there until it is done, whoever does it, and gone then without being read. */
const askedOf = (product: () => Product) => async (openid: string, words: string): Promise<number> =>
  dataOf(await product().call(openid, "inbox.open", {})).items.filter(({ todo, text }) => todo && text.includes(words)).length;

describe("addresses, applications and needs", () => {
  let product: Product;
  const asks = askedOf(() => product);
  beforeAll(async () => {
    product = await startNeeds();
    await save(who.recipient, 6_000);
  });
  afterAll(() => product.close());

  const fills = "填了住址，请您核对";
  async function bind(openid: string): Promise<void> {
    dataOf(await product.call(openid, "residents.bind", { unitCode: "b1-1", room: "301", name: "赵小川" }));
  }
  async function decide(by: string, decision: { kind: "confirm" } | { kind: "decline"; reason: "notHere" }): Promise<void> {
    const { bindings } = dataOf(await product.call(by, "residents.pending", {}));
    const { bindingId, version } = bindings.find(({ called }) => called === "赵小川")!;
    dataOf(await product.call(by, "residents.decide", { bindingId, version, decision }));
  }

  test("an address asks the group leader until somebody has confirmed it, another than he", async () => {
    dataOf(await product.call("o-inbox-one", "me.enter", { communityId: "wtl" }));
    await bind("o-inbox-one");
    expect(await asks(who.leader, fills)).toBe(1);
    await decide(who.secretary, { kind: "confirm" });
    expect(await asks(who.leader, fills)).toBe(0);
    // Still new to him: he has not read it.
    expect(dataOf(await product.call(who.leader, "inbox.open", {})).items.find(({ text }) => text.includes(fills))).toMatchObject({ unread: true, todo: false });
  });

  test("an address that was taken back asks nobody; declined, it asks its person until he fills it in anew", async () => {
    dataOf(await product.call("o-inbox-two", "me.enter", { communityId: "wtl" }));
    await bind("o-inbox-two");
    dataOf(await product.call("o-inbox-two", "residents.leave", {}));
    expect(await asks(who.leader, fills)).toBe(0);
    await bind("o-inbox-two");
    await decide(who.leader, { kind: "decline", reason: "notHere" });
    expect([await asks(who.leader, fills), await asks("o-inbox-two", "没有核对上")]).toEqual([0, 1]);
    await bind("o-inbox-two");
    expect([await asks(who.leader, fills), await asks("o-inbox-two", "没有核对上")]).toEqual([1, 0]);
    await decide(who.leader, { kind: "decline", reason: "notHere" });
    expect(await asks("o-inbox-two", "没有核对上")).toBe(1);
    // He lives nowhere now: there is nothing to fill in.
    dataOf(await product.call("o-inbox-two", "residents.leave", {}));
    expect(await asks("o-inbox-two", "没有核对上")).toBe(0);
  });

  test("an application asks the whole branch until one of it has decided; declined, its person until he asks again", async () => {
    const applies = async () => dataOf(await product.call(who.newcomer, "members.apply", application));
    await applies();
    const branch = [who.member, who.head];
    const asksBranch = () => Promise.all(branch.map((openid) => asks(openid, "报名时间银行")));
    expect(await asksBranch()).toEqual([1, 1]);
    const memberId = memberOf("newcomer");
    const { version } = (await product.documents<{ _id: string; version: number }>("timeMembers", { _id: memberId }))[0]!;
    dataOf(await product.call(who.head, "members.decide", { memberId, version, decision: { kind: "decline", reason: "noNeedYet", wayOn: "可以先去院坝会看看。" } }));
    expect(await asksBranch()).toEqual([0, 0]);
    expect(await asks(who.newcomer, "先放一放")).toBe(1);
    await applies();
    expect(await asks(who.newcomer, "先放一放")).toBe(0);
  });

  test("a need asks who arranges until it has its people, and again when a place falls free", async () => {
    const { turn } = await aNeed(product);
    expect(await asks(who.leader, "看看能请谁")).toBe(1);
    dataOf(await turn(who.near, "take"));
    expect(await asks(who.leader, "看看能请谁")).toBe(0);
    dataOf(await turn(who.near, "giveBack"));
    expect(await asks(who.leader, "来不了了")).toBe(1);
    dataOf(await turn(who.nearToo, "take"));
    expect(await asks(who.leader, "来不了了")).toBe(0);
  });

  test("an invitation asks until it is answered, or the need is withdrawn", async () => {
    const invited = "想请您帮忙";
    const invite = async () => {
      const need = await aNeed(product, { schedule: { kind: "once", day: "2026-11-26", fromMinute: 1140, minutes: 60, places: 2 } });
      const shift = (await need.shifts())[0]!;
      dataOf(await need.step(who.leader, { action: "invite", assignments: [who.near, who.nearToo].map((openid) => ({ shiftId: shift._id, personId: idOf(openid) })) }));
      return need;
    };
    const need = await invite();
    expect([await asks(who.near, invited), await asks(who.nearToo, invited)]).toEqual([1, 1]);
    dataOf(await need.turn(who.near, "refuse"));
    expect([await asks(who.near, invited), await asks(who.nearToo, invited)]).toEqual([0, 1]);
    dataOf(await need.step(who.recipient, { action: "withdraw" }));
    expect(await asks(who.nearToo, invited)).toBe(0);
  });

  test("hours that nobody has ask the branch until one of it has decided", async () => {
    const { step: decideNeed } = await aNeed(product, {}, who.passer);
    const asksBranch = () => Promise.all([who.member, who.head].map((openid) => asks(openid, "请支部定一下")));
    expect(await asksBranch()).toEqual([1, 1]);
    // What he has read stands on the board, and is the other's to read still.
    dataOf(await product.call(who.member, "inbox.read", { until: product.cloud.cloud.clock.now() }));
    expect(await asksBranch()).toEqual([0, 1]);
    dataOf(await decideNeed(who.head, { action: "fund" }));
    expect(await asksBranch()).toEqual([0, 0]);
  });
});

describe("services", () => {
  let product: Product;
  const asks = askedOf(() => product);
  beforeAll(async () => {
    product = await startService();
  });
  afterAll(() => product.close());

  test("a service asks whoever was helped and his family until one of them has confirmed", async () => {
    const shift = await promised(product, { proxies: [inService.family] });
    const { sessionId } = await served(shift, 50);
    expect([await asks(inService.recipient, "请您确认"), await asks(inService.family, "请您确认")]).toEqual([1, 1]);
    dataOf(await step(shift, inService.family, sessionId, { action: "confirm" }));
    expect([await asks(inService.recipient, "请您确认"), await asks(inService.family, "请您确认")]).toEqual([0, 0]);
  });

  test("what nobody confirmed asks the leader, what is disputed the branch, each until it is his no more", async () => {
    const shift = await promised(product, { fromAt: product.cloud.cloud.clock.now() + dayMs });
    const { sessionId } = await served(shift, 50);
    const session = async () => (await product.documents<SessionDocument>("timeSessions", { _id: sessionId }))[0]!;
    expect((await session()).waits).toEqual(["confirmation"]);
    at(shift, (await session()).nextCheckAt! + hourMs);
    await tick(shift);
    expect([await asks(inService.leader, "帮着问一问"), await asks(inService.recipient, "请您确认")]).toEqual([1, 1]);
    dataOf(await step(shift, inService.recipient, sessionId, { action: "dispute", reason: "timeWrong" }));
    expect([await asks(inService.leader, "帮着问一问"), await asks(inService.recipient, "请您确认")]).toEqual([0, 0]);
    expect([await asks(inService.member, "不同说法"), await asks(inService.head, "不同说法")]).toEqual([1, 1]);
    dataOf(await step(shift, inService.head, sessionId, { action: "decide", minutes: 40, words: "问过两边了" }));
    expect([await asks(inService.member, "不同说法"), await asks(inService.head, "不同说法")]).toEqual([0, 0]);
  });

  test("a service that nobody checked out of asks its volunteer for the minutes until he has said them", async () => {
    const shift = await promised(product, { fromAt: product.cloud.cloud.clock.now() + 2 * dayMs });
    at(shift, shift.fromAt);
    const { sessionId } = dataOf(await arrive(shift));
    at(shift, shift.toAt + dayMs);
    await tick(shift);
    expect([await asks(inService.volunteer, "请您补一下"), await asks(inService.recipient, "没有签退")]).toEqual([1, 1]);
    dataOf(await step(shift, inService.volunteer, sessionId, { action: "sayEnd", minutes: 40 }));
    expect([await asks(inService.volunteer, "请您补一下"), await asks(inService.recipient, "没有签退")]).toEqual([0, 1]);
  });
});
