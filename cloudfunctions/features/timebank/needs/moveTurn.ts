import { Failure } from "../../../../contracts/kernel/failure";
import type { TimeBankSettings } from "../../../../contracts/timebank/settings";
import { keepsPlace } from "../../../../contracts/timebank/turn";
import type { Database } from "../../../platform/database";
import { effectsOf } from "../../inbox";
import { releaseStep } from "../ledger";
import type { NeedDocument, ShiftDocument } from "../shared/documents";
import { skillName } from "../shared/wording";
import { withTurns } from "./derived";
import { mayHelp } from "./parts";
import { isToCome } from "./places";
import { changeTurn } from "./repository";
import { turnOf } from "./story";
import { booking } from "./turns";
import { storedShiftText } from "./words";

/** What somebody promised goes on under the login into which his was merged: he comes as he said, and nobody is asked anew. */
interface Moving {
  database: Database;
  need: NeedDocument;
  settings: TimeBankSettings;
  from: string;
  into: string;
  at: number;
}

/**
 * The turn and both guards in one transaction. Nothing where the other login may not help there, has a turn in it himself, or
 * something else to do then: so it is given back like any other.
 * @returns the shift after; undefined when the turn stays where it is
 */
export async function moveTurn({ database, need, settings, from, into, at }: Moving, shiftId: string): Promise<ShiftDocument | undefined> {
  let moved = false;
  const after = await changeTurn(database, { communityId: need.communityId, personId: from, shiftId }, async (shift, standing) => {
    moved = false;
    const [turn, own] = shift ? [turnOf(shift, from), turnOf(shift, into)] : [];
    if (!shift || !isToCome(shift, at) || turn?.state !== "promised" || turn.booking === undefined || (own && keepsPlace(own)) || !mayHelp((await standing.need(need._id)) ?? need, await standing.member(into))) return undefined;
    moved = true;
    const id = turn.booking;
    const turns = [...shift.turns.filter(({ personId }) => personId !== from && personId !== into), { ...turn, personId: into }];
    const text = `您答应过的${storedShiftText(shift, at)} ${skillName(settings, shift.skill)}跟着账户一起转过来了，到时候还请您来。`;
    return {
      shift: { ...withTurns(shift, turns, at), effects: [...shift.effects, ...effectsOf(`${shift._id}:moved:${shift.version}`, at, [{ to: [into], text, needId: need._id }])] },
      guard: (intervals) => releaseStep(intervals, id),
      next: { person: into, guard: booking(shift, id, settings.service.restMinutes) },
    };
  }).catch((error: unknown) => {
    if (error instanceof Failure && error.code === "timeTaken") return undefined;
    throw error;
  });
  return moved ? after : undefined;
}
