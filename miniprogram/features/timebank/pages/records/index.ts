import type { CallData, CallInput } from "../../../../../contracts/calls";
import { openedPage } from "../../../../shared/behaviors/openedPage";
import { call } from "../../../../shared/cloud";
import { addDays } from "../../../../shared/contracts";
import { dayText, localDay } from "../../../../shared/days";
import { dotted } from "../../../../shared/dots";
import { Intent } from "../../../../shared/intent";
import { openSession } from "../../../../shared/timebankWords";

type RecordLine = CallData<"records.list">["items"][number];
/** With its words joined as they are read. */
type LineView = RecordLine & { head: string; byText: string };
type Statement = CallData<"statements.open">;
type Certificate = CallData<"certificates.mine">["certificates"][number];
type Show = CallInput<"certificates.issue">["show"];
type TabKey = "record" | "statement" | "certificates";

const issueIntent = new Intent();
const titles: Record<TabKey, string> = { record: "服务记录没有打开", statement: "对账单没有打开", certificates: "证书没有打开" };
const emptyRecord = { title: "还没有服务记录", detail: "帮过一次，这里就有一条：哪天、在哪里、帮了什么、多久，都记着。", action: "看看谁需要帮忙" };
/** A certificate begins by covering a year. */
const YEAR_DAYS = 364;

const lineView = (line: RecordLine): LineView => ({ ...line, head: dotted(line.content, line.creditedText), byText: dotted(line.organiser, `负责人 ${line.inCharge}`) });

/** What was done, what moved on the account month by month, and certificates of it; each list is asked for when it is looked at. */
Component({
  behaviors: [openedPage],
  data: {
    tabs: [
      { key: "record", text: "服务记录" },
      { key: "statement", text: "对账单" },
      { key: "certificates", text: "证书" },
    ],
    tab: "record" as TabKey,
    face: "loading",
    title: "",
    detail: "",
    action: "",
    lines: [] as LineView[],
    totalText: "",
    next: "",
    loadingMore: false,
    statement: null as Statement | null,
    month: "",
    sealOpen: false,
    certificates: [] as Certificate[],
    /** He has never helped: there is nothing to certify, whatever the days. */
    nothingYet: false,
    fromDay: "",
    toDay: "",
    daysChosen: false,
    today: "",
    fromText: "",
    toText: "",
    show: { name: true, content: true, places: false } as Show,
    said: "",
    busy: false,
  },
  methods: {
    onLoad({ tab = "record" }: { tab?: TabKey }) {
      const today = localDay(Date.now());
      this.setData({ tab, today });
      this.setDays(addDays(today, -YEAR_DAYS), today);
      void this.open();
    },
    async open() {
      const { tab, tabs } = this.data;
      if (tab === "record") await this.openRecord();
      else if (tab === "statement") await this.openStatement();
      else await this.openCertificates();
      // Only now: while a page is being loaded it has no title yet that could be set.
      if (tab === this.data.tab) void wx.setNavigationBarTitle({ title: tabs.find(({ key }) => key === tab)?.text ?? "" });
    },
    failed(tab: TabKey, message: string) {
      if (tab === this.data.tab) this.setData({ face: "failed", title: titles[tab], detail: message, action: "" });
    },
    async openRecord() {
      const result = await call("records.list", {});
      if (!result.ok) return this.failed("record", result.failure.message);
      if (this.data.tab !== "record") return;
      const { items, next = "", totalText = "" } = result.data;
      this.setData({ face: items.length > 0 ? "ready" : "empty", ...emptyRecord, lines: items.map(lineView), next, totalText });
    },
    async openStatement() {
      const { month } = this.data;
      const result = await call("statements.open", month === "" ? {} : { month });
      if (!result.ok) return this.failed("statement", result.failure.message);
      if (this.data.tab === "statement") this.setData({ face: "ready", statement: result.data, sealOpen: false });
    },
    async openCertificates() {
      const result = await call("certificates.mine", {});
      if (!result.ok) return this.failed("certificates", result.failure.message);
      if (this.data.tab !== "certificates") return;
      // Everything, until he chooses otherwise: another number than his record's would ask for a reason.
      const { firstDay } = result.data;
      if (firstDay !== undefined && !this.data.daysChosen) this.setDays(firstDay, this.data.today);
      this.setData({ face: "ready", certificates: result.data.certificates, nothingYet: result.data.nothingYet === true });
    },
    onTab(event: WechatMiniprogram.CustomEvent<{ key: TabKey }>) {
      this.setData({ tab: event.detail.key, face: "loading", month: "", said: "" });
      void this.open();
    },
    onNear() {
      void wx.navigateTo({ url: "/features/timebank/pages/near/index" });
    },
    onFace() {
      if (this.data.face === "empty") return this.onNear();
      this.setData({ face: "loading" });
      void this.open();
    },
    async onReachBottom() {
      const { tab, next, loadingMore } = this.data;
      if (tab !== "record" || next === "" || loadingMore) return;
      this.setData({ loadingMore: true });
      const result = await call("records.list", { cursor: next });
      this.setData({ loadingMore: false });
      if (this.data.tab !== "record" || next !== this.data.next) return;
      if (!result.ok) return void wx.showToast({ title: "没连上，再往上推一下", icon: "none" });
      this.setData({ lines: [...this.data.lines, ...result.data.items.map(lineView)], next: result.data.next ?? "" });
    },
    onDispute(event: WechatMiniprogram.TouchEvent) {
      openSession(event.currentTarget.dataset.id as string, "dispute");
    },
    onMonth(event: WechatMiniprogram.TouchEvent) {
      this.setData({ month: event.currentTarget.dataset.month as string, face: "loading" });
      void this.open();
    },
    onSeal() {
      this.setData({ sealOpen: !this.data.sealOpen });
    },

    setDays(fromDay: string, toDay: string) {
      const spoken = (day: string): string => `${day.slice(0, 4)}年${dayText(day)}`;
      this.setData({ fromDay, toDay, fromText: spoken(fromDay), toText: spoken(toDay) });
    },
    onFrom(event: WechatMiniprogram.PickerChange) {
      this.setData({ daysChosen: true });
      this.setDays(String(event.detail.value), this.data.toDay);
    },
    onTo(event: WechatMiniprogram.PickerChange) {
      this.setData({ daysChosen: true });
      this.setDays(this.data.fromDay, String(event.detail.value));
    },
    onShowPart(event: WechatMiniprogram.CustomEvent<{ value: boolean }>) {
      const part = event.currentTarget.dataset.part as keyof Show;
      this.setData({ show: { ...this.data.show, [part]: event.detail.value } });
    },
    async onIssue() {
      const { busy, fromDay, toDay, show } = this.data;
      if (busy) return;
      this.setData({ busy: true, said: "" });
      const result = await issueIntent.send("certificates.issue", { fromDay, toDay, show });
      this.setData({ busy: false });
      if (!result.ok) return this.setData({ said: result.failure.message });
      this.openCertificate(result.data.number);
      void this.openCertificates();
    },
    onCertificate(event: WechatMiniprogram.TouchEvent) {
      this.openCertificate(event.currentTarget.dataset.number as string);
    },
    onCheck() {
      void wx.navigateTo({ url: "/features/timebank/pages/certificate/index" });
    },
    openCertificate(number: string) {
      void wx.navigateTo({ url: `/features/timebank/pages/certificate/index?n=${number}` });
    },
  },
});
