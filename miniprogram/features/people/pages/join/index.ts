import type { CallInput } from "../../../../../contracts/calls";
import { appearance } from "../../../../shared/behaviors/appearance";
import { dotted } from "../../../../shared/dots";
import { Intent } from "../../../../shared/intent";
import { saveTab } from "../../../../shared/tabs";

const intent = new Intent();

/** Somebody was invited to work here: the code works once, and the workbench appears. */
Component({
  behaviors: [appearance],
  data: { typed: "", busy: false, error: "", who: "", post: "", notMine: false, welcome: "", titles: "" },
  methods: {
    onLoad({ code = "" }: { code?: string }) {
      this.setData({ typed: code });
    },
    onCode(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      this.setData({ typed: event.detail.value, error: "" });
    },
    async onPaste() {
      try {
        const { data } = await wx.getClipboardData();
        this.setData({ typed: data.trim().slice(0, 32), error: "" });
      } catch {
        // Refused by the user: typing it still works.
      }
    },
    /** Whose code it is, before it is used up. */
    async onAsk() {
      const reply = await this.send({ code: this.data.typed, ask: true });
      if (reply) this.setData({ who: `您是${reply.called}吗？`, post: dotted(reply.titles.join("、"), reply.place ?? ""), notMine: false });
    },
    async onJoin() {
      const reply = await this.send({ code: this.data.typed });
      if (!reply) return;
      saveTab("workbench");
      this.setData({ welcome: `欢迎，${reply.called}`, titles: reply.titles.join("、") });
    },
    onNotMine() {
      this.setData({ who: "", typed: "", error: "", notMine: true });
    },
    async send(input: CallInput<"staff.join">) {
      if (this.data.busy) return undefined;
      this.setData({ busy: true, error: "" });
      const result = await intent.send("staff.join", input);
      this.setData({ busy: false });
      if (result.ok) return result.data;
      const { fields, message } = result.failure;
      this.setData({ error: fields.code ?? message, who: "" });
      return undefined;
    },
    onWorkbench() {
      void wx.switchTab({ url: "/pages/workbench/index" });
    },
  },
});
