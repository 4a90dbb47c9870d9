import { keepsPlace, saidYes } from "../../../../contracts/timebank/turn";
import type { Database } from "../../../platform/database";
import { attempt, drain, isPassing, part, putOffMs } from "../../../platform/drain";
import type { LoadCommunity } from "../../../platform/serve";
import { deliverFrom, type Effect, effectsOf } from "../../inbox";
import { communitiesWithOverdue, expireHolds, putOffHolds, type UnpaidDocument, unpaidLookedAt, unpaidQueue } from "../ledger";
import type { MemberDocument, NeedDocument, ShiftDocument } from "../shared/documents";
import { ledgerOf } from "../shared/ledgerOf";
import { membersOf } from "../shared/members.repository";
import { settingsOf } from "../shared/settings.repository";
import { leadersOf, peopleNow } from "../shared/staff";
import { skillName } from "../shared/wording";
import { closedFields, endsAt, lastTime, reachesParty, shiftCheckAt, withDerived, withTurns } from "./derived";
import { endNeedsOf } from "./endNeeds";
import { letGoOf, minimised, releaseShifts } from "./letGo";
import { mayHelp } from "./parts";
import { isToCome } from "./places";
import { type NeedsWork, prepare } from "./prepare";
import { nearestMembers } from "./nearest";
import { refreshNeed } from "./refresh";
import { activePartyMembers, findNeed, fundDecided, lookedAt, needLookedAt, needQueue, saveNeed, saveShift, shiftQueue, shiftsOf } from "./repository";
import { undecideUnpaid, undecideUnpaidOf } from "./unpaid";
import { withUnfilledTold } from "./unfilled";
import { needWaitsFor } from "./waits";
import { needTitle, storedShiftText } from "./words";

/**
 * The clock's round over needs and shifts: what was begun is finished, unanswered invitations are free again, needs are
 * offered further, and those that are over end. It may run twice or late: each part is written under an id of its own or
 * says nothing new, and what somebody changes at the same moment is left for the next round.
 */
const mostBatches = 3;
/** The nearest are told, as many as one document carries; whoever else is a Party member finds it in his list all the same. */
const mostPartyMembers = 100;
const mostLooked = 300;

interface NeedsRound extends NeedsWork {
  settings: Awaited<ReturnType<typeof settingsOf>>;
}
export interface NeedsReport {
  seen: number;
  told: number;
  failed: number;
}

/** Who was asked and takes part no more: of an invitation and a leaving at once the leaving may have looked first. */
async function goneOf({ communityId, turns }: ShiftDocument, { database }: NeedsRound): Promise<string[]> {
  const asked = turns.filter(({ state }) => state === "invited").map(({ personId }) => personId);
  const active = (await membersOf(database, communityId, asked)).filter(({ state }) => state === "active").map(({ personId }) => personId);
  return asked.filter((personId) => !active.includes(personId));
}

/** Who didn't answer in time said no to nothing; the place is free, and who arranges knows. */
async function withoutUnanswered(shift: ShiftDocument, round: NeedsRound): Promise<ShiftDocument> {
  const { database, settings, at } = round;
  const gone = await goneOf(shift, round);
  const late = shift.turns.filter(({ state, invitedUntil, personId }) => state === "invited" && (gone.includes(personId) || (invitedUntil !== undefined && invitedUntil <= at))).map(({ personId }) => personId);
  if (late.length === 0) return shift;
  const need = await findNeed(database, shift.needId);
  const turns = shift.turns.map((turn) => {
    const { place: _place, invitedUntil: _until, ...rest } = turn;
    return late.includes(turn.personId) ? { ...rest, state: "refused" as const, unanswered: true as const, at } : turn;
  });
  const telling = { to: leadersOf(round, shift), text: `邀请的邻居没有答复，又空出来了：${storedShiftText(shift, at)} ${skillName(settings, shift.skill)}。`, todo: true, waitsFor: needWaitsFor(shift.needId, "people"), needId: shift.needId, link: "bank" as const };
  const tells = need?.open && isToCome(shift, at) ? effectsOf(`${shift._id}:unanswered:${shift.version}`, at, [telling]) : [];
  return { ...withTurns(shift, turns, at), effects: [...shift.effects, ...tells] };
}

