/** Emergency numbers that dial on one tap, in the community's order. */
Component({
  properties: {
    /** [{label, phone}] */
    numbers: { type: Array, value: [] as { label: string; phone: string }[] },
    /** Large, with the heading in red: the elder view, and an emergency being reported. */
    large: { type: Boolean, value: false },
  },
  methods: {
    onCall(event: WechatMiniprogram.TouchEvent) {
      wx.makePhoneCall({ phoneNumber: event.currentTarget.dataset.phone as string }).catch(() => {
        // Only the user's own cancel ends here.
      });
    },
  },
});
