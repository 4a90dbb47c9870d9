import { activePosts } from "../../cloudfunctions/platform/actor";
import { nearness, workplaceOf } from "../../cloudfunctions/features/org/workplace";
import { organisation as made, staffIdOf, type StaffCode } from "../support/communities";

const organisation = made("wtl", "梧桐里社区");
const postsOf = (code: StaffCode) => activePosts(organisation, staffIdOf("wtl", code), "2026-11-23");

test.each([
  ["leader1", { station: "东站", grid: "第 1 网格" }],
  ["headWest", { station: "西站", grid: "" }],
  ["secretary", { station: "梧桐里社区", grid: "" }],
] as const)("%s works there", (code, expected) => expect(workplaceOf(organisation, postsOf(code))).toEqual(expected));

test.each([
  ["leader1", 0], ["leader2", 1], ["headEast", 1], ["headWest", 2], ["leader3", 2], ["secretary", 2],
] as const)("%s is so near to the first grid", (code, expected) => expect(nearness(organisation, postsOf(code), { gridCode: "g1", stationCode: "east" })).toBe(expected));

test("nobody is near to no place", () => expect(nearness(organisation, postsOf("leader1"), {})).toBe(2));
