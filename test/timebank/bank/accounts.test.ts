/** Accounts through the door: opened by their code, given away, and acted on by the branch; nobody acts on his own. */
import { accountCodeOf, idPrefixOf } from "../../../cloudfunctions/features/timebank/shared/accountCode";
import { accountIdOf, deposit, openAccount, poolIdOf, verifyCommunity } from "../../../cloudfunctions/features/timebank/ledger";
import type { AccountDocument, HoldDocument } from "../../../cloudfunctions/features/timebank/ledger/documents";
import type { BankDocument, SessionDocument } from "../../../cloudfunctions/features/timebank/shared/documents";
import { ledgerOf } from "../../../cloudfunctions/features/timebank/shared/ledgerOf";
import { openDatabase } from "../../../cloudfunctions/platform/database";
import { dayMs } from "../../../contracts/kernel/milliseconds";
import type { AccountAct } from "../../../contracts/timebank/bankCalls";
import { defaultSettings, type TimeBankSettings } from "../../../contracts/timebank/settings";
import { mondayMorning, openidOf } from "../../support/communities";
import { codeOf, dataOf, newOperationId, type Product, startProduct } from "../../support/product";
import { operation, placeHold } from "../bank";
import { doorOf, forget, memberOf, other, own, personOf, type Somebody } from "../members/people";

let product: Product;
let door: ReturnType<typeof doorOf>;
let isOrdinary = false;
async function restart(): Promise<void> {
  await product?.close();
  product = await startProduct();
  door = doorOf(product);
}
beforeEach(async () => {
  if (isOrdinary) await forget(product);
  else await restart();
  isOrdinary = true;
});
afterAll(() => product.close());

const ledger = () => ledgerOf({ database: openDatabase(), communityId: own, by: "clock", at: mondayMorning });
const idOf = (code: Somebody) => accountIdOf(own, "person", personOf(code));
const accountCode = (code: Somebody) => accountCodeOf(idOf(code));
const account = async (id: string): Promise<AccountDocument> => (await product.documents<AccountDocument>("timeAccounts", { _id: id }))[0]!;
/** A community that has decided otherwise: before anybody reads its settings, since an instance remembers them. */
async function settle(settings: Partial<TimeBankSettings>): Promise<void> {
  await restart();
  isOrdinary = false;
  await product.cloud.database.collection("timeBanks").add({ _id: own, settings: { ...defaultSettings, ...settings } } satisfies BankDocument);
}

/** Somebody who takes part and has saved. */
async function saver(code: Somebody, minutes = 600): Promise<void> {
  await door.join(code, { by: code === "resident3" || code === "leader3" ? "headWest" : code === "headEast" ? "memberEast" : "headEast" });
  if (minutes) await deposit(await ledger(), operation(), { account: idOf(code), minutes });
}
const actOn = (by: Somebody, of: Somebody, act: AccountAct, operationId?: string) => door.as(by, "accounts.act", { accountCode: accountCode(of), act }, operationId);
const relate = async (of: Somebody, to: Somebody, relation: "spouse" | "child" = "spouse") => dataOf(await actOn("secretary", of, { act: "relate", accountCode: accountCode(to), relation }));

/** Whatever was done, the bank folds. */
const folds = async () => expect(await verifyCommunity(openDatabase(), own)).toMatchObject({ ok: true });

