import { openedPage } from "../../../../shared/behaviors/openedPage";
import { call, type CallFailure } from "../../../../shared/cloud";
import { minuteOfDay } from "../../../../shared/contracts";
import { localDay } from "../../../../shared/days";
import { Intent } from "../../../../shared/intent";
import { type AskDraft, type AskErrors, type AskForm, type AskSkill, type AskStep, emptyAsk, firstWrong, type Frequency, missingAt, noAskErrors, scheduleOf, shiftLengths, spanOf, type SpanKey, steps, toNeed } from "../../askDraft";
import { draftAgain, placeToKeep } from "../../askAgain";
import { askSentence, costSentence } from "../../askWords";
import { askedPlace, dropDraft, hasDraft, keepAsked, storedDraft, storeDraft } from "../../draftStore";
import { dayCounts, kinds, lengths, type Option, places, numberChoices, shiftChoices, spans, weekdays, weeks, whereChoices } from "./askChoices";

const STORE_AFTER_MS = 300;
const intent = new Intent();
let storing = 0;

const headings: Record<AskStep, string> = { what: "请邻居帮什么？", when: "什么时候？", where: "在哪里？", check: "看一眼，对不对" };
const nextWords: Record<AskStep, string> = { what: "下一步", when: "下一步", where: "下一步", check: "发出去" };

/** At which question a failure of the cloud is mended. */
const stepOfFailure: Partial<Record<CallFailure["code"], AskStep>> = { placeUnknown: "where", accountUnknown: "where", skillUnknown: "what", dateNotWorkable: "when" };

const stepOfField: Record<string, AskStep> = { skill: "what", words: "what", child: "what", schedule: "when", place: "where", onBehalf: "where" };

