/** TDesign's overlay lies at 11000 and would cover a sheet that it belongs to only by chance. */
const overlay = { zIndex: 10500 };

/**
 * A sheet before something that cannot be taken back by a tap: says what will happen, takes what it needs in its slot, and
 * has the one button that does it. What is typed stays with the page. Events: `close`, `submit`.
 */
Component({
  properties: {
    visible: { type: Boolean, value: false },
    title: { type: String, value: "" },
    /** What will happen, a sentence each. */
    effects: { type: Array, value: [] as string[] },
    /** Words of the button; empty: there is nothing to submit, only to look at. */
    submit: { type: String, value: "" },
    busy: { type: Boolean, value: false },
    /** Why it did not go through. */
    notice: { type: String, value: "" },
  },
  data: { overlay },
  methods: {
    onVisibleChange(event: WechatMiniprogram.CustomEvent<{ visible: boolean }>) {
      if (!event.detail.visible) this.onClose();
    },
    onClose() {
      this.triggerEvent("close");
    },
    onSubmit() {
      if (!this.data.busy) this.triggerEvent("submit");
    },
  },
});
