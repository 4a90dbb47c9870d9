import { openedPage } from "../../../../shared/behaviors/openedPage";
import { type CallFailure, checkInput } from "../../../../shared/cloud";
import { newParcel, removeParcel, sendParcel } from "../../../../shared/outbox";
import { choosePhotos, type DraftPhoto, MOST_PHOTOS, sendPhoto } from "../../../../shared/photos";
import { unescaped } from "../../../../shared/unescaped";
import { dropDraft, storedDraft, storeDraft } from "../../draftStore";
import { fieldErrors, type FieldErrors, firstWrong, noErrors, partOfFailure } from "../../fieldErrors";
import { takeChoice } from "../../placeChoice";
import { type Audience, type Category, emptyDraft, type ReportDraft, type ReportForm, takesRoom, toReport, type Urgency, withCategory } from "../../reportDraft";
import { openForm, placeOfForm } from "../../reportForm";

const STORE_AFTER_MS = 300;
/** As the contract takes. */
const MOST_WORDS = 1000;
const urgencies = [
  { key: "ordinary", text: "不急" },
  { key: "urgent", text: "今天要管" },
  { key: "emergency", text: "紧急", urgent: true },
];
const audiences = [
  { key: "station", text: "站里的同志" },
  { key: "owner", text: "只给经办人" },
];
const audienceWords: Record<Audience, string> = {
  station: "这个站的同志都能看到，谁在谁先帮您。",
  owner: "只有经办的同志和他的上级能看到。",
};

/** What is under way of each page and cannot be its data: uploads by photo, and the draft's next save. */
const uploads = new Map<string, Promise<DraftPhoto>>();
let storing = 0;

