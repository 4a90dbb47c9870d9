/** The tab, leaving, offers and the branch's board, with needs and sessions as the other rooms keep them. */
import { instantOf } from "../../../contracts/kernel/day";
import { dayMs, minuteMs } from "../../../contracts/kernel/milliseconds";
import type { NeedDraft } from "../../../contracts/timebank/need";
import { deposit, accountIdOf, poolIdOf } from "../../../cloudfunctions/features/timebank/ledger";
import type { MemberDocument, NeedDocument, OfferDocument, ShiftDocument } from "../../../cloudfunctions/features/timebank/shared/documents";
import { ledgerOf } from "../../../cloudfunctions/features/timebank/shared/ledgerOf";
import { openDatabase } from "../../../cloudfunctions/platform/database";
import { mondayMorning } from "../../support/communities";
import { codeOf, dataOf, newOperationId, type Product, startProduct } from "../../support/product";
import { operation } from "../bank";
import { doorOf, draft, forget, memberOf, own, personOf, round, type Somebody } from "./people";

let product: Product;
let door: ReturnType<typeof doorOf>;
beforeAll(async () => {
  product = await startProduct();
  door = doorOf(product);
});
beforeEach(async () => {
  product.cloud.cloud.clock.moveTo(mondayMorning);
  await forget(product);
});
afterAll(() => product.close());

/** Sunday 29 November, 19:00–20:00: when everybody of these tests is free. */
const sunday = "2026-11-29";
const need: NeedDraft = {
  skill: "company", words: "陪妈妈散散步", place: { kind: "unit", unitCode: "b1-1" }, schedule: { kind: "once", day: sunday, fromMinute: 1140, minutes: 60, places: 1 },
};
const ledger = () => ledgerOf({ database: openDatabase(), communityId: own, by: "clock", at: mondayMorning });
const fillPool = async (minutes = 6_000) => deposit(await ledger(), operation(), { account: poolIdOf(own), minutes });
const ask = async (code: Somebody, changes: Partial<NeedDraft> = {}) => dataOf(await door.as(code, "needs.ask", { ...need, ...changes }));
const shiftOf = async (needId: string): Promise<ShiftDocument> => (await product.documents<ShiftDocument>("timeShifts", { needId }))[0]!;
const take = async (code: Somebody, needId: string) => {
  const shift = await shiftOf(needId);
  return door.as(code, "shifts.step", { shiftId: shift._id, version: shift.version, step: { action: "take" } });
};

describe("the tab", () => {
  test("for who does not take part: the rules, the pool, and nothing of his own", async () => {
    const tab = dataOf(await door.as("resident1", "timebank.open", {}));
    expect(tab).toMatchObject({ member: "none", pool: { minutes: 0 }, now: [], promised: [], invited: [], toConfirm: [], needs: [], near: [], moreNear: false, arranges: false });
    expect(tab.hours).toBeUndefined();
    expect(tab.rules.map(({ title }) => title)).toEqual(["自愿", "怎么存", "怎么算数", "存多少", "什么时候用", "没有积蓄", "送给家人", "捐出去", "人不在了"]);
  });

  test("says where an application stands, in every state", async () => {
    const text = async () => dataOf(await door.as("resident1", "timebank.open", {})).memberText;
    dataOf(await door.as("resident1", "members.apply", draft));
    expect(await text()).toContain("东站三天内会看您的报名");
    product.cloud.cloud.clock.moveTo(mondayMorning + 4 * dayMs);
    expect(await text()).toMatch(/^东站还在看您的报名，比说好的三天久了/);
    product.cloud.cloud.clock.moveTo(mondayMorning);
    dataOf(await door.as("headEast", "members.decide", { memberId: memberOf("resident1"), version: 1, decision: { kind: "decline", reason: "unreachable", wayOn: "请到站里来一趟。" } }));
    expect(await text()).toBe("联系不上。请到站里来一趟。");
    await door.join("resident1");
    expect(await text()).toBeUndefined();
    dataOf(await door.as("resident1", "members.leave", {}));
    expect(await text()).toContain("存下的时间都还在");
  });

  test("shows what is near, then what was promised, then what goes on", async () => {
    await fillPool();
    const { needId } = await ask("newcomer");
    await door.join("resident1");
    expect(dataOf(await door.as("resident1", "timebank.open", {}))).toMatchObject({ near: [{ needId }], hours: { availableMinutes: 0 } });
    expect(dataOf(await door.as("newcomer", "timebank.open", {}))).toMatchObject({ near: [], needs: [{ needId, lacking: 1 }] });
    dataOf(await take("resident1", needId));
    expect(dataOf(await door.as("resident1", "timebank.open", {}))).toMatchObject({ near: [], now: [], promised: [{ needId, state: "promised" }] });
    product.cloud.cloud.clock.moveTo(instantOf(sunday, 1140 - 10));
    expect(dataOf(await door.as("resident1", "timebank.open", {}))).toMatchObject({ promised: [], now: [{ needId, actions: expect.arrayContaining(["checkIn"]) as unknown }] });
    expect(dataOf(await door.as("leader1", "timebank.open", {})).arranges).toBe(true);
  });

  test("and the board cost no more, however much there is", async () => {
    await fillPool(60_000);
    await door.join("resident1");
    const cost = async () => {
      const costs: number[] = [];
      for (const [code, call] of [["resident1", "timebank.open"], ["secretary", "bank.open"]] as const) {
        dataOf(await door.as(code, call, {}));
        costs.push(product.cost().databaseCalls);
      }
      return costs;
    };
    const { needId } = await ask("leader1");
    dataOf(await take("resident1", needId));
    await ask("leader1", { words: "再来一次" });
    dataOf(await door.as("newcomer", "members.apply", draft));
    // The instance remembers community and settings for ten seconds: counted while it does.
    const warm = async () => (await cost(), cost());
    const few = await warm();
    const [one] = await product.documents<NeedDocument>("timeNeeds", { lacking: 1 });
    const promised = await shiftOf(needId);
    for (let n = 0; n < 40; n += 1) {
      await openDatabase().collection<NeedDocument>("timeNeeds").insert({ ...one!, _id: `many-${n}`, nextAt: one!.nextAt + n });
      await openDatabase().collection<ShiftDocument>("timeShifts").insert({ ...promised, _id: `many-${n}:0`, needId: `many-${n}`, fromAt: promised.fromAt + n, toAt: promised.toAt + n });
      const applied = await door.member("newcomer");
      await openDatabase().collection<MemberDocument>("timeMembers").insert({ ...applied, _id: `many-${n}`, personId: `nobody-${n}` });
    }
    // Fewer, where the first ring already fills the list; never more.
    for (const [index, calls] of (await warm()).entries()) expect(calls).toBeLessThanOrEqual(few[index]!);
    expect(few[0]).toBeLessThanOrEqual(15);
    expect(few[1]).toBeLessThanOrEqual(11);
  });
});

