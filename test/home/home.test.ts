import type { PersonDocument } from "../../cloudfunctions/platform/actor";
import { mondayMorning, openidOf, staffIdOf } from "../support/communities";
import { codeOf, dataOf, newOperationId, type Product, startProduct } from "../support/product";

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());
afterEach(() => product.cloud.cloud.clock.moveTo(mondayMorning));

async function home(openid: string, input: { doorCode?: string } = {}) {
  const reply = dataOf(await product.call(openid, "home.open", input));
  if (reply.kind !== "home") throw new Error("still choosing");
  return reply;
}
const resident = openidOf("wtl", "resident1");
const at = (time: string) => product.cloud.cloud.clock.moveTo(Date.parse(`${time}+08:00`));

describe("home of a resident", () => {
  test("answers who is there, where I am and who my people are, in three database calls", async () => {
    await home(resident);
    const view = await home(resident);
    expect(product.cost().databaseCalls).toBeLessThanOrEqual(3);
    expect(view).toMatchObject({
      greeting: "上午好，陈阿姨",
      community: "梧桐里社区",
      placeText: "梧桐里社区 · 第 1 网格 · 1 栋 1 单元",
      household: "confirmed",
      tabs: ["home", "mine", "timebank", "me"],
      unread: 0,
      station: { name: "东站", branch: "第一党支部", presence: { here: true, title: "周站长在站里", detail: "值班到 18:00", surname: "周" } },
      otherStations: [],
      emergencyNumbers: [{ label: "火警", phone: "119" }],
      requests: [],
      moreRequests: false,
    });
    expect(view.people.map(({ called, title }) => `${title}${called}`)).toEqual(["居民组长老何", "站长周站长", "支委郑委员"]);
  });

  test("without a household the triage desk's station answers, and the others are there to choose from", async () => {
    const view = await home(openidOf("wtl", "newcomer"));
    expect(view).toMatchObject({ placeText: "梧桐里社区", household: "none", station: { name: "东站" }, otherStations: [{ name: "西站" }] });
  });

  test("a staff member without a household stands at his own station", async () => {
    expect(await home(openidOf("wtl", "leader3"))).toMatchObject({ greeting: "上午好，老蒋", station: { name: "西站" } });
  });

  test.each([
    ["2026-11-23T06:00:00", "上午好"],
    ["2026-11-23T11:30:00", "中午好"],
    ["2026-11-23T15:00:00", "下午好"],
    ["2026-11-23T19:00:00", "晚上好"],
    ["2026-11-23T02:00:00", "晚上好"],
  ])("at %s one says %s", async (time, words) => {
    at(time);
    expect((await home(resident)).greeting).toBe(`${words}，陈阿姨`);
  });
});

describe("who is at the station", () => {
  test.each([
    ["after hours", "2026-11-23T18:00:00", "周站长明天 09:00 到站"],
    ["before hours", "2026-11-23T08:59:00", "周站长今天 09:00 到站"],
    ["at the weekend", "2026-11-28T12:00:00", "周站长后天 09:00 到站"],
    ["on a public holiday that falls on a weekday", "2026-10-01T10:00:00", "周站长下周四 09:00 到站"],
  ])("nobody %s, and when somebody comes", async (_when, time, detail) => {
    at(time);
    expect((await home(resident)).station.presence).toEqual({ here: false, title: "现在没有人值班", detail, surname: "周" });
  });

  test("a head who is away is stood in for, by name", async () => {
    const operationId = newOperationId();
    const { cloud } = product;
    dataOf(await product.call(openidOf("wtl", "headEast"), "staff.away", { untilDay: "2026-11-23" }, operationId));
    const [state] = await product.documents<{ _id: string; away: Record<string, number> }>("communities", { _id: "wtl" });
    expect(state?.away[staffIdOf("wtl", "headEast")]).toBeGreaterThan(cloud.cloud.clock.now());
    const expected = { here: true, title: "郑委员在站里", detail: "替周站长，值班到 18:00", surname: "郑" };
    const patience = Date.now() + 12_000;
    let presence = (await home(resident)).station.presence;
    // Other instances learn of it within the ten seconds for which they trust their pointer.
    while (presence.title !== expected.title && Date.now() < patience) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      presence = (await home(resident)).station.presence;
    }
    expect(presence).toEqual(expected);
    expect((await home(resident)).people).toMatchObject([{ called: "老何" }, { called: "周站长", awayText: "不在，到今天" }, { called: "郑委员" }]);
    dataOf(await product.call(openidOf("wtl", "headEast"), "staff.away", { untilDay: null }));
  });
});

