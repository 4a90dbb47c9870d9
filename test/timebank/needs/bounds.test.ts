/** What a community of twenty thousand would meet: more volunteers than are looked through, and a week that is the last. */
import { openDatabase } from "../../../cloudfunctions/platform/database";
import type { InboxDocument } from "../../../cloudfunctions/features/inbox/document";
import type { MemberDocument } from "../../../cloudfunctions/features/timebank/shared/documents";
import { memberIdOf } from "../../../cloudfunctions/features/timebank/shared/members.repository";
import { addDays } from "../../../contracts/kernel/day";
import { mondayMorning } from "../../support/communities";
import { dataOf } from "../../support/product";
import { addMember, addPerson, aNeed, day, eachInItsOwnWeek, idOf, inboxOf, later, moveTo, once, product, tick, who } from "./support";

eachInItsOwnWeek();

/** Volunteers of the other station who were all there before anybody else. */
async function crowd(count: number, rest: Partial<MemberDocument>): Promise<void> {
  const [one] = await product.documents<MemberDocument>("timeMembers", { personId: idOf(who.far) });
  const many = Array.from({ length: count }, (_, n): MemberDocument => ({ ...one!, ...rest, _id: memberIdOf("wtl", `${rest.skills?.[0] ?? ""}-${n}`), personId: `${rest.skills?.[0] ?? ""}-${n}`, appliedAt: n + 1 }));
  await openDatabase().collection<MemberDocument>("timeMembers").insertMany(many);
}

test("behind seven hundred who live far away, the neighbour who joined last is proposed first", async () => {
  await crowd(700, { skills: ["haircut"] });
  const neighbour = "o-wtl-new-neighbour";
  await addPerson(product, neighbour, "新来的", 1);
  await addMember(product, neighbour, 1, { skills: ["haircut"], appliedAt: mondayMorning });
  const need = await aNeed(product, { skill: "haircut", schedule: once(day) });
  const { proposals, volunteers } = dataOf(await product.call(who.leader, "needs.propose", { needId: need.needId }));
  expect(proposals.map(({ personId }) => personId)).toEqual([idOf(neighbour)]);
  expect(volunteers).toHaveLength(120);
});

test("of more Party members than are told, the nearest are among them", async () => {
  await crowd(150, { skills: ["party"], partyMember: true });
  const neighbour = "o-wtl-party-neighbour";
  await addPerson(product, neighbour, "老党员", 2);
  await addMember(product, neighbour, 2, { partyMember: true });
  const need = await aNeed(product, { schedule: once(addDays(day, 20)) });
  later(product, 25);
  await tick(product);
  const told = (await product.documents<InboxDocument>("inbox", { needId: need.needId })).filter(({ text }) => text.includes("您是党员"));
  expect(told).toHaveLength(100);
  expect(told.map(({ to }) => to)).toContain(idOf(neighbour));
});

describe("a weekly need", () => {
  const weekly = (weeks: number) => ({ schedule: { kind: "weekly" as const, fromDay: day, weekday: 3 as const, fromMinute: 1140, minutes: 60, places: 1, weeks } });
  const said = async (needId: string, to = who.recipient) => (await inboxOf(product, idOf(to))).filter((one) => one.needId === needId && one.text.includes("最后一次"));

  test("says before its last time that it is, once, while it can still be asked again", async () => {
    const need = await aNeed(product, weekly(3));
    dataOf(await product.call(who.family, "needs.join", { needId: need.needId, token: (await need.story(who.recipient)).familyToken! }));
    moveTo(product, `${addDays(day, 8)}T18:00`);
    await tick(product);
    expect(await said(need.needId)).toEqual([]);
    for (const clock of ["19:30", "19:31"]) {
      moveTo(product, `${addDays(day, 8)}T${clock}`);
      await Promise.all([tick(product), tick(product)]);
    }
    const [, month, date] = addDays(day, 14).split("-").map(Number);
    expect(await said(need.needId)).toMatchObject([{ text: expect.stringContaining(`只剩最后一次了：${month}月${date}日 周三 19:00–20:00。还需要的话，现在就可以再请一次。`) }]);
    expect((await need.document()).lastTimeTold).toBe(true);
    moveTo(product, `${addDays(day, 16)}T12:00`);
    await tick(product);
    // Whoever acts for him hears it, too: it may be he who asks again.
    expect([await said(need.needId), await said(need.needId, who.family)]).toMatchObject([[{}], [{}]]);
  });

  test("whose last time was called off speaks of the one that is the last now; a single one of nothing", async () => {
    const need = await aNeed(product, weekly(3));
    dataOf(await need.step(who.recipient, { action: "cancelShift", shiftId: `${need.needId}:2` }));
    const single = await aNeed(product, weekly(1));
    moveTo(product, `${day}T12:00`);
    await tick(product);
    expect([await said(need.needId), await said(single.needId)]).toEqual([[], []]);
    moveTo(product, `${addDays(day, 2)}T12:00`);
    await tick(product);
    const [, month, date] = addDays(day, 7).split("-").map(Number);
    expect(await said(need.needId)).toMatchObject([{ text: expect.stringContaining(`${month}月${date}日 周三`) }]);
    expect(await said(single.needId)).toEqual([]);
  });

  test("is not called the last any more once that has begun, however late the clock comes", async () => {
    const need = await aNeed(product, weekly(2));
    moveTo(product, `${addDays(day, 7)}T19:10`);
    await tick(product);
    expect([(await need.document()).state, await said(need.needId)]).toEqual(["open", []]);
  });
});
