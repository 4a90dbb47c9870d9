import { dayMs } from "../../contracts/kernel/milliseconds";
import type { CommunityState } from "../../contracts/org/organisation";
import type { Place } from "../../cloudfunctions/features/org/place";
import { placeOfDoorCode, placeOfPoint, placeOfUnit, triagePlace } from "../../cloudfunctions/features/org/place";
import { type Matter, route } from "../../cloudfunctions/features/org/routing";
import { rulesOffAt } from "../../cloudfunctions/features/org/rulesOff";
import { checkPack } from "../../scripts/importPack/checkPack";
import { demoPack } from "./packFiles";

const now = Date.parse("2026-11-23T10:10:00+08:00");
const organisation = checkPack(demoPack("wutongli"), undefined, "2026-11-23").organisation!;
const who = (code: string): string => `wutongli:${code}`;
const stateWith = (changes: Partial<CommunityState> = {}): CommunityState => ({
  _id: "wutongli", name: "", streetName: "", orgVersion: 1, version: 1, away: {}, rulesOff: {}, lookedAtDay: "", carriers: [], ...changes,
});
const away = (...codes: string[]): Partial<CommunityState> => ({ away: Object.fromEntries(codes.map((code) => [who(code), now + 1])) });
const grid12: Place = { gridCode: "g12", how: "list" };

const routed = (matter: Partial<Omit<Matter, "category">> & { category?: string } = {}, state: Partial<CommunityState> = {}, of = organisation) => {
  const category = of.categories.find(({ code }) => code === (matter.category ?? "facility"))!;
  return route(of, stateWith(state), { place: grid12, intent: category.intent, urgency: "ordinary", now, ...matter, category });
};

describe("an ordinary matter of grid 12", () => {
  test("goes to the grid's leader, its station works, its branch answers, and it says why", () => {
    expect(routed()).toEqual({
      gridCode: "g12", how: "list", stationCode: "s4", branchCode: "b4", ownerId: who("leader12"), standInId: who("member41"),
      ruleCode: "grid", hiddenFrom: [], skipped: [],
      why: "这里是第 12 网格，归第四党员服务站；网格里的事由居民组长先接；由居民组长老何负责。",
    });
  });

  test.each([
    [["leader12"], "member41", "head4", "老何现在不在，由接替人小陈负责"],
    [["leader12", "member41"], "head4", "deputy", "老何现在不在，由接替人周站长负责"],
    [["leader12", "member41", "head4", "deputy", "secretary"], "street1", undefined, "由接替人街道纪主任负责"],
  ])("while %j are away goes along the chain of stand-ins to %s", (gone, owner, standIn, why) => {
    const { ownerId, standInId, why: said } = routed({}, away(...gone));
    expect(ownerId).toBe(who(owner));
    if (standIn) expect(standInId).toBe(who(standIn));
    expect(said).toContain(why);
  });

  test("somebody whose time away is over is back", () => {
    expect(routed({}, { away: { [who("leader12")]: now } }).ownerId).toBe(who("leader12"));
  });

  test("has an owner even when everybody is away", () => {
    const everybody = Object.fromEntries(organisation.staff.map(({ staffId }) => [staffId, now + 1]));
    const { ownerId, ruleCode } = routed({}, { away: everybody });
    expect({ ownerId, ruleCode }).toEqual({ ownerId: who("head4"), ruleCode: "fallback" });
  });
});

