/** Asking for the same again: everything as it was, with the days left to choose. Pure. */
import { type AskDraft, type AskForm, emptyAsk, type Schedule, type SpanKey, spanOf } from "./askDraft";

type Again = NonNullable<AskForm["again"]>;

/** What the phone that asked kept of where it was; the cloud forgets that with the end of a need. */
export type KeptPlace = Pick<AskDraft, "unitCode" | "unitText" | "room" | "placeWords" | "point" | "wish">;

export const placeToKeep = ({ unitCode, unitText, room, placeWords, point, wish }: AskDraft): KeptPlace => ({ unitCode, unitText, room, placeWords, point, wish });

/** Consents are asked for anew: they were given for another day. */
export function draftAgain({ skill, words, schedule, where, forOther, fromDay = "" }: Again, form: AskForm, kept: KeptPlace | null): AskDraft {
  const known = form.skills.find(({ code }) => code === skill);
  return {
    ...emptyAsk(),
    ...kept,
    ...rhythmOf(schedule),
    notBefore: fromDay,
    skill: known ? skill : "",
    // Who had said enough by choosing did not write this himself.
    words: words === known?.name ? "" : words,
    place: placeAgain(where, form),
    forOther,
  };
}

/** One's own home only where it is known still. */
const placeAgain = (where: Again["where"], form: AskForm): AskDraft["place"] => (where === undefined || (where === "home" && !form.place) ? "" : where);

function rhythmOf(schedule: Schedule): Partial<AskDraft> {
  const { kind } = schedule;
  if (kind === "once") return { kind, fromMinute: schedule.fromMinute, minutes: schedule.minutes, places: schedule.places };
  if (kind === "weekly") return { kind, fromMinute: schedule.fromMinute, minutes: schedule.minutes, places: schedule.places, weekday: schedule.weekday, weeks: schedule.weeks };
  const { days, shifts } = schedule;
  const { fromMinute, minutes, places } = shifts[0]!;
  // Cut unevenly, which this page doesn't ask: the lengths are chosen anew.
  const even = shifts.every((shift) => shift.minutes === minutes);
  return { kind, days, places, shiftMinutes: even ? minutes : 0, ...spanFrom(fromMinute, shifts.reduce((sum, shift) => sum + shift.minutes, 0)) };
}

const named = ["day", "night", "whole"] as const satisfies readonly SpanKey[];

function spanFrom(fromMinute: number, minutes: number): Partial<AskDraft> {
  const span = named.find((key) => {
    const hours = spanOf({ ...emptyAsk(), span: key })!;
    return hours.fromMinute === fromMinute && hours.minutes === minutes;
  });
  return span ? { span } : { span: "own", fromMinute, toMinute: (fromMinute + minutes) % 1440 };
}
