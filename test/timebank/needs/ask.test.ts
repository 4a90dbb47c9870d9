import { accountCodeOf } from "../../../cloudfunctions/features/timebank/shared/accountCode";
import type { MemberDocument, NeedDocument } from "../../../cloudfunctions/features/timebank/shared/documents";
import { memberIdOf } from "../../../cloudfunctions/features/timebank/shared/members.repository";
import { submitted, who as staffWho } from "../../requests/support";
import { mondayMorning, staffIdOf } from "../../support/communities";
import { codeOf, dataOf, newOperationId, type Product } from "../../support/product";
import { dayMs } from "../../../contracts/kernel/milliseconds";
import { account, addMember, aNeed, draftOf, entries, expectSound, fillPool, fortnight, holdsIn, idOf, inboxOf, needOf, once, save, startNeeds, tick, who } from "./support";

let product: Product;
beforeAll(async () => {
  product = await startNeeds();
});
afterAll(() => product.close());
/** Each test is a day of its own, so that nobody has asked too much that day; Wednesday evening is still to come in all. */
let days = 0;
beforeEach(() => product.cloud.cloud.clock.moveTo(mondayMorning - dayMs * (40 - (days += 1))));

const available = async (openid: string) => {
  const found = (await account(product, openid))!;
  return found.credits - found.debits - found.debitsPending;
};

describe("who pays", () => {
  test("nobody's hours suffice: the branch is asked, and nobody else sees it", async () => {
    const { first, open, document, shifts } = await aNeed(product);
    expect(first).toMatchObject({ side: "recipient", state: "open", headline: { title: "等党支部看一看" }, shifts: [{ funding: "undecided", free: 1 }] });
    expect(await document()).toMatchObject({ lacking: 0, offeredTo: [], attention: ["station:east"] });
    expect((await shifts())[0]).toMatchObject({ funding: "undecided", holds: [], closeAt: expect.any(Number) });
    expect(codeOf(await open(who.near))).toBe("notFound");
    const byLeader = dataOf(await open(who.leader));
    expect([byLeader.shifts, byLeader.actions]).toEqual([[], []]);
    expect((await inboxOf(product, staffIdOf("wtl", "memberEast"))).at(-1)).toMatchObject({ todo: true, link: "bank", text: expect.stringContaining("请支部定一下") });
    expect(codeOf(await open(who.otherHead))).toBe("notFound");
  });

  test("the branch lets the bank pay, and only then it is offered; nobody funds his own matter", async () => {
    const { needId, step, story, document, open } = await aNeed(product);
    expect(codeOf(await step(who.leader, { action: "fund" }))).toBe("actionNotOpen");
    expect(codeOf(await step(who.recipient, { action: "fund" }))).toBe("actionNotOpen");
    const operationId = newOperationId();
    const { version } = await story(who.member);
    dataOf(await product.call(who.member, "needs.step", { needId, version, step: { action: "fund" } }, operationId));
    const again = dataOf(await product.call(who.member, "needs.step", { needId, version, step: { action: "fund" } }, operationId));
    expect(again.events.filter(({ text }) => text.includes("同意由社区出时间"))).toHaveLength(1);
    expect(again.shifts).toMatchObject([{ funding: "community", free: 1 }]);
    expect(await document()).toMatchObject({ lacking: 1, offeredTo: ["grid:g1"] });
    expect(codeOf(await open(who.near))).toBe("ok");
    expect(codeOf(await step(who.head, { action: "fund" }))).toBe("actionNotOpen");
    const own = await aNeed(product, { place: { kind: "unit", unitCode: "b1-1" } }, who.member);
    expect(codeOf(await own.step(who.member, { action: "fund" }))).toBe("actionNotOpen");
    dataOf(await own.step(who.head, { action: "fund" }));
  });

  test("family of a branch member: he decides nothing in it", async () => {
    await addMember(product, who.head, 1, { family: [{ personId: idOf(who.recipient), relation: "child", by: "x", at: 0 }] });
    const { step, open } = await aNeed(product);
    expect(codeOf(await step(who.head, { action: "fund" }))).toBe("notFound");
    expect(codeOf(await open(who.head))).toBe("notFound");
    await product.cloud.database.collection("timeMembers").doc(memberIdOf("wtl", idOf(who.head))).remove();
  });

  test("own hours as far as they go, the pool for the rest, shift by shift", async () => {
    await save(who.recipient, 150);
    await fillPool(70);
    const { first, shifts } = await aNeed(product, { schedule: { kind: "roster", fromDay: "2026-11-27", days: 1, shifts: [480, 600, 720, 840].map((fromMinute) => ({ fromMinute, minutes: 60, places: 1 })) } });
    expect(first.shifts.map(({ funding }) => funding)).toEqual(["own", "own", "pool", "undecided"]);
    expect(first.fundingText).toBe("用自己存的时间 2 小时，公共时间池出 1 小时，还差 1 小时，要等党支部同意，同意了再去问邻居。没有用到的会退回。");
    expect(await available(who.recipient)).toBe(30);
    const held = await holdsIn(product, "pending");
    const found = await shifts();
    expect(found.map(({ holds }) => holds.length)).toEqual([1, 1, 1, 0]);
    expect(held.find(({ _id }) => _id === found[2]!.holds[0])).toMatchObject({ minutes: 60, beneficiary: (await account(product, who.recipient))!._id });
    // A hold outlives confirmation, the leader's silence, and a dispute.
    expect(held.find(({ _id }) => _id === found[0]!.holds[0])!.expiresAt - found[0]!.toAt).toBeGreaterThan(35 * dayMs);
    await expectSound();
  });

  test("all places of a shift are paid alike, and the pool doesn't help who could pay himself", async () => {
    const before = await available(who.recipient);
    await save(who.recipient, 90 - before);
    await fillPool(600);
    const { first } = await aNeed(product, { schedule: once("2026-11-28", 480, 60, 2) });
    // 90 minutes of his own do not pay two places, so the pool does.
    expect(first.shifts.map(({ funding }) => funding)).toEqual(["pool"]);
    const small = await aNeed(product, { schedule: once("2026-11-28", 900, 60, 1) });
    expect(small.first.shifts.map(({ funding }) => funding)).toEqual(["own"]);
    await expectSound();
  });
});

