/// <reference path="../local/phone/runtime/globals.d.ts" />
import { mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import { startPhone } from "../local/phone";
import { callAs, people, startDemoCloud } from "../test/support/demo";

/** Makes the pictures of docs/images anew from the demo, all or those named, so that they show the product as it is. */
const folder = join(__dirname, "../docs/images");
const root = join(__dirname, "../miniprogram");
const size = { width: 375, height: 812 };
const mostBytes = 200 * 1024;

interface Picture {
  name: string;
  as: string;
  path?: string;
  dark?: boolean;
  /** What somebody does before the picture is taken. */
  act?: (page: Page) => Promise<void>;
}

const tap = (page: Page, text: string): Promise<void> => page.locator(".mp-page:not([hidden])").getByText(text, { exact: true }).filter({ visible: true }).first().click();

async function write(page: Page): Promise<void> {
  await page.locator("textarea").first().fill("3 单元门口的路灯不亮，晚上看不见台阶");
  await tap(page, "物业设施");
}

const pictures = (requestId: string): Picture[] => [
  { name: "home", as: "resident" },
  { name: "home-dark", as: "resident", dark: true },
  { name: "home-elder", as: "resident", act: (page) => tap(page, "大字") },
  { name: "story", as: "resident", path: `/features/requests/pages/story/index?requestId=${requestId}` },
  { name: "timebank", as: "teacher", path: "/pages/timebank/index" },
  { name: "grids", as: "stationHead", path: "/features/grids/pages/grids/index" },
  { name: "workbench", as: "stationHead", path: "/pages/workbench/index", act: (page) => page.locator(".segments__one").filter({ hasText: "我的" }).click() },
  { name: "report", as: "resident", path: "/features/report/pages/report/index", act: write },
  {
    name: "receipt", as: "resident", path: "/features/report/pages/report/index",
    act: async (page) => {
      await write(page);
      await tap(page, "送出");
      await page.getByText("编号（点一下复制）").waitFor();
    },
  },
];

async function take(browser: Browser, url: string, { name, as, path, dark, act }: Picture): Promise<void> {
  const context = await browser.newContext({ viewport: size, deviceScaleFactor: 2, locale: "zh-CN", timezoneId: "Asia/Shanghai", reducedMotion: "reduce" });
  const page = await context.newPage();
  const query = new URLSearchParams({ as, bar: "0", width: String(size.width), ...(dark && { dark: "1" }) });
  await page.goto(`${url}/?${query}${path ? `#${path}` : ""}`);
  await page.waitForFunction(() => window.__phoneReady === true);
  await page.waitForLoadState("networkidle");
  await act?.(page);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.waitForTimeout(700);
  const file = join(folder, `${name}.png`);
  await page.screenshot({ path: file });
  await context.close();
  const bytes = statSync(file).size;
  console.log(`${name}.png ${Math.round(bytes / 1024)} KB`);
  if (bytes > mostBytes) throw new Error(`${name}.png is larger than ${mostBytes / 1024} KB`);
}

async function main(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const cloud = await startDemoCloud();
  const built = mkdtempSync(join(tmpdir(), "linli-phone-"));
  const phone = await startPhone({ root, cloudUrl: cloud.cloud.url, port: 0, people, outDir: built });
  const { launchBrowser } = (await import("../local/phone/browser.mjs")) as { launchBrowser: () => Promise<{ endpoint: string; close: () => Promise<void> }> };
  const chrome = await launchBrowser();
  try {
    const browser = await chromium.connectOverCDP(chrome.endpoint);
    const { items } = await callAs(cloud, "resident", "requests.mine", { open: true });
    const named = process.argv.slice(2);
    for (const picture of pictures(items[0]!.requestId)) if (named.length === 0 || named.includes(picture.name)) await take(browser, phone.url, picture);
    await browser.close();
  } finally {
    await chrome.close();
    await phone.close();
    await cloud.close();
    rmSync(built, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}).finally(() => process.exit());
