import { chromium } from "playwright-core";
import { openPhone } from "./openPhone";

/** Who opens which page; a story is opened by its id. */
const pages = (requestId: string): [who: string, path: string][] => [
  ["resident", "/pages/home/index"],
  ["resident", "/pages/mine/index"],
  ["stationHead", "/pages/workbench/index"],
  ["resident", "/pages/me/index"],
  ["resident", "/features/report/pages/report/index"],
  ["resident", `/features/requests/pages/story/index?requestId=${requestId}`],
  ["stationHead", `/features/requests/pages/story/index?requestId=${requestId}`],
  ["resident", "/features/inbox/pages/inbox/index"],
  ["stationHead", "/features/people/pages/staff/index"],
  ["groupLeader", "/features/people/pages/bindings/index"],
];

/** Cloud calls that a phone makes to open each page, counted on the wire of a real browser. */
export async function phoneCalls(cloudUrl: string, requestId: string): Promise<Record<string, number>> {
  const { phone, chrome, close } = await openPhone(cloudUrl);
  const counts: Record<string, number> = {};
  try {
    const browser = await chromium.connectOverCDP(chrome.endpoint);
    for (const [who, path] of pages(requestId)) {
      const context = await browser.newContext();
      const page = await context.newPage();
      let calls = 0;
      page.on("request", (request) => {
        if (request.url().endsWith("/client/callFunction")) calls += 1;
      });
      await page.goto(`${phone.url}/?as=${who}&bar=0#${path}`, { waitUntil: "networkidle" });
      // Whatever a page still wanted to ask after it is drawn would be a second call.
      await page.waitForTimeout(300);
      counts[`${who} ${path.split("?")[0]}`] = calls;
      await context.close();
    }
    await browser.close();
  } finally {
    await close();
  }
  return counts;
}
