/** A few sentences to write, with the name above and what is wrong below. Event: `change` {value}. */
Component({
  properties: {
    label: { type: String, value: "" },
    value: { type: String, value: "" },
    placeholder: { type: String, value: "" },
    max: { type: Number, value: 300 },
    error: { type: String, value: "" },
    /** Inside a sheet, whose ground does not move with the keyboard. */
    fixed: { type: Boolean, value: false },
  },
  methods: {
    onInput(event: WechatMiniprogram.TextareaInput) {
      this.triggerEvent("change", { value: event.detail.value });
    },
  },
});
