/** Two logins of one human, merged while something goes on: he stays one human, with his hours, his promises and his family. */
import { accountIdOf } from "../../cloudfunctions/features/timebank/ledger";
import { accountCodeOf } from "../../cloudfunctions/features/timebank/shared/accountCode";
import { familyOf } from "../../cloudfunctions/features/timebank/shared/family";
import type { MemberDocument, SessionDocument } from "../../cloudfunctions/features/timebank/shared/documents";
import type { AccountAct } from "../../contracts/timebank/bankCalls";
import { codeOf, dataOf } from "../support/product";
import { account, aNeed, booked, eachStartsAnew, idOf, inboxOf, moveTo, once, product, save, tick, who } from "./needs/support";

eachStartsAnew();

const codeFor = (openid: string): string => accountCodeOf(accountIdOf("wtl", "person", idOf(openid)));
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
    dataOf(await need.turn(who.near, "take"));
    moveTo(product, "2026-11-25T19:00:00");
    const { sessionId } = dataOf(await product.call(who.recipient, "sessions.checkIn", { shiftId: `${need.needId}:0`, presence: { kind: "onBehalf", personId: idOf(who.near) } }));
    moveTo(product, "2026-11-25T20:00:00");
    dataOf(await product.call(who.near, "sessions.checkOut", { sessionId, leaving: { kind: "tap" } }));
    return sessionId;
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
