import type { CallData } from "../../../../../contracts/calls";
import { dayText, localDay, nearDays, type NearDay } from "../../../../shared/days";
import { Intent } from "../../../../shared/intent";

type Away = NonNullable<CallData<"workbench.open">["away"]>;

const intent = new Intent();
/** The cloud takes no plan for later than that. */
const FARTHEST_DAYS = 60;

/** 我不在: from today, or from a day to come, until the end of a day; the named stand-in takes over by himself, and one tap brings one back. */
Component({
  properties: {
    scopeName: { type: String, value: "" },
    away: { type: Object, value: null as Away | null },
  },
  data: {
    asking: false, busy: false, failure: "", today: "", lastDay: "",
    fromDays: [] as NearDay[], fromDay: "", farFrom: "",
    /** Those near days that are not before it begins. */
    days: [] as NearDay[], day: "", farDay: "",
  },
  methods: {
    onAsk() {
      const nowMs = Date.now();
      const [fromDays, today] = [nearDays(nowMs), localDay(nowMs)];
      this.setData({ asking: !this.data.asking, fromDays, today, lastDay: localDay(nowMs, FARTHEST_DAYS), farFrom: "", farDay: "", day: today, failure: "" });
      this.begin(today);
    },
    /** Whoever is away from Thursday on is away until Thursday at least. */
    begin(fromDay: string) {
      const { fromDays, day } = this.data;
      this.setData({ fromDay, farFrom: fromDays.some((near) => near.day === fromDay) ? "" : dayText(fromDay), days: fromDays.filter((near) => near.day >= fromDay) });
      this.end(day < fromDay ? fromDay : day);
    },
    end(day: string) {
      this.setData({ day, farDay: this.data.days.some((near) => near.day === day) ? "" : dayText(day) });
    },
    onChooseFrom(event: WechatMiniprogram.TouchEvent) {
      this.begin((event.currentTarget.dataset as { day: string }).day);
    },
    onFromDay(event: WechatMiniprogram.PickerChange) {
      this.begin(String(event.detail.value));
    },
    onChoose(event: WechatMiniprogram.TouchEvent) {
      this.end((event.currentTarget.dataset as { day: string }).day);
    },
    onDay(event: WechatMiniprogram.PickerChange) {
      this.end(String(event.detail.value));
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
      const { fromDay, today } = this.data;
      const result = await intent.send("staff.away", untilDay === null || fromDay === today ? { untilDay } : { untilDay, fromDay });
      this.setData({ busy: false });
      if (!result.ok) return this.setData({ failure: result.failure.message });
      this.setData({ asking: false });
      this.triggerEvent("change", { away: result.data.away ?? null });
    },
  },
});
