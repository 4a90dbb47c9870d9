import fc from "fast-check";
import { dayOf, instantOf } from "../../../contracts/kernel/day";
import { dayMs, minuteMs } from "../../../contracts/kernel/milliseconds";
import { type Candidate, fillRoster, type RosterRules, type Slot } from "../../../cloudfunctions/features/timebank/needs/roster";
import type { ShiftDocument } from "../../../cloudfunctions/features/timebank/shared/documents";
import { openDatabase } from "../../../cloudfunctions/platform/database";
import { hasTime } from "../../../cloudfunctions/features/timebank/needs/propose";
import { codeOf, dataOf, type Product } from "../../support/product";
import { mondayMorning } from "../../support/communities";
import { addMember, addPerson, aNeed, fillPool, fortnight, idOf, once, save, startNeeds, who } from "./support";

const start = instantOf("2026-11-26");
const slot = (index: number, fromMinute: number, minutes: number, free = 1): Slot => {
  const fromAt = start + fromMinute * minuteMs;
  return { shiftId: `s${index}`, fromAt, toAt: fromAt + minutes * minuteMs, free, day: dayOf(fromAt) };
};
const candidate = (index: number, rest: Partial<Candidate> = {}): Candidate => ({ personId: `p${index}`, busy: [], load: 0, distance: 0, isFree: () => true, ...rest });
const rules: RosterRules = { restMs: 30 * minuteMs, dayMinutes: null };

/** Anything: times that touch or meet, nights into mornings, people who are busy or free by chance. */
const slots = fc.array(fc.record({ fromMinute: fc.integer({ min: 0, max: 4 * 1440 }), minutes: fc.integer({ min: 15, max: 720 }), free: fc.integer({ min: 1, max: 3 }) }), { maxLength: 14 })
  .map((all) => all.map(({ fromMinute, minutes, free }, index) => slot(index, fromMinute, minutes, free)));
const candidates = fc.array(
  fc.record({
    busy: fc.array(fc.record({ fromMinute: fc.integer({ min: -600, max: 4 * 1440 }), minutes: fc.integer({ min: 30, max: 600 }) }), { maxLength: 3 }),
    load: fc.nat(6), distance: fc.nat(2), mask: fc.nat(255),
  }),
  { maxLength: 7 },
).map((all) => all.map(({ busy, load, distance, mask }, index) => candidate(index, {
  busy: busy.map(({ fromMinute, minutes }) => ({ fromAt: start + fromMinute * minuteMs, toAt: start + (fromMinute + minutes) * minuteMs })),
  load, distance, isFree: ({ shiftId }) => ((mask >> (Number(shiftId.slice(1)) % 8)) & 1) === 1,
})));

