/**
 * The story that the time bank has to carry, through the door, on the stand-in's clock: a retired teacher gives a thousand
 * hours; he breaks a foot; his neighbours keep two weeks of shifts at his bed, and what was served is paid to the minute.
 */
import { addDays } from "../../contracts/kernel/day";
import { hourMs, minuteMs } from "../../contracts/kernel/milliseconds";
import { minutesText } from "../../contracts/timebank/minutes";
import { memberIdOf } from "../../cloudfunctions/features/timebank/shared/members.repository";
import type { MemberDocument, ShiftDocument } from "../../cloudfunctions/features/timebank/shared/documents";
import { branch, communityId, everyTime, idOf, leader, mother, neighbours, type Stage, startStage, teacher, wife } from "./storyStage";

jest.setTimeout(600_000);

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());

/** What the whole of it comes to; each chapter adds its own. */
const sum = { saved: 0, paid: 0 };
let tutoring = "";
let roster = "";

/** Comes with the code that the recipient's phone shows, and leaves by a tap. */
async function serves(openid: string, shift: ShiftDocument, shownBy: string, { outLate = 0, inLate = -3 } = {}): Promise<string> {
  stage.moveTo(shift.fromAt + inLate * minuteMs);
  const { codes } = await stage.as(shownBy, "sessions.code", { needId: shift.needId });
  const { sessionId } = await stage.as(openid, "sessions.checkIn", { shiftId: shift._id, presence: { kind: "code", code: codes[0]!.digits } });
  stage.moveTo(shift.toAt + outLate * minuteMs);
  await stage.as(openid, "sessions.checkOut", { sessionId, leaving: { kind: "tap" } });
  return sessionId;
}
async function says(openid: string, sessionId: string, step: Parameters<typeof stage.as<"sessions.step">>[2]["step"]): Promise<void> {
  await stage.as(openid, "sessions.step", { sessionId, version: (await stage.session(sessionId)).version, step });
}
async function turns(openid: string, shift: ShiftDocument, action: "take" | "accept" | "refuse" | "giveBack"): Promise<void> {
  await stage.as(openid, "shifts.step", { shiftId: shift._id, version: (await stage.shift(shift._id)).version, step: { action } });
}

