import { addDays, dayOf, instantOf, minuteOfDay, weekdayOf } from "../../../contracts/kernel/day";
import { isWorkingDay } from "../../../contracts/kernel/workdays";
import type { DutySlot, Organisation, Station } from "../../../contracts/org/organisation";
import { activePosts } from "../../platform/actor";
import { type Moment, presentStandIn } from "./people";

/** Who sits at a station's desk, by its duty roster, absences and stand-ins; and a place's named people. Pure. */

/** A weekly roster says nothing of public holidays: on a weekday that the nation has off nobody sits at the desk. */
const slotsOn = (station: Station, day: string): DutySlot[] =>
  weekdayOf(day) <= 5 && !isWorkingDay(day) ? [] : station.duty.filter(({ weekday }) => weekday === weekdayOf(day));

/** A slot of the roster as it will really be. */
export interface OnDuty {
  staffId: string;
  /** Whom the roster names; another one than `staffId` when he is away. */
  rosterId: string;
  /** Epoch ms; exclusive. */
  from: number;
  until: number;
}

/** The person of the roster, or who stands in for him then; nobody if both are away. */
function onDutyIn(moment: Moment, slot: DutySlot, day: string, at: number): OnDuty | undefined {
  const staffId = presentStandIn({ ...moment, at }, slot.staffId);
  if (staffId === undefined) return undefined;
  return { staffId, rosterId: slot.staffId, from: instantOf(day, slot.fromMinute), until: instantOf(day, slot.toMinute) };
}

/** Who sits at a station's desk now. */
export function onDutyNow(moment: Moment, station: Station): OnDuty | undefined {
  const day = dayOf(moment.at);
  const minute = minuteOfDay(moment.at);
  for (const slot of slotsOn(station, day)) {
    if (slot.fromMinute > minute || minute >= slot.toMinute) continue;
    const onDuty = onDutyIn(moment, slot, day, moment.at);
    if (onDuty) return onDuty;
  }
  return undefined;
}

/** When somebody is next at the desk, within two weeks: longer than any public holiday. */
export function nextOnDuty(moment: Moment, station: Station): OnDuty | undefined {
  const today = dayOf(moment.at);
  for (let ahead = 0; ahead <= 14; ahead += 1) {
    const day = addDays(today, ahead);
    const slots = slotsOn(station, day)
      .filter(({ fromMinute }) => instantOf(day, fromMinute) > moment.at)
      .sort((a, b) => a.fromMinute - b.fromMinute);
    for (const slot of slots) {
      const onDuty = onDutyIn(moment, slot, day, instantOf(day, slot.fromMinute));
      if (onDuty) return onDuty;
    }
  }
  return undefined;
}

export interface TeamMember {
  staffId: string;
  called: string;
  title: string;
}

/**
 * 责任地: the named people of a grid, then of its station, each once under the title that stands nearest to the
 * resident. Without a grid, the station's.
 */
export function teamOf(organisation: Organisation, scope: { gridCode?: string; stationCode: string }, day: string): TeamMember[] {
  const nearness = [scope.gridCode, scope.stationCode].filter((code) => code !== undefined);
  const members = organisation.staff.flatMap(({ staffId, calledName }) => {
    const posts = activePosts(organisation, staffId, day)
      .map((post) => ({ post, near: nearness.indexOf(post.scopeCode) }))
      .filter(({ near }) => near >= 0)
      .sort((a, b) => a.near - b.near);
    const nearest = posts[0];
    return nearest ? [{ staffId, called: calledName, title: nearest.post.titleName, near: nearest.near }] : [];
  });
  return members.sort((a, b) => a.near - b.near).map(({ staffId, called, title }) => ({ staffId, called, title }));
}
