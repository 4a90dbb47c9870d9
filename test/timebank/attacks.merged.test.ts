/** Two logins of one human, merged while something goes on: he stays one human, with his hours, his promises and his family. */
import { openAccount } from "../../cloudfunctions/features/timebank/ledger";
import { moveTurn } from "../../cloudfunctions/features/timebank/needs/moveTurn";
import { familyOf } from "../../cloudfunctions/features/timebank/shared/family";
import type { MemberDocument, SessionDocument } from "../../cloudfunctions/features/timebank/shared/documents";
import type { CallInput } from "../../contracts/calls";
import { openDatabase } from "../../cloudfunctions/platform/database";
import type { AccountAct } from "../../contracts/timebank/bankCalls";
import { defaultSettings } from "../../contracts/timebank/settings";
import { codeOf, dataOf } from "../support/product";
import { account, aNeed, booked, codeFor, eachStartsAnew, expectSound, fillPool, idOf, inboxOf, ledgerAt, moveTo, once, product, save, serveFirst, tick, who } from "./needs/support";

eachStartsAnew();

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const actOn = async (openid: string, act: AccountAct) => dataOf(await product.call(who.secretary, "accounts.act", { accountCode: codeFor(openid), act }));
const merge = (openid: string, into: string) => actOn(openid, { act: "merge", intoCode: codeFor(into) });
const saveAll = async (...openids: string[]) => {
  for (const openid of openids) await save(openid, 60);
};
const kinOf = async (openid: string) => familyOf((await product.documents<MemberDocument>("timeMembers", { personId: idOf(openid) }))[0]).sort();

describe("what he promised by the old login", () => {
  test("is his by the new one: nobody is asked anew, and he comes", async () => {
    await saveAll(who.recipient, who.near, who.nearToo);
    const need = await aNeed(product);
    dataOf(await need.turn(who.near, "take"));
    await merge(who.near, who.nearToo);
    expect((await need.shifts())[0]).toMatchObject({ people: [idOf(who.nearToo)], turns: [{ personId: idOf(who.nearToo), state: "promised" }] });
    expect([(await booked(product, who.near)).length, (await booked(product, who.nearToo)).length]).toEqual([0, 1]);
    expect((await inboxOf(product, idOf(who.recipient))).filter(({ text }) => text.includes("来不了了"))).toEqual([]);
    expect((await inboxOf(product, idOf(who.nearToo))).at(-1)!.text).toContain("跟着账户一起转过来了，到时候还请您来");
    moveTo(product, "2026-11-25T19:00:00");
    await tick(product);
    expect(codeOf(await product.call(who.recipient, "sessions.checkIn", { shiftId: `${need.needId}:0`, presence: { kind: "onBehalf", personId: idOf(who.nearToo) } }))).toBe("ok");
  });

  test("is given back where the new one has something else to do then, or may not help there", async () => {
    await save(who.recipient, 600);
    await saveAll(who.near, who.nearToo);
    const [need, other, own] = [await aNeed(product), await aNeed(product, { schedule: once("2026-11-25", 1170) }), await aNeed(product, { schedule: once("2026-11-28") }, who.nearToo)];
    dataOf(await need.turn(who.near, "take"));
    dataOf(await own.turn(who.near, "take"));
    dataOf(await other.turn(who.nearToo, "take"));
    await merge(who.near, who.nearToo);
    for (const left of [need, own]) expect((await left.shifts())[0]!.people).toEqual([]);
    expect(await booked(product, who.near)).toEqual([]);
    expect(await booked(product, who.nearToo)).toHaveLength(1);
  });
});

