import type { CallData } from "../../../contracts/calls";
import { loadComponent, mount, stub } from "../support/component";
import { installPhone } from "../support/phone";

/** What home and 我 show before, and without, an answer of the cloud. */
const phone = installPhone();
Object.assign(globalThis, { getCurrentPages: () => [{ route: "pages/home/index" }] });
const stubs = { "page-state": stub, "link-row": stub, segments: stub, "person-line": stub, "emergency-row": stub, "request-card": stub, "waiting-list": stub, "t-loading": stub };
const me = loadComponent("pages/me/index", stubs);
const home = loadComponent("pages/home/index", stubs);
const mine = loadComponent("pages/mine/index", stubs);

interface Page {
  onLoad(query: object): void;
  open(): Promise<void>;
  data: { face: string; failure: string; said: string; items: { requestId: string }[]; placeParts: string[]; me: { called: string } | null };
}
const opened: CallData<"me.open"> = {
  called: "陈阿姨", name: "陈秀兰", communityId: "wtl", community: "梧桐里社区", household: { state: "confirmed", text: "27 栋 3 单元 402" }, posts: [], looks: [], unread: 0,
  mayConfirmBindings: false, mayInvite: false,
};
const said: Extract<CallData<"home.open">, { kind: "home" }> = {
  kind: "home", greeting: "上午好，陈阿姨", communityId: "wtl", community: "梧桐里社区", placeText: "梧桐里社区 · 第 12 网格 · 27 栋 3 单元", household: "confirmed", tabs: ["home", "mine", "me"], unread: 0,
  station: { name: "第四党员服务站", branch: "第四党支部", phone: "1", address: "27 栋底层", presence: { here: true, title: "周站长在站里", detail: "", surname: "周" } },
  people: [], otherStations: [], emergencyNumbers: [], requests: [], moreRequests: false,
};

beforeEach(() => {
  phone.storage.clear();
  phone.lost = 0;
  phone.answer = () => ({ ok: true, data: opened });
});
/** A call that gets lost is tried again after a while: nobody waits for it here. */
const atOnce = async (work: () => Promise<void>): Promise<void> => {
  jest.useFakeTimers();
  const done = work();
  await jest.advanceTimersByTimeAsync(10_000);
  await done;
  jest.useRealTimers();
};

test("我 stands without a network as it was said last, and says that there is none", async () => {
  const first = mount(me).root.instance as Page;
  await first.open();
  const again = mount(me).root.instance as Page;
  again.onLoad({});
  expect(again.data).toMatchObject({ face: "ready", me: { called: "陈阿姨" } });
  phone.lost = 99;
  await atOnce(() => again.open());
  expect(again.data).toMatchObject({ face: "ready", me: { called: "陈阿姨" } });
  expect(again.data.failure).toMatch(/^网络断了，这是今天 \d\d:\d\d 的内容。$/);
});

test("who left his community leaves nothing of himself behind", async () => {
  await (mount(me).root.instance as Page).open();
  phone.answer = () => ({ ok: false, failure: { code: "notSignedIn", message: "" } });
  await (mount(me).root.instance as Page).open();
  const again = mount(me).root.instance as Page;
  again.onLoad({});
  expect(again.data.me).toBeNull();
});

test("an address is broken between its parts; large letters keep the map and the way", () => {
  phone.storage.set("home", { at: Date.now(), reply: said });
  phone.storage.set("elderView", true);
  const { root, text } = mount(home);
  (root.instance as Page).onLoad({});
  expect((root.instance as Page).data.placeParts).toEqual(["梧桐里社区 ·", "第 12 网格 ·", "27 栋 3 单元"]);
  expect(text()).toContain("怎么走");
  expect(text()).toContain("网格地图");
});

const card = (requestId: string, state: string) => ({ requestId, state, title: requestId }) as unknown as (typeof said)["requests"][number];
const form = { categories: [], emergencyNumbers: [], staff: [], uploadPrefix: "u/o1/" };
const answering = (answers: Record<string, object>): void => void (phone.answer = ({ call }) => ({ ok: true, data: answers[call] ?? opened }));
const asked = (): string[] => phone.sent.splice(0).map(({ call }) => call);

