import type { CallData } from "../../../contracts/calls";
import { loadComponent, mount, stub } from "../support/component";
import { installPhone } from "../support/phone";

const phone = installPhone();
const names = ["away-card", "page-state", "request-card", "segments", "week-chart"];
const page = loadComponent("pages/workbench/index", Object.fromEntries(names.map((name) => [name, stub])));

type Opened = CallData<"workbench.open">;
type Card = Opened["mine"][number];
type Tab = "unclaimed" | "mine" | "due" | "done";
const aCard = (requestId: string): Card => ({
  requestId, version: 1, receipt: "", title: requestId, place: "", notes: [], state: "submitted", headline: { title: "", detail: "", tone: "plain" },
  urgency: "ordinary", dueText: "", dueTone: "plain", notFoundCount: 0, unclaimedCount: 0, actions: [], updatedAt: 1,
});
const opened = (patch: Partial<Opened> = {}): Opened => ({
  scopeName: "东站", counts: { unclaimed: 1, mine: 1, due: 0 }, more: true, unclaimed: [aCard("u1")], mine: [aCard("m1")], due: [],
  notFoundCount: 0, unclaimedCount: 0, week: { title: "", sentence: "", days: [] }, ...patch,
});
interface Page {
  open(): Promise<void>;
  choose(tab: Tab): void;
  onMore(): Promise<void>;
  onAway(event: { detail: { away: object | null } }): Promise<void>;
  data: { tab: Tab; shown: Card[]; listing: boolean; listFailure: string; board: Record<Tab, { items: Card[]; next: string | null }> };
}
interface Asked {
  input: { tab: Tab; cursor?: string };
  answer(reply: { items: Card[]; next?: string } | null): void;
}
const settled = async (): Promise<void> => {
  for (let turns = 0; turns < 60; turns++) await Promise.resolve();
};
/** The lists that were asked for and have no answer yet. */
let asked: Asked[] = [];
let reply = opened();
const home = { kind: "home", communityId: "wtl", community: "梧桐里社区", household: "none", tabs: ["home", "mine", "timebank", "workbench", "me"], unread: 0 };

beforeEach(() => {
  asked = [];
  phone.storage.clear();
  reply = opened();
  Object.assign(wx, { getWindowInfo: () => ({}), hideToast: () => undefined });
  Object.assign(wx.cloud, {
    callFunction: ({ data }: { data: { call: string; input: Asked["input"] } }) =>
      data.call !== "workbench.list"
        ? Promise.resolve({ result: { ok: true, data: data.call === "home.open" ? home : reply } })
        : new Promise((resolve) => {
            const failure = { code: "busy", message: "同时操作的人有点多" };
            asked.push({ input: data.input, answer: (page) => resolve({ result: page ? { ok: true, data: page } : { ok: false, failure } }) });
          }),
  });
});
const ids = (cards: readonly Card[]): string[] => cards.map(({ requestId }) => requestId);

async function shown(): Promise<Page> {
  const instance = mount(page).root.instance as unknown as Page;
  await instance.open();
  await settled();
  instance.choose("unclaimed");
  return instance;
}

test("办结, looked at while another list is on its way, is asked for after it", async () => {
  const instance = await shown();
  void instance.onMore();
  instance.choose("done");
  await settled();
  expect(asked.map(({ input }) => input)).toEqual([{ tab: "unclaimed" }]);
  asked[0]!.answer({ items: [aCard("u1"), aCard("u2")] });
  await settled();
  expect(asked[1]!.input).toEqual({ tab: "done" });
  asked[1]!.answer({ items: [aCard("d1")] });
  await settled();
  expect(ids(instance.data.shown)).toEqual(["d1"]);
  expect(ids(instance.data.board.unclaimed.items)).toEqual(["u1", "u2"]);
});

test("so it is when that list does not come; whose failure is not told of 办结", async () => {
  const instance = await shown();
  void instance.onMore();
  instance.choose("done");
  asked[0]!.answer(null);
  await settled();
  expect(instance.data.listFailure).toBe("");
  asked[1]!.answer(null);
  await settled();
  expect(instance.data.listFailure).not.toBe("");
  expect(asked).toHaveLength(2);
});

test("a page that no longer continues its list is left out", async () => {
  const instance = await shown();
  instance.choose("mine");
  void instance.onMore();
  asked[0]!.answer({ items: [aCard("m1")], next: "c1" });
  await settled();
  void instance.onMore();
  expect(asked[1]!.input).toEqual({ tab: "mine", cursor: "c1" });
  reply = opened({ mine: [aCard("m9")] });
  await instance.open();
  asked[1]!.answer({ items: [aCard("m2")] });
  await settled();
  expect(ids(instance.data.shown)).toEqual(["m9"]);
  expect(instance.data.board.mine.next).toBe("");
});

test("opened by a notice before home ever was: it learns from home that there is a time bank", async () => {
  const instance = (await shown()) as Page & { data: { bank: boolean } };
  expect(instance.data.bank).toBe(true);
  expect(phone.storage.get("tabState")).toMatchObject({ tabs: home.tabs });
});

test("back again, the cards are asked for anew: they say who deals with each", async () => {
  const instance = await shown();
  // An instance that has not heard of it yet still calls him away.
  reply = opened({ unclaimed: [aCard("u9")], away: { untilText: "到周五", standIn: "魏姐" } });
  await instance.onAway({ detail: { away: null } });
  expect(instance.data).toMatchObject({ shown: [{ requestId: "u9" }], away: null });
});
