/** Every component of TDesign, unmodified, mounted one after the other on a page that this test writes. */
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { type PhoneServer, startPhone } from "../../local/phone";
import { closeBrowser, newPhonePage, type PhonePage } from "../support/browser";
import { type TestProduct, testProduct } from "./testProduct";

const DIST = path.join(__dirname, "../../node_modules/tdesign-miniprogram/miniprogram_dist");

/** What shows nothing by itself, and why. Everything else must put something on the page. */
const SHOWS_NOTHING: Record<string, string> = {
  toast: "appears only by its own show()",
  message: "appears only by its own show()",
  cascader: "born open, it reads its items before it has made them, on the phone too; so it is mounted closed",
  "dropdown-item": "belongs to a dropdown-menu",
  "swiper-nav": "belongs to a swiper",
  guide: "points at other elements of a page",
};

/** What a component needs in order to show anything, or to live. */
const ATTRIBUTES: Record<string, string> = {
  "chat-content": `content="{{ {type: 'text', data: '字'} }}"`,
  "message-item": "visible",
  "notice-bar": `visible content="字"`,
  "image-viewer": `visible images="{{['/a.png']}}"`,
  ...Object.fromEntries(
    ["calendar", "date-time-picker", "dialog", "drawer", "overlay", "picker", "popup", "action-sheet"].map((name) => [name, "visible"]),
  ),
};

const names = readdirSync(DIST, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(path.join(DIST, entry.name, `${entry.name}.json`)))
  .map((entry) => entry.name);

let product: TestProduct;
let server: PhoneServer;
let phone: PhonePage;

beforeAll(async () => {
  const usingComponents = Object.fromEntries(names.map((name) => [`t-${name}`, `tdesign-miniprogram/${name}/${name}`]));
  const mounts = names.map((name) => `<t-${name} wx:if="{{shown === '${name}'}}" ${ATTRIBUTES[name] ?? ""}>字</t-${name}>`);
  product = testProduct("tdesign", {
    "app.json": JSON.stringify({ pages: ["pages/home/index"], style: "v2" }),
    "pages/home/index.json": JSON.stringify({ usingComponents }),
    "pages/home/index.wxml": `<view id="stage">${mounts.join("\n")}</view>`,
    "pages/home/index.ts": `Page({ data: { shown: "" } });`,
  });
  server = await startPhone({ root: product.root, cloudUrl: "http://127.0.0.1:9", port: 0, outDir: product.outDir });
  phone = await newPhonePage({ url: server.url });
  phone.expectProblem(/404/);
});
afterAll(async () => {
  await phone?.close();
  await server?.close();
  product?.remove();
  await closeBrowser();
});

it("knows what it mounts", () => {
  expect(server.problems()).toEqual([]);
  expect(names.length).toBeGreaterThan(90);
});

it("mounts every component without an error", async () => {
  const failures: Record<string, string[]> = {};
  for (const name of names) {
    const { errors, shows } = await phone.page.evaluate(async (shown) => {
      const { errors: log, router } = window.__phone;
      const before = log.errors.length;
      router.top!.instance.setData({ shown });
      await new Promise((resolve) => setTimeout(resolve, 20));
      const found = log.errors.slice(before).map((error) => `${error.where}: ${error.message}`);
      return { errors: found, shows: document.querySelector("#stage")!.childElementCount > 0 };
    }, name);
    if (errors.length) failures[name] = errors;
    else if (shows === Boolean(SHOWS_NOTHING[name])) failures[name] = [shows ? "shows something after all" : "shows nothing"];
  }
  expect(failures).toEqual({});
});
