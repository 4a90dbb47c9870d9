/**
 * Asks before the first use of a private interface (photos, position, scan). WeChat calls the listener of the page in
 * front; a page that uses such an interface holds one of these.
 */
type Resolve = (answer: { event: "agree"; buttonId: string } | { event: "disagree" }) => void;

/** Those who wait for the same answer: two private calls may ask one after the other. */
let waiting: Resolve[] = [];

Component({
  properties: {
    /** What is used here, for what, and how it goes without. */
    words: { type: String, value: "照片、位置和扫码，只在您点的时候用，只用来把事情说清楚、找到归谁管，只给办事的同志看。不同意也行，用文字说就好。" },
  },
  data: { visible: false },
  lifetimes: {
    attached() {
      // The typings describe another callback than WeChat's: https://developers.weixin.qq.com/miniprogram/dev/api/open-api/privacy/wx.onNeedPrivacyAuthorization.html
      const listen = wx.onNeedPrivacyAuthorization as unknown as ((ask: (resolve: Resolve) => void) => void) | undefined;
      listen?.((resolve) => {
        waiting.push(resolve);
        this.setData({ visible: true });
      });
    },
    detached() {
      this.answer({ event: "disagree" });
    },
  },
  methods: {
    onAgree() {
      this.answer({ event: "agree", buttonId: "privacy-agree" });
    },
    onRefuse() {
      this.answer({ event: "disagree" });
    },
    onContract() {
      wx.openPrivacyContract({});
    },
    answer(answer: Parameters<Resolve>[0]) {
      const resolves = waiting;
      waiting = [];
      resolves.forEach((resolve) => resolve(answer));
      if (this.data.visible) this.setData({ visible: false });
    },
  },
});
