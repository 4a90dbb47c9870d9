import { openedPage } from "../../../../shared/behaviors/openedPage";
import { call } from "../../../../shared/cloud";
import { openSession, type SessionAction } from "../../../../shared/timebankWords";
import { type Bank, emptyLists, emptyWords, type Row, type Tab, tabFor, tabLabels, withPage } from "./board";

/** What waits for the branch: who wants to help, which turns lack people, what nobody confirmed, what is disputed. */
Component({
  behaviors: [openedPage],
  data: {
    scopeName: "",
    healthText: "",
    mayDecide: false,
    counts: { applications: 0, needs: 0, unconfirmed: 0, disputes: 0 },
    wanted: "" as Tab | "",
    tab: "applications" as Tab,
    labels: [] as { key: Tab; text: string }[],
    lists: emptyLists(),
    shown: [] as Row[],
    shownMore: false,
    listing: false,
    listFailure: "",
    emptyTitle: "",
    emptyDetail: "",
  },
  methods: {
    /** `tab`: the list that led here. */
    onLoad({ tab }: { tab?: Tab }) {
      this.setData({ wanted: tab ?? "" });
      void this.open();
    },
    /** Come back to, what it shows may have been dealt with on the page it led to. */
    onShow() {
      this.reopen("");
    },
    async open() {
      this.opening();
      const { wanted } = this.data;
      const result = await call("bank.open", wanted === "" ? {} : { tab: wanted });
      if (result.ok) this.show(result.data);
      else this.notOpened(result.failure);
    },
    show(bank: Bank) {
      const { scopeName, healthText, mayDecide, counts } = bank;
      const first = this.data.face !== "ready";
      const lists = emptyLists();
      lists[bank.tab] = withPage(lists[bank.tab], bank);
      this.setData({ face: "ready", scopeName, healthText, mayDecide, counts, lists });
      this.choose(first ? tabFor(bank.tab, mayDecide) : this.data.tab);
    },
    onTab(event: WechatMiniprogram.CustomEvent<{ key: Tab }>) {
      this.choose(event.detail.key);
    },
    choose(tab: Tab) {
      const { counts, mayDecide, theme, lists } = this.data;
      const { title, detail } = emptyWords[tab];
      this.setData({ tab, labels: tabLabels(counts, mayDecide, theme.elder), listFailure: "", emptyTitle: title, emptyDetail: detail });
      this.showList(tab);
      if (lists[tab].next === "") void this.onMore();
    },
    showList(tab: Tab) {
      const { items, next } = this.data.lists[tab];
      if (this.data.tab === tab) this.setData({ shown: items, shownMore: next !== null });
    },
    async onMore() {
      const { tab, lists, listing } = this.data;
      const cursor = lists[tab].next;
      if (listing || cursor === null) return;
      this.setData({ listing: true, listFailure: "" });
      const result = await call("bank.list", cursor === "" ? { tab } : { tab, cursor });
      this.setData({ listing: false });
      const list = this.data.lists[tab];
      // The list may have been opened anew meanwhile: a page that no longer continues it would stand in the wrong place.
      if (result.ok && list.next === cursor) {
        this.setData({ lists: { ...this.data.lists, [tab]: withPage(list, result.data) } });
        this.showList(tab);
      } else if (!result.ok && this.data.tab === tab) this.setData({ listFailure: result.failure.message });
      // Somebody has gone on to another list, or opened this one anew, while it was on its way.
      if ((this.data.tab !== tab || cursor !== "") && this.data.lists[this.data.tab].next === "") void this.onMore();
    },
    onOpen(event: WechatMiniprogram.TouchEvent) {
      const { url } = event.currentTarget.dataset as { url: string };
      void wx.navigateTo({ url });
    },
    onNeed(event: WechatMiniprogram.CustomEvent<{ needId: string }>) {
      void wx.navigateTo({ url: `/features/timebank/pages/roster/index?needId=${event.detail.needId}` });
    },
    onSession(event: WechatMiniprogram.CustomEvent<{ sessionId: string }>) {
      openSession(event.detail.sessionId);
    },
    onAct(event: WechatMiniprogram.CustomEvent<{ sessionId: string; action: SessionAction }>) {
      openSession(event.detail.sessionId, event.detail.action);
    },
  },
});
