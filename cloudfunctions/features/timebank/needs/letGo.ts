import type { Organisation } from "../../../../contracts/org/organisation";
import type { TimeBankSettings } from "../../../../contracts/timebank/settings";
import { isToBegin } from "../../../../contracts/timebank/turn";
import type { Database } from "../../../platform/database";
import { payloadHash, shortHash } from "../../../platform/hash";
import { effectsOf, type Telling } from "../../inbox";
import { releaseInterval, voidHolds } from "../ledger";
import type { NeedDocument, ShiftDocument } from "../shared/documents";
import { gridName } from "../shared/home";
import { ledgerOf } from "../shared/ledgerOf";
import { settingsOf } from "../shared/settings.repository";
import { skillName } from "../shared/wording";
import { unearnedHolds, withTurns } from "./derived";
import { isToCome } from "./places";
import { findShift, markReleased, saveShift, shiftsOf } from "./repository";
import { needTitle } from "./words";

/** Shifts that fall out, and everything they held. Every part can be done again without being done twice. */

const tries = 6;
const together = 8;

async function inGroups<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  for (let start = 0; start < items.length; start += together) await Promise.all(items.slice(start, start + together).map(work));
}

/** Who had promised or was asked, and need not come when a shift is cancelled. */
export const freedOf = ({ turns }: Pick<ShiftDocument, "turns">): string[] =>
  turns.filter(isToBegin).map(({ personId }) => personId);

/** What they hear, and under which id: whatever tells it again by the same, nobody hears it twice. */
export type LettingGo = Omit<Telling, "to"> & { about: string };

/**
 * Whom the end of a need lets go of hears it by the event that ended it, once for all his shifts. A need with
 * times to come ends by itself only when somebody has died: why, is not for an inbox to say.
 */
export function lettingGo(need: NeedDocument, eventId: string, settings: TimeBankSettings): LettingGo {
  const title = needTitle(skillName(settings, need.skill), need);
  const text = need.state === "ended" ? `“${title}”到这里就结束了，您不用再来了。谢谢您一直以来的帮忙。` : `“${title}”取消了，您不用来了，谢谢您。`;
  return { about: `${need._id}:${eventId}`, text, needId: need._id };
}

function cancelled(shift: ShiftDocument, at: number, { about, ...telling }: LettingGo): ShiftDocument {
  const { closeAt: _close, ...rest } = shift;
  const freed = freedOf(shift);
  const turns = shift.turns.map((turn) => (freed.includes(turn.personId) ? { ...turn, state: "cancelled" as const, at } : turn));
  return { ...withTurns({ ...rest, cancelled: true } as ShiftDocument, turns, at), effects: [...shift.effects, ...effectsOf(about, at, [{ to: freed, ...telling }])] };
}

/** Cancels one shift that is still to come. @returns it as it stands; undefined when it has begun */
export async function cancelShift(database: Database, shiftId: string, at: number, telling: LettingGo): Promise<ShiftDocument | undefined> {
  for (let left = tries; left > 0; left -= 1) {
    const before = await findShift(database, shiftId);
    if (before?.cancelled) return before;
    if (!before || !isToCome(before, at)) return undefined;
    const after = cancelled(before, at, telling);
    if (await saveShift(database, before, after)) return { ...after, version: before.version + 1 };
  }
  // The clock goes on with it: the need already says that it is over, or the caller tries again.
  return undefined;
}

/**
 * Lets go of what cancelled shifts held: the volunteers' time, and all their hours by one entry of the ledger. What pays a
 * session that began before the shift did stays: given back, the bank would have to issue it, and nobody would have paid.
 */
export async function releaseShifts(database: Database, communityId: string, shifts: readonly ShiftDocument[], at: number): Promise<void> {
  const open = shifts.filter((shift) => shift.cancelled && !shift.released);
  if (open.length === 0) return;
  await inGroups(open, async ({ turns }) => {
    for (const { personId, state, booking } of turns) if (state === "cancelled" && booking !== undefined) await releaseInterval({ database, communityId, person: personId }, booking);
  });
  const [ids, holds] = [open.map(({ _id }) => _id), open.flatMap(unearnedHolds)];
  const ledger = await ledgerOf({ database, communityId, by: "clock", at, skill: open[0]!.skill });
  if (holds.length) await voidHolds(ledger, { documentId: shortHash("needRelease", ...ids), payloadHash: payloadHash(holds) }, { holds });
  await markReleased(database, communityId, open[0]!.needId, ids);
}

/**
 * A need that was withdrawn or not taken: every shift to come falls out. Volunteers were told with the need; who took a turn
 * while it was being decided is told by the shift, which the clock delivers.
 */
export async function letGoOf(database: Database, need: NeedDocument, at: number): Promise<void> {
  const [shifts, settings] = [await shiftsOf(database, need), await settingsOf(database, need.communityId)];
  const telling = lettingGo(need, need.events.at(-1)!.id, settings);
  await inGroups(shifts.filter((shift) => isToCome(shift, at)), async ({ _id }) => void (await cancelShift(database, _id, at, telling)));
  await releaseShifts(database, need.communityId, await shiftsOf(database, need), at);
}

/** What only an open need has to know: where exactly, who else is there, who is named. */
export function minimised(need: NeedDocument, organisation: Organisation): NeedDocument {
  const { wish: _wish, child, onBehalf, ...rest } = need;
  return {
    ...rest,
    place: { ...(need.place.kind && { kind: need.place.kind }), text: gridName(organisation, need.gridCode) },
    ...(child && { child: { guardianCalled: "", consentAt: child.consentAt, otherAdult: "" } }),
    ...(onBehalf && { onBehalf: { called: "", consentAt: onBehalf.consentAt } }),
  };
}