describe("a retired teacher", () => {
  test("a family of his own grid asks for a teacher, and the branch lets the community give the hours", async () => {
    stage.at("2026-11-23", "10:00");
    const story = await stage.as(mother, "needs.ask", {
      skill: "tutoring", words: "孩子三年级，应用题想请老师带一带。", place: { kind: "home" },
      schedule: { kind: "weekly", fromDay: "2026-11-23", weekday: 7, fromMinute: 19 * 60, minutes: 60, places: 1, weeks: 4 },
      child: { guardianCalled: "妈妈", guardianConsent: true, otherAdult: "外婆在家" },
    });
    tutoring = story.needId;
    expect(story.shifts.map(({ funding }) => funding)).toEqual(Array(4).fill("undecided"));
    expect((await stage.as(branch, "needs.step", { needId: tutoring, version: story.version, step: { action: "fund" } })).shifts.map(({ funding }) => funding)).toEqual(Array(4).fill("community"));
  });

  test("he applies; the branch, which checked him for helping children, asks him for this very need; he says yes", async () => {
    await stage.as(teacher, "members.apply", { skills: ["tutoring"], times: [{ weekday: 7, part: "evening" }], isMinor: false, partyMember: true });
    const memberId = memberIdOf(communityId, idOf(teacher));
    const [{ version }] = (await stage.product.documents<MemberDocument>("timeMembers", { _id: memberId })) as [MemberDocument];
    const { firstNeeds } = await stage.as(branch, "members.open", { memberId });
    expect(firstNeeds[0]).toMatchObject({ title: expect.stringContaining("辅导孩子") });
    await stage.as(branch, "members.decide", { memberId, version, decision: { kind: "approve", firstShiftId: firstNeeds[0]!.shiftId, childCheckPassed: true } });
    const { invited } = await stage.as(teacher, "timebank.open", {});
    expect(invited.map(({ shiftId }) => shiftId)).toEqual([firstNeeds[0]!.shiftId]);
    const [first, ...rest] = await stage.shifts(tutoring);
    await turns(teacher, first!, "accept");
    for (const shift of rest) await turns(teacher, shift, "take");
  });

  test("the paper book of former years comes in: a thousand hours, once", async () => {
    const lines = Array.from({ length: 250 }, (_, week) => `${stage.codeFor(teacher)},李老师,${addDays("2016-01-02", week * 14)},13:00,17:00,辅导孩子,周六读书会,小区图书室,老何`);
    expect(await stage.paper(lines)).toMatchObject({ outcome: "imported", fresh: { lines: 250, minutes: 60_000 }, listed: [], problems: [] });
    expect(await stage.paper(lines)).toMatchObject({ known: 250, fresh: { lines: 0 } });
    sum.saved += 60_000;
    expect(await stage.account(teacher)).toEqual({ available: 60_000, held: 0, posted: 60_000, honour: 60_000, openHolds: 0 });
  });

  test("he finds one in the book that was shorter; the branch cuts it, and both numbers stay to be read", async () => {
    const { items } = await stage.as(teacher, "records.list", {});
    const [{ sessionId }] = items as [(typeof items)[number]];
    await says(teacher, sessionId, { action: "dispute", reason: "timeWrong", words: "那天三点就散了。" });
    expect((await stage.as(branch, "bank.open", {})).counts.disputes).toBe(1);
    await says(branch, sessionId, { action: "decide", minutes: 120, words: "和老何对过，是两个小时。" });
    sum.saved -= 120;
    expect(await stage.account(teacher)).toMatchObject({ available: sum.saved, honour: sum.saved });
    expect((await stage.as(teacher, "records.list", {})).items[0]).toMatchObject({ fromPaper: true, timeText: "13:00–17:00", creditedText: "2 小时", correctedText: "已更正：4 小时 → 2 小时" });
  });

  test("Sunday after Sunday he comes, the family's phone shows the code, the mother confirms", async () => {
    const [first, second] = await stage.shifts(tutoring);
    for (const shift of [first!, second!]) {
      const sessionId = await serves(teacher, shift, mother, { outLate: 5 });
      await says(mother, sessionId, { action: "confirm" });
      expect(await stage.session(sessionId)).toMatchObject({ state: "settled", actualMinutes: 68, creditedMinutes: 60 });
      sum.saved += 60;
    }
    expect(await stage.account(teacher)).toMatchObject({ available: 60_000, honour: 60_000 });
  });

  test("he breaks a foot and gives back what he promised; it is offered again at once", async () => {
    stage.at("2026-12-10", "16:00");
    const [, , third, fourth] = await stage.shifts(tutoring);
    for (const shift of [third!, fourth!]) await turns(teacher, shift, "giveBack");
    const need = await stage.need(tutoring);
    expect([need.lacking, need.offeredTo.length > 0]).toEqual([2, true]);
    expect((await stage.as(mother, "needs.open", { needId: tutoring })).shifts.map(({ free }) => free)).toEqual([0, 0, 1, 1]);
  });
});

const days = 14;
const shiftMinutes = 120;
const first = "2026-12-14";

describe("his neighbours", () => {
  test("take part, each by an application that the branch looks at; his wife, too, established as family", async () => {
    for (const openid of [...neighbours, wife]) await stage.joins(openid, { skills: ["ward", "company"], times: everyTime });
    await stage.as(branch, "accounts.act", { accountCode: stage.codeFor(teacher), act: { act: "relate", accountCode: stage.codeFor(wife), relation: "spouse" } });
  });

  test("he asks for two weeks of four shifts a day, held against what he saved; his wife joins by his link", async () => {
    stage.at("2026-12-11", "09:00");
    const story = await stage.as(teacher, "needs.ask", {
      skill: "ward", words: "脚骨折住院，想请邻居轮流守一守。", place: { kind: "elsewhere", words: "区医院骨科病房" },
      schedule: { kind: "roster", fromDay: first, days, shifts: [8, 11, 14, 17].map((hours) => ({ fromMinute: hours * 60, minutes: shiftMinutes, places: 1 })) },
    });
    roster = story.needId;
    expect(story.shifts).toHaveLength(56);
    expect(new Set(story.shifts.map(({ funding }) => funding))).toEqual(new Set(["own"]));
    expect(await stage.account(teacher)).toEqual({ available: 60_000 - 56 * shiftMinutes, held: 56 * shiftMinutes, posted: 60_000, honour: 60_000, openHolds: 56 });
    await stage.as(wife, "needs.join", { needId: roster, token: story.familyToken! });
    expect((await stage.as(teacher, "needs.open", { needId: roster })).family).toEqual(["宋阿姨"]);
  });

  test("the leader has the whole roster proposed, each with its reason, and asks them; they say yes, one says no", async () => {
    const { version, proposals, unfilled } = await stage.as(leader, "needs.propose", { needId: roster });
    expect([proposals.length, unfilled.length]).toEqual([56, 0]);
    expect(proposals.every(({ why }) => why.length > 0)).toBe(true);
    // Nobody of the house is proposed, and nobody bears much more than another.
    const load = neighbours.map((openid) => proposals.filter(({ personId }) => personId === idOf(openid)).length);
    expect(load.reduce((all, one) => all + one, 0)).toBe(56);
    expect(Math.max(...load) - Math.min(...load)).toBeLessThanOrEqual(2);
    await stage.as(leader, "needs.step", { needId: roster, version, step: { action: "invite", assignments: proposals.map(({ shiftId, personId }) => ({ shiftId, personId })) } });
    const shifts = await stage.shifts(roster);
    expect(shifts.map(({ turns: all }) => all.map(({ state }) => state))).toEqual(Array(56).fill(["invited"]));
    for (const [number, shift] of shifts.entries()) await turns(whoHas(shift), shift, number === refused ? "refuse" : "accept");
    expect((await stage.need(roster)).lacking).toBe(1);
  });
});

