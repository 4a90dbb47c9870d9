/** A time that comes near and that nobody took is said, to who waits for it and to who arranges, once. */
import { addDays, instantOf } from "../../../contracts/kernel/day";
import { hourMs } from "../../../contracts/kernel/milliseconds";
import { defaultSettings } from "../../../contracts/timebank/settings";
import { answerBy } from "../../../cloudfunctions/features/timebank/needs/answerBy";
import { withDerived } from "../../../cloudfunctions/features/timebank/needs/derived";
import { needHeadline } from "../../../cloudfunctions/features/timebank/needs/headline";
import { isUnfilled } from "../../../cloudfunctions/features/timebank/needs/places";
import { nobodyCame, unfilledTellAt } from "../../../cloudfunctions/features/timebank/needs/unfilled";
import type { NeedDocument, ShiftDocument, Turn } from "../../../cloudfunctions/features/timebank/shared/documents";
import { staffIdOf } from "../../support/communities";
import { dataOf } from "../../support/product";
import { aNeed, day, eachInItsOwnWeek, idOf, inboxOf, moveTo, once, product, tick, who } from "./support";

const shift = (local: string, turns: Turn[] = [], places = 1): ShiftDocument =>
  ({ _id: local, fromAt: Date.parse(`${local}+08:00`), toAt: Date.parse(`${local}+08:00`) + 2 * hourMs, places, turns, cancelled: false, funding: "own", holds: [] }) as unknown as ShiftDocument;
const turn = (state: Turn["state"], local = "2026-11-20T08:00"): Turn => ({ personId: "a", state, at: Date.parse(`${local}+08:00`), place: 0 });
const need = (rest: Partial<NeedDocument> = {}): NeedDocument =>
  ({ _id: "n", state: "open", open: true, lacking: 1, attention: [], events: [], stage: "grid", stageAt: instantOf("2026-11-20"), createdAt: instantOf("2026-11-20"), gridCode: "g1", stationCode: "east", schedule: { kind: "roster" }, ...rest }) as unknown as NeedDocument;
const { service } = defaultSettings;

describe("when it is said", () => {
  const saidAt = (asked: string, begins: string, turns: Turn[] = []) => new Date(unfilledTellAt({ createdAt: Date.parse(`${asked}+08:00`) }, shift(begins, turns)) + 8 * hourMs).toISOString().slice(0, 16);

  test("on the evening before; what came free later is asked around first, for three hours or half of what is left", () => {
    expect(saidAt("2026-11-20T08:00", "2026-11-25T14:00")).toBe("2026-11-24T18:00");
    expect(saidAt("2026-11-20T08:00", "2026-11-25T02:00")).toBe("2026-11-24T18:00");
    expect(saidAt("2026-11-24T17:00", "2026-11-25T14:00")).toBe("2026-11-24T20:00");
    expect(saidAt("2026-11-25T10:00", "2026-11-25T14:00")).toBe("2026-11-25T12:00");
    expect(saidAt("2026-11-20T08:00", "2026-11-25T14:00", [turn("givenBack", "2026-11-25T08:00")])).toBe("2026-11-25T11:00");
    expect(saidAt("2026-11-20T08:00", "2026-11-25T14:00", [turn("refused", "2026-11-25T08:00")])).toBe("2026-11-24T18:00");
  });

  test("who was asked and hasn't answered promised nothing; one of two is not everybody", () => {
    const unfilled = (turns: Turn[], places = 1) => isUnfilled({ turns, places });
    expect([unfilled([]), unfilled([turn("invited")]), unfilled([turn("promised")], 2), unfilled([turn("promised")]), unfilled([turn("inProgress")])]).toEqual([true, true, true, false, false]);
  });

  test("the clock comes for it before the stage ends and the shift begins, and rests once it is told", () => {
    const near = shift("2026-11-25T14:00", [turn("invited")]);
    const [at, evening] = [instantOf("2026-11-23"), instantOf("2026-11-24", 18 * 60)];
    expect(withDerived(need(), [near], service, at)).toMatchObject({ nextCheckAt: evening, waits: ["answer:a"] });
    expect(withDerived(need({ unfilledTold: [near._id] }), [near], service, evening)).toMatchObject({ nextCheckAt: near.fromAt, waits: ["answer:a", "day:2026-11-25"] });
    expect(withDerived(need({ unfilledTold: [near._id] }), [{ ...near, turns: [turn("promised")] }], service, evening).waits).toEqual([]);
  });
});

test("who is asked has his hours, at most half of what is left, and an hour where there is one", () => {
  const hoursFor = (left: number): number => answerBy(left * hourMs, 0, 24) / hourMs;
  expect([100, 48, 40, 4, 1.5, 0.5, 0].map(hoursFor)).toEqual([24, 24, 20, 2, 1, 0.5, 0]);
});

