/** A few lists of one page side by side: options [{key, text}], `value` is the key in front. Event `change` {key}. */
Component({
  properties: {
    options: { type: Array, value: [] as { key: string; text: string }[] },
    value: { type: String, value: "" },
  },
  methods: {
    onChoose(event: WechatMiniprogram.TouchEvent) {
      const key = event.currentTarget.dataset.key as string;
      if (key !== this.data.value) this.triggerEvent("change", { key });
    },
  },
});
