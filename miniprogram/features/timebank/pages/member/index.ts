import type { CallInput } from "../../../../../contracts/calls";
import type { MemberDeclineReason } from "../../../../../contracts/timebank/member";
import { openedPage } from "../../../../shared/behaviors/openedPage";
import { call, type CallFailure } from "../../../../shared/cloud";
import { Intent } from "../../../../shared/intent";
import { type FirstNeed, firstNeeds, type MemberView, memberView, type Opened, reasons, suggestedWayOn } from "./memberView";

type Decision = CallInput<"members.decide">["decision"];

const intent = new Intent();

/** Somebody wants to help: yes, best with a first need nearby; or no, with a reason and a way on. */
Component({
  behaviors: [openedPage],
  data: {
    memberId: "",
    version: 0,
    member: null as MemberView | null,
    needs: [] as FirstNeed[],
    /** The need to begin with; empty: none is asked yet. */
    chosen: "",
    childCheckPassed: false,
    declining: false,
    reasons,
    reason: "" as MemberDeclineReason | "",
    wayOn: "",
    reasonError: "",
    wayOnError: "",
    notice: "",
    /** What is on its way. */
    busy: "" as Decision["kind"] | "",
  },
  methods: {
    onLoad({ memberId = "" }: { memberId?: string }) {
      this.setData({ memberId });
      void this.open();
    },
    async open() {
      this.opening();
      const result = await call("members.open", { memberId: this.data.memberId });
      if (result.ok) this.show(result.data);
      else this.notOpened(result.failure);
    },
    show(opened: Opened) {
      const needs = firstNeeds(opened);
      const kept = needs.some(({ shiftId }) => shiftId === this.data.chosen);
      this.setData({ face: "ready", member: memberView(opened), version: opened.card.version, needs, chosen: kept ? this.data.chosen : "" });
    },
    onNeed(event: WechatMiniprogram.TouchEvent) {
      const { id } = event.currentTarget.dataset as { id: string };
      this.setData({ chosen: id });
    },
    onChildCheck(event: WechatMiniprogram.CustomEvent<{ value: boolean }>) {
      this.setData({ childCheckPassed: event.detail.value });
    },
    onDecline() {
      this.setData({ declining: true, notice: "" });
    },
    onDeclineClose() {
      this.setData({ declining: false });
    },
    onReason(event: WechatMiniprogram.TouchEvent) {
      const { reason } = event.currentTarget.dataset as { reason: MemberDeclineReason };
      // Words of one's own stay; a suggestion gives way to the next.
      const own = this.data.wayOn !== "" && !Object.values(suggestedWayOn).includes(this.data.wayOn);
      this.setData({ reason, reasonError: "", ...(own ? {} : { wayOn: suggestedWayOn[reason], wayOnError: "" }) });
    },
    onWayOn(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      this.setData({ wayOn: event.detail.value, wayOnError: "" });
    },
    onApprove() {
      const { chosen, childCheckPassed } = this.data;
      void this.decide({ kind: "approve", ...(chosen === "" ? {} : { firstShiftId: chosen }), ...(childCheckPassed ? { childCheckPassed } : {}) });
    },
    onSendDecline() {
      const { reason, wayOn } = this.data;
      if (reason === "") return this.setData({ reasonError: "请选一个原因，他会看到。" });
      void this.decide({ kind: "decline", reason, wayOn });
    },
    async decide(decision: Decision) {
      const { memberId, version, busy } = this.data;
      if (busy !== "") return;
      this.setData({ busy: decision.kind, said: "", notice: "" });
      const result = await intent.send("members.decide", { memberId, version, decision });
      if (result.ok) this.decided(decision, result.data.card);
      else await this.refused(result.failure);
      this.setData({ busy: "" });
    },
    decided(decision: Decision, card: Opened["card"]) {
      const { needs, chosen } = this.data;
      const first = needs.find(({ shiftId }) => shiftId === chosen)?.title;
      const yes = first === undefined ? `同意了，已经告诉${card.called}。` : `同意了，也问过${card.called}愿不愿意去“${first}”，他可以不去。`;
      this.setData({ declining: false, said: decision.kind === "approve" ? yes : `已经告诉${card.called}原因和接下来怎么办。`, saidTone: "good" });
      this.show({ card, firstNeeds: [] });
      void wx.pageScrollTo({ scrollTop: 0, duration: 150 });
    },
    async refused({ code, message, fields }: CallFailure) {
      const wayOnError = fields["decision.wayOn"] ?? "";
      const said = wayOnError === "" ? message : "";
      if (this.data.declining) this.setData({ notice: said, wayOnError });
      else this.setData({ said, saidTone: "waiting" });
      if (code !== "stale" && code !== "actionNotOpen") return;
      await this.open();
      this.setData({ said: message, saidTone: "waiting", ...(this.data.member?.mayDecline ? {} : { declining: false }) });
    },
    onBack() {
      void wx.navigateBack();
    },
  },
});