describe("rules", () => {
  test.each([
    ["welfare", {}, "welfare-clerk", "officer4", "s4"],
    ["welfare", { place: { gridCode: "g01", how: "list" } }, "welfare", "member2", "s2"],
    ["safety", {}, "safety", "head4", "s4"],
    ["policy", {}, "policy", "officer4", "s4"],
    ["party", {}, "party", "member4", "s4"],
    ["facility", { urgency: "emergency" }, "emergency", "head4", "s4"],
    ["other", { place: triagePlace() }, "grid", "member1", "s1"],
  ] as const)("%s %j → rule %s, %s of %s", (category, matter, ruleCode, owner, stationCode) => {
    const route = routed({ category, ...matter });
    expect(route).toMatchObject({ ruleCode, stationCode });
    expect(route.ownerId).toMatch(new RegExp(`^${who(owner)}`));
  });

  test("the first that matches decides, so their order counts", () => {
    const turned = { ...organisation, rules: [...organisation.rules].reverse() };
    expect(routed({ category: "safety" }, {}, turned).ruleCode).toBe("grid");
  });

  test("a holder who is there comes before the stand-in of one who is away", () => {
    const { ownerId } = routed({ category: "party" }, away("member41"));
    expect(ownerId).toBe(who("member42"));
  });

  test("the longest in the post comes first, whatever the order of the list", () => {
    const turned = { ...organisation, staff: [...organisation.staff].reverse(), posts: [...organisation.posts].reverse() };
    expect(routed({ category: "party" }, {}, turned).ownerId).toBe(routed({ category: "party" }).ownerId);
  });

  test("may send a matter to another station, where the grid's own people no longer count", () => {
    const rules = organisation.rules.map((rule) => (rule.code === "safety" ? { ...rule, station: "s2", titles: ["groupLeader", "stationHead"] } : rule));
    const { stationCode, branchCode, ownerId, gridCode, why } = routed({ category: "safety" }, {}, { ...organisation, rules });
    expect({ stationCode, branchCode, ownerId, gridCode }).toEqual({ stationCode: "s2", branchCode: "b2", ownerId: who("head2"), gridCode: "g12" });
    expect(why).toContain("这类事由第二党员服务站办");
  });

  test("that name somebody who has left are passed over, said so, and found for the import", () => {
    const left = { ...organisation, posts: organisation.posts.map((post) => (post.staffId === who("officer4") ? { ...post, toDay: "2026-11-23" } : post)) };
    const { ruleCode, ownerId, skipped } = routed({ category: "welfare" }, {}, left);
    expect(ruleCode).toBe("welfare");
    expect(ownerId).toMatch(/member4/);
    expect(skipped).toEqual([{ ruleCode: "welfare-clerk", because: expect.stringContaining("已经不在岗位上") }]);
    expect(rulesOffAt(left, {}, now)).toEqual({ "welfare-clerk": now });
    expect(rulesOffAt(left, { "welfare-clerk": now - 1, repaired: 1 }, now)).toEqual({ "welfare-clerk": now - 1 });
    expect(rulesOffAt(left, {}, now - dayMs)).toEqual({});
  });

  test("that were switched off stay off until the import switches them on", () => {
    const { ruleCode, skipped } = routed({ category: "welfare" }, { rulesOff: { "welfare-clerk": now } });
    expect(ruleCode).toBe("welfare");
    expect(skipped).toHaveLength(1);
  });

  test("that find nobody are passed over", () => {
    const nobody = { ...organisation, rules: [{ code: "empty", when: {}, station: "ofGrid" as const, titles: ["buildingSteward"], why: "x" }, ...organisation.rules] };
    const { ruleCode, skipped } = routed({ place: { gridCode: "g13", how: "list" } }, {}, nobody);
    expect(ruleCode).toBe("grid");
    expect(skipped.map((one) => one.ruleCode)).toEqual(["empty"]);
  });
});

