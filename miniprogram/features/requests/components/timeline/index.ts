import type { EntryView } from "../../pages/story/storyView";

/** What was, by whom, and, dashed, what comes next. `brief` shows the last step and the next, and unfolds on demand. */
Component({
  properties: {
    entries: { type: Array, value: [] as EntryView[] },
    brief: { type: Boolean, value: false },
  },
  data: { shown: [] as EntryView[], folded: false, all: false },
  observers: {
    "entries, brief, all"(entries: EntryView[], brief: boolean, all: boolean) {
      const from = Math.max(0, entries.filter((entry) => !entry.next).length - 1);
      const folded = brief && !all && from > 0;
      this.setData({ folded, shown: folded ? entries.slice(from) : entries });
    },
  },
  methods: {
    onUnfold() {
      this.setData({ all: true });
    },
    onPhoto(event: WechatMiniprogram.TouchEvent) {
      const { url, urls } = event.currentTarget.dataset as { url: string; urls: string[] };
      wx.previewImage({ current: url, urls }).catch(() => undefined);
    },
  },
});
