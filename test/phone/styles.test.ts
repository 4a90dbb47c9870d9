import { closeBrowser, newPhonePage, type PhonePage } from "../support/browser";
import { type FixturePhone, startFixture } from "./fixturePhone";

let fixture: FixturePhone;

beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(async () => {
  await fixture?.close();
  await closeBrowser();
});

async function onStyles(options: { width?: number; dark?: boolean; bar?: boolean; font?: number }, check: (phone: PhonePage) => Promise<void>): Promise<void> {
  const phone = await newPhonePage({ url: fixture.url, path: "/pages/styles/index", ...options });
  await check(phone);
  await phone.close();
}

const style = (phone: PhonePage, selector: string, name: string): Promise<string> =>
  phone.find(selector).evaluate((node, property) => getComputedStyle(node).getPropertyValue(property), name);

it("rpx, vh and media widths are the phone's, in a window of any size", async () => {
  for (const bar of [false, true])
    await onStyles({ width: 320, bar }, async (phone) => {
      expect(parseFloat(await style(phone, "#half", "width"))).toBeCloseTo(160, 1);
      expect(parseFloat(await style(phone, "#inline", "width"))).toBeCloseTo(42.67, 1);
      const body = await phone.find(".mp-body").evaluate((node) => node.clientHeight);
      expect(parseFloat(await style(phone, "#half", "height"))).toBeCloseTo(body / 10, 1);
      expect(await style(phone, "#narrow", "color")).toBe("rgb(200, 0, 0)");
    });
  await onStyles({ width: 430 }, async (phone) => expect(await style(phone, "#narrow", "color")).not.toBe("rgb(200, 0, 0)"));
});

it("a component's styles stay its own, a page's stay out of it, external classes come in", async () => {
  await onStyles({}, async (phone) => {
    expect(await style(phone, "#plain wx-view >> nth=0", "color")).not.toBe("rgb(9, 9, 9)");
    expect(await style(phone, "#plain wx-view >> nth=1", "color")).toBe("rgb(5, 5, 5)");
    expect(await style(phone, "#plain wx-view >> nth=1", "text-decoration-line")).toBe("underline");
  });
});

it("page-meta sets the page's style and WeChat's font size", async () => {
  await onStyles({ font: 1.3 }, async (phone) => {
    expect(await style(phone, "#tinted", "color")).toBe("rgb(1, 2, 3)");
    expect(parseFloat(await style(phone, "#rem", "width"))).toBeCloseTo(2 * 16 * 1.3, 1);
    const info = await phone.page.evaluate(() => (window.__phone.wx["getAppBaseInfo"] as () => Record<string, number>)());
    expect(info["fontSizeScaleFactor"]).toBe(1.3);
  });
});

it("dark follows the frame's switch: styles, theme.json and wx.onThemeChange", async () => {
  await onStyles({ dark: true }, async (phone) => {
    expect(await style(phone, "page", "background-color")).toBe("rgb(0, 0, 0)");
    expect(await style(phone, "page", "--ink")).toBe("#eeeeee");
    expect(await style(phone, ".mp-nav", "background-color")).toBe("rgb(25, 25, 25)");
    const themes = await phone.page.evaluate(() => {
      const seen: string[] = [];
      (window.__phone.wx["onThemeChange"] as (listener: (result: { theme: string }) => void) => void)(({ theme }) => seen.push(theme));
      window.__phone.setDark(false);
      return [...seen, (window.__phone.wx["getAppBaseInfo"] as () => { theme: string })().theme];
    });
    expect(themes).toEqual(["light", "light"]);
    expect(await style(phone, "page", "background-color")).toBe("rgb(255, 255, 255)");
    expect(await style(phone, ".mp-nav", "background-color")).toBe("rgb(246, 244, 240)");
  });
});

it("text is set in the font that comes along, and nothing is asked of the internet", async () => {
  await onStyles({}, async (phone) => {
    const fonts = await phone.page.evaluate(async () => {
      await document.fonts.ready;
      return [...document.fonts].filter((font) => font.status === "loaded").map((font) => font.family.replaceAll('"', ""));
    });
    expect(new Set(fonts)).toEqual(new Set(["PingFang SC"]));
    expect(fonts.length).toBeLessThan(20);
  });
});
