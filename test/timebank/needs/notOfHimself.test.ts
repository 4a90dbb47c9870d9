/** Staff are two ids of one human being: what somebody did himself asks nothing of him by his other one. */
import { staffIdOf } from "../../support/communities";
import { dataOf } from "../../support/product";
import { addMember, aNeed, draftOf, eachInItsOwnWeek, idOf, inboxOf, later, needOf, product, save, tick, wednesday, who } from "./support";

eachInItsOwnWeek();

const leader = staffIdOf("wtl", "leader1");
const toldOf = async (needId: string, to: string) => (await inboxOf(product, to)).filter((one) => one.needId === needId).map(({ text }) => text);

test("a group leader who volunteers and stops taking part is not asked who could come instead of him", async () => {
  await addMember(product, who.leader, 1);
  const need = await aNeed(product, wednesday());
  const before = await toldOf(need.needId, leader);
  dataOf(await need.turn(who.leader, "take"));
  later(product, 1 / 60);
  dataOf(await product.call(who.leader, "members.leave", {}));
  await tick(product);
  expect((await need.shifts())[0]!.people).toEqual([]);
  expect((await toldOf(need.needId, idOf(who.recipient))).at(-1)).toContain("来不了了");
  expect(await toldOf(need.needId, leader)).toEqual(before);
});

test("a group leader who asks for a neighbour, or for himself, is not asked to look at what he asked", async () => {
  await save(who.leader, 600);
  for (const more of [{ onBehalf: { called: "老奶奶", consent: true as const }, place: { kind: "unit" as const, unitCode: "b1-1" } }, { place: { kind: "unit" as const, unitCode: "b1-1" } }]) {
    const story = dataOf(await product.call(who.leader, "needs.ask", draftOf({ ...wednesday(), ...more })));
    const need = needOf(product, story.needId);
    await tick(product);
    expect(await toldOf(need.needId, leader)).toEqual([]);
  }
});
