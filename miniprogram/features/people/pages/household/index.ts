import { appearance } from "../../../../shared/behaviors/appearance";
import { call } from "../../../../shared/cloud";
import { Intent } from "../../../../shared/intent";
import { bindingInput, type Building, type Household, householdHeadline, mayFill, placeError, type Unit } from "./household";

/** Long enough that a word is typed in one go, short enough that nobody waits. */
const TYPING_PAUSE_MS = 250;
const bindIntent = new Intent();
const leaveIntent = new Intent();
let typing: ReturnType<typeof setTimeout> | undefined;

/** Where I live: building, unit, room. The residents' group leader confirms it; until then everything works as before. */
Component({
  behaviors: [appearance],
  data: {
    face: "loading",
    failure: "",
    headline: { title: "", detail: "", tone: "plain" },
    state: "none" as Household["state"],
    filling: false,
    search: "",
    searching: false,
    buildings: [] as Building[],
    searchNote: "",
    building: null as Building | null,
    unit: null as Unit | null,
    room: "",
    name: "",
    phone: "",
    placeError: "",
    roomError: "",
    nameError: "",
    phoneError: "",
    busy: "",
    said: "",
  },
  methods: {
    onLoad() {
      void this.open();
    },
    async open() {
      this.setData({ face: "loading" });
      const result = await call("me.open", {});
      if (!result.ok) return this.setData({ face: "failed", failure: result.failure.message });
      this.setData({ face: "ready", name: this.data.name || result.data.name });
      this.show(result.data.household);
    },
    show(household: Household) {
      this.setData({ headline: householdHeadline(household), state: household.state, filling: mayFill(household.state) });
    },
    onSearch(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      const search = event.detail.value;
      this.setData({ search, placeError: "" });
      if (typing !== undefined) clearTimeout(typing);
      typing = setTimeout(() => void this.find(search.trim()), TYPING_PAUSE_MS);
    },
    async find(text: string) {
      // The answer to what stood there is on its way and will not be taken.
      if (text === "") return this.setData({ searching: false, buildings: [], searchNote: "" });
      this.setData({ searching: true });
      const result = await call("org.findBuildings", { text });
      // A slow answer to an earlier word must not replace the later one.
      if (text !== this.data.search.trim()) return;
      const buildings = result.ok ? result.data.buildings : [];
      const nothing = result.ok ? "没找到这栋楼。换几个字试试，比如楼号或路名。" : result.failure.message;
      this.setData({ searching: false, buildings, searchNote: buildings.length > 0 ? "" : nothing });
    },
    onBuilding(event: WechatMiniprogram.TouchEvent) {
      const { code } = event.currentTarget.dataset as { code: string };
      const building = this.data.buildings.find(({ buildingCode }) => buildingCode === code);
      if (!building) return;
      const only = building.units.length === 1 ? building.units[0] : undefined;
      this.setData({ building, unit: only ?? null, placeError: "" });
    },
    onUnit(event: WechatMiniprogram.TouchEvent) {
      const { code } = event.currentTarget.dataset as { code: string };
      this.setData({ unit: this.data.building?.units.find(({ unitCode }) => unitCode === code) ?? null, placeError: "" });
    },
    onOtherBuilding() {
      this.setData({ building: null, unit: null });
    },
    onRoom(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      this.setData({ room: event.detail.value, roomError: "" });
    },
    onName(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      this.setData({ name: event.detail.value, nameError: "" });
    },
    onPhone(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      this.setData({ phone: event.detail.value, phoneError: "" });
    },
    async onBind() {
      const { unit, room, name, phone, busy } = this.data;
      if (busy !== "") return;
      this.setData({ busy: "bind", said: "" });
      const input = bindingInput(unit?.unitCode ?? "", room, name, phone);
      const result = await bindIntent.send("residents.bind", input);
      this.setData({ busy: "" });
      if (result.ok) {
        this.show(result.data.household);
        void wx.pageScrollTo({ scrollTop: 0, duration: 150 });
        return;
      }
      const { fields, message, code } = result.failure;
      this.setData({
        said: message,
        placeError: placeError(fields),
        roomError: fields.room ?? "",
        nameError: fields.name ?? "",
        phoneError: fields.phone ?? "",
      });
      if (code === "bindingOpen") void this.open();
    },
    async onLeave() {
      if (this.data.busy !== "") return;
      const pending = this.data.state === "pending";
      const { confirm } = await wx.showModal({
        title: pending ? "重新填住址？" : "不住这里了？",
        content: pending ? "刚才填的会收回，您再填一次就好。" : "这个住址会从您这里去掉，您说过的事都还在。",
        confirmText: pending ? "重新填" : "去掉",
        cancelText: "先不了",
      });
      if (confirm) await this.leave();
    },
    async leave() {
      this.setData({ busy: "leave", said: "" });
      const result = await leaveIntent.send("residents.leave", {});
      this.setData({ busy: "" });
      if (result.ok) this.show({ state: "none", text: "" });
      else this.setData({ said: result.failure.message });
    },
  },
});
