import { openedPage } from "../../../../shared/behaviors/openedPage";
import { call } from "../../../../shared/cloud";
import { Intent } from "../../../../shared/intent";
import { type Certificate, type Context, type Drawable, drawCertificate, HEIGHT, WIDTH } from "./drawing";
import { dotted } from "../../../../shared/dots";
import { numberIn, numberOfScan } from "./scannedNumber";

const intent = new Intent();
const withdrawnWords = { title: "这张证书已经收回了", detail: "本人收回以后，这里什么也不再显示。需要的话请他重新开一张。" };

/** WeChat's 2d canvas, as far as it is used here. */
interface Canvas {
  width: number;
  height: number;
  getContext(kind: "2d"): Context;
  createImage(): CanvasImage;
}
interface CanvasImage extends Drawable {
  src: string;
  onload: (() => void) | null;
  onerror: (() => void) | null;
}

/**
 * One certificate, for anybody who has its number, typed, sent on or in the code that he scanned: nothing that the holder
 * did not choose. The holder saves it as a picture, sends it on, or takes it back. Without a number the page asks for one.
 */
Component({
  behaviors: [openedPage],
  data: {
    number: "",
    face: "loading",
    failure: "",
    certificate: null as Certificate | null,
    contentsText: "",
    byText: "",
    placesText: "",
    typed: "",
    error: "",
    said: "",
    saidTone: "good",
    busy: "" as "check" | "save" | "withdraw" | "",
    withdrawnWords,
    canvasStyle: `width: ${WIDTH}px; height: ${HEIGHT}px`,
  },
  methods: {
    onLoad(query: { n?: string; scene?: string }) {
      const number = numberIn(query).slice(0, 32);
      this.setData({ number });
      if (number === "") this.setData({ face: "ready" });
      else void this.open();
    },
    async open() {
      this.setData({ face: "loading" });
      const result = await call("certificates.check", { number: this.data.number });
      if (result.ok) return this.show(result.data);
      const unknown = result.failure.code === "notFound";
      this.setData({ face: "failed", failure: unknown ? "没有这个编号的证书。请看看编号有没有写错，0 和 O、1 和 I 容易看混。" : result.failure.message });
    },
    show(certificate: Certificate) {
      this.setData({
        face: "ready",
        number: certificate.number,
        certificate,
        byText: dotted(certificate.organiser, `记录人 ${certificate.recordedBy}`),
        contentsText: certificate.contents.map(({ text, hoursText }) => `${text} ${hoursText}`).join("、"),
        placesText: certificate.places.join("、"),
      });
    },

    onTyped(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      this.setData({ typed: event.detail.value, error: "" });
    },
    async onScan() {
      const scanned = await wx.scanCode({ scanType: ["qrCode"] }).catch(() => null);
      if (scanned) await this.check(numberOfScan(scanned));
    },
    onCheck() {
      return this.check(this.data.typed);
    },
    async check(written: string) {
      const number = written.trim();
      if (this.data.busy !== "") return;
      if (number === "") return this.setData({ error: "请填证书编号。" });
      this.setData({ busy: "check", error: "" });
      const result = await call("certificates.check", { number: number.slice(0, 32) });
      this.setData({ busy: "" });
      if (result.ok) this.show(result.data);
      else this.setData({ error: result.failure.code === "notFound" ? "没有这个编号的证书，请看看有没有写错。" : result.failure.message });
    },

    async onSave() {
      const { certificate, busy } = this.data;
      if (!certificate || busy !== "") return;
      this.setData({ busy: "save", said: "" });
      const filePath = await this.picture(certificate).catch(() => "");
      if (filePath === "") this.setData({ said: "没有画出来，请再点一次，或者截一张图。", saidTone: "waiting" });
      else await this.save(filePath);
      this.setData({ busy: "" });
    },
    async save(filePath: string) {
      try {
        await wx.saveImageToPhotosAlbum({ filePath });
        this.setData({ said: "存到相册了。", saidTone: "good" });
      } catch (error) {
        await this.notSaved(filePath, String((error as { errMsg?: string }).errMsg ?? error));
      }
    },
    async picture(certificate: Certificate): Promise<string> {
      const canvas = await this.canvas();
      canvas.width = WIDTH;
      canvas.height = HEIGHT;
      drawCertificate(canvas.getContext("2d"), certificate, await this.codePicture(canvas, certificate.codeImage));
      // The size is said: left out, the phone multiplies it by its density.
      const { tempFilePath } = await wx.canvasToTempFilePath({ canvas, x: 0, y: 0, width: WIDTH, height: HEIGHT, destWidth: WIDTH, destHeight: HEIGHT, fileType: "png" });
      return tempFilePath;
    },
    /** Not loaded, it is left out: the certificate says its number. */
    codePicture(canvas: Canvas, address?: string): Promise<Drawable | null> {
      if (address === undefined) return Promise.resolve(null);
      return new Promise((resolve) => {
        const image = canvas.createImage();
        image.onload = () => resolve(image);
        image.onerror = () => resolve(null);
        image.src = address;
      });
    },
    canvas(): Promise<Canvas> {
      return new Promise((resolve, reject) => {
        this.createSelectorQuery()
          .select("#picture")
          .node((found) => (found?.node ? resolve(found.node as Canvas) : reject(new Error("no canvas"))))
          .exec();
      });
    },
    /** Cancelled is no failure; the album refused once, WeChat asks again only in its settings. A picture on the screen can be kept by hand. */
    async notSaved(filePath: string, reason: string) {
      if (reason.includes("cancel")) return;
      if (/auth den/.test(reason)) {
        const { confirm } = await wx.showModal({ title: "还没有允许存相册", content: "点“去设置”，把“添加到相册”打开，再回来存一次；也可以看大图，按住它存下来。", confirmText: "去设置", cancelText: "看大图" });
        if (confirm) return void (await wx.openSetting({}).catch(() => undefined));
      } else this.setData({ said: "没有存上。按住大图可以存下来，也可以发给别人。", saidTone: "waiting" });
      await wx.previewImage({ urls: [filePath] }).catch(() => undefined);
    },
    async onWithdraw() {
      if (this.data.busy !== "") return;
      const { confirm } = await wx.showModal({ title: "收回这张证书？", content: "收回以后，拿到编号的人什么也看不到。您的服务记录都还在，随时能再开一张。", confirmText: "收回", cancelText: "先不了" });
      if (!confirm) return;
      this.setData({ busy: "withdraw", said: "" });
      const result = await intent.send("certificates.withdraw", { number: this.data.number });
      this.setData({ busy: "" });
      if (result.ok) this.show(result.data);
      else this.setData({ said: result.failure.message, saidTone: "waiting" });
    },
    onCopy() {
      wx.setClipboardData({ data: this.data.number }).catch(() => undefined);
    },
    onShareAppMessage() {
      const { number, certificate } = this.data;
      if (!certificate) return { title: "核对志愿服务证书", path: "/features/timebank/pages/certificate/index" };
      return { title: certificate.withdrawn ? withdrawnWords.title : `志愿服务证书：${certificate.hoursText}`, path: `/features/timebank/pages/certificate/index?n=${encodeURIComponent(number)}` };
    },
  },
});
