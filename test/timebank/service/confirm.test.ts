/** From served to settled, through the door and by the clock: who confirms, and what a crash leaves. */
import { closeAccount, freeze, openAccount, thaw } from "../../../cloudfunctions/features/timebank/ledger";
import { openDatabase } from "../../../cloudfunctions/platform/database";
import { hourMs, minuteMs } from "../../../contracts/kernel/milliseconds";
import { codeOf, dataOf, newOperationId } from "../../support/product";
import { aShift, honourOf, product, useService } from "./stage";
import { accountOf, arrive, at, entriesOf, idOf, ledgerAt, opened, operation, relate, served, sessionOf, shiftOf, step, tick, toldOf, who } from "./support";

useService(1000);

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
