/** Who hears of a matter no longer: his post ended, his part is done, or he was told a minute ago. */
import { dayMs } from "../../contracts/kernel/milliseconds";
import type { Post } from "../../contracts/org/organisation";
import { organisation } from "../support/communities";
import { codeOf, dataOf, type Product } from "../support/product";
import { matterOf, staff, startRequests, submitted, who } from "./support";

let product: Product;
beforeEach(async () => {
  product = await startRequests();
  // leader2's post ends on Wednesday.
  const posts: Post[] = organisation("wtl", "梧桐里社区").posts.map((post) => (post.staffId === staff.standIn ? { ...post, toDay: "2026-11-25" } : post));
  await product.cloud.database.collection("organisations").doc("wtl:1").update({ posts });
});
afterEach(() => product.close());
const tick = () => product.cloud.app.callFunction({ name: "clock", data: {} });

async function helped() {
  const made = await submitted(product);
  const matter = matterOf(product, made.requestId);
  dataOf(await matter.step(who.owner, { action: "accept" }));
  dataOf(await matter.step(who.owner, { action: "askHelper", staffId: staff.standIn, part: "找人看管子", day: "2026-11-30" }));
  return matter;
}

test("a helper whose post has ended hears no more of the matter, which he may not read", async () => {
  const matter = await helped();
  await tick();
  product.cloud.cloud.clock.moveTo(Date.parse("2026-11-26T10:00:00+08:00"));
  for (const _round of [1, 2]) await tick();
  dataOf(await matter.step(who.resident, { action: "addWord", words: "我家没人的时候请打电话", photos: [] }));
  await tick();
  expect(codeOf(await matter.open(who.standIn))).toBe("notFound");
  const after = dataOf(await product.call(who.standIn, "inbox.open", {})).items.filter(({ at }) => at >= Date.parse("2026-11-25T00:00:00+08:00"));
  expect(after.map(({ text }) => text)).toEqual([]);
});

test("a helper who is done unmasks the resident no more", async () => {
  const matter = await helped();
  const { helpers } = await matter.story(who.standIn);
  dataOf(await matter.step(who.standIn, { action: "helperDone", helpId: helpers[0]!.helpId }));
  product.cloud.cloud.clock.moveTo(product.cloud.cloud.clock.now() + dayMs);
  expect(codeOf(await product.call(who.standIn, "requests.reveal", { requestId: matter.requestId, reason: "call" }))).toBe("notAllowed");
});

test("没找到人 thirty times in a minute counts each time and tells once", async () => {
  const made = await submitted(product);
  const matter = matterOf(product, made.requestId);
  for (let n = 0; n < 30; n += 1) await product.call(who.resident, "requests.advance", { requestId: matter.requestId, version: 0, step: { action: "notFound", where: "door" } });
  expect((await made.document()).notFoundCount).toBe(30);
  await tick();
  const told = (await product.documents<{ to: string; text: string }>("inbox", { to: staff.head })).filter(({ text }) => text.includes("上门没有找到人"));
  expect(told).toHaveLength(1);
}, 60_000);
