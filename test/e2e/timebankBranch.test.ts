/**
 * The branch's day in the time bank, on the real parts: an application, a roster that the system fills and people decide,
 * and an account, each from the board to what the cloud then knows.
 */
import { dayMs } from "../../contracts/kernel/milliseconds";
import type { CallData } from "../../contracts/calls";
import { callAs, demoStartsAt } from "../support/demo";
import { Stage } from "./stage";

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.close());

const board = "/features/timebank/pages/bank/index";
const applications = async (): Promise<CallData<"bank.list">["items"]> => (await callAs(stage.cloud, "stationHead", "bank.list", { tab: "applications" })).items;

test("an application is approved from the board and is gone from it", async () => {
  const before = await applications();
  const phone = await stage.phone("stationHead", { path: board });
  await phone.find(".segments__one").filter({ hasText: "报名" }).click();
  await phone.page.getByText("想来帮忙").first().click();
  await phone.tapText(/^同意$/);
  await phone.seeText(/^同意了/);
  await phone.tapText("回到列表");
  await phone.find(".segments__one").filter({ hasText: `报名 ${before.length - 1}` }).waitFor();
  expect(await applications()).toHaveLength(before.length - 1);
}, 30_000);

test("what burns stands first, and a need that lacks people says by when", async () => {
  const { items } = await callAs(stage.cloud, "stationHead", "bank.list", { tab: "needs" });
  const needs = items.flatMap((item) => (item.kind === "need" ? [item.need] : []));
  expect(needs.map(({ nextAt }) => nextAt)).toEqual([...needs.map(({ nextAt }) => nextAt!)].sort((a, b) => a - b));
  const lacking = needs.filter((need) => need.lacking > 0);
  expect(lacking.length).toBeGreaterThan(1);
  for (const { headline, nextAt } of lacking) {
    expect(headline.detail).toMatch(/^最早缺人的：/);
    expect(headline.tone).toBe(nextAt! - demoStartsAt < dayMs ? "urgent" : "waiting");
  }
});

test("a roster is filled by the system, one shift is left to somebody else, and all are asked together", async () => {
  const { items } = await callAs(stage.cloud, "teacher", "needs.mine", { open: true });
  const { needId, lacking } = items.find((need) => need.lacking > 1)!;
  const asked = async (): Promise<number> => (await callAs(stage.cloud, "groupLeader", "needs.open", { needId })).shifts.flatMap(({ turns }) => turns).filter(({ state }) => state === "invited").length;
  const before = await asked();
  const phone = await stage.phone("groupLeader", { path: `/features/timebank/pages/roster/index?needId=${needId}` });
  await phone.tapText("请系统排一排");
  await phone.find(".why .pick").first().click();
  // Proposing has asked nobody.
  expect(await asked()).toBe(before);
  await phone.find(".sheet .pick[aria-checked=false]").filter({ visible: true }).first().click();
  await phone.find(".sheet__close").filter({ visible: true }).first().click();
  await phone.tapText("一起问问他们");
  await phone.seeText(/^邀请了 \d+ 位邻居/);
  const now = await asked();
  expect(now).toBeGreaterThan(before);
  const left = (await callAs(stage.cloud, "groupLeader", "needs.open", { needId })).shifts.reduce((sum, { free, state }) => sum + (state === "open" ? free : 0), 0);
  expect(left).toBe(lacking - (now - before));
}, 30_000);

test("an account is opened by the code that its holder gives, frozen with a reason, and its holder reads of both", async () => {
  const { hours } = await callAs(stage.cloud, "teacher", "timebank.open", {});
  const phone = await stage.phone("stationHead", { path: "/features/timebank/pages/account/index" });
  await phone.find("input").fill(hours!.accountCode.toLowerCase());
  await phone.tapText("他当面托我办");
  await phone.tapText("看这个账户");
  await phone.tapText("冻结账户");
  await phone.find(".sheet__foot .t-button").filter({ visible: true }).click();
  await phone.seeText("请写一下为什么冻结。");
  await phone.find("textarea").filter({ visible: true }).fill("有一笔要和医院核对");
  await phone.find(".sheet__foot .t-button").filter({ visible: true }).click();
  await phone.seeText("冻结了，已经告诉他原因。");
  const told = (await callAs(stage.cloud, "teacher", "inbox.open", {})).items.map(({ text }) => text);
  expect(told.some((text) => text.includes("有一笔要和医院核对"))).toBe(true);
  const { looks } = await callAs(stage.cloud, "teacher", "me.open", {});
  expect(looks.some(({ by }) => by.includes("周站长"))).toBe(true);
}, 30_000);

test("a request's owner turns it into a need, and it stays in his hands", async () => {
  const { mine } = await callAs(stage.cloud, "stationHead", "workbench.open", {});
  const own = mine.find(({ state, actions }) => state === "inProgress" && actions.includes("askConfirm"))!;
  const phone = await stage.phone("stationHead", { path: "/pages/home/index" });
  await phone.page.evaluate((url) => window.__phone.router.reLaunch(url), `/features/requests/pages/story/index?requestId=${own.requestId}`);
  await phone.tapText("转为时间银行求助");
  await phone.seeText("请邻居帮什么？");
  expect(await phone.route()).toContain("features/timebank/pages/ask");
}, 30_000);
