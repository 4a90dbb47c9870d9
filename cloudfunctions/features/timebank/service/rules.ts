import { Failure } from "../../../../contracts/kernel/failure";
import { minuteMs } from "../../../../contracts/kernel/milliseconds";
import { minutesText } from "../../../../contracts/timebank/minutes";
import type { TimeBankSettings } from "../../../../contracts/timebank/settings";
import { distanceMetres } from "../../org";
import { peopleOf } from "../needs";
import type { SessionDocument, ShiftDocument, Turn } from "../shared/documents";
import { isCode } from "./codes";

/** What counts, and who is where. Pure; everything is epoch ms and whole minutes. */

export type ServiceSettings = TimeBankSettings["service"];

/** The difference of the two clock times as everybody saw them: 19:02 to 20:05 is 63, whatever the seconds were. */
export const clockMinutes = (from: number, to: number): number => Math.max(0, Math.floor(to / minuteMs) - Math.floor(from / minuteMs));

export const bookedMinutesOf = ({ bookedFrom, bookedTo }: Pick<SessionDocument, "bookedFrom" | "bookedTo">): number => clockMinutes(bookedFrom, bookedTo);

/** 来了 2 小时 42 分钟，按约好的记 2 小时 30 分钟: before it is confirmed, what will be recorded is not said to be. */
export function servedText(session: Pick<SessionDocument, "bookedFrom" | "bookedTo" | "actualMinutes">): string {
  const [actual, booked] = [session.actualMinutes ?? 0, bookedMinutesOf(session)];
  return `来了 ${minutesText(actual)}${actual > booked ? `，按约好的记 ${minutesText(booked)}` : ""}`;
}

/** What is paid as things stand: the time as it was, at most what was booked. */
export const payableOf = (session: Pick<SessionDocument, "bookedFrom" | "bookedTo" | "actualMinutes">): number =>
  Math.min(session.actualMinutes ?? 0, bookedMinutesOf(session));

/**
 * The most that a decision may come to. Before anything was paid: what was booked. Afterwards: what was paid at first, so
 * that a mistaken correction can be undone.
 */
export function decidableOf(session: Pick<SessionDocument, "bookedFrom" | "bookedTo" | "creditedMinutes" | "entries" | "events">): number {
  if (session.entries.length === 0) return bookedMinutesOf(session);
  const paid = session.events.find(({ what, minutes = 0 }) => what === "settle" && minutes > 0)?.minutes;
  return Math.max(paid ?? 0, session.creditedMinutes ?? 0);
}

/** From when on a session without a check-out is forgotten. */
export const lapsesAt = ({ bookedTo }: Pick<SessionDocument, "bookedTo">, { graceMinutes }: ServiceSettings): number => bookedTo + graceMinutes * minuteMs;

/** The shift with a turn begun or missed: nothing of it that its need is worked out from changes, for it is over or under way. */
export const withTurn = (shift: ShiftDocument, turn: Turn, changed: Partial<Turn>): ShiftDocument => {
  const turns = shift.turns.map((one) => (one === turn ? { ...one, ...changed } : one));
  return { ...shift, turns, people: peopleOf(turns) };
};

/** @throws Failure tooEarly, tooLate: from `earlyMinutes` before the beginning until the end */
export function checkWindow({ fromAt, toAt }: Pick<ShiftDocument, "fromAt" | "toAt">, { earlyMinutes }: ServiceSettings, at: number): void {
  if (at < fromAt - earlyMinutes * minuteMs) throw new Failure("tooEarly");
  if (at >= toAt) throw new Failure("tooLate");
}

interface Point {
  lng: number;
  lat: number;
}

export type Shown = { kind: "code"; code: string } | { kind: "place"; point: Point };

/** @throws Failure codeWrong, tooFar; a place that nobody marked can't be shown by its point */
export function checkShown(shown: Shown, { secret, point }: { secret: string; point?: Point }, settings: ServiceSettings, at: number): void {
  if (shown.kind === "code") {
    if (!isCode(secret, shown.code, at, settings.codeSeconds)) throw new Failure("codeWrong");
  } else if (!point || distanceMetres(shown.point, point) > settings.placeMetres) throw new Failure("tooFar");
}
