/** From served to settled, through the door and by the clock: who confirms, what silence does, what a dispute changes. */
import { mondayMorning } from "../../support/communities";
import { codeOf, dataOf, newOperationId, type Product } from "../../support/product";
import { closeAccount, freeze, openAccount, thaw } from "../../../cloudfunctions/features/timebank/ledger";
import { openDatabase } from "../../../cloudfunctions/platform/database";
import { hourMs, minuteMs } from "../../../contracts/kernel/milliseconds";
import { accountOf, arrive, at, bankFaults, entriesOf, idOf, ledgerAt, opened, operation, promised, relate, served, sessionOf, shiftOf, startService, step, tick, toldOf, who } from "./support";

let product: Product;
beforeAll(async () => {
  product = await startService();
});
afterAll(async () => {
  expect(await bankFaults()).toEqual([]);
  await product.close();
});

/** Each test has six weeks of its own, so that time never goes back: months that are over are sealed by the clock's round. */
let slot = 0;
const aShift = (wish: Parameters<typeof promised>[1] = {}) => promised(product, { fromAt: mondayMorning + (slot += 1) * 1_000 * hourMs, ...wish });
const honourOf = async (shift: Awaited<ReturnType<typeof promised>>, openid = who.volunteer) => (await accountOf(shift, openid))?.honour ?? 0;