describe("leaving", () => {
  test("gives every promised turn back: it is offered again, and who is helped and who arranges know", async () => {
    await fillPool();
    const { needId } = await ask("newcomer");
    await door.join("resident1");
    dataOf(await door.as("resident1", "offers.post", { skill: "company", words: "周末陪聊天", times: draft.times }));
    dataOf(await take("resident1", needId));
    expect((await product.documents<NeedDocument>("timeNeeds", { _id: needId }))[0]).toMatchObject({ lacking: 0 });
    const id = newOperationId();
    const left = dataOf(await door.as("resident1", "members.leave", {}, id));
    expect(left).toMatchObject({ state: "left" });
    expect(dataOf(await door.as("resident1", "members.leave", {}, id))).toEqual(left);
    expect(codeOf(await door.as("resident1", "members.leave", {}))).toBe("actionNotOpen");
    expect((await shiftOf(needId)).turns).toMatchObject([{ personId: personOf("resident1"), state: "givenBack" }]);
    expect((await product.documents<NeedDocument>("timeNeeds", { _id: needId }))[0]).toMatchObject({ lacking: 1 });
    expect((await door.inboxOf("newcomer"))[0]).toContain("来不了了");
    expect((await product.documents<OfferDocument>("timeOffers"))[0]).toMatchObject({ open: false });
    expect(await door.member("resident1")).toMatchObject({ state: "left", skills: [], times: [] });
    expect(dataOf(await door.as("resident1", "members.form", {})).draft).toBeUndefined();
    // His time is his own again.
    const [guard] = await product.documents<{ person: string; intervals: { state: string }[] }>("timeGuards", { person: personOf("resident1") });
    expect(guard!.intervals.every(({ state }) => state !== "booked")).toBe(true);
  });

  test("what a call that broke off left undone, the clock does", async () => {
    await fillPool();
    const { needId } = await ask("newcomer");
    await door.join("resident1");
    dataOf(await take("resident1", needId));
    const member = await door.member("resident1");
    // As it stands right after the first write of leaving.
    await openDatabase().collection("timeMembers").update({ _id: member._id }, { $set: { state: "left", version: member.version + 1, nextCheckAt: mondayMorning } });
    await round(product);
    expect((await shiftOf(needId)).turns).toMatchObject([{ state: "givenBack" }]);
    expect((await door.member("resident1")).nextCheckAt).toBeUndefined();
  });

  test("the hours stay, and are there when one comes back", async () => {
    await door.join("resident1");
    await deposit(await ledger(), operation(), { account: accountIdOf(own, "person", personOf("resident1")), minutes: 90 });
    dataOf(await door.as("resident1", "members.leave", {}));
    expect(dataOf(await door.as("resident1", "timebank.open", {})).hours).toMatchObject({ availableMinutes: 90 });
    await door.join("resident1");
    expect(dataOf(await door.as("resident1", "timebank.open", {})).hours).toMatchObject({ availableMinutes: 90 });
  });
});

