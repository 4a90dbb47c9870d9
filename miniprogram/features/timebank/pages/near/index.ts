import type { CallData, CallInput } from "../../../../../contracts/calls";
import { openedPage } from "../../../../shared/behaviors/openedPage";
import { call } from "../../../../shared/cloud";
import { heldDots } from "../../../../shared/dots";
import { Intent } from "../../../../shared/intent";
import { type NeedCard, openNeed } from "../../../../shared/timebankWords";
import type { FreeTime } from "../../freeTimes";

type Offer = CallData<"offers.near">["items"][number];
type Skill = CallData<"members.form">["skills"][number];
type OfferDraft = CallInput<"offers.post">;
type ListKey = "needs" | "offers";

const postIntent = new Intent();
const closeIntent = new Intent();
const emptyWords: Record<ListKey, { title: string; detail: string; action: string }> = {
  needs: { title: "附近现在没有缺人的事", detail: "有了会在这里。您也可以先说说自己能帮什么，有合适的就来问您。", action: "说说我能帮什么" },
  offers: { title: "还没有邻居写在这里", detail: "您要是有空、有手艺，写一句，有需要的邻居会来请您。", action: "我也写一句" },
};
const noErrors = { skill: "", words: "", times: "" };

/** Who needs help nearby, and who offers some: what comes first is nearest and soonest. */
Component({
  behaviors: [openedPage],
  data: {
    lists: [
      { key: "needs", text: "需要帮忙的" },
      { key: "offers", text: "愿意帮忙的" },
    ],
    list: "needs" as ListKey,
    face: "loading",
    title: "",
    detail: "",
    action: "",
    needs: [] as NeedCard[],
    offers: [] as Offer[],
    next: "",
    loadingMore: false,
    paged: false,
    said: "",
    saidTone: "good",
    busy: "",
    skills: [] as Skill[],
    sheetOpen: false,
    notice: "",
    skill: "",
    chosenSkills: [] as string[],
    words: "",
    times: [] as FreeTime[],
    errors: noErrors,
  },
  methods: {
    onLoad() {
      void this.open();
    },
    /** What was taken on the way is no longer wanted; a list of many pages stays where the thumb is. */
    onShow() {
      if (this.data.face === "ready" && !this.data.paged) void this.open();
    },
    async open() {
      const { list } = this.data;
      const result = list === "needs" ? await call("needs.near", {}) : await call("offers.near", {});
      if (list !== this.data.list) return;
      if (!result.ok) {
        if (this.data.face === "ready") this.setData({ said: result.failure.message, saidTone: "waiting" });
        else this.setData({ face: "failed", title: "没能打开", detail: result.failure.message, action: "" });
        return;
      }
      const { items, next = "" } = result.data;
      this.setData({ face: items.length > 0 ? "ready" : "empty", next, paged: false, ...emptyWords[list] });
      this.put(items);
    },
    put(items: (NeedCard | Offer)[]) {
      if (this.data.list === "needs") this.setData({ needs: items as NeedCard[] });
      else this.setData({ offers: (items as Offer[]).map((offer) => ({ ...offer, placeText: heldDots(offer.placeText) })) });
    },
    async onReachBottom() {
      const { list, next, loadingMore } = this.data;
      if (next === "" || loadingMore) return;
      this.setData({ loadingMore: true });
      const result = list === "needs" ? await call("needs.near", { cursor: next }) : await call("offers.near", { cursor: next });
      this.setData({ loadingMore: false });
      if (list !== this.data.list || next !== this.data.next) return;
      if (!result.ok) return void wx.showToast({ title: "没连上，再往上推一下", icon: "none" });
      const before: (NeedCard | Offer)[] = list === "needs" ? this.data.needs : this.data.offers;
      this.setData({ next: result.data.next ?? "", paged: true });
      this.put([...before, ...result.data.items]);
    },
    onList(event: WechatMiniprogram.CustomEvent<{ key: ListKey }>) {
      this.setData({ list: event.detail.key, face: "loading", needs: [], offers: [], next: "", said: "" });
      void this.open();
    },
    onFace() {
      const { face, list } = this.data;
      if (face === "failed") {
        this.setData({ face: "loading" });
        void this.open();
      } else if (list === "needs") void wx.navigateTo({ url: "/features/timebank/pages/apply/index" });
      else void this.onWrite();
    },
    onNeed(event: WechatMiniprogram.CustomEvent<{ needId: string }>) {
      openNeed(event.detail.needId);
    },
    onAskOffer(event: WechatMiniprogram.TouchEvent) {
      void wx.navigateTo({ url: `/features/timebank/pages/ask/index?offerId=${event.currentTarget.dataset.id as string}` });
    },
    async onClose(event: WechatMiniprogram.TouchEvent) {
      const { id, version } = event.currentTarget.dataset as { id: string; version: number };
      if (this.data.busy !== "") return;
      this.setData({ busy: id, said: "" });
      const result = await closeIntent.send("offers.close", { offerId: id, version });
      await this.open();
      this.setData({ busy: "", said: result.ok ? "收起来了。" : result.failure.message, saidTone: result.ok ? "good" : "waiting" });
    },

    /** The skills are asked for only when somebody writes: most come to read. */
    async onWrite() {
      if (this.data.skills.length === 0) {
        this.setData({ busy: "write", said: "" });
        const result = await call("members.form", {});
        this.setData({ busy: "" });
        if (!result.ok) return this.setData({ said: result.failure.message, saidTone: "waiting" });
        const { skills, draft } = result.data;
        this.setData({ skills, times: draft ? draft.times : [] });
      }
      this.setData({ sheetOpen: true, notice: "", errors: noErrors });
    },
    onSheetClose() {
      this.setData({ sheetOpen: false });
    },
    onSkill(event: WechatMiniprogram.CustomEvent<{ code: string }>) {
      const { code } = event.detail;
      this.setData({ skill: code, chosenSkills: [code], "errors.skill": "" });
    },
    onWords(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      this.setData({ words: event.detail.value, "errors.words": "" });
    },
    onTimes(event: WechatMiniprogram.CustomEvent<{ times: FreeTime[] }>) {
      this.setData({ times: event.detail.times, "errors.times": "" });
    },
    async onPost() {
      const { skill, words, times, busy } = this.data;
      if (busy !== "") return;
      const errors = {
        skill: skill === "" ? "请选一样。" : "",
        words: words.trim() === "" ? "请说一下您愿意帮什么。" : "",
        times: times.length === 0 ? "请选一下什么时候可以。" : "",
      };
      this.setData({ errors });
      if (errors.skill || errors.words || errors.times) return;
      this.setData({ busy: "post", notice: "" });
      const offer: OfferDraft = { skill, words: words.trim(), times };
      const result = await postIntent.send("offers.post", offer);
      this.setData({ busy: "" });
      if (!result.ok) return this.setData({ notice: result.failure.message });
      this.setData({ sheetOpen: false, words: "", skill: "", chosenSkills: [] });
      await this.open();
      this.setData({ said: "写上了，有人需要就会来请您。", saidTone: "good" });
    },
  },
});
