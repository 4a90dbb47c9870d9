/** The workbench's lists: pure moves of cards between them. */
import type { CallData } from "../../../contracts/calls";

export type Card = CallData<"workbench.open">["mine"][number];
export type Story = CallData<"requests.advance">;
export type Tab = "unclaimed" | "mine" | "due" | "done";
export type OpenTab = Exclude<Tab, "done">;

export interface CardList {
  items: Card[];
  /** Where the next page starts; `""` is the first page again, null when there is none. */
  next: string | null;
}
/** What can be looked at: the tabs, and what the banner speaks of. */
export type View = Tab | "missed";
export type Board = Record<View, CardList>;

export interface TabLabel {
  key: Tab;
  text: string;
}

const tabNames: Record<Tab, string> = { unclaimed: "待接", mine: "我的", due: "快到期", done: "办结" };

export const emptyWords: Record<View, { title: string; detail: string }> = {
  unclaimed: { title: "现在没有等您接的事", detail: "有新的会出现在这里，也会提醒您。" },
  mine: { title: "您手上没有事", detail: "接了的事会出现在这里。" },
  due: { title: "没有快到期的事", detail: "您手上的都还来得及。" },
  done: { title: "还没有办结的事", detail: "居民确认以后，会出现在这里。" },
  missed: { title: "都有人接了", detail: "居民再说没找到人，会出现在这里。" },
};

export const emptyBoard = (): Board => ({
  unclaimed: { items: [], next: null },
  mine: { items: [], next: null },
  due: { items: [], next: null },
  done: { items: [], next: "" },
  missed: { items: [], next: null },
});

/** The open lists as they came; `more` says that each may go on. */
export function boardOf(reply: CallData<"workbench.open">, done: CardList): Board {
  const next = reply.more ? "" : null;
  const list = (items: Card[]): CardList => ({ items, next });
  return { unclaimed: list(reply.unclaimed), mine: list(reply.mine), due: list(reply.due), done, missed: { items: reply.missed ?? [], next: null } };
}

export const tabLabels = (counts: CallData<"workbench.open">["counts"], more: boolean): TabLabel[] => {
  const plus = more ? "+" : "";
  const counted = (["unclaimed", "mine", "due"] as const).map((tab) => ({
    key: tab,
    text: counts[tab] > 0 ? `${tabNames[tab]} ${counts[tab]}${plus}` : tabNames[tab],
  }));
  return [...counted, { key: "done", text: tabNames.done }];
};

/** What the workbench opens on: what is overdue, whosever it is, then what waits for somebody, then one's own. */
export function firstTab({ counts, due }: CallData<"workbench.open">): OpenTab {
  if (due.some(({ dueTone }) => dueTone === "urgent")) return "due";
  return counts.unclaimed === 0 && counts.mine > 0 ? "mine" : "unclaimed";
}

/** What residents said and what the clock noticed, never one as the other; empty when it never happened. */
export function notFoundText({ notFoundCount, unclaimedCount }: CallData<"workbench.open">): string {
  const said = notFoundCount > 0 ? [`居民 ${notFoundCount} 次没找到人`] : [];
  const noticed = unclaimedCount > 0 ? [`有 ${unclaimedCount} 次过了时间没人接`] : [];
  return [...said, ...noticed].join("，");
}

type Waits = NonNullable<CallData<"workbench.open">["waits"]>;

/** What is late already stands apart from what is due soon; the list has the late ones first. */
export function headingsOf(view: View, cards: readonly Card[]): Record<string, string> {
  if (view !== "due") return {};
  const late = cards.find(({ dueTone }) => dueTone === "urgent");
  const soon = cards.find(({ dueTone }) => dueTone !== "urgent");
  return { ...(late && { [late.requestId]: "已经过期" }), ...(late && soon && { [soon.requestId]: "快到期" }) };
}

const waitsAt: Record<Waits[number]["key"], { name: string; url: string }> = {
  applications: { name: "报名", url: "/features/timebank/pages/bank/index?tab=applications" },
  needs: { name: "还缺人", url: "/features/timebank/pages/bank/index?tab=needs" },
  unconfirmed: { name: "等确认", url: "/features/timebank/pages/bank/index?tab=unconfirmed" },
  disputes: { name: "有分歧", url: "/features/timebank/pages/bank/index?tab=disputes" },
  addresses: { name: "住址待核对", url: "/features/people/pages/bindings/index" },
};
/** The cloud counts no further. */
const MOST_COUNTED = 100;

export interface WaitRow {
  key: string;
  text: string;
  url: string;
}

export const waitRows = (waits: Waits): WaitRow[] =>
  waits.map(({ key, count }) => ({ key, text: `${waitsAt[key].name} ${count >= MOST_COUNTED ? `${MOST_COUNTED - 1}+` : count}`, url: waitsAt[key].url }));

/** The first page replaces, the others follow; a card that moved between two pages stands once. */
export function withPage(list: CardList, page: CallData<"workbench.list">): CardList {
  const known = list.next === "" ? [] : list.items;
  const ids = new Set(known.map(({ requestId }) => requestId));
  return { items: [...known, ...page.items.filter(({ requestId }) => !ids.has(requestId))], next: page.next ?? null };
}

/** A card as its matter stands after a step that was taken on it here. */
const cardAfter = (card: Card, story: Story): Card => ({
  ...card,
  version: story.version,
  state: story.state,
  headline: story.headline,
  dueText: story.dueText,
  actions: story.actions,
  notFoundCount: story.notFoundCount,
  unclaimedCount: story.unclaimedCount,
});

/** Puts the matter's card where it now belongs: what was accepted goes from 待接 to the head of 我的. */
export function afterStep(board: Board, card: Card, story: Story): Board {
  const fresh = cardAfter(card, story);
  const same = ({ requestId }: Card): boolean => requestId === card.requestId;
  const updated = (list: CardList): CardList => ({ ...list, items: list.items.map((one) => (same(one) ? fresh : one)) });
  const without = (list: CardList): CardList => ({ ...list, items: list.items.filter((one) => !same(one)) });
  const mine = without(board.mine);
  return {
    unclaimed: without(board.unclaimed),
    mine: { ...mine, items: [fresh, ...mine.items] },
    due: updated(board.due),
    done: board.done,
    missed: updated(board.missed),
  };
}
