import type { CallData } from "../../../../../contracts/calls";
import { appearance } from "../../../../shared/behaviors/appearance";
import { call } from "../../../../shared/cloud";
import { doorCodeOf } from "../../doorCode";
import { leaveChoice } from "../../placeChoice";
import type { ChosenPlace } from "../../reportDraft";

type Building = CallData<"org.findBuildings">["buildings"][number];
type PlaceView = CallData<"org.door">;

const SEARCH_AFTER_MS = 250;
const MOST_WORDS = 60;

let searching = 0;

/** Chooses a place by name, by the code at a door, by position, on the map, or in words; each ends back on the report. */
Component({
  behaviors: [appearance],
  data: {
    query: "",
    /** What `buildings` answers; differs from `query` while an answer is on its way. */
    answered: "",
    face: "ready",
    failure: "",
    buildings: [] as Building[],
    busy: "",
    words: "",
    wordsError: "",
  },
  methods: {
    onUnload() {
      clearTimeout(searching);
    },
    onQuery(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      const query = event.detail.value.trim();
      this.setData({ query });
      clearTimeout(searching);
      if (query) searching = setTimeout(() => void this.search(), SEARCH_AFTER_MS);
      else this.setData({ face: "ready", buildings: [], answered: "" });
    },
    async search() {
      const { query } = this.data;
      if (!query) return;
      if (this.data.buildings.length === 0) this.setData({ face: "loading" });
      const result = await call("org.findBuildings", { text: query.slice(0, 20) });
      // A slow answer to fewer letters must not replace the answer to more.
      if (query !== this.data.query) return;
      if (!result.ok) this.setData({ face: "failed", failure: result.failure.message });
      else this.setData({ face: result.data.buildings.length ? "ready" : "empty", buildings: result.data.buildings, answered: query });
    },
    onUnit(event: WechatMiniprogram.TouchEvent) {
      const { building, unit } = event.currentTarget.dataset as { building: number; unit: number };
      const chosen = this.data.buildings[building];
      const chosenUnit = chosen?.units[unit];
      if (!chosen || !chosenUnit) return;
      const text = chosen.units.length > 1 ? `${chosen.name} ${chosenUnit.name}` : chosen.name;
      this.choose({ place: { kind: "unit", unitCode: chosenUnit.unitCode }, text, detail: chosenUnit.grid });
    },

    async onScan() {
      const scanned = await wx.scanCode({ scanType: ["qrCode", "wxCode"] as unknown as ("qrCode" | "wxCode")[] }).catch(() => null);
      if (!scanned) return;
      const doorCode = doorCodeOf(scanned);
      if (!doorCode) return this.say("这不是门口的码", "请扫单元门上的圆码，或者从名单里选楼栋。");
      this.setData({ busy: "scan" });
      const result = await call("org.door", { doorCode });
      this.setData({ busy: "" });
      if (result.ok) this.choose(chosenFrom(result.data, { kind: "door", doorCode }));
      else this.say("没有认出来", result.failure.message);
    },
    async onHere() {
      this.setData({ busy: "here" });
      const here = await wx.getLocation({ type: "gcj02" }).catch(() => null);
      if (here) await this.locate({ lng: here.longitude, lat: here.latitude }, "我现在的位置");
      else this.say("没拿到位置", "可能没有打开定位。请从名单里选楼栋，或者用文字写。");
      this.setData({ busy: "" });
    },
    async onMap() {
      const spot = await wx.chooseLocation({}).catch(() => null);
      if (!spot) return;
      this.setData({ busy: "map" });
      await this.locate({ lng: spot.longitude, lat: spot.latitude }, spot.name || spot.address);
      this.setData({ busy: "" });
    },
    async locate(point: { lng: number; lat: number }, words: string) {
      const result = await call("org.locate", { point });
      if (!result.ok) return this.say("没能看出归谁管", result.failure.message);
      const place = { kind: "point" as const, point, words: words.slice(0, MOST_WORDS) };
      this.choose(chosenFrom(result.data, place, words));
    },
    onWords(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      this.setData({ words: event.detail.value, wordsError: "" });
    },
    onUseWords() {
      const words = this.data.words.trim();
      if (!words) this.setData({ wordsError: "请写一下在哪里。" });
      else this.choose({ place: { kind: "words", words }, text: words, detail: "站里会先看是哪一片，再转给管这里的同志" });
    },

    choose(choice: ChosenPlace) {
      leaveChoice(choice);
      wx.navigateBack();
    },
    say(title: string, content: string) {
      wx.showModal({ title, content, showCancel: false, confirmText: "知道了" });
    },
  },
});

const chosenFrom = (view: PlaceView, place: ChosenPlace["place"], text = view.text): ChosenPlace => ({
  place,
  text,
  detail: view.note ?? [view.grid, view.station].filter(Boolean).join(" · "),
});
