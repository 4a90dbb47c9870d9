import { openedPage } from "../../../../shared/behaviors/openedPage";
import { call } from "../../../../shared/cloud";
import { saveUnread } from "../../../../shared/tabs";
import { isTabUrl, type ItemView, itemView, seenUntil } from "./inboxView";

/** What I was told, newest first. Having been here is having read it: what is new stays marked until the page is left. */
Component({
  behaviors: [openedPage],
  data: { items: [] as ItemView[], next: "", listing: false, seen: 0 },
  methods: {
    onLoad() {
      void this.open();
    },
    onHide() {
      void this.read();
    },
    onUnload() {
      void this.read();
    },
    async open() {
      this.opening();
      const result = await call("inbox.open", {});
      if (!result.ok) {
        const face = this.data.items.length > 0 ? "ready" : "failed";
        return this.setData({ face, failure: result.failure.message });
      }
      const { items, next = "" } = result.data;
      this.setData({ face: items.length > 0 ? "ready" : "empty", failure: "", items: items.map(itemView), next, seen: seenUntil(items) ?? 0 });
    },
    async read() {
      const { seen } = this.data;
      if (seen === 0) return;
      this.setData({ seen: 0 });
      const result = await call("inbox.read", { until: seen });
      // Not read in the cloud, then still unread on the tab: the next visit tries again.
      if (result.ok) saveUnread(0);
    },
    async onReachBottom() {
      const { next, listing } = this.data;
      if (next === "" || listing) return;
      this.setData({ listing: true, failure: "" });
      const result = await call("inbox.open", { cursor: next });
      this.setData({ listing: false });
      if (!result.ok) return this.setData({ failure: result.failure.message });
      const known = new Set(this.data.items.map(({ inboxId }) => inboxId));
      const fresh = result.data.items.filter(({ inboxId }) => !known.has(inboxId)).map(itemView);
      this.setData({ items: [...this.data.items, ...fresh], next: result.data.next ?? "" });
    },
    onItem(event: WechatMiniprogram.TouchEvent) {
      const { url } = event.currentTarget.dataset as { url: string };
      if (url === "") return;
      if (isTabUrl(url)) void wx.switchTab({ url });
      else void wx.navigateTo({ url });
    },
  },
});
