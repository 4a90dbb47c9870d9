import { openedPage } from "../../../../shared/behaviors/openedPage";
import { call } from "../../../../shared/cloud";
import { minutesText } from "../../../../shared/contracts";
import { Intent } from "../../../../shared/intent";
import { openNeed, openTurn, type SessionAction, type SessionCard } from "../../../../shared/timebankWords";
import { buttonsOf, doneWords, type Fact, factsOf, minutesOf, noSheet, reasonChoices, ruleOf, type SessionButton, type SessionStep, type SheetAction, sheetOf, stepOf, suggestedMinutes } from "./sessionView";

const intent = new Intent();
const noErrors = { minutes: "", reason: "", words: "" };

/** One service as it really was: who, when, how long, what became of it; confirmed, corrected or decided here. */
Component({
  behaviors: [openedPage],
  data: {
    sessionId: "",
    session: null as SessionCard | null,
    facts: [] as Fact[],
    rule: "",
    buttons: [] as SessionButton[],
    events: [] as SessionCard["events"],
    headline: { title: "", detail: "", tone: "plain" as string },
    busy: "",
    sheet: noSheet,
    sheetOpen: false,
    notice: "",
    minutes: "",
    minutesText: "",
    reason: "",
    words: "",
    errors: noErrors,
    reasonChoices,
  },
  methods: {
    /** `action`: a step to begin with, chosen on the card that led here. */
    async onLoad({ sessionId = "", action = "" }: { sessionId?: string; action?: string }) {
      this.setData({ sessionId });
      await this.open();
      const wanted = this.data.buttons.find((button) => button.action === action);
      if (wanted && wanted.action !== "confirm") this.begin(wanted.action);
    },
    /** Left and come back to, the other side may have spoken. */
    onShow() {
      this.reopen(this.data.busy);
    },
    async open() {
      this.opening();
      const result = await call("sessions.open", { sessionId: this.data.sessionId });
      if (result.ok) this.show(result.data);
      else this.notOpened(result.failure);
    },
    show(session: SessionCard) {
      const { headline, events, actions } = session;
      this.setData({ face: "ready", session, headline, events, facts: factsOf(session), rule: ruleOf(session), buttons: buttonsOf(actions) });
    },
    onAction(event: WechatMiniprogram.TouchEvent) {
      this.begin(event.currentTarget.dataset.action as SessionAction);
    },
    begin(action: SessionAction) {
      const { session, sheet } = this.data;
      if (!session || this.data.busy !== "") return;
      if (action === "confirm") return void this.step({ action });
      if (action === "checkOut") return openTurn(session.shiftId);
      if (!(action in sheetOf)) return;
      const wanted = action as SheetAction;
      // Another step is another intent; the same one opened again still has its words.
      const typed = sheet.action === wanted ? {} : { reason: "", words: "", minutes: String(suggestedMinutes(wanted, session)) };
      this.setData({ sheet: sheetOf[wanted](session), sheetOpen: true, notice: "", errors: noErrors, ...typed });
      this.setMinutes(this.data.minutes);
    },
    onSheetClose() {
      this.setData({ sheetOpen: false });
    },
    onMinutes(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      this.setMinutes(event.detail.value);
    },
    setMinutes(typed: string) {
      const count = minutesOf(typed);
      this.setData({ minutes: typed, minutesText: count === null ? "" : `就是 ${minutesText(count)}`, "errors.minutes": "" });
    },
    onReason(event: WechatMiniprogram.CustomEvent<{ key: string }>) {
      this.setData({ reason: event.detail.key, "errors.reason": "" });
    },
    onWords(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      this.setData({ words: event.detail.value, "errors.words": "" });
    },
    onSheetSubmit() {
      const { session, sheet, minutes, reason, words } = this.data;
      if (!session || sheet.action === "") return;
      const { step, errors } = stepOf(sheet.action, { minutes, reason, words }, session);
      this.setData({ errors: errors ?? noErrors });
      if (step) void this.step(step);
    },
    async step(step: SessionStep) {
      const before = this.data.session;
      if (!before || this.data.busy !== "") return;
      this.setData({ busy: step.action, said: "", notice: "" });
      const result = await intent.send("sessions.step", { sessionId: before.sessionId, version: before.version, step });
      if (result.ok) {
        this.show(result.data);
        this.setData({ said: doneWords[step.action], saidTone: "good", sheetOpen: false, sheet: noSheet });
        void wx.pageScrollTo({ scrollTop: 0, duration: 150 });
      } else {
        const { code, message } = result.failure;
        if (code === "stale" || code === "actionNotOpen") await this.open();
        if (this.data.sheetOpen) this.setData({ notice: message });
        else this.setData({ said: message, saidTone: "waiting" });
      }
      this.setData({ busy: "" });
    },
    onNeed() {
      if (this.data.session) openNeed(this.data.session.needId);
    },
  },
});
