/** 再请一次: who may, when, and what is filled in. */
import { addDays } from "../../../contracts/kernel/day";
import { codeOf, dataOf } from "../../support/product";
import { aNeed, day, draftOf, eachInItsOwnWeek, idOf, inboxOf, moveTo, needOf, product, tick, wednesday, who } from "./support";

eachInItsOwnWeek();

const formOf = (openid: string, needId: string) => product.call(openid, "needs.form", { needId });
const joined = async (need: Awaited<ReturnType<typeof aNeed>>): Promise<void> => {
  const { familyToken } = await need.story(who.recipient);
  dataOf(await product.call(who.family, "needs.join", { needId: need.needId, token: familyToken! }));
};

describe("where it was", () => {
  test("at home is the home of who was helped: his daughter, who joined, has to say where", async () => {
    const need = await aNeed(product, wednesday());
    await joined(need);
    dataOf(await need.step(who.recipient, { action: "withdraw" }));
    expect(dataOf(await formOf(who.recipient, need.needId)).again).toMatchObject({ where: "home", forOther: false });
    const byFamily = dataOf(await formOf(who.family, need.needId)).again!;
    expect(byFamily).toMatchObject({ forOther: true });
    expect(byFamily.where).toBeUndefined();
  });

  test("of somebody without an account it is the home of who asked, and stays it for him", async () => {
    const story = dataOf(await product.call(who.family, "needs.ask", draftOf({ ...wednesday(), onBehalf: { called: "奶奶", consent: true } })));
    const need = needOf(product, story.needId);
    dataOf(await need.step(who.family, { action: "withdraw" }));
    expect((await need.document()).recipientId).toBeUndefined();
    expect(dataOf(await formOf(who.family, need.needId)).again).toMatchObject({ where: "home", forOther: true });
  });
});

describe("when", () => {
  const weekly = (weeks: number) => ({ schedule: { kind: "weekly" as const, fromDay: day, weekday: 3 as const, fromMinute: 1140, minutes: 60, places: 1, weeks } });
  const onDay = (days: number, clock: string): void => moveTo(product, `${addDays(day, days)}T${clock}`);

  test("a weekly need from the day its last time is told, while it goes on; the next begins after that last time", async () => {
    const need = await aNeed(product, weekly(3));
    await joined(need);
    onDay(8, "18:00");
    await tick(product);
    expect([(await need.story(who.recipient)).again, codeOf(await formOf(who.recipient, need.needId))]).toEqual([undefined, "notFound"]);
    onDay(8, "20:00");
    await tick(product);
    expect((await inboxOf(product, idOf(who.recipient))).at(-1)!.text).toContain("现在就可以再请一次");
    for (const openid of [who.recipient, who.family]) {
      expect(await need.story(openid)).toMatchObject({ state: "open", again: true });
      expect(dataOf(await formOf(openid, need.needId)).again).toMatchObject({ fromDay: addDays(day, 15), schedule: { kind: "weekly", weeks: 3 } });
    }
    for (const openid of [who.near, who.leader, who.member]) {
      expect((await need.story(openid)).again).toBeUndefined();
      expect(codeOf(await formOf(openid, need.needId))).toBe("notFound");
    }
    onDay(16, "12:00");
    await tick(product);
    expect(dataOf(await formOf(who.recipient, need.needId)).again!.fromDay).toBeUndefined();
  });

  test("what the bank could not do is not asked again, whatever was told before", async () => {
    const need = await aNeed(product, weekly(2));
    onDay(2, "12:00");
    await tick(product);
    expect((await need.story(who.recipient)).again).toBe(true);
    dataOf(await need.step(who.member, { action: "notTake", wayOn: "请打站里电话" }));
    expect((await need.story(who.recipient)).again).toBeUndefined();
    expect(codeOf(await formOf(who.recipient, need.needId))).toBe("notFound");
  });
});
