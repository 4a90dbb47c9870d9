import type { CallData } from "../../../contracts/calls";
import { openedPage } from "../../shared/behaviors/openedPage";
import { call } from "../../shared/cloud";
import { Intent } from "../../shared/intent";
import { needsInput, type TappableAction } from "../../shared/requestActions";
import { learnTabs } from "../../shared/lookAhead";
import { hasTab, refreshTabBar, saveTab } from "../../shared/tabs";
import { afterStep, type Board, boardOf, type Card, emptyBoard, emptyWords, firstTab, headingsOf, notFoundText, type Story, type Tab, type TabLabel, tabLabels, type View, type WaitRow, waitRows, withPage } from "./board";

type Opened = CallData<"workbench.open">;
type Away = NonNullable<Opened["away"]>;

/** Shorter than the 200 ms a motion may take; the card has left when its list is drawn anew. */
const LEAVING_MS = 160;
const intent = new Intent();

interface Act {
  requestId: string;
  version: number;
  action: TappableAction;
}

/** What burns first: 待接, 我的, 快到期, 办结. Opens with one call; accepting happens on the card itself. */
Component({
  behaviors: [openedPage],
  data: {
    scopeName: "",
    tab: "unclaimed" as View,
    labels: [] as TabLabel[],
    counts: { unclaimed: 0, mine: 0, due: 0 },
    openMore: false,
    board: emptyBoard(),
    shown: [] as Card[],
    /** What stands above a card, by its request. */
    headings: {} as Record<string, string>,
    shownMore: false,
    listing: false,
    listFailure: "",
    emptyTitle: "",
    emptyDetail: "",
    notFoundText: "",
    /** What an empty 快到期 may say, in the cloud's words. */
    dueNone: emptyWords.due.detail,
    week: null as Opened["week"] | null,
    waits: [] as WaitRow[],
    away: null as Away | null,
    /** The community has its time bank. */
    bank: false,
    /** `requestId/action` of the step on its way. */
    busyCard: "",
    busyAction: "",
    leaving: "",
    saidRequestId: "",
  },
  methods: {
    onShow() {
      refreshTabBar(this);
      void this.open();
    },
    async open() {
      this.opening();
      const result = await call("workbench.open", {});
      if (result.ok) {
        saveTab("workbench");
        this.show(result.data);
        void learnTabs(this).then(() => this.setData({ bank: hasTab("timebank") }));
      } else {
        this.setData({ saidRequestId: "" });
        this.notOpened(result.failure);
      }
    },
    show(reply: Opened) {
      const first = this.data.face !== "ready";
      const { counts, more, scopeName, week, away } = reply;
      this.setData({
        face: "ready",
        scopeName,
        counts,
        openMore: more,
        labels: tabLabels(counts, more),
        board: boardOf(reply, this.data.board.done),
        notFoundText: notFoundText(reply),
        dueNone: reply.dueNone ?? emptyWords.due.detail,
        week,
        waits: waitRows(reply.waits ?? []),
        bank: hasTab("timebank"),
        away: away ?? null,
      });
      this.choose(first ? firstTab(reply) : this.data.tab);
    },
    onTab(event: WechatMiniprogram.CustomEvent<{ key: Tab }>) {
      this.choose(event.detail.key);
    },
    choose(tab: View) {
      const { items, next } = this.data.board[tab];
      const { title, detail } = emptyWords[tab];
      this.setData({ tab, shown: items, headings: headingsOf(tab, items), shownMore: next !== null, emptyTitle: title, emptyDetail: tab === "due" ? this.data.dueNone : detail, listFailure: "" });
      if (tab === "done") void this.listFirst();
    },
    /** 办结 is asked for only when somebody looks at it. */
    async listFirst() {
      const board = { ...this.data.board, done: { ...this.data.board.done, next: "" } };
      this.setData({ board });
      await this.onMore();
    },
    async onMore() {
      const { tab, board, listing } = this.data;
      const cursor = board[tab].next;
      if (listing || cursor === null || tab === "missed") return;
      this.setData({ listing: true, listFailure: "" });
      const result = await call("workbench.list", cursor === "" ? { tab } : { tab, cursor });
      this.setData({ listing: false });
      const list = this.data.board[tab];
      // The list may have been opened anew meanwhile: a page that no longer continues it would stand in the wrong place.
      if (result.ok && list.next === cursor) this.showPage(tab, withPage(list, result.data));
      else if (!result.ok && this.data.tab === tab) this.setData({ listFailure: result.failure.message });
      // 办结 was looked at while this one was on its way.
      const isAnother = tab !== "done" || cursor !== "";
      if (isAnother && this.data.tab === "done" && this.data.board.done.next === "") void this.onMore();
    },
    showPage(tab: Tab, list: Board[Tab]) {
      this.setData({ board: { ...this.data.board, [tab]: list } });
      if (this.data.tab === tab) this.setData({ shown: list.items, headings: headingsOf(tab, list.items), shownMore: list.next !== null });
    },
    onReachBottom() {
      if (this.data.tab === "done") void this.onMore();
    },
    onOpen(event: WechatMiniprogram.CustomEvent<{ requestId: string }>) {
      this.openStory(event.detail.requestId);
    },
    onNotFound() {
      this.choose("missed");
    },
    onSaid() {
      if (this.data.saidRequestId !== "") this.openStory(this.data.saidRequestId);
    },
    onWait(event: WechatMiniprogram.TouchEvent) {
      void wx.navigateTo({ url: (event.currentTarget.dataset as { url: string }).url });
    },
    onBank() {
      void wx.navigateTo({ url: "/features/timebank/pages/bank/index" });
    },
    onGrids() {
      wx.navigateTo({ url: "/features/grids/pages/grids/index" });
    },
    openStory(requestId: string, action = "") {
      const step = action === "" ? "" : `&action=${action}`;
      void wx.navigateTo({ url: `/features/requests/pages/story/index?requestId=${requestId}${step}` });
    },
    onAct(event: WechatMiniprogram.CustomEvent<Act>) {
      const { requestId, action } = event.detail;
      if (needsInput(action)) this.openStory(requestId, action);
      else void this.advance(event.detail);
    },
    async advance({ requestId, version, action }: Act) {
      const card = this.data.shown.find((one) => one.requestId === requestId);
      if (!card || this.data.busyCard !== "" || (action !== "accept" && action !== "start")) return;
      this.setData({ busyCard: requestId, busyAction: action, said: "" });
      const input = { requestId, version, step: { action } };
      const result = await intent.send("requests.advance", input);
      this.setData({ busyCard: "", busyAction: "" });
      if (result.ok) this.stepped(card, action, result.data);
      else {
        this.say(result.failure.message, "waiting");
        if (result.failure.code !== "offline") void this.open();
      }
    },
    stepped(card: Card, action: "accept" | "start", story: Story) {
      const taken = action === "accept" && this.data.tab === "unclaimed";
      if (taken) this.setData({ leaving: card.requestId });
      const settle = (): void => {
        const { counts, openMore } = this.data;
        const moved = action === "accept" ? { ...counts, unclaimed: Math.max(0, counts.unclaimed - 1), mine: counts.mine + 1 } : counts;
        this.setData({ leaving: "", counts: moved, labels: tabLabels(moved, openMore), board: afterStep(this.data.board, card, story) });
        this.choose(this.data.tab);
        this.say(action === "accept" ? `您接了“${card.title}”，在“我的”里。` : `“${card.title}”开始办了，居民看得到。`, "good", card.requestId);
      };
      if (taken) setTimeout(settle, LEAVING_MS);
      else settle();
    },
    say(said: string, saidTone: string, saidRequestId = "") {
      this.setData({ said, saidTone, saidRequestId });
    },
    /** The cards say who deals with each: they are asked for anew. What the change itself answered is the latest of it. */
    async onAway(event: WechatMiniprogram.CustomEvent<{ away: Away | null }>) {
      const { away } = event.detail;
      this.setData({ away });
      await this.open();
      this.setData({ away });
    },
  },
});
