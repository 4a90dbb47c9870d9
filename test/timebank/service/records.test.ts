/** What a volunteer has of his hours in words: the record, the statement, and a certificate that anybody can check. */
import { mondayMorning } from "../../support/communities";
import { codeOf, dataOf, newOperationId, type Product } from "../../support/product";
import { deposit, openAccount } from "../../../cloudfunctions/features/timebank/ledger";
import { normalisedNumber, numberOf } from "../../../cloudfunctions/features/timebank/service/certificates";
import type { CertificateDocument } from "../../../cloudfunctions/features/timebank/service/certificates.repository";
import { shortHash } from "../../../cloudfunctions/platform/hash";
import { dayMs } from "../../../contracts/kernel/milliseconds";
import { idOf, ledgerAt, operation, promised, served, startService, step, who } from "./support";

const fewer = 23;
let product: Product;
const sessionIds: string[] = [];
beforeAll(async () => {
  product = await startService();
  for (let day = 0; day < fewer; day += 1) {
    const shift = await promised(product, { fromAt: mondayMorning + day * dayMs });
    const { sessionId } = await served(shift, 60);
    sessionIds.push(sessionId);
    if (day < fewer - 1) dataOf(await step(shift, who.recipient, sessionId, { action: "confirm" }));
  }
});
afterAll(() => product.close());

const days = { fromDay: "2026-11-23", toDay: "2026-12-15" };
const issue = (show: { name: boolean; content: boolean; places: boolean }, operationId = newOperationId(), rest: Partial<typeof days> = {}) =>
  product.call(who.volunteer, "certificates.issue", { ...days, ...rest, show }, operationId);
const visitor = "o-somebody-elsewhere";

describe("the service record", () => {
  test("newest first, page by page without a gap, with what Order 67 asks and the total on the first page", async () => {
    const first = dataOf(await product.call(who.volunteer, "records.list", {}));
    expect(product.cost().databaseCalls).toBeLessThanOrEqual(4);
    const second = dataOf(await product.call(who.volunteer, "records.list", { cursor: first.next! }));
    expect([...first.items, ...second.items].map(({ sessionId }) => sessionId)).toEqual([...sessionIds].reverse());
    expect(second).not.toHaveProperty("next");
    expect([first.totalText, second.totalText]).toEqual(["一共 23 次，记了 22 小时", undefined]);
    expect(first.items[0]).toMatchObject({ creditedText: "等确认", mayDispute: true });
    expect(first.items[1]).toEqual({
      sessionId: sessionIds.at(-2), day: "2026-12-14", dayText: "2026年12月14日", timeText: "10:00–11:00", place: "第 1 网格", content: "辅导孩子",
      organiser: "梧桐里社区东站", inCharge: "老何", actualText: "1 小时", creditedText: "1 小时", fromPaper: false, mayDispute: true, version: expect.any(Number),
    });
    expect(JSON.stringify([first, second])).not.toMatch(/402|陈阿姨|138/);
  });

  test("who was helped is named to the volunteer until it is settled, and nowhere in its story after", async () => {
    const opened = async (sessionId: string) => dataOf(await product.call(who.volunteer, "sessions.open", { sessionId }));
    expect((await opened(sessionIds.at(-1)!)).withWhom).toBe("陈阿姨");
    const settled = await opened(sessionIds[0]!);
    expect(settled).toMatchObject({ state: "settled", withWhom: "一位邻居" });
    expect(settled.events.map(({ text }) => text)).toContain("对方确认了 1 小时");
    expect(JSON.stringify(settled)).not.toContain("陈阿姨");
    const arranged = dataOf(await product.call(who.leader, "sessions.open", { sessionId: sessionIds[0]! }));
    expect(arranged.events.map(({ text }) => text)).toContain("被帮的人确认了 1 小时");
    expect(JSON.stringify(arranged)).not.toContain("陈阿姨");
  });

  test("is its holder's own", async () => {
    expect(dataOf(await product.call(who.recipient, "records.list", {})).items).toEqual([]);
  });
});