describe("what he served by the old login and nobody had confirmed", () => {
  async function served(): Promise<string> {
    await saveAll(who.recipient, who.near, who.nearToo, who.station);
    const need = await aNeed(product);
    return serveFirst(need);
  }
  async function confirmed(sessionId: string) {
    const { version } = dataOf(await product.call(who.recipient, "sessions.open", { sessionId }));
    dataOf(await product.call(who.recipient, "sessions.step", { sessionId, version, step: { action: "confirm" } }));
    return (await product.documents<SessionDocument>("timeSessions", { _id: sessionId }))[0]!;
  }

  test("is paid to the account that his became, by what was held for it", async () => {
    const sessionId = await served();
    await merge(who.near, who.nearToo);
    expect(await confirmed(sessionId)).toMatchObject({ state: "settled", creditedMinutes: 60 });
    const into = (await account(product, who.nearToo))!;
    expect([into.credits - into.debits, into.honour]).toEqual([180, 180]);
    expect((await account(product, who.recipient))!).toMatchObject({ debits: 60, debitsPending: 0 });
  });

  test("once, also where the call that paid died, and the account that it paid was merged again before the clock came", async () => {
    const sessionId = await served();
    await merge(who.near, who.nearToo);
    const { faults } = product.cloud.cloud;
    const { version } = dataOf(await product.call(who.recipient, "sessions.open", { sessionId }));
    // The first entry is the refusal of the account that is closed, the second one pays; nothing comes after it.
    faults.set([{ action: "database.commitTransaction", times: 1 }, { action: "database.commitTransaction", delayMs: 1_500 }]);
    const dying = product.call(who.recipient, "sessions.step", { sessionId, version, step: { action: "confirm" } });
    await wait(1_000);
    faults.set([{ action: "database.", code: "DATABASE_REQUEST_FAILED", times: 1_000 }]);
    await dying;
    faults.set([]);
    expect([(await product.documents<SessionDocument>("timeSessions", { _id: sessionId }))[0]!.state, (await account(product, who.nearToo))!.honour]).toEqual(["confirmed", 180]);
    await merge(who.nearToo, who.station);
    for (const _round of [1, 2]) await tick(product);
    expect((await product.documents<SessionDocument>("timeSessions", { _id: sessionId }))[0]).toMatchObject({ state: "settled", creditedMinutes: 60 });
    expect((await account(product, who.station))!.honour).toBe(240);
  });

  test("what a mistaken decision took from it before comes back to the account that his became", async () => {
    const sessionId = await served();
    const stepped = async (openid: string, step: CallInput<"sessions.step">["step"]) => {
      const { version } = dataOf(await product.call(openid, "sessions.open", { sessionId }));
      return dataOf(await product.call(openid, "sessions.step", { sessionId, version, step }));
    };
    await confirmed(sessionId);
    await stepped(who.recipient, { action: "dispute", reason: "timeWrong" });
    expect(await stepped(who.head, { action: "decide", minutes: 30, words: "问过了" })).toMatchObject({ creditedMinutes: 30 });
    await merge(who.near, who.nearToo);
    await stepped(who.recipient, { action: "dispute", reason: "other" });
    expect(await stepped(who.head, { action: "decide", minutes: 60, words: "弄错了" })).toMatchObject({ state: "settled", creditedMinutes: 60 });
    expect((await account(product, who.nearToo))!.honour).toBe(180);
    await expectSound();
  });

  test("merged twice, to the last of them", async () => {
    const sessionId = await served();
    await merge(who.near, who.nearToo);
    await merge(who.nearToo, who.station);
    expect(await confirmed(sessionId)).toMatchObject({ state: "settled", creditedMinutes: 60 });
    expect((await account(product, who.station))!.honour).toBe(240);
  });
});

describe("his family", () => {
  test("is the new login's, and he theirs: nobody of it helps, or decides, for him", async () => {
    await saveAll(who.near, who.nearToo, who.station);
    await actOn(who.near, { act: "relate", accountCode: codeFor(who.station), relation: "spouse" });
    await merge(who.near, who.nearToo);
    expect(await kinOf(who.nearToo)).toEqual([idOf(who.near), idOf(who.station)].sort());
    expect(await kinOf(who.station)).toEqual([idOf(who.near), idOf(who.nearToo)].sort());
    const need = await aNeed(product, {}, who.nearToo);
    moveTo(product, "2026-11-24T23:00:00");
    await tick(product);
    expect(codeOf(await need.turn(who.station, "take"))).toBe("ownNeed");
  });

  test("merged twice, all three logins know each other", async () => {
    const three = [who.near, who.nearToo, who.station];
    await saveAll(...three);
    await merge(who.near, who.nearToo);
    await merge(who.nearToo, who.station);
    for (const openid of three) expect(await kinOf(openid)).toEqual(three.filter((other) => other !== openid).map((other) => idOf(other)).sort());
  });
});

