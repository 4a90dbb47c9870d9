import { type FreeTime, type PartRow, partRows, withDay, withPart } from "../../freeTimes";

/** When one can help: four parts of a day, and under each that is on its weekdays. Event: `change` {times}. */
Component({
  properties: {
    times: { type: Array, value: [] as FreeTime[] },
  },
  data: { rows: [] as PartRow[] },
  observers: {
    times(times: FreeTime[]) {
      this.setData({ rows: partRows(times) });
    },
  },
  methods: {
    onPart(event: WechatMiniprogram.TouchEvent) {
      const { part } = event.currentTarget.dataset as { part: FreeTime["part"] };
      this.triggerEvent("change", { times: withPart(this.data.times, part) });
    },
    onDay(event: WechatMiniprogram.TouchEvent) {
      const { part, weekday } = event.currentTarget.dataset as { part: FreeTime["part"]; weekday: number };
      this.triggerEvent("change", { times: withDay(this.data.times, part, weekday) });
    },
  },
});
