import { openedPage } from "../../../../shared/behaviors/openedPage";
import { call, type CallFailure } from "../../../../shared/cloud";
import { Intent } from "../../../../shared/intent";
import { type NeedStory, openTurn, type ShiftView, turnDoneWords } from "../../../../shared/timebankWords";
import { seriesToTake, type ShiftAction } from "../../components/shift-list/shiftRows";
import { undecidedText } from "../../undecided";
import { type NeedStep, needView, type NeedView, noSheet, stepDoneWords, stepSheets } from "./needView";

const intent = new Intent();
const joinWords = { title: "请您帮着照看这件事", detail: "点一下，您就能看到谁来帮忙，也能替他确认时间、替人签到。", action: "我来照看" };

/**
 * One need, for who is helped, his family, volunteers and the branch: what is true now, when somebody is needed and who
 * comes. A link shared with family carries a token; who opens it takes part by a tap.
 */
Component({
  behaviors: [openedPage],
  data: {
    needId: "",
    token: "",
    faceTitle: "",
    faceDetail: "",
    faceAction: "",
    raw: null as NeedStory | null,
    view: null as NeedView | null,
    shifts: [] as ShiftView[],
    events: [] as NeedStory["events"],
    side: "volunteer" as NeedStory["side"],
    headline: { title: "", detail: "", tone: "plain" as string },
    /** The step on its way; `busyId` names its shift. */
    busyId: "",
    busyAction: "",
    sheet: noSheet,
    sheetOpen: false,
    sheetNotice: "",
    words: "",
    wordsError: "",
    /** The link asks him in, and he sees the need as a neighbour only. */
    mayJoin: false,
    joinWords,
    /** How many times a volunteer could come by one tap. */
    series: 0,
  },
  methods: {
    onLoad({ needId = "", token = "" }: { needId?: string; token?: string }) {
      this.setData({ needId, token });
      void this.open();
    },
    onShow() {
      this.reopen(this.data.busyAction);
    },
    async open() {
      this.opening();
      const { needId, token } = this.data;
      const result = await call("needs.open", { needId });
      if (result.ok) this.show(result.data);
      else if (!this.data.raw && token !== "" && result.failure.code === "notFound") {
        this.setData({ face: "empty", faceTitle: joinWords.title, faceDetail: joinWords.detail, faceAction: joinWords.action });
      } else {
        this.setData({ faceTitle: "这件事没有打开", faceDetail: result.failure.message, faceAction: "" });
        this.notOpened(result.failure);
      }
    },
    show(story: NeedStory) {
      const { shifts, events, side, headline } = story;
      const mayJoin = this.data.token !== "" && side !== "recipient";
      this.setData({ face: "ready", raw: story, view: needView(story), shifts, events, side, headline, mayJoin, series: seriesToTake(shifts).length });
    },
    onFace() {
      if (this.data.face === "empty") void this.onJoin();
      else void this.open();
    },
    async onJoin() {
      const { needId, token, raw, busyAction } = this.data;
      if (busyAction !== "") return;
      this.setData({ busyAction: "join", ...(raw ? {} : { face: "loading" }) });
      const result = await intent.send("needs.join", { needId, token });
      this.setData({ busyAction: "" });
      if (!result.ok) {
        if (raw) this.setData({ said: result.failure.message, saidTone: "waiting", mayJoin: false });
        else this.setData({ face: "failed", faceTitle: "没能加入", faceDetail: result.failure.message, faceAction: "" });
        return;
      }
      this.show(result.data);
      this.setData({ said: "好了，您可以替他确认时间、替人签到。", saidTone: "good" });
    },

    onShiftAct(event: WechatMiniprogram.CustomEvent<{ shiftId: string; version: number; action: ShiftAction }>) {
      const { shiftId, version, action } = event.detail;
      if (action === "checkIn" || action === "checkOut" || action === "look" || action === "giveBack") openTurn(shiftId);
      else if (action === "cancelShift") void this.cancelShift(shiftId);
      else void this.turnStep(shiftId, version, action);
    },
    async turnStep(shiftId: string, version: number, action: "take" | "accept" | "refuse") {
      if (this.data.busyAction !== "") return;
      this.setData({ busyId: shiftId, busyAction: action, said: "" });
      const result = await intent.send("shifts.step", { shiftId, version, step: { action } });
      if (result.ok) this.stepped(result.data, turnDoneWords[action]);
      else await this.refused(result.failure);
      this.setData({ busyId: "", busyAction: "" });
    },
    /** One after the other, each under an id of its own: what was promised stays promised when one of them fails. */
    async onSeries() {
      const series = seriesToTake(this.data.shifts);
      if (this.data.busyAction !== "" || series.length === 0) return;
      const { confirm } = await wx.showModal({ title: `这 ${series.length} 次都您来？`, content: "哪次去不了，随时可以退那一次。", confirmText: "都我来", cancelText: "再想想" });
      if (!confirm) return;
      this.setData({ busyAction: "series", said: "" });
      for (const [index, { shiftId }] of series.entries()) {
        const { version } = this.data.shifts.find((shift) => shift.shiftId === shiftId) ?? { version: 0 };
        const result = await intent.send("shifts.step", { shiftId, version, step: { action: "take" } });
        if (!result.ok) {
          await this.refused(result.failure);
          if (index > 0) this.setData({ said: `前面 ${index} 次说好了。${result.failure.message}` });
          break;
        }
        this.stepped(result.data, `说好了，这 ${index + 1} 次归您。到时候点“去签到”。`);
      }
      this.setData({ busyAction: "" });
    },
    async cancelShift(shiftId: string) {
      const { confirm } = await wx.showModal({ title: "这一班不用了？", content: "答应来的人马上会知道，留出的时间退回去。", confirmText: "不用了", cancelText: "再想想" });
      if (confirm) await this.step({ action: "cancelShift", shiftId }, shiftId);
    },
    async step(step: NeedStep, busyId = "") {
      const before = this.data.raw;
      if (!before || this.data.busyAction !== "") return;
      this.setData({ busyId, busyAction: step.action, said: "", sheetNotice: "" });
      const result = await intent.send("needs.step", { needId: before.needId, version: before.version, step });
      if (result.ok) {
        this.stepped(result.data, stepDoneWords[step.action]);
        this.setData({ sheetOpen: false, words: "" });
      } else await this.refused(result.failure);
      this.setData({ busyId: "", busyAction: "" });
    },
    stepped(story: NeedStory, said: string) {
      this.show(story);
      this.setData({ said, saidTone: "good" });
      void wx.pageScrollTo({ scrollTop: 0, duration: 150 });
    },
    /** Somebody was first, or a rule says no: what is true now is shown with the reason. */
    async refused({ code, message, fields }: CallFailure) {
      // Not waited for: what turned behind it has ended.
      if (code === "notMember") return void this.toApply(message);
      if (code !== "offline") await this.open();
      if (this.data.sheetOpen) this.setData({ sheetNotice: message, wordsError: fields["step.wayOn"] ?? fields["step.words"] ?? "" });
      else {
        this.setData({ said: message, saidTone: "waiting" });
        void wx.pageScrollTo({ scrollTop: 0, duration: 150 });
      }
    },

    /** Who wants to help and has not applied yet is one tap from it. */
    async toApply(message: string) {
      const { confirm } = await wx.showModal({ title: "先报个名", content: message, confirmText: "去报名", cancelText: "先看看" });
      if (confirm) void wx.navigateTo({ url: "/features/timebank/pages/apply/index" });
    },
    onSheet(event: WechatMiniprogram.TouchEvent) {
      const sheet = stepSheets[event.currentTarget.dataset.action as "withdraw" | "notTake"];
      this.setData({ sheet, sheetOpen: true, sheetNotice: "", wordsError: "", words: sheet.action === this.data.sheet.action ? this.data.words : "" });
    },
    onSheetClose() {
      this.setData({ sheetOpen: false });
    },
    onWords(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      this.setData({ words: event.detail.value, wordsError: "" });
    },
    onSheetSubmit() {
      const words = this.data.words.trim();
      if (this.data.sheet.action === "notTake") {
        if (words === "") return this.setData({ wordsError: "请告诉他接下来可以找谁。" });
        void this.step({ action: "notTake", wayOn: words });
      } else void this.step(words === "" ? { action: "withdraw" } : { action: "withdraw", words });
    },
    async onFund() {
      const { confirm } = await wx.showModal({ title: "由社区出时间？", content: `自己存的和公共时间池都不够的那几班，${undecidedText(this.data.shifts, Date.now())}，帮完以后由社区给志愿者记上时间。`, confirmText: "社区来出", cancelText: "再想想" });
      if (confirm) await this.step({ action: "fund" });
    },
    onRoster() {
      void wx.navigateTo({ url: `/features/timebank/pages/roster/index?needId=${this.data.needId}` });
    },
    onCode() {
      void wx.navigateTo({ url: `/features/timebank/pages/code/index?needId=${this.data.needId}` });
    },
    /** The same words, kind and place; the days are chosen anew. */
    onAgain() {
      void wx.navigateTo({ url: `/features/timebank/pages/ask/index?needId=${this.data.needId}` });
    },
    /** Only the button lets family in; the menu of the page shares nothing of this need. */
    onShareAppMessage({ from }: { from: string }) {
      const story = this.data.raw;
      if (from !== "button" || !story?.familyToken) return { title: "时间银行：邻居帮一把，时间存起来", path: "/pages/timebank/index" };
      return { title: `请您帮着照看：${story.title}`, path: `/features/timebank/pages/need/index?needId=${story.needId}&token=${story.familyToken}` };
    },
  },
});
