import { openedPage } from "../../../../shared/behaviors/openedPage";
import { call } from "../../../../shared/cloud";
import { Intent } from "../../../../shared/intent";
import { dropDraft, hasDraft, storedDraft, storeDraft } from "../../draftStore";
import type { FreeTime } from "../../freeTimes";
import { type ApplyDraft, type ApplyForm, draftOf, emptyApplication, firstWrong, missingIn, noApplyErrors, toApplication } from "./applyDraft";

const STORE_AFTER_MS = 300;
const applyIntent = new Intent();
const leaveIntent = new Intent();
let storing = 0;

const submitWords: Record<ApplyForm["state"], string> = { none: "报名", applied: "改好了", active: "改好了", declined: "再报一次名", left: "再来帮忙" };

/** 我要报名 and 我能帮什么: what one would do and when; everything else can stay as it is. */
Component({
  behaviors: [openedPage],
  data: {
    face: "loading",
    failure: "",
    form: null as ApplyForm | null,
    draft: emptyApplication(),
    firstWontDo: "",
    errors: noApplyErrors,
    submit: submitWords.none,
    mayLeave: false,
    busy: "" as "apply" | "leave" | "",
    said: "",
    /** Applied or left: said instead of the form. */
    done: "",
    doneTitle: "",
    afterDone: "",
  },
  methods: {
    onLoad() {
      void this.open();
    },
    onHide() {
      this.store();
    },
    /** Back from the address, whose station it is has changed. */
    onShow() {
      if (this.data.form?.station?.guessed) void this.open();
    },
    onUnload() {
      this.store();
    },
    async open() {
      this.opening();
      const result = await call("members.form", {});
      if (!result.ok) return this.notOpened(result.failure);
      const form = result.data;
      const draft = storedDraft("apply", draftOf(form));
      this.setData({ face: "ready", form, draft, firstWontDo: draft.wontDo, submit: submitWords[form.state], mayLeave: form.state === "active" || form.state === "applied" });
    },
    change(patch: Partial<ApplyDraft>) {
      this.setData({ draft: { ...this.data.draft, ...patch } });
      clearTimeout(storing);
      storing = setTimeout(() => storeDraft("apply", this.data.draft), STORE_AFTER_MS);
    },
    /** Only what was changed here: what the cloud knows anyway is asked for anew. */
    store() {
      clearTimeout(storing);
      if (this.data.done === "" && hasDraft("apply")) storeDraft("apply", this.data.draft);
    },
    onSkill(event: WechatMiniprogram.CustomEvent<{ code: string }>) {
      const { code } = event.detail;
      const { skills } = this.data.draft;
      this.change({ skills: skills.includes(code) ? skills.filter((one) => one !== code) : [...skills, code] });
      this.setData({ "errors.skills": "" });
    },
    onTimes(event: WechatMiniprogram.CustomEvent<{ times: FreeTime[] }>) {
      this.change({ times: event.detail.times });
      this.setData({ "errors.times": "" });
    },
    onField(event: WechatMiniprogram.CustomEvent<{ value: string | boolean }>) {
      this.change({ [event.currentTarget.dataset.key as keyof ApplyDraft]: event.detail.value });
      if (this.data.errors.guardian !== "") this.setData({ "errors.guardian": "" });
    },
    async onApply() {
      const { draft, busy } = this.data;
      if (busy !== "") return;
      const errors = missingIn(draft);
      this.setData({ errors });
      const wrong = firstWrong(errors);
      if (wrong) return void wx.pageScrollTo({ selector: `#field-${wrong}`, offsetTop: -24, duration: 150 });
      this.setData({ busy: "apply", said: "" });
      const result = await applyIntent.send("members.apply", toApplication(draft));
      this.setData({ busy: "" });
      if (!result.ok) return this.setData({ said: result.failure.message });
      clearTimeout(storing);
      dropDraft("apply");
      const taken = result.data.state === "active";
      this.finish(taken ? "改好了" : "报上名了", result.data.text, taken ? "有话要说，打站里电话" : "等急了，或者有话要说，打站里电话");
    },
    async onLeave() {
      if (this.data.busy !== "") return;
      const { confirm } = await wx.showModal({ title: "不再参加了？", content: "您存的时间都还在，随时能用。答应过、还没到的，会马上再找人。", confirmText: "不参加了", cancelText: "再想想" });
      if (!confirm) return;
      this.setData({ busy: "leave", said: "" });
      const result = await leaveIntent.send("members.leave", {});
      this.setData({ busy: "" });
      if (!result.ok) return this.setData({ said: result.failure.message });
      clearTimeout(storing);
      dropDraft("apply");
      this.finish("知道了，谢谢您", result.data.text, "以后想再来，或者有话要说，打站里电话");
    },
    finish(doneTitle: string, done: string, afterDone: string) {
      this.setData({ doneTitle, done, afterDone });
      void wx.pageScrollTo({ scrollTop: 0, duration: 0 });
    },
    onBack() {
      void wx.switchTab({ url: "/pages/timebank/index" });
    },
  },
});
