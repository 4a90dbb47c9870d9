import { hourMs } from "../../../contracts/kernel/milliseconds";
import { defaultSettings } from "../../../contracts/timebank/settings";
import { withDerived } from "../../../cloudfunctions/features/timebank/needs/derived";
import { eventText, isLate, needHeadline, turnStateText } from "../../../cloudfunctions/features/timebank/needs/headline";
import { lackWords } from "../../../contracts/timebank/places";
import { lackOf } from "../../../cloudfunctions/features/timebank/needs/places";
import { lackText, ownWords } from "../../../cloudfunctions/features/timebank/needs/words";
import type { NeedDocument, ShiftDocument, Turn } from "../../../cloudfunctions/features/timebank/shared/documents";
import { mondayMorning } from "../../support/communities";

const at = mondayMorning;
const { service } = defaultSettings;
const shift = (fromHours: number, turns: Turn[] = [], places = 1): ShiftDocument =>
  ({ fromAt: at + fromHours * hourMs, toAt: at + (fromHours + 2) * hourMs, places, turns, cancelled: false, funding: "own", holds: [] }) as unknown as ShiftDocument;
const turn = (personId: string, state: Turn["state"]): Turn => ({ personId, state, at, place: 0 });
const need = (rest: Partial<NeedDocument> = {}): NeedDocument =>
  ({ state: "open", open: true, lacking: 0, attention: [], events: [], stage: "grid", stageAt: at, gridCode: "g1", stationCode: "east", schedule: { kind: "roster" }, ...rest }) as unknown as NeedDocument;

test("who was asked and has not answered fills no place", () => {
  const shifts = [shift(1, [turn("a", "invited")]), shift(4), shift(8, [turn("b", "promised")])];
  const known = withDerived(need(), shifts, service, at);
  expect(known).toMatchObject({ lacking: 1, missing: 2, invitedCount: 1 });
  expect(lackText(known)).toBe("还有 2 个空位，邀请了 1 位，等答复");
  expect(needHeadline(known, shifts, "staff", { at, personId: "head" }, service).title).toBe("还有 2 个空位，邀请了 1 位，等答复");
  const all = withDerived(need(), shifts.slice(0, 1), service, at);
  expect([lackText(all), needHeadline(all, shifts, "recipient", { at, personId: "r" }, service)]).toMatchObject(["还缺 1 人，邀请了 1 位，等答复", { tone: "waiting" }]);
  expect([lackWords({ missing: 1, invited: 0 }), lackText(withDerived(need(), shifts.slice(2), service, at))]).toEqual(["还缺 1 人", "都有人了"]);
});

test("somebody who is to answer for several times is one person, and what waits for the branch is said apart", () => {
  const undecided = { ...shift(12), funding: "undecided" } as ShiftDocument;
  const shifts = [shift(1, [turn("a", "invited")]), shift(4, [turn("a", "invited"), turn("b", "promised")], 3), shift(8), undecided];
  const known = withDerived(need(), shifts, service, at);
  expect(lackText(known)).toBe("还有 4 个空位，邀请了 1 位，等答复");
  expect(shifts.map((one) => lackOf([one], at).missing)).toEqual([1, 2, 1, 0]);
  expect(lackOf([shift(-1)], at)).toEqual({ missing: 0, invited: 0 });
});

test("who comes next is known whatever a series still lacks: promised or there, until it is over", () => {
  const shifts = [shift(-3, [turn("a", "served")]), shift(-1, [turn("b", "inProgress")]), shift(4), shift(8, [turn("c", "promised")])];
  expect(withDerived(need(), shifts, service, at).coming).toEqual({ fromAt: at - hourMs, toAt: at + hourMs });
  expect(withDerived(need(), shifts.slice(2), service, at).coming).toMatchObject({ fromAt: at + 8 * hourMs });
  expect(withDerived(need({ coming: { fromAt: at, toAt: at + hourMs } }), [shift(4)], service, at)).not.toHaveProperty("coming");
});

test("who has a turn reads of his own first; what others lack is the next gap", () => {
  const shifts = [shift(1, [turn("a", "promised")]), shift(4, [turn("b", "promised")]), shift(8)];
  const known = withDerived(need(), shifts, service, at);
  const read = (personId: string) => needHeadline(known, shifts, "volunteer", { at, personId }, service);
  expect(read("b")).toMatchObject({ title: expect.stringMatching(/^您答应了：今天 /), tone: "good" });
  expect(read("c")).toMatchObject({ title: "还缺人手，您方便吗？", detail: expect.stringMatching(/^最早缺人的：/) });
  expect(read("c").detail).not.toBe(needHeadline(known, shifts, "recipient", { at, personId: "r" }, service).detail);
  const both = [shift(1, [turn("b", "invited")]), shift(4, [turn("b", "promised")])];
  expect(needHeadline(known, both, "volunteer", { at, personId: "b" }, service).title).toMatch(/^您答应了/);
});

test("whoever promised and isn't there when it has begun is said to be so", () => {
  const begun = shift(-1, [turn("a", "promised")]);
  const [he] = begun.turns as [Turn];
  expect([isLate(he, begun, at), isLate(he, shift(1), at), isLate(turn("a", "inProgress"), begun, at)]).toEqual([true, false, false]);
  expect([turnStateText(he, at, true, false, true), turnStateText(he, at, true)]).toEqual(["还没有签到", "答应来"]);
});

test("what nobody took did not simply end", () => {
  const unmet = need({ state: "ended", open: false, unmet: true });
  expect(needHeadline(unmet, [], "recipient", { at, personId: "r" }, service)).toEqual({ title: "没有找到人帮忙", detail: "很抱歉。还需要的话，打站里电话，或者再请一次", tone: "plain" });
  expect(eventText({ id: "e", at, by: "clock", what: "end" }, unmet, () => "", { ids: [] })).toContain("没有找到人");
});

test("who wrote nothing about it has not written the name of what he chose", () => {
  expect([ownWords({ words: "陪聊天散步" }, "陪聊天散步"), ownWords({ words: "慢一点就好" }, "陪聊天散步")]).toEqual(["", "慢一点就好"]);
});
