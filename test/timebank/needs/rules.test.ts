/** The rules of a need without a database: who is what in it, who sees where and whom, who is told, where offering begins. */
import { lastTime, withDerived } from "../../../cloudfunctions/features/timebank/needs/derived";
import { nearestMembers } from "../../../cloudfunctions/features/timebank/needs/nearest";
import { mayAskAgain, mayHelp, type NeedViewer, partsOf } from "../../../cloudfunctions/features/timebank/needs/parts";
import { storyOf, turnCardOf } from "../../../cloudfunctions/features/timebank/needs/story";
import { turnTellings } from "../../../cloudfunctions/features/timebank/needs/turns";
import type { MemberDocument, NeedDocument, ShiftDocument, Turn } from "../../../cloudfunctions/features/timebank/shared/documents";
import { dayMs, hourMs } from "../../../contracts/kernel/milliseconds";
import { defaultSettings as settings } from "../../../contracts/timebank/settings";
import { activePosts } from "../../../cloudfunctions/platform/actor";
import { mondayMorning, organisation as organisationOf, type StaffCode, staffIdOf, stateOf } from "../../support/communities";

const organisation = organisationOf("wtl", "梧桐里社区");
const [fromAt, toAt] = [mondayMorning, mondayMorning + hourMs];

const needWith = (rest: Partial<NeedDocument> = {}): NeedDocument => ({
  _id: "n1", schemaVersion: 1, version: 1, communityId: "wtl", storyVersion: 1, payloadHash: "", state: "open", open: true, askerId: "helped", recipientId: "helped", proxies: ["daughter"],
  people: ["helped", "daughter"], ownHours: true, familyToken: "", codeSecret: "", skill: "company", words: "陪我说说话。", gridCode: "g1", stationCode: "east", place: { text: "1 栋 1 单元 402" },
  schedule: { kind: "once", day: "2026-11-23", fromMinute: 600, minutes: 60, places: 1 }, stage: "grid", stageAt: fromAt - hourMs, offeredTo: [], attention: [], lacking: 0, nextAt: fromAt,
  createdAt: fromAt - hourMs, events: [], effects: [], ...rest,
});
const turn = (rest: Partial<Turn> = {}): Turn => ({ place: 0, personId: "volunteer", state: "promised", at: fromAt - hourMs, ...rest });
const shiftWith = (turns: Turn[], rest: Partial<ShiftDocument> = {}): ShiftDocument => ({
  _id: "n1:0", schemaVersion: 1, version: 1, communityId: "wtl", needId: "n1", gridCode: "g1", stationCode: "east", skill: "company", child: false, fromAt, toAt, places: 1, funding: "own",
  holds: ["h"], cancelled: false, turns, people: [], effects: [], ...rest,
});
const viewer = (personId: string, rest: Partial<NeedViewer> = {}): NeedViewer => ({
  communityId: "wtl", personId, ids: [personId], posts: [], at: fromAt, family: [], gridCode: "g1", stationCode: "east", ...rest,
});
const postsOf = (code: StaffCode) => activePosts(organisation, staffIdOf("wtl", code), "2026-11-23");

describe("the exact place and the name are shown to who promised, until the shift is over", () => {
  const called = () => "陈阿姨";
  const seen = (one: Turn, at: number, rest: Partial<ShiftDocument> = {}) => {
    const [need, shift, looking] = [needWith(), shiftWith([one], rest), { viewer: viewer("volunteer", { at }), organisation, settings }];
    return JSON.stringify([storyOf(need, [shift], { ...looking, parts: [], called }), turnCardOf(need, shift, looking)]);
  };
  test.each<[string, Turn, number, Partial<ShiftDocument>, boolean]>([
    ["before it", turn(), fromAt - 1, {}, true],
    ["to its last minute", turn({ state: "inProgress" }), toAt - 1, {}, true],
    ["not at its end, though the need goes on", turn({ state: "inProgress" }), toAt, {}, false],
    ["not to who never came", turn(), toAt, {}, false],
    ["not to who was only asked", turn({ state: "invited" }), fromAt - 1, {}, false],
    ["not to who gave it back", turn({ state: "givenBack" }), fromAt - 1, {}, false],
    ["not once it is cancelled", turn(), fromAt - 1, { cancelled: true }, false],
  ])("%s", (_name, one, at, rest, shown) => {
    const text = seen(one, at, rest);
    expect([text.includes("1 单元 402"), text.includes("陈阿姨")]).toEqual([shown, shown]);
  });
});

