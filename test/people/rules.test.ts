import { codeOf as invitationCodeOf, invitationIdOf, normalisedCode } from "../../cloudfunctions/features/people/code";
import { confirmersOf } from "../../cloudfunctions/features/people/household";
import { maskedName, maskedPhone } from "../../cloudfunctions/features/people/mask";
import { standsAbove, whollyWithin } from "../../cloudfunctions/features/people/staff";
import { activePosts, type Reach, reachOf } from "../../cloudfunctions/platform/actor";
import { organisation, type StaffCode, staffIdOf } from "../support/communities";

test.each([
  ["13812345678", "138****5678"],
  ["+86 138 1234 5678", "138****5678"],
  ["023-6550-0100", "023****0100"],
  ["655001", "****01"],
])("of the number %s one sees %s", (phone, masked) => expect(maskedPhone(phone)).toBe(masked));

test.each([
  ["陈桂芳", "陈**"],
  ["欧阳春晓", "欧**"],
  ["陈", "陈*"],
  ["𠮷田", "𠮷*"],
  ["", "居民"],
])("of the name %j one sees %s", (name, masked) => expect(maskedName(name)).toBe(masked));

test("a post gives reach only in a call that its role may make", () => {
  const known = organisation("wtl", "梧桐里社区");
  const posts = (["leader1", "memberWest", "secretary"] as const).flatMap((code) => activePosts(known, staffIdOf("wtl", code), "2026-11-23"));
  const actor = { openid: "o", person: undefined, roles: [], ids: [], posts };
  expect(reachOf({ allow: { residentGroupLeader: "grid" } }, actor)).toEqual({ community: false, stations: new Set(), grids: new Set(["g1"]) });
  expect(reachOf({ allow: { branchCommitteeMember: "station", secretary: "community" } }, actor)).toEqual({ community: true, stations: new Set(["west"]), grids: new Set() });
});

test("codes: ten clear characters, the same for the same operation, and spread", () => {
  const codes = Array.from({ length: 2_000 }, (_, i) => invitationCodeOf(`operation ${i}`));
  expect(codes.every((code) => /^[2-9A-HJKMNPQRSTWXYZ]{10}$/.test(code))).toBe(true);
  expect(new Set(codes).size).toBe(codes.length);
  expect(invitationCodeOf("operation 7")).toBe(codes[7]);
  for (let place = 0; place < 10; place += 1) expect(new Set(codes.map((code) => code[place])).size).toBe(29);
});

test("a code is the same however it is typed", () => {
  expect(normalisedCode(" abcde-23456 ")).toBe("ABCDE23456");
  expect(normalisedCode("ＡＢＣＤＥ２３４５６")).toBe("ABCDE23456");
  expect(invitationIdOf("abcde 23456")).toBe(invitationIdOf("ABCDE23456"));
});

describe("who confirms an address", () => {
  const whole = organisation("c", "试验社区");
  const without = (...codes: StaffCode[]) => ({ ...whole, posts: whole.posts.filter(({ staffId }) => !codes.some((code) => staffIdOf("c", code) === staffId)) });
  const day = "2026-11-23";
  test("the grid's leader; without one the station's head; without him the secretary", () => {
    expect(confirmersOf(whole, "g1", day)).toEqual([staffIdOf("c", "leader1")]);
    expect(confirmersOf(without("leader1"), "g1", day)).toEqual([staffIdOf("c", "headEast")]);
    expect(confirmersOf(without("leader1", "headEast"), "g1", day)).toEqual([staffIdOf("c", "secretary")]);
    expect(confirmersOf(without("leader1", "headEast", "secretary"), "g1", day)).toEqual([]);
  });
  test("never himself, and nobody whose post is over", () => {
    expect(confirmersOf(whole, "g1", day, staffIdOf("c", "leader1"))).toEqual([staffIdOf("c", "headEast")]);
    const ended = { ...whole, posts: whole.posts.map((post) => (post.staffId === staffIdOf("c", "leader1") ? { ...post, toDay: day } : post)) };
    expect(confirmersOf(ended, "g1", day)).toEqual([staffIdOf("c", "headEast")]);
  });
});

test("somebody with one post beyond a station is not wholly within it", () => {
  const whole = organisation("c", "试验社区");
  const ofEast: Reach = { community: false, stations: new Set(["east"]), grids: new Set() };
  const leader = staffIdOf("c", "leader1");
  const posts = activePosts(whole, leader, "2026-11-23");
  const also = { staffId: leader, titleCode: "secretary", scopeCode: "c", fromDay: "2026-01-01" };
  const both = activePosts({ ...whole, posts: [...whole.posts, also] }, leader, "2026-11-23");
  expect(whollyWithin(whole, ofEast, posts)).toBe(true);
  expect(whollyWithin(whole, ofEast, both)).toBe(false);
  expect(whollyWithin(whole, ofEast, [])).toBe(false);
});

test("the street stands above a community's secretary, and no seat of it is his to hand out", () => {
  const plain = organisation("c", "试验社区");
  const street = { staffId: staffIdOf("c", "memberWest"), titleCode: "street", scopeCode: "c", fromDay: "2026-01-01" };
  const whole = { ...plain, titles: [...plain.titles, { code: "street", name: "街道社管办", role: "secretary" as const, ofStreet: true }], posts: [...plain.posts, street] };
  const postsOf = (code: StaffCode) => activePosts(whole, staffIdOf("c", code), "2026-11-23");
  expect(standsAbove(whole, postsOf("memberWest"), postsOf("secretary"))).toBe(true);
  expect(standsAbove(whole, postsOf("memberWest"), postsOf("memberWest"))).toBe(false);
  expect(standsAbove(whole, postsOf("headEast"), postsOf("secretary"))).toBe(false);
});
