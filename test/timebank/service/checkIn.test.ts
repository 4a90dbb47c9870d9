/** Coming and going, through the door: each situation of a shift has a rule (docs/timebank-service.md), and each rule stands here. */
import { codesFrom } from "../../../cloudfunctions/features/timebank/service/codes";
import { mondayMorning } from "../../support/communities";
import { codeOf, dataOf, newOperationId, type Product } from "../../support/product";
import { hourMs, minuteMs } from "../../../contracts/kernel/milliseconds";
import { accountOf, arrive, at, bankFaults, codeAt, holdsOf, idOf, leave, opened, promised, served, sessionOf, shiftOf, startService, step, tick, toldOf, who } from "./support";

let product: Product;
beforeAll(async () => {
  product = await startService();
});
afterAll(async () => {
  expect(await bankFaults()).toEqual([]);
  await product.close();
});

/** Each test has an hour of its own: the people are the same, and nobody is in two places. */
let slot = 0;
const next = (): number => mondayMorning + (slot += 1) * 6 * hourMs;
const aShift = (wish: Parameters<typeof promised>[1] = {}) => promised(product, { fromAt: next(), ...wish });

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
    const out = await product.call(openid, "sessions.checkOut", { sessionId: reply.data.sessionId, leaving: { kind: "onBehalf", personId: idOf(who.volunteer) } });
    expect(dataOf(out)).toMatchObject({ state: "served", actualMinutes: 60 });
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

