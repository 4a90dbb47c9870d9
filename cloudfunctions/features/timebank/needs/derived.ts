import { dayMs, hourMs, minuteMs } from "../../../../contracts/kernel/milliseconds";
import { type OfferStage, offerStages } from "../../../../contracts/timebank/need";
import type { TimeBankSettings } from "../../../../contracts/timebank/settings";
import { came, keepsPlace } from "../../../../contracts/timebank/turn";
import type { NeedDocument, ShiftDocument, Turn } from "../shared/documents";
import { isToCome, lackOf, nextComing } from "./places";
import { unfilledCheckAts, unfilledWaits } from "./unfilled";
import { waitsOf } from "./waits";

/** What follows from a need's shifts: worked out anew after every change, never counted up and down. Pure. */
type Service = TimeBankSettings["service"];

/** Places that nobody has; an invited one is taken until it is answered. */
export const freePlaces = ({ places, turns }: Pick<ShiftDocument, "places" | "turns">): number => Math.max(0, places - turns.filter((turn) => turn.place !== undefined && keepsPlace(turn)).length);

/** The lowest place that nobody has, so that each is paid by the hold of its number. */
export function nextPlace({ places, turns }: Pick<ShiftDocument, "places" | "turns">): number | undefined {
  const taken = new Set(turns.filter(keepsPlace).map(({ place }) => place));
  return Array.from({ length: places }, (_, place) => place).find((place) => !taken.has(place));
}

/** The holds of places where nobody is nor was: whoever came, however early, is paid by his, and his session lets go of the rest. */
export function unearnedHolds({ holds, turns }: Pick<ShiftDocument, "holds" | "turns">): string[] {
  const earned = new Set(turns.filter(came).map(({ place }) => place));
  return holds.filter((_, place) => !earned.has(place));
}

/** Somebody could still take a place in it: it is to come, it is paid, and a place is free. */
export const isOffered = (shift: ShiftDocument, at: number): boolean => isToCome(shift, at) && shift.funding !== "undecided" && freePlaces(shift) > 0;

/** Whose a shift is, for their own lists. */
export const peopleOf = (turns: readonly Turn[]): string[] => [...new Set(turns.filter(keepsPlace).map(({ personId }) => personId))];

/**
 * A shift with what its turns decide. Whoever changed it lets the clock look at once: a crash before the need is worked
 * out anew, or before people are told, is then made good within a minute.
 */
export const withTurns = (shift: ShiftDocument, turns: Turn[], at: number): ShiftDocument => ({
  ...shift, turns, people: peopleOf(turns), nextCheckAt: at,
});

/** When the clock has to look at a shift again by itself: an invitation ends, or a cancelled one still holds something. */
export function shiftCheckAt(shift: ShiftDocument): number | undefined {
  const ends = shift.turns.flatMap(({ state, invitedUntil }) => (state === "invited" && invitedUntil !== undefined ? [invitedUntil] : []));
  return ends.length ? Math.min(...ends) : undefined;
}

/** When a stage ends: after its hours, and never later than half of the time that remained when it began. */
export function stageEndsAt({ stage, stageAt }: Pick<NeedDocument, "stage" | "stageAt">, firstLackingAt: number, { stageHours }: Service): number | undefined {
  if (stage === "community") return undefined;
  return stageAt + Math.min(stageHours * hourMs, Math.max(0, Math.floor((firstLackingAt - stageAt) / 2)));
}

/** The stage as it stands now, however late the clock came: each began when the one before it ended. */
function stageNow(need: Pick<NeedDocument, "stage" | "stageAt">, firstLackingAt: number, service: Service, at: number): { stage: OfferStage; stageAt: number } {
  let current = { stage: need.stage, stageAt: need.stageAt };
  for (let ends = stageEndsAt(current, firstLackingAt, service); ends !== undefined && ends <= at; ends = stageEndsAt(current, firstLackingAt, service))
    current = { stage: offerStages[offerStages.indexOf(current.stage) + 1]!, stageAt: ends };
  return current;
}

export function tokensFor(stage: OfferStage, { gridCode, stationCode }: Pick<NeedDocument, "gridCode" | "stationCode">): string[] {
  const all: Record<OfferStage, string> = { grid: `grid:${gridCode}`, station: `station:${stationCode}`, partyMembers: "partyMembers", community: "community" };
  return offerStages.slice(0, offerStages.indexOf(stage) + 1).map((one) => all[one]);
}

/** Who has to look at it: the branch where hours are undecided, whoever arranges where people lack. */
function attentionOf(need: NeedDocument, toCome: readonly ShiftDocument[], lacking: number): string[] {
  const undecided = toCome.some(({ funding }) => funding === "undecided");
  return [...(lacking > 0 ? [`grid:${need.gridCode}`] : []), ...(lacking > 0 || undecided ? [`station:${need.stationCode}`] : [])];
}