/** @param ticked gets the shift as it is then, for `shiftsTicked` */
const tickShift = (ticked: ShiftDocument[]) => async (shift: ShiftDocument, round: NeedsRound): Promise<number> => {
  const { database, at } = round;
  const due = await withoutUnanswered(shift, round);
  if (due !== shift && !(await saveShift(database, shift, due))) return 0;
  const current = due === shift ? shift : { ...due, version: shift.version + 1 };
  await releaseShifts(database, shift.communityId, [current], at);
  await deliverFrom(database, current);
  ticked.push(current);
  return current.effects.length;
};

/** Each need once, however many of its shifts changed; only then do the shifts rest, so that nothing is left out by a crash. */
async function shiftsTicked(database: Database, ticked: ShiftDocument[], at: number, report: NeedsReport): Promise<void> {
  const shifts = ticked.splice(0);
  for (const needId of new Set(shifts.map((shift) => shift.needId))) {
    const own = shifts.filter((shift) => shift.needId === needId);
    await attempt(report, { clock: "timeShifts", id: needId }, { queue: shiftQueue(database), documents: own, at }, async () => {
      await refreshNeed(database, needId, at);
      for (const shift of own) await lookedAt(database, shift, shiftCheckAt(shift));
    });
  }
}

/** Party members are told when it is their turn: those who could help. */
async function tellingParty(before: NeedDocument, after: NeedDocument, shifts: readonly ShiftDocument[], { database, settings, at }: NeedsRound): Promise<Effect[]> {
  if (!reachesParty(before, after)) return [];
  const busy = new Set(shifts.flatMap(({ turns }) => turns.filter(keepsPlace).map(({ personId }) => personId)));
  const could = (member: MemberDocument): boolean => !busy.has(member.personId) && mayHelp(after, member);
  const members = await nearestMembers(after, mostPartyMembers, could, (ring) => activePartyMembers(database, after, ring, mostLooked));
  const text = `还没有找到人帮忙：${needTitle(skillName(settings, after.skill), after)}。您是党员，先请您看看，不方便也没关系。`;
  return effectsOf(`${after._id}:party:${after.stageAt}`, at, [{ to: members.map(({ personId }) => personId), text, needId: after._id }]);
}

/** What its people hear at the end. Whom nobody came to help is not told that all is done, but how to go on. */
function endWords(need: NeedDocument, unmet: boolean, { organisation, settings }: NeedsRound): string {
  const title = needTitle(skillName(settings, need.skill), need);
  if (!unmet) return `“${title}”都结束了，没有用到的时间会退回。`;
  const phone = organisation.stations.find(({ code }) => code === need.stationCode)?.phone;
  return `很抱歉，“${title}”没有找到人帮忙，留出来的时间会退回。还需要的话，请打站里电话${phone ? ` ${phone}` : ""}，或者再请一次。`;
}

function ended(need: NeedDocument, shifts: readonly ShiftDocument[], round: NeedsRound): NeedDocument {
  const { organisation, at } = round;
  const { nextCheckAt: _check, ...rest } = need;
  const id = `${need._id}:end`;
  const unmet = !shifts.some(({ turns }) => turns.some(saidYes));
  const telling = { to: peopleNow(need, organisation, at), text: endWords(need, unmet, round), needId: need._id };
  return minimised({ ...rest, ...(unmet && { unmet: true as const }), ...closedFields(), state: "ended", events: [...need.events, { id, at, by: "clock", what: "end" }], effects: [...need.effects, ...effectsOf(id, at, [telling])] }, organisation);
}

/** Every week, until one Sunday nobody came: who is helped is told before the last time, while it can still be asked again. */
function withLastTimeTold(need: NeedDocument, shifts: readonly ShiftDocument[], { organisation, settings, at }: NeedsRound): NeedDocument {
  const last = lastTime(need, shifts);
  if (!last || last.tellAt > at || last.shift.fromAt <= at) return need;
  const text = `“${needTitle(skillName(settings, need.skill), need)}”只剩最后一次了：${storedShiftText(last.shift, at)}。还需要的话，现在就可以再请一次。`;
  return { ...need, lastTimeTold: true, effects: [...need.effects, ...effectsOf(`${need._id}:lastTime`, at, [{ to: peopleNow(need, organisation, at), text, needId: need._id }])] };
}