describe("confirming", () => {
  test.each([["recipient", who.recipient], ["family", who.family], ["leader", who.leader]])("by the %s moves the hours, once, however often it is sent", async (_name, openid) => {
    const shift = await aShift({ proxies: [who.family] });
    const { sessionId } = await served(shift, 50);
    const before = await honourOf(shift);
    const operationId = newOperationId();
    const { version } = await opened(shift, openid, sessionId);
    const input = { sessionId, version, step: { action: "confirm" as const } };
    const first = dataOf(await product.call(openid, "sessions.step", input, operationId));
    expect(first).toMatchObject({ state: "settled", creditedMinutes: 50, actions: expect.not.arrayContaining(["confirm"]) });
    expect(dataOf(await product.call(openid, "sessions.step", input, operationId))).toEqual(first);
    expect(codeOf(await product.call(openid, "sessions.step", { ...input, step: { action: "dispute", reason: "other" } }, operationId))).toBe("operationReused");
    expect(codeOf(await product.call(openid, "sessions.step", input))).toBe("stale");
    expect((await honourOf(shift)) - before).toBe(50);
    expect((await toldOf(shift, sessionId)).filter(({ to, text }) => to === idOf(who.volunteer) && text.includes("50 分钟"))).toHaveLength(1);
  });

  test("two who confirm at the same moment pay once; the other hears that it is done", async () => {
    const shift = await aShift({ proxies: [who.family] });
    const { sessionId } = await served(shift);
    const before = await honourOf(shift);
    const replies = await Promise.all([who.recipient, who.family, who.leader].map((openid) => step(shift, openid, sessionId, { action: "confirm" })));
    await tick(shift);
    expect(replies.filter(({ ok }) => ok)).toHaveLength(1);
    expect((await honourOf(shift)) - before).toBe(60);
    expect((await sessionOf(shift, sessionId)).entries).toHaveLength(1);
  });

  test("two volunteers of one shift are each paid from their own hold", async () => {
    const shift = await aShift({ volunteers: [who.volunteer, who.second] });
    at(shift, shift.fromAt);
    const sessions = [dataOf(await arrive(shift, who.volunteer)), dataOf(await arrive(shift, who.second))];
    const before = await accountOf(shift, who.recipient);
    for (const [index, openid] of [who.volunteer, who.second].entries()) {
      at(shift, shift.fromAt + (30 + index * 10) * minuteMs);
      dataOf(await product.call(openid, "sessions.checkOut", { sessionId: sessions[index]!.sessionId, leaving: { kind: "tap" } }));
    }
    await Promise.all(sessions.map(({ sessionId }) => step(shift, who.recipient, sessionId, { action: "confirm" })));
    const after = await accountOf(shift, who.recipient);
    expect([after.debits - before.debits, after.debitsPending - before.debitsPending]).toEqual([70, -120]);
  });

  test("the volunteer and the branch confirm nothing; others don't find it", async () => {
    const shift = await aShift();
    const { sessionId } = await served(shift);
    for (const openid of [who.volunteer, who.member, who.secretary]) expect(codeOf(await step(shift, openid, sessionId, { action: "confirm" }))).toBe("actionNotOpen");
    for (const openid of [who.other, who.otherLeader, who.otherHead, who.stranger]) {
      expect(codeOf(await product.call(openid, "sessions.open", { sessionId }))).toBe("notFound");
      expect(codeOf(await step(shift, openid, sessionId, { action: "confirm" }))).toBe("notFound");
    }
  });

  test("family that joined after the check-in may confirm, too", async () => {
    const shift = await aShift();
    const { sessionId } = await served(shift);
    expect(codeOf(await step(shift, who.family, sessionId, { action: "confirm" }))).toBe("notFound");
    await product.cloud.database.collection("timeNeeds").doc(shift.needId).update({ proxies: [idOf(who.family)] });
    expect(codeOf(await step(shift, who.family, sessionId, { action: "confirm" }))).toBe("ok");
  });

  test("who is helped without an account is named to the volunteer until it is settled; the bank issues the hours", async () => {
    const shift = await aShift({ onBehalf: "王奶奶", proxies: [who.leader], funding: "community" });
    const { sessionId } = await served(shift);
    expect((await opened(shift, who.volunteer, sessionId)).withWhom).toBe("王奶奶");
    dataOf(await step(shift, who.leader, sessionId, { action: "confirm" }));
    expect((await opened(shift, who.volunteer, sessionId)).withWhom).toBe("一位邻居");
    const [entry] = await entriesOf(shift, (await sessionOf(shift, sessionId)).entries);
    expect(entry).toMatchObject({ kind: "deposit" });
    expect(JSON.stringify(await sessionOf(shift, sessionId))).not.toContain("王奶奶");
  });

  test("in his own or his family's matter a leader is none", async () => {
    const own = await aShift({ volunteers: [who.leader] });
    const { sessionId } = await served(own, 60, who.leader);
    expect(codeOf(await step(own, who.leader, sessionId, { action: "confirm" }))).toBe("actionNotOpen");
    const family = await aShift({ volunteers: [who.second] });
    await relate(who.leader, who.second);
    const ofFamily = await served(family, 60, who.second);
    expect(codeOf(await step(family, who.leader, ofFamily.sessionId, { action: "confirm" }))).toBe("actionNotOpen");
    // As the volunteer noted it, too: a relation has two ends.
    await openDatabase().collection("timeMembers").remove({ communityId: "wtl", personId: idOf(who.leader) });
    await relate(who.second, who.leader);
    expect(codeOf(await step(family, who.leader, ofFamily.sessionId, { action: "confirm" }))).toBe("actionNotOpen");
    await openDatabase().collection("timeMembers").remove({ communityId: "wtl", personId: idOf(who.second) });
    expect(codeOf(await step(family, who.leader, ofFamily.sessionId, { action: "confirm" }))).toBe("ok");
  });

  test("who served is paid although the payer's account was frozen in between", async () => {
    const shift = await aShift({ funding: "own" });
    const { sessionId } = await served(shift);
    const account = await accountOf(shift, who.recipient);
    await freeze(ledgerAt(product.cloud.cloud.clock.now()), operation(), { account: account._id });
    const before = await honourOf(shift);
    dataOf(await step(shift, who.recipient, sessionId, { action: "confirm" }));
    expect((await honourOf(shift)) - before).toBe(60);
    expect((await sessionOf(shift, sessionId)).entries).toHaveLength(1);
    await thaw(ledgerAt(product.cloud.cloud.clock.now()), operation(), { account: account._id });
  });

  test("who has closed his account since is paid nothing, and what was held for him is the recipient's again", async () => {
    const shift = await aShift({ funding: "own", volunteers: [who.other] });
    const { sessionId } = await served(shift, 60, who.other);
    const ledger = ledgerAt(product.cloud.cloud.clock.now());
    const { _id } = await openAccount(ledger, "person", idOf(who.other));
    await closeAccount(ledger, operation(), { account: _id, reason: "left" });
    const { debits, debitsPending } = await accountOf(shift, who.recipient);
    expect(dataOf(await step(shift, who.recipient, sessionId, { action: "confirm" }))).toMatchObject({ state: "settled", creditedMinutes: 0 });
    expect(await accountOf(shift, who.recipient)).toMatchObject({ debits, debitsPending: debitsPending - 60 });
  });
});