describe("an application", () => {
  test("that nobody looks at in three days is said again, once, to the branch and the secretary", async () => {
    dataOf(await door.as("resident1", "members.apply", draft));
    await round(product);
    expect(await door.inboxOf("secretary")).toHaveLength(0);
    product.cloud.cloud.clock.moveTo(mondayMorning + 3 * dayMs + minuteMs);
    await round(product);
    await round(product);
    for (const code of ["secretary", "headEast"] as const) expect((await door.inboxOf(code)).filter((text) => text.includes("等了三天"))).toHaveLength(1);
    expect((await door.member("resident1")).nextCheckAt).toBeUndefined();
  });

  test("comes with needs that fit, and approving asks for the first; he may say no", async () => {
    await fillPool();
    const { needId } = await ask("newcomer");
    await ask("newcomer", { skill: "haircut", words: "理个发" });
    dataOf(await door.as("resident1", "members.apply", draft));
    const opened = dataOf(await door.as("headEast", "members.open", { memberId: memberOf("resident1") }));
    expect(opened.card).toMatchObject({ state: "applied", actions: ["approve", "decline"] });
    const shift = await shiftOf(needId);
    expect(opened.firstNeeds).toMatchObject([{ shiftId: shift._id, title: "陪聊天散步" }]);
    expect(opened.firstNeeds[0]!.why).toContain("他愿意陪聊天散步，那时候有空");
    const id = newOperationId();
    const decision = { memberId: memberOf("resident1"), version: 1, decision: { kind: "approve", firstShiftId: shift._id } } as const;
    dataOf(await door.as("headEast", "members.decide", decision, id));
    dataOf(await door.as("headEast", "members.decide", decision, id));
    expect((await shiftOf(needId)).turns).toMatchObject([{ personId: personOf("resident1"), state: "invited" }]);
    expect(dataOf(await door.as("resident1", "timebank.open", {})).invited).toMatchObject([{ needId, actions: ["accept", "refuse"] }]);
    expect((await door.inboxOf("resident1")).filter((text) => text.startsWith("想请您帮忙"))).toHaveLength(1);
  });

  test("a shift that is not the branch's to arrange decides nothing", async () => {
    dataOf(await door.as("resident1", "members.apply", draft));
    const input = { memberId: memberOf("resident1"), version: 1, decision: { kind: "approve", firstShiftId: "nothing:0" } } as const;
    expect(codeOf(await door.as("headEast", "members.decide", input))).toBe("notFound");
    expect(await door.member("resident1")).toMatchObject({ state: "applied" });
  });
});

describe("offers", () => {
  const offer = { skill: "haircut", words: "上门理发", times: draft.times };
  test("are posted by members only, found near first, and closed by their own", async () => {
    expect(codeOf(await door.as("resident1", "offers.post", offer))).toBe("notMember");
    await door.join("resident1");
    await door.join("resident3", { by: "headWest" });
    expect(codeOf(await door.as("resident1", "offers.post", { ...offer, skill: "piano" }))).toBe("skillUnknown");
    const id = newOperationId();
    const posted = dataOf(await door.as("resident3", "offers.post", offer, id)).offer;
    expect(dataOf(await door.as("resident3", "offers.post", offer, id)).offer).toEqual(posted);
    expect(codeOf(await door.as("resident3", "offers.post", { ...offer, words: "别的" }, id))).toBe("operationReused");
    const mine = dataOf(await door.as("resident1", "offers.post", offer)).offer;
    expect(mine).toMatchObject({ mine: true, title: "上门理发", timesText: "周日晚上", placeText: "第 1 网格 · 离您很近" });
    expect(dataOf(await door.as("resident1", "offers.near", {})).items.map(({ offerId }) => offerId)).toEqual([mine.offerId, posted.offerId]);
    expect(dataOf(await door.as("resident3", "offers.near", {})).items.map(({ offerId }) => offerId)).toEqual([posted.offerId, mine.offerId]);
    expect(codeOf(await door.as("resident3", "offers.close", { offerId: mine.offerId, version: 1 }))).toBe("notFound");
    expect(codeOf(await door.as("resident1", "offers.close", { offerId: mine.offerId, version: 7 }))).toBe("stale");
    dataOf(await door.as("resident1", "offers.close", { offerId: mine.offerId, version: 1 }));
    dataOf(await door.as("resident1", "offers.close", { offerId: mine.offerId, version: 1 }));
    expect(dataOf(await door.as("newcomer", "offers.near", {})).items).toHaveLength(1);
  });

  test("page by page, each once, through the rings; not more than ten of one", async () => {
    await door.join("resident1");
    const posted = dataOf(await door.as("resident1", "offers.post", offer)).offer;
    const [stored] = await product.documents<OfferDocument>("timeOffers", { _id: posted.offerId });
    const places = [["g1", "east"], ["g2", "east"], ["g3", "west"]] as const;
    for (let n = 0; n < 45; n += 1) {
      const [gridCode, stationCode] = places[n % 3]!;
      await openDatabase().collection<OfferDocument>("timeOffers").insert({ ...stored!, _id: `offer-${n}`, personId: `nobody-${n}`, gridCode, stationCode, createdAt: mondayMorning - n });
    }
    const seen: string[] = [];
    for (let cursor: string | undefined, left = 5; left > 0; left -= 1) {
      const page = dataOf(await door.as("resident1", "offers.near", { ...(cursor !== undefined && { cursor }) }));
      seen.push(...page.items.map(({ offerId, placeText }) => `${placeText} ${offerId}`));
      cursor = page.next;
      if (cursor === undefined) break;
    }
    expect(seen).toHaveLength(46);
    expect(new Set(seen).size).toBe(46);
    expect(seen.map((line) => line.slice(0, 5))).toEqual([...seen.map((line) => line.slice(0, 5))].sort());
    for (let n = 0; n < 9; n += 1) dataOf(await door.as("resident1", "offers.post", offer));
    expect(codeOf(await door.as("resident1", "offers.post", offer))).toBe("tooMany");
  });
});

