import { Failure } from "../../../../contracts/kernel/failure";
import type { Database } from "../../../platform/database";
import { effectsOf, type Telling } from "../../inbox";
import { settledHolds } from "../ledger";
import type { NeedDocument, ShiftDocument } from "../shared/documents";
import { settingsOf } from "../shared/settings.repository";
import { branchOf, peopleNow } from "../shared/staff";
import { deliverEffects } from "../shared/tell";
import { skillName } from "../shared/wording";
import { unearnedHolds, withTurns } from "./derived";
import { isToCome } from "./places";
import { type NeedsWork, prepare } from "./prepare";
import { refreshNeed } from "./refresh";
import { eachOpenNeedOf, findNeed, findShift, saveNeed, saveShift, shiftsOf } from "./repository";
import { withoutPlace } from "./turns";
import { needWaitsFor } from "./waits";
import { needTitle } from "./words";

/**
 * What a recipient's own hours were to pay and can't any more: his account was frozen, closed or merged, and its holds
 * are void. The bank must not issue hours that nobody decided on, so shifts to come are the branch's to decide again.
 * Who promised keeps his place, and is paid if he serves: he has nothing to do with somebody else's account.
 */

const tries = 6;

/**
 * Shifts to come that still say they are paid by holds which are settled; whose hold paid an early session is not among them.
 * One query more than their shifts.
 */
async function unpaidOf(database: Database, need: NeedDocument, at: number): Promise<ShiftDocument[]> {
  const own = (await shiftsOf(database, need)).filter((shift) => isToCome(shift, at) && shift.funding === "own");
  const settled = new Set(await settledHolds(database, need.communityId, own.flatMap(unearnedHolds)));
  return own.filter((shift) => unearnedHolds(shift).some((hold) => settled.has(hold)));
}

/** Undecided, with who promised; an invitation that can't be accepted waits for nobody. */
function undecided(shift: ShiftDocument, at: number): ShiftDocument {
  const turns = shift.turns.map((turn) => (turn.state === "invited" ? { ...withoutPlace(turn), state: "refused" as const, unanswered: true as const, at } : turn));
  return withTurns({ ...shift, funding: "undecided", holds: [] }, turns, at);
}

async function undecide({ database, at }: NeedsWork, shiftId: string): Promise<void> {
  for (let left = tries; left > 0; left -= 1) {
    const before = await findShift(database, shiftId);
    if (!before || before.funding !== "own" || !isToCome(before, at)) return;
    if (await saveShift(database, before, undecided(before, at))) return;
  }
  throw new Failure("busy");
}

/** The need says it first, so that who decides meanwhile has to look again. */
async function noted(work: NeedsWork, needId: string, id: string): Promise<boolean> {
  const { database, organisation, at } = work;
  for (let left = tries; left > 0; left -= 1) {
    const need = await findNeed(database, needId);
    if (!need?.open) return false;
    if (need.events.some((event) => event.id === id)) return true;
    const title = needTitle(skillName(await settingsOf(database, need.communityId), need.skill), need);
    const tellings: Telling[] = [
      { to: branchOf(work, need.stationCode), text: `“${title}”原来用自己存的时间，现在用不了了，请支部定一下时间从哪里出，或者收回。`, todo: true, waitsFor: needWaitsFor(needId, "hours"), link: "bank", needId },
      { to: peopleNow(need, organisation, at), text: `“${title}”原来用存的时间，现在用不了了，已经请支部来定，您不用做什么。`, needId },
    ];
    const after: NeedDocument = {
      ...need, storyVersion: need.storyVersion + 1, events: [...need.events, { id, at, by: "clock", what: "unpaid" }],
      effects: [...need.effects, ...effectsOf(id, at, tellings)], nextCheckAt: at,
    };
    if (!(await saveNeed(database, need, after))) continue;
    await deliverEffects(database, "timeNeeds", { ...after, version: need.version + 1 });
    return true;
  }
  throw new Failure("busy");
}

/**
 * Again, it finds nothing left.
 * @returns the need as it stands then; the very same where nothing was unpaid
 * @throws Failure busy after too many lost races: what brought the clock here stays, and it comes again
 */
export async function undecideUnpaid(work: NeedsWork, need: NeedDocument): Promise<NeedDocument> {
  const { database, at } = work;
  const unpaid = need.open ? await unpaidOf(database, need, at) : [];
  if (unpaid.length === 0) return need;
  // All of them at once and never again, since nothing is held anew: what a repeat, the clock and a crash between two make of it is told once.
  if (await noted(work, need._id, `${need._id}:unpaid`)) for (const { _id } of unpaid) await undecide(work, _id);
  return (await refreshNeed(database, need._id, at)) ?? need;
}

/** Everything somebody asked for that his own hours were to pay. The clock does it for what a crash left. */
export const undecideUnpaidOf = (work: NeedsWork, communityId: string, personId: string): Promise<void> =>
  eachOpenNeedOf(work.database, communityId, personId, async (need) => void (await undecideUnpaid(work, await prepare(work, need))));
