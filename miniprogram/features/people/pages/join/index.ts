import { appearance } from "../../../../shared/behaviors/appearance";
import { Intent } from "../../../../shared/intent";
import { saveTab } from "../../../../shared/tabs";

const intent = new Intent();

/** Somebody was invited to work here: the code works once, and the workbench appears. */
Component({
  behaviors: [appearance],
  data: { typed: "", busy: false, error: "", welcome: "", titles: "" },
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
    async onJoin() {
      if (this.data.busy) return;
      this.setData({ busy: true, error: "" });
      const input = { code: this.data.typed };
      const result = await intent.send("staff.join", input);
      this.setData({ busy: false });
      if (!result.ok) {
        const { fields, message } = result.failure;
        return this.setData({ error: fields.code ?? message });
      }
      const { called, titles } = result.data;
      saveTab("workbench");
      this.setData({ welcome: `欢迎，${called}`, titles: titles.join("、") });
    },
    onWorkbench() {
      void wx.switchTab({ url: "/pages/workbench/index" });
    },
  },
});
