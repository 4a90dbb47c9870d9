import type { CallData } from "../../../contracts/calls";
import type { Bank } from "../../../miniprogram/pages/timebank/timebankView";
import { loadComponent, mount, stub } from "../support/component";
import { installPhone } from "../support/phone";

/** The tab of the time bank before, and without, an answer of the cloud. */
const phone = installPhone();
Object.assign(globalThis, { getCurrentPages: () => [{ route: "pages/timebank/index" }] });
const names = ["page-state", "headline-card", "turn-card", "session-card", "hours-card", "need-card", "link-row", "station-card", "segments", "person-line", "emergency-row", "request-card", "waiting-list", "t-loading"];
const stubs = Object.fromEntries(names.map((name) => [name, stub]));
const [tab, home, me, mine] = [loadComponent("pages/timebank/index", stubs), loadComponent("pages/home/index", stubs), loadComponent("pages/me/index", stubs), loadComponent("pages/mine/index", stubs)];

interface Page {
  onLoad(query: object): void;
  onShow(): void;
  data: { face: string; bank: Bank | null; said: string; headline: object | null };
}
const bank: Bank = {
  member: "active", pool: { minutes: 0, text: "" }, rules: [], now: [], promised: [], invited: [], toConfirm: [], near: [], moreNear: false, arranges: false,
  needs: [{ needId: "n1", title: "陪看病", headline: { title: "向叔答应了", detail: "", tone: "good" } }] as unknown as Bank["needs"],
};
const homeIn = (communityId: string) => ({ kind: "home", communityId, community: "幸福社区", placeText: "", household: "none", tabs: ["home", "mine", "me"], unread: 0, station: { name: "", phone: "", presence: {} }, people: [], otherStations: [], emergencyNumbers: [], requests: [], moreRequests: false });
const failure = (code: string) => ({ ok: false, failure: { code, message: "" } });
let answers: Record<string, object> = {};

/** As WeChat does it, and everything that is tried again after a while. */
async function shown(id: string, page = mount(id).root.instance as unknown as Page): Promise<Page> {
  page.onLoad({});
  return again(page);
}
async function again(page: Page): Promise<Page> {
  page.onShow();
  await jest.advanceTimersByTimeAsync(10_000);
  return page;
}
const offline = (): void => void (phone.lost = 999);

beforeEach(() => {
  jest.useFakeTimers({ now: Date.UTC(2026, 10, 25, 4) });
  phone.storage.clear();
  phone.lost = 0;
  answers = { "timebank.open": { ok: true, data: bank }, "home.open": { ok: true, data: homeIn("wtl") } };
  phone.answer = ({ call }) => answers[call]!;
});
afterEach(() => jest.useRealTimers());

test("without a network it stands as it was said last, and says of when that is", async () => {
  await shown(tab);
  offline();
  const instance = mount(tab).root.instance as unknown as Page;
  instance.onLoad({});
  // At once, before anybody knows that there is no network.
  expect(instance.data).toMatchObject({ face: "ready", bank: { needs: [{ needId: "n1" }] }, said: "" });
  await again(instance);
  expect(instance.data).toMatchObject({ face: "ready", bank: { needs: [{ needId: "n1" }] }, headline: { title: "向叔答应了" }, said: "网络断了，这是今天 12:00 的内容。" });
});

test("what was said yesterday waits for the cloud first, and is called yesterday's", async () => {
  await shown(tab);
  jest.setSystemTime(Date.UTC(2026, 10, 26, 4));
  offline();
  const instance = mount(tab).root.instance as unknown as Page;
  instance.onLoad({});
  expect(instance.data).toMatchObject({ face: "loading", bank: null });
  await again(instance);
  expect(instance.data).toMatchObject({ face: "ready", bank: { member: "active" }, said: "网络断了，这是 11月25日 周三的内容，里面的“今天”“明天”是那天说的。" });
});

test("the network is back, and nothing says any more that it isn't", async () => {
  await shown(tab);
  offline();
  const instance = await shown(tab);
  phone.lost = 0;
  await again(instance);
  expect(instance.data).toMatchObject({ face: "ready", said: "" });
});

test("asking for help is red, but not while the hours that would pay it are frozen", async () => {
  const outlined = async () => ((await shown(tab)).data as unknown as { pressing: boolean }).pressing;
  const hours = { availableMinutes: 60, availableText: "1 小时", heldMinutes: 0, heldText: "", honourMinutes: 60, honourText: "1 小时", accountCode: "K7M2-9QXD" };
  answers["timebank.open"] = { ok: true, data: { ...bank, hours } };
  expect(await outlined()).toBe(false);
  answers["timebank.open"] = { ok: true, data: { ...bank, hours: { ...hours, frozen: true } } };
  expect(await outlined()).toBe(true);
});

test("never opened before, it says that it did not open", async () => {
  offline();
  expect((await shown(tab)).data).toMatchObject({ face: "failed", bank: null });
});

