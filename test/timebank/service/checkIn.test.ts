/** Coming, through the door: each situation of a shift has a rule (docs/timebank-service.md), and each rule stands here or in checkOut.test.ts. */
import { codesFrom } from "../../../cloudfunctions/features/timebank/service/codes";
import { minuteMs } from "../../../contracts/kernel/milliseconds";
import { codeOf, dataOf, newOperationId } from "../../support/product";
import { aShift, product, useService } from "./stage";
import { arrive, at, codeAt, idOf, leave, promised, sessionOf, shiftOf, tick, who } from "./support";

useService(6);

describe("checking in", () => {
  test("who may show the code reads from when it is taken, and has it from then on; the volunteer reads the same of himself", async () => {
    const shift = await aShift();
    const seen = async () => ({
      story: dataOf(await product.call(who.recipient, "needs.open", { needId: shift.needId })).code,
      note: dataOf(await product.call(who.recipient, "sessions.code", { needId: shift.needId })).note,
      volunteers: dataOf(await product.call(who.volunteer, "turns.open", { shiftId: shift.shiftId })).turn.headline.title,
    });
    at(shift, shift.fromAt - 31 * minuteMs);
    expect(await seen()).toMatchObject({ story: { open: false, text: expect.stringContaining(" 起，这里可以打开签到码") }, note: expect.stringContaining("还不作数"), volunteers: "您答应了" });
    at(shift, shift.fromAt - 30 * minuteMs);
    expect(await seen()).toMatchObject({ story: { open: true }, note: undefined, volunteers: "可以签到了" });
    expect(dataOf(await product.call(who.volunteer, "needs.open", { needId: shift.needId })).code).toBeUndefined();
  });

  test("with the digits, with the scanned code, and with the one before it for slow hands; an older one no more", async () => {
    const shift = await aShift();
    at(shift, shift.fromAt);
    const { codes, turns } = dataOf(await product.call(who.recipient, "sessions.code", { needId: shift.needId }));
    expect(codes.length).toBeGreaterThanOrEqual(10);
    expect(codes[0]!.digits).toBe(codeAt(shift, shift.fromAt));
    expect(codes.every(({ image }) => image.startsWith("data:image/svg+xml;base64,"))).toBe(true);
    expect(JSON.stringify(codes).length).toBeLessThan(60_000);
    expect(turns).toEqual([expect.objectContaining({ personId: idOf(who.volunteer), called: "李老师", mayCheckIn: true, mayCheckOut: false })]);
    const say = (code: string) => product.call(who.volunteer, "sessions.checkIn", { shiftId: shift.shiftId, presence: { kind: "code", code } });
    expect(codeOf(await say(codeAt(shift, shift.fromAt - 2 * minuteMs)))).toBe("codeWrong");
    expect(codeOf(await say("000000"))).toBe("codeWrong");
    expect(codeOf(await say(codeAt(shift, shift.fromAt - minuteMs)))).toBe("ok");
  });

  test("what the picture holds is what can be scanned: at most 32 signs, and taken", async () => {
    const shift = await aShift();
    at(shift, shift.fromAt);
    const { payload } = codesFrom(shift.secret, shift.fromAt, 60, 0)[0]!;
    expect(payload).toMatch(/^[A-Z0-9]{1,32}$/);
    expect(codeOf(await product.call(who.volunteer, "sessions.checkIn", { shiftId: shift.shiftId, presence: { kind: "code", code: payload } }))).toBe("ok");
  });

  test("digits can't be tried for ever; scanning, and the others' hand, still work", async () => {
    const shift = await aShift();
    at(shift, shift.fromAt);
    const say = (code: string) => product.call(who.volunteer, "sessions.checkIn", { shiftId: shift.shiftId, presence: { kind: "code", code } });
    const wrong = (Number(codeAt(shift, shift.fromAt)) + 1).toString().padStart(6, "0").slice(-6);
    for (let tries = 0; tries < 10; tries += 1) expect(codeOf(await say(wrong))).toBe("codeWrong");
    expect(codeOf(await arrive(shift))).toBe("codeWrong");
    expect(codeOf(await say(codesFrom(shift.secret, product.cloud.cloud.clock.now(), 60, 0)[0]!.payload))).toBe("ok");
  });

  test("by the place within its distance, never where nobody marked one", async () => {
    const shift = await aShift({ point: { lng: 106.4, lat: 29.5 } });
    at(shift, shift.fromAt);
    const from = (point: { lng: number; lat: number }, shiftId = shift.shiftId) => product.call(who.volunteer, "sessions.checkIn", { shiftId, presence: { kind: "place", point } });
    expect(dataOf(await product.call(who.volunteer, "turns.open", { shiftId: shift.shiftId })).byPlace).toBe(true);
    expect(codeOf(await from({ lng: 106.404, lat: 29.5 }))).toBe("tooFar");
    expect(codeOf(await from({ lng: 106.4025, lat: 29.5 }))).toBe("ok");
    const unmarked = await aShift();
    at(unmarked, unmarked.fromAt);
    expect(codeOf(await from({ lng: 106.4, lat: 29.5 }, unmarked.shiftId))).toBe("tooFar");
  });

  test.each([
    ["recipient", who.recipient, "ok"], ["family", who.family, "ok"], ["leader of the grid", who.leader, "ok"], ["branch committee", who.member, "ok"], ["secretary", who.secretary, "ok"],
    ["leader of another grid", who.otherLeader, "notFound"], ["head of another station", who.otherHead, "notFound"], ["a neighbour", who.other, "notFound"], ["another community", who.stranger, "notFound"], ["the volunteer himself", who.volunteer, "notFound"],
  ])("on the volunteer's behalf by %s", async (_name, openid, outcome) => {
    const shift = await aShift({ proxies: [who.family] });
    at(shift, shift.fromAt);
    const reply = await product.call(openid, "sessions.checkIn", { shiftId: shift.shiftId, presence: { kind: "onBehalf", personId: idOf(who.volunteer) } });
    expect(codeOf(reply)).toBe(outcome);
    if (!reply.ok) return;
    expect(await sessionOf(shift, reply.data.sessionId)).toMatchObject({ shown: { in: "onBehalf", by: idOf(openid) } });
    at(shift, shift.toAt);
    const out = (personId: string) => product.call(openid, "sessions.checkOut", { sessionId: reply.data.sessionId, leaving: { kind: "onBehalf", personId } });
    expect(codeOf(await out(idOf(who.second)))).toBe("notFound");
    expect(dataOf(await out(idOf(who.volunteer)))).toMatchObject({ state: "served", actualMinutes: 60 });
  });

  test("not too early, not after the end", async () => {
    const shift = await aShift();
    at(shift, shift.fromAt - 31 * minuteMs);
    expect(codeOf(await arrive(shift))).toBe("tooEarly");
    expect(dataOf(await product.call(who.volunteer, "turns.open", { shiftId: shift.shiftId })).turn.actions).not.toContain("checkIn");
    at(shift, shift.fromAt - 30 * minuteMs);
    expect(dataOf(await product.call(who.volunteer, "turns.open", { shiftId: shift.shiftId })).turn.actions).toContain("checkIn");
    at(shift, shift.toAt);
    expect(codeOf(await arrive(shift))).toBe("tooLate");
    await tick(shift);
    expect(codeOf(await arrive(shift))).toBe("tooLate");
  });

  test("not to a shift that was cancelled, nor to a turn that was given back", async () => {
    const cancelled = await aShift();
    await product.cloud.database.collection("timeShifts").doc(cancelled.shiftId).update({ cancelled: true });
    at(cancelled, cancelled.fromAt);
    expect(codeOf(await arrive(cancelled))).toBe("actionNotOpen");
    const back = await aShift();
    await product.cloud.database.collection("timeShifts").doc(back.shiftId).update({ turns: [{ personId: idOf(who.volunteer), state: "givenBack", at: back.fromAt }], people: [] });
    at(back, back.fromAt);
    expect(codeOf(await arrive(back))).toBe("actionNotOpen");
  });

  test("out by a code or by the place is compared as in is; by a tap it is the volunteer's word", async () => {
    const shift = await aShift({ point: { lng: 106.4, lat: 29.5 } });
    at(shift, shift.fromAt);
    const { sessionId } = dataOf(await arrive(shift));
    at(shift, shift.toAt);
    const out = (leaving: Parameters<typeof product.call<"sessions.checkOut">>[2]["leaving"]) => product.call(who.volunteer, "sessions.checkOut", { sessionId, leaving });
    expect(codeOf(await out({ kind: "code", code: codeAt(shift, shift.fromAt) }))).toBe("codeWrong");
    expect(codeOf(await out({ kind: "place", point: { lng: 106.5, lat: 29.5 } }))).toBe("tooFar");
    for (const openid of [who.other, who.stranger, who.recipient]) expect(codeOf(await product.call(openid, "sessions.checkOut", { sessionId, leaving: { kind: "tap" } }))).toBe("notFound");
    expect(dataOf(await out({ kind: "code", code: codeAt(shift, shift.toAt) }))).toMatchObject({ state: "served", actualMinutes: 60 });
  });

  test("only who promised; a shift of others doesn't exist, nor its code", async () => {
    const shift = await aShift();
    at(shift, shift.fromAt);
    expect(codeOf(await arrive(shift, who.other))).toBe("notFound");
    expect(codeOf(await product.call(who.other, "turns.open", { shiftId: shift.shiftId }))).toBe("notFound");
    // Who could see the code at home need not come.
    for (const openid of [who.volunteer, who.other, who.otherLeader, who.stranger]) expect(codeOf(await product.call(openid, "sessions.code", { needId: shift.needId }))).toBe("notFound");
    for (const openid of [who.recipient, who.leader, who.member, who.secretary]) expect(codeOf(await product.call(openid, "sessions.code", { needId: shift.needId }))).toBe("ok");
  });

  test("somebody with a post who serves sees no code, and checks himself in and out by his own presence only", async () => {
    const shift = await aShift({ volunteers: [who.leader] });
    at(shift, shift.fromAt);
    expect(codeOf(await product.call(who.leader, "sessions.code", { needId: shift.needId }))).toBe("notFound");
    expect(codeOf(await product.call(who.leader, "sessions.checkIn", { shiftId: shift.shiftId, presence: { kind: "onBehalf", personId: idOf(who.leader) } }))).toBe("notFound");
    const { sessionId } = dataOf(await arrive(shift, who.leader));
    expect(codeOf(await product.call(who.leader, "sessions.checkOut", { sessionId, leaving: { kind: "onBehalf", personId: idOf(who.leader) } }))).toBe("notFound");
  });

  test("one session at a time", async () => {
    const first = await aShift();
    const second = await promised(product, { fromAt: first.toAt + 10 * minuteMs });
    at(first, first.fromAt);
    const { sessionId } = dataOf(await arrive(first));
    at(second, second.fromAt - 5 * minuteMs);
    expect(codeOf(await arrive(second))).toBe("alreadyCheckedIn");
    dataOf(await leave(first, sessionId));
    expect(codeOf(await arrive(second))).toBe("ok");
  });
});

