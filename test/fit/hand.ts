/// <reference path="../../local/phone/runtime/globals.d.ts" />
import type { Page } from "playwright-core";

/** Somebody's hand on one phone: opens pages, taps, waits until nothing is on its way any more. */
export class Hand {
  private callsUnderWay = 0;

  constructor(readonly page: Page) {
    const isCall = (url: string): boolean => url.includes("/client/");
    page.on("request", (request) => {
      if (isCall(request.url())) this.callsUnderWay += 1;
    });
    const over = (request: { url(): string }): void => {
      if (isCall(request.url())) this.callsUnderWay -= 1;
    };
    page.on("requestfinished", over);
    page.on("requestfailed", over);
  }

  /** @param path opened with nothing left over from whoever held the phone before */
  async open(path: string): Promise<void> {
    await this.page.evaluate((url) => {
      const { network, router, storage } = window.__phone;
      network.set("online");
      // A page that is left keeps its draft, so the draft goes only after the page.
      router.reLaunch("/features/people/pages/join/index");
      for (const draft of ["reportDraft", "stepDrafts", "timebankDraft:ask", "timebankDraft:apply"]) storage.remove(draft);
      router.reLaunch(url);
    }, path);
    await this.settle();
  }

  /** Until no call is under way and nothing moves: sheets slide in 180 ms. */
  async settle(): Promise<void> {
    const until = Date.now() + 8000;
    for (let quiet = 0; quiet < 2 && Date.now() < until; ) {
      await this.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 40))));
      const busy = this.callsUnderWay > 0 || (await this.page.evaluate(() => document.querySelector('.mp-page:not([hidden]) [aria-label="正在打开"]') !== null));
      quiet = busy ? 0 : quiet + 1;
    }
    await this.page.evaluate(() => Promise.all(document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().iterations === 1).map(({ finished }) => finished.catch(() => undefined))));
  }

  private shown(selector: string, text?: string | RegExp) {
    const found = this.page.locator(`.mp-page:not([hidden]) ${selector}`);
    return (text === undefined ? found : found.filter({ hasText: text })).filter({ visible: true }).first();
  }

  async tap(text: string | RegExp): Promise<void> {
    await this.page.locator(".mp-page:not([hidden])").getByText(text, typeof text === "string" ? { exact: true } : {}).filter({ visible: true }).first().click();
    await this.settle();
  }

  async tapOn(selector: string, text?: string | RegExp): Promise<void> {
    await this.shown(selector, text).click();
    await this.settle();
  }

  async write(selector: string, words: string): Promise<void> {
    await this.shown(selector).fill(words);
    await this.settle();
  }

  async cutNetwork(): Promise<void> {
    await this.page.evaluate(() => window.__phone.network.set("offline"));
  }

  /** Puts the open page into a state that takes a rare failure to reach. */
  async setData(data: object): Promise<void> {
    await this.page.evaluate((patch) => (window.__phone.router.top!.instance as unknown as { setData(data: object): void }).setData(patch), data);
    await this.settle();
  }
}