describe("the statement", () => {
  test("of the running month adds up; a month that is over is sealed and linked; others' are not shown", async () => {
    const running = dataOf(await product.call(who.volunteer, "statements.open", {}));
    expect(running).toMatchObject({ month: "2026-12", openingText: "8 小时", closingText: "22 小时", honourText: "22 小时", previous: "2026-11" });
    expect(running).not.toHaveProperty("seal");
    expect(new Set(running.lines.map(({ text }) => text))).toEqual(new Set(["帮了邻居：辅导孩子"]));
    const sealed = dataOf(await product.call(who.volunteer, "statements.open", { month: "2026-11" }));
    expect(sealed).toMatchObject({ openingText: "0 分钟", closingText: "8 小时", seal: expect.stringMatching(/^[0-9a-f]{24}$/), next: "2026-12" });
    expect(sealed.lines.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(8 * 60);
    expect(dataOf(await product.call(who.volunteer, "statements.open", { month: "2026-11" }))).toEqual(sealed);
    for (const month of ["2026-10", "2027-01"]) expect(codeOf(await product.call(who.volunteer, "statements.open", { month }))).toBe("notFound");
    expect(codeOf(await product.call(who.other, "statements.open", {}))).toBe("notFound");
  });

  test("in the first hour of a month, before the last one is sealed, it begins where that ended", async () => {
    const other = who.second;
    const account = await openAccount(ledgerAt(Date.parse("2026-12-01T12:00:00+08:00")), "person", idOf(other));
    await deposit(ledgerAt(Date.parse("2026-12-20T12:00:00+08:00")), operation(), { account: account._id, minutes: 90 });
    product.cloud.cloud.clock.moveTo(Date.parse("2027-01-01T00:30:00+08:00"));
    expect(dataOf(await product.call(other, "statements.open", {}))).toMatchObject({ month: "2027-01", openingText: "1 小时 30 分钟", closingText: "1 小时 30 分钟" });
    product.cloud.cloud.clock.moveTo(Date.parse("2027-01-01T01:30:00+08:00"));
    expect(dataOf(await product.call(other, "statements.open", { month: "2026-12" })).seal).toBeDefined();
  });
});

describe("a certificate", () => {
  beforeEach(() => product.cloud.cloud.clock.moveTo(Date.parse("2026-12-16T10:00:00+08:00")));

  test("counts what is settled, is issued once however often it is sent, and anybody can check it", async () => {
    const operationId = newOperationId();
    const issued = dataOf(await issue({ name: true, content: true, places: true }, operationId));
    expect(issued).toMatchObject({ number: expect.stringMatching(/^LL-2026-[2-9A-Z]{4}-[2-9A-Z]{4}$/), hoursText: "22 小时", sessions: 22, holder: "李老师", contents: [{ text: "辅导孩子", hoursText: "22 小时" }], places: ["第 1 网格"], mine: true, withdrawn: false });
    expect(dataOf(await issue({ name: true, content: true, places: true }, operationId)).number).toBe(issued.number);
    expect(codeOf(await issue({ name: false, content: true, places: true }, operationId))).toBe("operationReused");
    for (const openid of [visitor, who.recipient, who.stranger]) {
      const seen = dataOf(await product.call(openid, "certificates.check", { number: issued.number.toLowerCase().replaceAll("-", " ") }));
      expect(seen).toEqual({ ...issued, mine: false, codeImage: expect.any(String) });
    }
    expect(dataOf(await product.call(who.other, "certificates.mine", {})).nothingYet).toBe(true);
    expect(dataOf(await product.call(who.volunteer, "certificates.mine", {}))).not.toHaveProperty("nothingYet");
    expect(dataOf(await product.call(who.volunteer, "certificates.mine", {})).certificates.map(({ number }) => number)).toContain(issued.number);
  });

  test("takes in its first and its last day, and no other", async () => {
    expect(dataOf(await issue({ name: true, content: true, places: true }, newOperationId(), { fromDay: "2026-11-24", toDay: "2026-11-25" }))).toMatchObject({ sessions: 2, hoursText: "2 小时" });
  });

  test("from the day of his first service to today it has the hours that his record has, its days in words", async () => {
    const { firstDay = "" } = dataOf(await product.call(who.volunteer, "certificates.mine", {}));
    const all = dataOf(await issue({ name: true, content: true, places: true }, newOperationId(), { fromDay: firstDay, toDay: "2026-12-16" }));
    expect(dataOf(await product.call(who.volunteer, "records.list", {})).totalText).toMatch(new RegExp(`记了 ${all.hoursText}$`));
    expect(all.periodText).toMatch(/^2026年\d+月\d+日 到 2026年12月16日$/);
    const later = `${firstDay.slice(0, 8)}${String(Number(firstDay.slice(8)) + 1).padStart(2, "0")}`;
    expect(dataOf(await issue({ name: true, content: true, places: true }, newOperationId(), { fromDay: later, toDay: "2026-12-16" })).sessions).toBeLessThan(all.sessions);
  });

  test("shows nothing that its holder did not choose", async () => {
    const { number } = dataOf(await issue({ name: false, content: false, places: false }));
    const seen = dataOf(await product.call(visitor, "certificates.check", { number }));
    expect(seen).toMatchObject({ holder: "一位志愿者", contents: [], places: [], hoursText: "22 小时" });
    expect(JSON.stringify(seen)).not.toMatch(/李老师|辅导|网格/);
    expect(JSON.stringify(await product.documents("timeCertificates", { _id: number } as never))).not.toMatch(/李老师|辅导|网格/);
  });

  test("withdrawn it says so and shows nothing else; only its holder can", async () => {
    const { number } = dataOf(await issue({ name: true, content: true, places: true }));
    expect(codeOf(await product.call(who.recipient, "certificates.withdraw", { number }))).toBe("notFound");
    expect(dataOf(await product.call(visitor, "certificates.check", { number })).withdrawn).toBe(false);
    for (let twice = 2; twice > 0; twice -= 1) expect(dataOf(await product.call(who.volunteer, "certificates.withdraw", { number }))).toMatchObject({ withdrawn: true });
    const seen = dataOf(await product.call(visitor, "certificates.check", { number }));
    expect(seen).toMatchObject({ withdrawn: true, holder: "", sessions: 0, hoursText: "" });
    expect(JSON.stringify(seen)).not.toMatch(/李老师|辅导|第 1|22/);
    const [stored] = await product.documents("timeCertificates", { _id: number } as never);
    for (const field of ["holder", "contents", "places"]) expect(stored).not.toHaveProperty(field);
  });

  test("a number that is somebody else's by chance is passed over, and a repeat finds the one that was given", async () => {
    const show = { name: true, content: true, places: true };
    const operationId = newOperationId();
    const number = numberOf({ documentId: shortHash(who.volunteer, "certificates.issue", operationId), payloadHash: "" }, "2026");
    const [mine] = await product.documents<CertificateDocument>("timeCertificates", { personId: idOf(who.volunteer) });
    const { _id: _number, ...rest } = mine!;
    await product.cloud.database.collection("timeCertificates").doc(number).set({ ...rest, personId: idOf(who.other) });
    const given = dataOf(await issue(show, operationId));
    expect(given.number).not.toBe(number);
    expect(dataOf(await issue(show, operationId))).toEqual(given);
    expect(codeOf(await issue({ ...show, name: false }, operationId))).toBe("operationReused");
    await product.cloud.database.collection("timeCertificates").doc(number).remove();
  });

  test("not for days without service, days to come, days that aren't, and not a hundred a day", async () => {
    const show = { name: true, content: true, places: true };
    expect(codeOf(await issue(show, newOperationId(), { fromDay: "2026-01-01", toDay: "2026-02-01" }))).toBe("nothingToCertify");
    expect(codeOf(await issue(show, newOperationId(), { toDay: "2026-12-17" }))).toBe("dateNotWorkable");
    expect(codeOf(await issue(show, newOperationId(), { fromDay: "2026-11-31" }))).toBe("dateNotWorkable");
    expect(codeOf(await product.call(who.recipient, "certificates.issue", { ...days, show }))).toBe("nothingToCertify");
    for (const day of ["2026-12-17", "2026-12-18"]) {
      product.cloud.cloud.clock.moveTo(Date.parse(`${day}T10:00:00+08:00`));
      const outcomes: string[] = [];
      for (let count = 0; count < 21; count += 1) outcomes.push(codeOf(await issue(show)));
      expect(outcomes).toEqual([...Array.from({ length: 20 }, () => "ok"), "tooMany"]);
    }
  });

  test("numbers: no two alike, none that says how many there are, nothing found under another", async () => {
    const numbers = Array.from({ length: 2_000 }, (_, index) => numberOf({ documentId: `operation-${index}`, payloadHash: "" }, "2026"));
    expect(new Set(numbers).size).toBe(2_000);
    expect(numbers.every((number) => normalisedNumber(number.replaceAll("-", "")) === number && number.length <= 32)).toBe(true);
    for (const number of ["LL-2026-AAAA-AAAA", "1", "{}", "LL-2026-AAAA-AAA%"]) expect(codeOf(await product.call(visitor, "certificates.check", { number }))).toBe("notFound");
  });
});