const refused = 2;
const whoHas = (shift: ShiftDocument): string => neighbours.find((openid) => shift.turns.some((turn) => turn.personId === idOf(openid) && ["invited", "promised"].includes(turn.state)))!;
const whoElse = async (shift: ShiftDocument): Promise<string> => {
  for (const openid of neighbours) {
    const outcome = await stage.refused(openid, "shifts.step", { shiftId: shift._id, version: (await stage.shift(shift._id)).version, step: { action: "take" } });
    if (outcome === "ok") return openid;
    expect(["timeTaken", "actionNotOpen"]).toContain(outcome);
  }
  throw new Error("nobody was free");
};

/** What becomes of those shifts that are no ordinary ones; `paid` in minutes. */
interface Plot {
  paid: number;
  givenBack?: "refilled" | "left";
  nobodyComes?: true;
  outLate?: number;
  forgotten?: number;
  disputed?: number;
  silent?: true;
}
const plots: Record<number, Plot> = {
  2: { paid: 120, givenBack: "refilled" },
  5: { paid: 120, givenBack: "refilled" },
  9: { paid: 0, nobodyComes: true },
  13: { paid: 78, outLate: -45 },
  17: { paid: 90, forgotten: 90 },
  22: { paid: 0, givenBack: "left" },
  28: { paid: 120, outLate: 20 },
  30: { paid: 60, disputed: 60 },
  33: { paid: 0, nobodyComes: true },
  40: { paid: 113, outLate: -10 },
  44: { paid: 120, silent: true },
};

