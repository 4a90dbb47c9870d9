import type { NeedStory, ShiftView } from "../../../../shared/timebankWords";
import { type Fold, foldsOf, type ShiftAction, type ShiftRow, shiftRows } from "./shiftRows";

/** As many rows as a thumb likes to pass; two weeks of four shifts a day are 56. */
const FEW = 6;

/**
 * When somebody is needed and who comes: the next shifts, the rest when asked for.
 * Event: `act` {shiftId, version, action}.
 */
Component({
  properties: {
    shifts: { type: Array, value: [] as ShiftView[] },
    /** recipient | volunteer | staff */
    side: { type: String, value: "volunteer" },
    /** Whether a shift can be called off. */
    mayCancel: { type: Boolean, value: false },
    busyId: { type: String, value: "" },
    busyAction: { type: String, value: "" },
  },
  data: { rows: [] as ShiftRow[], folds: [] as Fold[], rest: 0, all: false, open: "", cancelling: false },
  observers: {
    "shifts, side, cancelling, all"(shifts: ShiftView[], side: NeedStory["side"], cancelling: boolean, all: boolean) {
      const about = { side, mayCancel: cancelling, nowMs: Date.now() };
      const coming = shiftRows(shifts.filter(({ state }) => state === "open"), about);
      const folds = foldsOf(shifts, about);
      // One more row is not worth a button.
      const few = all || coming.length <= FEW + 1 ? coming : coming.slice(0, FEW);
      this.setData({ rows: few, folds, rest: coming.length - few.length });
    },
  },
  methods: {
    onAll() {
      this.setData({ all: true });
    },
    /** A button on each of fifty-six rows would be pressed by a slip: they come when asked for. */
    onCancelling() {
      this.setData({ cancelling: !this.data.cancelling });
    },
    onFold(event: WechatMiniprogram.BaseEvent) {
      const { key } = event.currentTarget.dataset as { key: string };
      this.setData({ open: this.data.open === key ? "" : key });
    },
    onLook(event: WechatMiniprogram.BaseEvent) {
      const { id, version } = event.currentTarget.dataset as { id: string; version: number };
      this.triggerEvent("act", { shiftId: id, version, action: "look" });
    },
    onAct(event: WechatMiniprogram.BaseEvent) {
      const { id, version, action } = event.currentTarget.dataset as { id: string; version: number; action: ShiftAction };
      this.triggerEvent("act", { shiftId: id, version, action });
    },
  },
});
