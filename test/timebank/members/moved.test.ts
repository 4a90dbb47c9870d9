/** A volunteer who moves house within the community is found where he lives now. */
import { dayMs } from "../../../contracts/kernel/milliseconds";
import type { NeedDocument, OfferDocument } from "../../../cloudfunctions/features/timebank/shared/documents";
import { codeOf, dataOf, type Product, startProduct } from "../../support/product";
import { type doorOf as Door, doorOf, draft, forget, memberOf, round, type Somebody } from "./people";

let product: Product;
let door: ReturnType<typeof Door>;
beforeEach(async () => {
  product = await startProduct();
  door = doorOf(product);
  await forget(product);
});
afterEach(() => product.close());

const lives = async (code: Somebody, unitCode: string) => dataOf(await door.as(code, "residents.bind", { unitCode, room: "101", name: "陈阿姨" }));
const moves = async (unitCode: string, code: Somebody = "resident1") => {
  dataOf(await door.as(code, "residents.leave", {}));
  await lives(code, unitCode);
};
const applications = async (code: Somebody) => (await door.inboxOf(code)).filter((text) => text.includes("报名时间银行"));
const offer = { skill: "company", words: "陪您走走。", times: [{ weekday: 7 as const, part: "evening" as const }] };
const ask = (room: string, unitCode: string) =>
  door.as("leader2", "needs.ask", { skill: "company", words: "陪我走走", place: { kind: "unit", unitCode, room }, schedule: { kind: "once", day: "2026-11-25", fromMinute: 1140, minutes: 60, places: 1 }, onBehalf: { called: "老王", consent: true } });

test("his member, what he offers and what is near him are the new grid's; nobody is stale by it", async () => {
  await door.join("resident1");
  const { offer: closed } = dataOf(await door.as("resident1", "offers.post", offer));
  dataOf(await door.as("resident1", "offers.close", { offerId: closed.offerId, version: closed.version }));
  const { offer: posted } = dataOf(await door.as("resident1", "offers.post", offer));
  dataOf(await ask("101", "b3-1"));
  const [need] = await product.documents<NeedDocument>("timeNeeds");
  await product.cloud.database.collection("timeNeeds").doc(need!._id).update({ offeredTo: ["grid:g3"] });
  expect(dataOf(await door.as("resident1", "timebank.open", {})).near).toEqual([]);

  await moves("b3-1");
  expect(dataOf(await door.as("resident1", "timebank.open", {})).near).toMatchObject([{ needId: need!._id, placeText: expect.stringContaining("和您同一网格") }]);
  expect(await door.member("resident1")).toMatchObject({ state: "active", gridCode: "g3", stationCode: "west" });
  expect((await product.documents<OfferDocument>("timeOffers", { _id: posted.offerId }))[0]).toMatchObject({ gridCode: "g3", stationCode: "west", open: true });
  // What he offered once, he offered there.
  expect((await product.documents<OfferDocument>("timeOffers", { _id: closed.offerId }))[0]).toMatchObject({ gridCode: "g1", stationCode: "east", open: false });
  // Decided long ago: the new branch has nothing to look at.
  expect([await applications("headWest"), await applications("memberWest")]).toEqual([[], []]);
  expect(dataOf(await door.as("resident3", "offers.near", {})).items).toMatchObject([{ offerId: posted.offerId, placeText: expect.stringContaining("离您很近") }]);
  const { version } = await door.member("resident1");
  dataOf(await door.as("resident1", "timebank.open", {}));
  expect((await door.member("resident1")).version).toBe(version);
  expect(codeOf(await door.as("resident1", "offers.close", { offerId: posted.offerId, version: posted.version }))).toBe("ok");
});

test("an application that waits is the new branch's to look at, which is told", async () => {
  dataOf(await door.as("resident1", "members.apply", draft));
  expect(await door.inboxOf("headWest")).toEqual([]);
  await moves("b3-1");
  dataOf(await door.as("resident1", "timebank.open", {}));
  expect(await door.inboxOf("headWest")).toEqual(["有一位居民报名时间银行，请您看一看。"]);
  const { _id: memberId, version, effects, nextCheckAt, appliedAt } = await door.member("resident1");
  // Three days from when he applied, as he was promised, wherever he lives.
  expect([effects, nextCheckAt]).toEqual([[], appliedAt + 3 * dayMs]);
  expect(codeOf(await door.as("headEast", "members.decide", { memberId, version, decision: { kind: "approve" } }))).toBe("notFound");
  expect(codeOf(await door.as("headWest", "members.decide", { memberId, version, decision: { kind: "approve" } }))).toBe("ok");
});

