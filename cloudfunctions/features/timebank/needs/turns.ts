import { dayOf } from "../../../../contracts/kernel/day";
import { Failure } from "../../../../contracts/kernel/failure";
import { minuteMs } from "../../../../contracts/kernel/milliseconds";
import type { TimeBankSettings } from "../../../../contracts/timebank/settings";
import type { TurnAction } from "../../../../contracts/timebank/turn";
import type { Telling } from "../../inbox";
import type { Moment } from "../../org";
import { bookStep, type Interval, type IntervalStep, overlapping } from "../ledger";
import type { NeedDocument, ShiftDocument, Turn } from "../shared/documents";
import { leadersOf, proxiesNow } from "../shared/staff";
import { skillName } from "../shared/wording";
import { needWaitsFor } from "./waits";
import { storedShiftText } from "./words";

/** A turn that holds no place and nobody's time any more. */
export function withoutPlace(turn: Turn): Turn {
  const { place: _place, invitedUntil: _until, booking: _booking, unanswered: _answer, words: _words, ...rest } = turn;
  return rest;
}

/** A promised time, with rest before and after. @throws Failure timeTaken */
export const booking = (shift: ShiftDocument, id: string, restMinutes: number) => (intervals: readonly Interval[]): IntervalStep => {
  const rest = restMinutes * minuteMs;
  const step = bookStep(intervals, { id, from: shift.fromAt, to: shift.toAt }, "booked");
  // A refusal is not kept: the same shift may be taken once the other one is given back.
  if (step?.interval.state !== "booked" || overlapping(intervals, { from: shift.fromAt - rest, to: shift.toAt + rest }).length) throw new Failure("timeTaken");
  return step;
};

const kinds: Record<TurnAction, string> = { take: "comes", accept: "comes", refuse: "refused", giveBack: "givenBack" };

/**
 * Under which id it is told: the same of the same turn once a day, however often somebody changes his mind, so that taking
 * and giving back in a loop buries nobody's inbox. Giving back is named after the day of its promise, as the promise is: a
 * coming that was told is taken back in so many words, and the last that is told is that he does not come. Asked anew by
 * who arranges, he is answered for anew.
 * @param before the turn as it was, where there was one
 */
export const aboutTurn = ({ _id }: Pick<ShiftDocument, "_id">, before: Pick<Turn, "at" | "invitedAt"> | undefined, personId: string, action: TurnAction, at: number): string =>
  `${_id}:${personId}:${kinds[action]}:${before?.invitedAt ?? 0}:${dayOf(action === "giveBack" && before ? before.at : at)}`;

/** Who hears of a turn that changed: whoever is helped when somebody comes or doesn't, whoever arranges when a place is free again. */
export function turnTellings(shift: ShiftDocument, action: TurnAction, { need, settings, ...moment }: Moment & { need: NeedDocument; settings: TimeBankSettings }): Telling[] {
  const { organisation, at } = moment;
  const when = `${storedShiftText(shift, at)} ${skillName(settings, need.skill)}`;
  const helped = need.recipientId === undefined ? proxiesNow(need, organisation, at) : [need.recipientId];
  const leaders = leadersOf(moment, need);
  const waitsFor = needWaitsFor(need._id, "people");
  switch (action) {
    case "take":
    case "accept":
      return [{ to: helped, text: `有邻居答应来了：${when}。`, needId: need._id }];
    case "refuse":
      return [{ to: leaders, text: `有一位邻居这次不方便：${when}，又空出来了。`, todo: true, waitsFor, needId: need._id, link: "bank" }];
    case "giveBack":
      return [
        { to: helped, text: `有一位邻居来不了了：${when}，已经重新在问人。`, needId: need._id },
        { to: leaders, text: `有一位邻居来不了了：${when}，请看看能请谁。`, todo: true, waitsFor, needId: need._id, link: "bank" },
      ];
  }
}
