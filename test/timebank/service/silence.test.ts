/** What follows when nobody confirms: who is asked, for how long, and what then counts. */
import { hourMs } from "../../../contracts/kernel/milliseconds";
import { dataOf } from "../../support/product";
import { aShift, useService } from "./stage";
import { arrive, at, opened, served, sessionOf, step, tick, toldOf, who } from "./support";

useService(1000);

describe("silence", () => {
  const atHours = async (shift: Awaited<ReturnType<typeof aShift>>, hours: number) => {
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
    expect(await sessionOf(shift, sessionId)).toMatchObject({ state: "unconfirmed", leaderIds: ["wtl:leader1"] });
    expect((await toldOf(shift, sessionId)).filter(({ to }) => to === "wtl:leader1")).toHaveLength(1);
    // The leader has something to do; who only watches reads who is asking and what follows.
    expect(await opened(shift, who.leader, sessionId)).toMatchObject({ actions: expect.arrayContaining(["confirm"]), headline: { title: "请您帮着问一问", tone: "waiting" } });
    expect(await opened(shift, who.member, sessionId)).toMatchObject({ actions: [], headline: { title: "居民组长在问", detail: expect.stringContaining("没有回话，就按约好的时间记") } });
    await atHours(shift, 48.1 + 71.9);
    expect(await state()).toBe("unconfirmed");
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
    expect((await sessionOf(shift, sessionId)).leaderIds).toEqual(["wtl:headEast", "wtl:memberEast"]);
    expect(dataOf(await step(shift, who.head, sessionId, { action: "confirm" }))).toMatchObject({ state: "settled" });
  });

  test("asks the secretary where leader and branch all have to do with it", async () => {
    const shift = await aShift({ volunteers: [who.leader], proxies: [who.head, who.member] });
    const { sessionId } = await served(shift, 60, who.leader);
    await atHours(shift, 60);
    expect(await sessionOf(shift, sessionId)).toMatchObject({ state: "unconfirmed", leaderIds: ["wtl:secretary"] });
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
    expect(await sessionOf(shift, sessionId)).toMatchObject({ state: "unconfirmed", leaderIds: [] });
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
    expect((await sessionOf(shift, sessionId)).state).toBe("unconfirmed");
  });
});
