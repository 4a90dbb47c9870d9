import type { HoldDocument } from "../../../cloudfunctions/features/timebank/ledger/documents";
import { accountCodeOf } from "../../../cloudfunctions/features/timebank/shared/accountCode";
import { memberIdOf } from "../../../cloudfunctions/features/timebank/shared/members.repository";
import { codeOf, dataOf, newOperationId } from "../../support/product";
import { account, aNeed, booked, day, draftOf, eachInItsOwnWeek, expectSound, holdsIn, idOf, inboxOf, later, moveTo, product, save, tick, wednesday, who } from "./support";

eachInItsOwnWeek();

async function offered(openid: string): Promise<string> {
  const _id = `offer-${day}-${openid}`;
  await product.cloud.database.collection("timeOffers").add({ _id, schemaVersion: 1, version: 1, communityId: "wtl", personId: idOf(openid), skill: "company", words: "陪聊", times: [], gridCode: "g1", stationCode: "east", open: true, payloadHash: "", createdAt: 0 });
  return _id;
}

describe("letting go", () => {
  test("withdrawn: hours back at once by one entry, promises released, volunteers told, facts gone", async () => {
    const before = (await account(product, who.recipient))!;
    const need = await aNeed(product, { schedule: { kind: "weekly", fromDay: day, weekday: 3, fromMinute: 1140, minutes: 60, places: 1, weeks: 5 }, wish: "最好是阿姨" });
    dataOf(await need.turn(who.near, "take", 1));
    const promised = (await need.shifts())[1]!.turns[0]!.booking;
    const operationId = newOperationId();
    const { version } = await need.story(who.recipient);
    expect(codeOf(await product.call(who.recipient, "needs.step", { needId: need.needId, version: version - 1, step: { action: "withdraw" } }))).toBe("stale");
    expect(codeOf(await need.step(who.near, { action: "withdraw" }))).toBe("notFound");
    dataOf(await product.call(who.recipient, "needs.step", { needId: need.needId, version, step: { action: "withdraw" } }, operationId));
    const again = dataOf(await product.call(who.recipient, "needs.step", { needId: need.needId, version, step: { action: "withdraw" } }, operationId));
    expect(again).toMatchObject({ state: "withdrawn", actions: [] });
    // What never took place is not told as what did.
    expect(again.shifts.map(({ state, endText }) => [state, endText])).toEqual(again.shifts.map(() => ["cancelled", "收回了"]));
    expect(again.code).toBeUndefined();
    expect((await need.shifts()).every(({ cancelled, released }) => cancelled && released)).toBe(true);
    expect((await account(product, who.recipient))!.debitsPending).toBe(before.debitsPending);
    expect((await account(product, who.recipient))!.version).toBe(before.version + 2);
    expect((await booked(product, who.near)).some(({ id }) => id === promised)).toBe(false);
    expect((await inboxOf(product, idOf(who.near))).at(-1)?.text).toContain("您不用来了");
    expect(await need.document()).toMatchObject({ open: false, place: { text: "第 1 网格" }, offeredTo: [], attention: [] });
    expect(JSON.stringify(await need.document())).not.toContain("阿姨");
    expect((await need.story(who.recipient)).familyToken).toBeUndefined();
    await tick(product);
    expect((await need.document()).nextCheckAt).toBeUndefined();
    await expectSound();
  });

  test("who a child's grown-ups are is forgotten with it, and when they agreed is kept", async () => {
    const need = await aNeed(product, { ...wednesday(), skill: "tutoring", child: { guardianCalled: "陈女士", guardianConsent: true, otherAdult: "外婆在家" } });
    expect((await need.document()).child).toMatchObject({ guardianCalled: "陈女士", otherAdult: "外婆在家" });
    dataOf(await need.step(who.recipient, { action: "withdraw" }));
    expect((await need.document()).child).toEqual({ guardianCalled: "", otherAdult: "", consentAt: expect.any(Number) });
  });

  test("one shift cancelled: its hours and its volunteer are free, the others stay", async () => {
    const need = await aNeed(product, { schedule: { kind: "weekly", fromDay: day, weekday: 3, fromMinute: 1140, minutes: 60, places: 1, weeks: 2 } });
    dataOf(await need.turn(who.near, "take", 0));
    dataOf(await need.turn(who.near, "take", 1));
    const held = (await holdsIn(product, "pending")).length;
    const [first] = await need.shifts();
    dataOf(await need.step(who.recipient, { action: "cancelShift", shiftId: first!._id }));
    expect((await holdsIn(product, "pending")).length).toBe(held - 1);
    expect((await need.shifts()).map(({ cancelled, turns }) => [cancelled, turns[0]!.state])).toEqual([[true, "cancelled"], [false, "promised"]]);
    expect((await inboxOf(product, idOf(who.near))).at(-1)?.text).toContain("取消了");
    expect((await need.story(who.recipient)).shifts.map(({ state, endText }) => [state, endText])).toEqual([["cancelled", "取消了"], ["open", undefined]]);
    expect(codeOf(await need.step(who.recipient, { action: "cancelShift", shiftId: first!._id }))).toBe("actionNotOpen");
    await expectSound();
  });

  test("not taken: only by the branch, with a way on", async () => {
    const need = await aNeed(product, wednesday());
    expect(codeOf(await need.step(who.leader, { action: "notTake", wayOn: "请找医院的护工。" }))).toBe("actionNotOpen");
    dataOf(await need.step(who.head, { action: "notTake", wayOn: "请找医院的护工。" }));
    expect(await need.story(who.recipient)).toMatchObject({ state: "notTaken", headline: { detail: "请找医院的护工。" } });
    expect(codeOf(await need.open(who.near))).toBe("notFound");
  });

  test("what a crash left of a withdrawal, the clock does", async () => {
    const need = await aNeed(product, wednesday());
    dataOf(await need.turn(who.near, "take"));
    const now = product.cloud.cloud.clock.now();
    await product.cloud.database.collection("timeNeeds").doc(need.needId).update({ state: "withdrawn", open: false, nextCheckAt: now });
    await Promise.all([tick(product), tick(product)]);
    await tick(product);
    expect((await need.shifts())[0]).toMatchObject({ cancelled: true, released: true });
    const [hold] = (await need.shifts())[0]!.holds;
    expect(await product.documents<HoldDocument>("timeHolds", { _id: hold! })).toMatchObject([{ state: "voided" }]);
    await expectSound();
  });
});

