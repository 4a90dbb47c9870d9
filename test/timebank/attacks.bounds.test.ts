/** Bounds against two phones at once, and against the same over and over. */
import type { SessionDocument } from "../../cloudfunctions/features/timebank/shared/documents";
import { codeOf, dataOf } from "../support/product";
import { addMember, addPerson, aNeed, eachStartsAnew, fillPool, idOf, moveTo, product, save, tick, who } from "./needs/support";

eachStartsAnew();

test("on a neighbour's word the pool pays one need at a time, of two asked at once, too", async () => {
  await fillPool(6_000);
  await product.call(who.recipient, "timebank.open", {});
  const behalf = (called: string) => aNeed(product, { onBehalf: { called, consent: true }, place: { kind: "unit", unitCode: "b1-1" } });
  const both = await Promise.all([behalf("老王"), behalf("老孙")]);
  const funding = async () => (await Promise.all(both.map((need) => need.shifts()))).map(([shift]) => shift!.funding);
  expect((await funding()).sort()).toEqual(["pool", "undecided"]);
  const paid = both[(await funding()).indexOf("pool")]!;
  dataOf(await paid.step(who.recipient, { action: "withdraw" }));
  const [next] = await (await behalf("老周")).shifts();
  expect(next!.funding).toBe("pool");
});

test("after a forgotten check-out the volunteer corrects himself a few times; then he hears whom to ask, and nothing grows", async () => {
  await save(who.recipient, 600);
  const need = await aNeed(product);
  dataOf(await need.turn(who.near, "take"));
  moveTo(product, "2026-11-25T19:00:00");
  const { sessionId } = dataOf(await product.call(who.recipient, "sessions.checkIn", { shiftId: `${need.needId}:0`, presence: { kind: "onBehalf", personId: idOf(who.near) } }));
  moveTo(product, "2026-11-25T21:30:00");
  await tick(product);
  const say = async (minutes: number) => {
    const { version } = dataOf(await product.call(who.near, "sessions.open", { sessionId }));
    return product.call(who.near, "sessions.step", { sessionId, version, step: { action: "sayEnd", minutes } });
  };
  for (const minutes of [10, 20, 30, 40, 50]) dataOf(await say(minutes));
  const refused = await say(60);
  expect(refused).toMatchObject({ ok: false, failure: { code: "actionNotOpen", message: "已经补报过几次了。还要改的话，请和居民组长说一声。" } });
  expect(dataOf(await product.call(who.near, "sessions.open", { sessionId })).actions).not.toContain("sayEnd");
  const [session] = await product.documents<SessionDocument>("timeSessions", { _id: sessionId });
  expect([session!.actualMinutes, session!.events.filter(({ what }) => what === "sayEnd").length]).toEqual([50, 5]);
});

describe("offers", () => {
  const post = (openid: string, words: string) => product.call(openid, "offers.post", { skill: "company", words, times: [{ weekday: 6, part: "morning" }] });

  test("posted and closed over and over end for the day; the next day goes on", async () => {
    for (let time = 0; time < 20; time += 1) {
      const { offer } = dataOf(await post(who.near, `第 ${time} 次`));
      dataOf(await product.call(who.near, "offers.close", { offerId: offer.offerId, version: offer.version }));
    }
    expect(codeOf(await post(who.near, "又一次"))).toBe("tooMany");
    moveTo(product, "2026-11-24T09:00:00");
    expect(codeOf(await post(who.near, "又一次"))).toBe("ok");
  });

  test("no more than ten stand at once, of twelve sent at the same moment, too", async () => {
    await product.call(who.near, "timebank.open", {});
    const codes = (await Promise.all(Array.from({ length: 12 }, (_, index) => post(who.near, `第 ${index} 件`)))).map(codeOf);
    expect(codes.filter((code) => code === "ok").length).toBeLessThanOrEqual(10);
    expect(await product.documents("timeOffers", { personId: idOf(who.near), open: true } as object)).toHaveLength(codes.filter((code) => code === "ok").length);
  });

  test("of who has left no address stand in the community's list, for others without one, too, and for everybody else", async () => {
    const nowhere = "o-wtl-nowhere";
    await addPerson(product, nowhere, "小林", 1);
    await product.cloud.database.collection("people").doc(idOf(nowhere)).update({ household: product.cloud.database.command.remove() });
    await addMember(product, nowhere, 1, { gridCode: "", stationCode: "east" });
    const { offer } = dataOf(await post(nowhere, "会修收音机"));
    dataOf(await post(who.far, "会理发"));
    const listed = async (openid: string) => dataOf(await product.call(openid, "offers.near", {})).items.map(({ words }) => words);
    expect(await listed(who.newcomer)).toEqual(["会理发", "会修收音机"]);
    for (const openid of [who.near, who.far]) expect(await listed(openid)).toContain(offer.words);
  });
});
