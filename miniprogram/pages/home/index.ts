import type { CallData } from "../../../contracts/calls";
import { setElderView } from "../../shared/appearance";
import { openedPage } from "../../shared/behaviors/openedPage";
import { call } from "../../shared/cloud";
import { dotted } from "../../shared/dots";
import { ask, type Home, lastReply } from "../../shared/lastReply";
import { keepHome } from "../../shared/lookAhead";
import { refreshTabBar } from "../../shared/tabs";
import { unescaped } from "../../shared/unescaped";

type HomeReply = CallData<"home.open">;
type Community = Extract<HomeReply, { kind: "choose" }>["communities"][number];

/** Nobody knows which station is his: what stands on the page is said to be a first guess. */
const householdHint = ({ household, otherStations, station, tabs }: Home) =>
  household === "none" && otherStations.length > 0 && !tabs.includes("workbench")
    ? { title: "您住哪一栋？", detail: `还不知道您住哪里，先给您看的是${station.name}。填一次住址，就换成您家那一站，以后反映也不用再选。` }
    : householdHints[household];

/** What to say about the household, and where it leads, by its state; a confirmed one needs no words. */
const householdHints: Record<Home["household"], { title: string; detail: string } | null> = {
  none: { title: "登记住址", detail: "填一次，以后反映不用再选地方" },
  pending: { title: "住址正在核对", detail: "居民组长确认后就好，不影响您反映" },
  declined: { title: "住址没核对上", detail: "点开看原因，改一改再填一次" },
  confirmed: null,
};

const nationalNumbers = [
  { label: "火警", phone: "119" },
  { label: "报警", phone: "110" },
  { label: "急救", phone: "120" },
  { label: "心理援助", phone: "12356" },
];

/** Who is there now, how do I say something, what became of what I said: without a tap, in one call. */
Component({
  behaviors: [openedPage],
  data: {
    home: null as Home | null,
    /** 梧桐里社区 ·, 第 12 网格 ·, 27 栋 3 单元. */
    placeParts: [] as string[],
    presenceText: "",
    people: [] as { staffId: string; called: string; detail: string }[],
    asking: [] as Home["requests"],
    others: [] as Home["requests"],
    ofStaff: false,
    communities: [] as Community[],
    householdHint: null as { title: string; detail: string } | null,
    /** Whether `home` is what the cloud says now: `asking`, `now`, or `offline`. */
    freshness: "asking",
    nationalNumbers,
    /** As many as the elder view names; the rest are one call away. */
    fewPeople: 3,
    fewRequests: 2,
    entering: false,
    doorCode: "",
  },
  methods: {
    onLoad(query: { scene?: string }) {
      // The code at a unit's door opens this page with the door as its scene.
      const doorCode = unescaped(query.scene ?? "");
      // Who is there now is never told from it.
      const last = lastReply("home.open");
      this.setData(last ? { doorCode, face: "ready", ...homeData(last.reply) } : { doorCode });
      if (doorCode) wx.navigateTo({ url: `/features/report/pages/report/index?door=${encodeURIComponent(doorCode)}` });
    },
    onShow() {
      refreshTabBar(this);
      // Another tab heard that he is somebody else now, or somewhere else.
      if (this.data.home && !lastReply("home.open")) this.setData({ face: "loading", home: null });
      void this.open();
    },
    async open(): Promise<void> {
      this.opening();
      const { doorCode } = this.data;
      const result = await ask("home.open", doorCode ? { doorCode } : {});
      if (result.ok) return this.show(result.data);
      // The door's code matters to the report alone: home opens without it.
      if (result.failure.code === "doorCodeUnknown") {
        this.setData({ doorCode: "" });
        return this.open();
      }
      // What stands on the screen is still of use; pulling down tries again.
      if (this.data.home) this.setData({ freshness: "offline" });
      else this.setData({ face: "failed", failure: result.failure.message });
    },
    show(reply: HomeReply) {
      if (reply.kind === "choose") {
        this.setData({ face: "ready", home: null, communities: reply.communities });
        return;
      }
      this.setData({ face: "ready", communities: [], freshness: "now", ...homeData(reply) });
      keepHome(reply);
      refreshTabBar(this);
    },
    onElderView() {
      setElderView(!this.data.theme.elder);
      this.refreshTheme();
      refreshTabBar(this);
    },
    async onCommunity(event: WechatMiniprogram.TouchEvent) {
      if (this.data.entering) return;
      this.setData({ entering: true });
      const communityId = event.currentTarget.dataset.id as string;
      const result = await call("me.enter", { communityId });
      if (result.ok) await this.open();
      else wx.showModal({ title: "没能进入", content: result.failure.message, showCancel: false });
      this.setData({ entering: false });
    },
    onReport() {
      wx.navigateTo({ url: "/features/report/pages/report/index" });
    },
    onCallStation() {
      if (this.data.home) wx.makePhoneCall({ phoneNumber: this.data.home.station.phone, fail: () => undefined });
    },
    onWay() {
      const station = this.data.home?.station;
      if (!station) return;
      if (station.point) {
        const { lng, lat } = station.point;
        wx.openLocation({ latitude: lat, longitude: lng, name: station.name, address: station.address, scale: 17 });
      } else {
        wx.showModal({ title: station.name, content: station.address, showCancel: false, confirmText: "知道了" });
      }
    },
    onRequest(event: WechatMiniprogram.CustomEvent<{ requestId: string }>) {
      wx.navigateTo({ url: `/features/requests/pages/story/index?requestId=${event.detail.requestId}` });
    },
    onMore() {
      wx.switchTab({ url: "/pages/mine/index" });
    },
    onHousehold() {
      wx.navigateTo({ url: "/features/people/pages/household/index" });
    },
    onGrids() {
      const { doorCode } = this.data;
      wx.navigateTo({ url: `/features/grids/pages/grids/index${doorCode && `?door=${encodeURIComponent(doorCode)}`}` });
    },
    onStation(event: WechatMiniprogram.TouchEvent) {
      wx.makePhoneCall({ phoneNumber: event.currentTarget.dataset.phone as string, fail: () => undefined });
    },
  },
});

const homeData = (home: Home) => ({
  home,
  ...byTurn(home.requests),
  placeParts: partsOf(home.placeText),
  presenceText: dotted(home.station.name, home.station.presence.detail),
  people: home.people.map(({ staffId, called, title, awayText = "" }) => ({ staffId, called, detail: dotted(title, awayText) })),
  householdHint: householdHint(home),
  // Who works here has his station by his post, wherever he lives.
  ofStaff: home.tabs.includes("workbench"),
});

/** What waits for the caller's own answer stands above everything; large letters leave the rest below the first screen. */
const byTurn = (requests: Home["requests"]) => {
  const asksCaller = ({ state }: Home["requests"][number]): boolean => state === "resolved" || state === "awaitingResident";
  return { asking: requests.filter(asksCaller), others: requests.filter((request) => !asksCaller(request)) };
};

/** Each with the dot that follows it, so that no line begins with one. */
const partsOf = (placeText: string): string[] => placeText.split(" · ").map((part, index, all) => (index < all.length - 1 ? `${part} ·` : part));