describe("a roster of 56 shifts", () => {
  test("is held by one entry, whole, and far below the function's time", async () => {
    await save(who.recipient, 56 * 120);
    const before = { entries: (await entries(product)).length, available: await available(who.recipient) };
    const started = performance.now();
    const { first, shifts } = await aNeed(product, { skill: "ward", place: { kind: "elsewhere", words: "市二院 6 楼" }, schedule: fortnight });
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(product.cost().databaseCalls).toBeLessThan(110);
    expect(first.shifts).toHaveLength(56);
    expect(first.shifts.every(({ funding }) => funding === "own")).toBe(true);
    expect((await entries(product)).length).toBe(before.entries + 1);
    expect(await available(who.recipient)).toBe(before.available - 56 * 120);
    expect(new Set((await shifts()).flatMap(({ holds }) => holds)).size).toBe(56);
    await expectSound();
  });

  test.each(["database.insertDocument", "database.modifyDocument", "database.commitTransaction", "database.getDocument", "database.startTransaction"])("%s fails somewhere: the same call again completes it, once", async (action) => {
    await save(who.recipient, 1_000);
    const faults = (list: object[]) => fetch(`${product.cloud.cloud.url}/local/faults`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(list) });
    const draft = draftOf({ schedule: { kind: "weekly", fromDay: "2026-11-29", weekday: 7, fromMinute: 1140, minutes: 60, places: 1, weeks: 8 } });
    for (const after of [0, 1, 2, 4]) {
      const operationId = newOperationId();
      const before = await available(who.recipient);
      await faults([{ action, times: after }, { action, code: "SYS_ERR" }]);
      await product.call(who.recipient, "needs.ask", draft, operationId);
      await faults([]);
      const story = dataOf(await product.call(who.recipient, "needs.ask", draft, operationId));
      expect(story.shifts).toHaveLength(8);
      const { shifts, document, step } = needOf(product, story.needId);
      expect((await shifts())).toHaveLength(8);
      expect((await document()).preparing).toBeUndefined();
      const paid = story.shifts.filter(({ funding }) => funding === "own").length * 60;
      expect(await available(who.recipient)).toBe(before - paid);
      dataOf(await step(who.recipient, { action: "withdraw" }));
      expect(await available(who.recipient)).toBe(before);
    }
    await expectSound();
  });

  test("what a crash left, the clock completes", async () => {
    await save(who.recipient, 120);
    const { needId, document, shifts } = await aNeed(product, { schedule: once("2026-12-05", 480, 60, 1) });
    // As a crash right after the first write leaves it.
    const { command } = product.cloud.database;
    await product.cloud.database.collection("timeShifts").doc((await shifts())[0]!._id).remove();
    await product.cloud.database.collection("timeNeeds").doc(needId).update({ preparing: true, offeredTo: [], lacking: 0, nextCheckAt: 0, effects: command.set([]) });
    const before = await available(who.recipient);
    await Promise.all([tick(product), tick(product)]);
    expect(await document()).toMatchObject({ lacking: 1, offeredTo: ["grid:g1"] });
    expect(await shifts()).toMatchObject([{ funding: "own" }]);
    expect(await available(who.recipient)).toBe(before);
  });

  test("twelve at once are one; the same id with other words is refused", async () => {
    const operationId = newOperationId();
    const replies = await Promise.all(Array.from({ length: 12 }, () => product.call(who.recipient, "needs.ask", draftOf(), operationId)));
    const ids = new Set(replies.filter(({ ok }) => ok).map((reply) => dataOf(reply).needId));
    expect(ids.size).toBe(1);
    expect(await needOf(product, [...ids][0]!).shifts()).toHaveLength(1);
    expect(codeOf(await product.call(who.recipient, "needs.ask", draftOf({ words: "别的" }), operationId))).toBe("operationReused");
    await expectSound();
  });
});

