/** Nothing typed is lost, and nothing is sent twice: a resident's report over a network that comes and goes. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPhone, type PhoneServer } from "../../local/phone";
import { closeBrowser, newPhonePage, type PhonePage } from "../support/browser";
import { communityIds, openidOf } from "../support/communities";
import { startProduct, type Product } from "../support/product";

const words = "树枝压在电线上，刮风时冒火花";
const reportPage = "/features/report/pages/report/index";
const resident = openidOf(communityIds.own, "resident1");

let product: Product;
let server: PhoneServer;
let phone: PhonePage;
const outDir = mkdtempSync(join(tmpdir(), "linli-phone-"));

const setNetwork = (connection: "online" | "slow" | "offline"): Promise<void> =>
  phone.page.evaluate((to) => window.__phone.network.set(to), connection);
const requestsSaying = async (text: string): Promise<number> =>
  (await product.documents<{ words: string }>("requests")).filter((request) => request.words === text).length;

async function write(text: string): Promise<void> {
  await phone.find("textarea").fill(text);
  await phone.find(".kind").first().click();
}

beforeAll(async () => {
  product = await startProduct();
  const people = [{ key: "resident", openid: resident, name: "陈阿姨" }];
  server = await startPhone({ root: join(__dirname, "../../miniprogram"), cloudUrl: product.cloud.cloud.url, port: 0, people, outDir });
  expect(server.problems()).toEqual([]);
});

afterAll(async () => {
  await closeBrowser();
  await server.close();
  await product.close();
  rmSync(outDir, { recursive: true, force: true });
});

beforeEach(async () => {
  phone = await newPhonePage({ url: server.url, as: "resident", path: reportPage });
  await phone.seeText("最像哪一类？");
});
afterEach(() => phone.close());

test("what was typed is there again after the phone was put away", async () => {
  await phone.find("textarea").fill(words);
  await phone.page.waitForFunction(() => Object.values(localStorage).some((stored) => stored.includes("刮风时冒火花")));
  await phone.page.reload();
  await phone.seeText("最像哪一类？");
  expect(await phone.find("textarea").inputValue()).toBe(words);
});

test("sent without a network: it waits with plain words, leaves by itself when the network is back, and arrives once", async () => {
  const text = `${words}，请快来看`;
  await write(text);
  await setNetwork("offline");
  await phone.find(".t-button").filter({ hasText: "送出" }).click();
  await phone.seeText("写好了，等网络");
  expect(await requestsSaying(text)).toBe(0);
  await setNetwork("online");
  await phone.seeText("归哪里");
  expect(await requestsSaying(text)).toBe(1);
});

test("off for a whole minute in mid-submit, with 300 ms and loss before and after: it says so all the while, and arrives once", async () => {
  const text = `${words}，一分钟没有网`;
  await write(text);
  await setNetwork("slow");
  await phone.find(".t-button").filter({ hasText: "送出" }).click();
  await setNetwork("offline");
  await phone.seeText("写好了，等网络");
  for (let looks = 0; looks < 6; looks += 1) {
    await new Promise((resolve) => setTimeout(resolve, 10_000));
    await phone.seeText("写好了，等网络");
  }
  await setNetwork("slow");
  await phone.seeText("归哪里");
  expect(await requestsSaying(text)).toBe(1);
}, 120_000);

test("the answer gets lost on the way back: asking again finds the same receipt", async () => {
  phone.expectProblem(/net::ERR_FAILED/);
  const text = `${words}，第二次了`;
  await write(text);
  let lost = 0;
  await phone.page.route("**/client/callFunction", async (route) => {
    if (!route.request().postData()?.includes("requests.submit") || lost++ > 0) return route.continue();
    await route.fetch();
    return route.abort();
  });
  await phone.find(".t-button").filter({ hasText: "送出" }).click();
  await phone.seeText("归哪里");
  expect(lost).toBe(2);
  expect(await requestsSaying(text)).toBe(1);
});

test("from home to the receipt in three taps and the words", async () => {
  await phone.page.evaluate(() => window.__phone.router.reLaunch("/pages/home/index"));
  await phone.tapText("我要反映");
  await phone.seeText("最像哪一类？");
  await write("楼道灯不亮");
  await phone.find(".t-button").filter({ hasText: "送出" }).click();
  await phone.seeText("归哪里");
  expect(await phone.route()).toBe("features/report/pages/receipt/index");
});

test("home was open, then the network goes: a report that was never begun here is written, waits, and arrives once", async () => {
  await phone.close();
  phone = await newPhonePage({ url: server.url, as: "resident", path: "/pages/home/index" });
  await phone.seeText("我要反映");
  await phone.page.waitForFunction(() => Object.values(localStorage).some((stored) => stored.includes("uploadPrefix")));
  await setNetwork("offline");
  await phone.tapText("我要反映");
  await phone.seeText("最像哪一类？");
  const text = `${words}，没有网也能说`;
  await write(text);
  await phone.find(".t-button").filter({ hasText: "送出" }).click();
  await phone.seeText("写好了，等网络");
  await setNetwork("online");
  await phone.seeText("归哪里");
  expect(await requestsSaying(text)).toBe(1);
});