describe("the branch's board", () => {
  test("shows each what is his: applications to the branch, needs to who arranges too", async () => {
    await fillPool();
    const { needId } = await ask("resident1");
    dataOf(await door.as("resident1", "members.apply", draft));
    dataOf(await door.as("resident3", "members.apply", draft));
    const board = async (code: Somebody) => dataOf(await door.as(code, "bank.open", {}));
    expect(await board("headEast")).toMatchObject({ scopeName: "东站", counts: { applications: 1, needs: 1, unconfirmed: 0, disputes: 0 }, tab: "applications", items: [{ kind: "member", member: { memberId: memberOf("resident1") } }], mayDecide: true });
    expect(await board("headWest")).toMatchObject({ counts: { applications: 1, needs: 0 } });
    expect(await board("leader1")).toMatchObject({ scopeName: "第 1 网格", counts: { applications: 0, needs: 1 }, tab: "needs", items: [{ kind: "need", need: { needId } }], mayDecide: false });
    expect(await board("leader2")).toMatchObject({ counts: { applications: 0, needs: 0 }, tab: "applications", items: [] });
    expect(await board("secretary")).toMatchObject({ scopeName: "梧桐里社区", counts: { applications: 2, needs: 1 }, healthText: "还没有人存时间，等第一位志愿者。" });
    expect(dataOf(await door.as("leader1", "bank.list", { tab: "applications" })).items).toEqual([]);
    expect(dataOf(await door.as("headEast", "bank.list", { tab: "needs" })).items).toHaveLength(1);
    for (const tab of ["unconfirmed", "disputes"] as const) expect(dataOf(await door.as("secretary", "bank.list", { tab })).items).toEqual([]);
    expect(codeOf(await door.as("resident1", "bank.open", {}))).toBe("notAllowed");
  });

  test("one's own application stands there without buttons", async () => {
    dataOf(await door.as("headEast", "members.apply", draft));
    const items = async (code: Somebody) => dataOf(await door.as(code, "bank.open", {})).items;
    expect(await items("headEast")).toMatchObject([{ member: { actions: [] } }]);
    expect(await items("memberEast")).toMatchObject([{ member: { actions: ["approve", "decline"] } }]);
  });

  test("goes on page by page, the longest-waiting first", async () => {
    dataOf(await door.as("resident1", "members.apply", draft));
    const member = await door.member("resident1");
    for (let n = 1; n <= 24; n += 1) await openDatabase().collection<MemberDocument>("timeMembers").insert({ ...member, _id: `applied-${n}`, personId: `nobody-${n}`, appliedAt: mondayMorning - n });
    const first = dataOf(await door.as("headEast", "bank.open", {}));
    expect(first).toMatchObject({ counts: { applications: 25 } });
    const second = dataOf(await door.as("headEast", "bank.list", { tab: "applications", cursor: first.next! }));
    const ids = [...first.items, ...second.items].map((item) => (item.kind === "member" ? item.member.memberId : ""));
    expect(ids).toEqual([...Array.from({ length: 24 }, (_, n) => `applied-${24 - n}`), memberOf("resident1")]);
    expect(second.next).toBeUndefined();
  });
});

