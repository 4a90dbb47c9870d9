/// <reference path="../../local/phone/runtime/globals.d.ts" />
/**
 * The browser as tests use it: one phone a page, alone in the window (`bar=0`), no request beyond this machine, and
 * whatever lands on the console as an error fails the test that closes the page.
 */
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from "playwright-core";

let browser: Promise<Browser> | undefined;

/** The browser that globalSetup started; one connection per test file. */
export function openBrowser(): Promise<Browser> {
  const endpoint = process.env["PHONE_BROWSER"];
  if (!endpoint) throw new Error("PHONE_BROWSER is not set: run this test in Jest's project \"browser\"");
  browser ??= chromium.connectOverCDP(endpoint);
  return browser;
}

/** Call in afterAll: drops the connection, the browser itself goes on. */
export async function closeBrowser(): Promise<void> {
  const connected = await browser;
  browser = undefined;
  await connected?.close();
}

export interface PhonePageOptions {
  /** Of startPhone. */
  url: string;
  /** Key of the person. */
  as?: string;
  /** Page of the mini-program, e.g. "/pages/home/index?x=1". */
  path?: string;
  width?: number;
  height?: number;
  dark?: boolean;
  /** WeChat's font scale. */
  font?: number;
  /** Show the bar beside the phone; then the window is wider. */
  bar?: boolean;
  /** Further parameters of the address, e.g. {scene: "1047"}. */
  query?: Record<string, string>;
}

const HEIGHTS: Record<number, number> = { 320: 568, 375: 812, 430: 932 };
const READY_TIMEOUT_MS = 15_000;
const ACTION_TIMEOUT_MS = 6_000;

type Role = Parameters<Page["getByRole"]>[0];

export class PhonePage {
  /** Errors on the console, uncaught ones, and requests that left this machine. */
  readonly problems: string[] = [];
  private expected: RegExp[] = [];

  constructor(
    readonly page: Page,
    private readonly context: BrowserContext,
  ) {
    page.setDefaultTimeout(ACTION_TIMEOUT_MS);
    page.on("console", (message) => {
      if (message.type() === "error") this.problems.push(message.text());
    });
    page.on("pageerror", (error) => this.problems.push(String(error.stack)));
  }

  /** The page of the mini-program that is open; hidden ones of the stack are not searched. */
  get current(): Locator {
    return this.page.locator(".mp-page:not([hidden])");
  }

  find(selector: string): Locator {
    return this.current.locator(selector);
  }

  async tap(role: Role, name: string | RegExp): Promise<void> {
    await this.page.getByRole(role, { name }).first().click();
  }

  async tapText(text: string | RegExp): Promise<void> {
    await this.current.getByText(text).first().click();
  }

  async seeText(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).filter({ visible: true }).first().waitFor();
  }

  /** Path of the open page, e.g. "pages/home/index". */
  async route(): Promise<string> {
    return this.page.evaluate(() => window.__phone.router.top?.path ?? "");
  }

  /** An error that this test provokes on purpose. */
  expectProblem(pattern: RegExp): void {
    this.expected.push(pattern);
  }

  unexpectedProblems(): string[] {
    return this.problems.filter((problem) => !this.expected.some((pattern) => pattern.test(problem)));
  }

  /** Closes the page and fails where anything went wrong that the test did not expect. */
  async close(): Promise<void> {
    await this.context.close();
    const problems = this.unexpectedProblems();
    if (problems.length) throw new Error(`the page reported:\n${problems.join("\n")}`);
  }
}

export async function newPhonePage(options: PhonePageOptions): Promise<PhonePage> {
  const { url, as, path, width = 375, dark, font, bar = false, query = {} } = options;
  const connected = await openBrowser();
  const viewport = { width: bar ? Math.max(width + 300, 800) : width, height: options.height ?? HEIGHTS[width] ?? 812 };
  const context = await connected.newContext({ viewport, locale: "zh-CN", timezoneId: "Asia/Shanghai", hasTouch: true });
  const phone = new PhonePage(await context.newPage(), context);
  await context.route(
    ({ hostname }) => hostname !== "127.0.0.1" && hostname !== "localhost",
    (route) => {
      phone.problems.push(`a request left this machine: ${route.request().url()}`);
      return route.abort();
    },
  );
  const address = new URL(url);
  const parameters = { ...query, width: String(width), ...(bar ? {} : { bar: "0" }), ...(as ? { as } : {}), ...(dark ? { dark: "1" } : {}), ...(font ? { font: String(font) } : {}) };
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
  if (path) address.hash = path;
  await phone.page.goto(address.href, { timeout: READY_TIMEOUT_MS });
  await phone.page.waitForFunction(() => window.__phoneReady === true, undefined, { timeout: READY_TIMEOUT_MS });
  return phone;
}

const POLL_MS = 40;
const POLL_TIMEOUT_MS = 4000;

/** Repeats an expectation until it holds; fails with its last error. Jest has no expect.poll. */
export async function eventually(expectation: () => Promise<void> | void, timeoutMs = POLL_TIMEOUT_MS): Promise<void> {
  const until = performance.now() + timeoutMs;
  for (;;) {
    try {
      return await expectation();
    } catch (error) {
      if (performance.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }
}
