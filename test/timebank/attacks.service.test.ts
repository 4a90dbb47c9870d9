/** What somebody tries who wants hours that nobody gave him: at the door, with what a phone can send. */
import { codesFrom } from "../../cloudfunctions/features/timebank/service/codes";
import { memberIdOf } from "../../cloudfunctions/features/timebank/shared/members.repository";
import { openidOf } from "../support/communities";
import { codeOf, dataOf, newOperationId } from "../support/product";
import { dayMs, minuteMs } from "../../contracts/kernel/milliseconds";
import { aShift, product, useService } from "./service/stage";
import { accountOf, arrive, at, bankFaults, codeAt, idOf, leave, opened, relate, served, sessionOf, step, tick, who } from "./service/support";

useService(6);
afterEach(async () => expect(await bankFaults()).toEqual([]));

const unrelate = (openid: string) => product.cloud.database.collection("timeMembers").doc(memberIdOf("wtl", idOf(openid))).remove();
const say = (shiftId: string, code: string) => product.call(who.volunteer, "sessions.checkIn", { shiftId, presence: { kind: "code", code } });

describe("being there without being there", () => {
  test("forty guesses sent at once are ten, as one after the other", async () => {
    const shift = await aShift();
    at(shift, shift.fromAt);
    const right = Number(codeAt(shift, shift.fromAt));
    const guesses = Array.from({ length: 40 }, (_, index) => String((right + 1 + index) % 1_000_000).padStart(6, "0"));
    for (const reply of await Promise.all(guesses.map((code) => say(shift.shiftId, code)))) expect(["codeWrong", "busy"]).toContain(codeOf(reply));
    const [tries] = await product.documents<{ _id: string; count: number }>("timeTries");
    expect(tries!.count).toBe(10);
    expect(codeOf(await arrive(shift))).toBe("codeWrong");
  });

  test("the code of another need, of another day, and of none", async () => {
    const [shift, other] = [await aShift(), await aShift({ volunteers: [who.second] })];
    at(shift, shift.fromAt);
    for (const code of [codeAt(other, shift.fromAt), codesFrom("", shift.fromAt, 60, 0)[0]!.payload, codesFrom(shift.secret, shift.fromAt + dayMs, 60, 0)[0]!.payload])
      expect(codeOf(await say(shift.shiftId, code))).toBe("codeWrong");
  });

  test("a leader checks in neither his own family nor somebody who has no turn there", async () => {
    const shift = await aShift();
    await relate(who.leader, who.volunteer);
    at(shift, shift.fromAt);
    const onBehalf = (by: string, personId: string) => product.call(by, "sessions.checkIn", { shiftId: shift.shiftId, presence: { kind: "onBehalf", personId } });
    expect(codeOf(await onBehalf(who.leader, idOf(who.volunteer)))).toBe("notFound");
    expect(codeOf(await onBehalf(who.head, idOf(who.second)))).toBe("notFound");
    expect(codeOf(await onBehalf(who.other, idOf(who.volunteer)))).toBe("notFound");
    expect(codeOf(await onBehalf(openidOf("hgy", "secretary"), idOf(who.volunteer)))).toBe("notFound");
    expect(codeOf(await onBehalf(who.head, idOf(who.volunteer)))).toBe("ok");
    await unrelate(who.leader);
  });

  test("nor does he see the code while his family serves", async () => {
    const shift = await aShift();
    await relate(who.leader, who.volunteer);
    at(shift, shift.fromAt);
    expect(codeOf(await product.call(who.leader, "sessions.code", { needId: shift.needId }))).toBe("notFound");
    expect(codeOf(await product.call(who.recipient, "sessions.code", { needId: shift.needId }))).toBe("ok");
    await unrelate(who.leader);
  });
});

describe("confirming oneself", () => {
  test("a volunteer who came to be the recipient's family, too, is only the volunteer", async () => {
    const shift = await aShift({ proxies: [who.volunteer] });
    at(shift, shift.fromAt);
    expect(codeOf(await product.call(who.volunteer, "sessions.code", { needId: shift.needId }))).toBe("notFound");
    const { sessionId } = await served(shift);
    expect((await opened(shift, who.volunteer, sessionId)).actions).toEqual(["dispute"]);
    expect(codeOf(await step(shift, who.volunteer, sessionId, { action: "confirm" }))).toBe("actionNotOpen");
    expect((await sessionOf(shift, sessionId)).state).toBe("served");
    expect(codeOf(await step(shift, who.recipient, sessionId, { action: "confirm" }))).toBe("ok");
  });

  test("a volunteer who is leader, branch and secretary confirms and decides nothing of his", async () => {
    for (const volunteer of [who.leader, who.member, who.head, who.secretary]) {
      const shift = await aShift({ volunteers: [volunteer] });
      const { sessionId } = await served(shift, 60, volunteer);
      expect(codeOf(await step(shift, volunteer, sessionId, { action: "confirm" }))).toBe("actionNotOpen");
      dataOf(await step(shift, volunteer, sessionId, { action: "dispute", reason: "timeWrong" }));
      expect(codeOf(await step(shift, volunteer, sessionId, { action: "decide", minutes: 60, words: "我自己定" }))).toBe("actionNotOpen");
    }
  });
});