/** 请人帮忙: one question at a time, large answers, and a sentence that sums it up with what it costs before it is sent. */
Component({
  behaviors: [openedPage],
  data: {
    form: null as AskForm | null,
    draft: emptyAsk(),
    step: "what" as AskStep,
    stepNumber: 1,
    heading: headings.what,
    next: nextWords.what,
    /** The text area keeps its own words, so that the caret never jumps. */
    firstWords: "",
    chosenSkills: [] as string[],
    child: false,
    errors: noAskErrors,
    kinds,
    lengths,
    weekdays,
    weeks,
    dayCounts,
    spans,
    places,
    shiftChoices: [] as Option[],
    whereChoices: [] as Option[],
    /** Choices compare words, drafts count. */
    minutesKey: "",
    weekdayKey: "",
    weeksKey: "",
    daysKey: "",
    shiftKey: "",
    placesKey: "",
    /** Hours of the chosen day up to this one are past. */
    pastMinute: -1,
    /** A matter of its own beside what was begun before: it answers a request or an offer, or asks again. */
    fresh: false,
    /** The need that is asked again. */
    againId: "",
    sentence: "",
    cost: "",
    sending: false,
  },
  methods: {
    onLoad({ offerId = "", requestId = "", needId: againId = "" }: { offerId?: string; requestId?: string; needId?: string }) {
      const fresh = offerId !== "" || requestId !== "" || againId !== "";
      const draft = { ...(fresh ? emptyAsk() : storedDraft("ask", emptyAsk())), offerId, requestId };
      this.setData({ draft, fresh, againId, firstWords: draft.words });
      void this.open();
    },
    onHide() {
      this.store();
    },
    onUnload() {
      this.store();
    },
    async open() {
      this.opening();
      const { draft: { offerId, requestId }, againId } = this.data;
      const result = await call("needs.form", { ...(offerId ? { offerId } : {}), ...(requestId ? { requestId } : {}), ...(againId ? { needId: againId } : {}) });
      if (!result.ok) return this.notOpened(result.failure);
      const form = result.data;
      this.setData({ face: "ready", form, whereChoices: whereChoices(form) });
      if (form.again) return this.fill(draftAgain(form.again, form, askedPlace(againId)));
      const { draft } = this.data;
      const words = draft.words || (form.request ? form.request.words : "");
      this.setData({ firstWords: words });
      this.change({ words, skill: draft.skill || (form.offer ? form.offer.skill : ""), place: draft.place || (form.place && !form.request ? "home" : ""), ...(form.request ? { forOther: true } : {}) });
    },
    /** What was asked before is answered already; the days are the first question that is open. */
    fill(draft: AskDraft) {
      this.change(draft);
      const open = firstWrong(missingAt("what", draft, { child: this.data.child, today: localDay(Date.now()) }));
      this.go(open ? "what" : "when");
    },

    /** The one way to change the draft: shows it, derives what hangs on it, keeps it on the phone. */
    change(patch: Partial<AskDraft>) {
      const draft = { ...this.data.draft, ...patch };
      const lengthsOfDay = shiftLengths(spanOf(draft)?.minutes ?? 0);
      // Another span is cut otherwise; four shifts or one stay what they were where they can.
      if (draft.shiftMinutes !== 0 && !lengthsOfDay.includes(draft.shiftMinutes)) draft.shiftMinutes = 0;
      const skill = this.skillOf(draft.skill);
      this.setData({
        draft,
        chosenSkills: [draft.skill],
        child: skill?.child === true,
        shiftChoices: shiftChoices(draft),
        ...numberChoices(draft),
        minutesKey: String(draft.minutes),
        weekdayKey: String(draft.weekday),
        weeksKey: String(draft.weeks),
        daysKey: String(draft.days),
        shiftKey: String(draft.shiftMinutes),
        placesKey: String(draft.places),
        pastMinute: draft.kind === "once" && draft.day === localDay(Date.now()) ? minuteOfDay(Date.now()) : -1,
        ...this.summary(draft),
      });
      clearTimeout(storing);
      storing = setTimeout(() => this.store(), STORE_AFTER_MS);
    },
    summary(draft: AskDraft): { sentence: string; cost: string } {
      const { form } = this.data;
      const schedule = scheduleOf(draft, localDay(Date.now()));
      if (!form || !schedule) return { sentence: "", cost: "" };
      return { sentence: askSentence(draft, form, schedule), cost: costSentence(schedule, form, draft.forOther) };
    },
    skillOf(code: string): AskSkill | undefined {
      return this.data.form?.skills.find((skill) => skill.code === code);
    },
    store() {
      clearTimeout(storing);
      const { draft, sending, face, fresh } = this.data;
      if (sending || face !== "ready" || fresh) return;
      if (draft.skill !== "" || draft.words.trim() !== "" || hasDraft("ask")) storeDraft("ask", draft);
    },

    onSkill(event: WechatMiniprogram.CustomEvent<{ code: string }>) {
      this.change({ skill: event.detail.code });
      this.setData({ "errors.skill": "" });
    },
    onWords(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      this.change({ words: event.detail.value });
      this.setData({ "errors.words": "" });
    },
    /** A field of words or a wheel, named by `data-key`. */
    onField(event: WechatMiniprogram.CustomEvent<{ value: string | number | boolean }>) {
      const { key, error } = event.currentTarget.dataset as { key: keyof AskDraft; error?: keyof AskErrors };
      this.change({ [key]: event.detail.value });
      if (error) this.clear(error);
    },
    /** One of a few numbers or words, named by `data-key`. */
    onChoice(event: WechatMiniprogram.CustomEvent<{ key: string }>) {
      const { key, error } = event.currentTarget.dataset as { key: keyof AskDraft; error?: keyof AskErrors };
      const value = event.detail.key;
      this.change({ [key]: typeof this.data.draft[key] === "number" ? Number(value) : value });
      if (error) this.clear(error);
    },
    onKind(event: WechatMiniprogram.CustomEvent<{ key: Frequency }>) {
      this.change({ kind: event.detail.key });
      this.clear("kind");
    },
    onSpan(event: WechatMiniprogram.CustomEvent<{ key: SpanKey }>) {
      const span = event.detail.key;
      this.change(span === "own" ? { span, fromMinute: 480, toMinute: 1200 } : { span });
      this.clear("span");
    },
    onUnit(event: WechatMiniprogram.CustomEvent<{ unitCode: string; text: string }>) {
      const { unitCode, text } = event.detail;
      this.change({ unitCode, unitText: text });
      this.clear("place");
    },
    onOtherUnit() {
      this.change({ unitCode: "", unitText: "", room: "" });
    },
    async onMap() {
      const spot = await wx.chooseLocation({}).catch(() => null);
      if (!spot) return;
      const point = { lng: spot.longitude, lat: spot.latitude };
      this.change({ point, placeWords: this.data.draft.placeWords || spot.name || spot.address });
      this.clear("place");
    },
    clear(error: keyof AskErrors) {
      if (this.data.errors[error] !== "") this.setData({ errors: { ...this.data.errors, [error]: "" } });
    },

    go(step: AskStep) {
      this.setData({ step, stepNumber: steps.indexOf(step) + 1, heading: headings[step], next: nextWords[step], said: "", firstWords: this.data.draft.words });
      void wx.pageScrollTo({ scrollTop: 0, duration: 0 });
    },
    onBack() {
      const before = steps[steps.indexOf(this.data.step) - 1];
      if (before) this.go(before);
    },
    onStep(event: WechatMiniprogram.TouchEvent) {
      this.go(event.currentTarget.dataset.step as AskStep);
    },
    onNext() {
      const { step, draft, child } = this.data;
      const errors = missingAt(step, draft, { child, today: localDay(Date.now()), minute: minuteOfDay(Date.now()) });
      this.setData({ errors });
      const wrong = firstWrong(errors);
      if (wrong) return void wx.pageScrollTo({ selector: `#field-${wrong}`, offsetTop: -24, duration: 150 });
      const after = steps[steps.indexOf(step) + 1];
      if (after) this.go(after);
      else void this.send();
    },
    async send() {
      const { draft, form, child, sending, fresh } = this.data;
      const need = form && toNeed(draft, form, localDay(Date.now()), child);
      if (sending || !need) return;
      this.setData({ sending: true, said: "" });
      const result = await intent.send("needs.ask", need);
      if (!result.ok) {
        this.setData({ sending: false });
        return this.refused(result.failure);
      }
      clearTimeout(storing);
      if (!fresh) dropDraft("ask");
      // Of others, where they live is not kept on the phone of who asked for them.
      if (!draft.forOther) keepAsked(result.data.needId, placeToKeep(draft));
      void wx.redirectTo({ url: `/features/timebank/pages/need/index?needId=${result.data.needId}` });
    },
    /** What the cloud finds wrong is mended at its own question, with the reason beside it. */
    refused({ code, message, fields }: CallFailure) {
      const wrong = Object.keys(fields)[0] ?? "";
      const step = stepOfFailure[code] ?? stepOfField[wrong.split(".")[0]!];
      if (step) this.go(step);
      this.setData({ said: fields[wrong] ?? message });
    },
  },
});
