import type { HoursView } from "../../timebankWords";

/** What somebody has saved, in two books: what he can spend, and what he has given, which spending never lowers. */
Component({
  properties: {
    hours: { type: Object, value: null as unknown as HoursView },
    /** The elder view shows the one number that matters and what is set aside. */
    brief: { type: Boolean, value: false },
    /** Event `open` leads to the statement where there is one to read. */
    leads: { type: Boolean, value: false },
  },
  data: { spoken: "" },
  observers: {
    hours(hours: HoursView | null) {
      if (!hours) return;
      const most = hours.frozen ? `${hours.note ?? ""}存着的时间` : "可以用的时间";
      // Who never helped yet is not told that it was nothing.
      const given = hours.honourMinutes > 0 ? `，一共帮过别人 ${hours.honourText}` : "";
      this.setData({ spoken: `${most} ${hours.availableText}，给约好的留出 ${hours.heldText}${given}` });
    },
  },
  methods: {
    onOpen() {
      this.triggerEvent("open");
    },
  },
});
