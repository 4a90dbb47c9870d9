import { minCostFlow } from "min-cost-flow";
import { dayOf } from "../../../../contracts/kernel/day";
import { minuteMs } from "../../../../contracts/kernel/milliseconds";

/**
 * Who could fill which place: a flow of least cost from people through their days to places. Pure. It proposes and people
 * decide, so it knows no score of anybody: near before far, and whoever has promised little before whoever has promised
 * much. Invariant: no place is filled twice, nobody is in two places at once or without rest between, nobody is proposed
 * for what he can't do then.
 */
export interface Slot {
  shiftId: string;
  fromAt: number;
  toAt: number;
  /** How many people are still lacking. */
  free: number;
  /** Of the day on which it begins, local. */
  day: string;
}
export interface Candidate {
  personId: string;
  /** What he has to do already, elsewhere or here; epoch ms. */
  busy: readonly { fromAt: number; toAt: number }[];
  /** How many turns he has promised or was asked for, some weeks back and all to come. */
  load: number;
  /** 0 in the own grid, 1 in the station, 2 in the community. */
  distance: number;
  /** Whether he said that he has time then. */
  isFree: (slot: Slot) => boolean;
}
export interface Filled {
  shiftId: string;
  personId: string;
}
export interface RosterRules {
  restMs: number;
  /** The most that counts of one person's local day, minutes; null: no bound. */
  dayMinutes: number | null;
}

/** One station further weighs as much as this many turns more that somebody has already. */
const costOfDistance = 3;
const costOfTurn = 2;
/** The library keeps two square tables of all nodes: people, their days and their turns stay below this many in one flow. */
const mostNodes = 500;

type Interval = { fromAt: number; toAt: number };
const collides = (a: Interval, b: Interval, restMs: number): boolean => a.fromAt < b.toAt + restMs && b.fromAt < a.toAt + restMs;
const minutesOf = ({ fromAt, toAt }: Interval): number => (toAt - fromAt) / minuteMs;

/** What is fixed so far, as the next round has to respect it. */
class Plan {
  readonly filled: Filled[] = [];
  private readonly taken = new Map<string, Slot[]>();
  private readonly placed = new Map<string, number>();

  constructor(private readonly rules: RosterRules) {}

  freeOf(slot: Slot): number {
    return slot.free - (this.placed.get(slot.shiftId) ?? 0);
  }
  turnsOf({ personId, load }: Candidate): number {
    return load + (this.taken.get(personId)?.length ?? 0);
  }
  fits(candidate: Candidate, slot: Slot): boolean {
    const own = this.taken.get(candidate.personId) ?? [];
    if (this.freeOf(slot) < 1 || !candidate.isFree(slot)) return false;
    if ([...candidate.busy, ...own].some((interval) => collides(interval, slot, this.rules.restMs))) return false;
    const { dayMinutes } = this.rules;
    if (dayMinutes === null) return true;
    // What he has elsewhere that day counts as well: nobody is asked for minutes that would not be credited.
    const thatDay = [...own, ...candidate.busy].filter(({ fromAt }) => dayOf(fromAt) === slot.day);
    return thatDay.reduce((sum, one) => sum + minutesOf(one), minutesOf(slot)) <= dayMinutes;
  }
  take(candidate: Candidate, slot: Slot): void {
    this.filled.push({ shiftId: slot.shiftId, personId: candidate.personId });
    this.taken.set(candidate.personId, [...(this.taken.get(candidate.personId) ?? []), slot]);
    this.placed.set(slot.shiftId, (this.placed.get(slot.shiftId) ?? 0) + 1);
  }
}

interface Edge {
  from: string;
  to: string;
  capacity: number;
  cost: number;
}

/**
 * One flow: a turn costs more the more somebody has, so that least cost is also an even share; through a day of a person
 * goes one turn, so that a roster of four shifts a day asks four people.
 */
function edgesOf(plan: Plan, candidates: readonly Candidate[], slots: readonly Slot[]): Edge[] {
  const edges: Edge[] = [];
  const reached = new Set<string>();
  // Twice an even share is enough for one flow: whoever is the only one for much gets the rest in the next.
  const most = 1 + Math.ceil((2 * slots.reduce((sum, slot) => sum + plan.freeOf(slot), 0)) / Math.max(1, candidates.length));
  candidates.forEach((candidate, person) => {
    const days = new Set<string>();
    for (const [index, slot] of slots.entries()) {
      if (!plan.fits(candidate, slot)) continue;
      days.add(slot.day);
      reached.add(slot.shiftId);
      edges.push({ from: `d${person}:${slot.day}`, to: `s${index}`, capacity: 1, cost: candidate.distance * costOfDistance });
    }
    const turns = plan.turnsOf(candidate);
    // One node a further turn, because the library knows one edge between two nodes.
    for (let nth = 0; nth < Math.min(days.size, most); nth += 1)
      edges.push({ from: "SOURCE", to: `t${person}:${nth}`, capacity: 1, cost: (turns + nth) * costOfTurn }, { from: `t${person}:${nth}`, to: `p${person}`, capacity: 1, cost: 0 });
    for (const day of days) edges.push({ from: `p${person}`, to: `d${person}:${day}`, capacity: 1, cost: 0 });
  });
  slots.forEach((slot, index) => {
    if (reached.has(slot.shiftId)) edges.push({ from: `s${index}`, to: "SINK", capacity: plan.freeOf(slot), cost: 0 });
  });
  return edges;
}

/** @returns how many places were filled */
function fillOnce(plan: Plan, candidates: readonly Candidate[], slots: readonly Slot[]): number {
  const edges = edgesOf(plan, candidates, slots);
  if (edges.length === 0) return 0;
  const chosen = minCostFlow(edges).filter(({ from, flow }) => from.startsWith("d") && flow > 0);
  const before = plan.filled.length;
  const pairs = chosen.map(({ from, to }) => ({ candidate: candidates[Number(from.slice(1, from.indexOf(":")))]!, slot: slots[Number(to.slice(1))]! }));
  // Days are apart in the flow, and a night and the morning after it are not: whoever would go without rest is left out here.
  for (const { candidate, slot } of pairs.sort((a, b) => a.slot.fromAt - b.slot.fromAt)) if (plan.fits(candidate, slot)) plan.take(candidate, slot);
  return plan.filled.length - before;
}

/** Whole days together, as many as one flow can hold. */
function windowsOf(slots: readonly Slot[], people: number): Slot[][] {
  const most = Math.max(1, Math.floor(mostNodes / Math.max(1, people)));
  const windows: { days: Set<string>; slots: Slot[] }[] = [];
  for (const slot of slots) {
    const last = windows.at(-1);
    if (last && (last.days.has(slot.day) || last.days.size < most)) {
      last.days.add(slot.day);
      last.slots.push(slot);
    } else windows.push({ days: new Set([slot.day]), slots: [slot] });
  }
  return windows.map((window) => window.slots);
}

/**
 * Fills what can be filled, the earliest days first where it takes several flows. First everybody at most once a day; only
 * what is still free then is proposed to somebody a second time that day.
 */
export function fillRoster(candidates: readonly Candidate[], slots: readonly Slot[], rules: RosterRules): Filled[] {
  const plan = new Plan(rules);
  const sorted = [...slots].sort((a, b) => a.fromAt - b.fromAt || a.toAt - b.toAt);
  for (const window of windowsOf(sorted, candidates.length)) while (fillOnce(plan, candidates, window) > 0);
  return plan.filled;
}
