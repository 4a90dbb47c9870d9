import type { CallData } from "../../../../contracts/calls";
import { addDays, dayOf, minuteOfDay, weekdayOf, weekdayText } from "../../../../contracts/kernel/day";
import { Failure } from "../../../../contracts/kernel/failure";
import { dayMs, minuteMs } from "../../../../contracts/kernel/milliseconds";
import { type DayPart, dayParts, type FreeTime } from "../../../../contracts/timebank/member";
import { keepsPlace } from "../../../../contracts/timebank/turn";
import type { Handler, MemberContext } from "../../../platform/serve";
import type { MemberDocument, NeedDocument, ShiftDocument } from "../shared/documents";
import { namesOf } from "../shared/names";
import { settingsOf } from "../shared/settings.repository";
import { skillName, timesText } from "../shared/wording";
import { freePlaces, isOffered } from "./derived";
import { nearestMembers } from "./nearest";
import { readableNeed } from "./openNeed";
import { mayHelp, needActions, partsOf } from "./parts";
import { activeMembers, shiftsOfPeople } from "./repository";
import { type Candidate, type Filled, fillRoster, type Slot } from "./roster";
import { turnOf } from "./story";
import { shiftText } from "./words";

/** Whom to ask for a need's free places: people decide, this only proposes and says why. */
type Proposal = CallData<"needs.propose">;

/** More people than can be looked through by who arranges, and than one flow can hold. */
const mostCandidates = 120;
/** At one station, and again of all others: more than do one kind of help at a station of four thousand residents. */
const mostMembers = 600;
/** An even share is one over the last four weeks. */
const shareMs = 28 * dayMs;

const distanceTo = (need: NeedDocument, member: MemberDocument): number => (member.gridCode === need.gridCode ? 0 : member.stationCode === need.stationCode ? 1 : 2);

/** The part of a day, and of which day, in which a moment lies: the small hours belong to the night before. */
function partAt(at: number): { weekday: number; part: DayPart } {
  const [day, minute] = [dayOf(at), minuteOfDay(at)];
  if (minute < dayParts.morning.fromMinute) return { weekday: weekdayOf(addDays(day, -1)), part: "night" };
  const part = (["morning", "afternoon", "evening"] as const).find((one) => minute < dayParts[one].toMinute) ?? "night";
  return { weekday: weekdayOf(day), part };
}

/** Half an hour into another part of the day is no reason not to ask somebody. */
const toleranceMs = 30 * minuteMs;

/** Whether somebody said that he has time then: from soon after the beginning to shortly before the end. */
export function hasTime(times: readonly FreeTime[], { fromAt, toAt }: { fromAt: number; toAt: number }): boolean {
  const tolerance = Math.min(toleranceMs, (toAt - fromAt) / 3);
  for (let at = fromAt + tolerance; ; at = Math.min(at + toleranceMs, toAt - tolerance)) {
    const { weekday, part } = partAt(at);
    if (!times.some((time) => time.weekday === weekday && time.part === part)) return false;
    if (at >= toAt - tolerance) return true;
  }
}

const partText = (at: number): string => {
  const { part } = partAt(at);
  return `${weekdayText(part === "night" && minuteOfDay(at) < dayParts.morning.fromMinute ? addDays(dayOf(at), -1) : dayOf(at))}${dayParts[part].name}`;
};

interface Known {
  member: MemberDocument;
  candidate: Candidate;
}

function knownOf(need: NeedDocument, members: readonly MemberDocument[], theirs: readonly ShiftDocument[], at: number): Known[] {
  const byPerson = new Map<string, ShiftDocument[]>();
  for (const shift of theirs) for (const personId of shift.people) byPerson.set(personId, [...(byPerson.get(personId) ?? []), shift]);
  return members.map((member) => {
    const own = byPerson.get(member.personId) ?? [];
    const candidate: Candidate = {
      personId: member.personId,
      busy: own.filter(({ toAt }) => toAt > at).map(({ fromAt, toAt }) => ({ fromAt, toAt })),
      load: own.length,
      distance: distanceTo(need, member),
      isFree: (slot) => hasTime(member.times, slot),
    };
    return { member, candidate };
  });
}

const placeTexts = ["和他同一网格", "同一个站，不远", "住得远一点"];

function whyOf({ candidate: { distance, load } }: Known, slot: Slot, skill: string): string[] {
  return [`愿意${skill}`, placeTexts[distance]!, `${partText(slot.fromAt)}有空`, load === 0 ? "这四周还没有安排" : "和前后的班隔得开"];
}

/** Why a place stays free, from the nearest reason: nobody who does this, nobody with time then, nobody without something else. */
function whyUnfilled(known: readonly Known[], slot: Slot, skill: string): string {
  if (known.length === 0) return `还没有愿意${skill}的邻居`;
  return known.some(({ candidate }) => candidate.isFree(slot)) ? "这时有空的邻居都有安排了，或者来不及歇一歇" : `愿意${skill}的邻居这时都没空`;
}

