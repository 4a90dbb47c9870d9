import { addDays } from "../../../contracts/kernel/day";
import { dayMs, hourMs } from "../../../contracts/kernel/milliseconds";
import { deposit, verifyCommunity } from "../../../cloudfunctions/features/timebank/ledger";
import type { SessionDocument } from "../../../cloudfunctions/features/timebank/shared/documents";
import { ledgerOf } from "../../../cloudfunctions/features/timebank/shared/ledgerOf";
import { takeCallCount } from "../../../cloudfunctions/platform/database";
import { operation } from "../bank";
import { bookInterval } from "../guard";
import { type Book, communityId, header, type Holder, now, startBook } from "./book";

let book: Book;
let teacher: Holder;
let count = 0;
beforeAll(async () => {
  book = await startBook();
});
afterAll(() => book.close());
beforeEach(async () => {
  teacher = await book.holder(`李老师${(count += 1)}`);
});
afterEach(async () => {
  expect(await verifyCommunity(book.database, communityId)).toMatchObject({ ok: true });
});

const three = () => [teacher.line("1998-03-01,19:00,20:00,"), teacher.line("1998-03-08,19:00,20:30,90"), teacher.line("1998/3/15,,,45")];

test("a dry run says what would be, and writes nothing", async () => {
  const result = await book.send(three(), { dryRun: true });
  expect(result).toEqual({ outcome: "checked", problems: [], listed: [], lines: 3, known: 0, fresh: { lines: 3, minutes: 195 }, people: [{ name: teacher.name, lines: 3, minutes: 195 }] });
  const { account, ...rest } = await book.of(teacher);
  expect([account.credits, account.version]).toEqual([0, 0]);
  expect(rest).toEqual({ entries: [], sessions: [], guards: [], told: [] });
});

test("a line is hours, a record and a busy time, and the volunteer is told once", async () => {
  const result = await book.send([teacher.line("1998-03-01,19:00,20:00,", "辅导孩子,陪读课文,小区图书室,,老何,小明,第二册 14 页"), ...three().slice(1)]);
  expect(result).toMatchObject({ outcome: "imported", listed: [], known: 0, fresh: { lines: 3, minutes: 195 } });
  const { account, entries, sessions, guards, told } = await book.of(teacher);
  expect([account.credits, account.honour]).toEqual([195, 195]);
  expect(entries.map(({ kind, about }) => [kind, about?.day]).sort()).toEqual([["deposit", "1998-03-01"], ["deposit", "1998-03-08"], ["deposit", "1998-03-15"]]);
  const [first] = sessions.filter(({ inAt }) => inAt === Date.parse("1998-03-01T19:00:00+08:00"));
  expect(first).toMatchObject({
    source: "paper", state: "settled", volunteerId: teacher.personId, gridCode: "g1", stationCode: "east", skill: "tutoring", content: "陪读课文", placeText: "小区图书室",
    organiser: "东站", inCharge: "老何", outAt: Date.parse("1998-03-01T20:00:00+08:00"), actualMinutes: 60, creditedMinutes: 60, forgotten: false,
    shown: { in: "paper", out: "paper" }, entries: [first!._id],
  } satisfies Partial<SessionDocument>);
  expect(first!.events).toEqual([expect.objectContaining({ words: "帮的是小明；第二册 14 页" })]);
  expect(sessions.find(({ outAt }) => outAt === undefined)).toMatchObject({ inAt: Date.parse("1998-03-15T12:00:00+08:00"), creditedMinutes: 45 });
  expect(guards.map(({ year, intervals, untimed }) => [year, intervals.length, untimed])).toEqual([["1998", 2, [{ id: expect.any(String), day: "1998-03-15", minutes: 45 }]]]);
  expect(told.map(({ text, link }) => [text, link])).toEqual([[expect.stringContaining("3 次服务，一共 3 小时 15 分钟"), "timebank"]]);
});