describe("the code", () => {
  test("is the beginning of the id, in signs that nobody mistakes", () => {
    const id = "0123456789abcdef01234567";
    expect(accountCodeOf(id)).toBe("0123-4567");
    expect(accountCodeOf("89abcdef")).toBe("89AC-EHKM");
    expect(idPrefixOf("89AC-EHKM")).toBe("89abcdef");
    for (const written of ["89ac ehkm", "89ACEHKM", " 89AC－EHKM "]) expect(idPrefixOf(written)).toBe("89abcdef");
    // O for 0, l for 1, Z for 2, S for 5, B for 8: what ears and eyes confuse.
    expect(idPrefixOf("OlZ3-4SB7")).toBe("01234587");
    for (const written of ["", "123", "????????", "1234-567", "$gt"]) expect(idPrefixOf(written)).toBeUndefined();
  });

  test("finds one account; where two begin alike it finds none, and one more sign tells them apart", async () => {
    const { database } = product.cloud;
    await saver("resident1", 0);
    const twin = (end: string) => ({ ...blank, _id: `abcdef12${end}` });
    const { _id: _own, ...blank } = await account(idOf("resident1"));
    for (const end of ["0000", "8000"]) await database.collection("timeAccounts").add({ ...twin(end), holder: personOf("newcomer") });
    expect(codeOf(await door.as("secretary", "accounts.open", { accountCode: "ACEH-KM12", reason: "check" }))).toBe("accountUnknown");
    expect(dataOf(await door.as("secretary", "accounts.open", { accountCode: "ACEH-KM12-8", reason: "check" })).accountId).toBe("abcdef128000");
    expect(codeOf(await door.as("secretary", "accounts.open", { accountCode: "没有这个", reason: "check" }))).toBe("accountUnknown");
  });
});

describe("opening", () => {
  test("shows the account, and the holder sees who looked and why", async () => {
    await saver("resident1");
    const view = dataOf(await door.as("memberEast", "accounts.open", { accountCode: accountCode("resident1").toLowerCase(), reason: "call" }));
    expect(view).toMatchObject({ called: "陈阿姨", status: "open", family: [], hours: { availableMinutes: 600, availableText: "10 小时", honourMinutes: 600, heldMinutes: 0 } });
    expect(view.lines).toMatchObject([{ text: "帮了邻居", amountText: "+10 小时", minutes: 600, correctable: true }]);
    expect(dataOf(await door.as("resident1", "me.open", {})).looks).toMatchObject([{ by: "郑委员（支委）", reason: "要打电话" }]);
  });

  test("a repeat is one look; the same operation opens no other account", async () => {
    await saver("resident1");
    await saver("leader1");
    const id = newOperationId();
    const input = { accountCode: accountCode("resident1"), reason: "check" } as const;
    dataOf(await door.as("headEast", "accounts.open", input, id));
    dataOf(await door.as("headEast", "accounts.open", input, id));
    expect(dataOf(await door.as("resident1", "me.open", {})).looks).toHaveLength(1);
    expect(codeOf(await door.as("headEast", "accounts.open", { ...input, accountCode: accountCode("leader1") }, id))).toBe("operationReused");
  });

  test("another station's account, the pool and the other community's are unknown", async () => {
    await saver("resident1");
    await deposit(await ledger(), operation(), { account: poolIdOf(own), minutes: 60 });
    const opened = async (by: Somebody, code: string) => codeOf(await door.as(by, "accounts.open", { accountCode: code, reason: "check" }));
    expect(await opened("headWest", accountCode("resident1"))).toBe("accountUnknown");
    expect(await opened("secretary", accountCodeOf(poolIdOf(own)))).toBe("accountUnknown");
    expect(await opened("secretary", accountCode("resident1"))).toBe("ok");
    expect(codeOf(await product.call(openidOf(other, "secretary"), "accounts.open", { accountCode: accountCode("resident1"), reason: "check" }))).toBe("accountUnknown");
    expect(await opened("leader1", accountCode("resident1"))).toBe("notAllowed");
    expect(dataOf(await door.as("resident1", "me.open", {})).looks).toHaveLength(1);
  });

  test("who was only ever helped is looked after by the station he lives in", async () => {
    await openAccount(await ledger(), "person", personOf("resident3"));
    expect(codeOf(await door.as("headEast", "accounts.open", { accountCode: accountCode("resident3"), reason: "check" }))).toBe("accountUnknown");
    expect(codeOf(await door.as("headWest", "accounts.open", { accountCode: accountCode("resident3"), reason: "check" }))).toBe("ok");
  });
});

