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

const allTabs: Record<TabKey, { text: string; icon: string }> = {
  home: { text: "首页", icon: "home" },
  mine: { text: "我的事", icon: "chat-bubble" },
  workbench: { text: "工作台", icon: "task" },
  me: { text: "我", icon: "user" },
};

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
      this.setData({
        theme: currentTheme(),
        tabs: tabs.map((key) => {
          const badge = key === "me" && unread > 0 ? (unread > 99 ? "99+" : String(unread)) : "";
          const { text, icon } = allTabs[key];
          return { key, text, icon, badge, selected: here === `pages/${key}/index`, spoken: badge ? `${text}，${badge} 条未读` : text };
        }),
      });
    },
    onTab(event: WechatMiniprogram.TouchEvent) {
      wx.switchTab({ url: `/pages/${event.currentTarget.dataset.key as TabKey}/index` });
    },
  },
});
