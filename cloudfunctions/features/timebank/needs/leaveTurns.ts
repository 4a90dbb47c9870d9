import { dayMs } from "../../../../contracts/kernel/milliseconds";
import type { TimeBankSettings } from "../../../../contracts/timebank/settings";
import { isToBegin } from "../../../../contracts/timebank/turn";
import type { Database } from "../../../platform/database";
import type { Community } from "../../../platform/serve";
import { effectsOf, type Telling } from "../../inbox";
import { type Interval, releaseStep, touchGuard } from "../ledger";
import type { NeedDocument, ShiftDocument, Turn } from "../shared/documents";
import { idsOf } from "../shared/ids";
import { deliverEffects } from "../shared/tell";
import { settingsOf } from "../shared/settings.repository";
import { withTurns } from "./derived";
import { moveTurn } from "./moveTurn";
import { isOwnNeed } from "./parts";
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

/** What the login that goes on had promised the one that is gone: from now on he would help himself. */
const isForHimself = (need: NeedDocument | undefined, { personId, into }: Leaving): boolean =>
  need !== undefined && into !== undefined && isOwnNeed(need, { personId: into, family: [personId] });

const actionFor = ({ state }: Turn): "giveBack" | "refuse" => (state === "promised" ? "giveBack" : "refuse");

function given(shift: ShiftDocument, turn: Turn, { at, ids }: { at: number; ids: readonly string[] }, tellings: readonly Telling[]): ShiftDocument {
  const after: Turn = { ...withoutPlace(turn), state: actionFor(turn) === "giveBack" ? "givenBack" : "refused", at };
  const turns = shift.turns.map((one) => (one.personId === turn.personId ? after : one));
  return { ...withTurns(shift, turns, at), effects: [...shift.effects, ...effectsOf(`${shift._id}:left:${shift.version}`, at, tellings, ids)] };
}

/** One turn, whoever changed it since: only what is to come, and still promised or asked. */
async function giveBack({ database, communityId, community, at }: Leaving, shiftId: string, personId: string, known: { need?: NeedDocument | undefined; settings: TimeBankSettings; ids: readonly string[] }): Promise<void> {
  const { need, settings, ids } = known;
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

/**
 * Gives back every turn to come, and those by which the login that goes on would help himself; what is going on or done stays.
 * Again, it finds nothing left to give back. At most 1,000 shifts: some 5 database calls each.
 */
export async function leaveTurns(leaving: Leaving): Promise<void> {
  const { database, communityId, personId, into, at } = leaving;
  // He is gone by now, and known as one human: a turn that he was taking is either seen below, or looks again whether he may.
  const selves = [personId, ...(into === undefined ? [] : [into])];
  for (const person of selves) await touchGuard({ database, communityId, person });
  const shifts = (await shiftsOfPeople(database, communityId, selves, { from: at, to: at + furthestMs })).filter((shift) => isToCome(shift, at) && selves.some((self) => isOpenTurn(turnOf(shift, self))));
  const needs = new Map((await needsByIds(database, shifts.map(({ needId }) => needId))).map((need) => [need._id, need]));
  const [settings, ids] = [await settingsOf(database, communityId), shifts.length ? await idsOf(database, personId) : []];
  const changed = new Set<string>();
  for (const shift of shifts) {
    const { _id: shiftId, needId } = shift;
    const need = needs.get(needId);
    const isHis = isOpenTurn(turnOf(shift, personId));
    const helper = into !== undefined && isOpenTurn(turnOf(shift, into)) && isForHimself(need, leaving) ? into : undefined;
    if (!isHis && helper === undefined) continue;
    changed.add(needId);
    if (helper !== undefined) await giveBack(leaving, shiftId, helper, { need, settings, ids });
    const moved = isHis && need && into !== undefined && (await moveTurn({ database, need, settings, from: personId, into, at }, shiftId));
    if (moved) await deliverEffects(database, "timeShifts", moved);
    else if (isHis) await giveBack(leaving, shiftId, personId, { need, settings, ids });
  }
  for (const needId of changed) await refreshNeed(database, needId, at);
}
