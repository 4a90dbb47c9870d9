import { openedPage } from "../../shared/behaviors/openedPage";
import { call } from "../../shared/cloud";
import { homeStation } from "../../shared/homeStation";
import { Intent } from "../../shared/intent";
import { ask, forgetReply, isOfToday, keepReply, keptText, lastReply } from "../../shared/lastReply";
import { learnTabs } from "../../shared/lookAhead";
import { refreshTabBar, saveTab } from "../../shared/tabs";
import { type NeedCard, openNeed, openSession, openTurn, turnDoneWords, type SessionAction, type TurnAction } from "../../shared/timebankWords";
import { type Bank, type Coming, comingToday, type Headline, headlineOf, joinWords } from "./timebankView";

const intent = new Intent();
const pageOf = (name: string): string => `/features/timebank/pages/${name}/index`;
const newcomerWords = { title: "先选您的小区", detail: "选好以后，就能请邻居帮忙，也能帮邻居。", action: "去首页选" };
const offWords = { title: "本社区还没有开通时间银行", detail: "需要帮忙的话，在首页点“我要反映”，或者打站里电话。", action: "去首页" };

interface TurnAct {
  shiftId: string;
  needId: string;
  version: number;
  action: TurnAction;
}
interface SessionAct {
  sessionId: string;
  version: number;
  action: SessionAction;
}

