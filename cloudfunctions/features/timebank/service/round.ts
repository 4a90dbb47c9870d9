import type { Database } from "../../../platform/database";
import { drain } from "../../../platform/drain";
import { payloadHash, shortHash } from "../../../platform/hash";
import type { Community, LoadCommunity } from "../../../platform/serve";
import { effectsOf } from "../../inbox";
import { voidHolds } from "../ledger";
import { findNeed, saveShift, unearnedHolds } from "../needs";
import type { SessionDocument, ShiftDocument } from "../shared/documents";
import { ledgerOf } from "../shared/ledgerOf";
import { settingsOf } from "../shared/settings.repository";
import { branchOf, holdsPost, isThere, leadersOf, proxiesGone, proxiesNow } from "../shared/staff";
import { deliverEffects } from "../shared/tell";
import { skillName } from "../shared/wording";
import { type Change, changed, lapsed } from "./advance";
import { helpedSide, nextCheckOf, sessionWaitsFor } from "./derived";
import { isOneHuman, unconcerned } from "./concerned";
import { closeSession, overShiftQueue, releaseBooking, restSession, saveSession, sessionQueue, shiftClosed } from "./repository";
import { lapsesAt, payableOf, withTurn } from "./rules";
import { settle, type Settling, withinDay } from "./settle";
import { tellAndRest } from "./telling";

/**
 * What time itself does to sessions and to shifts that are over. A round may run twice, late, or die in the middle: each
 * part finds by what is written whether it was done, and whatever somebody changes at the same moment waits a minute.
 */

interface ServiceRound extends Settling {
  community: Community;
  skill: string;
}

async function silenceOf(round: ServiceRound, session: SessionDocument): Promise<Change> {
  const { database, community, at, skill } = round;
  const moment = { ...community, at };
  const fits = await unconcerned(database, session);
  if (session.state === "served") {
    const leaderIds = leadersOf(moment, session, fits);
    return { action: "askLeader", set: { leaderIds: leaderIds.filter((staffId) => isThere(moment, staffId)) }, tell: [{ to: leaderIds, text: `有一次${skill}做完了还没有人确认，请您帮着问一问、确认一下。`, todo: true, waitsFor: sessionWaitsFor(session, "leader") }] };
  }
  // Only one side has said how long it was, or nobody could be asked, or whoever was is away or has left, or both are one human: no silence can stand for the other.
  const isUnasked = session.leaderIds?.every((staffId) => !isThere(moment, staffId) || !holdsPost(moment, staffId));
  if (session.forgotten || isUnasked || (await isOneHuman(database, session)))
    return {
      action: "askBranch",
      set: { disputed: { by: "clock", reason: "other", at } },
      tell: [
        { to: branchOf(moment, session.stationCode, fits), text: `有一次${skill}${session.forgotten ? "没有签退，也" : "一直"}没有人确认，请支委看一看。`, todo: true, waitsFor: sessionWaitsFor(session, "branch"), link: "bank" },
        { to: [session.volunteerId], text: `那次${skill}还没有人确认，已经请支委来看。` },
      ],
    };
  const minutes = payableOf(session);
  return {
    action: "confirmBySilence",
    set: { confirmedBy: "clock", creditedMinutes: minutes, toSettle: { minutes, ...(session.hold !== undefined && { hold: session.hold }) } },
    event: { minutes },
  };
}

/** One thing that fell due. @returns the session after; undefined when somebody else was faster */
async function fallDue(round: ServiceRound, session: SessionDocument): Promise<SessionDocument | undefined> {
  const { database, at, settings, skill, community } = round;
  if (session.state === "confirmed") return settle(round, session);
  if (session.state === "inProgress")
    return closeSession(database, session._id, (current) => (current?.state === "inProgress" && at >= lapsesAt(current, settings) ? lapsed(current, { at, settings, skill, gone: proxiesGone(current, community.organisation, at) }) : undefined));
  const after = await withinDay(database, changed(session, await silenceOf(round, session), { at, settings, by: "clock" }), settings);
  return (await saveSession(database, session, after)) ? { ...after, version: session.version + 1 } : undefined;
}

/** A session that nobody looked at for months is at its end after five steps: lapse, ask, confirm or hand over, settle. */
const mostSteps = 6;

