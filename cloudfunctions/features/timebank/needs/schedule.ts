import { addDays, clockText, dayOf, instantOf, isRealDay, weekdayOf } from "../../../../contracts/kernel/day";
import { mostShifts, type NeedSchedule } from "../../../../contracts/timebank/need";
import { Failure } from "../../../../contracts/kernel/failure";
import { dayMs, minuteMs } from "../../../../contracts/kernel/milliseconds";

/** From what somebody asks for to the shifts it comes to. Pure. */
export interface ShiftTimes {
  fromAt: number;
  toAt: number;
  places: number;
}

/** Further ahead nobody knows what he will need, and nobody what he can promise. */
const furthestMs = 180 * dayMs;

const shiftOn = (day: string, { fromMinute, minutes, places }: { fromMinute: number; minutes: number; places: number }): ShiftTimes => {
  const fromAt = instantOf(day, fromMinute);
  return { fromAt, toAt: fromAt + minutes * minuteMs, places };
};

/**
 * In the order of their beginning. A shift over midnight belongs to the day on which it begins. A day of a roster begins
 * with the shift named first: one at an earlier hour comes after midnight, so day and night from 08:00 end at 08:00.
 */
export function shiftTimes(schedule: NeedSchedule): ShiftTimes[] {
  switch (schedule.kind) {
    case "once":
      return [shiftOn(schedule.day, schedule)];
    case "weekly": {
      const first = addDays(schedule.fromDay, (schedule.weekday - weekdayOf(schedule.fromDay) + 7) % 7);
      return Array.from({ length: schedule.weeks }, (_, week) => shiftOn(addDays(first, week * 7), schedule));
    }
    case "roster": {
      const [first] = schedule.shifts;
      const onDay = (day: string) => schedule.shifts.map((shift) => shiftOn(addDays(day, shift.fromMinute < first!.fromMinute ? 1 : 0), shift));
      return Array.from({ length: schedule.days }, (_, day) => onDay(addDays(schedule.fromDay, day)))
        .flat()
        .sort((a, b) => a.fromAt - b.fromAt || a.toAt - b.toAt);
    }
  }
}

/** @throws Failure dateNotWorkable, invalidInput: what nobody could fill is said while it can still be changed */
export function checkSchedule(schedule: NeedSchedule, at: number): void {
  const day = schedule.kind === "once" ? schedule.day : schedule.fromDay;
  if (!isRealDay(day)) throw new Failure("dateNotWorkable");
  const times = shiftTimes(schedule);
  if (times.length > mostShifts) throw new Failure("invalidInput", { fields: { schedule: `一次最多约 ${mostShifts} 班，请分成两次约。` } });
  const [first] = times;
  // Today, only the hour is wrong.
  if (first && first.fromAt <= at && dayOf(first.fromAt) === dayOf(at)) throw new Failure("invalidInput", { fields: { schedule: `今天 ${clockText(first.fromAt)} 已经过了，请选晚一点，或者换一天。` } });
  if (!first || first.fromAt <= at || first.fromAt > at + furthestMs) throw new Failure("dateNotWorkable");
}
