import type { CallInput } from "../../../../../contracts/calls";
import { openedPage } from "../../../../shared/behaviors/openedPage";
import { call, type CallFailure } from "../../../../shared/cloud";
import { heldDots } from "../../../../shared/dots";
import { Intent } from "../../../../shared/intent";
import { openNeed, openSession, type SessionCard, type TurnCard, turnDoneWords } from "../../../../shared/timebankWords";
import { codeOfDigits, codeOfScan } from "./scannedCode";

type Presence = CallInput<"sessions.checkIn">["presence"];
type Way = "scan" | "digits" | "place";

const inIntent = new Intent();
const outIntent = new Intent();
const backIntent = new Intent();
const offlineWords = "网络断了。连上后再点一次，不会记两遍；时间按连上的那一刻算。要是一直连不上，请对方用他的手机替您签。";

/**
 * 签到 and 签退 of one turn: by the code on the other's screen, by six digits, or by being there. Out is a plain tap,
 * because the other side confirms anyway.
 */
Component({
  behaviors: [openedPage],
  data: {
    shiftId: "",
    turn: null as TurnCard | null,
    byPlace: false,
    note: "",
    mayIn: false,
    mayOut: false,
    mayGiveBack: false,
    /** What was just written: the session as it is. */
    session: null as SessionCard | null,
    digits: "",
    digitsError: "",
    busy: "" as Way | "out" | "back" | "",
  },
  methods: {
    onLoad({ shiftId = "" }: { shiftId?: string }) {
      this.setData({ shiftId });
      void this.open();
    },
    /** Left and come back to, it may be time by now. Scanning leaves the page, too, and says itself what came of it. */
    onShow() {
      if (this.data.face === "ready" && this.data.busy === "") void this.open();
    },
    async open() {
      this.opening();
      const result = await call("turns.open", { shiftId: this.data.shiftId });
      if (!result.ok) return this.notOpened(result.failure);
      const { turn, byPlace, note } = result.data;
      const [mayIn, mayOut] = [turn.actions.includes("checkIn"), turn.actions.includes("checkOut")];
      this.setData({ face: "ready", turn: { ...turn, placeText: heldDots(turn.placeText) }, byPlace, note, mayIn, mayOut, mayGiveBack: turn.actions.includes("giveBack") });
      void wx.setNavigationBarTitle({ title: mayOut ? "签退" : mayIn ? "签到" : "这一班" });
    },

    async onScan() {
      const scanned = await wx.scanCode({ scanType: ["qrCode"] }).catch(() => null);
      if (!scanned) return;
      const code = codeOfScan(scanned);
      if (code === "") return this.setData({ saidTone: "waiting", said: "这不是签到的码。请对方打开“看签到码”，再扫一次。" });
      await this.checkIn("scan", { kind: "code", code });
    },
    onDigits(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      this.setData({ digits: event.detail.value, digitsError: "" });
    },
    async onDigitsIn() {
      const code = codeOfDigits(this.data.digits);
      if (code === "") return this.setData({ digitsError: "请填对方屏幕上的 6 位数字。" });
      await this.checkIn("digits", { kind: "code", code });
    },
    async onHere() {
      if (this.data.busy !== "") return;
      this.setData({ busy: "place", said: "", saidTone: "waiting" });
      const here = await wx.getLocation({ type: "gcj02" }).catch(() => null);
      this.setData({ busy: "" });
      if (here) await this.checkIn("place", { kind: "place", point: { lng: here.longitude, lat: here.latitude } });
      else this.setData({ said: "没拿到位置，可能没有打开定位。用对方屏幕上的码或数字也一样。" });
    },
    async checkIn(busy: Way, presence: Presence) {
      if (this.data.busy !== "") return;
      this.setData({ busy, said: "", saidTone: "waiting" });
      const result = await inIntent.send("sessions.checkIn", { shiftId: this.data.shiftId, presence });
      if (result.ok) await this.written(result.data);
      else this.refused(result.failure, busy);
      this.setData({ busy: "" });
    },
    async onOut() {
      const sessionId = this.data.turn?.sessionId ?? this.data.session?.sessionId ?? "";
      if (this.data.busy !== "" || sessionId === "") return;
      const { confirm } = await wx.showModal({ title: "结束了吗？", content: "签退以后，请对方确认时间。", confirmText: "结束了", cancelText: "还没有" });
      if (!confirm) return;
      this.setData({ busy: "out", said: "", saidTone: "waiting" });
      const result = await outIntent.send("sessions.checkOut", { sessionId, leaving: { kind: "tap" } });
      if (result.ok) await this.written(result.data);
      else this.refused(result.failure, "out");
      this.setData({ busy: "" });
    },
    async onGiveBack() {
      const { turn, busy } = this.data;
      if (busy !== "" || !turn) return;
      const { confirm } = await wx.showModal({ title: "这一班去不了了？", content: "没关系，早说一声，我们马上再找人。", confirmText: "去不了了", cancelText: "再想想" });
      if (!confirm) return;
      this.setData({ busy: "back", said: "" });
      const result = await backIntent.send("shifts.step", { shiftId: turn.shiftId, version: turn.version, step: { action: "giveBack" } });
      if (result.ok || result.failure.code !== "offline") await this.open();
      this.setData({ busy: "", said: result.ok ? turnDoneWords.giveBack : result.failure.message, saidTone: result.ok ? "good" : "waiting" });
    },
    async written(session: SessionCard) {
      this.setData({ session, digits: "" });
      wx.vibrateShort({ type: "medium" }).catch(() => undefined);
      await this.open();
    },
    refused({ code, message, fields }: CallFailure, busy: Way | "out") {
      const sentence = code === "offline" ? offlineWords : message;
      if (busy === "digits" && code === "codeWrong") this.setData({ digitsError: sentence });
      else this.setData({ said: sentence, digitsError: busy === "digits" ? (fields["presence.code"] ?? "") : "" });
      if (code === "actionNotOpen" || code === "alreadyCheckedIn") void this.open();
    },
    onSession() {
      openSession(this.data.session?.sessionId ?? this.data.turn?.sessionId ?? "");
    },
    onNeed() {
      openNeed(this.data.turn?.needId ?? "");
    },
  },
});
