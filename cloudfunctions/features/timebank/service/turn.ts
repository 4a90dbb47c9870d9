import { clockText } from "../../../../contracts/kernel/day";
import { Failure } from "../../../../contracts/kernel/failure";
import { minuteMs } from "../../../../contracts/kernel/milliseconds";
import type { Handler } from "../../../platform/serve";
import { momentText } from "../../../platform/when";
import { findNeed, findShift, type TurnCard, turnCardOf, turnOf, viewerOf } from "../needs";
import type { ShiftDocument, Turn } from "../shared/documents";
import { settingsOf } from "../shared/settings.repository";
import { type ServiceSettings } from "./rules";

/** What can be done about a turn at the place itself. Pure. */
export function serviceActions({ cancelled, fromAt, toAt }: ShiftDocument, turn: Turn, { earlyMinutes }: ServiceSettings, at: number): TurnCard["actions"] {
  if (turn.state === "inProgress") return ["checkOut"];
  return turn.state === "promised" && !cancelled && at >= fromAt - earlyMinutes * minuteMs && at < toAt ? ["checkIn"] : [];
}

function noteOf({ fromAt, toAt }: ShiftDocument, turn: Turn, { earlyMinutes, graceMinutes }: ServiceSettings, at: number): string {
  const opens = fromAt - earlyMinutes * minuteMs;
  if (turn.state === "inProgress") return `结束时签退就好；忘了的话，${clockText(toAt + graceMinutes * minuteMs)} 后会先按约好的时间记。`;
  if (turn.state !== "promised") return "";
  if (at < opens) return `最早 ${momentText(opens, at)} 可以签到。`;
  return at < toAt ? "到了就签到：扫一扫对方屏幕上的码，或者输入那六位数字。" : "这一班的时间已经过了；去过的话，请和居民组长说一声。";
}

/** A turn as a card, with what the service room adds. */
export const withServiceActions = (card: TurnCard, shift: ShiftDocument, turn: Turn, settings: ServiceSettings, at: number): TurnCard => ({
  ...card,
  actions: [...card.actions, ...serviceActions(shift, turn, settings, at)],
});

export const openTurn: Handler<"turns.open"> = async ({ shiftId }, context) => {
  const { database, person, at, community } = context;
  const shift = await findShift(database, shiftId);
  const turn = shift?.communityId === person.communityId ? turnOf(shift, person._id) : undefined;
  const need = shift && turn ? await findNeed(database, shift.needId) : undefined;
  if (!shift || !turn || !need) throw new Failure("notFound");
  const [settings, viewer] = [await settingsOf(database, person.communityId), await viewerOf(context)];
  const card = turnCardOf(need, shift, { viewer, organisation: community.organisation, settings });
  return {
    turn: withServiceActions(card, shift, turn, settings.service, at),
    byPlace: need.place.point !== undefined,
    note: noteOf(shift, turn, settings.service, at),
  };
};
