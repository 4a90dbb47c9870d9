import { addDays } from "../../../contracts/kernel/day";
import type { InboxDocument } from "../../../cloudfunctions/features/inbox/document";
import type { NeedDocument } from "../../../cloudfunctions/features/timebank/shared/documents";
import { dataOf } from "../../support/product";
import { addMember, addPerson, aNeed, day, eachInItsOwnWeek, fillPool, idOf, inboxOf, later, once, product, tick, who } from "./support";

eachInItsOwnWeek();
/** At once offered to everybody. */
async function toCommunity(need: { document: () => Promise<NeedDocument> }): Promise<void> {
  const { _id, gridCode, stationCode } = await need.document();
  await product.cloud.database.collection("timeNeeds").doc(_id).update({ stage: "community", offeredTo: [`grid:${gridCode}`, `station:${stationCode}`, "partyMembers", "community"] });
}

describe("offered further and further", () => {
  const tokens = async (need: { document: () => Promise<NeedDocument> }) => (await need.document()).offeredTo;
  const sees = async (openid: string, needId: string) => dataOf(await product.call(openid, "needs.near", {})).items.some((item) => item.needId === needId);

  test("grid, station, Party members, community, each after its hours; Party members are told at theirs", async () => {
    const need = await aNeed(product, { schedule: once(addDays(day, 20)) });
    expect([await sees(who.near, need.needId), await sees(who.station, need.needId), await sees(who.recipient, need.needId)]).toEqual([true, false, false]);
    later(product, 11.9);
    await tick(product);
    expect(await tokens(need)).toEqual(["grid:g1"]);
    later(product, 0.2);
    await tick(product);
    expect(await tokens(need)).toEqual(["grid:g1", "station:east"]);
    expect([await sees(who.station, need.needId), await sees(who.party, need.needId)]).toEqual([true, false]);
    later(product, 12);
    await Promise.all([tick(product), tick(product)]);
    expect(await tokens(need)).toEqual(["grid:g1", "station:east", "partyMembers"]);
    expect([await sees(who.party, need.needId), await sees(who.far, need.needId)]).toEqual([true, false]);
    const told = (await inboxOf(product, idOf(who.party))).filter(({ needId }) => needId === need.needId);
    expect(told).toMatchObject([{ text: expect.stringContaining("您是党员") }]);
    expect((await inboxOf(product, idOf(who.far))).filter(({ needId }) => needId === need.needId)).toEqual([]);
    later(product, 12);
    await tick(product);
    expect([await sees(who.far, need.needId), (await tokens(need)).at(-1)]).toEqual([true, "community"]);
    dataOf(await need.turn(who.far, "take"));
    expect(await sees(who.station, need.needId)).toBe(false);
  });

  test("a Party member who comes already, or is family, is not asked to look", async () => {
    const [comes, family] = ["o-wtl-party-comes", "o-wtl-party-family"];
    await addPerson(product, comes, "老同志", 2);
    await addMember(product, comes, 2, { partyMember: true });
    await addMember(product, family, 2, { partyMember: true, family: [{ personId: idOf(who.recipient), relation: "child", by: "x", at: 0 }] });
    const need = await aNeed(product, { schedule: once(addDays(day, 20), 1140, 60, 2) });
    dataOf(await need.step(who.leader, { action: "invite", assignments: [{ shiftId: (await need.shifts())[0]!._id, personId: idOf(comes) }] }));
    dataOf(await need.turn(comes, "accept"));
    later(product, 25);
    await tick(product);
    const told = (await product.documents<InboxDocument>("inbox", { needId: need.needId })).filter(({ text }) => text.includes("您是党员"));
    expect(told.map(({ to }) => to)).toEqual([idOf(who.party)]);
  });

  test("Party members are told as well where somebody gave back when it would have been their turn long ago", async () => {
    const need = await aNeed(product, { schedule: once(addDays(day, 20)) });
    dataOf(await need.turn(who.near, "take"));
    await tick(product);
    later(product, 40);
    dataOf(await need.turn(who.near, "giveBack"));
    expect(await need.document()).toMatchObject({ lacking: 1, stage: "grid", offeredTo: ["grid:g1"] });
    await tick(product);
    expect(await need.document()).toMatchObject({ stage: "community" });
    expect((await inboxOf(product, idOf(who.party))).filter(({ needId, text }) => needId === need.needId && text.includes("您是党员"))).toHaveLength(1);
  });

  test("a clock that comes late arrives where it would have been; when time is short each stage is half of what is left", async () => {
    const late = await aNeed(product, { schedule: once(addDays(day, 20)) });
    later(product, 30);
    await tick(product);
    expect((await late.document()).stage).toBe("partyMembers");
    // Eight hours are left: four, two, one.
    const soon = await aNeed(product, { schedule: once(day, 0) });
    for (const [hours, stage] of [[3.9, "grid"], [0.2, "station"], [1.8, "station"], [0.2, "partyMembers"], [1, "community"]] as const) {
      later(product, hours);
      await tick(product);
      expect((await soon.document()).stage).toBe(stage);
    }
  });

  test("what nobody took is told to who asked, with a way on", async () => {
    const [nobody, somebody] = [await aNeed(product, { schedule: once(day, 0) }), await aNeed(product, { schedule: once(day, 0) })];
    dataOf(await somebody.turn(who.near, "take"));
    later(product, 42);
    await tick(product);
    await tick(product);
    const told = async (needId: string) => (await inboxOf(product, idOf(who.recipient))).filter((one) => one.needId === needId).map(({ text }) => text);
    expect((await told(nobody.needId)).join()).toMatch(/很抱歉，“.*”没有找到人帮忙.*请打站里电话.*再请一次/);
    expect((await nobody.story(who.recipient)).headline.title).toBe("没有找到人帮忙");
    expect((await told(somebody.needId)).join()).toContain("都结束了");
  });

  test("an undecided shift is offered to nobody, whoever's turn it would be", async () => {
    const need = await aNeed(product, { schedule: once(addDays(day, 6)) }, who.passer);
    later(product, 40);
    await tick(product);
    expect(await tokens(need)).toEqual([]);
    expect(await sees(who.near, need.needId)).toBe(false);
  });

  test("the nearest first, page by page without a gap or a repeat", async () => {
    await fillPool(3_000);
    const places = ["b3-1", "b2-1", "b1-1"];
    const made: string[] = [];
    for (let index = 0; index < 24; index += 1) {
      const need = await aNeed(product, { schedule: once(addDays(day, 8), 480 + index * 10), place: { kind: "unit", unitCode: places[index % 3]! }, onBehalf: { called: "王爷爷", consent: true } }, who.secretary);
      await toCommunity(need);
      made.push(need.needId);
    }
    const first = dataOf(await product.call(who.nearToo, "needs.near", {}));
    const second = dataOf(await product.call(who.nearToo, "needs.near", { cursor: first.next! }));
    const all = [...first.items, ...second.items];
    expect(first.items).toHaveLength(20);
    expect(new Set(all.map(({ needId }) => needId)).size).toBe(all.length);
    for (const needId of made) expect(all.some((item) => item.needId === needId)).toBe(true);
    const rings = all.map(({ placeText }) => (placeText.includes("同一网格") ? 0 : placeText.includes("离您不远") ? 1 : 2));
    expect(rings).toEqual([...rings].sort());
    for (const ring of [0, 1, 2]) {
      const times = all.filter((_, index) => rings[index] === ring).map(({ nextAt }) => nextAt!);
      expect(times).toEqual([...times].sort((a, b) => a - b));
    }
    expect(JSON.stringify(all)).not.toMatch(/王爷爷|单元/);
  }, 60_000);
});