describe("once, however it is sent", () => {
  test("again, under another name, in another order, with the code spelt otherwise, on another day", async () => {
    await book.send(three());
    const spelt = three().reverse().map((line) => line.replace(teacher.code, teacher.code.toLowerCase().replace("-", " ")));
    const again = await book.send(spelt, { file: "另一个.csv", now: now + 40 * dayMs });
    expect(again).toMatchObject({ outcome: "imported", known: 3, fresh: { lines: 0, minutes: 0 }, listed: [] });
    const { account, sessions, told } = await book.of(teacher);
    expect([account.credits, sessions.length, told.length]).toEqual([195, 3, 1]);
  });

  test("with lines added, only those come in", async () => {
    await book.send(three());
    const more = await book.send([teacher.line("1998-02-22,19:00,20:00,"), ...three(), teacher.line("1998-03-15,,,30", "辅导孩子,做数学,小区图书室,,,,")]);
    expect(more).toMatchObject({ known: 3, fresh: { lines: 2, minutes: 90 }, listed: [], problems: [] });
    expect((await book.of(teacher)).account.credits).toBe(285);
  });

  test("equal lines without times are as many sessions as there are lines, with a word about it", async () => {
    const twice = [teacher.line("1999-05-05,,,60"), teacher.line("1999-05-05,,,60")];
    const result = await book.send(twice);
    expect(result).toMatchObject({ fresh: { lines: 2, minutes: 120 }, listed: [], problems: [{ severity: "warning", code: "sameLine", line: 3 }] });
    expect(await book.send(twice)).toMatchObject({ known: 2, fresh: { lines: 0 } });
    expect(await book.send([...twice, twice[0]!])).toMatchObject({ known: 2, fresh: { lines: 1 } });
    expect((await book.of(teacher)).account.credits).toBe(180);
  });

  test("two imports at the same moment", async () => {
    const lines = Array.from({ length: 8 }, (_, index) => teacher.line(`2001-01-${String(index + 10)},19:00,20:00,`));
    const results = await Promise.all([book.send(lines), book.send(lines)]);
    expect(results.map(({ listed }) => listed)).toEqual([[], []]);
    const { account, sessions } = await book.of(teacher);
    expect([account.credits, sessions.length]).toEqual([480, 8]);
  });
});

describe("what meets something else is listed, and the rest comes in", () => {
  const listedOf = async (lines: string[]) => (await book.send(lines)).listed;
  const own = (when: string): string => teacher.line(when);

  test("two lines of one paper at the same time", async () => {
    const result = await book.send([own("2003-06-01,09:00,11:00,"), own("2003-06-01,10:30,12:00,"), own("2003-06-01,11:00,11:30,")]);
    expect(result).toMatchObject({ fresh: { lines: 2, minutes: 150 }, listed: [{ line: 3 }] });
    expect(result.listed[0]!.message).toMatch(/^和第 2 行是同一时间。/);
    expect((await book.of(teacher)).account.credits).toBe(150);
  });

  test("a line that was put right in the sheet after it came in", async () => {
    await book.send([own("2003-06-01,09:00,11:00,")]);
    const message = (await listedOf([own("2003-06-01,09:30,11:00,")]))[0]!.message;
    expect(message).toBe("2003年6月1日 09:00–11:00 已经有一次，时间重了。这一行先没有记，请核对：是同一次就删掉这一行，不是就把几点到几点写准。");
  });

  test("a session that was recorded live, and a promise", async () => {
    const guard = { database: book.database, communityId, person: teacher.personId };
    await bookInterval(guard, { id: "promised", from: now - 5 * hourMs, to: now - 4 * hourMs });
    expect(await listedOf([own("2026-11-23,05:30,06:30,")])).toEqual([{ line: 2, message: expect.stringContaining("2026年11月23日 05:00–06:00 已经有一次，时间重了") }]);
    expect(await listedOf([own("2026-11-23,06:00,06:30,")])).toEqual([]);
  });

  test("a line without times on a day that has something from elsewhere", async () => {
    await book.send([own("2004-01-02,09:00,10:00,")]);
    expect(await listedOf([own("2004-01-02,,,60")])).toEqual([{ line: 2, message: expect.stringContaining("说不准是不是同一次") }]);
    await book.send([own("2004-02-02,,,60")]);
    expect(await listedOf([own("2004-02-02,09:00,10:00,")])).toEqual([{ line: 2, message: expect.stringContaining("那一天已经有一次没写几点的") }]);
    expect((await book.of(teacher)).account.credits).toBe(120);
  });

  test("over midnight, and over New Year's Eve", async () => {
    await book.send([own("2004-12-31,22:00,06:00,")]);
    expect((await book.of(teacher)).guards.map(({ year }) => year).sort()).toEqual(["2004", "2005"]);
    expect((await listedOf([own("2005-01-01,05:00,07:00,")])).length).toBe(1);
    expect(await listedOf([own("2005-01-01,06:00,07:00,")])).toEqual([]);
    expect((await book.of(teacher)).account.credits).toBe(540);
  });
});

