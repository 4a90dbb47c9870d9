/** The hours that the branch is asked to let the community give. Pure. */
import { minutesText } from "../../shared/contracts";
import type { ShiftView } from "../../shared/timebankWords";

/** Of what is to come: what has begun is decided by nobody any more. `nowMs` of the phone. */
export function undecidedText(shifts: readonly ShiftView[], nowMs: number): string {
  const open = shifts.filter(({ state, funding, fromAt }) => state === "open" && funding === "undecided" && fromAt > nowMs);
  const minutes = open.reduce((sum, { fromAt, toAt, places }) => sum + ((toAt - fromAt) / 60_000) * places, 0);
  return `一共 ${open.length} 班，最多 ${minutesText(minutes)}`;
}