describe("deciding for one's family", () => {
  test("a branch member whose family joined the recipient's side since decides nothing", async () => {
    const shift = await aShift();
    const { sessionId } = await served(shift);
    dataOf(await step(shift, who.recipient, sessionId, { action: "dispute", reason: "notCame" }));
    await relate(who.member, who.family);
    await product.cloud.database.collection("timeNeeds").doc(shift.needId).update({ proxies: [idOf(who.family)] });
    expect(codeOf(await step(shift, who.member, sessionId, { action: "decide", minutes: 0, words: "没有来" }))).toBe("actionNotOpen");
    expect(codeOf(await step(shift, who.head, sessionId, { action: "decide", minutes: 60, words: "来了" }))).toBe("ok");
    await unrelate(who.member);
  });
});

describe("more minutes than there were", () => {
  test("early in, late out, and every number that isn't one", async () => {
    const shift = await aShift();
    at(shift, shift.fromAt - 30 * minuteMs);
    const { sessionId } = dataOf(await arrive(shift));
    at(shift, shift.toAt + 59 * minuteMs);
    expect(dataOf(await leave(shift, sessionId))).toMatchObject({ actualMinutes: 149, bookedMinutes: 60 });
    const before = (await accountOf(shift, who.recipient)).debits;
    for (const minutes of [61, 149, 1440]) expect(codeOf(await step(shift, who.recipient, sessionId, { action: "confirm", minutes }))).toBe("minutesWrong");
    for (const minutes of [-1, 0.5, 1e9, Number.NaN, "60"]) expect(codeOf(await step(shift, who.recipient, sessionId, { action: "confirm", minutes } as never))).toBe("invalidInput");
    const volunteer = await accountOf(shift, who.volunteer);
    expect(dataOf(await step(shift, who.recipient, sessionId, { action: "confirm" })).creditedMinutes).toBe(60);
    expect((await accountOf(shift, who.volunteer)).honour - (volunteer?.honour ?? 0)).toBe(60);
    expect((await accountOf(shift, who.recipient)).debits - before).toBe(60);
  });

  test("confirmed, disputed, decided and confirmed again, ten at a time and under used ids: one payment", async () => {
    const shift = await aShift();
    const { sessionId, version } = await served(shift);
    const before = (await accountOf(shift, who.volunteer)).honour;
    const confirm = (openid: string, id = newOperationId()) => product.call(openid, "sessions.step", { sessionId, version, step: { action: "confirm" } }, id);
    const id = newOperationId();
    await Promise.all([...Array.from({ length: 6 }, () => confirm(who.recipient)), confirm(who.recipient, id), confirm(who.recipient, id), confirm(who.leader), tick(shift)]);
    await tick(shift);
    expect((await accountOf(shift, who.volunteer)).honour - before).toBe(60);
    dataOf(await step(shift, who.recipient, sessionId, { action: "dispute", reason: "notCame" }));
    expect(codeOf(await step(shift, who.head, sessionId, { action: "decide", minutes: 61, words: "多一点" }))).toBe("minutesWrong");
    dataOf(await step(shift, who.head, sessionId, { action: "decide", minutes: 20, words: "只来了一会儿" }));
    dataOf(await step(shift, who.volunteer, sessionId, { action: "dispute", reason: "timeWrong" }));
    expect(codeOf(await step(shift, who.head, sessionId, { action: "decide", minutes: 61, words: "多一点" }))).toBe("minutesWrong");
    expect((await accountOf(shift, who.volunteer)).honour - before).toBe(20);
    // Given back up to what was first paid, and never beyond it.
    dataOf(await step(shift, who.head, sessionId, { action: "decide", minutes: 60, words: "改回来" }));
    dataOf(await step(shift, who.volunteer, sessionId, { action: "dispute", reason: "timeWrong" }));
    expect(codeOf(await step(shift, who.head, sessionId, { action: "decide", minutes: 61, words: "再多一点" }))).toBe("minutesWrong");
    await tick(shift);
    expect((await accountOf(shift, who.volunteer)).honour - before).toBe(60);
  });
});

describe("what isn't one's own", () => {
  test("a session by its id, by everybody who has no part in it, in every way there is", async () => {
    const shift = await aShift();
    const { sessionId, version } = await served(shift);
    for (const openid of [who.other, who.otherLeader, who.otherHead, who.second, who.stranger, openidOf("hgy", "resident1")]) {
      const replies = [
        await product.call(openid, "sessions.open", { sessionId }),
        await product.call(openid, "sessions.step", { sessionId, version, step: { action: "confirm" } }),
        await product.call(openid, "sessions.step", { sessionId, version, step: { action: "dispute", reason: "notCame" } }),
        await product.call(openid, "sessions.checkOut", { sessionId, leaving: { kind: "tap" } }),
        await product.call(openid, "sessions.checkOut", { sessionId, leaving: { kind: "onBehalf", personId: idOf(who.volunteer) } }),
        await product.call(openid, "sessions.code", { needId: shift.needId }),
        await product.call(openid, "turns.open", { shiftId: shift.shiftId }),
      ];
      expect(replies.map(codeOf)).toEqual(replies.map(() => "notFound"));
      for (const reply of replies) expect(JSON.stringify(reply)).not.toMatch(new RegExp(`李老师|陈阿姨|402|${shift.secret}`));
    }
  });

  test("no reply to anybody has the secret of the code", async () => {
    const shift = await aShift({ proxies: [who.family] });
    at(shift, shift.fromAt);
    const { sessionId } = dataOf(await arrive(shift));
    for (const openid of [who.volunteer, who.recipient, who.family, who.leader, who.head, who.secretary])
      for (const reply of [await product.call(openid, "sessions.open", { sessionId }), await product.call(openid, "needs.open", { needId: shift.needId }), await product.call(openid, "sessions.code", { needId: shift.needId })])
        expect(JSON.stringify(reply)).not.toContain(shift.secret);
  });
});