describe("the headline", () => {
  const shifts = [shift("2026-11-24T14:00"), shift("2026-11-24T16:00", [turn("missed")]), shift("2026-11-23T14:00", [turn("served")]), shift("2026-11-25T14:00"), shift("2026-11-26T14:00")];
  const read = (clock: string, side: "recipient" | "staff" | "volunteer" = "recipient") => needHeadline(need(), shifts, side, { at: Date.parse(`${clock}+08:00`), personId: "r" }, service);

  test("goes on asking until the evening before, then says that nobody comes and what to do", () => {
    expect(read("2026-11-24T10:00")).toMatchObject({ title: "今天 14:00–16:00 还没有人答应来", tone: "urgent" });
    expect(read("2026-11-24T17:00").detail).toBe("过去有 1 班没有人来。正在问邻居。下一次：明天 14:00–16:00，人还没有找齐");
    expect(read("2026-11-24T18:30")).toEqual({ title: "明天 14:00–16:00 还没有人答应来", detail: "过去有 2 班没有人来。我们还在问邻居。请先另想办法，着急请打站里电话", tone: "urgent" });
    expect([read("2026-11-24T18:30", "staff").detail, read("2026-11-24T18:30", "volunteer").detail]).toEqual(["过去有 2 班没有人来。最早缺人的：明天 14:00–16:00", "最早缺人的：明天 14:00–16:00"]);
  });

  test("of two one found is not nobody; undecided, no neighbour is being asked", () => {
    const at = instantOf("2026-11-24", 18 * 60);
    const about = (one: ShiftDocument) => needHeadline(need(), [one], "recipient", { at, personId: "r" }, service);
    expect(about(shift("2026-11-25T14:00", [turn("promised")], 2)).title).toBe("明天 14:00–16:00 人还没有找齐");
    expect(about({ ...shift("2026-11-25T14:00"), funding: "undecided" }).detail).toBe("党支部还没有定时间从哪里出。请先另想办法，着急请打站里电话");
    expect(about(shift("2026-11-25T14:00", [turn("promised")])).title).not.toContain("还没有");
  });

  test("over, it does not only thank", () => {
    const ended = needHeadline(need({ state: "ended", open: false }), shifts, "recipient", { at: instantOf("2026-11-30"), personId: "r" }, service);
    expect(ended.detail).toBe("过去有 4 班没有人来。谢谢每一位帮忙的邻居");
    expect([nobodyCame(shifts, instantOf("2026-11-30")), nobodyCame([{ ...shifts[0]!, cancelled: true }], instantOf("2026-11-30"))]).toEqual([4, 0]);
  });
});

describe("by the clock", () => {
  eachInItsOwnWeek();

  const toldOf = async (to: string, needId: string) => (await inboxOf(product, to)).filter((one) => one.needId === needId && /还没有人答应来|人还没有找齐/.test(one.text));
  const clock = async (local: string): Promise<void> => {
    moveTo(product, local);
    await Promise.all([tick(product), tick(product)]);
  };
  const head = staffIdOf("wtl", "headEast");
  const dateOf = (date: string) => `${Number(date.slice(5, 7))}月${Number(date.slice(8))}日`;

  test("once a day for all of its shifts, to who waits and to who arranges; not for the ones that somebody takes", async () => {
    const shifts = [480, 840, 1080].map((fromMinute) => ({ fromMinute, minutes: 120, places: 1 }));
    const need = await aNeed(product, { schedule: { kind: "roster", fromDay: day, days: 2, shifts } });
    dataOf(await need.turn(who.near, "take", 1));
    await clock(`${addDays(day, -1)}T17:59`);
    expect(await toldOf(idOf(who.recipient), need.needId)).toEqual([]);
    await clock(`${addDays(day, -1)}T18:00`);
    await clock(`${addDays(day, -1)}T18:05`);
    expect(await toldOf(idOf(who.recipient), need.needId)).toMatchObject([{ text: expect.stringContaining(`${dateOf(day)} 周三 08:00–10:00、18:00–20:00 还没有人答应来，我们还在问邻居。请先另想办法，着急请打站里电话`), todo: false }]);
    for (const to of [staffIdOf("wtl", "leader1"), head]) expect(await toldOf(to, need.needId)).toMatchObject([{ todo: true, link: "bank", waitsFor: { in: "timeNeeds", id: need.needId, what: `day:${day}` } }]);
    expect((await need.document()).waits).toContain(`day:${day}`);
    expect(await need.story(who.recipient)).toMatchObject({ headline: { title: "明天 08:00–10:00 还没有人答应来", tone: "urgent" } });
    dataOf(await need.turn(who.near, "take", 2));
    await clock(`${day}T08:01`);
    expect((await need.document()).waits).not.toContain(`day:${day}`);
    await clock(`${day}T18:01`);
    expect(await toldOf(idOf(who.recipient), need.needId)).toHaveLength(2);
    expect((await toldOf(head, need.needId)).at(-1)).toMatchObject({ text: expect.stringContaining("08:00–10:00、14:00–16:00、18:00–20:00 还没有人答应来") });
    // One that nobody took, and one to which he who promised did not come.
    expect((await need.story(who.recipient)).headline.detail).toMatch(/^过去有 2 班没有人来。/);
  });

  test("not when somebody comes, not after it began, and of an invitation without an answer all the same", async () => {
    const [taken, late, invited] = [await aNeed(product, { schedule: once(day) }), await aNeed(product, { schedule: once(addDays(day, 1)) }), await aNeed(product, { schedule: once(addDays(day, 3)) })];
    dataOf(await taken.turn(who.near, "take"));
    await clock(`${day}T12:00`);
    moveTo(product, `${addDays(day, 1)}T19:30`);
    await tick(product);
    expect([await toldOf(idOf(who.recipient), taken.needId), await toldOf(idOf(who.recipient), late.needId)]).toEqual([[], []]);
    moveTo(product, `${addDays(day, 2)}T17:00`);
    dataOf(await invited.step(who.leader, { action: "invite", assignments: [{ shiftId: (await invited.shifts())[0]!._id, personId: idOf(who.near) }] }));
    await clock(`${addDays(day, 2)}T18:00`);
    expect(await toldOf(idOf(who.recipient), invited.needId)).toHaveLength(1);
  });
});