describe("who asks for a neighbour by his post goes on arranging it", () => {
  const forNeighbour = needWith({ recipientId: "helped", askerId: "asker", proxies: ["asker", "joined"], onBehalf: { called: "张奶奶", consentAt: 0 } });
  test.each<[string, NeedDocument, NeedViewer, string[]]>([
    ["the leader who asked", forNeighbour, viewer("asker", { posts: postsOf("leader1") }), ["proxy", "leader"]],
    ["a member of the branch who asked leaves deciding to others", forNeighbour, viewer("asker", { posts: postsOf("memberEast") }), ["proxy", "leader"]],
    ["not who asked without a post there", forNeighbour, viewer("asker", { posts: postsOf("leader3") }), ["proxy"]],
    ["not a leader who joined as family", forNeighbour, viewer("joined", { posts: postsOf("leader1") }), ["proxy"]],
    ["not for his own family", forNeighbour, viewer("asker", { posts: postsOf("leader1"), family: ["helped"] }), ["proxy"]],
    ["not where it is not on another's behalf", needWith({ askerId: "daughter" }), viewer("daughter", { posts: postsOf("leader1") }), ["proxy"]],
  ])("%s", (_name, need, one, expected) => expect(partsOf(need, one)).toEqual(expected));
});

describe("who may be asked to help, whoever asks: a leader, the offer it answers, the clock for the Party members", () => {
  const child = needWith({ child: { guardianCalled: "陈女士", otherAdult: "外婆在家", consentAt: 0 } });
  const member = (rest: Partial<MemberDocument> = {}): MemberDocument => ({
    _id: "m1", schemaVersion: 1, version: 1, communityId: "wtl", personId: "volunteer", state: "active", gridCode: "g1", stationCode: "east", skills: ["company"], times: [],
    isMinor: false, partyMember: true, family: [], appliedAt: 0, effects: [], done: [], ...rest,
  });
  const kin = (personId: string): MemberDocument["family"] => [{ personId, relation: "child", by: "x", at: 0 }];
  test.each<[string, NeedDocument, MemberDocument | undefined, boolean]>([
    ["who takes part", needWith(), member(), true],
    ["not who is no member", needWith(), undefined, false],
    ["not who has left", needWith(), member({ state: "left" }), false],
    ["not who was declined", needWith(), member({ state: "declined" }), false],
    ["not who has only applied", needWith(), member({ state: "applied" }), false],
    ["not for himself", needWith(), member({ personId: "helped" }), false],
    ["not for whom he acts", needWith(), member({ personId: "daughter" }), false],
    ["not for his family", needWith(), member({ family: kin("helped") }), false],
    ["nor for whom his family acts", needWith(), member({ family: kin("daughter") }), false],
    ["with a child, who was checked", child, member({ childCheckAt: 0 }), true],
    ["with a child, nobody who was not", child, member(), false],
    ["nor who has left since he was", child, member({ state: "left", childCheckAt: 0 }), false],
  ])("%s", (_name, need, one, expected) => expect(mayHelp(need, one)).toBe(expected));
});

describe("asked again", () => {
  test.each<[NeedDocument["state"], boolean]>([["open", false], ["ended", true], ["withdrawn", true], ["notTaken", false]])("%s", (state, expected) => {
    const need = needWith({ state, open: state === "open" });
    expect([mayAskAgain(need, ["recipient"]), mayAskAgain(need, ["proxy"])]).toEqual([expected, expected]);
    expect([mayAskAgain(need, ["leader"]), mayAskAgain(need, ["branch"]), mayAskAgain(need, [])]).toEqual([false, false, false]);
  });
});