describe("family and others", () => {
  test("joins by the link once, may withdraw and is told apart; a used link, a volunteer and a stranger may not", async () => {
    const need = await aNeed(product, wednesday());
    const token = need.first.familyToken!;
    dataOf(await need.turn(who.near, "take"));
    expect(codeOf(await product.call(who.near, "needs.join", { needId: need.needId, token }))).toBe("invitationInvalid");
    expect(codeOf(await product.call(who.stranger, "needs.join", { needId: need.needId, token }))).toBe("notFound");
    expect(codeOf(await product.call(who.family, "needs.join", { needId: need.needId, token: "wrong" }))).toBe("invitationInvalid");
    const operationId = newOperationId();
    const joined = dataOf(await product.call(who.family, "needs.join", { needId: need.needId, token }, operationId));
    expect(joined).toMatchObject({ side: "recipient", family: ["陈叔叔"], actions: expect.arrayContaining(["withdraw"]) });
    expect(joined.familyToken).toBeUndefined();
    dataOf(await product.call(who.family, "needs.join", { needId: need.needId, token }, operationId));
    expect(codeOf(await product.call(who.nearToo, "needs.join", { needId: need.needId, token }))).toBe("invitationInvalid");
    expect((await need.document()).proxies).toEqual([idOf(who.family)]);
    expect((await inboxOf(product, idOf(who.recipient))).at(-1)?.text).toContain("家人加入");
    expect(dataOf(await product.call(who.family, "needs.mine", { open: true })).items.map(({ needId }) => needId)).toContain(need.needId);
    expect(codeOf(await need.turn(who.family, "take"))).toBe("ownNeed");
    dataOf(await need.step(who.family, { action: "withdraw" }));
  });

  test("another community and another station see nothing and change nothing", async () => {
    const need = await aNeed(product, wednesday());
    for (const openid of [who.stranger, who.otherHead, who.otherLeader, who.far]) {
      expect(codeOf(await need.open(openid))).toBe("notFound");
      expect(codeOf(await need.step(openid, { action: "withdraw" }))).toBe("notFound");
    }
    expect(codeOf(await need.open(who.secretary))).toBe("ok");
    expect(codeOf(await product.call(who.stranger, "needs.open", { needId: "nothing" }))).toBe("notFound");
  });

  test("the clock ends what is over, and what only an open need has to know is gone", async () => {
    const need = await aNeed(product, { ...wednesday(2), wish: "带把伞" });
    dataOf(await need.turn(who.near, "take"));
    expect((await need.document()).waits).toEqual(["people"]);
    moveTo(product, `${day}T20:59`);
    await tick(product);
    expect((await need.document()).state).toBe("open");
    moveTo(product, `${day}T21:01`);
    await Promise.all([tick(product), tick(product)]);
    await tick(product);
    expect(await need.document()).toMatchObject({ state: "ended", open: false, place: { text: "第 1 网格" }, waits: [], attention: [], offeredTo: [], lacking: 0 });
    expect((await need.document()).events.filter(({ what }) => what === "end")).toHaveLength(1);
    expect((await inboxOf(product, idOf(who.recipient))).filter(({ needId, text }) => needId === need.needId && text.includes("结束了"))).toHaveLength(1);
    expect((await need.story(who.near)).recipient).toBeUndefined();
    expect(dataOf(await product.call(who.recipient, "needs.mine", { open: false })).items[0]).toMatchObject({ needId: need.needId, state: "ended" });
  });

  test("a hold whose time is over comes back by the clock", async () => {
    const need = await aNeed(product, wednesday());
    const [hold] = (await need.shifts())[0]!.holds;
    later(product, 24 * 120);
    await tick(product);
    const [found] = await product.documents<{ _id: string; state: string }>("timeHolds", { _id: hold! });
    expect(found!.state).not.toBe("pending");
    await expectSound();
  });

  test("an offer is answered: its neighbour is asked first", async () => {
    const offerId = await offered(who.station);
    const need = await aNeed(product, { ...wednesday(), offerId });
    expect((await need.shifts())[0]!.turns).toMatchObject([{ personId: idOf(who.station), state: "invited" }]);
    expect((await inboxOf(product, idOf(who.station))).at(-1)).toMatchObject({ todo: true, text: expect.stringContaining("想请您帮忙") });
    dataOf(await need.turn(who.station, "accept"));
    expect(codeOf(await product.call(who.station, "needs.ask", draftOf({ offerId })))).toBe("notFound");
  });

  test("who offered is not asked in what is his own or his family's: he could not accept", async () => {
    const invited = async (need: Awaited<ReturnType<typeof aNeed>>) => (await need.shifts()).flatMap(({ turns }) => turns);
    const accountCode = accountCodeOf(await save(who.near, 60));
    const own = await aNeed(product, { ...wednesday(), offerId: await offered(who.near), onBehalf: { called: "李老师", consent: true, accountCode } }, who.leader);
    expect((await own.document()).recipientId).toBe(idOf(who.near));
    expect(await invited(own)).toEqual([]);
    const kin = product.cloud.database.collection("timeMembers").doc(memberIdOf("wtl", idOf(who.nearToo)));
    await kin.update({ family: [{ personId: idOf(who.recipient), relation: "child", by: "x", at: 0 }] });
    expect(await invited(await aNeed(product, { ...wednesday(), offerId: await offered(who.nearToo) }))).toEqual([]);
    await kin.update({ family: [] });
  });
});
