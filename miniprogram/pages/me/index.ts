import { setElderView } from "../../shared/appearance";
import { appearance } from "../../shared/behaviors/appearance";
import { call } from "../../shared/cloud";
import { refreshTabBar, saveUnread } from "../../shared/tabs";
import { type MeView, meView } from "./meView";

/** Me: where I live, what I was told, who looked at what of me, how large I read; for staff, their posts and people. */
Component({
  behaviors: [appearance],
  data: { face: "loading", failure: "", me: null as MeView | null, looksOpen: false },
  methods: {
    onShow() {
      refreshTabBar(this);
      void this.open();
    },
    async onPullDownRefresh() {
      await this.open();
      void wx.stopPullDownRefresh();
    },
    async open() {
      const result = await call("me.open", {});
      if (result.ok) {
        saveUnread(result.data.unread);
        refreshTabBar(this);
        this.setData({ face: "ready", failure: "", me: meView(result.data) });
      } else if (this.data.me) {
        this.setData({ failure: result.failure.message });
      } else {
        this.setData({ face: "failed", failure: result.failure.message });
      }
    },
    retry() {
      this.setData({ face: "loading" });
      void this.open();
    },
    onElder(event: WechatMiniprogram.CustomEvent<{ value: boolean }>) {
      setElderView(event.detail.value);
      this.refreshTheme();
      refreshTabBar(this);
    },
    onLooks() {
      this.setData({ looksOpen: !this.data.looksOpen });
    },
    onPrivacy() {
      wx.openPrivacyContract({});
    },
  },
});