describe("whatever is asked and whoever there is", () => {
  test("no place is filled twice, nobody is in two places or without rest, nobody when he can't", () => {
    fc.assert(
      fc.property(candidates, slots, fc.constantFrom(0, 30, 120), fc.constantFrom(null, 240), (people, all, restMinutes, dayMinutes) => {
        const filled = fillRoster(people, all, { restMs: restMinutes * minuteMs, dayMinutes });
        for (const { shiftId, free } of all) {
          const there = filled.filter((one) => one.shiftId === shiftId).map(({ personId }) => personId);
          expect(there.length).toBeLessThanOrEqual(free);
          expect(new Set(there).size).toBe(there.length);
        }
        for (const { personId, busy, isFree } of people) {
          const own = filled.filter((one) => one.personId === personId).map(({ shiftId }) => all.find((one) => one.shiftId === shiftId)!);
          for (const one of own) expect(isFree(one)).toBe(true);
          own.forEach((one, index) => {
            for (const other of [...own.slice(index + 1), ...busy]) {
              const apart = Math.max(one.fromAt - other.toAt, other.fromAt - one.toAt);
              expect(apart).toBeGreaterThanOrEqual(restMinutes * minuteMs);
            }
            if (dayMinutes !== null) {
              const thatDay = own.filter(({ day }) => day === one.day).reduce((sum, { fromAt, toAt }) => sum + (toAt - fromAt) / minuteMs, 0);
              expect(thatDay).toBeLessThanOrEqual(dayMinutes);
            }
          });
        }
      }),
      { numRuns: 300 },
    );
  });

  test("nothing that somebody could still take stays free", () => {
    fc.assert(
      fc.property(candidates, slots, (people, all) => {
        const filled = fillRoster(people, all, rules);
        for (const one of all) {
          const there = filled.filter(({ shiftId }) => shiftId === one.shiftId).map(({ personId }) => personId);
          if (there.length === one.free) continue;
          for (const { personId, busy, isFree } of people) {
            const own = filled.filter((taken) => taken.personId === personId).map(({ shiftId }) => all.find((other) => other.shiftId === shiftId)!);
            const couldStill = isFree(one) && !there.includes(personId) && [...own, ...busy].every((other) => Math.max(one.fromAt - other.toAt, other.fromAt - one.toAt) >= rules.restMs);
            expect(couldStill).toBe(false);
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  test("the same question has the same answer", () => {
    fc.assert(fc.property(candidates, slots, (people, all) => expect(fillRoster(people, all, rules)).toEqual(fillRoster(people, all, rules))), { numRuns: 50 });
  });
});

describe("who is asked", () => {
  const week = Array.from({ length: 7 }, (_, day) => slot(day, day * 1440 + 600, 120));
  const turnsOf = (filled: readonly { personId: string }[]) => [0, 1, 2, 3, 4, 5, 6].map((index) => filled.filter(({ personId }) => personId === `p${index}`).length);

  test("evenly: seven days among seven who are alike are one each", () => {
    expect(turnsOf(fillRoster(Array.from({ length: 7 }, (_, index) => candidate(index)), week, rules))).toEqual([1, 1, 1, 1, 1, 1, 1]);
  });
  test("whoever has promised much already comes last", () => {
    expect(turnsOf(fillRoster([candidate(0, { load: 5 }), candidate(1), candidate(2)], week.slice(0, 4), rules)).slice(0, 3)).toEqual([0, 2, 2]);
  });
  test("the neighbour before the one from afar, but not for everything", () => {
    expect(turnsOf(fillRoster([candidate(0, { distance: 2 }), candidate(1)], week.slice(0, 2), rules)).slice(0, 2)).toEqual([0, 2]);
    const [far, near] = turnsOf(fillRoster([candidate(0, { distance: 1 }), candidate(1)], week, rules));
    expect(near).toBeGreaterThan(far!);
    expect(far).toBeGreaterThan(0);
  });
  test("everybody once a day, a second time only where nobody else is left", () => {
    const day = [slot(0, 480, 120), slot(1, 720, 120), slot(2, 960, 120)];
    expect(turnsOf(fillRoster([candidate(0), candidate(1, { load: 9 }), candidate(2, { load: 9 })], day, rules)).slice(0, 3)).toEqual([1, 1, 1]);
    expect(turnsOf(fillRoster([candidate(0)], day, rules))[0]).toBe(3);
  });
  test("up to the day's bound to the minute, with what he has elsewhere that day", () => {
    const day = [slot(0, 480, 120), slot(1, 720, 120), slot(2, 1440 + 480, 120)];
    const most = (dayMinutes: number, busy: Candidate["busy"] = []) => fillRoster([candidate(0, { busy })], day, { ...rules, dayMinutes }).length;
    expect([most(240), most(239), most(120), most(119)]).toEqual([3, 2, 2, 0]);
    const elsewhere = slot(9, 1000, 60);
    expect([most(300, [elsewhere]), most(299, [elsewhere]), most(179, [elsewhere])]).toEqual([3, 2, 1]);
  });
  test("a night and the morning after it are not one person's", () => {
    expect(turnsOf(fillRoster([candidate(0)], [slot(0, 1320, 600), slot(1, 1440 + 480, 120)], rules))[0]).toBe(1);
  });
});

test.each([
  ["2026-11-25", 1140, 60, [{ weekday: 3, part: "evening" }], true],
  ["2026-11-25", 1140, 60, [{ weekday: 3, part: "afternoon" }], false],
  ["2026-11-25", 1140, 60, [{ weekday: 4, part: "evening" }], false],
  // A quarter of an hour before noon is morning enough.
  ["2026-11-25", 705, 60, [{ weekday: 3, part: "afternoon" }], true],
  ["2026-11-25", 600, 300, [{ weekday: 3, part: "morning" }], false],
  // Over midnight and in the small hours it is the night of the day before.
  ["2026-11-25", 1380, 360, [{ weekday: 3, part: "night" }], true],
  ["2026-11-26", 60, 240, [{ weekday: 3, part: "night" }], true],
  ["2026-11-26", 60, 240, [{ weekday: 4, part: "night" }], false],
] as const)("free on %s from minute %i for %i minutes", (day, fromMinute, minutes, times, expected) => {
  const fromAt = instantOf(day, fromMinute);
  expect(hasTime([...times], { fromAt, toAt: fromAt + minutes * minuteMs })).toBe(expected);
});

describe("a proposal", () => {
  let product: Product;
  beforeAll(async () => {
    product = await startNeeds();
    await save(who.recipient, 60_000);
    await fillPool(60);
    for (let index = 0; index < 24; index += 1) {
      await addPerson(product, `o-wtl-ward-${index}`, `邻居${index}`, 1 + (index % 3));
      await addMember(product, `o-wtl-ward-${index}`, 1 + (index % 3), { skills: ["ward"], ...(index === 0 && { wontDo: "不上夜班" }) });
    }
  });
  afterAll(() => product.close());
  beforeEach(() => product.cloud.cloud.clock.moveTo(mondayMorning));

  test("fills a fortnight, says why, names no number, and is asked as it stands", async () => {
    const need = await aNeed(product, { skill: "ward", place: { kind: "elsewhere", words: "市二院" }, schedule: fortnight });
    const { proposals, unfilled, volunteers, version } = dataOf(await product.call(who.leader, "needs.propose", { needId: need.needId }));
    expect(product.cost().databaseCalls).toBeLessThanOrEqual(10);
    expect([proposals.length, unfilled]).toEqual([56, []]);
    expect(new Set(proposals.map(({ shiftId }) => shiftId)).size).toBe(56);
    for (const { why, called } of proposals) expect([why.length >= 3, called.length > 0]).toEqual([true, true]);
    expect(proposals[0]!.why.join("，")).toMatch(/愿意病房陪护，.*周四上午有空/);
    expect(JSON.stringify(proposals.map(({ why }) => why))).not.toMatch(/\d/);
    expect(volunteers.find(({ personId }) => personId === idOf("o-wtl-ward-0"))!.note).toContain("不想做：不上夜班");
    const assignments = proposals.map(({ shiftId, personId }) => ({ shiftId, personId }));
    const asking = await product.call(who.leader, "needs.step", { needId: need.needId, version, step: { action: "invite", assignments } });
    expect(dataOf(asking).shifts.every(({ free }) => free === 0)).toBe(true);
    expect(dataOf(await product.call(who.leader, "needs.propose", { needId: need.needId })).proposals).toEqual([]);
  }, 60_000);

  test("respects what people have elsewhere, whom they are related to, and who said no", async () => {
    const [first, second] = [await aNeed(product, { skill: "company" }), await aNeed(product, { skill: "company" })];
    dataOf(await first.turn(who.near, "take"));
    const propose = async () => dataOf(await product.call(who.leader, "needs.propose", { needId: second.needId }));
    expect((await propose()).proposals.map(({ personId }) => personId)).toEqual([idOf(who.nearToo)]);
    const [shift] = await second.shifts();
    dataOf(await second.step(who.leader, { action: "invite", assignments: [{ shiftId: shift!._id, personId: idOf(who.nearToo) }] }));
    dataOf(await second.turn(who.nearToo, "refuse"));
    expect((await propose()).proposals.map(({ personId }) => personId)).not.toContain(idOf(who.nearToo));
  });

  test("knows what somebody has promised, however much was done before", async () => {
    const twoPlaces = { skill: "company", schedule: once("2026-12-02", 1140, 60, 2) };
    const [first, second] = [await aNeed(product, twoPlaces), await aNeed(product, twoPlaces)];
    dataOf(await first.turn(who.near, "take"));
    const [like] = await first.shifts();
    // More shifts of the last weeks than one query gives.
    const past = Array.from({ length: 1_050 }, (_, index) => ({ ...like!, _id: `past-${index}`, needId: "past", fromAt: mondayMorning - index * 30 * minuteMs - 3 * dayMs, closeAt: undefined }));
    await openDatabase().collection<ShiftDocument>("timeShifts").insertMany(past.map(({ closeAt: _closed, ...rest }) => rest as ShiftDocument));
    const { proposals } = dataOf(await product.call(who.leader, "needs.propose", { needId: second.needId }));
    expect(proposals.map(({ personId }) => personId)).not.toContain(idOf(who.near));
    await openDatabase().collection("timeShifts").remove({ communityId: "wtl", needId: "past" });
  });

  test("whoever said no to one shift is proposed for the others only", async () => {
    await addPerson(product, "o-wtl-shopper", "小吴", 1);
    await addMember(product, "o-wtl-shopper", 1, { skills: ["shopping"] });
    const need = await aNeed(product, { skill: "shopping", schedule: { kind: "roster", fromDay: "2026-11-27", days: 2, shifts: [{ fromMinute: 600, minutes: 60, places: 1 }] } });
    const [first, second] = await need.shifts();
    const proposed = async () => dataOf(await product.call(who.leader, "needs.propose", { needId: need.needId })).proposals.map(({ shiftId, called }) => [shiftId, called]);
    expect(await proposed()).toEqual([[first!._id, "小吴"], [second!._id, "小吴"]]);
    dataOf(await need.step(who.leader, { action: "invite", assignments: [{ shiftId: first!._id, personId: idOf("o-wtl-shopper") }] }));
    dataOf(await need.turn("o-wtl-shopper", "refuse"));
    expect(await proposed()).toEqual([[second!._id, "小吴"]]);
  });

  test("says why nobody fits", async () => {
    const nobody = await aNeed(product, { skill: "haircut" });
    const { proposals, unfilled } = dataOf(await product.call(who.leader, "needs.propose", { needId: nobody.needId }));
    expect([proposals, unfilled.map(({ why }) => why)]).toEqual([[], ["还没有愿意上门理发的邻居"]]);
  });

  test("for who arranges, and for nobody else", async () => {
    const need = await aNeed(product);
    for (const [openid, code] of [[who.recipient, "notAllowed"], [who.near, "notAllowed"], [who.otherLeader, "notFound"], [who.otherHead, "notFound"], [who.stranger, "notAllowed"], [who.head, "ok"]] as const)
      expect(codeOf(await product.call(openid, "needs.propose", { needId: need.needId }))).toBe(code);
    dataOf(await need.step(who.recipient, { action: "withdraw" }));
    expect(codeOf(await product.call(who.leader, "needs.propose", { needId: need.needId }))).toBe("actionNotOpen");
  });
});