async function tickSession(database: Database, found: SessionDocument, loadCommunity: LoadCommunity, at: number): Promise<void> {
  const community = await loadCommunity(database, found.communityId);
  if (!community) throw new Error("no such community");
  const settings = await settingsOf(database, found.communityId);
  const round: ServiceRound = { database, community, settings: settings.service, skill: skillName(settings, found.skill), at };
  let session: SessionDocument | undefined = found;
  for (let left = mostSteps; session && left > 0; left -= 1) {
    session = await tellAndRest(database, session, round.settings);
    const next = nextCheckOf(session, round.settings);
    if (next === undefined || next > at) {
      // Told by a call that died before it could say when to look again.
      if (session.nextCheckAt !== next) await restSession(database, session, next);
      return;
    }
    session = await fallDue(round, session);
  }
}

/** Who promised and did not come: the shift says so before anything is let go of, so that nobody can check in any more. */
async function withMissed(database: Database, shift: ShiftDocument, loadCommunity: LoadCommunity, at: number): Promise<ShiftDocument | undefined> {
  const missed = shift.turns.filter(({ state }) => state === "promised");
  if (missed.length === 0) return shift;
  const [need, community] = [await findNeed(database, shift.needId), await loadCommunity(database, shift.communityId)];
  if (!need || !community) throw new Error("no such need or community");
  const settings = await settingsOf(database, shift.communityId);
  const skill = skillName(settings, shift.skill);
  const marked = missed.reduce((current, turn) => withTurn(current, turn, { state: "missed", at }), shift);
  const helped = helpedSide({ ...need, proxies: proxiesNow(need, community.organisation, at) });
  const effects = effectsOf(`${shift._id}:missed`, at, [
    { to: missed.map(({ personId }) => personId), text: `约好的${skill}没有签到。去过的话，请和居民组长说一声；没去成也没关系，下次来不了请早点告诉大家。`, needId: need._id },
    { to: helped, text: `约好的${skill}这次没有人签到，留的时间已经退回。要是来过人，请告诉居民组长。`, needId: need._id },
    { to: leadersOf({ ...community, at }, need), text: `有一班${skill}没有人签到，请问问两边是不是都好。`, todo: true, needId: need._id },
  ]);
  const after = { ...marked, effects: [...shift.effects, ...effects] };
  return (await saveShift(database, shift, after)) ? { ...after, version: shift.version + 1 } : undefined;
}

/** A shift is over: who did not come is told kindly, and what nobody earned is free again. */
async function closeShift(database: Database, found: ShiftDocument, loadCommunity: LoadCommunity, at: number): Promise<void> {
  const shift = await withMissed(database, found, loadCommunity, at);
  if (!shift) return;
  await deliverEffects(database, "timeShifts", shift);
  for (const { state, personId } of shift.turns) if (state === "missed") await releaseBooking(database, shift.communityId, personId, shift.fromAt);
  const unearned = unearnedHolds(shift);
  if (unearned.length) {
    const ledger = await ledgerOf({ database, communityId: shift.communityId, by: "clock", at, skill: shift.skill });
    await voidHolds(ledger, { documentId: shortHash("timeShiftClosed", shift._id), payloadHash: payloadHash(unearned) }, { holds: unearned });
  }
  await shiftClosed(database, shift);
}

const mostBatches = 5;

export interface ServiceReport {
  sessions: number;
  shifts: number;
  failed: number;
}

export async function serviceRound(database: Database, loadCommunity: LoadCommunity, at: number): Promise<ServiceReport> {
  const report: ServiceReport = { sessions: 0, shifts: 0, failed: 0 };
  // Shifts first: a check-in that comes now finds its turn missed, and no session begins behind the round's back.
  const closing = { clock: "timebank.shifts", queue: overShiftQueue(database), mostBatches, work: (shift: ShiftDocument) => closeShift(database, shift, loadCommunity, at) };
  report.shifts = await drain(closing, at, report);
  const going = { clock: "timebank.sessions", queue: sessionQueue(database), mostBatches, work: (session: SessionDocument) => tickSession(database, session, loadCommunity, at) };
  report.sessions = await drain(going, at, report);
  return report;
}
