/** What a whole roster costs to propose: 60 people, each with some time, and 56 shifts of a fortnight. No database. */
import { dayOf, instantOf } from "../../contracts/kernel/day";
import { dayMs, hourMs } from "../../contracts/kernel/milliseconds";
import { type Candidate, fillRoster, type Slot } from "../../cloudfunctions/features/timebank/needs/roster";
import { atMost, type Figures } from "./figure";
import { median } from "./samples";

const people = 60;
const days = 14;
const rules = { restMs: hourMs / 2, dayMinutes: null };

function fortnight(): Slot[] {
  const start = instantOf("2026-11-26");
  return Array.from({ length: days * 4 }, (_, index) => {
    const fromAt = start + Math.floor(index / 4) * dayMs + [8, 12, 16, 20][index % 4]! * hourMs;
    return { shiftId: `s${index}`, fromAt, toAt: fromAt + 3.5 * hourMs, free: 1, day: dayOf(fromAt) };
  });
}

/** Everybody is free at three of four times, lives nearer or farther, and has promised more or less. */
const candidates = (slots: readonly Slot[]): Candidate[] =>
  Array.from({ length: people }, (_, person) => ({
    personId: `p${person}`, busy: [], load: person % 4, distance: person % 3,
    isFree: ({ shiftId }) => (slots.findIndex((slot) => slot.shiftId === shiftId) * 5 + person * 3) % 4 < 3,
  }));

export function rosterCost(rounds: number): Figures {
  const slots = fortnight();
  const asking = candidates(slots);
  const took: number[] = [];
  for (let round = -2; round < rounds; round += 1) {
    const started = performance.now();
    const filled = fillRoster(asking, slots, rules).length;
    if (filled !== slots.length) throw new Error(`${filled} of ${slots.length} places were filled`);
    if (round >= 0) took.push(performance.now() - started);
  }
  return { "roster.fillMs": atMost(median(took), 1_000, `a proposal for ${slots.length} shifts among ${people} people, p50 of ${rounds}`, "ms") };
}