describe("silence", () => {
  const atHours = async (shift: Awaited<ReturnType<typeof promised>>, hours: number) => {
    at(shift, shift.toAt + hours * hourMs);
    await Promise.all([tick(shift), tick(shift)]);
  };

  test("asks the group leader after 48 hours, and 72 later at most the booked time counts", async () => {
    const shift = await aShift();
    const { sessionId } = await served(shift, 60);
    const state = async () => (await sessionOf(shift, sessionId)).state;
    await atHours(shift, 47.9);
    expect(await state()).toBe("served");
    await atHours(shift, 48.1);
    expect(await sessionOf(shift, sessionId)).toMatchObject({ state: "asked", asked: ["wtl:leader1"] });
    expect((await toldOf(shift, sessionId)).filter(({ to }) => to === "wtl:leader1")).toHaveLength(1);
    // The leader has something to do; who only watches reads who is asking and what follows.
    expect(await opened(shift, who.leader, sessionId)).toMatchObject({ actions: expect.arrayContaining(["confirm"]), headline: { title: "请您帮着问一问", tone: "waiting" } });
    expect(await opened(shift, who.member, sessionId)).toMatchObject({ actions: [], headline: { title: "居民组长在问", detail: expect.stringContaining("没有回话，就按约好的时间记") } });
    await atHours(shift, 48.1 + 71.9);
    expect(await state()).toBe("asked");
    await atHours(shift, 48.1 + 72.1);
    expect(await sessionOf(shift, sessionId)).toMatchObject({ state: "settled", creditedMinutes: 60, confirmedBy: "clock" });
    await atHours(shift, 500);
    expect((await sessionOf(shift, sessionId)).entries).toHaveLength(1);
    expect(await sessionOf(shift, sessionId)).not.toHaveProperty("nextCheckAt");
  });

  test("never pays more than was booked", async () => {
    const shift = await aShift();
    const { sessionId } = await served(shift, 119);
    await atHours(shift, 60);
    await atHours(shift, 140);
    expect(await sessionOf(shift, sessionId)).toMatchObject({ state: "settled", actualMinutes: 119, creditedMinutes: 60 });
  });

  test("never stands for a forgotten check-out: that goes to the branch, who decides", async () => {
    const shift = await aShift();
    at(shift, shift.fromAt);
    const { sessionId } = dataOf(await arrive(shift));
    for (const hours of [2, 60, 140]) await atHours(shift, hours);
    expect(await sessionOf(shift, sessionId)).toMatchObject({ state: "disputed", disputed: { by: "clock" }, attention: ["disputed:east"] });
    expect((await toldOf(shift, sessionId)).filter(({ text }) => text.includes("请支委看一看")).map(({ to }) => to).sort()).toEqual(["wtl:headEast", "wtl:memberEast"]);
    expect((await opened(shift, who.member, sessionId)).disputeText).toBe("没有签退，也没有人确认。");
    expect(dataOf(await step(shift, who.member, sessionId, { action: "decide", minutes: 40, words: "两边都说 40 分钟" }))).toMatchObject({ state: "settled", creditedMinutes: 40 });
  });

  test("asks nobody who has to do with it: his own leader is passed over for the branch", async () => {
    const shift = await aShift({ volunteers: [who.leader] });
    const { sessionId } = await served(shift, 60, who.leader);
    await atHours(shift, 60);
    expect((await sessionOf(shift, sessionId)).asked).toEqual(["wtl:headEast", "wtl:memberEast"]);
    expect(dataOf(await step(shift, who.head, sessionId, { action: "confirm" }))).toMatchObject({ state: "settled" });
  });

  test("asks the secretary where leader and branch all have to do with it", async () => {
    const shift = await aShift({ volunteers: [who.leader], proxies: [who.head, who.member] });
    const { sessionId } = await served(shift, 60, who.leader);
    await atHours(shift, 60);
    expect(await sessionOf(shift, sessionId)).toMatchObject({ state: "asked", asked: ["wtl:secretary"] });
    expect((await toldOf(shift, sessionId)).filter(({ to, todo }) => to === "wtl:secretary" && todo)).toHaveLength(1);
    expect(dataOf(await step(shift, who.secretary, sessionId, { action: "confirm" }))).toMatchObject({ state: "settled" });
  });

  test("over a forgotten check-out goes to the secretary where the branch has to do with it", async () => {
    const shift = await aShift({ proxies: [who.head, who.member] });
    at(shift, shift.fromAt);
    const { sessionId } = dataOf(await arrive(shift));
    for (const hours of [2, 60, 140]) await atHours(shift, hours);
    expect((await toldOf(shift, sessionId)).filter(({ text }) => text.includes("请支委看一看")).map(({ to }) => to)).toEqual(["wtl:secretary"]);
  });

  test("stands for nobody where nobody could be asked: all of them have to do with it", async () => {
    const shift = await aShift({ volunteers: [who.leader], proxies: [who.head, who.member, who.secretary] });
    const { sessionId } = await served(shift, 60, who.leader);
    await atHours(shift, 60);
    expect(await sessionOf(shift, sessionId)).toMatchObject({ state: "asked", asked: [] });
    await atHours(shift, 140);
    expect(await sessionOf(shift, sessionId)).toMatchObject({ state: "disputed", entries: [] });
    expect((await opened(shift, who.secretary, sessionId)).disputeText).toBe("一直没有人确认。");
    expect((await toldOf(shift, sessionId)).filter(({ text }) => text.includes("没有签退"))).toEqual([]);
  });

  test("a clock that was down for a month makes every step once, and each side still has its time to speak", async () => {
    const shift = await aShift();
    at(shift, shift.fromAt);
    const { sessionId } = dataOf(await arrive(shift));
    await atHours(shift, 720);
    expect(await sessionOf(shift, sessionId)).toMatchObject({ state: "served", forgotten: true });
    await atHours(shift, 720 + 48.1);
    expect((await sessionOf(shift, sessionId)).state).toBe("asked");
  });
});