describe("who is told that somebody comes, or doesn't", () => {
  const leader = staffIdOf("wtl", "leader1");
  const told = (action: Parameters<typeof turnTellings>[1], need = needWith()) => turnTellings(shiftWith([turn()]), action, { need, settings, organisation, state: stateOf(organisation), at: fromAt - hourMs }).flatMap(({ to }) => to);
  const { recipientId: _nobody, ...withoutAccount } = needWith();
  test.each([
    ["take", ["helped"], ["daughter"]],
    ["accept", ["helped"], ["daughter"]],
    ["giveBack", ["helped", leader], ["daughter", leader]],
    // Nobody counted on whoever was only asked.
    ["refuse", [leader], [leader]],
  ] as const)("%s", (action, ofHelped, ofProxies) => {
    expect(told(action)).toEqual(ofHelped);
    expect(told(action, withoutAccount)).toEqual(ofProxies);
  });
});

describe("the last of a weekly need's times", () => {
  const fromDay = "2026-11-23";
  const weekly: NeedDocument["schedule"] = { kind: "weekly", fromDay, weekday: 1, fromMinute: 600, minutes: 60, places: 1, weeks: 3 };
  const times = [0, 7, 14].map((days) => shiftWith([], { _id: `n1:${days}`, fromAt: fromAt + days * dayMs, toAt: toAt + days * dayMs }));
  const told = (need: Partial<NeedDocument>, shifts = times) => {
    const last = lastTime(needWith(need), shifts);
    return last && [last.shift._id, (last.tellAt - fromAt) / dayMs];
  };
  test("is said six days before it, whichever is the last that stands", () => {
    expect(told({ schedule: weekly })).toEqual(["n1:14", 8]);
    expect(told({ schedule: weekly }, [...times.slice(0, 2), { ...times[2]!, cancelled: true }])).toEqual(["n1:7", 1]);
  });
  test("is not said twice, nor of a single time, nor of what is no series of weeks", () => {
    expect(told({ schedule: weekly, lastTimeTold: true })).toBeUndefined();
    expect(told({ schedule: weekly }, times.slice(0, 1))).toBeUndefined();
    expect(told({ schedule: weekly }, times.map((shift, n) => ({ ...shift, cancelled: n > 0 })))).toBeUndefined();
    expect(told({ schedule: { kind: "roster", fromDay, days: 3, shifts: [{ fromMinute: 600, minutes: 60, places: 1 }] } })).toBeUndefined();
    expect(told({})).toBeUndefined();
  });
});

describe("given back after everybody had been found", () => {
  const shift = shiftWith([turn({ state: "givenBack" })], { fromAt: mondayMorning + 1_000 * hourMs, toAt: mondayMorning + 1_001 * hourMs });
  const stageAfter = (hours: number, lacking = 0) => {
    const { stage, stageAt } = withDerived(needWith({ stage: "station", stageAt: mondayMorning, lacking }), [shift], settings.service, mondayMorning + hours * hourMs);
    return [stage, (stageAt - mondayMorning) / hourMs];
  };
  test("soon after, whoever was asked may still see it: the stage goes on", () => {
    expect(stageAfter(1)).toEqual(["station", 0]);
    expect(stageAfter(13)).toEqual(["partyMembers", 12]);
    expect(stageAfter(48)).toEqual(["community", 24]);
  });
  test("longer ago than four stages, it begins with the grid", () => expect(stageAfter(48.01)).toEqual(["grid", 48.01]));
  test("what still lacked people goes on where it is, however long", () => expect(stageAfter(100, 1)).toEqual(["community", 24]));
});

test("of those who could help the own grid's come first, then the station's, then everybody else", async () => {
  const member = (personId: string, gridCode: string) => ({ personId, gridCode }) as MemberDocument;
  const rings = { station: [member("next door", "g2"), member("here", "g1")], elsewhere: [member("far", "g3")] };
  const nearest = async (most: number) => (await nearestMembers({ gridCode: "g1" }, most, () => true, (ring) => Promise.resolve(rings[ring]))).map(({ personId }) => personId);
  expect(await nearest(3)).toEqual(["here", "next door", "far"]);
  expect(await nearest(1)).toEqual(["here"]);
});
