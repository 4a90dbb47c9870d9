/** Whom the time bank turns to at a place, and what somebody is there by his posts. */
import { branchOf, leadersOf, partsByPost } from "../../cloudfunctions/features/timebank/shared/staff";
import { activePosts } from "../../cloudfunctions/platform/actor";
import type { Organisation } from "../../contracts/org/organisation";
import { mondayMorning, organisation as organisationOf, type StaffCode, staffIdOf } from "../support/communities";

const ordinary = organisationOf("wtl", "梧桐里");
const id = (code: StaffCode) => staffIdOf("wtl", code);
const without = (...codes: StaffCode[]): Organisation => ({ ...ordinary, posts: ordinary.posts.filter(({ staffId }) => !codes.map(id).includes(staffId)) });
const place = { gridCode: "g1", stationCode: "east" };

test("the branch is asked, the secretary where nobody of it may, and never the street's clerks in their place", () => {
  expect(branchOf(ordinary, "east", mondayMorning)).toEqual(expect.arrayContaining([id("headEast"), id("memberEast")]));
  const emptied = without("headEast", "memberEast");
  expect(branchOf(emptied, "east", mondayMorning)).toEqual([id("secretary")]);
  const [secretary] = ordinary.posts.filter(({ staffId }) => staffId === id("secretary"));
  const withStreet: Organisation = {
    ...emptied,
    titles: [...emptied.titles, { code: "street", name: "街道干部", role: "secretary", ofStreet: true }],
    posts: [...emptied.posts, { ...secretary!, staffId: id("headEast"), titleCode: "street" }],
  };
  expect(branchOf(withStreet, "east", mondayMorning)).toEqual([id("secretary")]);
});

test("who leads the grid is asked; its branch where nobody does who may", () => {
  expect(leadersOf(ordinary, place, mondayMorning)).toContain(id("leader1"));
  expect(leadersOf(ordinary, place, mondayMorning, (staffId) => !staffId.includes("leader"))).toEqual(branchOf(ordinary, "east", mondayMorning));
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
