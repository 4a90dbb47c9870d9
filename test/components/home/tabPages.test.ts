import type { CallData } from "../../../contracts/calls";
import { loadComponent, mount, stub } from "../support/component";
import { installPhone } from "../support/phone";

/** What home and 我 show before, and without, an answer of the cloud. */
const phone = installPhone();
Object.assign(globalThis, { getCurrentPages: () => [{ route: "pages/home/index" }] });
const stubs = { "page-state": stub, "link-row": stub, segments: stub, "person-line": stub, "emergency-row": stub, "request-card": stub, "waiting-list": stub };
const me = loadComponent("pages/me/index", stubs);
const home = loadComponent("pages/home/index", stubs);

interface Page {
  onLoad(query: object): void;
  open(): Promise<void>;
  data: { face: string; failure: string; placeParts: string[]; me: { called: string } | null };
}
const opened: CallData<"me.open"> = {
  called: "陈阿姨", name: "陈秀兰", community: "梧桐里社区", household: { state: "confirmed", text: "27 栋 3 单元 402" }, posts: [], looks: [], unread: 0,
  mayConfirmBindings: false, mayInvite: false,
};
const said: Extract<CallData<"home.open">, { kind: "home" }> = {
  kind: "home", greeting: "上午好，陈阿姨", community: "梧桐里社区", placeText: "梧桐里社区 · 第 12 网格 · 27 栋 3 单元", household: "confirmed", tabs: ["home", "mine", "me"], unread: 0,
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
