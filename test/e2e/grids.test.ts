/// <reference path="../../local/phone/runtime/globals.d.ts" />
/** Whose grid is mine: found on the map and in the list, each showing what the other one chose. */
import { eventually, type PhonePage } from "../support/browser";
import { Stage } from "./stage";

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage.close());

const grids = "/features/grids/pages/grids/index";
const answer = (phone: PhonePage) => phone.find(".headline");
const pressed = (phone: PhonePage) => phone.find('.grid[aria-pressed="true"]');
/** The label of the chosen grid stands on a dark ground. */
const chosenLabels = (phone: PhonePage) =>
  phone.find(".mp-map__label").evaluateAll((labels) => labels.filter((label) => getComputedStyle(label).color === "rgb(255, 255, 255)").map((label) => label.textContent));
const polygons = (phone: PhonePage) => phone.find(".map polygon");

/** Taps the ground of a grid, beside its label. */
async function tapGround(phone: PhonePage, label: string): Promise<void> {
  const box = (await phone.find(".mp-map__label").filter({ hasText: new RegExp(`^${label}$`) }).boundingBox())!;
  await phone.page.mouse.click(box.x - 4, box.y + box.height / 2);
}

test("a resident finds his own grid, another one on the map, and a third in the list", async () => {
  const phone = await stage.phone("resident");
  await phone.tapText("网格地图");
  await eventually(async () => expect(await answer(phone).innerText()).toContain("您家归第 12 网格管"));
  expect(await answer(phone).innerText()).toMatch(/居民组长老何.*负责，属于第四党员服务站，第四党支部牵头。/);
  expect(await polygons(phone).count()).toBe(39);
  expect(await phone.find(".grid").count()).toBe(39);
  expect(await phone.find(".grid").first().innerText()).toContain("您家");
  expect(await chosenLabels(phone)).toEqual(["您家"]);
  // His own comes with no numbers: those are for whoever works here.
  expect(await phone.find(".page").innerText()).not.toContain("件在办");

  await tapGround(phone, "16");
  await eventually(async () => expect(await answer(phone).innerText()).toContain("这里归第 16 网格管"));
  expect(await pressed(phone).innerText()).toContain("第 16 网格");
  expect(await chosenLabels(phone)).toEqual(["16"]);

  await phone.find(".mp-map__label").filter({ hasText: /^33$/ }).click();
  await eventually(async () => expect(await answer(phone).innerText()).toContain("这里归第 33 网格管"));

  await phone.find(".grid").filter({ hasText: "第 9 网格" }).click();
  await eventually(async () => expect(await answer(phone).innerText()).toContain("这里归第 9 网格管"));
  expect(await chosenLabels(phone)).toEqual(["9"]);
  await eventually(async () => expect(await phone.page.evaluate(() => document.querySelector(".mp-page:not([hidden]) .mp-scroll")!.scrollTop)).toBe(0));
});

test("staff see the same numbers on the map and in the list, of their own grids alone", async () => {
  const phone = await stage.phone("stationHead", { path: "/pages/workbench/index" });
  await phone.tapText("网格地图");
  await phone.seeText(/您看的 \d+ 个网格|您家归/);
  const said = await phone.find(".grid").filter({ hasText: "件在办" }).allInnerTexts();
  const numbers = said.map((text) => /(\d+) 件在办/.exec(text)![1]!).sort();
  expect(numbers.length).toBeGreaterThan(0);
  const onMap = (await phone.find(".mp-map__label").allInnerTexts()).filter((label) => /^\d+$/.test(label)).sort();
  // The chosen one stands there with its number even where that is nothing.
  expect(onMap.filter((number) => number !== "0")).toEqual(numbers);
  const others = phone.find(".grid").filter({ hasNotText: /在办/ });
  expect(await others.count()).toBeGreaterThan(0);
  await others.first().click();
  const [chosen] = await chosenLabels(phone);
  expect(chosen).toMatch(/网格$/);
  expect(await answer(phone).innerText()).not.toContain("在办");
});

test("a visitor before a door sees its grid; without one he is asked for his community first", async () => {
  const { data } = (await stage.cloud.database.collection("doors").where({ communityId: "songfengyuan" }).limit(1).get()) as { data: { _id: string }[] };
  const atDoor = await stage.phone("somebody-at-a-door", { path: `${grids}?door=${data[0]!._id}` });
  await eventually(async () => expect(await answer(atDoor).innerText()).toMatch(/归第 \d 网格管/));
  expect(await atDoor.find(".grid").first().innerText()).toContain("这个门");
  const elsewhere = await stage.phone("somebody-else", { path: grids });
  await elsewhere.seeText("先选您的小区");
});

test("a community without polygons says so and has the list", async () => {
  const phone = await stage.phone("other", { path: grids });
  await phone.seeText(/还没有画网格地图，看下面的名单就行/);
  expect(await phone.find(".map").count()).toBe(0);
  expect(await phone.find(".grid").count()).toBe(3);
});

test("in the elder view the own station stands alone until all are asked for", async () => {
  const phone = await stage.phone("resident");
  await phone.tapText("大字");
  await phone.page.evaluate((url) => window.__phone.router.reLaunch(url), grids);
  await phone.seeText("您家归第 12 网格管");
  const few = await phone.find(".grid").count();
  expect(few).toBeLessThan(12);
  expect(await chosenLabels(phone)).toEqual(["您家"]);
  await phone.tapText("看全部网格");
  await eventually(async () => expect(await phone.find(".grid").count()).toBe(39));
});
