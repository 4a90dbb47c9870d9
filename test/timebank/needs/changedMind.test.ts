/** Somebody who changes his mind, day after day: nobody waits for him, and no inbox is full of him. */
import { staffIdOf } from "../../support/communities";
import { dataOf } from "../../support/product";
import { aNeed, eachInItsOwnWeek, idOf, inboxOf, later, product, tick, wednesday, who } from "./support";

eachInItsOwnWeek();

async function stepping() {
  const need = await aNeed(product, wednesday());
  const go = async (...actions: ("take" | "giveBack")[]) => {
    for (const action of actions) {
      dataOf(await need.turn(who.near, action));
      later(product, 1 / 60);
    }
  };
  const toldTo = async (to: string) => (await inboxOf(product, to)).filter(({ needId }) => needId === need.needId).map(({ text }) => (text.includes("答应来了") ? "comes" : text.includes("来不了了") ? "not" : "")).filter(Boolean);
  return { need, go, toldTo };
}

test("promised one day, given back, promised and given back the next: the last word is that nobody comes", async () => {
  const { need, go, toldTo } = await stepping();
  await go("take");
  later(product, 24);
  await go("giveBack", "take", "giveBack");
  await tick(product);
  expect((await need.shifts())[0]!.people).toEqual([]);
  expect(await toldTo(idOf(who.recipient))).toEqual(["comes", "not", "comes", "not"]);
  expect(await toldTo(staffIdOf("wtl", "leader1"))).toEqual(["not", "not"]);
});

test("over and over, each day on which he promises is one pair at most", async () => {
  const { go, toldTo } = await stepping();
  await go("take", "giveBack", "take", "giveBack", "take");
  expect(await toldTo(idOf(who.recipient))).toEqual(["comes", "not"]);
  later(product, 24);
  await go("giveBack", "take", "giveBack", "take", "giveBack");
  expect(await toldTo(idOf(who.recipient))).toEqual(["comes", "not", "comes", "not"]);
});
