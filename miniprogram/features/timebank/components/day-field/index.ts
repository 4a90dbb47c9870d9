import { dayText, localDay, nearDays } from "../../../../shared/days";

/** As far ahead as help can be asked for; the cloud has the last word. */
const FURTHEST_DAYS = 180;

/** A day: the next three by one tap, any other from the wheel. Event: `change` {value} with YYYY-MM-DD. */
Component({
  properties: {
    label: { type: String, value: "" },
    value: { type: String, value: "" },
    error: { type: String, value: "" },
  },
  data: { options: [] as { key: string; text: string }[], today: "", furthest: "", farText: "" },
  lifetimes: {
    attached() {
      const now = Date.now();
      this.setData({ today: localDay(now), furthest: localDay(now, FURTHEST_DAYS), options: nearDays(now).map(({ day, label }) => ({ key: day, text: label })) });
      this.showFar();
    },
  },
  observers: {
    value() {
      this.showFar();
    },
  },
  methods: {
    showFar() {
      const { value, options } = this.data;
      const near = options.some(({ key }) => key === value);
      this.setData({ farText: value !== "" && !near && options.length > 0 ? dayText(value) : "" });
    },
    onChoice(event: WechatMiniprogram.CustomEvent<{ key: string }>) {
      this.triggerEvent("change", { value: event.detail.key });
    },
    onPick(event: WechatMiniprogram.PickerChange) {
      this.triggerEvent("change", { value: String(event.detail.value) });
    },
  },
});
