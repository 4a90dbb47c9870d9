import { openedPage } from "../../../../shared/behaviors/openedPage";
import { call } from "../../../../shared/cloud";
import { unescaped } from "../../../../shared/unescaped";
import { gridAt, mapOf, type MapView } from "../../gridsMap";
import { type Answer, answerOf, type Grids, sectionsOf, type StationSection } from "../../gridsView";

/** The page leaves a margin on both sides. */
const pageMargin = 16;
const mapWidth = (): number => wx.getWindowInfo().windowWidth - 2 * pageMargin;

const noAnswer: Answer = { title: "", detail: "", phone: "" };
/** The way back to the answer is short enough to be followed by eye. */
const scrollMilliseconds = 180;

/** What the cloud said; kept beside the page's data, which holds only what its template reads. */
const replies = new WeakMap<object, Grids>();

/** Whose grid is mine, who answers where: on a map, and in a list that says the same. */
Component({
  behaviors: [openedPage],
  data: {
    face: "loading",
    failure: "",
    doorCode: "",
    selected: "",
    answer: noAnswer,
    map: null as MapView | null,
    sections: [] as StationSection[],
    /** The elder view shows the own station alone until asked for all. */
    all: false,
    counted: false,
    community: "",
  },
  observers: {
    /** What stands on the map has sizes that no style reaches. */
    theme() {
      this.redraw();
    },
  },
  methods: {
    onLoad(query: { door?: string }) {
      if (query.door) this.setData({ doorCode: unescaped(query.door) });
      void this.open();
    },
    async open() {
      this.opening();
      const { doorCode } = this.data;
      const result = await call("grids.open", doorCode ? { doorCode } : {});
      if (result.ok) return this.show(result.data);
      const { code, message } = result.failure;
      if (code === "notSignedIn") this.setData({ face: "empty" });
      else if (this.data.face === "ready") wx.showToast({ title: "没连上，显示的是刚才的", icon: "none" });
      else this.setData({ face: "failed", failure: message });
    },
    show(grids: Grids) {
      const isFirst = !replies.has(this);
      replies.set(this, grids);
      this.setData({
        face: "ready",
        community: grids.community,
        sections: sectionsOf(grids),
        counted: grids.stations.some((station) => station.grids.some(({ open }) => open !== undefined)),
      });
      this.select(isFirst ? (grids.own?.gridCode ?? "") : this.data.selected);
    },
    select(gridCode: string) {
      const grids = replies.get(this);
      if (!grids) return;
      this.setData({ selected: gridCode, answer: answerOf(grids, gridCode) });
      this.redraw();
    },
    redraw() {
      const grids = replies.get(this);
      const { selected, theme } = this.data;
      if (grids) this.setData({ map: mapOf(grids, { selected, elder: theme.elder, scale: theme.scale, width: mapWidth() }) ?? null });
    },
    onMap(event: WechatMiniprogram.MapTap) {
      const grids = replies.get(this);
      const found = grids && gridAt(grids, event.detail);
      if (found !== undefined) this.select(found);
    },
    onLabel(event: WechatMiniprogram.LabelTap) {
      const gridCode = replies.get(this)?.areas[event.detail.markerId]?.gridCode;
      if (gridCode !== undefined) this.select(gridCode);
    },
    onRow(event: WechatMiniprogram.TouchEvent) {
      this.select((event.currentTarget.dataset as { code: string }).code);
      void wx.pageScrollTo({ scrollTop: 0, duration: scrollMilliseconds });
    },
    onAll() {
      this.setData({ all: true });
    },
    onCall(event: WechatMiniprogram.TouchEvent) {
      wx.makePhoneCall({ phoneNumber: (event.currentTarget.dataset as { phone: string }).phone, fail: () => undefined });
    },
    onFace() {
      if (this.data.face === "empty") return wx.switchTab({ url: "/pages/home/index" });
      void this.open();
    },
  },
});