describe("giving", () => {
  test("hours are donated to the pool, once however often it is sent", async () => {
    await saver("resident1");
    const id = newOperationId();
    const first = dataOf(await door.as("resident1", "hours.donate", { minutes: 60 }, id));
    expect(first.hours).toMatchObject({ availableMinutes: 540, honourMinutes: 600 });
    expect(dataOf(await door.as("resident1", "hours.donate", { minutes: 60 }, id))).toEqual(first);
    expect((await account(poolIdOf(own))).credits).toBe(60);
    expect(codeOf(await door.as("resident1", "hours.donate", { minutes: 61 }, id))).toBe("operationReused");
    await folds();
  });

  test("more than there is: the ledger's own sentence", async () => {
    await saver("resident1", 30);
    expect(await door.as("resident1", "hours.donate", { minutes: 60 })).toMatchObject({ ok: false, failure: { code: "ledgerRefused", message: "可用的时间不够，别人帮忙要用的已经先留出来了。" } });
    expect(codeOf(await door.as("resident3", "hours.donate", { minutes: 60 }))).toBe("accountUnknown");
    expect(codeOf(await door.as("resident1", "hours.donate", { minutes: 0 }))).toBe("invalidInput");
  });

  test("where the community has no donations, there are none", async () => {
    await settle({ donation: false });
    await saver("resident1");
    expect(await door.as("resident1", "hours.donate", { minutes: 60 })).toMatchObject({ failure: { code: "ledgerRefused", message: "本社区没有开通捐赠。" } });
    expect(dataOf(await door.as("resident1", "hours.form", {})).rules).toContainEqual({ title: "捐出去", text: "本社区没有开通捐赠。" });
  });

  test("to family only, and only after the branch has noted it, on both sides", async () => {
    await saver("resident1");
    await saver("resident3", 0);
    const give = () => door.as("resident1", "hours.give", { toCode: accountCode("resident3"), minutes: 90 });
    expect(await give()).toMatchObject({ failure: { code: "ledgerRefused", message: "时间只能赠给配偶和直系亲属。" } });
    await relate("resident1", "resident3", "child");
    expect(dataOf(await door.as("resident1", "hours.form", {})).family).toEqual([{ relation: "child", called: "陈阿姨", accountCode: accountCode("resident3") }]);
    expect(dataOf(await door.as("resident3", "hours.form", {})).family).toMatchObject([{ relation: "parent" }]);
    const given = dataOf(await give());
    expect(given.hours).toMatchObject({ availableMinutes: 510 });
    expect(await account(idOf("resident3"))).toMatchObject({ credits: 90, honour: 0 });
    expect((await door.inboxOf("resident3"))[0]).toBe("陈阿姨送给您 1 小时 30 分钟，存进您的时间账户了。");
    // One relative makes no other neighbour family.
    await saver("leader1", 0);
    for (const to of ["resident1", "leader1"] as const) expect(codeOf(await door.as("resident1", "hours.give", { toCode: accountCode(to), minutes: 5 }))).toBe("ledgerRefused");
    expect(codeOf(await door.as("resident1", "hours.give", { toCode: "0000-0000", minutes: 5 }))).toBe("accountUnknown");
    await folds();
  });

  test("a relation that the community does not give to is refused by the ledger", async () => {
    await settle({ giftTo: ["spouse"] });
    await saver("resident1");
    await saver("resident3", 0);
    await relate("resident1", "resident3", "child");
    expect(codeOf(await door.as("resident1", "hours.give", { toCode: accountCode("resident3"), minutes: 5 }))).toBe("ledgerRefused");
  });
});

