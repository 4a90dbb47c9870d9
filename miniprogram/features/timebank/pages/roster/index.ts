import { openedPage } from "../../../../shared/behaviors/openedPage";
import { call, type CallFailure } from "../../../../shared/cloud";
import { dotted, heldDots } from "../../../../shared/dots";
import { Intent } from "../../../../shared/intent";
import type { NeedStory, ShiftView } from "../../../../shared/timebankWords";
import { assignmentsOf, type Choice, choicesOf, type Picks, picksOf, picksText, type Proposed, toggled } from "./picks";
import { calendarOf, calendarText, type DayRow } from "./rosterView";
import { mayAskAnybody, proposalView, type ProposalView, type ShiftSheet, shiftSheet, type UnfilledView, unfilledView } from "./shiftSheet";
import { doneWords, mayFund, type MoreRow, moreRows, type SheetAction, type Step, stepOf, type StepSheet, stepSheet } from "./steps";

const intent = new Intent();
const noPicks: Picks = {};
/** So many choices and reasons are read at once; the rest is one tap away. */
const CHOICES_AT_FIRST = 6;
const WHY_AT_FIRST = 3;

/** One need as a calendar: who comes when, what lacks; the system proposes, people decide, and everybody asked may say no. */
Component({
  behaviors: [openedPage],
  data: {
    needId: "",
    story: null as NeedStory | null,
    title: "",
    whereText: "",
    coming: [] as DayRow[],
    past: [] as DayRow[],
    pastOpen: false,
    lacking: false,
    onlyLacking: false,
    calendarText: "",
    more: [] as MoreRow[],
    mayAsk: false,
    mayFund: false,
    proposed: null as Proposed | null,
    picks: noPicks,
    picked: 0,
    picksText: "",
    proposals: [] as ProposalView[],
    unfilled: [] as UnfilledView[],
    whyAll: false,
    whyAtFirst: WHY_AT_FIRST,
    choicesAtFirst: CHOICES_AT_FIRST,
    shiftOpen: false,
    shift: null as ShiftSheet | null,
    choices: [] as Choice[],
    choicesAll: false,
    moreOpen: false,
    sheetOpen: false,
    sheet: null as StepSheet | null,
    sheetShiftId: "",
    words: "",
    wordsError: "",
    notice: "",
    busy: "" as Step["action"] | "propose" | "",
  },
  methods: {
    onLoad({ needId = "" }: { needId?: string }) {
      this.setData({ needId });
      void this.open();
    },
    async open() {
      this.opening();
      const result = await call("needs.open", { needId: this.data.needId });
      if (result.ok) this.show(result.data);
      else this.notOpened(result.failure);
    },
    show(story: NeedStory) {
      const { title, recipient, placeText } = story;
      const whereText = recipient ? dotted(recipient.called, recipient.place) : heldDots(placeText);
      this.setData({ face: "ready", story, title: heldDots(title), whereText, more: moreRows(story), mayAsk: mayAskAnybody(story), mayFund: mayFund(story), calendarText: calendarText(story) });
      this.draw();
    },
    /** The calendar and the proposals, from the story and from whom one is about to ask. */
    draw() {
      const { story, picks, onlyLacking, proposed } = this.data;
      if (!story) return;
      const { coming, past, lacking } = calendarOf(story, picks, onlyLacking);
      this.setData({
        coming,
        past,
        lacking,
        picked: assignmentsOf(picks).length,
        picksText: picksText(picks, story.shifts),
        proposals: proposalView(picks, story.shifts),
        unfilled: proposed ? unfilledView(proposed, picks, story.shifts) : [],
      });
    },
    onPast() {
      this.setData({ pastOpen: !this.data.pastOpen });
    },
    onOnlyLacking() {
      this.setData({ onlyLacking: !this.data.onlyLacking });
      this.draw();
    },
    onWhyAll() {
      this.setData({ whyAll: true });
    },
    onRequest() {
      void wx.navigateTo({ url: `/features/requests/pages/story/index?requestId=${this.data.story?.requestId ?? ""}` });
    },
    /** @returns whether there are proposals now */
    async propose(): Promise<boolean> {
      if (this.data.busy !== "") return false;
      this.setData({ busy: "propose", said: "" });
      const result = await call("needs.propose", { needId: this.data.needId });
      this.setData({ busy: "" });
      if (result.ok) this.setData({ proposed: result.data });
      else this.setData({ said: result.failure.message, saidTone: "waiting" });
      return result.ok;
    },
    async onPropose() {
      if (!(await this.propose()) || !this.data.proposed) return;
      const picks = picksOf(this.data.proposed);
      const none = assignmentsOf(picks).length === 0;
      this.setData({ picks, ...(none ? { said: "现在没有合适的人可以请。下面写了为什么，您也可以自己选人。", saidTone: "waiting" } : {}) });
      this.draw();
      if (!none) wx.pageScrollTo({ selector: ".why", duration: 150 }).catch(() => undefined);
    },
    onDrop() {
      this.setData({ picks: noPicks, proposed: null, whyAll: false });
      this.draw();
    },
    onShift(event: WechatMiniprogram.CustomEvent<{ shiftId: string }>) {
      this.openShift(event.detail.shiftId);
    },
    onProposal(event: WechatMiniprogram.TouchEvent) {
      this.openShift((event.currentTarget.dataset as { id: string }).id);
    },
    openShift(shiftId: string) {
      const { story } = this.data;
      const shift = this.shiftOf(shiftId);
      if (!story || !shift) return;
      this.setData({ shift: shiftSheet(story, shift), shiftOpen: true, choicesAll: false });
      this.drawChoices();
    },
    shiftOf(shiftId: string): ShiftView | undefined {
      return this.data.story?.shifts.find((one) => one.shiftId === shiftId);
    },
    drawChoices() {
      const { story, shift, proposed, picks } = this.data;
      const of = shift && this.shiftOf(shift.shiftId);
      this.setData({ choices: story && of && proposed ? choicesOf(picks, proposed, story.shifts, of) : [] });
    },
    onShiftClose() {
      this.setData({ shiftOpen: false });
    },
    async onWhoElse() {
      if (await this.propose()) this.drawChoices();
    },
    onChoicesAll() {
      this.setData({ choicesAll: true });
    },
    onChoice(event: WechatMiniprogram.TouchEvent) {
      const { id } = event.currentTarget.dataset as { id: string };
      const choice = this.data.choices.find(({ personId }) => personId === id);
      const shift = this.data.shift && this.shiftOf(this.data.shift.shiftId);
      if (!choice || !shift || choice.clash !== "") return;
      const picks = toggled(this.data.picks, shift, { personId: id, called: choice.called, why: choice.proposed ? choice.note : "" });
      this.setData({ picks });
      this.draw();
      this.drawChoices();
    },
    onInvite() {
      const assignments = assignmentsOf(this.data.picks);
      const people = new Set(assignments.map(({ personId }) => personId)).size;
      void this.step({ action: "invite", assignments }, `邀请了 ${people} 位邻居，他们一答复这里就能看到。`);
    },
    onMore() {
      this.setData({ moreOpen: true });
    },
    onMoreClose() {
      this.setData({ moreOpen: false });
    },
    onBegin(event: WechatMiniprogram.TouchEvent) {
      const { action } = event.currentTarget.dataset as { action: SheetAction };
      const sheetShiftId = action === "cancelShift" ? (this.data.shift?.shiftId ?? "") : "";
      const same = this.data.sheet?.action === action && this.data.sheetShiftId === sheetShiftId;
      this.setData({ moreOpen: false, shiftOpen: false, sheet: stepSheet(action, this.data.story?.shifts ?? [], Date.now()), sheetShiftId, sheetOpen: true, notice: "", wordsError: "", ...(same ? {} : { words: "" }) });
    },
    onSheetClose() {
      this.setData({ sheetOpen: false });
    },
    onWords(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      this.setData({ words: event.detail.value, wordsError: "" });
    },
    onSheetSubmit() {
      const { sheet, words, sheetShiftId } = this.data;
      if (sheet) void this.step(stepOf(sheet.action, words, sheetShiftId), doneWords[sheet.action]);
    },
    async step(step: Step, done: string) {
      const { needId, story, busy } = this.data;
      if (!story || busy !== "") return;
      this.setData({ busy: step.action, said: "", notice: "" });
      const result = await intent.send("needs.step", { needId, version: story.version, step });
      this.setData({ busy: "" });
      if (!result.ok) return this.refused(result.failure);
      this.setData({ sheetOpen: false, words: "", said: done, saidTone: "good", ...(step.action === "invite" ? { picks: noPicks, proposed: null, whyAll: false } : {}) });
      this.show(result.data);
      void wx.pageScrollTo({ scrollTop: 0, duration: 150 });
    },
    async refused({ code, message, fields }: CallFailure) {
      const wordsError = fields["step.wayOn"] ?? fields["step.words"] ?? "";
      if (this.data.sheetOpen) this.setData({ wordsError, notice: wordsError === "" ? message : "" });
      else this.setData({ said: message, saidTone: "waiting" });
      if (code !== "stale" && code !== "actionNotOpen") return;
      await this.open();
      this.setData({ said: message, saidTone: "waiting" });
    },
  },
});
