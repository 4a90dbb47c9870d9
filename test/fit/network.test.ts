/// <reference path="../../local/phone/runtime/globals.d.ts" />
/**
 * Slow and broken networks, on the real parts: nothing typed is lost, nothing is sent twice, every page says what is
 * going on. Sending a report without a network: test/e2e/nothingIsLost.test.ts.
 */
import type { Connection } from "../../local/phone/runtime/network";
import type { PhonePage } from "../support/browser";
import { callAs } from "../support/demo";
import { Stage } from "../e2e/stage";
import { prepareStories, type Stories } from "./stories";

let stage: Stage;
let stories: Stories;
beforeAll(async () => {
  stage = await Stage.open();
  stories = await prepareStories(stage.cloud);
});
afterAll(() => stage.close());

const setNetwork = (phone: PhonePage, to: Connection): Promise<void> => phone.page.evaluate((connection) => window.__phone.network.set(connection), to);
const storyOf = (requestId: string): string => `/features/requests/pages/story/index?requestId=${requestId}`;
const send = (phone: PhonePage): Promise<void> => phone.find(".sheet__foot .t-button").filter({ visible: true }).first().click();
const wordsIn = (phone: PhonePage) => phone.find(".sheet textarea").filter({ visible: true }).first();

/** How often the story of this request says these words. */
async function timesTold(who: string, requestId: string, words: string): Promise<number> {
  const { timeline } = await callAs(stage.cloud, who, "requests.open", { requestId });
  return timeline.filter((entry) => entry.words === words).length;
}

async function openSheet(requestId: string, action: string): Promise<PhonePage> {
  const phone = await stage.phone("resident", { path: `${storyOf(requestId)}&action=${action}` });
  await wordsIn(phone).waitFor();
  return phone;
}

test("cut in mid-step: the cloud has it, its answer is lost, and asking again does it once", async () => {
  const words = "今早又冒了一次水";
  const phone = await openSheet(stories.open, "addWord");
  phone.expectProblem(/net::ERR_FAILED/);
  let sent = 0;
  await phone.page.route("**/client/callFunction", async (route) => {
    if (!route.request().postData()?.includes("requests.advance") || sent++ > 0) return route.continue();
    await route.fetch();
    return route.abort();
  });
  await wordsIn(phone).fill(words);
  await send(phone);
  await phone.find(".said").waitFor();
  expect(sent).toBe(2);
  expect(await timesTold("resident", stories.open, words)).toBe(1);
});

test("off in mid-step: it says so, keeps every word, and goes out once when the network is back", async () => {
  const words = "下午在家，师傅随时可以来";
  const phone = await openSheet(stories.open, "addWord");
  await wordsIn(phone).fill(words);
  await setNetwork(phone, "offline");
  await send(phone);
  // Only after the last of the repeats: by then a person knows.
  await phone.seeText(/网络断了，您写的都还在/);
  expect(await wordsIn(phone).inputValue()).toBe(words);
  await phone.tapText("收起");
  await phone.tapText("补充一句");
  expect(await wordsIn(phone).inputValue()).toBe(words);
  expect(await timesTold("resident", stories.open, words)).toBe(0);
  await setNetwork(phone, "online");
  await send(phone);
  await phone.find(".said").waitFor();
  expect(await timesTold("resident", stories.open, words)).toBe(1);
}, 30_000);

test("300 ms and 5 % lost: a report and a word arrive once", async () => {
  const words = "院门口的路灯一闪一闪的，看着要坏";
  const phone = await stage.phone("resident", { path: "/features/report/pages/report/index" });
  await phone.seeText("最像哪一类？");
  await setNetwork(phone, "slow");
  await phone.find("textarea").fill(words);
  await phone.find(".kind").first().click();
  await phone.find(".actions .t-button").filter({ hasText: "送出" }).click();
  await phone.page.getByText("归哪里").waitFor({ timeout: 20_000 });
  const { items } = await callAs(stage.cloud, "resident", "requests.mine", { open: true });
  expect(items.filter(({ title }) => title.startsWith("院门口的路灯"))).toHaveLength(1);
}, 40_000);

const pages: readonly [who: string, path: string][] = [
  ["resident", "/pages/mine/index"],
  ["resident", "/pages/me/index"],
  ["resident", "/features/inbox/pages/inbox/index"],
  ["resident", "/features/people/pages/household/index"],
  ["resident", "/features/people/pages/profile/index"],
  ["resident", "/features/grids/pages/grids/index"],
  ["teacher", "/pages/timebank/index"],
  ["teacher", "/features/timebank/pages/apply/index"],
  ["teacher", "/features/timebank/pages/ask/index"],
  ["teacher", "/features/timebank/pages/near/index"],
  ["teacher", "/features/timebank/pages/records/index"],
  ["teacher", "/features/timebank/pages/give/index"],
  ["stationHead", "/pages/workbench/index"],
  ["stationHead", "/features/people/pages/staff/index"],
  ["stationHead", "/features/timebank/pages/bank/index"],
  ["stationHead", "/features/timebank/pages/health/index"],
  ["groupLeader", "/features/people/pages/bindings/index"],
];

test("opened without a network, every page says so and has a way to try again, which works", async () => {
  for (const who of new Set(pages.map(([each]) => each))) {
    // The join page asks nothing of the cloud: a phone that starts there has kept nothing of the pages to be tried.
    const phone = await stage.phone(who, { path: "/features/people/pages/join/index" });
    for (const [, path] of pages.filter(([each]) => each === who)) {
      await setNetwork(phone, "offline");
      await phone.page.evaluate((url) => window.__phone.router.reLaunch(url), path);
      await phone.find(".face").waitFor({ timeout: 8000 });
      expect(`${path} ${await phone.find(".face").innerText()}`).toMatch(/网络断了/);
      await setNetwork(phone, "online");
      await phone.find(".face .t-button").click();
      await phone.find(".face .t-button").waitFor({ state: "detached" });
    }
  }
}, 120_000);

test("a report opened without a network takes the words at once, and the rest when the network is back", async () => {
  const phone = await stage.phone("resident", { path: "/features/people/pages/join/index" });
  await setNetwork(phone, "offline");
  await phone.page.evaluate(() => window.__phone.router.reLaunch("/features/report/pages/report/index"));
  await phone.find(".said").waitFor({ timeout: 8000 });
  expect(await phone.find(".said").innerText()).toMatch(/网络断了，您先写/);
  await phone.find("textarea").fill("断网时写的一句话");
  await setNetwork(phone, "online");
  await phone.find(".actions .t-button").filter({ hasText: "接着填" }).click();
  await phone.seeText("最像哪一类？");
  expect(await phone.find("textarea").inputValue()).toBe("断网时写的一句话");
}, 60_000);

test("a member of the staff who comes by a link straight to the workbench has its tab from then on", async () => {
  const head = await stage.phone("committeeMember", { path: "/pages/workbench/index" });
  await head.find(".segments").waitFor();
  await head.page.evaluate(() => window.__phone.router.switchTab("/pages/me/index"));
  await head.current.getByRole("tab", { name: "工作台" }).waitFor();
});
