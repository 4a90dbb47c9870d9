/** One of a few, each a button with words. `options` [{key, text, urgent?}]; an urgent one turns red; event `change` {key}. */
Component({
  properties: {
    /** What is asked, for a screen reader. */
    label: { type: String, value: "" },
    options: { type: Array, value: [] as { key: string; text: string; urgent?: boolean }[] },
    value: { type: String, value: "" },
  },
  methods: {
    onChoose(event: WechatMiniprogram.TouchEvent) {
      const key = event.currentTarget.dataset.key as string;
      if (key !== this.data.value) this.triggerEvent("change", { key });
    },
  },
});
