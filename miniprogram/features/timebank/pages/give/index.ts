import type { CallData } from "../../../../../contracts/calls";
import { openedPage } from "../../../../shared/behaviors/openedPage";
import { call } from "../../../../shared/cloud";
import { Intent } from "../../../../shared/intent";
import type { HoursView } from "../../../../shared/timebankWords";
import { amounts, giveSentence, minutesOfHours, missingToGive, POOL, type Receiver, receiversOf } from "./giveChoice";

type Rule = CallData<"hours.form">["rules"][number];
const intent = new Intent();

/** Hours for family, whose relation the branch has established, or for the pool; said in a sentence before they go. */
Component({
  behaviors: [openedPage],
  data: {
    face: "loading",
    title: "",
    failure: "",
    hours: null as HoursView | null,
    poolText: "",
    rules: [] as Rule[],
    receivers: [] as Receiver[],
    receiver: "",
    amounts,
    amount: "",
    typed: "",
    error: "",
    sentence: "",
    said: "",
    saidTone: "good",
    noFamily: false,
    /** There is nothing to give: the page says so, and how there would be. */
    nothing: false,
    station: null as CallData<"hours.form">["station"] | null,
    busy: false,
  },
  methods: {
    onLoad() {
      void this.open();
    },
    async open() {
      if (!this.data.hours) this.setData({ face: "loading" });
      const result = await call("hours.form", {});
      if (!result.ok) {
        const none = result.failure.code === "accountUnknown";
        return this.setData({ face: none ? "empty" : "failed", title: none ? "您还没有存时间" : "没能打开", failure: none ? "帮过邻居，时间就存下来了，那时可以送给家人、捐给大家。" : result.failure.message });
      }
      const { hours, poolText, rules, family, station = null } = result.data;
      this.setData({ face: "ready", hours, nothing: hours.availableMinutes <= 0, poolText, rules, receivers: receiversOf(result.data), noFamily: family.length === 0, station });
    },
    onFace() {
      if (this.data.face === "empty") this.onNear();
      else void this.open();
    },
    onNear() {
      void wx.redirectTo({ url: "/features/timebank/pages/near/index" });
    },
    onReceiver(event: WechatMiniprogram.CustomEvent<{ key: string }>) {
      this.setData({ receiver: event.detail.key, error: "" });
      this.sum();
    },
    onAmount(event: WechatMiniprogram.CustomEvent<{ key: string }>) {
      this.setData({ amount: event.detail.key, typed: "", error: "" });
      this.sum();
    },
    onTyped(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      this.setData({ typed: event.detail.value, amount: "", error: "" });
      this.sum();
    },
    chosen(): { receiver: Receiver; minutes: number } | null {
      const { receivers, receiver, amount, typed } = this.data;
      const to = receivers.find(({ key }) => key === receiver);
      const minutes = amount === "" ? minutesOfHours(typed) : Number(amount);
      return to && minutes !== null ? { receiver: to, minutes } : null;
    },
    sum() {
      const chosen = this.chosen();
      this.setData({ sentence: chosen ? giveSentence(chosen.receiver, chosen.minutes) : "" });
    },
    async onGive() {
      const chosen = this.chosen();
      const { hours, busy } = this.data;
      if (busy || !hours) return;
      if (!chosen) return this.wrong(missingToGive(this.data));
      if (chosen.minutes > hours.availableMinutes) return this.wrong(`您可以用的是 ${hours.availableText}，请少送一点。`);
      const { confirm } = await wx.showModal({ title: "送出去？", content: this.data.sentence, confirmText: "送出去", cancelText: "再想想" });
      if (confirm) await this.give(chosen.receiver, chosen.minutes);
    },
    /** Under the bar at the bottom nobody would see it. */
    wrong(error: string) {
      this.setData({ error });
      wx.pageScrollTo({ selector: "#field-amount", offsetTop: -24, duration: 150 }).catch(() => undefined);
    },
    async give({ key }: Receiver, minutes: number) {
      this.setData({ busy: true, said: "" });
      const result = key === POOL ? await intent.send("hours.donate", { minutes }) : await intent.send("hours.give", { toCode: key, minutes });
      this.setData({ busy: false });
      if (!result.ok) return this.wrong(result.failure.message);
      this.setData({ hours: result.data.hours, nothing: result.data.hours.availableMinutes <= 0, said: result.data.text, saidTone: "good", receiver: "", amount: "", typed: "", sentence: "" });
      void wx.pageScrollTo({ scrollTop: 0, duration: 150 });
    },
  },
});
