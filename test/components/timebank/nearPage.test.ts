/** The end of 附近 is said where it is one, and that there is more where there is. */
import { loadComponent, mount, stub } from "../support/component";
import { installPhone } from "../support/phone";

installPhone();
const names = ["branch-sheet", "free-times", "need-card", "page-state", "segments", "skill-grid", "t-button", "t-loading", "words-field"];
const page = loadComponent("features/timebank/pages/near/index", Object.fromEntries(names.map((name) => [name, stub])));

interface Page {
  open(): Promise<void>;
  onReachBottom(): Promise<void>;
}

test("a page with another behind it says so, and only the last one says that it is the last", async () => {
  const replies: object[] = [{ items: [{ needId: "n1" }], next: "c" }, { items: [{ needId: "n2" }] }];
  Object.assign(wx.cloud, { callFunction: () => Promise.resolve({ result: { ok: true, data: replies.shift() } }) });
  const { root, text } = mount(page);
  const instance = root.instance as unknown as Page;
  await instance.open();
  expect(text()).toContain("往上推，还有");
  expect(text()).not.toContain("都在这里了");
  await instance.onReachBottom();
  expect(text()).toContain("眼下能帮的都在这里了");
  expect(text()).not.toContain("还有");
});
