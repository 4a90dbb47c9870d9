import { closeBrowser, eventually, newPhonePage, type PhonePage } from "../support/browser";
import { type FixturePhone, startFixture } from "./fixturePhone";

let fixture: FixturePhone;
let phone: PhonePage;

beforeAll(async () => {
  fixture = await startFixture();
  phone = await newPhonePage({ url: fixture.url, as: "resident" });
});
afterAll(async () => {
  await phone?.close();
  await fixture?.close();
  await closeBrowser();
});

/** What the fixture's app and pages noted, without the start. */
const journal = (): Promise<string[]> => phone.page.evaluate(() => window.__phone.app["journal"] as string[]);
const textOf = async (selector: string): Promise<string> => (await phone.find(selector).innerText()).trim();

/** Everything closed, home opened anew, and nothing noted yet. */
beforeEach(async () => {
  await phone.page.evaluate(() => {
    (window.__phone.app["journal"] as string[]).length = 0;
    window.__phone.router.reLaunch("/pages/home/index");
  });
  await eventually(async () => expect(await journal()).toContain("home onReady"));
  await phone.page.evaluate(() => void ((window.__phone.app["journal"] as string[]).length = 0));
});

describe("lifecycle", () => {
  it("starts in WeChat's order", async () => {
    const fresh = await newPhonePage({ url: fixture.url });
    const start = ["app onLaunch pages/home/index 1001", "app onShow", "home onLoad", "home onShow", "home onReady"];
    await eventually(async () => expect(await fresh.page.evaluate(() => window.__phone.app["journal"])).toEqual(start));
    await fresh.close();
  });

  it("opens, goes back and answers through the event channel", async () => {
    await phone.find("#open").click();
    await phone.seeText("id=7 name=张三 from=home");
    await phone.find("#back").click();
    await phone.find("#open").waitFor();
    const since = await journal();
    expect(since).toEqual(["home onHide", "opened onLoad", "opened onShow", "opened onReady", "home heard true", "opened onUnload", "home onShow"]);
  });

  it("keeps tab pages alive and runs a component page's own lifetimes", async () => {
    await phone.tap("tab", "我的");
    expect(await phone.route()).toBe("pages/mine/index");
    await phone.tap("tab", "首页");
    expect(await journal()).toEqual([
      "home onHide", "mine attached", "mine onLoad", "mine onShow", "mine pageLifetimes.show", "mine onHide", "home onShow",
    ]);
  });

  it("loads a subpackage's page when it is opened", async () => {
    await phone.find("#thing").click();
    await phone.seeText("9·18");
    expect(await phone.route()).toBe("features/extra/pages/thing/index");
  });
});

describe("routes", () => {
  const fails = (method: string, url: string): Promise<string> =>
    phone.page.evaluate(
      ([name, target]) =>
        (window.__phone.wx[name!] as (options: object) => Promise<unknown>)({ url: target }).then(
          () => "ok",
          (error: { errMsg: string }) => error.errMsg,
        ),
      [method, url],
    );

  it("refuses what WeChat refuses", async () => {
    expect(await fails("navigateTo", "/pages/none")).toBe('navigateTo:fail page "pages/none" is not found');
    expect(await fails("navigateTo", "/pages/mine/index")).toBe("navigateTo:fail can not navigateTo a tabbar page");
    expect(await fails("switchTab", "/pages/forms/index")).toBe("switchTab:fail can not switch to no-tabBar page");
    expect(await fails("navigateBack", "")).toBe("navigateBack:fail cannot navigate back at first page.");
  });

  it("holds ten pages at most", async () => {
    for (let opened = 1; opened < 10; opened++) expect(await fails("navigateTo", `/pages/opened/index?id=${opened}`)).toBe("ok");
    expect(await fails("navigateTo", "/pages/opened/index?id=10")).toBe("navigateTo:fail webview count limit exceed");
  });

  it("resolves relative addresses of a navigator, and goes back by the bar", async () => {
    await phone.find("#link").click();
    await phone.seeText("id=8");
    await phone.tap("button", "返回");
    expect(await phone.route()).toBe("pages/home/index");
  });

  it("shows the way home on a first page that is not the entry", async () => {
    await phone.page.evaluate(() => window.__phone.router.reLaunch("/pages/opened/index"));
    await phone.tap("button", "返回首页");
    expect(await phone.route()).toBe("pages/home/index");
  });
});

describe("templates and events", () => {
  it("runs WXS as WXS and templates with data", async () => {
    expect(await textOf("#wxs")).toBe("array number 3 ¥12.34");
    expect(await textOf("#template")).toBe("模板-4-ABC");
  });

  it("follows wx:if, hidden and keyed wx:for", async () => {
    await phone.find("#turn").click();
    expect(await textOf("#branch")).toBe("一");
    expect(await phone.find("#hidden").isVisible()).toBe(true);
    expect(await textOf("#list")).toBe("0丙 1乙 2甲");
    await phone.find("#turn").click();
    expect(await textOf("#branch")).toBe("二");
    expect(await phone.find("#hidden").isVisible()).toBe(false);
  });

  it("bubbles with dataset and mark, and stops at catch", async () => {
    await phone.find("#inner").click();
    expect(await textOf("#taps")).toBe("外层 inner mark=inner number");
    await phone.find("#stop").click();
    expect(await textOf("#taps")).toBe("stopped");
  });

  it("runs components: properties, observers, slots, events", async () => {
    const counter = phone.find("#counter");
    expect(await counter.innerText()).toBe("前3·6中");
    await counter.click();
    expect(await counter.innerText()).toBe("前4·8中");
    expect(await textOf("#total")).toBe("4");
  });

  it("operates buttons by keyboard", async () => {
    await phone.find("#turn").focus();
    await phone.page.keyboard.press("Enter");
    expect(await textOf("#branch")).toBe("一");
  });

  it("runs TDesign's button with its icon", async () => {
    await phone.find(".t-button").click();
    expect(await textOf("#branch")).toBe("一");
    const mask = await phone.find(".t-button .t-icon-base").evaluate((node) => getComputedStyle(node, "::before").maskImage);
    expect(mask).toContain("/_icon/add.svg");
  });
});

describe("page scrolling", () => {
  it("reports scrolling, its bottom, and pulling down", async () => {
    const scroller = phone.find(".mp-scroll");
    await scroller.evaluate((node) => node.scrollTo(0, node.scrollHeight));
    await eventually(async () => expect(await textOf("#facts")).toMatch(/^0 [1-9]\d* 1$/));
    await phone.page.evaluate(() => (window.__phone.wx["startPullDownRefresh"] as () => Promise<void>)());
    await eventually(async () => expect(await textOf("#facts")).toMatch(/^1 /));
    expect(await phone.find(".mp-refresh.on").count()).toBe(0);
  });
});

describe("errors in product code", () => {
  it("are shown in the frame, on the console and to tests", async () => {
    phone.expectProblem(/thrown on purpose/);
    await phone.page.evaluate(() => window.__phone.router.open("/pages/opened/index"));
    await phone.find("#fail").click();
    await phone.page.getByTestId("phone-errors").getByText("thrown on purpose").waitFor();
    const errors = await phone.page.evaluate(() => window.__phone.errors.errors.map((error) => error.message));
    expect(errors).toEqual(["thrown on purpose"]);
    expect(phone.problems.filter((problem) => problem.startsWith("[mp]"))).toHaveLength(1);
  });
});