describe("what is written wrongly keeps the file out, and is told by its line", () => {
  const cases: [string, () => string, string, RegExp][] = [
    ["a code that nobody has", () => `0000-0000,${teacher.name},1998-03-01,19:00,20:00,,,陪读,图书室,,,,`, "accountUnknown", /没有账户码是“0000-0000”的人/],
    ["what is no code", () => `三号,${teacher.name},1998-03-01,19:00,20:00,,,陪读,图书室,,,,`, "accountUnknown", /不像账户码/],
    ["the code of somebody else", () => teacher.line("1998-03-01,19:00,20:00,").replace(teacher.name, "王奶奶"), "otherName", /主人不叫“王奶奶”/],
    ["no such day", () => teacher.line("1998-02-30,19:00,20:00,"), "badCell", /日期要写成/],
    ["no such time", () => teacher.line("1998-03-01,25:00,20:00,"), "badCell", /时间要写成 08:30 这样/],
    ["hours instead of minutes", () => teacher.line("1998-03-01,,,1.5"), "badCell", /1 到 1440 之间的整数/],
    ["neither times nor minutes", () => teacher.line("1998-03-01,,,"), "badTime", /不知道有多久/],
    ["an end without a beginning", () => teacher.line("1998-03-01,,20:00,60"), "badTime", /没写开始/],
    ["minutes that say otherwise", () => teacher.line("1998-03-01,19:00,20:00,90"), "badTime", /19:00 到 20:00 是 60 分钟，表里写的是 90 分钟/],
    ["a moment", () => teacher.line("1998-03-01,19:00,19:00,"), "badTime", /同一个时间/],
    ["tomorrow", () => teacher.line("2026-11-24,09:00,10:00,"), "badTime", /还没过完/],
    ["today without times", () => teacher.line("2026-11-23,,,30"), "badTime", /还没过完/],
    ["a time before the bank's", () => teacher.line("1979-12-31,19:00,20:00,"), "badTime", /只收 1980 年以后的/],
    ["a clock that was skipped", () => teacher.line("1988-04-17,02:30,04:00,"), "badTime", /夏令时开始.*没有 02:30/],
    ["a clock that was shown twice", () => teacher.line("1988-09-11,01:30,04:00,"), "badTime", /夏令时结束.*只写分钟/],
    ["an unknown kind", () => teacher.line("1998-03-01,19:00,20:00,", "修飞机,陪读,图书室,,,,"), "skillUnknown", /没有“修飞机”这一类/],
    ["nothing done", () => teacher.line("1998-03-01,19:00,20:00,", ",,图书室,,,,"), "badCell", /content（内容）.*不能空着/],
    ["a comma in the words", () => `${teacher.line("1998-03-01,19:00,20:00,")},多了,一格`, "tooManyCells", /15 格/],
  ];
  test.each(cases)("%s", async (_, line, code, says) => {
    const result = await book.send([teacher.line("1998-05-01,19:00,20:00,"), line()]);
    expect(result).toMatchObject({ outcome: "refused", fresh: { lines: 0 } });
    expect(result.problems).toEqual([expect.objectContaining({ severity: "error", code, line: 3, message: expect.stringMatching(says) })]);
    expect((await book.of(teacher)).account.version).toBe(0);
  });

  test("more than 24 hours on one day", async () => {
    const result = await book.send([teacher.line("1998-03-01,,,800"), teacher.line("1998-03-01,,,700")]);
    expect(result.problems).toContainEqual(expect.objectContaining({ code: "dayTooLong", line: 3 }));
    expect(result.outcome).toBe("refused");
  });

  test("a file as old Excel saves it is named, one with a byte order mark is read, English headers too", async () => {
    // 账户码 in GBK.
    const gbk = await book.send([], { bytes: Uint8Array.from([0xd5, 0xca, 0xbb, 0xa7, 0xc2, 0xeb, 0x0a]) });
    expect(gbk).toMatchObject({ outcome: "refused", problems: [{ code: "wrongEncoding" }] });
    const text = `\uFEFFaccount,name,day,from,to,content,place\r\n${teacher.code},${teacher.name},1998年3月1日,19:00:00,20:00:00,陪读,图书室\r\n`;
    expect(await book.send([], { bytes: new TextEncoder().encode(text) })).toMatchObject({ outcome: "imported", fresh: { lines: 1, minutes: 60 } });
    expect(await book.send([], { bytes: new TextEncoder().encode(header.replace("内容,", "")) })).toMatchObject({ problems: [{ code: "missingColumn" }] });
  });
});

