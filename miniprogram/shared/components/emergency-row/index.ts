/** Emergency numbers that dial on one tap, in the community's order. */
Component({
  properties: {
    /** [{label, phone}] */
    numbers: { type: Array, value: [] as { label: string; phone: string }[] },
    /** Large, with the heading in red: the elder view, and an emergency being reported. */
    large: { type: Boolean, value: false },
  },
  data: { columns: "" },
  observers: {
    "numbers, large"(numbers: unknown[], large: boolean) {
      // Large ones stand in full rows; small ones take what the width gives.
      const count = numbers.length === 4 ? 2 : Math.min(3, numbers.length);
      this.setData({ columns: large && count > 0 ? `grid-template-columns: repeat(${count}, 1fr)` : "" });
    },
  },
  methods: {
    onCall(event: WechatMiniprogram.TouchEvent) {
      wx.makePhoneCall({ phoneNumber: event.currentTarget.dataset.phone as string }).catch(() => {
        // Only the user's own cancel ends here.
      });
    },
  },
});
