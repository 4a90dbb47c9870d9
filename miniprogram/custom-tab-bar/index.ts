import { currentTheme } from "../shared/appearance";
import { type TabKey, tabState } from "../shared/tabs";

interface Tab {
  key: TabKey;
  text: string;
  icon: string;
  selected: boolean;
  badge: string;
  /** What a screen reader says. */
  spoken: string;
}

/** `short`: large letters of five tabs share 320 px. */
const allTabs: Record<TabKey, { text: string; short?: string; icon: string }> = {
  home: { text: "首页", icon: "home" },
  mine: { text: "我的事", icon: "chat-bubble" },
  timebank: { text: "时间银行", short: "时间", icon: "time" },
  workbench: { text: "工作台", icon: "task" },
  me: { text: "我", icon: "user" },
};

const routeOf = (key: TabKey): string => `pages/${key}/index`;

Component({
  data: { theme: currentTheme(), tabs: [] as Tab[] },
  lifetimes: {
    attached() {
      this.refresh();
    },
  },
  methods: {
    /** Called by the tab pages through shared/tabs.ts. */
    refresh() {
      const { tabs, unread } = tabState();
      const here = getCurrentPages().slice(-1)[0]?.route;
      // A page opened by a link or a notice may be a tab that no reply has named yet.
      const shown = (Object.keys(allTabs) as TabKey[]).filter((key) => tabs.includes(key) || here === routeOf(key));
      const theme = currentTheme();
      this.setData({
        theme,
        tabs: shown.map((key) => {
          const badge = key === "me" && unread > 0 ? (unread > 99 ? "99+" : String(unread)) : "";
          const { text, short = text, icon } = allTabs[key];
          const spoken = badge ? `${text}，${badge} 条未读` : text;
          return { key, text: theme.elder ? short : text, icon, badge, selected: here === routeOf(key), spoken };
        }),
      });
    },
    onTab(event: WechatMiniprogram.TouchEvent) {
      wx.switchTab({ url: `/${routeOf(event.currentTarget.dataset.key as TabKey)}` });
    },
  },
});
