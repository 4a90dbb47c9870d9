/** Going, and how long it was; check-outs that were forgotten, and shifts to which nobody came. Through the door. */
import type { NeedDocument } from "../../../cloudfunctions/features/timebank/shared/documents";
import { hourMs, minuteMs } from "../../../contracts/kernel/milliseconds";
import { codeOf, dataOf, newOperationId } from "../../support/product";
import { aShift, product, useService } from "./stage";
import { accountOf, arrive, at, holdsOf, idOf, leave, opened, promised, served, sessionOf, shiftOf, step, tick, toldOf, who } from "./support";

useService(6);

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

  test("gone before the planned end, the need no longer says that he comes", async () => {
    const shift = await aShift();
    const { fromAt, toAt, needId } = shift;
    await product.cloud.database.collection("timeNeeds").doc(needId).update({ coming: { fromAt, toAt } });
    await served(shift, 30);
    await tick(shift);
    expect((await product.documents<NeedDocument>("timeNeeds", { _id: needId }))[0]).not.toHaveProperty("coming");
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

  test("counts no more than was booked, however early he came", async () => {
    const shift = await aShift();
    at(shift, shift.fromAt - 20 * minuteMs);
    const { sessionId } = dataOf(await arrive(shift));
    at(shift, shift.toAt + hourMs);
    await tick(shift);
    expect(await sessionOf(shift, sessionId)).toMatchObject({ state: "served", forgotten: true, actualMinutes: 60 });
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

// The last, since time must not go back over the end of a month: the clock seals it.
test("over midnight it is one session of the day on which it began", async () => {
  const fromAt = Date.parse("2026-12-20T23:00:00+08:00");
  const shift = await promised(product, { fromAt, minutes: 120 });
  const card = await served(shift, 120);
  expect(card).toMatchObject({ actualMinutes: 120, whenText: "12月20日 周日 23:00–01:00" });
  dataOf(await step(shift, who.recipient, card.sessionId, { action: "confirm" }));
  const { items } = dataOf(await product.call(who.volunteer, "records.list", {}));
  expect(items.find(({ sessionId }) => sessionId === card.sessionId)).toMatchObject({ day: "2026-12-20", creditedText: "2 小时" });
});
