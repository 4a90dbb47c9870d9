import { setElderView } from "../../shared/appearance";
import { openedPage } from "../../shared/behaviors/openedPage";
import { ask, keepReply, keptText, lastReply } from "../../shared/lastReply";
import { learnTabs } from "../../shared/lookAhead";
import { refreshTabBar, saveUnread } from "../../shared/tabs";
import { type MeView, meView } from "./meView";

const sizes = [
  { key: "standard", text: "标准字" },
  { key: "elder", text: "大字" },
];

/** Me: where I live, what I was told, who looked at what of me, how large I read; for staff, their posts and people. */
Component({
  behaviors: [openedPage],
  data: { me: null as MeView | null, looksOpen: false, sizes },
  methods: {
    onLoad() {
      const last = lastReply("me.open");
      if (last) this.setData({ face: "ready", me: meView(last.reply) });
    },
    onShow() {
      refreshTabBar(this);
      // Another tab heard that he is somebody else now, or somewhere else.
      if (this.data.me && !lastReply("me.open")) this.setData({ face: "loading", failure: "", me: null });
      void this.open();
    },
    async open() {
      const result = await ask("me.open", {});
      const last = lastReply("me.open");
      if (result.ok) {
        saveUnread(result.data.unread);
        refreshTabBar(this);
        keepReply("me.open", result.data);
        this.setData({ face: "ready", failure: "", me: meView(result.data) });
        void learnTabs(this);
      } else if (result.failure.code === "notSignedIn") {
        this.setData({ face: "empty", failure: "", me: null });
      } else if (last) {
        this.setData({ face: "ready", failure: keptText(last.at, result.failure), me: meView(last.reply) });
      } else {
        this.setData({ face: "failed", failure: result.failure.message, me: null });
      }
    },
    /** The button of the failed face tries again, that of a newcomer's leads to where a community is chosen. */
    onFace() {
      if (this.data.face === "empty") return void wx.switchTab({ url: "/pages/home/index" });
      this.setData({ face: "loading" });
      void this.open();
    },
    onSize(event: WechatMiniprogram.CustomEvent<{ key: "standard" | "elder" }>) {
      setElderView(event.detail.key === "elder");
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