describe("two weeks at the ward", () => {
  const open: { sessionId: string; number: number }[] = [];
  const confirmer = (number: number): string => (number % 3 === 0 ? wife : teacher);

  async function playShift(number: number, shift: ShiftDocument): Promise<void> {
    const plot = plots[number] ?? { paid: shiftMinutes };
    let comes = whoHas(shift);
    if (plot.givenBack) {
      stage.moveTo(shift.fromAt - 5 * hourMs);
      if (number !== refused) await turns(comes, shift, "giveBack");
      await stage.rounds();
      expect((await stage.shift(shift._id)).turns.filter(({ state }) => state === "promised")).toEqual([]);
      if (plot.givenBack === "left") return;
      comes = await whoElse(await stage.shift(shift._id));
    }
    if (plot.nobodyComes) return;
    if (plot.forgotten !== undefined) return void (await forgets(comes, shift, number, plot.forgotten));
    // Who leaves before the end came three minutes early: to the minute is from the one moment to the other.
    const sessionId = await serves(comes, shift, confirmer(number), { outLate: plot.outLate ?? 0 });
    if (plot.silent) return void open.push({ sessionId, number });
    if (plot.disputed !== undefined) return disputes(sessionId, plot.disputed);
    await says(confirmer(number), sessionId, { action: "confirm" });
    expect(await stage.session(sessionId)).toMatchObject({ state: "settled", creditedMinutes: plot.paid });
  }

  async function forgets(openid: string, shift: ShiftDocument, number: number, minutes: number): Promise<void> {
    stage.moveTo(shift.fromAt);
    const { codes } = await stage.as(teacher, "sessions.code", { needId: roster });
    const { sessionId } = await stage.as(openid, "sessions.checkIn", { shiftId: shift._id, presence: { kind: "code", code: codes[0]!.digits } });
    stage.moveTo(shift.toAt + 61 * minuteMs);
    await stage.rounds();
    expect(await stage.session(sessionId)).toMatchObject({ state: "served", forgotten: true, actualMinutes: shiftMinutes });
    await says(openid, sessionId, { action: "sayEnd", minutes });
    await says(confirmer(number), sessionId, { action: "confirm" });
    expect(await stage.session(sessionId)).toMatchObject({ state: "settled", creditedMinutes: minutes });
  }

  async function disputes(sessionId: string, minutes: number): Promise<void> {
    await says(teacher, sessionId, { action: "confirm", minutes });
    expect((await stage.session(sessionId)).state).toBe("disputed");
    await says(branch, sessionId, { action: "decide", minutes, words: "两边都问过，中间去办了别的事。" });
    const decided = await stage.session(sessionId);
    expect(decided).toMatchObject({ state: "settled", creditedMinutes: minutes, actualMinutes: 123 });
    expect(decided.events.map(({ what }) => what)).toEqual(["checkIn", "checkOut", "dispute", "decide", "settle"]);
  }

  test("day after day: most are kept, some fall out, some end early, one is argued about", async () => {
    for (const [number, shift] of (await stage.shifts(roster)).entries()) {
      await playShift(number, shift);
      await stage.rounds();
      sum.paid += (plots[number] ?? { paid: shiftMinutes }).paid;
    }
    await stage.isSound();
  });

  test("over one of them nobody says a word: the leader is asked, and confirms", async () => {
    const [{ sessionId }] = open as [(typeof open)[number]];
    stage.at("2026-12-28", "10:00");
    await stage.rounds(2);
    expect(await stage.session(sessionId)).toMatchObject({ state: "unconfirmed" });
    await says(leader, sessionId, { action: "confirm" });
    expect(await stage.session(sessionId)).toMatchObject({ state: "settled", creditedMinutes: 120 });
  });

  test("at the end what was served is paid, the rest is his again, to the minute, and the books fold", async () => {
    await stage.rounds(2);
    expect(await stage.need(roster)).toMatchObject({ state: "ended" });
    expect(sum).toEqual({ saved: 60_000, paid: 45 * shiftMinutes + 120 + 120 + 78 + 90 + 120 + 60 + 113 + 120 });
    expect(await stage.account(teacher)).toEqual({ available: sum.saved - sum.paid, held: 0, posted: sum.saved - sum.paid, honour: sum.saved, openHolds: 0 });
    const earned = await Promise.all(neighbours.map(async (openid) => (await stage.account(openid)).posted));
    expect(earned.reduce((all, one) => all + one, 0)).toBe(sum.paid);
    expect((await stage.as(teacher, "timebank.open", {})).hours).toMatchObject({ availableMinutes: sum.saved - sum.paid, heldMinutes: 0, honourMinutes: sum.saved });
    await stage.isSound();
  });

  test("statement, record and certificate tell of the same hours", async () => {
    stage.at("2027-01-04", "09:00");
    const statement = await stage.as(teacher, "statements.open", { month: "2026-12" });
    expect(statement).toMatchObject({ closingText: minutesText(sum.saved - sum.paid), honourText: minutesText(sum.saved), seal: expect.any(String) });
    const services = statement.lines.filter(({ minutes }) => minutes < 0);
    expect(services.reduce((all, { minutes }) => all - minutes, 0)).toBe(sum.paid);
    const { totalText, items } = await stage.as(teacher, "records.list", {});
    expect(totalText).toBe(`一共 252 次，记了 ${minutesText(sum.saved)}`);
    expect(items.map(({ fromPaper }) => fromPaper).slice(0, 3)).toEqual([false, false, true]);
    const certificate = await stage.as(teacher, "certificates.issue", { fromDay: "2016-01-01", toDay: "2026-12-31", show: { name: true, content: true, places: false } });
    expect(certificate).toMatchObject({ hoursText: minutesText(sum.saved), sessions: 252 });
    const checked = await stage.as("o-a-stranger", "certificates.check", { number: certificate.number });
    expect(checked).toMatchObject({ holder: certificate.holder, hoursText: certificate.hoursText, mine: false, places: [] });
    await stage.isSound();
  });
});
