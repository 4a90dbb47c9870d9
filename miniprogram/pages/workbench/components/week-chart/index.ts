import type { CallData } from "../../../../../contracts/calls";

type Day = CallData<"workbench.open">["week"]["days"][number];

interface Bar {
  day: string;
  label: string;
  count: number;
  /** Of the chart's height; a day without anything keeps a trace, so that it reads as a day. */
  heightPercent: number;
  strong: boolean;
}

const TRACE_PERCENT = 4;

/** How many came in on each day: bars, one of them strong, and one sentence; the same numbers for a screen reader. */
Component({
  properties: {
    title: { type: String, value: "" },
    sentence: { type: String, value: "" },
    days: { type: Array, value: [] as Day[] },
  },
  data: { bars: [] as Bar[], spoken: "", some: false },
  observers: {
    days(days: Day[]) {
      const most = Math.max(0, ...days.map(({ count }) => count));
      const strongest = days.map(({ count }) => count).lastIndexOf(most);
      const bars = days.map(({ day, label, count }, index) => ({
        day,
        // One letter: seven of them stand side by side in the largest font, too.
        label: label.replace("周", "").slice(0, 1),
        count,
        heightPercent: most === 0 ? TRACE_PERCENT : Math.max(TRACE_PERCENT, Math.round((count / most) * 100)),
        strong: most > 0 && index === strongest,
      }));
      this.setData({ bars, some: most > 0, spoken: days.map(({ label, count }) => `${label} ${count} 件`).join("，") });
    },
  },
});
