import { generatedDoorCode } from "../../scripts/importPack/buildOrganisation";
import { Stage, Thumb } from "./stage";

/** Arriving: at a door with nothing but a phone, at one's own address, and as somebody who works here. */
jest.setTimeout(60_000);
let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage?.close());

test("whoever scans a door's code reports from there, unknown to the deployment and bound to nothing", async () => {
  const visitor = await stage.phone("stranger", { path: `/pages/home/index?scene=${generatedDoorCode("wutongli", "27-3")}` });
  await visitor.seeText("27 栋 3 单元");
  await visitor.find("textarea").first().fill("门口的台阶松了一块");
  const thumb = new Thumb(visitor);
  await thumb.tap("物业设施");
  await thumb.tap("送出");
  await visitor.seeText(/第 12 网格\s· 第四党员服务站/);
});

test("a newcomer says where he lives, and the group leader of that grid confirms it", async () => {
  const newcomer = await stage.phone("newcomer", { path: "/features/people/pages/household/index" });
  await newcomer.find("input").nth(0).fill("27栋");
  await newcomer.find(".found").filter({ hasText: "27 栋" }).first().locator(".unit").filter({ hasText: "3 单元" }).click();
  await newcomer.seeText("属于第 12 网格");
  await newcomer.find("input").nth(0).fill("601");
  await newcomer.find("input").nth(1).fill("林小满");
  await newcomer.find(".t-button").filter({ hasText: "登记住址" }).first().click();
  await newcomer.seeText(/居民组长老何.*核对以后就好/);

  const leader = await stage.phone("groupLeader", { path: "/features/people/pages/bindings/index" });
  const card = leader.find(".card").filter({ hasText: "601" });
  await card.getByText("住在这里", { exact: true }).click();
  await card.waitFor({ state: "detached" });

  const atHome = await stage.phone("newcomer");
  // A line breaks between the parts of an address only.
  for (const part of ["梧桐里社区", "第 12 网格", "27 栋 3 单元"]) await atHome.seeText(new RegExp(part));
});

test("the secretary invites a group leader, who joins with the code and finds his workbench", async () => {
  const secretary = await stage.phone("secretary", { path: "/features/people/pages/staff/index" });
  const waiting = secretary.find(".card").filter({ hasText: "请他加入" }).first();
  await waiting.getByText("请他加入", { exact: true }).click();
  const code = (await secretary.find(".code__letters").innerText()).trim();
  expect(code).toMatch(/^[0-9A-Z]{10}$/);

  const joining = await stage.phone("somebody-new", { path: "/features/people/pages/join/index" });
  await joining.find("input").first().fill(code.toLowerCase());
  await new Thumb(joining).tap("下一步");
  await joining.seeText(/^您是.\*+吗？$/);
  await new Thumb(joining).tap("不是我");
  await joining.seeText(/那这个码不是给您的/);
  await joining.find("input").first().fill(code.toLowerCase());
  await new Thumb(joining).tap("下一步");
  await new Thumb(joining).tap("是我，加入");
  await joining.seeText(/您的职责/);
  await new Thumb(joining).tap("去工作台");
  await joining.seeText(/近 7 天/);
});