const slotOf = (shift: ShiftDocument): Slot => ({ shiftId: shift._id, fromAt: shift.fromAt, toAt: shift.toAt, free: freePlaces(shift), day: dayOf(shift.fromAt) });

function noteOf({ member, candidate }: Known): string {
  return [placeTexts[candidate.distance]!.replace("和他", ""), `${timesText(member.times)}有空`, ...(member.wontDo === undefined ? [] : [`不想做：${member.wontDo}`])].join(" · ");
}

/** Who may be asked at all. */
const mayBeAsked = (need: NeedDocument, shifts: readonly ShiftDocument[]) => (member: MemberDocument): boolean =>
  mayHelp(need, member) &&
  // Whoever said no to every shift that is left is not asked again by a machine.
  shifts.some((shift) => !turnOf(shift, member.personId));

/** A query gives 1,000 shifts at most; so many people together promise no more in a year of a shift a week. */
const peopleAtOnce = 20;

/**
 * What the candidates did in the time that a share is counted over, and all that they have promised: what is to come is
 * asked for by itself and in small groups, since a shift that is cut off would make somebody free who is not.
 */
async function shiftsOfAll({ database, person: { communityId }, at }: MemberContext, people: readonly string[], until: number): Promise<ShiftDocument[]> {
  // A shift that began yesterday may still be going on.
  const now = at - dayMs;
  const groups = Array.from({ length: Math.ceil(people.length / peopleAtOnce) }, (_, group) => people.slice(group * peopleAtOnce, (group + 1) * peopleAtOnce));
  const found = await Promise.all([
    shiftsOfPeople(database, communityId, people, { from: at - shareMs, to: now }),
    ...groups.map((group) => shiftsOfPeople(database, communityId, group, { from: now, to: until })),
  ]);
  // Two of one shift may be in two groups.
  return [...new Map(found.flat().map((shift) => [shift._id, shift])).values()];
}

export const propose: Handler<"needs.propose"> = async ({ needId }, context): Promise<Proposal> => {
  const { database, person, at } = context;
  const { need, shifts, viewer } = await readableNeed(context, needId);
  if (!needActions(need, shifts, partsOf(need, viewer), at).includes("invite")) throw new Failure("actionNotOpen", { currentVersion: need.storyVersion });
  const settings = await settingsOf(database, person.communityId);
  const { service } = settings;
  const offered = shifts.filter((shift) => isOffered(shift, at));
  const members = await nearestMembers(need, mostCandidates, mayBeAsked(need, offered), (ring) => activeMembers(database, need, ring, mostMembers));
  const until = Math.max(at, ...offered.map(({ toAt }) => toAt)) + dayMs;
  const known = knownOf(need, members, await shiftsOfAll(context, members.map(({ personId }) => personId), until), at);
  const slots = offered.map(slotOf);
  const said = new Map(offered.map((shift) => [shift._id, new Set(shift.turns.filter((turn) => !keepsPlace(turn)).map(({ personId }) => personId))]));
  const asking = known.map(({ candidate }) => ({ ...candidate, isFree: (slot: Slot) => candidate.isFree(slot) && !said.get(slot.shiftId)!.has(candidate.personId) }));
  const filled = fillRoster(asking, slots, { restMs: service.restMinutes * minuteMs, dayMinutes: service.dayMinutes });
  const called = await namesOf(context, members.map(({ personId }) => personId));
  return { version: need.storyVersion, ...worded(filled, slots, known, skillName(settings, need.skill), called, at) };
};

function worded(filled: readonly Filled[], slots: readonly Slot[], known: readonly Known[], skill: string, called: (id: string) => string, at: number): Omit<Proposal, "version"> {
  const bySlot = new Map(slots.map((slot) => [slot.shiftId, slot]));
  const byPerson = new Map(known.map((one) => [one.member.personId, one]));
  const proposals = filled
    .map(({ shiftId, personId }) => ({ slot: bySlot.get(shiftId)!, personId }))
    .sort((a, b) => a.slot.fromAt - b.slot.fromAt)
    .map(({ slot, personId }) => ({ shiftId: slot.shiftId, whenText: shiftText(slot, at), personId, called: called(personId), why: whyOf(byPerson.get(personId)!, slot, skill) }));
  const lacking = slots.filter((slot) => filled.filter(({ shiftId }) => shiftId === slot.shiftId).length < slot.free);
  return {
    proposals,
    unfilled: lacking.map((slot) => ({ shiftId: slot.shiftId, whenText: shiftText(slot, at), why: whyUnfilled(known, slot, skill) })),
    volunteers: known.map((one) => ({ personId: one.member.personId, called: called(one.member.personId), note: noteOf(one) })),
  };
}
