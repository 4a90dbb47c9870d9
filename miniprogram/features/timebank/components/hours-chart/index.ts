import { type Week, type WeekBar, weekBars } from "./weekBars";

/**
 * Hours promised against hours available, a vessel a week: its height is what is there, its filling what is promised. The
 * same numbers stand below as a table, which is also what a screen reader gets.
 */
Component({
  properties: {
    title: { type: String, value: "" },
    /** The question's answer in a sentence. */
    sentence: { type: String, value: "" },
    weeks: { type: Array, value: [] as Week[] },
  },
  data: { bars: [] as WeekBar[], some: false, tableOpen: false, firstLabel: "", lastLabel: "" },
  observers: {
    weeks(weeks: Week[]) {
      const bars = weekBars(weeks);
      this.setData({
        bars,
        some: bars.some(({ availablePercent, heldPercent }) => availablePercent + heldPercent > 0),
        firstLabel: bars[0]?.label ?? "",
        lastLabel: bars.length > 1 ? (bars[bars.length - 1]?.label ?? "") : "",
      });
    },
  },
  methods: {
    onTable() {
      this.setData({ tableOpen: !this.data.tableOpen });
    },
  },
});
