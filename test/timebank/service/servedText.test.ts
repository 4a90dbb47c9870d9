import { servedText } from "../../../cloudfunctions/features/timebank/service/rules";
import { statementLinesOf } from "../../../cloudfunctions/features/timebank/shared/statementLine";
import type { TransferDocument } from "../../../cloudfunctions/features/timebank/ledger";
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
  const lines = statementLinesOf([entry("1", "hold", 60), entry("2", "void", -60), entry("3", "void", -30), entry("4", "hold", 60)], "a", at);
  expect(lines.map(({ entryId, text, amountText }) => [entryId, text, amountText])).toEqual([
    ["4", "请人帮忙，先留出来", "预留 1 小时"], ["2", "没用上的退回来（2 笔）", "退回 1 小时 30 分钟"], ["1", "请人帮忙，先留出来", "预留 1 小时"],
  ]);
});