describe("what the branch does", () => {
  test("nobody acts on his own account, nor on his family's, whichever side of it he names", async () => {
    await saver("headEast");
    await saver("resident1");
    await saver("leader1");
    const freeze = { act: "freeze", words: "核对一下" } as const;
    expect(codeOf(await actOn("headEast", "headEast", freeze))).toBe("notOwnMatter");
    expect(codeOf(await actOn("headEast", "resident1", { act: "merge", intoCode: accountCode("headEast") }))).toBe("notOwnMatter");
    expect(codeOf(await actOn("headEast", "resident1", { act: "close", reason: "death", heir: { accountCode: accountCode("headEast"), relation: "child" } }))).toBe("notOwnMatter");
    expect(codeOf(await actOn("headEast", "resident1", { act: "relate", accountCode: accountCode("headEast"), relation: "spouse" }))).toBe("notOwnMatter");
    await relate("headEast", "resident1");
    expect(codeOf(await actOn("headEast", "resident1", freeze))).toBe("notOwnMatter");
    expect(codeOf(await actOn("headEast", "leader1", { act: "merge", intoCode: accountCode("resident1") }))).toBe("notOwnMatter");
    expect(codeOf(await actOn("memberEast", "resident1", freeze))).toBe("ok");
    expect(codeOf(await actOn("headWest", "leader1", freeze))).toBe("accountUnknown");
    expect(codeOf(await actOn("leader1", "resident1", freeze))).toBe("notAllowed");
  });

  test("freezing lets go of what was held, thawing gives it back to use; the holder reads why", async () => {
    await saver("resident1");
    const hold = await placeHold(await ledger(), operation(), { from: idOf("resident1"), minutes: 120, expiresAt: mondayMorning + dayMs });
    const id = newOperationId();
    const act = { act: "freeze", words: "两个人说是自己的，先核对。" } as const;
    const frozen = dataOf(await actOn("headEast", "resident1", act, id));
    expect(frozen).toMatchObject({ status: "frozen", hours: { availableMinutes: 600, heldMinutes: 0 } });
    expect(frozen.hours.note).toContain("冻结");
    expect((await product.documents<HoldDocument>("timeHolds", { _id: hold.held }))[0]).toMatchObject({ state: "voided" });
    expect(dataOf(await actOn("headEast", "resident1", act, id)).status).toBe("frozen");
    expect(await door.inboxOf("resident1")).toHaveLength(2);
    expect((await door.inboxOf("resident1"))[0]).toContain("两个人说是自己的，先核对。");
    expect(await door.as("resident1", "hours.donate", { minutes: 5 })).toMatchObject({ failure: { code: "ledgerRefused" } });
    expect(dataOf(await actOn("headEast", "resident1", { act: "thaw" })).status).toBe("open");
    expect(codeOf(await door.as("resident1", "hours.donate", { minutes: 5 }))).toBe("ok");
    await folds();
  });

  test("closing: what is left goes to the heir, the holder takes part no more", async () => {
    await saver("resident1");
    await saver("resident3", 0);
    const closed = dataOf(await actOn("headEast", "resident1", { act: "close", reason: "death", heir: { accountCode: accountCode("resident3"), relation: "spouse" } }));
    expect(closed).toMatchObject({ status: "closed", hours: { availableMinutes: 0, honourMinutes: 600 } });
    expect(await account(idOf("resident3"))).toMatchObject({ credits: 600, honour: 0 });
    expect((await door.inboxOf("resident3"))[0]).toBe("一位家人的时间账户注销了，余下的时间转到了您这里。");
    expect(await door.member("resident1")).toMatchObject({ state: "left", skills: [] });
    expect(await actOn("headEast", "resident1", { act: "thaw" })).toMatchObject({ failure: { code: "ledgerRefused", message: "这个账户已经注销了。" } });
    await folds();
  });

  test("closing without an heir fills the pool; where nothing is inherited, an heir is refused", async () => {
    await settle({ inheritable: false });
    await saver("resident1");
    await saver("resident3", 0);
    const heir = { accountCode: accountCode("resident3"), relation: "spouse" } as const;
    expect(codeOf(await actOn("headEast", "resident1", { act: "close", reason: "death", heir }))).toBe("ledgerRefused");
    dataOf(await actOn("headEast", "resident1", { act: "close", reason: "movedAway" }));
    expect(await account(poolIdOf(own))).toMatchObject({ credits: 600 });
    await folds();
  });

  test("two accounts of one person become one, with balance and honour", async () => {
    await saver("resident1");
    await saver("leader1", 60);
    await saver("resident3", 60);
    // Both have to be the caller's to look after.
    for (const intoCode of ["0000-0000", accountCode("resident3")]) expect(codeOf(await actOn("headEast", "resident1", { act: "merge", intoCode }))).toBe("accountUnknown");
    dataOf(await actOn("headEast", "resident1", { act: "merge", intoCode: accountCode("leader1") }));
    expect(await account(idOf("leader1"))).toMatchObject({ credits: 660, honour: 660 });
    expect((await door.inboxOf("leader1"))[0]).toBe("您的另一个时间账户并到了这里，时间和荣誉都转过来了。");
    expect(await account(idOf("resident1"))).toMatchObject({ status: "closed", honour: 0 });
    expect([(await door.member("resident1")).state, (await door.member("leader1")).state]).toEqual(["left", "active"]);
    // The two logins go on, and are one human: noted on both sides, shown to nobody as family, and no pool for the closed one.
    for (const [one, other] of [["resident1", "leader1"], ["leader1", "resident1"]] as const)
      expect((await door.member(one)).family).toMatchObject([{ personId: personOf(other), relation: "self" }]);
    expect(dataOf(await door.as("leader1", "hours.form", {})).family).toEqual([]);
    await deposit(await ledger(), operation(), { account: poolIdOf(own), minutes: 600 });
    const asked = dataOf(await door.as("resident1", "needs.ask", {
      skill: "company", words: "陪我走走", place: { kind: "unit", unitCode: "b1-1", room: "101" }, schedule: { kind: "once", day: "2026-11-25", fromMinute: 1140, minutes: 60, places: 1 },
    }));
    expect(asked.shifts).toMatchObject([{ funding: "undecided" }]);
    dataOf(await door.as("headEast", "needs.step", { needId: asked.needId, version: asked.version, step: { action: "fund" } }));
    // Else the group leader of this very grid would arrange it, and confirm what he served.
    expect(codeOf(await door.as("leader1", "needs.open", { needId: asked.needId }))).toBe("notFound");
    await folds();
  });

  test("from when hours may be used, and hardship, are noted; what is not named stays", async () => {
    await settle({ redemption: { minimumAge: 60, hardship: true } });
    await saver("resident1");
    expect(dataOf(await door.as("resident1", "hours.form", {})).hours.note).toContain("满 60 岁");
    dataOf(await actOn("headEast", "resident1", { act: "terms", mayRedeemFrom: "2031-05-01" }));
    expect(dataOf(await door.as("resident1", "hours.form", {})).hours.note).toContain("2031年5月1日起可以兑换");
    const noted = dataOf(await actOn("headEast", "resident1", { act: "terms", hardshipUntil: "2026-12-31" }));
    expect(noted).toMatchObject({ mayRedeemFrom: "2031-05-01", hardshipUntil: "2026-12-31" });
    expect(noted.hours.note).toBeUndefined();
    const cleared = dataOf(await actOn("headEast", "resident1", { act: "terms", mayRedeemFrom: null, hardshipUntil: null }));
    for (const day of ["mayRedeemFrom", "hardshipUntil"]) expect(cleared).not.toHaveProperty(day);
    expect(cleared.hours.note).toContain("满 60 岁");
    expect((await door.inboxOf("resident1"))[0]).toBe("您的时间账户登记好了：什么时候可以用，按社区的规定，不再提前用。");
    await folds();
    for (const day of ["2026-11-31", "2026-11-22"]) expect(codeOf(await actOn("headEast", "resident1", { act: "terms", hardshipUntil: day }))).toBe("dateNotWorkable");
  });

  test("an entry is taken back in part, never more than it was, and only one of this account", async () => {
    await saver("resident1");
    await saver("leader1");
    const [line] = dataOf(await door.as("headEast", "accounts.open", { accountCode: accountCode("resident1"), reason: "check" })).lines;
    const corrected = (minutes: number, of: Somebody = "resident1") => actOn("headEast", of, { act: "correct", entryId: line!.entryId, minutes, words: "少了半小时" });
    expect(dataOf(await corrected(30)).hours).toMatchObject({ availableMinutes: 570, honourMinutes: 570 });
    expect(await corrected(571)).toMatchObject({ failure: { code: "ledgerRefused", message: "更正的时间加起来超过了原来那一笔。" } });
    expect(await corrected(10, "leader1")).toMatchObject({ failure: { code: "ledgerRefused", message: "没有找到要更正的那一笔。" } });
    expect((await door.inboxOf("resident1"))[0]).toBe("有一笔时间更正了 30 分钟：少了半小时");
    await folds();
  });

  test("where the entry paid a session, its story says so, too, once; a gift to the caller is another's to correct", async () => {
    await saver("resident1");
    await saver("headEast", 0);
    const [line] = dataOf(await door.as("memberEast", "accounts.open", { accountCode: accountCode("resident1"), reason: "check" })).lines;
    const session: SessionDocument = {
      _id: "session-1", schemaVersion: 1, version: 1, communityId: own, source: "live", volunteerId: personOf("resident1"), proxies: [], gridCode: "g1", stationCode: "east", attention: [], skill: "company", content: "", placeText: "",
      organiser: "", inCharge: "", state: "settled", bookedFrom: 1, bookedTo: 2, inAt: 1, forgotten: false, shown: { in: "code" }, creditedMinutes: 600, entries: [line!.entryId], events: [], effects: [],
    };
    await openDatabase().collection<SessionDocument>("timeSessions").insert(session);
    const act = { act: "correct", entryId: line!.entryId, minutes: 45, words: "早走了" } as const;
    const id = newOperationId();
    for (let twice = 2; twice > 0; twice -= 1) expect(dataOf(await actOn("memberEast", "resident1", act, id)).hours.availableMinutes).toBe(555);
    const [noted] = await product.documents<SessionDocument>("timeSessions", { _id: "session-1" });
    expect(noted).toMatchObject({ state: "settled", creditedMinutes: 555, events: [{ what: "corrected", minutes: 555, words: "早走了" }] });
    expect(noted!.entries).toHaveLength(2);

    await relate("resident1", "headEast", "child");
    dataOf(await door.as("resident1", "hours.give", { toCode: accountCode("headEast"), minutes: 20 }));
    const lines = dataOf(await door.as("memberEast", "accounts.open", { accountCode: accountCode("headEast"), reason: "check" })).lines;
    const gift = { act: "correct", entryId: lines.at(-1)!.entryId, minutes: 5, words: "送多了" } as const;
    expect(codeOf(await actOn("headEast", "headEast", gift))).toBe("notOwnMatter");
    expect(codeOf(await actOn("headEast", "resident1", gift))).toBe("notOwnMatter");
    expect(codeOf(await actOn("memberEast", "headEast", gift))).toBe("ok");
    await folds();
  });

  test("an entry of a month that is sealed is taken back by one of this month; the sealed month stays", async () => {
    await saver("resident1");
    const code = accountCode("resident1");
    const opened = async (month?: string) => door.as("headEast", "accounts.open", { accountCode: code, reason: "check", ...(month && { month }) });
    const first = dataOf(await opened());
    expect(first).toMatchObject({ month: "2026-11", monthText: "2026年11月" });
    for (const beside of ["earlier", "later"]) expect(first).not.toHaveProperty(beside);
    product.cloud.cloud.clock.moveTo(mondayMorning + 60 * dayMs);
    const january = dataOf(await opened());
    expect(january).toMatchObject({ month: "2027-01", earlier: "2026-12", lines: [] });
    const november = dataOf(await opened("2026-11"));
    expect(november).toMatchObject({ later: "2026-12", lines: [{ entryId: first.lines[0]!.entryId, correctable: true }] });
    const sealed = await product.documents("timeStatements", { month: "2026-11" } as never);
    expect(dataOf(await actOn("headEast", "resident1", { act: "correct", entryId: first.lines[0]!.entryId, minutes: 30, words: "翻了旧账" }))).toMatchObject({
      month: "2027-01", hours: { availableMinutes: 570 }, lines: [{ minutes: -30 }],
    });
    expect(await product.documents("timeStatements", { month: "2026-11" } as never)).toEqual(sealed);
    for (const month of ["2026-10", "2027-02"]) expect(codeOf(await opened(month))).toBe("notFound");
    expect(codeOf(await opened("2027-13"))).toBe("invalidInput");
    // Each month looked at is a look of its own.
    expect(dataOf(await door.as("resident1", "me.open", {})).looks.length).toBeGreaterThanOrEqual(3);
    await folds();
  });

  test("an entry that gave to the caller's family is another's to correct, on a stranger's account too", async () => {
    for (const code of ["resident1", "leader1", "headEast"] as const) await saver(code);
    await relate("resident1", "leader1", "child");
    await relate("headEast", "leader1");
    dataOf(await door.as("resident1", "hours.give", { toCode: accountCode("leader1"), minutes: 20 }));
    const lines = dataOf(await door.as("memberEast", "accounts.open", { accountCode: accountCode("resident1"), reason: "check" })).lines;
    const gift = { act: "correct", entryId: lines.at(-1)!.entryId, minutes: 5, words: "送多了" } as const;
    expect(codeOf(await actOn("headEast", "resident1", gift))).toBe("notOwnMatter");
    expect(codeOf(await actOn("memberEast", "resident1", gift))).toBe("ok");
  });

  test("who has an account and never applied can be noted as family, and is still asked to join as anybody", async () => {
    await saver("resident1");
    await openAccount(await ledger(), "person", personOf("resident3"));
    await relate("resident1", "resident3");
    // Both hear of it, each of the other.
    for (const one of ["resident1", "resident3"] as const) expect((await door.inboxOf(one))[0]).toBe("支委登记好了您的家人（配偶），以后可以把时间送给他。");
    expect(await door.member("resident3")).toMatchObject({ appliedAt: 0, state: "left", family: [{ personId: personOf("resident1") }] });
    expect(dataOf(await door.as("resident3", "timebank.open", {}))).toMatchObject({ member: "none" });
    expect(codeOf(await door.as("resident3", "members.leave", {}))).toBe("notFound");
    expect(codeOf(await door.as("headWest", "members.open", { memberId: memberOf("resident3") }))).toBe("notFound");
    await door.join("resident3", { by: "headWest" });
    expect(await door.member("resident3")).toMatchObject({ state: "active", family: [{ personId: personOf("resident1") }] });
    // Noted again, otherwise: the last word counts, on both sides, whatever the network repeats later.
    const [id, spouse] = [newOperationId(), { act: "relate", accountCode: accountCode("resident3"), relation: "spouse" } as const];
    dataOf(await actOn("secretary", "resident1", spouse, id));
    await relate("resident1", "resident3", "child");
    expect(codeOf(await actOn("secretary", "resident1", spouse, id))).toBe("ok");
    expect(codeOf(await actOn("secretary", "resident1", { ...spouse, relation: "parent" }, id))).toBe("operationReused");
    expect((await door.member("resident3")).family).toMatchObject([{ relation: "parent" }]);
  });

  test("an account that was closed is not opened again by an approval", async () => {
    await saver("resident1");
    dataOf(await actOn("headEast", "resident1", { act: "close", reason: "left" }));
    dataOf(await door.as("resident1", "members.apply", { skills: ["company"], times: [{ weekday: 1, part: "morning" }], isMinor: false, partyMember: false }));
    const { version } = await door.member("resident1");
    expect(await door.as("headEast", "members.decide", { memberId: memberOf("resident1"), version, decision: { kind: "approve" } })).toMatchObject({ failure: { code: "ledgerRefused", message: "这个账户已经注销了。" } });
  });
});