describe("what must not become of it", () => {
  const open = (openid: string) => openAccount(ledgerAt(), "person", idOf(openid));
  const tryMerge = (openid: string, into: string) => product.call(who.secretary, "accounts.act", { accountCode: codeFor(openid), act: { act: "merge", intoCode: codeFor(into) } });

  test("merged the wrong way and back again with nothing saved, one account stays open: he would never be paid any more", async () => {
    for (const openid of [who.near, who.nearToo]) await open(openid);
    await merge(who.near, who.nearToo);
    expect(codeOf(await tryMerge(who.nearToo, who.near))).toBe("ledgerRefused");
    expect(await account(product, who.nearToo)).toMatchObject({ status: "open" });
  });

  test("who has died is not helped on by what he asked for under his former login", async () => {
    await fillPool(600);
    await saveAll(who.near, who.nearToo);
    const need = await aNeed(product, {}, who.near);
    await merge(who.near, who.nearToo);
    await actOn(who.nearToo, { act: "close", reason: "death" });
    await tick(product);
    expect(await need.document()).toMatchObject({ state: "ended", open: false });
  });

  test.each([["the one that stays", who.near, who.nearToo], ["the one that goes", who.nearToo, who.near]] as const)("nobody goes on helping himself: what %s had promised the other is given back", async (_name, from, into) => {
    await saveAll(who.recipient, who.near, who.nearToo);
    const [need, other] = [await aNeed(product, {}, who.near), await aNeed(product, { schedule: once("2026-11-28") })];
    for (const promised of [need, other]) dataOf(await promised.turn(who.nearToo, "take"));
    await merge(from, into);
    expect([(await need.shifts())[0]!.people, (await other.shifts())[0]!.people]).toEqual([[], [idOf(into)]]);
    expect((await booked(product, into)).length).toBe(1);
  });

  test("nor is it paid by silence what he had helped himself with: the branch decides", async () => {
    await saveAll(who.near, who.nearToo);
    const need = await aNeed(product, {}, who.near);
    dataOf(await need.turn(who.nearToo, "take"));
    moveTo(product, "2026-11-25T19:00:00");
    const { sessionId } = dataOf(await product.call(who.near, "sessions.checkIn", { shiftId: `${need.needId}:0`, presence: { kind: "onBehalf", personId: idOf(who.nearToo) } }));
    moveTo(product, "2026-11-25T20:00:00");
    dataOf(await product.call(who.nearToo, "sessions.checkOut", { sessionId, leaving: { kind: "tap" } }));
    await merge(who.near, who.nearToo);
    for (const time of ["2026-11-27T21:00:00", "2026-11-30T22:00:00"]) {
      moveTo(product, time);
      await tick(product);
    }
    expect((await product.documents<SessionDocument>("timeSessions", { _id: sessionId }))[0]).toMatchObject({ state: "disputed", disputed: { by: "clock" }, entries: [] });
  });

  test("the two logins are no family of each other: what was noted as one human stays so", async () => {
    await saveAll(who.near, who.nearToo);
    await merge(who.near, who.nearToo);
    expect(codeOf(await product.call(who.secretary, "accounts.act", { accountCode: codeFor(who.nearToo), act: { act: "relate", accountCode: codeFor(who.near), relation: "spouse" } }))).toBe("ledgerRefused");
    expect((await product.documents<MemberDocument>("timeMembers", { personId: idOf(who.nearToo) }))[0]!.family).toMatchObject([{ personId: idOf(who.near), relation: "self" }]);
  });

  test.each(["served", "inProgress"] as const)("nobody speaks for the other side of what he did under his other login: %s", async (when) => {
    await saveAll(who.recipient, who.near, who.passer);
    const need = await aNeed(product);
    dataOf(await need.turn(who.near, "take"));
    dataOf(await product.call(who.passer, "needs.join", { needId: need.needId, token: (await need.story(who.recipient)).familyToken! }));
    moveTo(product, "2026-11-25T19:00:00");
    const { sessionId } = dataOf(await product.call(who.recipient, "sessions.checkIn", { shiftId: `${need.needId}:0`, presence: { kind: "onBehalf", personId: idOf(who.near) } }));
    moveTo(product, "2026-11-25T20:00:00");
    const leave = async () => dataOf(await product.call(who.near, "sessions.checkOut", { sessionId, leaving: { kind: "tap" } }));
    if (when === "served") await leave();
    await merge(who.near, who.passer);
    if (when === "inProgress") await leave();
    const { version, actions } = dataOf(await product.call(who.passer, "sessions.open", { sessionId }));
    expect(actions).toEqual([]);
    expect(codeOf(await product.call(who.passer, "sessions.step", { sessionId, version, step: { action: "confirm" } }))).toBe("actionNotOpen");
    expect(codeOf(await product.call(who.recipient, "sessions.step", { sessionId, version, step: { action: "confirm" } }))).toBe("ok");
    expect((await account(product, who.passer))!.honour).toBe(180);
  });

  test("a turn does not move to who has joined the family since the need was looked at", async () => {
    await saveAll(who.recipient);
    const need = await aNeed(product);
    dataOf(await need.turn(who.near, "take"));
    const seen = await need.document();
    await product.cloud.database.collection("timeNeeds").doc(need.needId).update({ proxies: [idOf(who.nearToo)] });
    const moving = { database: openDatabase(), need: seen, settings: defaultSettings, from: idOf(who.near), into: idOf(who.nearToo), at: product.cloud.cloud.clock.now() };
    expect(await moveTurn(moving, `${need.needId}:0`)).toBeUndefined();
    expect((await need.shifts())[0]!.people).toEqual([idOf(who.near)]);
  });
});
