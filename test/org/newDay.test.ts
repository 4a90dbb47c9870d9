/** What a date alone brings about: a rule whose person's last day has passed, noticed by the clock without any import. */
import type { InboxDocument } from "../../cloudfunctions/features/inbox/document";
import type { CommunityState } from "../../contracts/org/organisation";
import { organisation, staffIdOf } from "../support/communities";
import { type Product, startProduct } from "../support/product";

const leaving = staffIdOf("wtl", "leader3");
let product: Product;
beforeAll(async () => {
  product = await startProduct();
  const { posts, rules } = organisation("wtl", "梧桐里社区");
  await product.cloud.database.collection("organisations").doc("wtl:1").update({
    posts: posts.map((post) => (post.staffId === leaving ? { ...post, toDay: "2026-11-25" } : post)),
    rules: [{ code: "named", when: {}, station: "ofGrid", titles: [], staffId: leaving, why: "这类事找老蒋" }, ...rules],
  });
});
afterAll(() => product.close());

const tickAt = async (local: string): Promise<void> => {
  product.cloud.cloud.clock.moveTo(Date.parse(`${local}+08:00`));
  await product.cloud.app.callFunction({ name: "clock", data: {} });
};
const state = async (): Promise<CommunityState> => (await product.documents<CommunityState>("communities", { _id: "wtl" }))[0]!;
const told = () => product.documents<InboxDocument>("inbox", { communityId: "wtl" });

test("nothing on his last day; then the rule is off and the secretary is told, once", async () => {
  await tickAt("2026-11-24T23:59:00");
  expect(await state()).toMatchObject({ rulesOff: {}, lookedAtDay: "2026-11-24" });
  expect(await told()).toEqual([]);

  await tickAt("2026-11-25T00:00:30");
  await tickAt("2026-11-25T00:01:30");
  expect(await state()).toMatchObject({ rulesOff: { named: expect.any(Number) }, lookedAtDay: "2026-11-25" });
  const about = { to: staffIdOf("wtl", "secretary"), todo: true, link: "staff", text: expect.stringContaining("老蒋已经离任，写着他名字的分派规则“这类事找老蒋”停用了") };
  expect(await told()).toEqual([expect.objectContaining(about)]);

  await tickAt("2026-11-26T00:00:30");
  expect(await told()).toHaveLength(1);
});

test("a round that ended between telling and noting is repeated and tells nothing new", async () => {
  await product.cloud.database.collection("communities").doc("wtl").update({ rulesOff: {}, lookedAtDay: "2026-11-25" });
  await tickAt("2026-11-26T00:02:30");
  expect(await state()).toMatchObject({ rulesOff: { named: expect.any(Number) }, lookedAtDay: "2026-11-26" });
  expect(await told()).toHaveLength(1);
});

test("the rest of the day it costs one look", async () => {
  const { result } = (await product.cloud.app.callFunction({ name: "clock", data: {} })) as { result: { newDays: number } };
  expect(result.newDays).toBe(0);
});
