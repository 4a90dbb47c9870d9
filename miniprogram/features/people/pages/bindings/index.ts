import type { CallData, CallInput } from "../../../../../contracts/calls";
import { openedPage } from "../../../../shared/behaviors/openedPage";
import { call } from "../../../../shared/cloud";
import { declineReasons } from "../../../../shared/contracts";
import { Intent } from "../../../../shared/intent";

type Binding = CallData<"residents.pending">["bindings"][number];
type Decision = CallInput<"residents.decide">["decision"];
type Reason = keyof typeof declineReasons;

const intent = new Intent();
const reasons = (Object.keys(declineReasons) as Reason[]).map((reason) => ({ reason, label: declineReasons[reason] }));

/** Residents who say that they live here wait for somebody who knows: yes, or no with a reason they can act on. */
Component({
  behaviors: [openedPage],
  data: {
    bindings: [] as Binding[],
    reasons,
    /** The one whose reasons are open. */
    declining: "",
    busy: "",
  },
  methods: {
    onLoad() {
      void this.open();
    },
    async open() {
      this.opening();
      const result = await call("residents.pending", {});
      if (result.ok) this.show(result.data.bindings);
      else this.notOpened(result.failure);
    },
    show(bindings: Binding[]) {
      this.setData({ face: bindings.length > 0 ? "ready" : "empty", bindings });
    },
    onConfirm(event: WechatMiniprogram.TouchEvent) {
      const { id } = event.currentTarget.dataset as { id: string };
      void this.decide(id, { kind: "confirm" });
    },
    onDecline(event: WechatMiniprogram.TouchEvent) {
      const { id } = event.currentTarget.dataset as { id: string };
      this.setData({ declining: this.data.declining === id ? "" : id });
    },
    onReason(event: WechatMiniprogram.TouchEvent) {
      const { id, reason } = event.currentTarget.dataset as { id: string; reason: Reason };
      void this.decide(id, { kind: "decline", reason });
    },
    async decide(bindingId: string, decision: Decision) {
      const binding = this.data.bindings.find((one) => one.bindingId === bindingId);
      if (!binding || this.data.busy !== "") return;
      this.setData({ busy: bindingId, said: "" });
      const input = { bindingId, version: binding.version, decision };
      const result = await intent.send("residents.decide", input);
      this.setData({ busy: "" });
      if (result.ok) {
        const said = decision.kind === "confirm" ? `确认了：${binding.called}住在${binding.place}。` : `已告诉${binding.called}原因和怎么改。`;
        this.setData({ declining: "", said, saidTone: "good" });
        this.show(result.data.bindings);
      } else {
        this.setData({ said: result.failure.message, saidTone: "waiting" });
        if (result.failure.code !== "offline") void this.open();
      }
    },
  },
});
