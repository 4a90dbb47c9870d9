import type { DayRow } from "../../pages/roster/rosterView";

/** Days and their shifts; each shift a button that says who is in it and what lacks. Event: `open` {shiftId}. */
Component({
  properties: {
    days: { type: Array, value: [] as DayRow[] },
  },
  methods: {
    onOpen(event: WechatMiniprogram.TouchEvent) {
      this.triggerEvent("open", { shiftId: event.currentTarget.dataset.id as string });
    },
  },
});
