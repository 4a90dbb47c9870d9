import { spawn } from "node:child_process";
import path from "node:path";
import { closeBrowser, eventually, newPhonePage, type PhonePage } from "../support/browser";
import { dayMs } from "../../contracts/kernel/milliseconds";
import { type FixturePhone, startFixture } from "./fixturePhone";
import { testProduct } from "./testProduct";

let fixture: FixturePhone;
let phone: PhonePage;

beforeAll(async () => {
  fixture = await startFixture();
  phone = await newPhonePage({ url: fixture.url, bar: true });
});
afterAll(async () => {
  await phone?.close();
  await fixture?.close();
  await closeBrowser();
});

/** What the fixture's app and pages noted. */
const notes = (): Promise<string[]> => phone.page.evaluate(() => window.__phone.app["journal"] as string[]);
const press = (testId: string): Promise<void> => phone.page.getByTestId(testId).click();
const textOf = async (selector: string): Promise<string> => (await phone.find(selector).innerText()).trim();

/** The phone as a command of its own: its watcher is an ES module, which Jest's modules cannot import. */
async function startCommand(root: string): Promise<{ url: string; stop(): Promise<void> }> {
  const args = ["--import", "tsx", "local/phone/main.ts", "--root", root, "--port", "0", "--cloud", "http://127.0.0.1:9", "--out", `${root}-out`];
  const child = spawn(process.execPath, args, { cwd: path.join(__dirname, "../.."), stdio: ["ignore", "pipe", "inherit"] });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const url = await new Promise<string>((resolve) => child.stdout.once("data", (line: Buffer) => resolve(line.toString().trim())));
  return {
    url,
    stop: () => {
      child.kill();
      return exited;
    },
  };
}

it("hands the phone to somebody else: fresh pages, his openid, his storage", async () => {
  await phone.page.evaluate(() => (window.__phone.wx["setStorageSync"] as (key: string, value: unknown) => void)("mine", 1));
  await phone.find("#open").click();
  await press("bar-person-head");
  await phone.page.waitForFunction(() => window.__phoneReady && window.__phone.person.key === "head");
  expect(await phone.route()).toBe("pages/home/index");
  expect(await phone.page.evaluate(() => window.__phone.router.stack.length)).toBe(1);
  await phone.find("#call").click();
  await eventually(async () => expect(await textOf("#reply")).toContain('"openid":"o-head"'));
  expect(await phone.page.evaluate(() => (window.__phone.wx["getStorageSync"] as (key: string) => unknown)("mine"))).toBe("");
  expect(await phone.page.getByTestId("bar-person-head").getAttribute("aria-pressed")).toBe("true");
});

it("moves the time forward, and the product's clock follows", async () => {
  const product = await phone.page.evaluate(() => window.__phone.clock.now());
  const before = (await notes()).length;
  await press("bar-forward-1d");
  await eventually(async () => expect((await notes()).slice(before)).toEqual(["home onHide", "app onShow", "home onShow"]));
  await eventually(async () => expect(fixture.cloud.offsetMs).toBe(dayMs));
  await eventually(async () => expect((await phone.page.evaluate(() => window.__phone.clock.now())) - product).toBeGreaterThan(86_000_000));
  const fresh = await newPhonePage({ url: fixture.url });
  const ahead = await fresh.page.evaluate(() => window.__phone.clock.now() - Date.now());
  expect(ahead).toBe(dayMs);
  await fresh.close();
});

it("cuts the network off and says so to the product", async () => {
  await press("bar-network-offline");
  await phone.find("#call").click();
  await eventually(async () => expect(await textOf("#reply")).toBe("-601000"));
  expect(await phone.page.locator(".mp-signal").innerText()).toBe("无网络");
  await press("bar-network-online");
});

it("changes theme, width and font, and remembers them", async () => {
  await press("bar-theme-dark");
  await press("bar-width-320");
  expect(await phone.page.locator("#phone").evaluate((node) => [node.clientWidth, (node as HTMLElement).dataset["theme"]])).toEqual([320, "dark"]);
  await press("bar-font-1.3");
  await phone.page.waitForFunction(() => window.__phoneReady && window.__phone.settings.font === 1.3);
  const settings = await phone.page.evaluate(() => window.__phone.settings);
  expect(settings).toMatchObject({ as: "head", dark: true, font: 1.3 });
});

it("lists what left the phone", async () => {
  await phone.page.evaluate(() => void (window.__phone.wx["makePhoneCall"] as (options: object) => Promise<unknown>)({ phoneNumber: "119" }));
  await phone.page.getByRole("button", { name: "呼叫 119" }).click();
  await phone.page.getByTestId("bar-happenings").getByText("119").waitFor();
});

it("reloads within two seconds of a change, shows a mistake, and recovers", async () => {
  const product = testProduct("live");
  const server = await startCommand(product.root);
  const live = await newPhonePage({ url: server.url });
  live.expectProblem(/\[mp\] build/);
  const shows = (text: string): Promise<void> => live.page.getByText(text).first().waitFor({ timeout: 2000 });
  await shows("一");
  product.write({ "pages/home/index.ts": `Page({ data: { text: "二" } });` });
  await shows("二");
  product.write({ "pages/home/index.ts": `import "./gone"; Page({});` });
  await shows('"./gone" not found');
  product.write({ "pages/home/index.ts": `Page({ data: { text: "三" } });` });
  await shows("三");
  await live.close();
  await server.stop();
  product.remove();
});
