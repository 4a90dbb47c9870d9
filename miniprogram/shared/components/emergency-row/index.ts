/** Emergency numbers that dial on one tap, in the community's order. */
Component({
  properties: {
    /** [{label, phone}] */
    numbers: { type: Array, value: [] as { label: string; phone: string }[] },
    /** Large, with the heading in red: the elder view, and an emergency being reported. */
    large: { type: Boolean, value: false },
  },
  data: { columns: "", firstIsWide: false },
  observers: {
    "numbers, large"(numbers: unknown[], large: boolean) {
      // Large ones stand in full rows, the first on its own where the count is odd; small ones take what the width gives.
      const inRow = numbers.length > 3 ? 2 : numbers.length;
      this.setData({
        columns: large && inRow > 0 ? `grid-template-columns: repeat(${inRow}, 1fr)` : "",
        firstIsWide: large && numbers.length > 3 && numbers.length % 2 === 1,
      });
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