describe("a dispute", () => {
  test("before anything is paid: fewer minutes go to the branch with both numbers, who decides between them", async () => {
    const shift = await aShift();
    const { sessionId } = await served(shift);
    const before = await honourOf(shift);
    expect(dataOf(await step(shift, who.recipient, sessionId, { action: "confirm", minutes: 30 }))).toMatchObject({ state: "disputed" });
    await tick(shift);
    expect(await honourOf(shift)).toBe(before);
    expect((await opened(shift, who.member, sessionId)).disputeText).toContain("说是 30 分钟");
    for (const openid of [who.volunteer, who.recipient, who.leader]) expect(codeOf(await step(shift, openid, sessionId, { action: "decide", minutes: 60, words: "就这样" }))).toBe("actionNotOpen");
    expect(codeOf(await step(shift, who.otherHead, sessionId, { action: "decide", minutes: 60, words: "就这样" }))).toBe("notFound");
    const decided = dataOf(await step(shift, who.member, sessionId, { action: "decide", minutes: 45, words: "看过记录" }));
    expect(decided).toMatchObject({ state: "settled", creditedMinutes: 45, actualMinutes: 60 });
    expect((await honourOf(shift)) - before).toBe(45);
    expect(decided.events.some(({ text }) => text.includes("说是 30 分钟"))).toBe(true);
  });

  test("in which the whole branch has a part is the secretary's to hear of", async () => {
    const shift = await aShift({ volunteers: [who.member], proxies: [who.head] });
    const { sessionId } = await served(shift, 60, who.member);
    dataOf(await step(shift, who.recipient, sessionId, { action: "confirm", minutes: 30 }));
    expect((await toldOf(shift, sessionId)).filter(({ text }) => text.includes("不同说法") && text.includes("请支委看一看")).map(({ to }) => to)).toEqual(["wtl:secretary"]);
  });

  test("a branch member who served decides nothing about himself", async () => {
    const shift = await aShift({ volunteers: [who.member] });
    const { sessionId } = await served(shift, 60, who.member);
    dataOf(await step(shift, who.recipient, sessionId, { action: "dispute", reason: "notDone", words: "没讲题" }));
    expect(codeOf(await step(shift, who.member, sessionId, { action: "decide", minutes: 60, words: "我来过" }))).toBe("actionNotOpen");
    expect(codeOf(await step(shift, who.head, sessionId, { action: "decide", minutes: 60, words: "问过了" }))).toBe("ok");
  });

  test("after settling: what was paid stays until the branch cuts, the original stays for ever, and a second decision cuts once more", async () => {
    const shift = await aShift();
    const { sessionId } = await served(shift);
    dataOf(await step(shift, who.recipient, sessionId, { action: "confirm" }));
    const [honour, payer] = [await honourOf(shift), await accountOf(shift, who.recipient)];
    dataOf(await step(shift, who.recipient, sessionId, { action: "dispute", reason: "timeWrong", words: "想起来只有 45 分钟" }));
    expect(await honourOf(shift)).toBe(honour);
    expect(codeOf(await step(shift, who.member, sessionId, { action: "decide", minutes: 61, words: "多" }))).toBe("minutesWrong");
    dataOf(await step(shift, who.member, sessionId, { action: "decide", minutes: 45, words: "问过两边" }));
    expect([honour - (await honourOf(shift)), (await accountOf(shift, who.recipient)).credits - payer.credits]).toEqual([15, 15]);
    dataOf(await step(shift, who.volunteer, sessionId, { action: "dispute", reason: "timeWrong" }));
    dataOf(await step(shift, who.head, sessionId, { action: "decide", minutes: 30, words: "再问了一次" }));
    expect(honour - (await honourOf(shift))).toBe(30);
    const { entries } = await sessionOf(shift, sessionId);
    expect((await entriesOf(shift, entries)).map(({ kind }) => kind).sort()).toEqual(["correction", "correction", "service"]);
    const { items } = dataOf(await product.call(who.volunteer, "records.list", {}));
    expect(items.find((line) => line.sessionId === sessionId)).toMatchObject({ correctedText: "已更正：1 小时 → 30 分钟", creditedText: "30 分钟" });
  });

  test("a decision that leaves it as it is moves nothing", async () => {
    const shift = await aShift();
    const { sessionId } = await served(shift);
    dataOf(await step(shift, who.recipient, sessionId, { action: "confirm" }));
    const honour = await honourOf(shift);
    dataOf(await step(shift, who.recipient, sessionId, { action: "dispute", reason: "other" }));
    expect(dataOf(await step(shift, who.member, sessionId, { action: "decide", minutes: 60, words: "没有问题" }))).toMatchObject({ state: "settled", creditedMinutes: 60 });
    expect(await honourOf(shift)).toBe(honour);
  });
});

