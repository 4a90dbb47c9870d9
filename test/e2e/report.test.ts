import type { PhonePage } from "../support/browser";
import { fillSheet, lookAgain, report, sheetButton, Stage, Thumb } from "./stage";

/** The whole path as three people, and the ways in which it bends. Each test goes on where the one before ended. */
jest.setTimeout(60_000);
let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage?.close());

const step = (phone: PhonePage, label: string): Promise<void> => new Thumb(phone).tap(label);
const wordsOfMatter = "二楼平台的水管漏水";

async function choose(phone: PhonePage, label: string): Promise<void> {
  await phone.find(".sheet .choice").filter({ hasText: label }).first().click();
}

describe("a matter from the report to the stars", () => {
  let resident: PhonePage;
  let head: PhonePage;

  test("at most four taps, and the receipt says who owns it and by when", async () => {
    resident = await stage.phone("resident");
    const thumb = await report(resident, `${wordsOfMatter}，地上都是水`, "物业设施");
    expect(thumb.taps).toBeLessThanOrEqual(4);
    for (const text of [/^4-1123-[A-Z]{4}$/, /第 12 网格\s· 第四党员服务站/, "由第四党支部牵头", "老何", /周四 18:00 前给您答复/]) await resident.seeText(text);
  });

  test("the station head takes it on the workbench, starts, gets a hand, and asks whether it is good", async () => {
    head = await stage.phone("stationHead", { path: "/pages/workbench/index" });
    // It opens on what is overdue; the new matter waits beside it.
    await head.find(".segments__one").filter({ hasText: "待接" }).click();
    const card = head.find(".request").filter({ hasText: wordsOfMatter });
    await card.getByText("我来办", { exact: true }).click();
    await head.seeText(/您接了/);
    await head.find(".segments__one").filter({ hasText: "我的" }).click();
    await card.locator(".request__body").click();
    await step(head, "开始办");
    await head.seeText("您正在办");

    await step(head, "请人一起办");
    await fillSheet(head, "关上总阀，和楼上说一声");
    await choose(head, "小陈");
    await choose(head, "明天");
    await sheetButton(head).click();
    await head.seeText(/请到了/);

    await step(head, "请居民确认");
    await fillSheet(head, "接头换了，关水试过，不漏了。");
    await sheetButton(head).click();
    await head.seeText(/已经请居民确认/);
  });

  test("a helper finds his part on his own workbench and says that it is done", async () => {
    const member = await stage.phone("committeeMember", { path: "/pages/workbench/index" });
    await member.find(".segments__one").filter({ hasText: "我的" }).click();
    await member.find(".request").filter({ hasText: "下水道又堵了" }).locator(".request__body").click();
    await step(member, "我这部分办完了");
    await sheetButton(member).click();
    await member.seeText(/告诉老何了/);
  });

  test("who reported it reads every step in plain words, in the story and in the inbox", async () => {
    await step(resident, "看看这件事");
    await resident.seeText("周站长说办好了，请您看看");
    for (const text of ["周站长接了", "周站长开始办了", /周站长请小陈一起办：关上总阀/, "接头换了，关水试过，不漏了。"]) await resident.seeText(text);
    const inbox = await stage.phone("resident", { path: "/features/inbox/pages/inbox/index" });
    for (const text of [/周站长接了您反映的/, /周站长说办好了，请您看看/]) await inbox.seeText(text);
  });

  test("not solved after all: it opens again, comes back to the same hands, and ends with stars", async () => {
    await step(resident, "还没办好");
    await choose(resident, "只办了一部分");
    await fillSheet(resident, "墙还在滴水。");
    await sheetButton(resident).click();
    await resident.seeText("又打开了，周站长接着办");

    await lookAgain(head);
    await head.seeText("又打开了，您接着办");
    await head.seeText("墙还在滴水。");
    await step(head, "开始办");
    await step(head, "请居民确认");
    await fillSheet(head, "墙里的接头也换了。");
    await sheetButton(head).click();
    await head.seeText(/已经请居民确认/);

    await lookAgain(resident);
    await step(resident, "办好了");
    await resident.find(".sheet .choice").filter({ hasText: "非常满意" }).click();
    await sheetButton(resident).click();
    await resident.seeText("办结了，谢谢您");
    await resident.seeText("★★★★★");
  });

  test("没找到人 calls the stand-in at once, who takes it over", async () => {
    const volunteer = await stage.phone("volunteer");
    await report(volunteer, "单元门关不上，风把门吹得直响", "物业设施");
    await step(volunteer, "看看这件事");
    await step(volunteer, "没找到人");
    await choose(volunteer, "门口没人");
    await sheetButton(volunteer).click();
    await volunteer.seeText(/^记下了：.*已请小陈接手/);
    await volunteer.seeText(/上门没找到人，已请小陈接手/);

    const standIn = await stage.phone("committeeMember", { path: "/features/inbox/pages/inbox/index" });
    await standIn.find(".card").filter({ hasText: "请您马上接手" }).first().click();
    await step(standIn, "我来办");
    await standIn.seeText("小陈接了");
  });
});
