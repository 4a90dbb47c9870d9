import { dayMs } from "../../contracts/kernel/milliseconds";
import { dataOf, newOperationId, type Product } from "../support/product";
import { draftOf, startRequests, staff, submitted, who } from "./support";

let product: Product;
beforeAll(async () => {
  product = await startRequests();
});
afterAll(() => product.close());

const inboxOf = async (openid: string) => dataOf(await product.call(openid, "inbox.open", {})).items.map(({ text }) => text);

test("from the report to the stars, with both sides told of every step", async () => {
  const { reply, step, story, requestId } = await submitted(product);
  expect(reply).toMatchObject({
    grid: "第 1 网格",
    branch: "第一党支部",
    station: { name: "东站", phone: "023-6550-0100" },
    owner: { called: "老何", title: "居民组长" },
    standIn: { called: "魏姐" },
    headline: { title: "送到了，等老何来接", detail: "周四 18:00 前给您答复，还有 3 个工作日", tone: "plain" },
  });
  expect(reply.receipt).toMatch(/^E-1123-[A-HJKMNP-Z]{4}$/);
  expect((await story(who.resident)).timeline.map(({ text, kind }) => [kind, text])).toEqual([
    ["past", "您反映了这件事"],
    ["past", "到了东站，由第一党支部牵头"],
    ["next", "老何来接，并告诉下一步"],
  ]);
  expect((await story(who.owner)).reporter).toBeUndefined();
  expect(await inboxOf(who.owner)).toEqual(["新来了“下水道又堵了”，请您接，11月26日 周四 18:00 前答复。"]);

  const accepted = dataOf(await step(who.owner, { action: "accept" }));
  expect(accepted).toMatchObject({ state: "accepted", side: "staff", reporter: { called: "陈**", room: "1 栋 1 单元 ***" } });
  expect(accepted.actions).toEqual(expect.arrayContaining(["start", "askResident", "askConfirm", "askHelper", "transfer"]));
  expect(await inboxOf(who.resident)).toEqual([`老何接了您反映的“下水道又堵了”。`]);

  dataOf(await step(who.owner, { action: "start" }));
  dataOf(await step(who.owner, { action: "askHelper", staffId: staff.member, part: "出疏通方案", day: "2026-11-24" }));
  const helped = await story(who.member);
  expect(helped).toMatchObject({ owner: { called: "老何" }, helpers: [{ part: "出疏通方案", done: false, mine: true, person: { called: "郑委员" } }] });
  expect(helped.actions).toContain("helperDone");
  dataOf(await step(who.member, { action: "helperDone", helpId: helped.helpers[0]!.helpId, words: "方案好了" }));

  dataOf(await step(who.owner, { action: "askResident", words: "明天下午在家吗？" }));
  const asked = await story(who.resident);
  expect(asked).toMatchObject({ headline: { title: "老何等您回一句", tone: "waiting" }, dueText: "计时已暂停", pausedText: expect.stringContaining("计时先停着") });
  dataOf(await step(who.resident, { action: "answer", words: "在家", photos: [] }));
  dataOf(await step(who.owner, { action: "askConfirm", words: "管道换好了", photos: [] }));
  expect((await story(who.resident)).headline.title).toBe("老何说办好了，请您看看");
  const closed = dataOf(await step(who.resident, { action: "confirm", stars: 5, words: "谢谢" }));
  expect(closed).toMatchObject({ state: "closed", rating: { stars: 5, words: "谢谢" }, headline: { tone: "good" } });
  expect(closed.timeline.map(({ text }) => text)).toEqual([
    "您反映了这件事",
    "到了东站，由第一党支部牵头",
    "老何接了",
    "老何开始办了",
    "老何请郑委员一起办：出疏通方案，明天前",
    "郑委员把自己那部分办完了：出疏通方案",
    "老何有一件事要问您",
    "您回话了",
    "老何说办好了，请您看看",
    "您确认办好了，给了 5 颗星",
  ]);
  expect((await inboxOf(who.owner))[0]).toContain("给了 5 颗星");
  // Read two days later it names the day: 昨天前 says nothing.
  product.cloud.cloud.clock.moveTo(product.cloud.cloud.clock.now() + 2 * dayMs);
  expect((await story(who.resident)).timeline[4]!.text).toBe("老何请郑委员一起办：出疏通方案，11月24日 周二前");
  product.cloud.cloud.clock.moveTo(product.cloud.cloud.clock.now() - 2 * dayMs);
  const [document] = await product.documents<{ _id: string; contact?: unknown }>("requests", { _id: requestId });
  expect(document).not.toHaveProperty("contact");
});

test("what each call costs in calls to the database, identification included", async () => {
  const { step, requestId } = await submitted(product);
  const costs: Record<string, number> = {};
  const cost = (name: string) => (costs[name] = product.cost().databaseCalls);
  await product.call(who.resident, "requests.submit", draftOf());
  cost("requests.submit");
  await product.call(who.resident, "requests.form", {});
  cost("requests.form");
  await product.call(who.resident, "requests.mine", { open: true });
  cost("requests.mine");
  await product.call(who.resident, "requests.open", { requestId });
  cost("requests.open");
  await step(who.owner, { action: "accept" });
  cost("requests.advance");
  await product.call(who.owner, "requests.reveal", { requestId, reason: "visit" }, newOperationId());
  cost("requests.reveal");
  await product.call(who.head, "workbench.open", {});
  cost("workbench.open");
  await product.call(who.head, "workbench.list", { tab: "mine" });
  cost("workbench.list");
  await product.call(who.owner, "inbox.open", {});
  cost("inbox.open");
  await product.call(who.owner, "inbox.read", { until: Date.now() });
  cost("inbox.read");
  expect(costs).toEqual({
    "requests.submit": 3,
    "requests.form": 1,
    "requests.mine": 2,
    "requests.open": 2,
    "requests.advance": 3,
    "requests.reveal": 4,
    "workbench.open": 8,
    "workbench.list": 2,
    "inbox.open": 3,
    "inbox.read": 2,
  });
});
