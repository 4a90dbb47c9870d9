/** Entries that the branch takes back from, through the door; of what went to or from himself, another does. */
import type { SessionDocument } from "../../../cloudfunctions/features/timebank/shared/documents";
import { openDatabase } from "../../../cloudfunctions/platform/database";
import { dayMs } from "../../../contracts/kernel/milliseconds";
import { mondayMorning } from "../../support/communities";
import { codeOf, dataOf, newOperationId } from "../../support/product";
import { own, personOf, type Somebody } from "../members/people";
import { account, accountCode, actOn, door, folds, idOf, product, relate, saver, useBranch } from "./branch";

useBranch();

/** A service of which an entry paid 600 minutes. */
const paidBy = (entryId: string, _id: string): SessionDocument => ({
  _id, schemaVersion: 1, version: 1, communityId: own, source: "live", volunteerId: personOf("resident1"), proxies: [], gridCode: "g1", stationCode: "east", attention: [], skill: "company", content: "", placeText: "",
  organiser: "", inCharge: "", state: "settled", bookedFrom: 1, bookedTo: 2, inAt: 1, forgotten: false, shown: { in: "code" }, creditedMinutes: 600, entries: [entryId], events: [], effects: [],
});

describe("corrections", () => {
  test("an entry is taken back in part, never more than it was, and only one of this account", async () => {
    await saver("resident1");
    await saver("leader1");
    const [line] = dataOf(await door.as("headEast", "accounts.open", { accountCode: accountCode("resident1"), reason: "check" })).lines;
    const corrected = (minutes: number, of: Somebody = "resident1") => actOn("headEast", of, { act: "correct", entryId: line!.entryId, minutes, words: "少了半小时" });
    expect(dataOf(await corrected(30)).hours).toMatchObject({ availableMinutes: 570, honourMinutes: 570 });
    expect(await corrected(571)).toMatchObject({ failure: { code: "ledgerRefused", message: "更正的时间加起来超过了原来那一笔。" } });
    expect(await corrected(10, "leader1")).toMatchObject({ failure: { code: "ledgerRefused", message: "没有找到要更正的那一笔。" } });
    expect((await door.inboxOf("resident1"))[0]).toBe("您 11月23日 周一“帮了邻居”那一笔，少记 30 分钟：少了半小时。");
    await folds();
  });

  test("where the entry paid a session, its story says so, too, once; a gift to the caller is another's to correct", async () => {
    await saver("resident1");
    await saver("headEast", 0);
    const [line] = dataOf(await door.as("memberEast", "accounts.open", { accountCode: accountCode("resident1"), reason: "check" })).lines;
    await openDatabase().collection<SessionDocument>("timeSessions").insert(paidBy(line!.entryId, "session-1"));
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

  test("what paid a session is decided with the session, and has no way round it", async () => {
    await saver("resident1");
    const open = async () => dataOf(await door.as("memberEast", "accounts.open", { accountCode: accountCode("resident1"), reason: "check" })).lines;
    const [line] = await open();
    await openDatabase().collection<SessionDocument>("timeSessions").insert(paidBy(line!.entryId, "session-2"));
    dataOf(await actOn("memberEast", "resident1", { act: "correct", entryId: line!.entryId, minutes: 45, words: "早走了" }));
    const correction = (await open()).at(-1)!;
    expect(correction).not.toHaveProperty("restorableMinutes");
    expect(await actOn("memberEast", "resident1", { act: "restore", entryId: correction.entryId, minutes: 45, words: "没早走" })).toMatchObject({
      failure: { code: "ledgerRefused", message: "这是帮忙的时间：请双方哪一边说一声“时间不对”，支部再来定。" },
    });
    expect((await product.documents<SessionDocument>("timeSessions", { _id: "session-2" }))[0]).toMatchObject({ creditedMinutes: 555 });
  });

  test("a decision about the session that is on its way comes to so many fewer", async () => {
    await saver("resident1");
    const [line] = dataOf(await door.as("memberEast", "accounts.open", { accountCode: accountCode("resident1"), reason: "check" })).lines;
    await openDatabase().collection<SessionDocument>("timeSessions").insert({ ...paidBy(line!.entryId, "session-3"), state: "confirmed", toSettle: { minutes: 600 } });
    dataOf(await actOn("memberEast", "resident1", { act: "correct", entryId: line!.entryId, minutes: 45, words: "早走了" }));
    expect((await product.documents<SessionDocument>("timeSessions", { _id: "session-3" }))[0]).toMatchObject({ creditedMinutes: 555, toSettle: { minutes: 555 } });
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
    expect(november).toMatchObject({ later: "2026-12", lines: [{ entryId: first.lines[0]!.entryId, correctableMinutes: 600 }] });
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
    // He had given it: for him it comes back.
    expect((await door.inboxOf("resident1"))[0]).toMatch(/^您 \d+月\d+日 周.“送给家人”那一笔，退回 5 分钟：送多了。$/);
  });

  test("a mistaken correction of a gift is undone once, up to what it took; both sides are told of both", async () => {
    for (const somebody of ["resident1", "leader1", "headEast"] as const) await saver(somebody);
    await relate("resident1", "leader1", "child");
    await relate("headEast", "leader1");
    dataOf(await door.as("resident1", "hours.give", { toCode: accountCode("leader1"), minutes: 20 }));
    const linesOf = async (of: Somebody) => dataOf(await door.as("memberEast", "accounts.open", { accountCode: accountCode(of), reason: "check" })).lines;
    const balances = async () => (await Promise.all(["resident1", "leader1"].map((of) => account(idOf(of as Somebody))))).map(({ credits, debits }) => credits - debits);
    const gift = (await linesOf("resident1")).at(-1)!;
    expect(gift).toMatchObject({ correctableMinutes: 20 });
    for (const minutes of [2, 15]) dataOf(await actOn("memberEast", "resident1", { act: "correct", entryId: gift.entryId, minutes, words: "看错了" }));
    expect(await balances()).toEqual([597, 603]);
    expect((await door.inboxOf("resident1"))[0]).toMatch(/“送给家人”那一笔，退回 15 分钟：看错了。$/);
    expect((await door.inboxOf("leader1"))[0]).toMatch(/“家人送的”那一笔，少记 15 分钟：看错了。$/);
    const lines = await linesOf("leader1");
    expect(lines.slice(-3)).toMatchObject([{ entryId: gift.entryId, correctableMinutes: 3 }, { text: "更正", restorableMinutes: 2 }, { text: "更正", restorableMinutes: 15 }]);
    expect(lines.at(-1)).not.toHaveProperty("correctableMinutes");
    const restored = (by: Somebody, minutes: number, id = newOperationId(), entryId = lines.at(-1)!.entryId) => actOn(by, "leader1", { act: "restore", entryId, minutes, words: "原来没错" }, id);
    expect(codeOf(await restored("headEast", 5))).toBe("notOwnMatter");
    // Both took 17 of it together; this one took 15.
    expect(await restored("memberEast", 16)).toMatchObject({ failure: { code: "ledgerRefused", message: "更正的时间加起来超过了原来那一笔。" } });
    expect(await restored("memberEast", 5, newOperationId(), gift.entryId)).toMatchObject({ failure: { code: "ledgerRefused", message: "没有找到要更正的那一笔。" } });
    const id = newOperationId();
    for (let twice = 2; twice > 0; twice -= 1) expect(codeOf(await restored("memberEast", 10, id))).toBe("ok");
    expect(await balances()).toEqual([587, 613]);
    expect((await door.inboxOf("resident1"))[0]).toMatch(/“送给家人”那一笔，更正错了，还回去 10 分钟：原来没错。$/);
    expect((await door.inboxOf("leader1"))[0]).toMatch(/“家人送的”那一笔，更正错了，补回来 10 分钟：原来没错。$/);
    expect((await linesOf("leader1")).slice(-4)).toMatchObject([{ correctableMinutes: 13 }, { restorableMinutes: 2 }, { restorableMinutes: 7 }, { text: "更正错了，补回来" }]);
    expect(await restored("memberEast", 8)).toMatchObject({ failure: { code: "ledgerRefused" } });
    dataOf(await restored("memberEast", 7));
    expect((await linesOf("leader1")).filter((line) => line.restorableMinutes !== undefined)).toEqual([]);
    await folds();
  });
});
