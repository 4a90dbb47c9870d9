import type { Lack } from "../../../../contracts/timebank/places";
import { comes, isExpected } from "../../../../contracts/timebank/turn";
import type { ShiftDocument } from "../shared/documents";

/** How the places of shifts stand. Every count of a need that anybody reads begins here. Pure. */

export const comingTo = ({ turns }: Pick<ShiftDocument, "turns">): number => turns.filter(comes).length;
export const isUnfilled = (shift: Pick<ShiftDocument, "places" | "turns">): boolean => comingTo(shift) < shift.places;

/** The next shift to which somebody comes, or the one where he is now. */
export function nextComing(shifts: readonly ShiftDocument[], at: number): { fromAt: number; toAt: number } | undefined {
  const shift = shifts.find((one) => !one.cancelled && one.toAt > at && one.turns.some(isExpected));
  return shift && { fromAt: shift.fromAt, toAt: shift.toAt };
}

export const isToCome = ({ cancelled, fromAt }: Pick<ShiftDocument, "cancelled" | "fromAt">, at: number): boolean => !cancelled && fromAt > at;

/**
 * What shifts to come lack. Those that wait for the branch to say who pays are said apart: nobody is asked for them yet.
 * Somebody who is to answer for several shifts is one person.
 */
export function lackOf(shifts: readonly ShiftDocument[], at: number): Lack {
  const counted = shifts.filter((shift) => isToCome(shift, at) && shift.funding !== "undecided");
  const invited = counted.flatMap(({ turns }) => turns.filter(({ state }) => state === "invited").map(({ personId }) => personId));
  return { missing: counted.reduce((sum, shift) => sum + Math.max(0, shift.places - comingTo(shift)), 0), invited: new Set(invited).size };
}
