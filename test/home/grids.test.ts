import type { RequestDocument } from "../../cloudfunctions/features/requests/document";
import { openGrids } from "../../cloudfunctions/features/home/grids";
import type { Grid } from "../../contracts/org/organisation";
import { checkPack } from "../../scripts/importPack/checkPack";
import { demoPack } from "../org/packFiles";
import { communityIds, mondayMorning, openidOf } from "../support/communities";
import { codeOf, dataOf, type Product } from "../support/product";
import { staff, startRequests, submitted, tick, who } from "../requests/support";

/** The map of the grids and the list beside it: one call, for whoever asks. */
let product: Product;
beforeAll(async () => {
  product = await startRequests();
  // The other community was never surveyed.
  const organisations = product.cloud.database.collection("organisations");
  const { data } = (await organisations.doc("hgy:1").get()) as { data: { grids: Grid[] }[] };
  const grids = data[0]!.grids.map(({ area: _area, ...grid }) => grid);
  await organisations.doc("hgy:1").update({ grids: product.cloud.database.command.set(grids) });
});
afterAll(() => product.close());
beforeEach(() => product.cloud.cloud.clock.moveTo(mondayMorning));

const open = async (openid: string, doorCode?: string) => dataOf(await product.call(openid, "grids.open", doorCode === undefined ? {} : { doorCode }));
type Reply = Awaited<ReturnType<typeof open>>;
/** Of a second call: the first may have to learn anew what a community is, as every instance does each ten seconds. */
async function costFor(openid: string): Promise<ReturnType<Product["cost"]>> {
  await open(openid);
  await open(openid);
  return product.cost();
}
const gridsOf = ({ stations }: Reply) => stations.flatMap(({ grids }) => grids);
const numbersOf = (reply: Reply) => Object.fromEntries(gridsOf(reply).flatMap(({ gridCode, open: count }) => (count === undefined ? [] : [[gridCode, count]])));

describe("everyone", () => {
  test("a resident finds his grid, who answers there and the station's line", async () => {
    const reply = await open(who.resident);
    expect(reply.own).toEqual({ gridCode: "g1", placeText: "1 栋 1 单元", how: "home" });
    expect(reply.stations[0]).toEqual({
      name: "东站", branch: "第一党支部", phone: "023-6550-0100",
      grids: [
        { gridCode: "g1", name: "第 1 网格", people: [{ called: "老何", title: "居民组长" }] },
        { gridCode: "g2", name: "第 2 网格", people: [{ called: "魏姐", title: "居民组长" }] },
      ],
    });
    expect(reply.areas.map(({ gridCode }) => gridCode).sort()).toEqual(["g1", "g2", "g3"]);
    expect(numbersOf(reply)).toEqual({});
  });

  test("costs nothing beyond knowing the caller; with numbers one read more, however many requests there are", async () => {
    await submitted(product, { place: { kind: "unit", unitCode: "b2-1" } }, who.secretary);
    await tick(product);
    const resident = await costFor(who.resident);
    const few = await costFor(who.secretary);
    expect(few.databaseCalls).toBe(resident.databaseCalls + 1);
    for (let count = 0; count < 12; count += 1) await submitted(product, { place: { kind: "unit", unitCode: "b2-1" } }, who.secretary);
    await tick(product);
    expect(await costFor(who.secretary)).toEqual(few);
    expect(numbersOf(await open(who.secretary))["g2"]).toBeGreaterThanOrEqual(13);
  });

  test("a visitor at a door sees its community, the door's grid marked; without a door he chooses first", async () => {
    const reply = await open("o-nobody", "hgy-door-3");
    expect(reply).toMatchObject({ community: "河谷园社区", own: { gridCode: "g3", placeText: "3 栋 1 单元", how: "door" } });
    expect(codeOf(await product.call("o-nobody", "grids.open", {}))).toBe("notSignedIn");
    expect(codeOf(await product.call("o-nobody", "grids.open", { doorCode: "no-such-door" }))).toBe("doorCodeUnknown");
  });

  test("without an address nothing is marked; another community's door changes nothing for a member", async () => {
    expect((await open(who.newcomer)).own).toBeUndefined();
    expect(await open(who.newcomer, "wtl-door-2")).toMatchObject({ own: { gridCode: "g2", how: "door" } });
    expect(await open(who.newcomer, "hgy-door-1")).toEqual(await open(who.newcomer));
    expect(await open(who.resident, "hgy-door-3")).toEqual(await open(who.resident));
  });

  test("whoever is away has his stand-in beside him; without posts nobody is named", async () => {
    dataOf(await product.call(who.owner, "staff.away", { untilDay: "2026-11-27" }));
    expect(gridsOf(await open(who.resident))[0]).toMatchObject({ people: [{ called: "老何" }], standIn: { called: "魏姐", title: "居民组长" } });
    dataOf(await product.call(who.owner, "staff.away", { untilDay: null }));
    expect(gridsOf(await open(who.resident))[0]).not.toHaveProperty("standIn");
    // Before the first of the posts nobody holds any.
    product.cloud.cloud.clock.moveTo(Date.parse("2025-12-31T10:00:00+08:00"));
    expect(gridsOf(await open(who.resident)).map(({ people }) => people)).toEqual([[], [], []]);
  });
});