/** How long after its last shift a need ends: sessions are checked out by then, or closed by the clock. */
export const endsAt = (shifts: readonly ShiftDocument[], { graceMinutes }: Service): number => Math.max(0, ...shifts.map(({ toAt }) => toAt)) + graceMinutes * minuteMs;

/** Long enough to ask again, and after the time before it. */
const beforeLastMs = 6 * dayMs;

/** The last of a weekly need's times, and when its end is said; undefined where that was said, or there is none to say. */
export function lastTime({ schedule, lastTimeTold }: Pick<NeedDocument, "schedule" | "lastTimeTold">, shifts: readonly ShiftDocument[]): { shift: ShiftDocument; tellAt: number } | undefined {
  const standing = shifts.filter(({ cancelled }) => !cancelled);
  const shift = standing.at(-1);
  return schedule.kind === "weekly" && !lastTimeTold && shift && standing.length > 1 ? { shift, tellAt: shift.fromAt - beforeLastMs } : undefined;
}

const earliest = (...times: (number | undefined)[]): number | undefined => {
  const known = times.filter((time): time is number => time !== undefined);
  return known.length ? Math.min(...known) : undefined;
};

/**
 * Where offering begins when something is free again after everybody had been found. Weeks later it is the own grid: one
 * evening given back is no reason to ask the whole community. Soon after, whoever was asked may still see it.
 */
function beginning(need: NeedDocument, { stageHours }: Service, at: number): { stage: OfferStage; stageAt: number } {
  const isLongAgo = at - need.stageAt > offerStages.length * stageHours * hourMs;
  return need.lacking === 0 && isLongAgo ? { stage: "grid", stageAt: at } : { stage: need.stage, stageAt: need.stageAt };
}

/** What a need no longer has once it is closed, however it was: nobody is asked, sees it in a list, or waits for it. */
export const closedFields = () => ({ open: false, offeredTo: [], attention: [], waits: [], lacking: 0, missing: 0, invitedCount: 0 }) satisfies Partial<NeedDocument>;

/** The need as its shifts make it at `at`. */
export function withDerived(need: NeedDocument, shifts: readonly ShiftDocument[], service: Service, at: number): NeedDocument {
  const { nextCheckAt: _check, coming: _coming, ...rest } = need;
  if (!need.open) return { ...rest, ...closedFields() };
  const toCome = shifts.filter((shift) => isToCome(shift, at));
  const offered = toCome.filter((shift) => isOffered(shift, at));
  const lacking = offered.reduce((sum, shift) => sum + freePlaces(shift), 0);
  const lack = lackOf(toCome, at);
  const first = offered[0];
  const stage = first ? stageNow(beginning(need, service, at), first.fromAt, service, at) : { stage: need.stage, stageAt: need.stageAt };
  const last = lastTime(need, shifts);
  const coming = nextComing(shifts, at);
  const check = earliest(coming?.toAt, ...unfilledCheckAts(need, toCome), last && isToCome(last.shift, at) ? last.tellAt : undefined, first && stageEndsAt(stage, first.fromAt, service), first?.fromAt, toCome.find(({ funding }) => funding === "undecided")?.fromAt, endsAt(shifts, service));
  return {
    ...rest,
    ...stage,
    lacking,
    missing: lack.missing,
    invitedCount: lack.invited,
    ...(coming && { coming }),
    offeredTo: first ? tokensFor(stage.stage, need) : [],
    attention: attentionOf(need, toCome, lacking),
    waits: [...waitsOf({ lacking }, toCome), ...unfilledWaits(need, toCome)],
    nextAt: (first ?? toCome[0] ?? shifts.findLast(({ cancelled }) => !cancelled) ?? shifts.at(-1))?.fromAt ?? need.nextAt,
    ...(check !== undefined && { nextCheckAt: check }),
  };
}

const isPast = (stage: OfferStage, other: OfferStage): boolean => offerStages.indexOf(stage) >= offerStages.indexOf(other);

/** It becomes the Party members' turn: they are told, each once. */
export const reachesParty = (before: Pick<NeedDocument, "stage">, after: Pick<NeedDocument, "stage" | "lacking">): boolean =>
  after.lacking > 0 && isPast(after.stage, "partyMembers") && !isPast(before.stage, "partyMembers");

/**
 * The same between two rounds of the clock. Only the clock tells the Party members, so it alone brings a need to their
 * stage; until then it is offered as before.
 */
export function withDerivedBetweenRounds(need: NeedDocument, shifts: readonly ShiftDocument[], service: Service, at: number): NeedDocument {
  const after = withDerived(need, shifts, service, at);
  const { stage, stageAt } = need;
  return reachesParty(need, after) ? { ...after, stage, stageAt, offeredTo: tokensFor(stage, need), nextCheckAt: at } : after;
}
