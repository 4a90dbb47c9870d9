/** The branch reads how many hours it lets the community give before it does. */
import { stepSheet } from "../../../miniprogram/features/timebank/pages/roster/steps";
import { undecidedText } from "../../../miniprogram/features/timebank/undecided";
import type { ShiftView } from "../../../miniprogram/shared/timebankWords";

const hourMs = 3_600_000;
const now = Date.parse("2026-11-25T10:00+08:00");
const shift = (fromHours: number, rest: Partial<ShiftView> = {}): ShiftView => ({
  shiftId: "s", version: 1, day: "2026-11-25", dayText: "", timeText: "", fromAt: now + fromHours * hourMs, toAt: now + (fromHours + 4) * hourMs, places: 1, free: 1, missing: 0, invited: 0, state: "open", funding: "undecided", turns: [], actions: [], ...rest,
});

test("only of what is to come and nobody pays, all places of it", () => {
  const shifts = [shift(-1), shift(2), shift(8, { places: 2 }), shift(12, { state: "cancelled" }), shift(20, { funding: "pool" })];
  expect(undecidedText(shifts, now)).toBe("一共 2 班，最多 12 小时");
  expect(stepSheet("fund", shifts, now).effects[0]).toBe("一共 2 班，最多 12 小时。");
  expect(stepSheet("withdraw", shifts, now).effects.join("")).not.toContain("12 小时");
});
