import { openedPage } from "../../../../shared/behaviors/openedPage";
import { call } from "../../../../shared/cloud";
import { Intent } from "../../../../shared/intent";
import { bindingInput, type Household, householdHeadline, mayFill, placeError } from "./household";

const bindIntent = new Intent();
const leaveIntent = new Intent();

/** Where I live: building, unit, room. The residents' group leader confirms it; until then everything works as before. */
Component({
  behaviors: [openedPage],
  data: {
    headline: { title: "", detail: "", tone: "plain" },
    state: "none" as Household["state"],
    filling: false,
    unitCode: "",
    unitText: "",
    unitGrid: "",
    room: "",
    name: "",
    phone: "",
    placeError: "",
    roomError: "",
    nameError: "",
    phoneError: "",
    busy: "",
  },
  methods: {
    onLoad() {
      void this.open();
    },
    async open() {
      this.opening();
      const result = await call("me.open", {});
      if (!result.ok) return this.notOpened(result.failure);
      this.setData({ face: "ready", name: this.data.name || result.data.name });
      this.show(result.data.household);
    },
    show(household: Household) {
      this.setData({ headline: householdHeadline(household), state: household.state, filling: mayFill(household.state) });
    },
    onUnit(event: WechatMiniprogram.CustomEvent<{ unitCode: string; text: string; grid: string }>) {
      const { unitCode, text, grid } = event.detail;
      this.setData({ unitCode, unitText: text, unitGrid: grid, placeError: "" });
    },
    onOtherUnit() {
      this.setData({ unitCode: "", unitText: "", unitGrid: "" });
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
      const { unitCode, room, name, phone, busy } = this.data;
      if (busy !== "") return;
      this.setData({ busy: "bind", said: "" });
      const input = bindingInput(unitCode, room, name, phone);
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
