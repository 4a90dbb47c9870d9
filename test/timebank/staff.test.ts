/** Whom the time bank turns to at a place, and what somebody is there by his posts. */
import { branchOf, leadersOf, partsByPost } from "../../cloudfunctions/features/timebank/shared/staff";
import { activePosts } from "../../cloudfunctions/platform/actor";
import type { Organisation } from "../../contracts/org/organisation";
import type { Moment } from "../../cloudfunctions/features/org";
import { mondayMorning, organisation as organisationOf, type StaffCode, staffIdOf, stateOf } from "../support/communities";

const ordinary = organisationOf("wtl", "梧桐里");
const id = (code: StaffCode) => staffIdOf("wtl", code);
const without = (...codes: StaffCode[]): Organisation => ({ ...ordinary, posts: ordinary.posts.filter(({ staffId }) => !codes.map(id).includes(staffId)) });
const at = (organisation: Organisation, ...away: StaffCode[]): Moment =>
  ({ organisation, state: { ...stateOf(organisation), away: Object.fromEntries(away.map((code) => [id(code), mondayMorning + 1])) }, at: mondayMorning });
const place = { gridCode: "g1", stationCode: "east" };

test("the branch is asked, the secretary where nobody of it may, and never the street's clerks in their place", () => {
  expect(branchOf(at(ordinary), "east")).toEqual(expect.arrayContaining([id("headEast"), id("memberEast")]));
  const emptied = without("headEast", "memberEast");
  expect(branchOf(at(emptied), "east")).toEqual([id("secretary")]);
  const [secretary] = ordinary.posts.filter(({ staffId }) => staffId === id("secretary"));
  const withStreet: Organisation = {
    ...emptied,
    titles: [...emptied.titles, { code: "street", name: "街道干部", role: "secretary", ofStreet: true }],
    posts: [...emptied.posts, { ...secretary!, staffId: id("headEast"), titleCode: "street" }],
  };
  expect(branchOf(at(withStreet), "east")).toEqual([id("secretary")]);
});

test("who leads the grid is asked; its branch where nobody does who may", () => {
  expect(leadersOf(at(ordinary), place)).toContain(id("leader1"));
  expect(leadersOf(at(ordinary), place, (staffId) => !staffId.includes("leader"))).toEqual(branchOf(at(ordinary), "east"));
});

test("who is away is not asked: the leader's stand-in is, then the branch, and whoever of it is there; somebody is named in any case", () => {
  expect(leadersOf(at(ordinary, "leader1"), place)).toEqual([id("leader2")]);
  expect(leadersOf(at(ordinary, "leader1", "leader2"), place)).toEqual(branchOf(at(ordinary), "east"));
  expect(branchOf(at(ordinary, "headEast"), "east")).toEqual([id("memberEast")]);
  expect(branchOf(at(ordinary, "headEast", "memberEast"), "east")).toEqual([id("secretary")]);
  expect(branchOf(at(ordinary, "headEast", "memberEast", "secretary"), "east")).toEqual(branchOf(at(ordinary), "east"));
});

test.each<[StaffCode, string[], string[]]>([
  ["leader1", ["leader"], []],
  ["leader3", [], []],
  ["memberEast", ["branch"], []],
  ["headEast", ["branch"], []],
  ["headWest", [], ["branch"]],
  ["secretary", ["branch"], ["branch"]],
])("%s is %j at home and %j in the other station", (code, here, there) => {
  const posts = activePosts(ordinary, id(code), "2026-11-23");
  expect(partsByPost(posts, place)).toEqual(here);
  expect(partsByPost(posts, { gridCode: "none", stationCode: "west" })).toEqual(there);
  // A grid may bear a station's code.
  expect(partsByPost(posts, { gridCode: "east", stationCode: "none" })).toEqual(code === "secretary" ? ["branch"] : []);
});
