import { dayText, localDay, nearDays, type NearDay } from "../../../../shared/days";
import type { DraftPhoto } from "../../../../shared/photos";
import { storedStep, storeStep } from "../../stepDrafts";
import type { PhotosChange } from "../photo-picker/index";
import {
  emptyValues,
  type FieldKey,
  judgeStep,
  type Step,
  type StepAction,
  stepForm,
  type StepForm,
  type StepValues,
  type Story,
} from "./stepForm";

const noForm: StepForm = { title: "", hint: "", submit: "", fields: [] };

/** How full a field of words is, from shortly before it takes no more. */
function wordCounts({ fields }: StepForm, values: StepValues): Record<string, string> {
  const counted = fields.flatMap(({ key, kind, max }) => {
    const { length } = String(values[key]);
    return kind === "words" && length >= max * 0.9 ? [[key, `${length} / ${max} 字${length >= max ? "，写满了" : ""}`]] : [];
  });
  return Object.fromEntries(counted) as Record<string, string>;
}
/** Below TDesign's own 11000: the privacy question that a photo raises must lie above the sheet. */
const overlay = { zIndex: 10500 };
/** Best first; each mark is a whole line with words, so that it needs neither aim nor counting. */
const stars = ["非常满意", "满意", "还可以", "不太满意", "很不满意"].map((words, index) => ({
  words,
  count: 5 - index,
  signs: "★".repeat(5 - index) + "☆".repeat(index),
}));

export interface StepSheetSubmit {
  step: Step;
}

/**
 * The sheet on which one step of a request is filled in. It judges by the contract before anything is sent, and keeps
 * every word until its step was sent: closing it, leaving the page, a failure or somebody else's change lose nothing.
 */
Component({
  properties: {
    visible: { type: Boolean, value: false },
    action: { type: String, value: "" },
    story: { type: Object, value: null as unknown as Story },
    busy: { type: Boolean, value: false },
    /** What happened meanwhile, said above the fields. */
    notice: { type: String, value: "" },
    /** Sentences of the cloud about single fields. */
    refused: { type: Object, value: {} as Record<string, string> },
    /** One intent of the user; a new number begins with what was left of this step before, else with nothing. */
    round: { type: Number, value: 0 },
  },
  data: {
    form: noForm,
    values: emptyValues(),
    messages: {} as Record<string, string>,
    counts: {} as Record<string, string>,
    days: [] as NearDay[],
    today: "",
    farDay: "",
    /** All people are shown, not only the first few. */
    unfolded: false,
    stationPhone: "",
    unsentPhotos: 0,
    photos: [] as DraftPhoto[],
    begunRound: 0,
    overlay,
    stars,
  },
  observers: {
    /** Also called when the same round is set again, which must empty nothing. */
    round(round: number) {
      if (round === this.data.begunRound) return;
      const { action, story } = this.data;
      const { values, photos } = (action !== "" && story && storedStep(story.requestId, action)) || { values: {}, photos: [] };
      this.setData({ values: { ...emptyValues(), ...values }, photos, messages: {}, farDay: "", unfolded: false, unsentPhotos: 0, begunRound: round });
    },
    "action, story"(action: StepAction | "", story: Story | null) {
      if (action === "" || !story) return;
      const days = nearDays(Date.now());
      this.setData({ form: stepForm(action, story), days, today: localDay(Date.now()), stationPhone: story.station.phone });
    },
    "form, values"(form: StepForm, values: StepValues) {
      this.setData({ counts: wordCounts(form, values) });
    },
    refused(messages: Record<string, string>) {
      this.setData({ messages });
    },
  },
  methods: {
    onVisibleChange(event: WechatMiniprogram.CustomEvent<{ visible: boolean }>) {
      if (!event.detail.visible) this.onClose();
    },
    onClose() {
      this.triggerEvent("close");
    },
    onWords(event: WechatMiniprogram.TextareaInput) {
      const { key } = event.currentTarget.dataset as { key: FieldKey };
      this.change(key, event.detail.value);
    },
    onChoose(event: WechatMiniprogram.TouchEvent) {
      const { key, value } = event.currentTarget.dataset as { key: FieldKey; value: string };
      this.change(key, value);
      if (key === "day") this.setData({ farDay: "" });
    },
    onUnfold() {
      this.setData({ unfolded: true });
    },
    onDay(event: WechatMiniprogram.PickerChange) {
      const day = String(event.detail.value);
      const near = this.data.days.some((one) => one.day === day);
      this.change("day", day);
      this.setData({ farDay: near ? "" : dayText(day) });
    },
    onStars(event: WechatMiniprogram.TouchEvent) {
      this.change("stars", event.currentTarget.dataset.count as number);
    },
    onPhotos(event: WechatMiniprogram.CustomEvent<PhotosChange>) {
      this.setData({ photos: event.detail.photos, unsentPhotos: event.detail.unsent });
      this.change("photos", event.detail.fileIds);
    },
    onCallStation() {
      void wx.makePhoneCall({ phoneNumber: this.data.stationPhone, fail: () => undefined });
    },
    onSubmit() {
      const { action, story, busy, values } = this.data;
      if (busy || action === "" || !story) return;
      if (this.data.unsentPhotos > 0 && this.asksPhotos()) {
        this.setData({ messages: { photos: "还有照片没传上，稍等一下；传不上的点一下再传，或者去掉它。" } });
        return;
      }
      const verdict = judgeStep(action as StepAction, story, values);
      this.setData({ messages: verdict.ok ? {} : (verdict.messages as Record<string, string>) });
      if (verdict.ok) this.triggerEvent("submit", { step: verdict.step } satisfies StepSheetSubmit);
    },
    asksPhotos(): boolean {
      return this.data.form.fields.some(({ kind }) => kind === "photos");
    },
    change(key: FieldKey, value: string | number | string[]) {
      const values: StepValues = { ...this.data.values, [key]: value };
      this.setData({ values, messages: { ...this.data.messages, [key]: "" } });
      const { story, action, photos } = this.data;
      if (story && action !== "") storeStep(story.requestId, action, { values, photos });
    },
  },
});
