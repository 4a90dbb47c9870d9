/** The branch's board as its template reads it: what waits, list by list, each kind with the card that shows it. */
import type { CallData } from "../../../../../contracts/calls";
import type { NeedCard, SessionCard } from "../../../../shared/timebankWords";
import { dotted } from "../../../../shared/dots";

export type Bank = CallData<"bank.open">;
export type Item = Bank["items"][number];
export type Tab = Bank["tab"];
type Member = Extract<Item, { kind: "member" }>["member"];

export interface MemberRow {
  memberId: string;
  title: string;
  chip: string;
  lines: string[];
  spoken: string;
}

/** One of the three is there. */
export interface Row {
  key: string;
  member: MemberRow | null;
  need: NeedCard | null;
  session: SessionCard | null;
}

export interface RowList {
  items: Row[];
  /** Where the next page starts; `""` is the first page, null when there is none. */
  next: string | null;
}
export type Lists = Record<Tab, RowList>;

const tabNames: Record<Tab, { full: string; short: string }> = {
  applications: { full: "报名", short: "报名" },
  needs: { full: "还缺人", short: "缺人" },
  unconfirmed: { full: "等确认", short: "确认" },
  disputes: { full: "有分歧", short: "分歧" },
};
/** Group leaders arrange and confirm; only the branch decides. */
const decided: readonly Tab[] = ["applications", "disputes"];

export const emptyWords: Record<Tab, { title: string; detail: string }> = {
  applications: { title: "没有等您看的报名", detail: "有人报名，会出现在这里，也会提醒您。" },
  needs: { title: "现在都有人了", detail: "有一班没人接，会出现在这里。" },
  unconfirmed: { title: "没有等您确认的", detail: "被帮的人一直没回话，会请您问一句。" },
  disputes: { title: "没有说不拢的事", detail: "两边记得不一样，会请您来定。" },
};

const notAsked: RowList = { items: [], next: "" };
export const emptyLists = (): Lists => ({ applications: notAsked, needs: notAsked, unconfirmed: notAsked, disputes: notAsked });

/** The cloud counts no further. */
const MOST_COUNTED = 100;

/** What somebody may look at: the tab that the cloud names is not one of a leader's where nothing waits at all. */
export const tabFor = (tab: Tab, mayDecide: boolean): Tab => (mayDecide || !decided.includes(tab) ? tab : "needs");

/** @param short for letters so large that four full names do not stand side by side */
export function tabLabels(counts: Bank["counts"], mayDecide: boolean, short: boolean): { key: Tab; text: string }[] {
  const shown = (Object.keys(tabNames) as Tab[]).filter((tab) => mayDecide || !decided.includes(tab));
  return shown.map((key) => {
    const name = tabNames[key][short ? "short" : "full"];
    const count = counts[key] >= MOST_COUNTED ? `${MOST_COUNTED - 1}+` : counts[key];
    return { key, text: counts[key] > 0 ? `${name} ${count}` : name };
  });
}

function memberRow({ memberId, called, grid, skillsText, timesText, appliedText, isMinor, guardianText }: Member): MemberRow {
  const title = `${called}想来帮忙`;
  const chip = isMinor ? "未满 18 岁" : "";
  const lines = [skillsText, timesText, guardianText ?? "", dotted(grid, `${appliedText} 报名`)].filter((line) => line !== "");
  return { memberId, title, chip, lines, spoken: [title, chip, ...lines].filter((part) => part !== "").join("，") };
}

export function rowOf(item: Item): Row {
  const none = { member: null, need: null, session: null };
  if (item.kind === "member") return { ...none, key: item.member.memberId, member: memberRow(item.member) };
  if (item.kind === "need") return { ...none, key: item.need.needId, need: item.need };
  return { ...none, key: item.session.sessionId, session: item.session };
}

/** The first page replaces, the others follow; what moved between two pages stands once. */
export function withPage(list: RowList, page: { items: Item[]; next?: string | undefined }): RowList {
  const known = list.next === "" ? [] : list.items;
  const keys = new Set(known.map(({ key }) => key));
  return { items: [...known, ...page.items.map(rowOf).filter(({ key }) => !keys.has(key))], next: page.next ?? null };
}
