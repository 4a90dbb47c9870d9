import type { CallInput } from "../../../../../contracts/calls";
import { appearance } from "../../../../shared/behaviors/appearance";
import { call, type CallFailure } from "../../../../shared/cloud";
import { localDay } from "../../../../shared/days";
import { Intent } from "../../../../shared/intent";
import { type Account, accountView, type AccountView, type LineView, yearDayText } from "./accountView";
import { type ActName, actSheet, type ActSheet, type ActValues, closingReasons, doneWords, emptyValues, judgeAct, type Messages, messagesFrom, openActs, relationChoices } from "./acts";

type Reason = CallInput<"accounts.open">["reason"];

const reasonChoices: { key: Reason; text: string }[] = [
  { key: "visit", text: "他当面托我办" },
  { key: "call", text: "他打电话来问" },
  { key: "check", text: "核对一笔账" },
];
/** So many entries are read at once; the rest is one tap away. */
const LINES_AT_FIRST = 6;
const looking = new Intent();
const acting = new Intent();

/** One account, by the code that its holder gives, with a reason: the look is logged, and the holder sees it. */
Component({
  behaviors: [appearance],
  data: {
    reasonChoices,
    closingReasons,
    relationChoices,
    code: "",
    reason: "" as Reason | "",
    /** By where he lives, for whoever doesn't know his code. */
    finding: false,
    unitCode: "",
    found: [] as { key: string; text: string }[],
    foundText: "",
    findError: "",
    codeError: "",
    reasonError: "",
    failure: "",
    looking: false,
    raw: null as Account | null,
    account: null as AccountView | null,
    acts: [] as { act: ActName; label: string }[],
    linesAll: false,
    linesAtFirst: LINES_AT_FIRST,
    today: "",
    sheetOpen: false,
    sheet: null as ActSheet | null,
    entry: null as LineView | null,
    /** Minutes of the entry that can still be corrected, or given back. */
    most: 0,
    values: emptyValues(),
    messages: {} as Messages,
    redeemText: "",
    hardshipText: "",
    notice: "",
    busy: false,
    said: "",
  },
  methods: {
    onCode(event: WechatMiniprogram.CustomEvent<{ value: string }>) {
      this.setData({ code: event.detail.value, codeError: "", failure: "" });
    },
    onFinding() {
      this.setData({ finding: !this.data.finding, found: [], foundText: "", findError: "" });
    },
    /** Names are masked until an account is opened with a reason. */
    async onUnit(event: WechatMiniprogram.CustomEvent<{ unitCode: string; text: string }>) {
      const { unitCode, text } = event.detail;
      this.setData({ found: [], foundText: `正在找${text}…`, findError: "", unitCode });
      const result = await call("accounts.find", { unitCode });
      if (unitCode !== this.data.unitCode) return;
      if (!result.ok) return this.setData({ foundText: "", findError: result.failure.message });
      const found = result.data.people.map(({ called, accountCode }) => ({ key: accountCode, text: called }));
      this.setData({ found, foundText: found.length > 0 ? `${text}有时间账户的：` : `${text}还没有人有时间账户。` });
    },
    onFound(event: WechatMiniprogram.CustomEvent<{ key: string }>) {
      this.setData({ code: event.detail.key, codeError: "", failure: "" });
    },
    onReason(event: WechatMiniprogram.CustomEvent<{ key: Reason }>) {
      this.setData({ reason: event.detail.key, reasonError: "" });
    },
    onLook() {
      const { reason, code } = this.data;
      const accountCode = code.trim().toUpperCase();
      const [codeError, reasonError] = [accountCode === "" ? "请填他给您的账户码。" : "", reason === "" ? "请选一下为什么看，他会看到。" : ""];
      this.setData({ codeError, reasonError, failure: "" });
      if (codeError === "" && reason !== "") void this.look({ accountCode, reason });
    },
    /** For the same reason; each month looked at is a look that the holder sees. */
    onMonth(event: WechatMiniprogram.TouchEvent) {
      const { month } = event.currentTarget.dataset as { month: string };
      const { account, reason } = this.data;
      this.setData({ failure: "" });
      if (account && reason !== "") void this.look({ accountCode: account.code, reason, month });
    },
    async look(input: CallInput<"accounts.open">) {
      if (this.data.looking) return;
      this.setData({ looking: true });
      const result = await looking.send("accounts.open", input);
      this.setData({ looking: false });
      if (result.ok) this.show(result.data);
      else if (result.failure.code === "accountUnknown") this.setData({ codeError: result.failure.message });
      else this.setData({ failure: result.failure.message });
    },
    show(raw: Account) {
      this.setData({ raw, account: accountView(raw), acts: openActs(raw.status), linesAll: false });
    },
    onLinesAll() {
      this.setData({ linesAll: true });
    },
    onAnother() {
      this.setData({ raw: null, account: null, acts: [], code: "", reason: "", finding: false, found: [], foundText: "", said: "", sheet: null, values: emptyValues() });
    },
    onAct(event: WechatMiniprogram.TouchEvent) {
      this.begin((event.currentTarget.dataset as { act: ActName }).act, null);
    },
    onEntry(event: WechatMiniprogram.TouchEvent) {
      const { act, id } = event.currentTarget.dataset as { act: ActName; id: string };
      this.begin(act, this.data.account?.lines.find(({ entryId }) => entryId === id) ?? null);
    },
    /** The same opened again still has its words; another begins empty. */
    begin(act: ActName, entry: LineView | null) {
      const same = this.data.sheet?.act === act && this.data.entry?.entryId === entry?.entryId;
      const most = (act === "restore" ? entry?.restorableMinutes : entry?.correctableMinutes) ?? 0;
      this.setData({ today: localDay(Date.now()), sheet: actSheet(act), entry, most, sheetOpen: true, notice: "", messages: {}, said: "" });
      if (!same) this.change({ ...emptyValues(), mayRedeemFrom: this.data.raw?.mayRedeemFrom ?? "", hardshipUntil: this.data.raw?.hardshipUntil ?? "" });
    },
    change(changes: Partial<ActValues>) {
      const values = { ...this.data.values, ...changes };
      const said = (day: string): string => (day === "" ? "" : yearDayText(day));
      const messages = { ...this.data.messages };
      for (const key of Object.keys(changes) as (keyof ActValues)[]) delete messages[key];
      this.setData({ values, messages, redeemText: said(values.mayRedeemFrom), hardshipText: said(values.hardshipUntil) });
    },
    onValue(event: WechatMiniprogram.CustomEvent<{ value?: string; key?: string }>) {
      const { key } = event.currentTarget.dataset as { key: keyof ActValues };
      this.change({ [key]: event.detail.value ?? event.detail.key ?? "" });
    },
    onDayGone(event: WechatMiniprogram.TouchEvent) {
      this.change({ [(event.currentTarget.dataset as { key: keyof ActValues }).key]: "" });
    },
    onSheetClose() {
      this.setData({ sheetOpen: false });
    },
    async onSubmit() {
      const { sheet, entry, most, values, account, raw, busy } = this.data;
      if (!sheet || !account || busy) return;
      const verdict = judgeAct(sheet.act, values, { entryId: entry?.entryId ?? "", minutes: most, mayRedeemFrom: raw?.mayRedeemFrom ?? "", hardshipUntil: raw?.hardshipUntil ?? "" });
      this.setData({ messages: verdict.ok ? {} : verdict.messages, notice: "" });
      if (!verdict.ok) return;
      this.setData({ busy: true });
      const result = await acting.send("accounts.act", { accountCode: account.code, act: verdict.act });
      this.setData({ busy: false });
      if (result.ok) this.acted(sheet.act, result.data);
      else this.refused(result.failure);
    },
    acted(act: ActName, account: Account) {
      this.show(account);
      this.setData({ sheetOpen: false, sheet: null, entry: null, values: emptyValues(), said: doneWords[act] });
      void wx.pageScrollTo({ scrollTop: 0, duration: 150 });
    },
    refused({ code, message, fields }: CallFailure) {
      const messages = messagesFrom(fields);
      // Which of the two codes is unknown is clear: this account stands on the screen.
      if (code === "accountUnknown") this.setData({ messages: { code: message } });
      else this.setData({ messages, notice: Object.keys(messages).length > 0 ? "" : message });
    },
  },
});
