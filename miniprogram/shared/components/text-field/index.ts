/** One line to fill in, with its name above and what is wrong with it below. Event: `change` {value}. */
Component({
  properties: {
    label: { type: String, value: "" },
    /** What a screen reader calls it where its name stands above it already and `label` is empty. */
    spoken: { type: String, value: "" },
    value: { type: String, value: "" },
    placeholder: { type: String, value: "" },
    /** WeChat's input types: text, number, nickname … */
    type: { type: String, value: "text" },
    max: { type: Number, value: 20 },
    error: { type: String, value: "" },
    note: { type: String, value: "" },
    focus: { type: Boolean, value: false },
  },
  methods: {
    onInput(event: WechatMiniprogram.Input) {
      this.triggerEvent("change", { value: event.detail.value });
    },
  },
});