describe("after a crash", () => {
  test("a session that was confirmed and not paid is paid by the clock, once", async () => {
    const shift = await aShift();
    const { sessionId } = await served(shift);
    const before = await honourOf(shift);
    const now = product.cloud.cloud.clock.now();
    await product.cloud.database.collection("timeSessions").doc(sessionId).update({ state: "confirmed", creditedMinutes: 60, confirmedBy: idOf(who.recipient), toSettle: { minutes: 60, hold: (await shiftOf(shift)).holds[0]! }, nextCheckAt: now, version: 9 });
    await Promise.all([tick(shift), tick(shift), tick(shift)]);
    await tick(shift);
    expect(await sessionOf(shift, sessionId)).toMatchObject({ state: "settled", entries: [expect.any(String)] });
    expect((await honourOf(shift)) - before).toBe(60);
  });

  test("what was to be told and was not is told by the clock, once, and makes nobody stale", async () => {
    const shift = await aShift();
    const { sessionId } = await served(shift);
    const effect = { id: "effect-left-over", to: idOf(who.recipient), at: shift.toAt, text: "还没有送到的一句", todo: true, sessionId };
    await product.cloud.database.collection("timeSessions").doc(sessionId).update({ effects: [effect], nextCheckAt: shift.toAt });
    const { version } = await sessionOf(shift, sessionId);
    await Promise.all([tick(shift), tick(shift)]);
    expect(await product.documents("inbox", { text: effect.text } as never)).toHaveLength(1);
    const after = await sessionOf(shift, sessionId);
    expect(after).toMatchObject({ effects: [], version });
    expect(Math.round((after.nextCheckAt! - shift.toAt) / hourMs)).toBe(48);
  });
});
