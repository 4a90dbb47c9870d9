import { accountView, type Account } from "../../../miniprogram/features/timebank/pages/account/accountView";
import { type ActName, actSheet, type ActValues, emptyValues, judgeAct, messagesFrom, openActs, type Standing } from "../../../miniprogram/features/timebank/pages/account/acts";
import { calls } from "../../../contracts/calls";

const standing: Standing = { entryId: "entry1", minutes: 90, mayRedeemFrom: "2026-01-01", hardshipUntil: "" };
const judge = (act: ActName, values: Partial<ActValues> = {}) => judgeAct(act, { ...emptyValues(), ...values }, standing);

test.each<[ActName, Partial<ActValues>, keyof ActValues]>([
  ["close", {}, "reason"],
  ["close", { reason: "death", code: "AB12" }, "relation"],
  ["relate", { code: "AB12" }, "relation"],
  ["correct", { minutes: "", words: "记错了" }, "minutes"],
  ["correct", { minutes: "91", words: "记错了" }, "minutes"],
  ["restore", { minutes: "91", words: "更正错了" }, "minutes"],
  ["correct", { minutes: "1.5", words: "记错了" }, "minutes"],
  ["terms", { mayRedeemFrom: "2026-01-01" }, "hardshipUntil"],
])("%s with %j says what is missing beside its field", (act, values, field) => {
  const verdict = judge(act, values);
  expect(verdict.ok ? [] : Object.keys(verdict.messages)).toEqual([field]);
});

test.each<[ActName, Partial<ActValues>, object]>([
  ["freeze", { words: "有一笔要核对" }, { act: "freeze", words: "有一笔要核对" }],
  ["thaw", {}, { act: "thaw" }],
  ["close", { reason: "movedAway" }, { act: "close", reason: "movedAway" }],
  ["close", { reason: "death", code: " ab12 ", relation: "spouse" }, { act: "close", reason: "death", heir: { accountCode: "AB12", relation: "spouse" } }],
  ["merge", { code: "ab12" }, { act: "merge", intoCode: "AB12" }],
  ["relate", { code: "ab12", relation: "child" }, { act: "relate", accountCode: "AB12", relation: "child" }],
  ["correct", { minutes: "90", words: "记错了" }, { act: "correct", entryId: "entry1", minutes: 90, words: "记错了" }],
  ["restore", { minutes: "90", words: "更正错了" }, { act: "restore", entryId: "entry1", minutes: 90, words: "更正错了" }],
  // The day that stands is not sent again: it may be over, and would be refused.
  ["terms", { mayRedeemFrom: "2026-01-01", hardshipUntil: "2026-12-31" }, { act: "terms", hardshipUntil: "2026-12-31" }],
  ["terms", { mayRedeemFrom: "" }, { act: "terms", mayRedeemFrom: null }],
])("%s with %j leaves as the contract has it", (act, values, wanted) => {
  const verdict = judge(act, values);
  expect(verdict).toEqual({ ok: true, act: wanted });
  expect(calls["accounts.act"].input.safeParse({ accountCode: "K7Q2M9", act: wanted }).success).toBe(true);
});

test("what the contract says of a field stands beside that field", () => {
  const parsed = calls["accounts.act"].input.safeParse({ accountCode: "K7Q2M9", act: { act: "freeze", words: "" } });
  const fields = Object.fromEntries((parsed.error?.issues ?? []).map(({ path, message }) => [path.map(String).join("."), message]));
  expect(messagesFrom(fields)).toEqual({ words: "请写一下为什么冻结。" });
});

test("every act says before what will happen", () => {
  for (const act of ["freeze", "thaw", "close", "merge", "terms", "relate", "correct", "restore"] as const) expect(actSheet(act).effects.length).toBeGreaterThan(0);
});

test("a frozen account can be thawed and not frozen; a closed one has nothing left", () => {
  const acts = (status: Account["status"]): string[] => openActs(status).map(({ act }) => act);
  expect(acts("open")).toContain("freeze");
  expect(acts("open")).not.toContain("thaw");
  expect(acts("frozen")).toContain("thaw");
  expect(acts("frozen")).not.toContain("freeze");
  expect(acts("closed")).toEqual([]);
});

test("an entry that went out can be taken back as far as it went", () => {
  const account: Account = {
    accountId: "a1",
    called: "李老师",
    hours: { availableMinutes: 600, availableText: "10 小时", heldMinutes: 0, heldText: "0 分钟", honourMinutes: 900, honourText: "15 小时", accountCode: "K7Q2M9" },
    status: "frozen",
    month: "2027-01",
    monthText: "2027年1月",
    earlier: "2026-12",
    family: [{ relation: "spouse", called: "周老师", accountCode: "M3P8X2" }],
    hardshipUntil: "2026-12-31",
    lines: [{ entryId: "e1", at: 1, dayText: "11月21日", text: "病房陪护", amountText: "−4 小时", minutes: -240, tone: "plain", correctableMinutes: 200 }, { entryId: "e2", at: 2, dayText: "11月22日", text: "更正", amountText: "−40 分钟", minutes: -40, tone: "plain", restorableMinutes: 40 }],
  };
  expect(accountView(account)).toMatchObject({
    title: "李老师的账户暂时冻结了",
    tone: "waiting",
    heldText: "",
    family: ["配偶：周老师（M3P8X2）"],
    terms: ["有急难，2026年12月31日前可以先用"],
    lines: [{ correctableMinutes: 0, restorableMinutes: 40 }, { correctableMinutes: 200, restorableMinutes: 0 }],
    beside: [{ month: "2026-12", text: "看2026年12月" }],
  });
  expect(accountView({ ...account, status: "closed" }).lines).toMatchObject([{ correctableMinutes: 0, restorableMinutes: 0 }, { correctableMinutes: 0, restorableMinutes: 0 }]);
});
