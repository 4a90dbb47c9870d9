import type { CallData, CallInput } from "../../../../../contracts/calls";
import { Intent } from "../../../../shared/intent";
import type { ReporterView } from "../../pages/story/storyView";

type Reason = CallInput<"requests.reveal">["reason"];
type Revealed = CallData<"requests.reveal">;

const reasons: { value: Reason; label: string }[] = [
  { value: "visit", label: "要上门" },
  { value: "call", label: "要打电话" },
  { value: "check", label: "要核对" },
];
const intent = new Intent();

/** Who said it, masked. The whole comes only with a reason, and the resident sees who looked and why. */
Component({
  properties: {
    requestId: { type: String, value: "" },
    reporter: { type: Object, value: null as unknown as ReporterView },
  },
  data: { reasons, asking: false, busy: "", failure: "", name: "", room: "", phone: "" },
  methods: {
    onAsk() {
      this.setData({ asking: true, failure: "" });
    },
    async onReason(event: WechatMiniprogram.TouchEvent) {
      const { reason } = event.currentTarget.dataset as { reason: Reason };
      if (this.data.busy !== "") return;
      this.setData({ busy: reason, failure: "" });
      const input = { requestId: this.data.requestId, reason };
      const result = await intent.send("requests.reveal", input);
      this.setData({ busy: "" });
      if (result.ok) this.show(result.data);
      else this.setData({ failure: result.failure.message });
    },
    show({ name, room, phone = "" }: Revealed) {
      this.setData({ asking: false, name, room, phone });
    },
    onCall() {
      wx.makePhoneCall({ phoneNumber: this.data.phone }).catch(() => undefined);
    },
  },
});
