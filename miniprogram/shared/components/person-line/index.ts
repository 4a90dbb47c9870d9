import { dotted, heldDots } from "../../dots";

/** A named person: 老何 · 居民组长, what else there is to know, and a call to the station's line when `phone` is given. */
Component({
  options: { multipleSlots: true },
  properties: {
    called: { type: String, value: "" },
    /** One character for the avatar; by default the first of `called` that is not 老, 小 or 阿. */
    surname: { type: String, value: "" },
    /** 居民组长. */
    title: { type: String, value: "" },
    detail: { type: String, value: "" },
    /** The station's line, never a person's own number. */
    phone: { type: String, value: "" },
  },
  data: { initial: "", words: "", more: "" },
  observers: {
    "called, title"(called: string, title: string) {
      // 周站长 says it already.
      this.setData({ words: dotted(called, called.endsWith(title) ? "" : title) });
    },
    detail(detail: string) {
      this.setData({ more: heldDots(detail) });
    },
    "called, surname"(called: string, surname: string) {
      this.setData({ initial: surname || /[^老小阿]/u.exec(called)?.[0] || "人" });
    },
  },
  methods: {
    onCall() {
      wx.makePhoneCall({ phoneNumber: this.data.phone }).catch(() => {
        // Only the user's own cancel ends here.
      });
    },
  },
});