describe("what can't be asked", () => {
  test.each<[string, Partial<ReturnType<typeof draftOf>>, string, string?]>([
    ["a skill that isn't on the list", { skill: "flying" }, "skillUnknown"],
    ["a day that is over", { schedule: once("2026-09-22") }, "dateNotWorkable"],
    ["a time that has begun", { schedule: once("2026-10-01", 0) }, "dateNotWorkable"],
    ["a day that there is not", { schedule: once("2026-11-31") }, "dateNotWorkable"],
    ["next summer", { schedule: once("2027-07-01") }, "dateNotWorkable"],
    ["more shifts than anybody fills", { schedule: { kind: "roster", fromDay: "2026-11-26", days: 31, shifts: [0, 240, 480, 720, 960].map((fromMinute) => ({ fromMinute, minutes: 60, places: 1 })) } }, "invalidInput"],
    ["a child without its guardian", { skill: "tutoring" }, "invalidInput"],
    ["an offer that nobody made", { offerId: "nothing" }, "notFound"],
    ["by a request that is not his", { requestId: "nothing" }, "notFound"],
    ["an account that nobody has", { onBehalf: { called: "张奶奶", consent: true, accountCode: "0000-0000" } }, "accountUnknown"],
    ["a house that there is not", { place: { kind: "unit", unitCode: "nowhere" } }, "placeUnknown"],
  ])("%s", async (_name, rest, expected) => {
    expect(codeOf(await product.call(who.recipient, "needs.ask", draftOf(rest)))).toBe(expected);
  });

  test("at home, without a home", async () => {
    expect(codeOf(await product.call(who.newcomer, "needs.ask", draftOf()))).toBe("placeUnknown");
  });

  test("in the ward, without a home: nobody knows whom to ask first, and the two ways there are are said, one of them a number to tap", async () => {
    const reply = await product.call(who.newcomer, "needs.ask", draftOf({ place: { kind: "elsewhere", words: "区医院 7 楼" } }));
    expect(reply).toMatchObject({ ok: false, failure: { code: "placeUnknown", message: expect.stringContaining("打站里电话") } });
    expect(dataOf(await product.call(who.newcomer, "needs.form", {})).station).toEqual({ name: expect.any(String), phone: expect.stringMatching(/^\d/), guessed: true });
  });

  test("again and again in a day", async () => {
    const asks = await Promise.all(Array.from({ length: 10 }, () => product.call(who.passer, "needs.ask", draftOf())));
    expect(new Set(asks.map(codeOf))).toEqual(new Set(["ok"]));
    expect(codeOf(await product.call(who.passer, "needs.ask", draftOf()))).toBe("tooMany");
  });
});

