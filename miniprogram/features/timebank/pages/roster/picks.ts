/** Whom one is about to ask for which shift: proposed by the system, changed by hand, asked together. Pure. */
import type { CallData, CallInput } from "../../../../../contracts/calls";
import { isTurnOver } from "../../../../shared/contracts";
import { heldDots } from "../../../../shared/dots";
import type { ShiftView } from "../../../../shared/timebankWords";

export type Proposed = CallData<"needs.propose">;
type Assignment = Extract<CallInput<"needs.step">["step"], { action: "invite" }>["assignments"][number];

export interface Pick {
  personId: string;
  called: string;
  /** Why the system proposes him; empty when somebody chose him by hand. */
  why: string;
}
/** By shift. */
export type Picks = Readonly<Record<string, readonly Pick[]>>;

export function picksOf({ proposals }: Proposed): Picks {
  const picks: Record<string, Pick[]> = {};
  for (const { shiftId, personId, called, why } of proposals) picks[shiftId] = [...(picks[shiftId] ?? []), { personId, called, why: why.join("，") }];
  return picks;
}

/** Chooses somebody for a shift or lets go of him; where no place is left, the one chosen first gives way. */
export function toggled(picks: Picks, { shiftId, free }: { shiftId: string; free: number }, person: Pick): Picks {
  const now = picks[shiftId] ?? [];
  const without = now.filter(({ personId }) => personId !== person.personId);
  if (without.length < now.length) return { ...picks, [shiftId]: without };
  return { ...picks, [shiftId]: [...without.slice(Math.max(0, without.length - free + 1)), person] };
}
/** The shift at the same time for which he is already to be asked, or where he already is: nobody can be in two places. */
export function clashOf(picks: Picks, shifts: readonly ShiftView[], shift: ShiftView, personId: string): ShiftView | undefined {
  const overlaps = (other: ShiftView): boolean => other.shiftId !== shift.shiftId && other.fromAt < shift.toAt && shift.fromAt < other.toAt;
  const isIn = (other: ShiftView): boolean =>
    (picks[other.shiftId] ?? []).some((pick) => pick.personId === personId) ||
    other.turns.some((turn) => turn.personId === personId && !isTurnOver(turn));
  return shifts.find((other) => overlaps(other) && isIn(other));
}

export const assignmentsOf = (picks: Picks): Assignment[] =>
  Object.entries(picks).flatMap(([shiftId, chosen]) => chosen.map(({ personId }) => ({ shiftId, personId })));

/** 想请 6 位邻居，一共 9 班；还有 2 班没有合适的人. */
export function picksText(picks: Picks, shifts: readonly ShiftView[]): string {
  const assignments = assignmentsOf(picks);
  const people = new Set(assignments.map(({ personId }) => personId)).size;
  const left = shifts.filter(({ state, free, shiftId }) => state === "open" && free > (picks[shiftId]?.length ?? 0)).length;
  return `想请 ${people} 位邻居，一共 ${assignments.length} 班${left > 0 ? `；还有 ${left} 班没有人` : ""}`;
}

export interface Choice {
  personId: string;
  called: string;
  note: string;
  /** The system proposed him for this shift; `note` says why. */
  proposed: boolean;
  chosen: boolean;
  /** 那个时间想请他去另一班; then he cannot be chosen. */
  clash: string;
}

/** Who can be asked for a shift: those the system proposed for it, then everybody else; none who is in it already. */
export function choicesOf(picks: Picks, proposed: Proposed, shifts: readonly ShiftView[], shift: ShiftView): Choice[] {
  const chosen = new Set((picks[shift.shiftId] ?? []).map(({ personId }) => personId));
  const why = new Map(proposed.proposals.filter(({ shiftId }) => shiftId === shift.shiftId).map((one) => [one.personId, one.why.join("，")]));
  const there = new Set(shift.turns.map(({ personId }) => personId));
  const choices = proposed.volunteers
    .filter(({ personId }) => !there.has(personId))
    .map(({ personId, called, note }) => {
      const clash = chosen.has(personId) ? undefined : clashOf(picks, shifts, shift, personId);
      return { personId, called, note: heldDots(why.get(personId) ?? note), proposed: why.has(personId), chosen: chosen.has(personId), clash: clash ? `${clash.dayText} ${clash.timeText}已经想请他了` : "" };
    });
  return choices.sort((a, b) => Number(b.proposed) - Number(a.proposed));
}
