/** Hours that nobody gives: help that goes on while who is helped takes back what was held for it. */
import { defaultSettings } from "../../contracts/timebank/settings";
import { codeOf, dataOf, newOperationId } from "../support/product";
import { account, aNeed, eachStartsAnew, idOf, moveTo, once, product, save, tick, who } from "./needs/support";

eachStartsAnew();

const minutesOf = async (openid: string): Promise<number> => {
  const { credits, debits, debitsPending } = (await account(product, openid))!;
  return credits - debits - debitsPending;
};
const hereFor = (shiftId: string, openid: string) =>
  product.call(who.recipient, "sessions.checkIn", { shiftId, presence: { kind: "onBehalf", personId: idOf(openid) } });

describe.each(["withdraw", "cancelShift"] as const)("%s in the minutes between an early check-in and the beginning", (action) => {
  test("what was served is paid by whoever asked for it, and only the rest comes back", async () => {
    expect(defaultSettings.service.earlyMinutes).toBe(30);
    await save(who.recipient, 600);
    const need = await aNeed(product, { schedule: once("2026-11-25", 600, 60, 2) });
    for (const openid of [who.near, who.nearToo]) dataOf(await need.turn(openid, "take"));
    moveTo(product, "2026-11-25T09:40:00");
    const { sessionId } = dataOf(await hereFor(`${need.needId}:0`, who.near));
    moveTo(product, "2026-11-25T09:50:00");
    dataOf(await need.step(who.recipient, action === "withdraw" ? { action } : { action, shiftId: `${need.needId}:0` }));
    await tick(product);
    // The hour of who need not come any more is back, the one of who is there already is not.
    expect(await minutesOf(who.recipient)).toBe(540);
    expect(codeOf(await hereFor(`${need.needId}:0`, who.nearToo))).toBe("actionNotOpen");

    moveTo(product, "2026-11-25T11:00:00");
    const { version } = dataOf(await product.call(who.near, "sessions.checkOut", { sessionId, leaving: { kind: "tap" } }));
    dataOf(await product.call(who.recipient, "sessions.step", { sessionId, version, step: { action: "confirm" } }, newOperationId()));
    expect((await account(product, who.near))!.honour).toBe(60);
    expect(await minutesOf(who.near)).toBe(60);
    expect(await minutesOf(who.recipient)).toBe(540);
  });

  test("who came and went again before the beginning is paid for what he served, and the rest comes back", async () => {
    await save(who.recipient, 600);
    const need = await aNeed(product, { schedule: once("2026-11-25", 600, 60) });
    dataOf(await need.turn(who.near, "take"));
    moveTo(product, "2026-11-25T09:30:00");
    const { sessionId } = dataOf(await hereFor(`${need.needId}:0`, who.near));
    moveTo(product, "2026-11-25T09:50:00");
    const { version } = dataOf(await product.call(who.near, "sessions.checkOut", { sessionId, leaving: { kind: "tap" } }));
    dataOf(await need.step(who.recipient, action === "withdraw" ? { action } : { action, shiftId: `${need.needId}:0` }));
    await tick(product);
    dataOf(await product.call(who.recipient, "sessions.step", { sessionId, version, step: { action: "confirm" } }));
    expect([await minutesOf(who.near), await minutesOf(who.recipient)]).toEqual([20, 580]);
  });
});

test("what is paid before the beginning leaves the shift's other places as they were: no hours have fallen away", async () => {
  await save(who.recipient, 600);
  const need = await aNeed(product, { schedule: once("2026-11-25", 600, 60, 2) });
  dataOf(await need.turn(who.near, "take"));
  moveTo(product, "2026-11-25T09:35:00");
  const { sessionId } = dataOf(await hereFor(`${need.needId}:0`, who.near));
  moveTo(product, "2026-11-25T09:45:00");
  const { version } = dataOf(await product.call(who.near, "sessions.checkOut", { sessionId, leaving: { kind: "tap" } }));
  dataOf(await product.call(who.recipient, "sessions.step", { sessionId, version, step: { action: "confirm" } }));
  await tick(product);
  expect((await need.shifts())[0]).toMatchObject({ funding: "own" });
  expect((await need.document()).events.filter(({ what }) => what === "unpaid")).toEqual([]);
  expect(codeOf(await need.turn(who.nearToo, "take"))).toBe("ok");
});