describe("numbers", () => {
  test("each of the staff sees those of the grids he reaches, nobody else any", async () => {
    await submitted(product);
    await submitted(product, { place: { kind: "unit", unitCode: "b3-1" } }, who.secretary);
    await tick(product);
    const requests = await product.documents<RequestDocument>("requests", { communityId: "wtl", open: true });
    const of = (...codes: string[]) => Object.fromEntries(codes.map((code) => [code, requests.filter(({ gridCode }) => gridCode === code).length]));
    expect(numbersOf(await open(who.owner))).toEqual(of("g1"));
    expect(numbersOf(await open(who.member))).toEqual(of("g1", "g2"));
    expect(numbersOf(await open(who.head))).toEqual(of("g1", "g2"));
    expect(numbersOf(await open(who.otherHead))).toEqual(of("g3"));
    expect(numbersOf(await open(who.secretary))).toEqual(of("g1", "g2", "g3"));
    expect(of("g1", "g3")["g3"]).toBeGreaterThan(0);
    expect(numbersOf(await open(who.neighbour))).toEqual({});
    expect(numbersOf(await open(openidOf(communityIds.other, "secretary")))).toEqual({ g1: 0, g2: 0, g3: 0 });
  });

  test("a complaint and what only its owner may read move none of them", async () => {
    const before = numbersOf(await open(who.secretary));
    await submitted(product, { category: "staff", aboutStaffId: staff.owner });
    await submitted(product, { category: "family" });
    await tick(product);
    expect(numbersOf(await open(who.secretary))).toEqual(before);
  });
});

test("a community without polygons has the list alone", async () => {
  const reply = await open(openidOf(communityIds.other, "resident1"));
  expect(reply.areas).toEqual([]);
  expect([gridsOf(reply).length, reply.own?.gridCode]).toEqual([3, "g1"]);
});

test("the reply for the demo's 39 grids is far below what a phone takes at once", async () => {
  const { organisation } = checkPack(demoPack("wutongli"), undefined, "2026-11-23");
  const context = { community: { organisation, state: { away: {} } }, actor: { posts: [] }, at: mondayMorning };
  const reply = await openGrids({}, context as never);
  expect([reply.areas.length, gridsOf(reply).length]).toEqual([39, 39]);
  expect(gridsOf(reply).every(({ people }) => people.length > 0)).toBe(true);
  const leaderless = { ...organisation!, posts: organisation!.posts.filter(({ titleCode }) => !["groupLeader", "buildingSteward"].includes(titleCode)) };
  expect(leaderless.posts.length).toBeLessThan(organisation!.posts.length);
  const headed = await openGrids({}, { ...context, community: { ...context.community, organisation: leaderless } } as never);
  expect(new Set(gridsOf(headed).map(({ people }) => people[0]?.title))).toEqual(new Set(["站长"]));
  expect(Buffer.byteLength(JSON.stringify(reply))).toBeLessThan(40_000);
});
