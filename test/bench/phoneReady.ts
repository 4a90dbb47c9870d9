/** From the tap on the icon to a home page that can be read, in the stand-in's browser. */
import { chromium } from "playwright-core";
import type { Figures } from "./figure";
import { fact } from "./figure";
import { openPhone } from "./openPhone";
import { median, timed } from "./samples";

/** The one large entry of the home page: it is there once the page has its data. */
const entry = "我要反映";

export async function phoneReady(cloudUrl: string, rounds: number): Promise<Figures> {
  const { phone, chrome, close } = await openPhone(cloudUrl);
  try {
    const browser = await chromium.connectOverCDP(chrome.endpoint);
    const took: number[] = [];
    for (let round = 0; round < rounds + 1; round += 1) {
      const context = await browser.newContext({ viewport: { width: 375, height: 812 }, locale: "zh-CN" });
      const page = await context.newPage();
      const { ms } = await timed(async () => {
        await page.goto(`${phone.url}/?as=resident&bar=0`, { waitUntil: "commit" });
        await page.getByText(entry).filter({ visible: true }).first().waitFor();
      });
      // The first one builds the mini-program and fills the browser's own caches.
      if (round > 0) took.push(ms);
      await context.close();
    }
    await browser.close();
    return {
      "phone.ready": fact(median(took), `from opening the mini-program to the home page with its data, build warm, nothing in the phone's cache, median of ${rounds} (${took.map((ms) => ms.toFixed(0)).join(", ")})`, "ms"),
    };
  } finally {
    await close();
  }
}