describe("a repeat is one session", () => {
  test("a lost reply and its retry, then two phones with intents of their own at the same moment", async () => {
    const shift = await aShift();
    at(shift, shift.fromAt);
    const operationId = newOperationId();
    const [first, again] = [dataOf(await arrive(shift, who.volunteer, operationId)), dataOf(await arrive(shift, who.volunteer, operationId))];
    expect(again).toEqual(first);
    const twins = await Promise.all([arrive(shift), arrive(shift), arrive(shift)]);
    expect(twins.map((reply) => dataOf(reply).sessionId)).toEqual([first.sessionId, first.sessionId, first.sessionId]);
    expect((await sessionOf(shift, first.sessionId)).events.filter(({ what }) => what === "checkIn")).toHaveLength(1);
  });

  test("two phones at the same moment, none of them first", async () => {
    const shift = await aShift();
    at(shift, shift.fromAt);
    const replies = await Promise.all(Array.from({ length: 4 }, () => arrive(shift)));
    expect(new Set(replies.map((reply) => dataOf(reply).sessionId)).size).toBe(1);
    expect(await product.documents("timeSessions", { shiftId: shift.shiftId })).toHaveLength(1);
  });

  test("checking out: the repeat hears the same, another intent hears that it is done", async () => {
    const shift = await aShift();
    at(shift, shift.fromAt);
    const { sessionId } = dataOf(await arrive(shift));
    at(shift, shift.toAt);
    const operationId = newOperationId();
    const first = dataOf(await leave(shift, sessionId, who.volunteer, operationId));
    at(shift, shift.toAt + 20 * minuteMs);
    expect(dataOf(await leave(shift, sessionId, who.volunteer, operationId)).actualMinutes).toBe(first.actualMinutes);
    expect(codeOf(await leave(shift, sessionId))).toBe("actionNotOpen");
    expect(dataOf(await arrive(shift))).toMatchObject({ sessionId, state: "served", actualMinutes: 60 });
    expect(codeOf(await product.call(who.volunteer, "sessions.checkOut", { sessionId, leaving: { kind: "code", code: "123456" } }, operationId))).toBe("operationReused");
  });

  test("two volunteers of one shift each have their own session and their own hold", async () => {
    const shift = await aShift({ volunteers: [who.volunteer, who.second] });
    at(shift, shift.fromAt);
    const [first, second] = await Promise.all([arrive(shift, who.volunteer), arrive(shift, who.second)]);
    const ids = [dataOf(first).sessionId, dataOf(second).sessionId];
    expect(new Set(ids).size).toBe(2);
    const { holds } = await shiftOf(shift);
    expect((await Promise.all(ids.map((id) => sessionOf(shift, id)))).map(({ hold }) => hold).sort()).toEqual([...holds].sort());
    expect((await shiftOf(shift)).turns.map(({ state }) => state)).toEqual(["inProgress", "inProgress"]);
  });
});
