import { setElderView } from "../../shared/appearance";
import { appearance } from "../../shared/behaviors/appearance";
import { call } from "../../shared/cloud";
import { pulledDown } from "../../shared/pullDown";
import { refreshTabBar, saveUnread } from "../../shared/tabs";
import { type Me, type MeView, meView } from "./meView";

const sizes = [
  { key: "standard", text: "标准字" },
  { key: "elder", text: "大字" },
];

/** What the cloud said last, so that the page stands at once and without a network, as home does. */
const ME_KEY = "me";

/** Me: where I live, what I was told, who looked at what of me, how large I read; for staff, their posts and people. */
Component({
  behaviors: [appearance],
  data: { face: "loading", failure: "", me: null as MeView | null, looksOpen: false, sizes },
  methods: {
    onLoad() {
      const last = wx.getStorageSync<Me | "">(ME_KEY);
      if (last) this.setData({ face: "ready", me: meView(last) });
    },
    onShow() {
      refreshTabBar(this);
      void this.open();
    },
    onPullDownRefresh() {
      return pulledDown(this.open());
    },
    async open() {
      const result = await call("me.open", {});
      if (result.ok) {
        saveUnread(result.data.unread);
        refreshTabBar(this);
        wx.setStorageSync(ME_KEY, result.data);
        this.setData({ face: "ready", failure: "", me: meView(result.data) });
      } else if (result.failure.code === "notSignedIn") {
        wx.removeStorageSync(ME_KEY);
        this.setData({ face: "empty", failure: "", me: null });
      } else if (this.data.me) {
        this.setData({ failure: result.failure.message });
      } else {
        this.setData({ face: "failed", failure: result.failure.message });
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
