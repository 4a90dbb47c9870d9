import type { CallData } from "../../../../../contracts/calls";
import { appearance } from "../../../../shared/behaviors/appearance";
import { call } from "../../../../shared/cloud";
import { dotted } from "../../../../shared/dots";
import { doorCodeOf } from "../../doorCode";
import { leaveChoice } from "../../placeChoice";
import type { ChosenPlace } from "../../reportDraft";

type PlaceView = CallData<"org.door">;

const MOST_WORDS = 60;

/** Chooses a place by name, by the code at a door, by position, on the map, or in words; each ends back on the report. */
Component({
  behaviors: [appearance],
  data: {
    busy: "",
    words: "",
    wordsError: "",
  },
  methods: {
    onUnit(event: WechatMiniprogram.CustomEvent<{ unitCode: string; text: string; grid: string }>) {
      const { unitCode, text, grid } = event.detail;
      this.choose({ place: { kind: "unit", unitCode }, text, detail: grid });
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
  detail: view.note ?? dotted(view.grid ?? "", view.station ?? ""),
});
