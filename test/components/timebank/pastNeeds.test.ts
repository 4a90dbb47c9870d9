/** 以前请过的 on the tab: asked for when somebody looks, page by page, and again where the network failed. */
import { loadComponent, mount, stub } from "../support/component";
import { installPhone } from "../support/phone";

installPhone();
const names = ["headline-card", "hours-card", "link-row", "need-card", "page-state", "session-card", "station-card", "turn-card", "t-button"];
const page = loadComponent("pages/timebank/index", Object.fromEntries(names.map((name) => [name, stub])));

interface Page {
  onPast(): void;
  onPastMore(): Promise<void>;
  data: { past: { needId: string }[]; pastOpen: boolean; pastMore: boolean; pastSaid: string };
}
const settled = async (): Promise<void> => {
  for (let turns = 0; turns < 60; turns++) await Promise.resolve();
};

test("two pages, a failure between them, and nothing at all", async () => {
  const inputs: unknown[] = [];
  const replies: object[] = [];
  Object.assign(wx.cloud, { callFunction: ({ data }: { data: { input: unknown } }) => {
    inputs.push(data.input);
    return Promise.resolve({ result: replies.shift() });
  } });
  const failure = { ok: false, failure: { code: "busy", message: "同时操作的人有点多" } };
  replies.push({ ok: true, data: { items: [{ needId: "n1" }], next: "c" } }, failure, { ok: true, data: { items: [{ needId: "n2" }] } }, { ok: true, data: { items: [] } });
  const instance = mount(page).root.instance as unknown as Page;
  instance.onPast();
  await settled();
  expect(instance.data).toMatchObject({ past: [{ needId: "n1" }], pastMore: true, pastSaid: "" });
  await instance.onPastMore();
  expect(instance.data).toMatchObject({ past: [{ needId: "n1" }], pastMore: true, pastSaid: "同时操作的人有点多" });
  await instance.onPastMore();
  expect(instance.data).toMatchObject({ past: [{ needId: "n1" }, { needId: "n2" }], pastMore: false, pastSaid: "" });
  instance.onPast();
  instance.onPast();
  await settled();
  expect(instance.data).toMatchObject({ pastOpen: true, past: [], pastMore: false, pastSaid: "以前没有请人帮过忙。" });
  expect(inputs).toEqual([{ open: false }, { open: false, cursor: "c" }, { open: false, cursor: "c" }, { open: false }]);
});