test("who says what he offers before he opens the time bank is found at his new home as well, and his offers with him", async () => {
  await door.join("resident1");
  dataOf(await door.as("resident1", "offers.post", offer));
  await moves("b3-1");
  dataOf(await door.as("resident1", "members.apply", { ...draft, skills: ["company"] }));
  expect(await door.member("resident1")).toMatchObject({ state: "active", skills: ["company"], gridCode: "g3", stationCode: "west" });
  expect(await product.documents<OfferDocument>("timeOffers")).toMatchObject([{ gridCode: "g3", stationCode: "west" }]);
});

test("an application that is changed after the move is told to the new branch once, and has its reminder there", async () => {
  dataOf(await door.as("resident1", "members.apply", draft));
  const { nextCheckAt } = await door.member("resident1");
  await moves("b3-1");
  expect(dataOf(await door.as("resident1", "members.apply", { ...draft, skills: ["company"] })).text).toContain("西站");
  dataOf(await door.as("resident1", "timebank.open", {}));
  expect(await door.inboxOf("headWest")).toEqual(["有一位居民报名时间银行，请您看一看。"]);
  expect(await door.member("resident1")).toMatchObject({ skills: ["company"], stationCode: "west", effects: [], nextCheckAt });
});

test("the branch before is asked for an application no more, and its reminder asks the branch that has it", async () => {
  const asked = async (code: "headEast" | "headWest", words: string) => dataOf(await door.as(code, "inbox.open", {})).items.filter(({ todo, text }) => todo && text.includes(words)).length;
  const applying = "报名时间银行";
  dataOf(await door.as("resident1", "members.apply", draft));
  await moves("b3-1");
  dataOf(await door.as("resident1", "timebank.open", {}));
  expect([await asked("headEast", applying), await asked("headWest", applying)]).toEqual([0, 1]);
  product.cloud.cloud.clock.moveTo(product.cloud.cloud.clock.now() + 3 * dayMs + 60_000);
  await round(product);
  expect([await asked("headEast", "等了三天"), await asked("headWest", "等了三天")]).toEqual([0, 1]);
  const { version } = await door.member("resident1");
  dataOf(await door.as("headWest", "members.decide", { memberId: memberOf("resident1"), version, decision: { kind: "approve" } }));
  expect(await asked("headWest", "")).toBe(0);
});

test("somebody who leaves, or whose address is his old one again, asks whom he asked before", async () => {
  const asksEast = async () => dataOf(await door.as("headEast", "inbox.open", {})).items.filter(({ todo }) => todo).length > 0;
  dataOf(await door.as("resident1", "members.apply", draft));
  dataOf(await door.as("resident1", "members.leave", {}));
  expect(await asksEast()).toBe(false);
  dataOf(await door.as("resident1", "members.apply", draft));
  expect(await asksEast()).toBe(true);
  for (const unitCode of ["b3-1", "b1-1"]) {
    await moves(unitCode);
    dataOf(await door.as("resident1", "timebank.open", {}));
    expect([unitCode, await asksEast()]).toEqual([unitCode, unitCode === "b1-1"]);
  }
});

test("to another grid of the same station: he is found there, and the branch, which knows of him, is told nothing", async () => {
  dataOf(await door.as("resident1", "members.apply", draft));
  await moves("b2-1");
  dataOf(await door.as("resident1", "timebank.open", {}));
  expect(await door.member("resident1")).toMatchObject({ state: "applied", gridCode: "g2", stationCode: "east" });
  expect([await applications("headEast"), await applications("memberEast")]).toEqual([["有一位居民报名时间银行，请您看一看。"], ["有一位居民报名时间银行，请您看一看。"]]);
});

test("to the station where he holds a post himself: the others of the branch are told", async () => {
  await lives("headWest", "b1-1");
  dataOf(await door.as("headWest", "members.apply", draft));
  await moves("b3-1", "headWest");
  dataOf(await door.as("headWest", "timebank.open", {}));
  expect([await applications("headWest"), await applications("memberWest")]).toEqual([[], ["有一位居民报名时间银行，请您看一看。"]]);
});
