import { instantOf } from "../../../contracts/kernel/day";
import { dayMs, hourMs } from "../../../contracts/kernel/milliseconds";
import type { Failure } from "../../../contracts/kernel/failure";
import { checkSchedule, shiftTimes } from "../../../cloudfunctions/features/timebank/needs/schedule";

const day = "2026-11-25";
function refusal(fromMinute: number, on = day): Failure | undefined {
  try {
    checkSchedule({ kind: "once", day: on, fromMinute, minutes: 60, places: 1 }, instantOf(day, 600));
  } catch (error) {
    return error as Failure;
  }
  return undefined;
}

test("an hour of today that is past is named; a day that is past is another matter", () => {
  expect(refusal(540)).toMatchObject({ code: "invalidInput", detail: { fields: { schedule: "今天 09:00 已经过了，请选晚一点，或者换一天。" } } });
  expect(refusal(601)).toBeUndefined();
  expect(refusal(540, "2026-11-24")).toMatchObject({ code: "dateNotWorkable" });
});

test("a day of a roster begins with the shift named first: what comes after midnight is the next morning's", () => {
  const shifts = [480, 960, 0].map((fromMinute) => ({ fromMinute, minutes: 480, places: 1 }));
  const times = shiftTimes({ kind: "roster", fromDay: day, days: 2, shifts });
  const eight = instantOf(day, 480);
  expect(times.map(({ fromAt }) => (fromAt - eight) / hourMs)).toEqual([0, 8, 16, 24, 32, 40]);
  expect(times.at(-1)!.toAt - eight).toBe(2 * dayMs);
});
