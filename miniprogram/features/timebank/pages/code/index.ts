import type { CallData } from "../../../../../contracts/calls";
import { openedPage } from "../../../../shared/behaviors/openedPage";
import { call } from "../../../../shared/cloud";
import { heldDots } from "../../../../shared/dots";
import { Intent } from "../../../../shared/intent";
import { clockOffset, type Code, codeNow, spacedDigits } from "./codeClock";

type Turn = CallData<"sessions.code">["turns"][number];

const TICK_MS = 1000;
/** Fresh ones are asked for while some are left, so that a weak network does not matter. */
const ASK_AT_AHEAD = 3;
const ASK_AGAIN_AFTER_MS = 20_000;
const intent = new Intent();

/** The codes of each open page, and its clock: neither can be data. */
interface Running {
  codes: readonly Code[];
  offsetMs: number;
  timer: number;
  askedAt: number;
}
const running = new WeakMap<object, Running>();

/** What the recipient's phone shows to who comes: a code that changes by itself, network or not, and helping by hand. */
Component({
  behaviors: [openedPage],
  data: {
    needId: "",
    face: "loading",
    failure: "",
    title: "",
    note: "",
    digits: "",
    image: "",
    secondsLeft: 0,
    turns: [] as Turn[],
    said: "",
    saidTone: "good",
    /** Person and direction of the step on its way. */
    busy: "",
  },
  methods: {
    onLoad({ needId = "" }: { needId?: string }) {
      this.setData({ needId });
      running.set(this, { codes: [], offsetMs: 0, timer: 0, askedAt: 0 });
      void this.open();
    },
    onShow() {
      // A screen that goes dark while a code is scanned helps nobody.
      wx.setKeepScreenOn({ keepScreenOn: true }).catch(() => undefined);
      const mine = running.get(this);
      if (!mine) return;
      clearInterval(mine.timer);
      mine.timer = setInterval(() => this.tick(), TICK_MS) as unknown as number;
    },
    onHide() {
      this.stop();
    },
    onUnload() {
      this.stop();
      running.delete(this);
    },
    stop() {
      const mine = running.get(this);
      if (mine) clearInterval(mine.timer);
      wx.setKeepScreenOn({ keepScreenOn: false }).catch(() => undefined);
    },
    async open() {
      const mine = running.get(this);
      if (!mine) return;
      this.opening();
      mine.askedAt = Date.now();
      const result = await call("sessions.code", { needId: this.data.needId });
      if (!result.ok) {
        if (this.data.face !== "ready") this.setData({ face: "failed", failure: result.failure.message });
        return;
      }
      const { title, codes, turns, note = "" } = result.data;
      mine.codes = codes;
      mine.offsetMs = clockOffset(codes, Date.now());
      this.setData({ face: "ready", title: heldDots(title), turns, note });
      this.tick();
    },
    tick() {
      const mine = running.get(this);
      if (!mine || mine.codes.length === 0) return;
      const { code, secondsLeft, ahead } = codeNow(mine.codes, Date.now() + mine.offsetMs);
      if (code) this.setData({ digits: spacedDigits(code.digits), image: code.image, secondsLeft, face: "ready" });
      else this.setData({ face: "failed", failure: "手机离开网络太久，码用完了。连上以后再试一次。" });
      if (ahead < ASK_AT_AHEAD && Date.now() - mine.askedAt > ASK_AGAIN_AFTER_MS) void this.open();
    },

    async onByHand(event: WechatMiniprogram.BaseEvent) {
      const { person, way } = event.currentTarget.dataset as { person: string; way: "in" | "out" };
      const turn = this.data.turns.find(({ personId }) => personId === person);
      if (!turn || this.data.busy !== "") return;
      const { confirm } = await wx.showModal({
        title: way === "in" ? `${turn.called}到了？` : `${turn.called}帮完了？`,
        content: way === "in" ? "您替他签到，记上是您签的。" : "您替他签退，记上是您签的。",
        confirmText: way === "in" ? "到了" : "帮完了",
        cancelText: "还没有",
      });
      if (confirm) await this.byHand(turn, way);
    },
    async byHand({ shiftId, personId, sessionId, called }: Turn, way: "in" | "out") {
      this.setData({ busy: `${personId}/${way}`, said: "" });
      const onBehalf = { kind: "onBehalf" as const, personId };
      const result =
        way === "in" ? await intent.send("sessions.checkIn", { shiftId, presence: onBehalf }) : await intent.send("sessions.checkOut", { sessionId: sessionId ?? "", leaving: onBehalf });
      // Refused because he came or went by himself meanwhile: the names stand as that left them.
      if (result.ok || result.failure.code !== "offline") await this.open();
      const said = result.ok ? (way === "in" ? `替${called}签到了。` : `替${called}签退了，请看一眼时间对不对。`) : result.failure.message;
      this.setData({ busy: "", said, saidTone: result.ok ? "good" : "waiting" });
    },
  },
});