/** 时间银行: what is going on, what was saved, who needs help nearby, and how to ask for it. Opens with one call. */
Component({
  behaviors: [openedPage],
  data: {
    title: "",
    detail: "",
    action: "",
    bank: null as Bank | null,
    headline: null as Headline | null,
    coming: [] as Coming[],
    join: joinWords.none,
    /** Something else asks for the one red button, or his hours are frozen; then asking for help is outlined. */
    pressing: false,
    rulesOpen: false,
    /** What the caller asked for and is over. */
    pastOpen: false,
    past: [] as NeedCard[],
    pastNext: "",
    pastMore: false,
    pastBusy: false,
    pastSaid: "",
    station: { name: "", phone: "" },
    /** As many needs as the elder view names. */
    fewNear: 2,
    /** `id/action` of the step on its way. */
    busyId: "",
    busyAction: "",
  },
  methods: {
    onLoad() {
      const last = lastReply("timebank.open");
      if (last && isOfToday(last.at)) this.stand(last.reply);
    },
    onShow() {
      refreshTabBar(this);
      // Another tab heard that he is somebody else now, or somewhere else.
      if (this.data.bank && !lastReply("timebank.open")) this.setData({ face: "loading", bank: null, headline: null, pastOpen: false, past: [] });
      // What was said belonged to the step before he left.
      if (this.data.busyId === "") this.setData({ said: "" });
      void this.open();
    },
    async open() {
      const result = await ask("timebank.open", {});
      if (result.ok) return this.show(result.data);
      const { code, message } = result.failure;
      if (code === "carrierOff") forgetReply("timebank.open");
      const last = lastReply("timebank.open");
      if (last) {
        this.stand(last.reply);
        this.setData({ said: keptText(last.at, result.failure), saidTone: "waiting" });
      } else if (code === "notSignedIn") this.nothing("empty", newcomerWords);
      else if (code === "carrierOff") this.nothing("empty", offWords);
      else this.nothing("failed", { title: "时间银行没有打开", detail: message, action: "" });
    },
    nothing(face: "empty" | "failed", words: typeof offWords) {
      this.setData({ face, bank: null, headline: null, pastOpen: false, past: [], ...words });
    },
    show(bank: Bank) {
      saveTab("timebank");
      refreshTabBar(this);
      keepReply("timebank.open", bank);
      this.setData({ said: "" });
      this.stand(bank);
      void learnTabs(this);
    },
    stand(bank: Bank) {
      const coming = comingToday(bank, Date.now());
      const pressing = coming.length > 0 || bank.hours?.frozen === true || bank.now.some(({ actions }) => actions.includes("checkIn") || actions.includes("checkOut")) || bank.toConfirm.length > 0;
      this.setData({ face: "ready", bank, coming, headline: coming.length > 0 ? null : headlineOf(bank), join: joinWords[bank.member], pressing, station: homeStation() });
    },
    onFace() {
      if (this.data.face === "empty") return void wx.switchTab({ url: "/pages/home/index" });
      this.setData({ face: "loading" });
      void this.open();
    },
    onAsk() {
      void wx.navigateTo({ url: pageOf("ask") });
    },
    onNear() {
      void wx.navigateTo({ url: pageOf("near") });
    },
    onStatement() {
      void wx.navigateTo({ url: `${pageOf("records")}?tab=statement` });
    },
    /** What is over is asked for only when somebody looks for it. */
    onPast() {
      const pastOpen = !this.data.pastOpen;
      this.setData({ pastOpen });
      if (pastOpen) {
        this.setData({ past: [], pastNext: "" });
        void this.onPastMore();
      }
    },
    async onPastMore() {
      const { past, pastNext, pastBusy } = this.data;
      if (pastBusy) return;
      this.setData({ pastBusy: true, pastMore: false, pastSaid: past.length ? "" : "正在找…" });
      const result = await call("needs.mine", pastNext === "" ? { open: false } : { open: false, cursor: pastNext });
      if (!result.ok) return this.setData({ pastBusy: false, pastMore: true, pastSaid: result.failure.message });
      const [all, next = ""] = [[...past, ...result.data.items], result.data.next];
      this.setData({ pastBusy: false, past: all, pastNext: next, pastMore: next !== "", pastSaid: all.length ? "" : "以前没有请人帮过忙。" });
    },
    onRules() {
      this.setData({ rulesOpen: !this.data.rulesOpen });
    },
    onNeed(event: WechatMiniprogram.CustomEvent<{ needId: string }>) {
      openNeed(event.detail.needId);
    },
    onCode(event: WechatMiniprogram.TouchEvent) {
      void wx.navigateTo({ url: `${pageOf("code")}?needId=${event.currentTarget.dataset.need as string}` });
    },
    onTurn(event: WechatMiniprogram.CustomEvent<{ shiftId: string }>) {
      openTurn(event.detail.shiftId);
    },
    onSession(event: WechatMiniprogram.CustomEvent<{ sessionId: string }>) {
      openSession(event.detail.sessionId);
    },
    onTurnAct(event: WechatMiniprogram.CustomEvent<TurnAct>) {
      const { shiftId, needId, version, action } = event.detail;
      if (action === "checkIn" || action === "checkOut") openTurn(shiftId);
      else if (action === "accept" || action === "refuse") void this.answer(shiftId, version, action);
      else openNeed(needId);
    },
    async answer(shiftId: string, version: number, action: "accept" | "refuse") {
      if (this.data.busyId !== "") return;
      this.setData({ busyId: shiftId, busyAction: action, said: "" });
      const result = await intent.send("shifts.step", { shiftId, version, step: { action } });
      await this.after(result.ok ? turnDoneWords[action] : result.failure.message, result.ok);
    },
    onSessionAct(event: WechatMiniprogram.CustomEvent<SessionAct>) {
      const { sessionId, version, action } = event.detail;
      if (action === "confirm") void this.confirm(sessionId, version);
      else openSession(sessionId, action);
    },
    async confirm(sessionId: string, version: number) {
      if (this.data.busyId !== "") return;
      this.setData({ busyId: sessionId, busyAction: "confirm", said: "" });
      const result = await intent.send("sessions.step", { sessionId, version, step: { action: "confirm" } });
      await this.after(result.ok ? "确认好了，邻居的时间存上了。" : result.failure.message, result.ok);
    },
    /** What came of a step is said in the same place; the lists are fresh whether it went through or somebody was first. */
    async after(said: string, good: boolean) {
      await this.open();
      this.setData({ busyId: "", busyAction: "", said, saidTone: good ? "good" : "waiting" });
      void wx.pageScrollTo({ scrollTop: 0, duration: 150 });
    },
  },
});
