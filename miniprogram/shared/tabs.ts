import type { CallData } from "../../contracts/calls";

type HomeReply = Extract<CallData<"home.open">, { kind: "home" }>;
export type TabKey = HomeReply["tabs"][number];

/** What the tab bar shows. Kept on the phone so that it stands at once, before any call has answered. */
export interface TabState {
  tabs: TabKey[];
  unread: number;
}

const TAB_STATE_KEY = "tabState";
const beforeFirstReply: TabState = { tabs: ["home", "mine", "me"], unread: 0 };

export const tabState = (): TabState => wx.getStorageSync<TabState | "">(TAB_STATE_KEY) || beforeFirstReply;

export const saveTabState = (state: TabState): void => wx.setStorageSync(TAB_STATE_KEY, state);

/** A tab page that the cloud opened is one of this person's, whether or not home has named it yet. */
export function saveTab(key: TabKey): void {
  const state = tabState();
  if (!state.tabs.includes(key)) saveTabState({ ...state, tabs: [...state.tabs, key] });
}

export const saveUnread = (unread: number): void => saveTabState({ ...tabState(), unread });

/** Whether this person has that tab: a carrier's pages are led to only where the community has it switched on. */
export const hasTab = (key: TabKey): boolean => tabState().tabs.includes(key);

interface TabBar {
  refresh(): void;
}

/** A tab page calls this on every show and after it saved a new state: each tab page has a tab bar of its own. */
export function refreshTabBar(page: { getTabBar?: () => unknown }): void {
  const bar = page.getTabBar?.() as TabBar | null | undefined;
  bar?.refresh();
}