async function fallen(need: NeedDocument, round: NeedsRound): Promise<NeedDocument> {
  const { database, settings, at } = round;
  if (!need.open) await letGoOf(database, need, at);
  else await fundDecided(database, need, at);
  const shifts = await shiftsOf(database, need);
  if (need.open && endsAt(shifts, settings.service) <= at) return ended(need, shifts, round);
  const told = withUnfilledTold(withLastTimeTold(need, shifts, round), shifts.filter((shift) => need.open && isToCome(shift, at)), round);
  const after = withDerived(told, shifts, settings.service, at);
  return { ...after, effects: [...told.effects, ...(await tellingParty(need, after, shifts, round))] };
}

async function tickNeed(found: NeedDocument, round: NeedsRound): Promise<number> {
  const { database, at } = round;
  const need = await undecideUnpaid(round, await prepare(round, found));
  const due = await fallen(need, round);
  // Until it is told, the clock comes again.
  const { nextCheckAt, ...rest } = due;
  if (!(await saveNeed(database, need, { ...rest, nextCheckAt: at }))) return 0;
  await deliverFrom(database, due);
  await needLookedAt(database, { _id: need._id, version: need.version + 1 }, nextCheckAt);
  return due.effects.length;
}

/** Whose account was frozen, closed or merged by a call that may have died after the ledger's entry; twice, it finds nothing left. */
async function tickUnpaid({ _id, communityId, holder, died }: UnpaidDocument, round: NeedsRound): Promise<number> {
  await (died ? endNeedsOf : undecideUnpaidOf)(round, communityId, holder);
  await unpaidLookedAt(round.database, _id);
  return 0;
}

/** What nobody can work on waits: else its holds, the oldest of all, would fill every round. */
async function expireIn(database: Database, communityId: string, at: number): Promise<void> {
  const ledger = await ledgerOf({ database, communityId, by: "clock", at }).catch(async (error: unknown) => {
    if (!isPassing(error)) await putOffHolds({ database, communityId, at }, at + putOffMs);
    throw error;
  });
  await expireHolds(ledger);
}

/** Lets go of holds whose time is over, community by community: each has its turn, whatever is the matter with another. */
async function overdueExpired(database: Database, at: number, report: NeedsReport): Promise<void> {
  const seen: string[] = [];
  for (let batch = 0; batch < mostBatches; batch += 1) {
    const communities = await communitiesWithOverdue(database, at, seen);
    if (communities.length === 0) return;
    for (const communityId of communities)
      await part(report, { clock: "timeHolds", id: communityId }, () => expireIn(database, communityId, at), undefined);
    seen.push(...communities);
  }
}

/** What can't be paid any more before all else, so that nobody is asked for it; then shifts: what changed there decides what their needs still lack. */
export async function needsRound(database: Database, loadCommunity: LoadCommunity, at: number): Promise<NeedsReport> {
  const report: NeedsReport = { seen: 0, told: 0, failed: 0 };
  const ticking = <T extends { communityId: string }>(tick: (document: T, round: NeedsRound) => Promise<number>) => async (document: T): Promise<void> => {
    const { communityId } = document;
    const community = await loadCommunity(database, communityId);
    if (!community) throw new Error("no such community");
    report.told += await tick(document, { database, ...community, settings: await settingsOf(database, communityId), at });
  };
  report.seen += await drain({ clock: "timeUnpaid", queue: unpaidQueue(database), mostBatches, work: ticking(tickUnpaid) }, at, report);
  const ticked: ShiftDocument[] = [];
  const after = () => shiftsTicked(database, ticked, at, report);
  report.seen += await drain({ clock: "timeShifts", queue: shiftQueue(database), mostBatches, work: ticking(tickShift(ticked)), after }, at, report);
  report.seen += await drain({ clock: "timeNeeds", queue: needQueue(database), mostBatches, work: ticking(tickNeed) }, at, report);
  await part(report, { clock: "timeHolds" }, () => overdueExpired(database, at, report), undefined);
  return report;
}