/** 我要反映: words, one tap for the kind, place known or chosen, send. Everything else has a good default. */
Component({
  behaviors: [openedPage],
  data: {
    face: "loading",
    failure: "",
    draft: emptyDraft(),
    /** What the text area starts with; later it keeps its own words, so that the caret never jumps. */
    firstWords: "",
    categories: [] as Category[],
    category: null as Category | null,
    staff: [] as ReportForm["staff"],
    callNumbers: [] as { label: string; phone: string }[],
    emergencyNumbers: [] as { label: string; phone: string }[],
    uploadPrefix: "",
    needsRoom: false,
    /** No network and no form kept on this phone: words and photos can be put down all the same. */
    bare: false,
    errors: noErrors,
    mostWords: MOST_WORDS,
    urgencies,
    audiences,
    audienceWord: audienceWords.station,
    more: false,
    sending: false,
    doorCode: "",
    mendedId: "",
  },
  methods: {
    onLoad(query: { door?: string; parcel?: string }) {
      const mendedId = query.parcel ?? "";
      const draft = storedDraft(mendedId);
      this.setData({
        doorCode: unescaped(query.door ?? ""),
        mendedId,
        firstWords: draft.words,
        more: !this.data.theme.elder || draft.forOther || draft.wantsCall,
      });
      this.change(draft);
      void this.open();
    },
    onShow() {
      const chosenPlace = takeChoice();
      if (chosenPlace) {
        this.change({ chosenPlace, room: "" });
        this.setData({ "errors.place": "" });
      }
    },
    onHide() {
      this.store();
    },
    onUnload() {
      this.store();
    },
    async open() {
      this.opening();
      const { doorCode } = this.data;
      const { form, failure } = await openForm(doorCode);
      if (!form) {
        if (failure?.code === "offline") this.setData({ face: "ready", bare: true });
        else this.notOpened({ message: failure?.message ?? "" });
        return;
      }
      const { draft } = this.data;
      const known = placeOfForm(form, doorCode);
      this.setData({
        face: "ready",
        bare: false,
        categories: form.categories,
        staff: form.staff,
        emergencyNumbers: form.emergencyNumbers,
        uploadPrefix: form.uploadPrefix,
        errors: failure?.code === "doorCodeUnknown" ? { ...noErrors, place: failure.message } : noErrors,
      });
      // A scanned door says where he stands now; otherwise what he chose before he left stays.
      const chosenPlace = (doorCode && known) || draft.chosenPlace || known;
      this.change({ chosenPlace, phone: draft.phone || (form.phone ?? "") });
      draft.photos.filter(({ state }) => state !== "sent").forEach((photo) => this.upload(photo));
    },

    /** The one way to change the draft: shows it, derives what hangs on it, keeps it on the phone. */
    change(patch: Partial<ReportDraft>) {
      const draft = { ...this.data.draft, ...patch };
      const { categories, emergencyNumbers } = this.data;
      const category = categories.find(({ code }) => code === draft.category) ?? null;
      this.setData({
        draft,
        category,
        needsRoom: draft.chosenPlace !== null && takesRoom(draft.chosenPlace.place),
        audienceWord: audienceWords[draft.audience],
        callNumbers: [...(category?.callFirst ? [category.callFirst] : []), ...(draft.urgency === "emergency" ? emergencyNumbers : [])],
      });
      clearTimeout(storing);
      storing = setTimeout(() => this.store(), STORE_AFTER_MS);
    },
    store() {
      clearTimeout(storing);
      if (!this.data.sending) storeDraft(this.data.draft, this.data.mendedId);
    },

    onWords(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      this.change({ words: event.detail.value });
      if (this.data.errors.words) this.setData({ "errors.words": "" });
    },
    onCategory(event: WechatMiniprogram.TouchEvent) {
      const category = this.data.categories.find(({ code }) => code === (event.currentTarget.dataset.code as string));
      if (!category) return;
      this.change(withCategory(category));
      this.setData({ "errors.category": "" });
      this.callFirst();
    },
    onUrgency(event: WechatMiniprogram.CustomEvent<{ key: Urgency }>) {
      this.change({ urgency: event.detail.key });
      this.callFirst();
    },
    /** Numbers to dial stand above everything: they must be seen before a word is written. */
    callFirst() {
      if (this.data.callNumbers.length > 0) wx.pageScrollTo({ scrollTop: 0, duration: 0 });
    },
    onAbout(event: WechatMiniprogram.CustomEvent<{ staffId: string }>) {
      this.change({ aboutStaffId: event.detail.staffId });
    },
    onPlace() {
      wx.navigateTo({ url: "/features/report/pages/place/index" });
    },
    onRoom(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      this.change({ room: event.detail.value });
    },
    onAudience(event: WechatMiniprogram.CustomEvent<{ key: Audience }>) {
      this.change({ audience: event.detail.key });
    },
    onMore() {
      this.setData({ more: true });
    },
    onWantsCall(event: WechatMiniprogram.CustomEvent<{ value: boolean }>) {
      this.change({ wantsCall: event.detail.value });
    },
    onPhone(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      this.change({ phone: event.detail.value });
      this.setData({ "errors.phone": "" });
    },
    onForOther(event: WechatMiniprogram.CustomEvent<{ value: boolean }>) {
      this.change({ forOther: event.detail.value });
    },
    onCalled(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      this.change({ otherCalled: event.detail.value });
      this.setData({ "errors.called": "" });
    },
    onConsent(event: WechatMiniprogram.CustomEvent<{ value: boolean }>) {
      this.change({ otherConsents: event.detail.value });
      this.setData({ "errors.consent": "" });
    },

    async onAddPhotos() {
      const added = await choosePhotos(MOST_PHOTOS - this.data.draft.photos.length);
      if (added.length === 0) return;
      this.change({ photos: [...this.data.draft.photos, ...added] });
      added.forEach((photo) => this.upload(photo));
    },
    onRemovePhoto(event: WechatMiniprogram.CustomEvent<{ key: string }>) {
      this.change({ photos: this.data.draft.photos.filter(({ key }) => key !== event.detail.key) });
    },
    onPhotoAgain(event: WechatMiniprogram.CustomEvent<{ key: string }>) {
      const photo = this.data.draft.photos.find(({ key }) => key === event.detail.key);
      if (photo) this.upload(photo);
    },
    /** Photos travel while he writes; what doesn't get through goes with the report. */
    upload(photo: DraftPhoto) {
      const { uploadPrefix } = this.data;
      if (!uploadPrefix || uploads.has(photo.key)) return;
      const sent = sendPhoto(photo, uploadPrefix, (changed) => {
        this.change({ photos: this.data.draft.photos.map((one) => (one.key === changed.key ? changed : one)) });
      });
      uploads.set(photo.key, sent);
      void sent.then(() => uploads.delete(photo.key));
    },

    async onSend() {
      if (this.data.sending) return;
      const { draft, category, mendedId } = this.data;
      const { report, missing } = toReport(draft, category);
      if (!report) return this.showErrors(fieldErrors(missing));
      const wrong = checkInput("requests.submit", { ...report, photos: [] });
      if (wrong) return this.showErrors(fieldErrors(wrong.fields));
      this.setData({ sending: true, errors: noErrors });
      await Promise.all(uploads.values());
      const ready = this.data.draft;
      const parcel = newParcel({ draft: ready, report, photos: ready.photos, uploadPrefix: this.data.uploadPrefix });
      // From here on the outbox holds it: a draft beside it would be sent twice.
      clearTimeout(storing);
      dropDraft(mendedId);
      const delivery = await sendParcel(parcel);
      if (delivery.kind === "refused") {
        storeDraft(ready, mendedId);
        this.setData({ sending: false });
        return this.showFailure(delivery.failure);
      }
      if (mendedId) removeParcel(mendedId);
      wx.redirectTo({ url: `/features/report/pages/receipt/index?operationId=${parcel.operationId}` });
    },
    showFailure(failure: CallFailure) {
      const part = partOfFailure[failure.code];
      const errors = part ? { ...noErrors, [part]: failure.message } : fieldErrors(failure.fields);
      if (firstWrong(errors)) this.showErrors(errors);
      else wx.showModal({ title: "没能送出", content: failure.message, showCancel: false, confirmText: "知道了" });
    },
    showErrors(errors: FieldErrors) {
      const field = firstWrong(errors);
      this.setData({ errors, more: this.data.more || ["phone", "called", "consent"].includes(field ?? "") });
      if (field) wx.pageScrollTo({ selector: `#field-${field}`, offsetTop: -24, duration: 150 });
    },
  },
});
