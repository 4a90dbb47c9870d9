import { closeBrowser, eventually, newPhonePage, type PhonePage } from "../support/browser";
import { type FixturePhone, startFixture } from "./fixturePhone";

let fixture: FixturePhone;
let phone: PhonePage;

beforeAll(async () => {
  fixture = await startFixture();
  phone = await newPhonePage({ url: fixture.url, path: "/pages/forms/index" });
});
afterAll(async () => {
  await phone?.close();
  await fixture?.close();
  await closeBrowser();
});

const textOf = async (selector: string): Promise<string> => (await phone.find(selector).innerText()).trim();
const option = (text: string) => phone.page.getByRole("dialog").getByRole("option", { name: text, exact: true });
const confirm = (): Promise<void> => phone.page.getByRole("dialog").getByRole("button", { name: "确定" }).click();

const sent = (): Promise<string> => phone.page.evaluate(() => window.__phone.router.top!.instance.data["sent"] as string);

describe("text fields", () => {
  it("are real fields with an accessible name and a length limit", async () => {
    const name = phone.page.getByRole("textbox", { name: "姓名" });
    await name.fill("七个字的名字啊");
    expect(await name.getAttribute("maxlength")).toBe("6");
    await name.fill("王小梅");
    expect(await textOf("#typed")).toBe("王小梅|");
    await name.press("Enter");
    expect(await textOf("#typed")).toBe("王小梅|王小梅");
    expect(await name.evaluate((node) => node === document.activeElement)).toBe(false);
  });

  it("colour their placeholder by its class, in both themes", async () => {
    const colour = (): Promise<string> => phone.page.getByRole("textbox", { name: "姓名" }).evaluate((node) => getComputedStyle(node, "::placeholder").color);
    expect(await colour()).toBe("rgb(10, 20, 30)");
    await phone.page.evaluate(() => window.__phone.setDark(true));
    expect(await colour()).toBe("rgb(200, 210, 220)");
    await phone.page.evaluate(() => window.__phone.setDark(false));
  });

  it("keep letters out of a number", async () => {
    const number = phone.page.getByRole("textbox", { name: "数字" });
    await number.pressSequentially("a1b2");
    expect(await number.inputValue()).toBe("12");
  });

  it("bind both ways", async () => {
    await phone.page.getByRole("textbox", { name: "双向" }).fill("改了");
    expect(await textOf("#boundNow")).toBe("改了");
  });

  it("grow with their lines", async () => {
    const before = await phone.find("#area").evaluate((node) => (node as HTMLElement).offsetHeight);
    await phone.page.getByRole("textbox", { name: "说明" }).fill("一\n二\n三");
    expect(await textOf("#areaNow")).toBe("一 二 三|3");
    const after = await phone.find("#area").evaluate((node) => (node as HTMLElement).offsetHeight);
    expect(after).toBeGreaterThan(before * 2);
  });

  it("take the focus when told", async () => {
    await phone.find("#focus").click();
    await eventually(async () =>
      expect(await phone.page.getByRole("textbox", { name: "姓名" }).evaluate((node) => node === document.activeElement)).toBe(true),
    );
  });
});

describe("pickers", () => {
  it("choose from a list", async () => {
    await phone.find("#fruit").click();
    await option("香蕉").click();
    await confirm();
    expect(await textOf("#fruit")).toBe("香蕉");
  });

  it("choose from several columns and tell each turn", async () => {
    await phone.find("#pair").click();
    await option("3").click();
    await confirm();
    expect(await textOf("#pair")).toBe("甲3 1:2");
  });

  it("offer only dates between start and end", async () => {
    await phone.find("#day").click();
    expect(await phone.page.getByRole("dialog").getByRole("listbox").first().getByRole("option").allInnerTexts()).toEqual(["2026年"]);
    await option("12月").click();
    expect(await phone.page.getByRole("dialog").getByRole("listbox").last().getByRole("option").count()).toBe(5);
    await option("5日").click();
    await confirm();
    expect(await textOf("#day")).toBe("2026-12-05");
  });

  it("choose a time, and keep the old one when cancelled", async () => {
    await phone.find("#time").click();
    await option("09时").click();
    await confirm();
    expect(await textOf("#time")).toBe("09:30");
    await phone.find("#time").click();
    await option("10时").click();
    await phone.page.getByRole("dialog").getByRole("button", { name: "取消" }).click();
    expect(await textOf("#time")).toBe("09:30");
  });

  it("turn within the page", async () => {
    expect(await textOf("#wheelNow")).toBe("午");
    await phone.find("#wheel").getByText("晚").click();
    await eventually(async () => expect(await textOf("#wheelNow")).toBe("晚"));
  });
});

describe("choices", () => {
  it("toggle by themselves, through their label and through a label elsewhere", async () => {
    await phone.find("wx-label").filter({ hasText: "甲" }).click();
    await phone.find("wx-checkbox").nth(1).click();
    expect(await textOf("#boxesNow")).toBe("a,b");
    await phone.find("wx-label").filter({ hasText: "一" }).click();
    expect(await textOf("#radioNow")).toBe("1");
    await phone.find("#r2").click();
    expect(await textOf("#radioNow")).toBe("2");
    expect(await phone.find("#r1").getAttribute("aria-checked")).toBe("false");
    await phone.page.getByRole("switch", { name: "开关" }).press(" ");
    expect(await textOf("#onNow")).toBe("true");
  });
});

describe("forms", () => {
  it("submit every named field, and reset them", async () => {
    await phone.tap("button", "提交");
    expect(JSON.parse(await sent())).toEqual({
      name: "王小梅", number: "12", area: "一\n二\n三", fruit: 1, boxes: ["a", "b"], radio: "2", on: true, slid: 30,
    });
    await phone.find("#disabled").click({ force: true });
    await phone.tap("button", "重来");
    expect(await sent()).toBe("reset");
    expect(await phone.page.getByRole("textbox", { name: "姓名" }).inputValue()).toBe("");
    expect(await phone.find('[aria-checked="true"]').count()).toBe(0);
  });
});
