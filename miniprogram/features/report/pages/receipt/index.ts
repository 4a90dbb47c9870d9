import { appearance } from "../../../../shared/behaviors/appearance";
import { dotted } from "../../../../shared/dots";
import { flushOutbox, type Parcel, type Receipt, receiptOf, waitingParcels, watchOutbox } from "../../../../shared/outbox";
import { standInText, titleBeside } from "../../../../shared/persons";

type CallNumber = { label: string; phone: string };

/** How each page stops watching the outbox: a function cannot be data. */
const stops = new WeakMap<object, () => void>();

/**
 * 回执: who has it now and by when an answer is due. A report that still waits for the network stands here too and
 * turns into its receipt by itself when it has arrived.
 */
Component({
  behaviors: [appearance],
  data: {
    operationId: "",
    face: "loading",
    receipt: null as Receipt | null,
    ownerTitle: "",
    whereText: "",
    standInText: "",
    waiting: null as Parcel | null,
    callNumbers: [] as CallNumber[],
    trying: false,
  },
  methods: {
    onLoad(query: { operationId?: string }) {
      this.setData({ operationId: query.operationId ?? "" });
      stops.set(this, watchOutbox(() => this.refresh()));
      this.refresh();
    },
    onUnload() {
      stops.get(this)?.();
      stops.delete(this);
    },
    refresh() {
      const { operationId } = this.data;
      const receipt = receiptOf(operationId);
      const waiting = waitingParcels().find((parcel) => parcel.operationId === operationId) ?? null;
      this.setData({
        receipt,
        whereText: receipt ? dotted(receipt.grid, receipt.station.name) : "",
        ownerTitle: receipt ? titleBeside(receipt.owner) : "",
        standInText: receipt ? standInText(receipt) : "",
        waiting: receipt ? null : waiting,
        face: receipt || waiting ? "ready" : "empty",
        callNumbers: receipt?.callFirst ? [receipt.callFirst] : [],
      });
    },
    async onTryNow() {
      this.setData({ trying: true });
      await flushOutbox();
      this.setData({ trying: false });
      if (this.data.waiting?.state === "waiting") wx.showToast({ title: "还没连上，写好的都在", icon: "none" });
    },
    onMend() {
      wx.redirectTo({ url: `/features/report/pages/report/index?parcel=${this.data.operationId}` });
    },
    onStory() {
      if (!this.data.receipt) return;
      wx.redirectTo({ url: `/features/requests/pages/story/index?requestId=${this.data.receipt.requestId}` });
    },
    onHome() {
      wx.switchTab({ url: "/pages/home/index" });
    },
    onCopy() {
      if (this.data.receipt) wx.setClipboardData({ data: this.data.receipt.receipt });
    },
  },
});