describe("the code at a door", () => {
  test("shows a visitor that home, and creates nobody", async () => {
    const view = await home("o-visitor", { doorCode: "hgy-door-3" });
    expect(view).toMatchObject({
      greeting: "上午好",
      placeText: "河谷园社区 · 第 3 网格 · 3 栋 1 单元",
      household: "none",
      station: { name: "西站" },
      tabs: ["home"],
      unread: 0,
      requests: [],
    });
    expect(await product.documents<{ openid: string }>("people", { openid: "o-visitor" })).toEqual([]);
  });

  test("places a resident who has no household; one who has stays at home", async () => {
    expect((await home(openidOf("wtl", "newcomer"), { doorCode: "wtl-door-3" })).placeText).toBe("梧桐里社区 · 第 3 网格 · 3 栋 1 单元");
    expect((await home(resident, { doorCode: "wtl-door-3" })).placeText).toBe("梧桐里社区 · 第 1 网格 · 1 栋 1 单元");
  });

  test("places whoever's address was declined: it is no home any more, with a door or without", async () => {
    const me = openidOf("wtl", "resident3");
    const [before] = await product.documents<PersonDocument>("people", { openid: me, current: true });
    const declined = { ...before!.household!, state: "declined" as const, declineReason: "wrongRoom" };
    await product.cloud.database.collection("people").doc(before!._id).update({ household: product.cloud.database.command.set(declined) });
    expect(await home(me)).toMatchObject({ placeText: "梧桐里社区", household: "declined", otherStations: [{ name: "西站" }] });
    expect(await home(me, { doorCode: "wtl-door-2" })).toMatchObject({ placeText: "梧桐里社区 · 第 2 网格 · 2 栋 1 单元", household: "declined" });
    const grids = async (input: { doorCode?: string }) => dataOf(await product.call(me, "grids.open", input)).own;
    expect(await grids({})).toBeUndefined();
    expect(await grids({ doorCode: "wtl-door-2" })).toEqual({ gridCode: "g2", placeText: "2 栋 1 单元", how: "door" });
  });

  test("of another community moves no member out of his own", async () => {
    expect((await home(openidOf("wtl", "newcomer"), { doorCode: "hgy-door-3" })).community).toBe("梧桐里社区");
  });

  test("that nobody knows", async () => {
    expect(codeOf(await product.call("o-visitor", "home.open", { doorCode: "nothing" }))).toBe("doorCodeUnknown");
    expect(codeOf(await product.call("o-visitor", "org.door", { doorCode: "nothing" }))).toBe("doorCodeUnknown");
  });

  test("says which grid and station it belongs to", async () => {
    expect(dataOf(await product.call("o-visitor", "org.door", { doorCode: "wtl-door-2" }))).toEqual({
      unitCode: "b2-1",
      text: "2 栋 1 单元",
      grid: "第 2 网格",
      station: "东站",
    });
  });
});

describe("finding a place", () => {
  const buildings = async (text: string) =>
    dataOf(await product.call(resident, "org.findBuildings", { text })).buildings.map(({ name }) => name);
  test("by number, name in any writing, or pinyin", async () => {
    expect(await buildings("3")).toEqual(["3 栋"]);
    expect(await buildings("３幢")).toEqual(["3 栋"]);
    expect(await buildings("guihua")).toEqual(["1 栋", "2 栋", "3 栋"]);
    expect(await buildings("没有")).toEqual([]);
  });

  test("by a point: inside, beside, and far from every grid", async () => {
    const locate = async (lng: number) => dataOf(await product.call(resident, "org.locate", { point: { lng, lat: 29.505 } }));
    expect(await locate(106.425)).toEqual({ text: "地图上选的位置", grid: "第 3 网格", station: "西站" });
    expect(await locate(106.4305)).toMatchObject({ grid: "第 3 网格", note: expect.stringContaining("最近") });
    expect(await locate(107)).toMatchObject({ grid: "", station: "东站", note: expect.stringContaining("社区") });
  });
});
