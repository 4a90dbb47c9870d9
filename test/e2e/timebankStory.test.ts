/**
 * The time bank's story on the real parts, in the hands of its people: somebody retired gives his evenings, breaks a foot,
 * and his neighbours keep a roster at his bed that is paid from what he saved, to the minute. Each test goes on where the
 * one before ended. What happens in between day after day is in test/timebank/story.test.ts.
 */
import { addDays } from "../../contracts/kernel/day";
import { hourMs, minuteMs } from "../../contracts/kernel/milliseconds";
import { minutesText } from "../../contracts/timebank/minutes";
import { verifyCommunity } from "../../cloudfunctions/features/timebank/ledger";
import type { NeedDocument, ShiftDocument } from "../../cloudfunctions/features/timebank/shared/documents";
import type { PersonDocument } from "../../cloudfunctions/platform/actor";
import { openDatabase } from "../../cloudfunctions/platform/database";
import { importHours } from "../../scripts/importHours";
import type { PhonePage } from "../support/browser";
import { callAs } from "../support/demo";
import { newOperationId } from "../support/product";
import { lookAgain, Stage } from "./stage";

jest.setTimeout(120_000);
let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterAll(() => stage?.close());

const communityId = "wutongli";
const tab = "/pages/timebank/index";
const at = (name: string, query = ""): string => `/features/timebank/pages/${name}/index${query}`;

/** Whatever is visibly there and says this, a button among them, scrolled to. */
const tap = (phone: PhonePage, name: string | RegExp): Promise<void> =>
  phone.current.getByText(name, typeof name === "string" ? { exact: true } : {}).filter({ visible: true }).first().click();
const submitSheet = (phone: PhonePage): Promise<void> => phone.find(".sheet__foot .t-button").filter({ visible: true }).first().click();
const moveTo = (now: number): Promise<unknown> => stage.cloud.cloud.moveClock({ now: now + 5_000 });

const shiftsOf = async (needId: string): Promise<ShiftDocument[]> =>
  (await openDatabase().collection<ShiftDocument>("timeShifts").find({ communityId, needId }, { limit: 200 })).sort((a, b) => a.fromAt - b.fromAt);
const openidOfPerson = async (personId: string): Promise<string> => (await openDatabase().collection<PersonDocument>("people").get(personId))!.openid;
const promisedTo = ({ turns }: ShiftDocument): string => turns.find(({ state }) => state === "invited" || state === "promised")!.personId;

/** Whoever is helped opens the page with the code; the volunteer types what it shows. */
async function checkIn(shift: ShiftDocument, volunteer: PhonePage, helped: PhonePage): Promise<void> {
  await helped.page.evaluate((url) => window.__phone.router.reLaunch(url), at("code", `?needId=${shift.needId}`));
  await helped.seeText("请来帮忙的人扫这个码");
  const digits = (await helped.find(".show__digits").innerText()).replace(/\D/g, "");
  await volunteer.page.evaluate((url) => window.__phone.router.reLaunch(url), at("turn", `?shiftId=${shift._id}`));
  await volunteer.find("input").filter({ visible: true }).first().fill(digits);
  await tap(volunteer, "用数字签到");
  await volunteer.find(".t-button").filter({ hasText: "服务结束，签退" }).waitFor();
}

async function checkOut(shift: ShiftDocument, volunteer: PhonePage): Promise<void> {
  await lookAgain(volunteer);
  await tap(volunteer, "服务结束，签退");
  await volunteer.page.getByText("结束了", { exact: true }).click();
  await volunteer.find(".t-button").filter({ hasText: "看这一次的记录" }).waitFor();
}

async function confirm(shift: ShiftDocument, helper: PhonePage): Promise<void> {
  const { turns } = (await shiftsOf(shift.needId)).find(({ _id }) => _id === shift._id)!;
  await helper.page.evaluate((url) => window.__phone.router.reLaunch(url), at("session", `?sessionId=${turns.find(({ sessionId }) => sessionId)!.sessionId!}`));
  await tap(helper, "对，确认");
  await helper.find(".said--good").filter({ visible: true }).first().waitFor();
}

const newcomer = "newcomer";
const saved = 60_000;
let roster = "";
let teacher: PhonePage;