describe("on somebody's behalf", () => {
  test("without an account: the pool helps, the asker acts for him, and his name is shown to who promised only", async () => {
    await fillPool(120);
    const { first, document, turn, story } = await aNeed(product, { onBehalf: { called: "张奶奶", consent: true }, place: { kind: "unit", unitCode: "b1-1", room: "601" } }, who.leader);
    expect(first).toMatchObject({ side: "staff", shifts: [{ funding: "pool" }], actions: expect.arrayContaining(["withdraw", "invite"]) });
    expect(first.actions).not.toContain("fund");
    expect((await document()).recipientId).toBeUndefined();
    const before = await story(who.near);
    expect(JSON.stringify(before)).not.toMatch(/张奶奶|单元/);
    dataOf(await turn(who.near, "take"));
    expect((await story(who.near)).recipient).toEqual({ called: "张奶奶", place: "1 栋 1 单元 601" });
  });

  test("with an account: by staff where he lives or by family; a code alone spends nobody's hours", async () => {
    const code = accountCodeOf(await save(who.near, 300));
    const onBehalf = { called: "李老师", consent: true as const, accountCode: code };
    expect(codeOf(await product.call(who.nearToo, "needs.ask", draftOf({ onBehalf })))).toBe("accountUnknown");
    expect(codeOf(await product.call(who.otherLeader, "needs.ask", draftOf({ onBehalf })))).toBe("accountUnknown");
    const byLeader = await aNeed(product, { onBehalf }, who.leader);
    expect(await byLeader.shifts()).toMatchObject([{ funding: "own" }]);
    expect(await available(who.near)).toBe(240);
    expect((await inboxOf(product, idOf(who.near))).at(-1)?.text).toContain("替您请人帮忙的事记下了");
    dataOf(await byLeader.step(who.near, { action: "withdraw" }));
    expect(await available(who.near)).toBe(300);
    await product.cloud.database.collection("timeMembers").doc(memberIdOf("wtl", idOf(who.near))).update({ family: [{ personId: idOf(who.family), relation: "spouse", by: "x", at: 0 }] });
    const byFamily = await aNeed(product, { onBehalf }, who.family);
    expect(byFamily.first).toMatchObject({ side: "recipient", placeText: "第 1 网格" });
    expect(await byFamily.shifts()).toMatchObject([{ funding: "own" }]);
    await product.cloud.database.collection("timeMembers").doc(memberIdOf("wtl", idOf(who.near))).update({ family: [] } satisfies Partial<MemberDocument>);
  });

  test("a request that turns out to be a need: its handler asks, with the resident's consent", async () => {
    const { requestId, step } = await submitted(product, { words: "想找人陪着去医院。" });
    dataOf(await step(staffWho.owner, { action: "accept" }));
    const form = dataOf(await product.call(who.leader, "needs.form", { requestId }));
    expect(form.request).toEqual({ requestId, title: "想找人陪着去医院", words: "想找人陪着去医院。" });
    expect(codeOf(await product.call(who.near, "needs.form", { requestId }))).toBe("notFound");
    expect(codeOf(await product.call(who.leader, "needs.ask", draftOf({ requestId })))).toBe("invalidInput");
    const { first, document } = await aNeed(product, { requestId, onBehalf: { called: "陈阿姨", consent: true } }, who.leader);
    expect(first.requestId).toBe(requestId);
    expect(await document()).toMatchObject({ recipientId: idOf(who.recipient), proxies: [idOf(who.leader)], requestId } satisfies Partial<NeedDocument>);
    expect(codeOf(await product.call(who.recipient, "needs.form", { requestId }))).toBe("ok");
  });
});

describe("the form", () => {
  test("a need that is over can be asked again by who was helped and who acts for him, and by nobody else", async () => {
    const { needId, step, open } = await aNeed(product, { words: "脚伤了", place: { kind: "elsewhere", words: "骨科病房 7 床" } });
    const again = (openid: string) => product.call(openid, "needs.form", { needId });
    // Not while it goes on: a single time is never told to be the last.
    expect(dataOf(await open(who.recipient)).again).toBeUndefined();
    expect(codeOf(await again(who.recipient))).toBe("notFound");
    const { familyToken } = dataOf(await open(who.recipient));
    dataOf(await product.call(who.family, "needs.join", { needId, token: familyToken! }));
    dataOf(await step(who.recipient, { action: "withdraw" }));
    expect(dataOf(await open(who.recipient)).again).toBe(true);
    const form = dataOf(await again(who.recipient));
    // Where exactly went with the end.
    expect(form.again).toEqual({ skill: "company", words: "脚伤了", where: "elsewhere", forOther: false, schedule: expect.objectContaining({ kind: "once" }) });
    expect(JSON.stringify(form)).not.toContain("7 床");
    expect(dataOf(await again(who.family)).again).toMatchObject({ forOther: true });
    for (const openid of [who.near, who.member, who.leader, who.newcomer]) expect(codeOf(await again(openid))).toBe("notFound");
    expect(dataOf(await open(who.member)).again).toBeUndefined();
  });

  test("promises nothing of hours that are frozen", async () => {
    const { _id, status } = (await account(product, who.near))!;
    const accounts = product.cloud.database.collection("timeAccounts");
    expect(dataOf(await product.call(who.near, "needs.form", {})).availableMinutes).toBeGreaterThan(0);
    await accounts.doc(_id).update({ status: "frozen" });
    expect(dataOf(await product.call(who.near, "needs.form", {}))).toMatchObject({ availableMinutes: 0, poolMinutes: 0, payText: expect.stringContaining("还不能用") });
    await accounts.doc(_id).update({ status });
  });

  test("says what asking costs, and where he lives", async () => {
    const form = dataOf(await product.call(who.recipient, "needs.form", {}));
    expect(form.place).toEqual({ text: "1 栋 1 单元 402", grid: "第 1 网格" });
    expect(form.availableMinutes).toBe(await available(who.recipient));
    expect(form.skills.filter(({ child }) => child).map(({ code }) => code)).toEqual(["tutoring", "childcare"]);
    expect(dataOf(await product.call(who.newcomer, "needs.form", {})).place).toBeUndefined();
    expect(codeOf(await product.call(who.newcomer, "needs.form", { offerId: "nothing" }))).toBe("notFound");
  });
});
