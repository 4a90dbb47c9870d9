import type { CallData } from "../../../../../contracts/calls";
import { dayText, localDay, nearDays, type NearDay } from "../../../../shared/days";
import { Intent } from "../../../../shared/intent";

type Away = NonNullable<CallData<"workbench.open">["away"]>;

const intent = new Intent();

/** 我不在: from now until the end of a day; the named stand-in takes over by himself, and one tap brings one back. */
Component({
  properties: {
    scopeName: { type: String, value: "" },
    away: { type: Object, value: null as Away | null },
  },
  data: { asking: false, days: [] as NearDay[], day: "", farDay: "", today: "", busy: false, failure: "" },
  methods: {
    onAsk() {
      const nowMs = Date.now();
      const days = nearDays(nowMs);
      this.setData({ asking: !this.data.asking, days, day: days[0]?.day ?? "", farDay: "", today: localDay(nowMs), failure: "" });
    },
    onChoose(event: WechatMiniprogram.TouchEvent) {
      const { day } = event.currentTarget.dataset as { day: string };
      this.setData({ day, farDay: "" });
    },
    onDay(event: WechatMiniprogram.PickerChange) {
      const day = String(event.detail.value);
      this.setData({ day, farDay: this.data.days.some((near) => near.day === day) ? "" : dayText(day) });
    },
    onLeave() {
      void this.save(this.data.day);
    },
    onBack() {
      void this.save(null);
    },
    async save(untilDay: string | null) {
      if (this.data.busy) return;
      this.setData({ busy: true, failure: "" });
      const result = await intent.send("staff.away", { untilDay });
      this.setData({ busy: false });
      if (!result.ok) return this.setData({ failure: result.failure.message });
      this.setData({ asking: false });
      this.triggerEvent("change", { away: result.data.away ?? null });
    },
  },
});