describe("somebody who gives his evenings", () => {
  let first: ShiftDocument;

  test("says where he lives, what he can do and when; the branch says yes and asks him for a first evening", async () => {
    await callAs(stage.cloud, newcomer, "residents.bind", { unitCode: "27-3", room: "601", name: "顾老师" });
    const { bindings } = await callAs(stage.cloud, "groupLeader", "residents.pending", {});
    const { bindingId, version } = bindings.find(({ place }) => place.includes("601"))!;
    await callAs(stage.cloud, "groupLeader", "residents.decide", { bindingId, version, decision: { kind: "confirm" } });

    teacher = await stage.phone(newcomer, { path: at("apply") });
    await tap(teacher, "辅导孩子");
    await tap(teacher, "晚上");
    await tap(teacher, "报名");
    await teacher.find(".t-button").filter({ hasText: "回时间银行" }).waitFor();

    const branch = await stage.phone("committeeMember", { path: at("bank") });
    await branch.find(".segments__one").filter({ hasText: "报名" }).click();
    await tap(branch, /^顾老师想来帮忙/);
    await branch.find(".pick").filter({ hasText: "辅导孩子" }).first().click();
    await branch.find(".switch").filter({ hasText: "帮孩子的核对通过了" }).click();
    await tap(branch, "同意");
    await branch.seeText(/^同意了/);
  });

  test("takes the evening, checks in by the family's code, and an hour is saved when the family says that it is right", async () => {
    await teacher.page.evaluate((url) => window.__phone.router.reLaunch(url), tab);
    await tap(teacher, "我能去");
    await teacher.seeText("我答应的");
    const { promised } = await callAs(stage.cloud, newcomer, "timebank.open", {});
    first = (await shiftsOf(promised[0]!.needId)).find(({ _id }) => _id === promised[0]!.shiftId)!;
    const need = (await openDatabase().collection<NeedDocument>("timeNeeds").get(first.needId))!;
    const family = await stage.phone(`openid:${await openidOfPerson(need.recipientId ?? need.askerId)}`);

    await moveTo(first.fromAt);
    await checkIn(first, teacher, family);
    await moveTo(first.toAt);
    await checkOut(first, teacher);
    await confirm(first, family);
    const { hours } = await callAs(stage.cloud, newcomer, "timebank.open", {});
    expect(hours).toMatchObject({ availableMinutes: (first.toAt - first.fromAt) / minuteMs });
  });

  test("and the paper book of former years is brought in: a thousand hours stand on his page", async () => {
    const { hours } = await callAs(stage.cloud, newcomer, "timebank.open", {});
    // Sunday afternoons of four hours, back from 2022.
    const afternoons = Array.from({ length: saved / 240 }, (_, week) => addDays("2022-12-25", -7 * week));
    const book = ["账户码,姓名,日期,开始,结束,类别,内容,地点,负责人", ...afternoons.map((day) => `${hours!.accountCode},顾老师,${day},14:00,18:00,辅导孩子,辅导数学,第 12 网格,老何`)];
    const { outcome, fresh } = await importHours({ file: "book.csv", bytes: new TextEncoder().encode(book.join("\n")), database: openDatabase(), communityId, now: stage.cloud.cloud.clock.now() });
    expect([outcome, fresh.minutes]).toEqual(["imported", saved]);
    await teacher.page.evaluate((url) => window.__phone.router.reLaunch(url), tab);
    await teacher.seeText(minutesText(saved + (first.toAt - first.fromAt) / minuteMs));
  });
});