describe("after a change of account nothing of the former one is shown", () => {
  const nothingOf = (page: Page): void => {
    expect(page.data.bank).toBeNull();
    expect(page.data.headline).toBeNull();
  };

  test.each([
    ["the tab itself hears that it doesn't know him", tab, "timebank.open", failure("notSignedIn")],
    ["the tab itself hears that there is no time bank here", tab, "timebank.open", failure("carrierOff")],
    ["我 hears that it doesn't know him", me, "me.open", failure("notSignedIn")],
    ["home asks him for his community", home, "home.open", { ok: true, data: { kind: "choose", communities: [] } }],
    ["home is in another community of the same name", home, "home.open", { ok: true, data: homeIn("hgy") }],
  ])("%s", async (_, page, call, answer) => {
    await shown(home);
    const open = await shown(tab);
    answers[call] = answer;
    // Asked by whom the table says; the tab that stood open all the while, and one that opens anew, have no network.
    if (page === tab) await again(open);
    else await shown(page);
    offline();
    nothingOf(await again(open));
    nothingOf(await shown(tab));
    expect([...phone.storage.values()].some((kept) => JSON.stringify(kept).includes("陪看病"))).toBe(false);
  });

  test("what 我, home and 我的事 showed goes with it, though they stood open", async () => {
    const opened = { called: "陈阿姨", name: "陈秀兰", communityId: "wtl", community: "幸福社区", household: { state: "none", text: "" }, posts: [], looks: [], unread: 0, mayConfirmBindings: false, mayInvite: false } satisfies CallData<"me.open">;
    answers["me.open"] = { ok: true, data: opened };
    answers["requests.mine"] = { ok: true, data: { items: [{ requestId: "r1" }] } };
    const [ownPage, homePage, minePage] = [await shown(me), await shown(home), await shown(mine)];
    answers["timebank.open"] = failure("notSignedIn");
    await shown(tab);
    offline();
    // At once, before anybody knows that there is no network.
    for (const page of [ownPage, homePage, minePage]) page.onShow();
    expect([ownPage, homePage, minePage].map(({ data }) => data)).toMatchObject([{ face: "loading", me: null }, { face: "loading", home: null }, { face: "loading", items: [] }]);
    await jest.advanceTimersByTimeAsync(10_000);
    for (const { data } of [ownPage, homePage, minePage]) expect(data.face).toBe("failed");
  });

  test("what was kept by an older version, which said no community, is not shown as of here", async () => {
    phone.storage.set("home", { at: Date.now(), reply: { ...homeIn("wtl"), communityId: undefined } });
    phone.storage.set("timebank", { reply: bank });
    offline();
    const page = await shown(tab);
    expect(page.data).toMatchObject({ face: "failed", bank: null });
  });
});

describe("an answer that was on its way while he went elsewhere", () => {
  const meIn = (communityId: string) => ({ called: communityId, name: "", communityId, community: "幸福社区", household: { state: "none", text: "" }, posts: [], looks: [], unread: 0, mayConfirmBindings: false, mayInvite: false });
  /** Asked now, answered when it is let go; what is asked for meanwhile is answered at once. */
  function held(call: string): () => void {
    const late = answers[call]!;
    let release!: () => void;
    const until = new Promise<void>((resolve) => (release = resolve));
    let first = true;
    const { callFunction } = wx.cloud;
    wx.cloud.callFunction = ((options: { data: { call: string } }) => {
      if (options.data.call !== call || !first) return (callFunction as unknown as (given: object) => unknown)(options);
      first = false;
      return until.then(() => ({ result: late }));
    }) as never;
    return release;
  }

  test("is asked for again, and neither shown nor kept", async () => {
    answers["me.open"] = { ok: true, data: meIn("wtl") };
    await shown(home);
    const [meAnswered, bankAnswered] = [held("me.open"), held("timebank.open")];
    const [ownPage, bankPage] = [await shown(me), await shown(tab)];
    answers = { "me.open": { ok: true, data: meIn("hgy") }, "home.open": { ok: true, data: homeIn("hgy") }, "timebank.open": { ok: true, data: { ...bank, member: "none", needs: [] } } };
    await shown(home);
    meAnswered();
    bankAnswered();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(ownPage.data).toMatchObject({ me: { called: "hgy" } });
    expect(bankPage.data.bank).toMatchObject({ member: "none" });
    expect([...phone.storage.values()].some((kept) => /"wtl"|陪看病/.test(JSON.stringify(kept)))).toBe(false);
  });

  test("of the same community it is taken as it comes", async () => {
    answers["me.open"] = { ok: true, data: meIn("wtl") };
    const answered = held("me.open");
    const ownPage = await shown(me);
    await shown(home);
    phone.sent.length = 0;
    answered();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(ownPage.data).toMatchObject({ me: { called: "wtl" } });
    expect(phone.sent.filter(({ call }) => call === "me.open")).toEqual([]);
  });
});
