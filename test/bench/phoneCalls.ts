import { type BrowserContext, chromium } from "playwright-core";
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
  ["resident", "/pages/timebank/index"],
  ["stationHead", "/features/timebank/pages/bank/index"],
];

export interface PhoneCalls {
  /** By who and page. */
  opening: Record<string, number>;
  /** What home asks for once a phone and day, after it stands: docs/decisions/0013. */
  ahead: number;
}

/**
 * Cloud calls that a phone makes to open each page, counted on the wire of a real browser. The phone has opened home
 * today, as whoever taps a page has; what home asks for beyond itself is counted apart.
 */
export async function phoneCalls(cloudUrl: string, requestId: string): Promise<PhoneCalls> {
  const { phone, chrome, close } = await openPhone(cloudUrl);
  const counts: PhoneCalls = { opening: {}, ahead: 0 };
  try {
    const browser = await chromium.connectOverCDP(chrome.endpoint);
    for (const [who, path] of pages(requestId)) {
      const context = await browser.newContext();
      const first = await callsOf(context, `${phone.url}/?as=${who}&bar=0#/pages/home/index`);
      counts.ahead = Math.max(counts.ahead, first - 1);
      counts.opening[`${who} ${path.split("?")[0]}`] = await callsOf(context, `${phone.url}/?as=${who}&bar=0#${path}`);
      await context.close();
    }
    await browser.close();
  } finally {
    await close();
  }
  return counts;
}

/** A page opened in a new window of the same phone, and left alone until it asks for nothing more. */
async function callsOf(context: BrowserContext, url: string): Promise<number> {
  const page = await context.newPage();
  let calls = 0;
  page.on("request", (request) => {
    if (request.url().endsWith("/client/callFunction")) calls += 1;
  });
  await page.goto(url, { waitUntil: "networkidle" });
  // Whatever a page still wanted to ask after it is drawn would be a second call.
  await page.waitForTimeout(300);
  await page.close();
  return calls;
}