test("home keeps the form of a report once a day, after it stands, so that one can be begun without a network", async () => {
  asked();
  answering({ "home.open": said, "requests.form": { ...form, place: { kind: "home", text: "27 栋", grid: "" } } });
  await atOnce(() => (mount(home).root.instance as Page).open());
  expect(asked()).toEqual(["home.open", "requests.form"]);
  expect(phone.storage.get("reportForm")).toMatchObject({ reply: { uploadPrefix: "u/o1/" } });
  await atOnce(() => (mount(home).root.instance as Page).open());
  expect(asked()).toEqual(["home.open"]);
});

test("a form that doesn't know the address which home knows is asked for again", async () => {
  asked();
  phone.storage.set("reportForm", { at: Date.now(), reply: form });
  answering({ "home.open": said, "requests.form": form });
  await atOnce(() => (mount(home).root.instance as Page).open());
  expect(asked()).toEqual(["home.open", "requests.form"]);
});

test("a form that cannot be had disturbs nothing", async () => {
  answering({ "home.open": said });
  const page = mount(home).root.instance as Page;
  phone.answer = ({ call }) => (call === "home.open" ? { ok: true, data: said } : { ok: false, failure: { code: "internal", message: "坏了" } });
  await atOnce(() => page.open());
  expect(page.data).toMatchObject({ face: "ready", failure: "" });
});

test("a home that cannot be opened still has the numbers to dial and the way to say something", async () => {
  phone.lost = 99;
  const { root, text } = mount(home);
  await atOnce(() => (root.instance as Page).open());
  expect(text()).toContain("我要反映");
  expect(root.data["nationalNumbers"]).toContainEqual({ label: "心理援助", phone: "12356" });
});

test("large letters put what waits for an answer above everything else of home", () => {
  phone.storage.set("elderView", true);
  phone.storage.set("home", { at: Date.now(), reply: { ...said, requests: [card("r1", "inProgress"), card("r2", "resolved"), card("r3", "accepted")] } });
  const { root } = mount(home);
  (root.instance as Page).onLoad({});
  expect(root.data).toMatchObject({ asking: [{ requestId: "r2" }], others: [{ requestId: "r1" }, { requestId: "r3" }] });
});

test("who works here is not told that nobody knows where he lives", () => {
  phone.storage.set("home", { at: Date.now(), reply: { ...said, tabs: ["home", "mine", "workbench", "me"], otherStations: [{ name: "第一站", phone: "2" }] } });
  const { root, text } = mount(home);
  (root.instance as Page).onLoad({});
  expect(text()).not.toContain("还不知道您住哪一片");
  expect(text()).toContain("别的站");
});

test("a tab that was opened by a link learns the others from home, once", async () => {
  asked();
  answering({ "home.open": { ...said, tabs: ["home", "mine", "timebank", "me"] }, "requests.mine": { items: [card("r1", "accepted")] } });
  const page = mount(mine).root.instance as Page;
  await atOnce(() => page.open());
  expect(asked()).toEqual(["requests.mine", "home.open", "requests.form"]);
  expect(phone.storage.get("tabState")).toMatchObject({ tabs: ["home", "mine", "timebank", "me"] });
  await atOnce(() => page.open());
  expect(asked()).toEqual(["requests.mine"]);
});

test("我的事 stands without a network as it was read last, and says of when that is", async () => {
  answering({ "home.open": said, "requests.mine": { items: [card("r1", "accepted")] } });
  await atOnce(() => (mount(mine).root.instance as Page).open());
  phone.lost = 99;
  const again = mount(mine).root.instance as Page;
  again.onLoad({});
  expect(again.data).toMatchObject({ face: "ready", items: [{ requestId: "r1" }] });
  await atOnce(() => again.open());
  expect(again.data).toMatchObject({ face: "ready", items: [{ requestId: "r1" }] });
  expect(again.data.said).toMatch(/^网络断了，这是今天 \d\d:\d\d 的内容。$/);
});

test("who is no longer in the community reads nothing that was kept of 我的事", async () => {
  answering({ "home.open": said, "requests.mine": { items: [card("r1", "accepted")] } });
  await atOnce(() => (mount(mine).root.instance as Page).open());
  phone.answer = () => ({ ok: false, failure: { code: "notSignedIn", message: "" } });
  const page = mount(mine).root.instance as Page;
  page.onLoad({});
  await atOnce(() => page.open());
  expect(page.data).toMatchObject({ face: "empty", items: [] });
  expect(phone.storage.has("mine")).toBe(false);
});
