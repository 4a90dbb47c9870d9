/** The station's line, by a tap, wherever a page says that one may call. Shows nothing while the line is not known. */
Component({
  properties: {
    called: { type: String, value: "" },
    phone: { type: String, value: "" },
    detail: { type: String, value: "有事打站里电话" },
    /** The elder view's one large button. */
    elder: { type: Boolean, value: false },
  },
  methods: {
    onCall() {
      wx.makePhoneCall({ phoneNumber: this.data.phone }).catch(() => undefined);
    },
  },
});
