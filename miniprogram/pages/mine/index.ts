import type { CallData } from "../../../contracts/calls";
import { openedPage } from "../../shared/behaviors/openedPage";
import { call, type CallFailure } from "../../shared/cloud";
import { ask, isOfToday, keepReply, keptText, lastReply } from "../../shared/lastReply";
import { learnTabs } from "../../shared/lookAhead";
import { refreshTabBar } from "../../shared/tabs";

type Listed = CallData<"requests.mine">;
type Item = Listed["items"][number];
type ListKey = "open" | "done";

const emptyWords: Record<ListKey, { title: string; detail: string; action: string }> = {
  open: { title: "眼下没有在办的事", detail: "家里、楼里、院里有什么不方便，说一次就行。", action: "我要反映" },
  done: { title: "还没有办完的事", detail: "办完的会放在这里，随时能回来看。", action: "" },
};

const newcomerWords = { title: "还没有选小区", detail: "先在首页选您住的小区，您说过的事都会在这里。", action: "去选小区" };

/** What the caller said: what is open, and what is done. Answers that come late belong to the list they were asked for. */
Component({
  behaviors: [openedPage],
  data: {
    lists: [
      { key: "open", text: "在办的" },
      { key: "done", text: "办完的" },
    ],
    list: "open" as ListKey,
    title: "",
    detail: "",
    action: "",
    items: [] as Item[],
    next: "",
    loadingMore: false,
  },
  methods: {
    onLoad() {
      const last = lastReply("requests.mine");
      if (last && isOfToday(last.at)) this.show("open", last.reply);
    },
    onShow() {
      refreshTabBar(this);
      // Another tab heard that he is somebody else now, or somewhere else.
      if (this.data.face === "ready" && !lastReply("requests.mine")) this.setData({ face: "loading", said: "", items: [], next: "" });
      void this.open();
    },
    async open() {
      const { list } = this.data;
      const result = await ask("requests.mine", { open: list === "open" });
      if (list !== this.data.list) return;
      if (!result.ok) return this.notShown(list, result.failure);
      // What is done is looked up now and then; what is open is what somebody wants to see anywhere.
      if (list === "open") keepReply("requests.mine", result.data);
      this.setData({ said: "" });
      this.show(list, result.data);
      void learnTabs(this);
    },
    show(list: ListKey, { items, next }: Listed) {
      this.setData({ face: items.length ? "ready" : "empty", items, next: next ?? "", ...emptyWords[list] });
    },
    notShown(list: ListKey, failure: CallFailure) {
      if (failure.code === "notSignedIn") return this.setData({ face: "empty", said: "", items: [], next: "", ...newcomerWords });
      const last = list === "open" ? lastReply("requests.mine") : null;
      if (last) {
        // Further down than the first page stays there.
        if (this.data.face !== "ready") this.show(list, last.reply);
        this.setData({ said: keptText(last.at, failure), saidTone: "waiting" });
      } else if (this.data.face === "ready") wx.showToast({ title: "没连上，显示的是刚才的", icon: "none" });
      else this.setData({ face: "failed", title: "没能打开", detail: failure.message, action: "" });
    },
    async onReachBottom() {
      const { list, next, loadingMore } = this.data;
      if (!next || loadingMore) return;
      this.setData({ loadingMore: true });
      const result = await call("requests.mine", { open: list === "open", cursor: next });
      this.setData({ loadingMore: false });
      if (list !== this.data.list || next !== this.data.next) return;
      if (result.ok) this.setData({ items: [...this.data.items, ...result.data.items], next: result.data.next ?? "" });
      else wx.showToast({ title: "没连上，再往上推一下", icon: "none" });
    },
    onList(event: WechatMiniprogram.CustomEvent<{ key: ListKey }>) {
      this.setData({ list: event.detail.key, face: "loading", said: "", items: [], next: "" });
      void this.open();
    },
    onAction() {
      if (this.data.action === emptyWords.open.action) wx.navigateTo({ url: "/features/report/pages/report/index" });
      else if (this.data.action === newcomerWords.action) wx.switchTab({ url: "/pages/home/index" });
      else {
        this.setData({ face: "loading" });
        void this.open();
      }
    },
    onRequest(event: WechatMiniprogram.CustomEvent<{ requestId: string }>) {
      wx.navigateTo({ url: `/features/requests/pages/story/index?requestId=${event.detail.requestId}` });
    },
  },
});