describe("a complaint", () => {
  const about = (code: string, state: Partial<CommunityState> = {}) => routed({ category: "complaint", aboutStaffId: who(code) }, state);

  test.each([
    ["leader12", "secretary"],
    ["member41", "secretary"],
    ["head4", "secretary"],
    ["secretary", "street1"],
    ["deputy", "street1"],
  ])("about %s goes to somebody above: %s", (target, owner) => {
    const { ownerId, hiddenFrom } = about(target);
    expect(ownerId).toBe(who(owner));
    expect(hiddenFrom).toEqual([who(target)]);
  });

  test("that names nobody may be about the station head: it goes to the secretary", () => {
    expect(routed({ category: "complaint" })).toMatchObject({ ownerId: who("secretary"), ruleCode: "complaint", hiddenFrom: [] });
  });

  test("never reaches the target, his equals or his subordinates as owner or stand-in, whoever is away", () => {
    const people = ["leader12", "member41", "head4", "deputy", "secretary", "street1"];
    for (const target of people)
      for (let mask = 0; mask < 2 ** people.length; mask++) {
        const gone = people.filter((_, bit) => mask & (1 << bit));
        const { ownerId, standInId } = about(target, away(...gone));
        expect([ownerId, standInId]).not.toContain(who(target));
        if (target === "secretary") expect(ownerId).toBe(who("street1"));
        if (target === "head4") expect([ownerId, standInId].filter(Boolean).every((id) => ["deputy", "secretary", "street1"].map(who).includes(id!))).toBe(true);
      }
  });

  test("in any other category leaves the named person out as well", () => {
    const { ownerId, standInId, hiddenFrom } = routed({ aboutStaffId: who("leader12") });
    expect(ownerId).toBe(who("head4"));
    expect(standInId).not.toBe(who("leader12"));
    expect(hiddenFrom).toEqual([who("leader12")]);
  });

  test("about somebody of the street goes to the community's secretary: the deployment knows nobody higher", () => {
    expect(about("street1").ownerId).toBe(who("secretary"));
  });

  test("about the secretary, where the pack knows nobody of the street, still has an owner: the highest of the others", () => {
    const without = { ...organisation, posts: organisation.posts.filter(({ titleCode }) => titleCode !== "streetClerk") };
    const { ownerId, ruleCode } = routed({ category: "complaint", aboutStaffId: who("secretary") }, {}, without);
    expect({ ownerId, ruleCode }).toEqual({ ownerId: who("deputy"), ruleCode: "fallback" });
  });

  test("does not say in its reason whom it is about", () => expect(about("leader12").why).not.toContain("老何"));
});

describe("where it is", () => {
  test("a building across two grids is told by its unit", () => {
    const units = organisation.buildings.find(({ code }) => code === "29")!.units;
    expect(new Set(units.map(({ code }) => placeOfUnit(organisation, code)!.gridCode))).toEqual(new Set(["g13", "g14"]));
  });
  test("the code at a door fills in the place", () => {
    const unit = organisation.buildings.find(({ code }) => code === "27")!.units[2]!;
    expect(placeOfDoorCode(organisation, unit.doorCode)).toEqual({ gridCode: "g12", how: "door" });
    expect(placeOfDoorCode(organisation, "nobodysDoor")).toBeUndefined();
  });
  test("a point is found on the map, guessed beside it, and left to the triage desk far away", () => {
    const { lng, lat } = organisation.buildings.find(({ code }) => code === "27")!.point!;
    expect(placeOfPoint(organisation, { lng, lat })).toEqual({ gridCode: "g12", how: "point" });
    const beside = placeOfPoint(organisation, { lng: 106.9126, lat: 29.3625 });
    expect(beside).toMatchObject({ gridCode: "g01", how: "nearest", note: expect.stringContaining("按最近的第 1 网格算") });
    const far = placeOfPoint(organisation, { lng: 107.5, lat: 29.3625 });
    expect(far).toMatchObject({ how: "triage" });
    expect(routed({ place: far })).toMatchObject({ stationCode: "s1", how: "triage", why: expect.stringContaining("地点还没对上网格") });
  });
  test("a community without a map sends every point to its triage desk", () => {
    const small = checkPack(demoPack("songfengyuan"), undefined, "2026-11-23").organisation!;
    expect(placeOfPoint(small, { lng: 106.9126, lat: 29.3625 }).how).toBe("triage");
  });
});
