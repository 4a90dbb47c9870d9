import { minuteOfWheel, spokenMinute, wheelTime } from "../../spokenTime";

/** When most people ask for help; the wheel has every other minute. */
const usual = [8, 9, 10, 14, 15, 19].map((hour) => ({ key: String(hour * 60), text: spokenMinute(hour * 60) }));

/** A time of day. `usual` off: the wheel alone. Event: `change` {value} in local minutes after midnight. */
Component({
  properties: {
    label: { type: String, value: "" },
    /** Local minutes after midnight; below zero: none chosen yet. */
    value: { type: Number, value: -1 },
    /** Hours up to this one are past, and are not offered. */
    past: { type: Number, value: -1 },
    quick: { type: Boolean, value: true },
    error: { type: String, value: "" },
  },
  data: { options: usual, chosen: "", start: "00:00", wheel: "09:00", otherText: "" },
  observers: {
    past(past: number) {
      this.setData({ options: usual.filter(({ key }) => Number(key) > past), start: wheelTime(Math.min(past + 1, 1439)) });
    },
    "value, quick"(value: number, quick: boolean) {
      const known = quick && usual.some(({ key }) => key === String(value));
      this.setData({ chosen: known ? String(value) : "", wheel: wheelTime(value < 0 ? 540 : value), otherText: value >= 0 && !known ? spokenMinute(value) : "" });
    },
  },
  methods: {
    onChoice(event: WechatMiniprogram.CustomEvent<{ key: string }>) {
      this.triggerEvent("change", { value: Number(event.detail.key) });
    },
    onPick(event: WechatMiniprogram.PickerChange) {
      this.triggerEvent("change", { value: minuteOfWheel(String(event.detail.value)) });
    },
  },
});
