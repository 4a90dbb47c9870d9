import type { Bank, Item, Tab } from "../../../miniprogram/features/timebank/pages/bank/board";
import { loadComponent, mount, stub } from "../support/component";
import { installPhone } from "../support/phone";

installPhone();
const names = ["need-card", "page-state", "segments", "session-card"];
const page = loadComponent("features/timebank/pages/bank/index", Object.fromEntries(names.map((name) => [name, stub])));

const aNeed = (needId: string): Item => ({ kind: "need", need: { needId } }) as Item;
const opened = (items: Item[], next?: string): Bank => ({
  scopeName: "东站", healthText: "", mayDecide: true, counts: { applications: 0, needs: 1, unconfirmed: 0, disputes: 0 }, tab: "needs", items, ...(next && { next }),
});
interface Page {
  open(): Promise<void>;
  choose(tab: Tab): void;
  onMore(): Promise<void>;
  data: { shown: { key: string }[]; listing: boolean; lists: Record<Tab, { items: { key: string }[]; next: string | null }> };
}
const settled = async (): Promise<void> => {
  for (let turns = 0; turns < 60; turns++) await Promise.resolve();
};

test("a page that no longer continues its list is left out, and the list that was opened anew is asked for", async () => {
  const asked: { input: object; answer(page: object): void }[] = [];
  let reply = opened([aNeed("n1")], "c1");
  Object.assign(wx.cloud, {
    callFunction: ({ data }: { data: { call: string; input: object } }) =>
      data.call === "bank.open"
        ? Promise.resolve({ result: { ok: true, data: reply } })
        : new Promise((resolve) => asked.push({ input: data.input, answer: (list) => resolve({ result: { ok: true, data: list } }) })),
  });
  const instance = mount(page).root.instance as unknown as Page;
  await instance.open();
  void instance.onMore();
  expect(asked[0]!.input).toEqual({ tab: "needs", cursor: "c1" });
  // Opened anew, and now another list comes with it.
  reply = { ...opened([]), tab: "unconfirmed" };
  await instance.open();
  asked[0]!.answer({ items: [aNeed("n2")] });
  await settled();
  expect(asked[1]!.input).toEqual({ tab: "needs" });
  asked[1]!.answer({ items: [aNeed("n3")] });
  await settled();
  expect(instance.data.shown.map(({ key }) => key)).toEqual(["n3"]);
});
