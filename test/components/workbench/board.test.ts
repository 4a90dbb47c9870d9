import { afterStep, boardOf, type Card, type CardList, firstTab, headingsOf, tabLabels, waitRows, withPage } from "../../../miniprogram/pages/workbench/board";
import { aStory } from "../requests/aStory";

const aCard = (requestId: string): Card => ({
  requestId,
  version: 1,
  receipt: "ZD4-1123-AAAA",
  title: "楼道灯不亮",
  place: "27 栋 3 单元",
  notes: [],
  state: "submitted",
  headline: { title: "等您来接", detail: "", tone: "waiting" },
  urgency: "ordinary",
  dueText: "明天 18:00",
  dueTone: "plain",
  notFoundCount: 0,
  unclaimedCount: 0,
  actions: ["accept"],
  updatedAt: 1,
});
const none: CardList = { items: [], next: null };
const ids = ({ items }: CardList): string[] => items.map(({ requestId }) => requestId);

const opened = {
  scopeName: "第四站",
  counts: { unclaimed: 2, mine: 1, due: 1 },
  more: false,
  unclaimed: [aCard("a"), aCard("b")],
  mine: [aCard("c")],
  due: [aCard("a")],
  notFoundCount: 0,
  unclaimedCount: 0,
  week: { title: "", sentence: "", days: [] },
};

test("what was accepted leaves 待接 and heads 我的, as it now stands", () => {
  const story = aStory({ version: 2, state: "accepted", actions: ["start"] });
  const board = afterStep(boardOf(opened, none), opened.unclaimed[0]!, story);
  expect(ids(board.unclaimed)).toEqual(["b"]);
  expect(ids(board.mine)).toEqual(["a", "c"]);
  expect(board.mine.items[0]).toMatchObject({ version: 2, state: "accepted", actions: ["start"] });
  expect(board.due.items[0]).toMatchObject({ version: 2, state: "accepted" });
});

test("a card that moved between two pages stands once; the first page replaces", () => {
  const first = withPage({ items: [aCard("old")], next: "" }, { items: [aCard("a"), aCard("b")], next: "c1" });
  expect(ids(first)).toEqual(["a", "b"]);
  const second = withPage(first, { items: [aCard("b"), aCard("c")] });
  expect(ids(second)).toEqual(["a", "b", "c"]);
  expect(second.next).toBeNull();
});

test("more than a page counts as at least, and nothing is not counted", () => {
  const labels = tabLabels({ unclaimed: 20, mine: 0, due: 1 }, true).map(({ text }) => text);
  expect(labels).toEqual(["待接 20+", "我的", "快到期 1+", "办结"]);
});

test("opens on what is overdue, else on what nobody took, else on one's own", () => {
  expect(firstTab(opened)).toBe("unclaimed");
  expect(firstTab({ ...opened, due: [aCard("a"), { ...aCard("c"), dueTone: "urgent" }] })).toBe("due");
  expect(firstTab({ ...opened, counts: { ...opened.counts, unclaimed: 0 } })).toBe("mine");
});

test("the banner leads to exactly the matters it counts, and they stay there as they now stand", () => {
  const missed = [{ ...aCard("c"), notFoundCount: 1 }, { ...aCard("d"), notFoundCount: 1 }];
  const board = boardOf({ ...opened, notFoundCount: 2, missed }, none);
  expect(board.missed).toEqual({ items: missed, next: null });
  const after = afterStep(board, missed[0]!, aStory({ version: 2, state: "accepted", notFoundCount: 1 }));
  expect(after.missed.items.map(({ requestId, state }) => [requestId, state])).toEqual([["c", "accepted"], ["d", "submitted"]]);
});

test("what waits on other pages leads to its own list there", () => {
  expect(waitRows([{ key: "needs", count: 3 }, { key: "disputes", count: 100 }, { key: "addresses", count: 1 }])).toEqual([
    { key: "needs", text: "还缺人 3", url: "/features/timebank/pages/bank/index?tab=needs" },
    { key: "disputes", text: "有分歧 99+", url: "/features/timebank/pages/bank/index?tab=disputes" },
    { key: "addresses", text: "住址待核对 1", url: "/features/people/pages/bindings/index" },
  ]);
});

test("what is late already stands apart from what is due soon", () => {
  const [late, soon] = [{ ...aCard("late"), dueTone: "urgent" as const }, aCard("soon")];
  expect(headingsOf("due", [late, { ...late, requestId: "late2" }, soon])).toEqual({ late: "已经过期", soon: "快到期" });
  expect([headingsOf("due", [soon]), headingsOf("mine", [late, soon]), headingsOf("due", [])]).toEqual([{}, {}, {}]);
});
