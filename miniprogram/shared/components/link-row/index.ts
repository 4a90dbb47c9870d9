import { heldDots } from "../../dots";

/** A row that leads somewhere: a title, what stands there now, and how many wait. */
Component({
  properties: {
    title: { type: String, value: "" },
    detail: { type: String, value: "" },
    /** Shown when above zero. */
    count: { type: Number, value: 0 },
    url: { type: String, value: "" },
  },
  data: { more: "" },
  observers: {
    detail(detail: string) {
      this.setData({ more: heldDots(detail) });
    },
  },
  methods: {
    onOpen() {
      if (this.data.url === "") this.triggerEvent("open");
      else void wx.navigateTo({ url: this.data.url });
    },
  },
});
