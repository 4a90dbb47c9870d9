import { loadComponent, mount } from "./support/component";
import { installPhone } from "./support/phone";

const phone = installPhone();
let route = "pages/mine/index";
Object.assign(globalThis, { getCurrentPages: () => [{ route }] });
const tabBar = loadComponent("custom-tab-bar/index");

beforeEach(() => phone.storage.clear());

test("before the first reply: what everybody has", () => {
  expect(mount(tabBar).text()).toBe("首页我的事我");
});

test("the tabs of the last reply stand at once, with what is unread on 我", () => {
  phone.storage.set("tabState", { tabs: ["home", "mine", "workbench", "me"], unread: 120 });
  const { root, text } = mount(tabBar);
  expect(text()).toBe("首页我的事工作台99+我");
  expect(root.data.tabs).toContainEqual(expect.objectContaining({ key: "me", spoken: "我，99+ 条未读", selected: false }));
  expect(root.data.tabs).toContainEqual(expect.objectContaining({ key: "mine", selected: true }));
});

test("a tab that is open is always shown, before any reply has named it", () => {
  route = "pages/workbench/index";
  expect(mount(tabBar).text()).toBe("首页我的事工作台我");
  route = "pages/mine/index";
});

test("the number stands beside the sign or the word, never upon it", () => {
  phone.storage.set("tabState", { tabs: ["home", "me"], unread: 20 });
  expect(mount(tabBar).root.dom?.innerHTML).toMatch(/tab__sign[^<]*"><[^>]*>.*tab__badge/s);
  phone.storage.set("elderView", true);
  expect(mount(tabBar).text()).toBe("首页我的事我20");
});

test("the elder view has words only", () => {
  phone.storage.set("elderView", true);
  const { root } = mount(tabBar);
  expect(root.dom?.innerHTML).toContain("look--elder");
  expect(root.dom?.innerHTML).not.toContain("stub");
});

test("the time bank stands between what I said and the workbench; large letters say it in one short word", () => {
  phone.storage.set("tabState", { tabs: ["home", "mine", "timebank", "workbench", "me"], unread: 0 });
  expect(mount(tabBar).text()).toBe("首页我的事时间银行工作台我");
  phone.storage.set("elderView", true);
  const { root, text } = mount(tabBar);
  expect(text()).toBe("首页我的事时间工作台我");
  expect(root.data.tabs).toContainEqual(expect.objectContaining({ key: "timebank", spoken: "时间银行" }));
});
