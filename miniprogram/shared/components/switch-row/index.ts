/** A yes or no whose whole line is the switch: TDesign's own is 28 px high and takes no name. Event `change` {value}. */
Component({
  properties: {
    title: { type: String, value: "" },
    detail: { type: String, value: "" },
    value: { type: Boolean, value: false },
  },
  methods: {
    onSwitch() {
      this.triggerEvent("change", { value: !this.data.value });
    },
  },
});
