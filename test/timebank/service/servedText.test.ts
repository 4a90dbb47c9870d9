import { servedText } from "../../../cloudfunctions/features/timebank/service/rules";
import { statementLinesOf } from "../../../cloudfunctions/features/timebank/shared/statementLine";
import type { TransferDocument } from "../../../cloudfunctions/features/timebank/ledger";
import { defaultSettings } from "../../../contracts/timebank/settings";
import { minuteMs } from "../../../contracts/kernel/milliseconds";


test("what will be recorded is said before it is confirmed, and not as if it were", () => {
  const booked = { bookedFrom: 0, bookedTo: 150 * minuteMs };
  expect(servedText({ ...booked, actualMinutes: 162 })).toBe("来了 2 小时 42 分钟，按约好的记 2 小时 30 分钟");
  expect(servedText({ ...booked, actualMinutes: 120 })).toBe("来了 2 小时");
});

test("a statement begins with the newest, and what came back on one day is one line", () => {
  const at = Date.parse("2026-11-25T10:00:00+08:00");
  const entry = (id: string, kind: TransferDocument["kind"], held: number): TransferDocument =>
    ({ _id: id, kind, at: at + Number(id) * minuteMs, lines: [], pending: [{ account: "a", minutes: held }] }) as unknown as TransferDocument;
  const lines = statementLinesOf([entry("1", "hold", 60), entry("2", "void", -60), entry("3", "void", -30), entry("4", "hold", 60)], "a", at, defaultSettings);
  expect(lines.map(({ entryId, text, amountText }) => [entryId, text, amountText])).toEqual([
    ["4", "请人帮忙，先留出来", "预留 1 小时"], ["2", "没用上的退回来（2 笔）", "退回 1 小时 30 分钟"], ["1", "请人帮忙，先留出来", "预留 1 小时"],
  ]);
});

test("a line says what help it was, where its entry knows, and of several kinds none stands for another", () => {
  const at = Date.parse("2026-11-25T10:00:00+08:00");
  const entry = (id: string, kind: TransferDocument["kind"], moved: number, held: number, skill?: string): TransferDocument =>
    ({ _id: id, kind, at, lines: moved ? [{ account: "a", book: "spendable", minutes: moved }] : [], pending: [{ account: "a", minutes: held }], ...(skill && { skill }) }) as unknown as TransferDocument;
  const lines = statementLinesOf([entry("1", "service", 60, 0, "tutoring"), entry("2", "void", 0, -60, "tutoring"), entry("3", "void", 0, -60, "company"), entry("4", "gift", 30, 0), entry("5", "service", -60, 0, "gone")], "a", at, defaultSettings);
  expect(lines.map(({ text }) => text)).toEqual(["邻居来帮忙：邻里互助", "家人送的", "没用上的退回来：陪聊天散步", "没用上的退回来：辅导孩子", "帮了邻居：辅导孩子"]);
});
