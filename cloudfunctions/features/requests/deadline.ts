import type { Urgency } from "../../../contracts/requests/request";
import { addDays, dayOf, instantOf, minuteOfDay } from "../../../contracts/kernel/day";
import { hourMs, minuteMs } from "../../../contracts/kernel/milliseconds";
import { addWorkingDays, addWorkingTime, isWorkingDay, officeCloses, workingTimeBetween } from "../../../contracts/kernel/workdays";
import type { RequestDocument } from "./document";

/**
 * When somebody must have answered, and when somebody must have taken it. Pure. The limits are the community's own
 * judgement after several places' published ones; the calendar is the State Council's.
 */

const emergencyAnswerMilliseconds = 15 * minuteMs;
/** Later than this there is no fair chance to answer an urgent matter on the same day. */
const urgentSameDayUntil = 16 * 60;
const urgentNextDayAt = 12 * 60;
/** An urgent matter that nobody took for two office hours needs the stand-in; waiting longer would eat the day. */
const urgentClaimMilliseconds = 120 * minuteMs;

export interface Deadline {
  dueAt: number;
  claimBy: number;
}

const endOfWorkingDay = (filedAt: number, count: number): number => instantOf(addWorkingDays(dayOf(filedAt), count), officeCloses);

/** The same working day 18:00; filed after 16:00 or on a free day, the next working day 12:00. */
export function urgentDue(filedAt: number): number {
  const today = dayOf(filedAt);
  if (isWorkingDay(today) && minuteOfDay(filedAt) <= urgentSameDayUntil) return instantOf(today, officeCloses);
  return instantOf(addWorkingDays(today, 1), urgentNextDayAt);
}

/**
 * @param nextDuty start of the station's next duty, epoch ms; undefined while somebody is there now and 15 minutes can be kept
 */
export function deadlineOf(matter: { urgency: Urgency; limitWorkingDays: number; filedAt: number; nextDuty?: number }): Deadline {
  const { urgency, filedAt } = matter;
  if (urgency === "emergency") {
    const dueAt = (matter.nextDuty ?? filedAt) + emergencyAnswerMilliseconds;
    return { dueAt, claimBy: dueAt };
  }
  const dueAt = urgency === "urgent" ? urgentDue(filedAt) : endOfWorkingDay(filedAt, matter.limitWorkingDays);
  // It matters within the minute after 16:00: two office hours from 16:00:30 end in the next morning, the answer is due today.
  return { dueAt, claimBy: Math.min(dueAt, claimByOf(urgency, filedAt)) };
}

/** By when somebody should have taken a matter that came to him at `at`; for an emergency, its 15 minutes. */
export function claimByOf(urgency: Urgency, at: number): number {
  if (urgency === "emergency") return at + emergencyAnswerMilliseconds;
  return urgency === "urgent" ? addWorkingTime(at, urgentClaimMilliseconds) : endOfWorkingDay(at, 1);
}

/** A reopened matter was already answered once: its first deadline while that is still ahead, else the next working day's end. */
export const reopenedDue = ({ dueAt }: Pick<RequestDocument, "dueAt">, at: number): number => (dueAt > at ? dueAt : endOfWorkingDay(at, 1));

/** The clock stops: what is left of the time is kept as office time, so that nights and holidays are never spent. */
export const pauseOf = (request: Pick<RequestDocument, "dueAt">, at: number): NonNullable<RequestDocument["paused"]> => ({
  at,
  leftMilliseconds: workingTimeBetween(at, request.dueAt),
});


/**
 * The clock goes on: the promise moves by the whole office hours that it stood still. Begun hours are not passed on to the
 * resident, so that a question of half a minute never turns 18:00 into the next morning; only where the promise would be
 * past by then is it exactly the office time that was left. What was overdue when it stopped stays overdue.
 */
export function resumedDue(request: Pick<RequestDocument, "dueAt" | "paused">, at: number): number {
  const { dueAt, paused } = request;
  if (!paused || paused.at >= dueAt) return dueAt;
  const stood = Math.floor(workingTimeBetween(paused.at, at) / hourMs) * hourMs;
  const moved = stood === 0 ? dueAt : addWorkingTime(dueAt, stood);
  return moved > at ? moved : addWorkingTime(at, paused.leftMilliseconds);
}

/** One working day before a deadline: the same minute of the working day before. */
export function oneWorkingDayBefore(dueAt: number): number {
  let day = addDays(dayOf(dueAt), -1);
  while (!isWorkingDay(day)) day = addDays(day, -1);
  return instantOf(day, minuteOfDay(dueAt));
}
