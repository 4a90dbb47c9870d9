import { type Parcel, waitingParcels, watchOutbox } from "../../outbox";

interface Line {
  operationId: string;
  title: string;
  refused: boolean;
  detail: string;
}

const lineOf = ({ operationId, title, state, message }: Parcel): Line =>
  state === "refused"
    ? { operationId, title, refused: true, detail: `${message}点开改一改就能送出。` }
    : { operationId, title, refused: false, detail: "等网络，连上后自动送出" };

/** How each list stops watching: a function cannot be data of a component. */
const stops = new WeakMap<object, () => void>();

/** Lists on pages that lie behind another: those ask anew when they show, so a delivery need not make them ask now. */
const hidden = new WeakSet<object>();

/** What was said and has not arrived yet; empty when everything has. Event `delivered` when the list gets shorter. */
Component({
  data: { lines: [] as Line[] },
  lifetimes: {
    attached() {
      stops.set(this, watchOutbox(() => this.refresh()));
      this.refresh();
    },
    detached() {
      stops.get(this)?.();
      stops.delete(this);
    },
  },
  pageLifetimes: {
    show() {
      hidden.delete(this);
    },
    hide() {
      hidden.add(this);
    },
  },
  methods: {
    refresh() {
      const before = this.data.lines.length;
      const lines = waitingParcels().map(lineOf);
      this.setData({ lines });
      if (lines.length < before && !hidden.has(this)) this.triggerEvent("delivered");
    },
    onOpen(event: WechatMiniprogram.TouchEvent) {
      const operationId = event.currentTarget.dataset.id as string;
      wx.navigateTo({ url: `/features/report/pages/receipt/index?operationId=${operationId}` });
    },
  },
});