test("a turn that was not checked out of ends at the latest where the next one begins: no minute is in both", async () => {
  const first = await aShift();
  const second = await promised(product, { fromAt: first.toAt + 10 * minuteMs });
  at(first, first.toAt - 10 * minuteMs);
  const { sessionId } = dataOf(await arrive(first));
  at(second, second.fromAt + 5 * minuteMs);
  dataOf(await arrive(second));
  at(first, second.fromAt + 40 * minuteMs);
  expect(dataOf(await leave(first, sessionId))).toMatchObject({ state: "served", actualMinutes: 20, forgotten: false });
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

describe("how long it was", () => {
  test("an early end is paid to the minute, and the rest is free again", async () => {
    const shift = await aShift();
    const before = await accountOf(shift, who.recipient);
    const { sessionId, actualMinutes } = await served(shift, 44);
    expect(actualMinutes).toBe(44);
    dataOf(await step(shift, who.recipient, sessionId, { action: "confirm" }));
    const after = await accountOf(shift, who.recipient);
    expect([after.debits - before.debits, after.debitsPending - before.debitsPending]).toEqual([44, -60]);
    expect(await holdsOf(shift)).toEqual([expect.objectContaining({ state: "posted", postedMinutes: 44 })]);
  });

  test("each side is told what it has to know, each thing once", async () => {
    const shift = await aShift({ proxies: [who.family] });
    const { sessionId } = await served(shift);
    await Promise.all([tick(shift), tick(shift)]);
    const told = (await toldOf(shift, sessionId)).map(({ to, text, todo }) => [to, text, todo]);
    const each = (openid: string) => [[idOf(openid), "志愿者到了，辅导孩子开始了。", false], [idOf(openid), "辅导孩子结束了，来了 1 小时，请您确认一下。", true]];
    expect(told.sort()).toEqual([...each(who.recipient), ...each(who.family)].sort());
    expect((await sessionOf(shift, sessionId)).effects).toEqual([]);
  });

  test("longer than planned is recorded as it was and paid as booked", async () => {
    const shift = await aShift();
    const { sessionId } = await served(shift, 95);
    expect(dataOf(await step(shift, who.recipient, sessionId, { action: "confirm" }))).toMatchObject({ state: "settled", actualMinutes: 95, creditedMinutes: 60, bookedMinutes: 60 });
  });

  test("seconds don't count: the two clock times do", async () => {
    const shift = await aShift();
    at(shift, shift.fromAt + 59_000);
    const { sessionId } = dataOf(await arrive(shift));
    at(shift, shift.fromAt + 30 * minuteMs + 1_000);
    expect(dataOf(await leave(shift, sessionId)).actualMinutes).toBe(30);
  });

  test("nothing served is nothing paid: out in the minute of coming in", async () => {
    const shift = await aShift();
    const { sessionId } = await served(shift, 0);
    expect(dataOf(await step(shift, who.recipient, sessionId, { action: "confirm" }))).toMatchObject({ state: "settled", creditedMinutes: 0 });
    expect(await holdsOf(shift)).toEqual([expect.objectContaining({ state: "voided" })]);
    expect((await sessionOf(shift, sessionId)).entries).toEqual([]);
  });

  test("over midnight it is one session of the day on which it began", async () => {
    const fromAt = Date.parse("2026-12-20T23:00:00+08:00");
    const shift = await promised(product, { fromAt, minutes: 120 });
    const card = await served(shift, 120);
    expect(card).toMatchObject({ actualMinutes: 120, whenText: "12月20日 周日 23:00–01:00" });
    dataOf(await step(shift, who.recipient, card.sessionId, { action: "confirm" }));
    const { items } = dataOf(await product.call(who.volunteer, "records.list", {}));
    expect(items.find(({ sessionId }) => sessionId === card.sessionId)).toMatchObject({ day: "2026-12-20", creditedText: "2 小时" });
  });
});

describe("a forgotten check-out", () => {
  test("ends at the planned end, asks the volunteer, and believes him up to what was booked", async () => {
    const shift = await aShift();
    at(shift, shift.fromAt);
    const { sessionId } = dataOf(await arrive(shift));
    at(shift, shift.toAt + 59 * minuteMs);
    await tick(shift);
    expect((await sessionOf(shift, sessionId)).state).toBe("inProgress");
    at(shift, shift.toAt + hourMs);
    await Promise.all([tick(shift), tick(shift)]);
    expect(await opened(shift, who.volunteer, sessionId)).toMatchObject({ state: "served", forgotten: true, actualMinutes: 60, actions: expect.arrayContaining(["sayEnd"]) });
    expect((await shiftOf(shift)).turns[0]!.state).toBe("served");
    expect((await toldOf(shift, sessionId)).filter(({ to, text }) => to === idOf(who.volunteer) && text.includes("没有签退"))).toHaveLength(1);
    expect(codeOf(await step(shift, who.recipient, sessionId, { action: "sayEnd", minutes: 30 }))).toBe("actionNotOpen");
    expect(codeOf(await step(shift, who.volunteer, sessionId, { action: "sayEnd", minutes: 61 }))).toBe("minutesWrong");
    expect(dataOf(await step(shift, who.volunteer, sessionId, { action: "sayEnd", minutes: 50 }))).toMatchObject({ actualMinutes: 50, state: "served" });
    expect(dataOf(await step(shift, who.recipient, sessionId, { action: "confirm" }))).toMatchObject({ creditedMinutes: 50 });
  });

  test("a check-out after the grace is the same forgotten one, whether the clock came by or not, and counts from when he came", async () => {
    const shift = await aShift();
    at(shift, shift.fromAt + 20 * minuteMs);
    const { sessionId } = dataOf(await arrive(shift));
    at(shift, shift.toAt + 3 * hourMs);
    const operationId = newOperationId();
    const card = dataOf(await leave(shift, sessionId, who.volunteer, operationId));
    expect(card).toMatchObject({ state: "served", forgotten: true, actualMinutes: 40 });
    expect(dataOf(await leave(shift, sessionId, who.volunteer, operationId))).toMatchObject({ state: "served", forgotten: true });
  });

  test("who checks out himself is asked for no time", async () => {
    const shift = await aShift();
    const { sessionId, actions } = await served(shift);
    expect(actions).not.toContain("sayEnd");
    expect(codeOf(await step(shift, who.volunteer, sessionId, { action: "sayEnd", minutes: 30 }))).toBe("actionNotOpen");
  });
});

describe("a shift is over", () => {
  test("who did not come is told kindly, what was held for him is free, and so is his time", async () => {
    const shift = await aShift({ volunteers: [who.volunteer, who.second], places: 3 });
    at(shift, shift.fromAt);
    // What earlier shifts held is let go of first; what met another write does so in the next round.
    for (let rounds = 0; rounds < 2; rounds += 1) await tick(shift);
    const before = await accountOf(shift, who.recipient);
    await served(shift, 60, who.volunteer);
    await Promise.all([tick(shift), tick(shift)]);
    await tick(shift);
    expect((await shiftOf(shift)).turns.map(({ state }) => state)).toEqual(["served", "missed"]);
    expect(await shiftOf(shift)).not.toHaveProperty("closeAt");
    expect((await holdsOf(shift)).map(({ state }) => state).sort()).toEqual(["pending", "voided", "voided"]);
    expect((await accountOf(shift, who.recipient)).debitsPending - before.debitsPending).toBe(-120);
    const inbox = await product.documents<{ to: string; text: string; needId: string }>("inbox", { needId: shift.needId });
    const missed = inbox.filter(({ text }) => text.includes("没有签到") || text.includes("没有人签到"));
    expect(missed.map(({ to }) => to).sort()).toEqual([idOf(who.second), idOf(who.recipient), "wtl:leader1"].sort());
    expect(await promised(product, { fromAt: shift.fromAt, volunteers: [who.second] })).toBeDefined();
  });
});
