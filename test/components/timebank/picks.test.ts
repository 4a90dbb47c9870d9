import { assignmentsOf, choicesOf, type Picks, picksOf, picksText, type Proposed, toggled } from "../../../miniprogram/features/timebank/pages/roster/picks";
import { aShift, aTurn } from "./aRoster";

const day = "2026-11-23";
const [early, overlapping, late] = [aShift(day, 8, 12), aShift(day, 11, 14), aShift(day, 20, 32)];
const shifts = [early, overlapping, late];
const person = (personId: string) => ({ personId, called: personId, why: "" });
const proposed: Proposed = {
  version: 1,
  proposals: [
    { shiftId: early.shiftId, whenText: "", personId: "a", called: "甲", why: ["会陪护", "住得近"] },
    { shiftId: late.shiftId, whenText: "", personId: "a", called: "甲", why: ["夜里有空"] },
  ],
  unfilled: [],
  volunteers: [
    { personId: "b", called: "乙", note: "没说有空" },
    { personId: "a", called: "甲", note: "本网格" },
  ],
};

test("what was proposed is what would be asked, with its reasons", () => {
  const picks = picksOf(proposed);
  expect(picks[early.shiftId]).toEqual([{ personId: "a", called: "甲", why: "会陪护，住得近" }]);
  expect(assignmentsOf(picks)).toEqual([{ shiftId: early.shiftId, personId: "a" }, { shiftId: late.shiftId, personId: "a" }]);
});

test("choosing somebody else for the one place replaces, choosing him again lets go", () => {
  const other = toggled(picksOf(proposed), early, person("b"));
  expect(other[early.shiftId]?.map(({ personId }) => personId)).toEqual(["b"]);
  expect(toggled(other, early, person("b"))[early.shiftId]).toEqual([]);
});

test("never more are asked than there are places", () => {
  const two = { shiftId: "s", free: 2 };
  const picks = ["a", "b", "c"].reduce<Picks>((now, id) => toggled(now, two, person(id)), {});
  expect(picks.s?.map(({ personId }) => personId)).toEqual(["b", "c"]);
});

test("nobody is asked to be in two places at once", () => {
  const choice = (picks: Picks, of = shifts) => choicesOf(picks, proposed, of, overlapping).find(({ personId }) => personId === "a");
  expect(choice({})?.clash).toBe("");
  expect(choice({ [early.shiftId]: [person("a")] })?.clash).toContain("已经想请他了");
  expect(choice({ [late.shiftId]: [person("a")] })?.clash).toBe("");
  const promised = aShift(day, 8, 12, { turns: [{ ...aTurn("甲", "promised"), personId: "a" }] });
  expect(choice({}, [promised, overlapping])?.clash).not.toBe("");
  const gaveBack = aShift(day, 8, 12, { turns: [{ ...aTurn("甲", "givenBack"), personId: "a" }] });
  expect(choice({}, [gaveBack, overlapping])?.clash).toBe("");
});

test("whom the system proposed for this shift stands first with the reason; who is in it already does not stand there", () => {
  expect(choicesOf({}, proposed, shifts, early).map(({ called, note, proposed: first }) => [called, note, first])).toEqual([["甲", "会陪护，住得近", true], ["乙", "没说有空", false]]);
  const taken = aShift(day, 8, 12, { places: 2, turns: [{ ...aTurn("甲", "promised"), personId: "a" }] });
  expect(choicesOf({}, proposed, [taken], taken).map(({ called }) => called)).toEqual(["乙"]);
});

test("the sentence counts neighbours, shifts, and those still without anybody", () => {
  expect(picksText(picksOf(proposed), shifts)).toBe("想请 1 位邻居，一共 2 班；还有 1 班没有人");
  expect(picksText(picksOf(proposed), [early, late])).toBe("想请 1 位邻居，一共 2 班");
});
