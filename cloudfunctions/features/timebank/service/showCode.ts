import { clockText } from "../../../../contracts/kernel/day";
import { Failure } from "../../../../contracts/kernel/failure";
import { hourMs, minuteMs } from "../../../../contracts/kernel/milliseconds";
import { comes } from "../../../../contracts/timebank/turn";
import type { Handler } from "../../../platform/serve";
import { codeNote, findNeed, shiftsOf } from "../needs";
import type { ShiftDocument, Turn } from "../shared/documents";
import { namesOf } from "../shared/names";
import { settingsOf } from "../shared/settings.repository";
import { skillName } from "../shared/wording";
import { codesFrom } from "./codes";
import { needSeenBy } from "./context";
import { actingParts } from "./parts";
import { qrImage } from "./qr";
import { lapsesAt, type ServiceSettings } from "./rules";
import { serviceActions } from "./turn";

/** So much of the codes to come that a phone which loses its network goes on showing them. */
const shownAheadMs = 10 * minuteMs;
/** Which shifts have to do with now: a long one that goes on, and what comes in the next hours. */
const lookAheadMs = 12 * hourMs;

const isNear = (shift: ShiftDocument, settings: ServiceSettings, at: number): boolean =>
  !shift.cancelled && shift.fromAt - lookAheadMs <= at && at < lapsesAt({ bookedTo: shift.toAt }, settings);

function stateText({ state, at }: Turn, shift: ShiftDocument): string {
  if (state === "inProgress") return `${clockText(at)} 到了`;
  if (state === "served") return "做完了";
  return `${clockText(shift.fromAt)} 来`;
}

/** @throws Failure notFound, also for a volunteer of the need: who could see the code at home need not come */
export const showCode: Handler<"sessions.code"> = async ({ needId }, context) => {
  const { database, at, actor } = context;
  const need = await findNeed(database, needId);
  if (!need || need.communityId !== context.person.communityId) throw new Failure("notFound");
  const settings = await settingsOf(database, context.person.communityId);
  const shifts = await shiftsOf(database, need);
  const near = shifts.filter((shift) => isNear(shift, settings.service, at));
  const turns = near.flatMap((shift) => shift.turns.filter(comes).map((turn) => ({ shift, turn })));
  const { viewer, parts } = await needSeenBy(context, need, turns.map(({ turn }) => turn.personId));
  if (actingParts(viewer, parts).length === 0) throw new Failure("notFound");
  if (turns.some(({ turn }) => actor.ids.includes(turn.personId))) throw new Failure("notFound");
  const called = await namesOf(context, turns.map(({ turn }) => turn.personId));
  const codes = codesFrom(need.codeSecret, at, settings.service.codeSeconds, shownAheadMs);
  const note = codeNote(shifts, settings.service, at);
  const images = await Promise.all(codes.map(({ payload }) => qrImage(payload)));
  return {
    title: skillName(settings, need.skill),
    codes: codes.map(({ digits, fromAt, untilAt }, index) => ({ digits, fromAt, untilAt, image: images[index]! })),
    ...(note?.open === false && { note: `${note.text}现在扫还不作数。` }),
    turns: turns.map(({ shift, turn }) => {
      const actions = serviceActions(shift, turn, settings.service, at);
      return {
        shiftId: shift._id, personId: turn.personId, called: called(turn.personId), stateText: stateText(turn, shift),
        ...(turn.sessionId !== undefined && { sessionId: turn.sessionId }),
        mayCheckIn: actions.includes("checkIn"), mayCheckOut: actions.includes("checkOut"),
      };
    }),
  };
};
