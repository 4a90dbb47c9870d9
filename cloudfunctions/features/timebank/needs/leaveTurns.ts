import { dayMs } from "../../../../contracts/kernel/milliseconds";
import { isToBegin } from "../../../../contracts/timebank/turn";
import type { Database } from "../../../platform/database";
import type { Community } from "../../../platform/serve";
import { effectsOf, type Telling } from "../../inbox";
import { type Interval, releaseStep, touchGuard } from "../ledger";
import type { ShiftDocument, Turn } from "../shared/documents";
import { idsOf } from "../shared/ids";
import { deliverEffects } from "../shared/tell";
import { settingsOf } from "../shared/settings.repository";
import { withTurns } from "./derived";
import { moveTurn } from "./moveTurn";
import { isToCome } from "./places";
import { refreshNeed } from "./refresh";
import { changeTurn, needsByIds, shiftsOfPeople } from "./repository";
import { turnOf } from "./story";
import { turnTellings, withoutPlace } from "./turns";

/** Somebody takes part no more, or not by this login: what he promised or was asked is free for others, or his other one's. */
interface Leaving {
  database: Database;
  community: Community;
  communityId: string;
  personId: string;
  /** His other login, which goes on with what he promised; it takes part. */
  into?: string;
  at: number;
}

const isOpenTurn = (turn: Turn | undefined): turn is Turn => turn !== undefined && isToBegin(turn);

/** Further than a need reaches. */
const furthestMs = 600 * dayMs;

const actionFor = ({ state }: Turn): "giveBack" | "refuse" => (state === "promised" ? "giveBack" : "refuse");

function given(shift: ShiftDocument, turn: Turn, { at, ids }: { at: number; ids: readonly string[] }, tellings: readonly Telling[]): ShiftDocument {
  const after: Turn = { ...withoutPlace(turn), state: actionFor(turn) === "giveBack" ? "givenBack" : "refused", at };
  const turns = shift.turns.map((one) => (one.personId === turn.personId ? after : one));
  return { ...withTurns(shift, turns, at), effects: [...shift.effects, ...effectsOf(`${shift._id}:left:${shift.version}`, at, tellings, ids)] };
}

/**
 * Gives back every turn to come; what is going on or done stays. Again, it finds nothing left to give back. At most 1,000
 * shifts: some 5 database calls each.
 */
export async function leaveTurns({ database, communityId, personId, into, community, at }: Leaving): Promise<void> {
  // He is gone by now: a turn that he was taking is either seen below, or looks again whether he takes part.
  await touchGuard({ database, communityId, person: personId });
  const shifts = (await shiftsOfPeople(database, communityId, [personId], { from: at, to: at + furthestMs })).filter((shift) => isToCome(shift, at) && isOpenTurn(turnOf(shift, personId)));
  const needs = new Map((await needsByIds(database, shifts.map(({ needId }) => needId))).map((need) => [need._id, need]));
  const [settings, ids] = [await settingsOf(database, communityId), shifts.length ? await idsOf(database, personId) : []];
  for (const { _id: shiftId, needId } of shifts) {
    const need = needs.get(needId);
    const moved = need && into !== undefined && (await moveTurn({ database, need, settings, from: personId, into, at }, shiftId));
    if (moved) {
      await deliverEffects(database, "timeShifts", moved);
      continue;
    }
    let wrote = false;
    const after = await changeTurn(database, { communityId, personId, shiftId }, (shift) => {
      const turn = shift && turnOf(shift, personId);
      wrote = shift !== undefined && isToCome(shift, at) && isOpenTurn(turn);
      if (!wrote || !shift || !turn) return undefined;
      const { booking } = turn;
      return {
        shift: given(shift, turn, { at, ids }, need ? turnTellings(shift, actionFor(turn), { need, settings, ...community, at }) : []),
        ...(booking !== undefined && { guard: (intervals: readonly Interval[]) => releaseStep(intervals, booking) }),
      };
    });
    if (wrote && after) await deliverEffects(database, "timeShifts", after);
  }
  for (const needId of needs.keys()) await refreshNeed(database, needId, at);
}
