import { gridPeople, hasLeft, holdersOf } from "../../cloudfunctions/features/org/people";
import type { Post } from "../../contracts/org/organisation";
import { mondayMorning, organisation, staffIdOf, stateOf } from "../support/communities";

/** Who holds what at one time. */
const plain = organisation("wtl", "梧桐里社区");
const [first, second] = [staffIdOf("wtl", "leader1"), staffIdOf("wtl", "leader2")];
const leading = (staffId: string, fromDay: string, rest: Partial<Post> = {}): Post => ({ staffId, titleCode: "leader", scopeCode: "g1", fromDay, ...rest });
const withPosts = (...posts: Post[]) => ({ ...plain, posts });

describe("among several in one post", () => {
  const holders = (...posts: Post[]) => {
    const moment = { organisation: withPosts(...posts), state: stateOf(plain), at: mondayMorning };
    const found = holdersOf(moment, "g1", ({ role }) => role === "residentGroupLeader").map(({ staffId }) => staffId);
    expect(gridPeople(moment, { code: "g1", stationCode: "east" }).map(({ staffId }) => staffId)).toEqual(found);
    return found;
  };
  test("the longest in it comes first, whatever the order of the list", () => {
    expect(holders(leading(first, "2026-03-01"), leading(second, "2025-06-01"))).toEqual([second, first]);
    expect(holders(leading(first, "2025-06-01"), leading(second, "2026-03-01"))).toEqual([first, second]);
  });
  test("since the same day, it is the ids that decide", () => {
    const listed = { ...withPosts(leading(second, "2026-03-01"), leading(first, "2026-03-01")), staff: [...plain.staff].reverse() };
    expect(holdersOf({ organisation: listed, state: stateOf(plain), at: mondayMorning }, "g1", () => true).map(({ staffId }) => staffId)).toEqual([first, second]);
  });
});

test.each<[string, Post[], boolean]>([
  ["who holds a post without an end", [leading(first, "2026-01-01")], false],
  ["on the last day before his post ends", [leading(first, "2026-01-01", { toDay: "2026-11-24" })], false],
  ["on the day it ends", [leading(first, "2026-01-01", { toDay: "2026-11-23" })], true],
  ["between two posts", [leading(first, "2026-01-01", { toDay: "2026-10-01" }), leading(first, "2027-01-01")], false],
  ["with another's post alone", [leading(second, "2026-01-01")], true],
])("whether somebody has left: %s", (_name, posts, expected) => expect(hasLeft(withPosts(...posts), first, "2026-11-23")).toBe(expected));