describe("in the summers of 1986 to 1991", () => {
  test("a night over the switch counts what it lasted, and says what clocks said", async () => {
    const nights = [teacher.line("1988-04-16,22:00,06:00,"), teacher.line("1988-09-10,22:00,06:00,"), teacher.line("1988-07-02,19:00,21:00,120")];
    expect(await book.send(nights)).toMatchObject({ fresh: { lines: 3, minutes: 420 + 540 + 120 } });
    const { sessions } = await book.of(teacher);
    expect(sessions.map(({ inAt }) => new Date(inAt).toISOString()).sort()).toEqual(["1988-04-16T14:00:00.000Z", "1988-07-02T10:00:00.000Z", "1988-09-10T13:00:00.000Z"]);
    const message = (await book.send([teacher.line("1988-07-02,20:00,22:00,")])).listed[0]!.message;
    expect(message).toContain("1988年7月2日 19:00–21:00 已经有一次");
  });

  test("an hour that was shown twice is certain once its minutes are written", async () => {
    expect(await book.send([teacher.line("1988-09-11,00:30,01:30,60")])).toMatchObject({ fresh: { lines: 1, minutes: 60 } });
    expect(await book.send([teacher.line("1989-09-17,00:30,01:30,120")])).toMatchObject({ fresh: { lines: 1, minutes: 120 } });
  });
});

test("what is above the cap goes to the pool, honour counts in full, as for every deposit", async () => {
  const ledger = await ledgerOf({ database: book.database, communityId, by: "test", at: now });
  await deposit(ledger, operation(), { account: teacher.accountId, minutes: 89_970 });
  await book.send([teacher.line("1998-03-01,19:00,20:00,")]);
  expect((await book.of(teacher)).account).toMatchObject({ credits: 90_000, honour: 90_030 });
});

test("many lines: ten database calls each, whatever the guard holds already, and a score to find that all are known", async () => {
  const lines = Array.from({ length: 300 }, (_, index) => teacher.line(`${addDays("2004-01-04", index * 7)},19:00,20:00,`));
  const callsOf = async (some: string[]) => {
    takeCallCount();
    expect((await book.send(some)).listed).toEqual([]);
    return takeCallCount();
  };
  const [first, rest, again] = [await callsOf(lines.slice(0, 100)), await callsOf(lines), await callsOf(lines)];
  expect({ first: Math.round(first / 100), rest: Math.round(rest / 200), again: again < 20 }).toEqual({ first: 10, rest: 10, again: true });
  const { account, guards } = await book.of(teacher);
  expect(account.credits).toBe(18_000);
  expect(Math.max(...guards.map(({ intervals }) => intervals.length))).toBeLessThan(54);
}, 60_000);