describe("two weeks at his bed", () => {
  let before = 0;
  let volunteer: PhonePage;
  let wife: PhonePage;
  let [kept, missed] = [] as unknown as [ShiftDocument, ShiftDocument];
  let paid = 0;
  const hoursNow = async () => (await callAs(stage.cloud, newcomer, "timebank.open", {})).hours!;
  const heldNow = async (): Promise<number> => (await hoursNow()).heldMinutes;
  /** Held or not. */
  const savedNow = async (): Promise<number> => (await hoursNow()).availableMinutes + (await heldNow());

  test("he asks for two weeks of four shifts a day in a few taps, and it is held against what he saved", async () => {
    before = await savedNow();
    await teacher.page.evaluate((url) => window.__phone.router.reLaunch(url), at("ask"));
    await tap(teacher, "病房陪护");
    await tap(teacher, "下一步");
    await tap(teacher, "连着几天，排班");
    await tap(teacher, "明天");
    await tap(teacher, "两周");
    await tap(teacher, "白天 8 点到晚上 8 点");
    await tap(teacher, "3 小时换一班");
    await tap(teacher, "下一步");
    await tap(teacher, "在医院或别的地方");
    await teacher.find("input").filter({ visible: true }).first().fill("区医院骨科 7 床");
    await tap(teacher, "下一步");
    await teacher.find(".forth .t-button").click();
    // The code would not be taken yet: when it will be is said, and no button leads to it.
    await teacher.seeText(/^等有人答应来了，开始前 30 分钟起/);
    expect(await teacher.find(".t-button").filter({ hasText: "看签到码" }).count()).toBe(0);
    roster = (await callAs(stage.cloud, newcomer, "needs.mine", { open: true })).items[0]!.needId;
    expect(await shiftsOf(roster)).toHaveLength(56);
    expect(await hoursNow()).toMatchObject({ availableMinutes: before - 56 * 180, heldMinutes: 56 * 180 });
  });

  test("his wife opens the link that he sent her and may act for him", async () => {
    const { familyToken } = await callAs(stage.cloud, newcomer, "needs.open", { needId: roster });
    wife = await stage.phone("wife", { path: at("need", `?needId=${roster}&token=${familyToken}`) });
    await tap(wife, "我来照看");
    await wife.seeText(/打开签到码。$/);
  });

  test("the leader lets the whole roster be proposed and asks everybody at once; each answers for himself", async () => {
    const leader = await stage.phone("groupLeader", { path: at("roster", `?needId=${roster}`) });
    await tap(leader, "请系统排一排");
    await leader.seeText("为什么这样排");
    await tap(leader, "一起问问他们");
    await leader.seeText(/^邀请了 \d+ 位邻居/);
    const asked = (await shiftsOf(roster)).filter(({ turns }) => turns.some(({ state }) => state === "invited"));
    expect(asked.length).toBeGreaterThan(10);
    [kept, missed] = asked as [ShiftDocument, ShiftDocument];

    volunteer = await stage.phone(`openid:${await openidOfPerson(promisedTo(kept))}`, { path: at("need", `?needId=${roster}`) });
    await tap(volunteer, "我能去");
    await volunteer.seeText(/答应/);
    // The other one answers on his own phone.
    const other = { shiftId: missed._id, version: missed.version, step: { action: "accept" } };
    const reply = await stage.cloud.call<{ ok: boolean }>(await openidOfPerson(promisedTo(missed)), "api", { call: "shifts.step", input: other, operationId: newOperationId() });
    expect(reply.result).toMatchObject({ ok: true });
  });

  test("a morning is kept and ends early: paid to the minute, confirmed by his wife from her own phone", async () => {
    await moveTo(kept.fromAt);
    await checkIn(kept, volunteer, wife);
    await moveTo(kept.fromAt + 97 * minuteMs);
    await checkOut(kept, volunteer);
    const held = await heldNow();
    await confirm(kept, wife);
    paid += 97;
    expect(await heldNow()).toBe(held - 180);
    expect(await savedNow()).toBe(before - paid);
  });

  test("to the next nobody comes: what was held for it is his again, and nobody is blamed", async () => {
    await moveTo(missed.toAt + 2 * minuteMs);
    await stage.cloud.cloud.moveClock({ forwardMs: 90 * minuteMs });
    const shift = (await shiftsOf(roster)).find(({ _id }) => _id === missed._id)!;
    expect(shift.turns.filter(({ personId }) => personId === promisedTo(missed)).map(({ state }) => state)).toEqual(["missed"]);
    expect(await savedNow()).toBe(before - paid);
    await teacher.page.evaluate((url) => window.__phone.router.reLaunch(url), tab);
    await teacher.seeText(minutesText(before - paid - (await heldNow())));
  });

  test("he is home sooner than thought and takes the rest back: what was served is paid, all else is his, and the books fold", async () => {
    await teacher.page.evaluate((url) => window.__phone.router.reLaunch(url), at("need", `?needId=${roster}`));
    await tap(teacher, "不用帮了");
    await submitSheet(teacher);
    await teacher.find(".said--good").filter({ visible: true }).first().waitFor();
    // A shift that had begun is let go of when its time is over: somebody could have come.
    await stage.cloud.cloud.moveClock({ forwardMs: 12 * hourMs });
    const left = before - paid;
    expect(await hoursNow()).toMatchObject({ availableMinutes: left, heldMinutes: 0 });
    await teacher.page.evaluate((url) => window.__phone.router.reLaunch(url), tab);
    await teacher.seeText(minutesText(left));
    expect(await verifyCommunity(openDatabase(), communityId)).toMatchObject({ ok: true });
  });

  test("his certificate can be checked by anybody who has its number, and shows what he chose", async () => {
    await teacher.page.evaluate((url) => window.__phone.router.reLaunch(url), at("records"));
    await tap(teacher, "证书");
    await tap(teacher, "写上我的名字");
    await tap(teacher, "开证书");
    await teacher.seeText(/LL-\d{4}-\w{4}-\w{4}/);
    const number = /LL-\d{4}-\w{4}-\w{4}/.exec(await teacher.current.innerText())![0];
    const stranger = await stage.phone("somebody-with-a-number", { path: at("certificate", `?scene=${number}`) });
    await stranger.seeText(number);
    await stranger.seeText("用微信扫一扫就能核对");
    expect(await stranger.current.getByText("顾老师").count()).toBe(0);
  });
});
