import { type OfferStage, offerStages } from "../../../../contracts/timebank/need";
import type { Organisation } from "../../../../contracts/org/organisation";
import type { Database, Versioned } from "../../../platform/database";
import type { LoadCommunity } from "../../../platform/serve";
import { deliver, type Effect, effectEntry } from "../../inbox";
import { communitiesWithOverdue, expireHolds, ledgerOf, settingsOf } from "../ledger";
import type { MemberDocument, NeedDocument, ShiftDocument, Turn } from "../shared/documents";
import { leadersOf } from "../shared/staff";
import { effectsOf } from "../shared/tell";
import { skillName } from "../shared/wording";
import { counts, derived, endsAt, isToCome, shiftCheckAt, withTurns } from "./derived";
import { letGoOf, minimised, releaseShifts } from "./letGo";
import { isOwnNeed } from "./parts";
import { prepare } from "./prepare";
import { refreshNeed } from "./refresh";
import { activePartyMembers, dueNeeds, dueShifts, findNeed, fundUndecided, lookedAt, needLookedAt, saveNeed, saveShift, shiftsOf } from "./repository";
import { undecideUnpaid } from "./unpaid";
import { needTitle, shiftText } from "./words";

/**
 * The clock's round over needs and shifts: what was begun is finished, unanswered invitations are free again, needs are
 * offered further, and those that are over end. It may run twice or late: each part is written under an id of its own or
 * says nothing new, and what somebody changes at the same moment is left for the next round.
 */
const batchSize = 100;
/** A round has to end before the function's time does; what is left over waits a minute. */
const mostBatches = 3;
const mostPartyMembers = 100;

interface Moment {
  database: Database;
  organisation: Organisation;
  settings: Awaited<ReturnType<typeof settingsOf>>;
  at: number;
}
export interface NeedsReport {
  seen: number;
  told: number;
  failed: number;
}

const deliverAll = (database: Database, communityId: string, effects: readonly Effect[]): Promise<void> =>
  deliver(database, effects.map((effect) => effectEntry(communityId, effect)));

/** Who didn't answer in time said no to nothing; the place is free, and who arranges knows. */
async function withoutUnanswered(shift: ShiftDocument, { database, organisation, settings, at }: Moment): Promise<ShiftDocument> {
  const late = shift.turns.filter(({ state, invitedUntil }) => state === "invited" && invitedUntil !== undefined && invitedUntil <= at).map(({ personId }) => personId);
  if (late.length === 0) return shift;
  const need = await findNeed(database, shift.needId);
  const turns = shift.turns.map((turn) => {
    const { place: _place, invitedUntil: _until, ...rest } = turn;
    return late.includes(turn.personId) ? { ...rest, state: "refused" as const, unanswered: true as const, at } : turn;
  });
  const telling = { to: leadersOf(organisation, shift, at), text: `问过的邻居还没有回音，又空出来了：${shiftText(shift, at)} ${skillName(settings, shift.skill)}。`, todo: true, needId: shift.needId, link: "bank" as const };
  const tells = need?.open && isToCome(shift, at) ? effectsOf(`${shift._id}:unanswered:${shift.version}`, at, [telling]) : [];
  return { ...withTurns(shift, turns, at), effects: [...shift.effects, ...tells] };
}

/** @param ticked gets the shift as it is then, for `shiftsTicked` */
const tickShift = (ticked: ShiftDocument[]) => async (shift: ShiftDocument, moment: Moment): Promise<number> => {
  const { database, at } = moment;
  const due = await withoutUnanswered(shift, moment);
  if (due !== shift && !(await saveShift(database, shift, due))) return 0;
  const current = due === shift ? shift : { ...due, version: shift.version + 1 };
  await releaseShifts(database, shift.communityId, [current], at);
  await deliverAll(database, shift.communityId, current.effects);
  ticked.push(current);
  return current.effects.length;
};

/** Each need once, however many of its shifts changed; only then do the shifts rest, so that nothing is left out by a crash. */
async function shiftsTicked(database: Database, ticked: ShiftDocument[], at: number): Promise<void> {
  const shifts = ticked.splice(0);
  for (const needId of new Set(shifts.map((shift) => shift.needId))) await refreshNeed(database, needId, at);
  for (const shift of shifts) await lookedAt(database, shift, shiftCheckAt(shift));
}

const isPast = (stage: OfferStage, other: OfferStage): boolean => offerStages.indexOf(stage) >= offerStages.indexOf(other);

/** Party members are told when it is their turn: those who could help. */
async function tellingParty(before: NeedDocument, after: NeedDocument, shifts: readonly ShiftDocument[], { database, settings, at }: Moment): Promise<Effect[]> {
  if (after.lacking === 0 || !isPast(after.stage, "partyMembers") || isPast(before.stage, "partyMembers")) return [];
  const busy = new Set(shifts.flatMap(({ turns }) => turns.filter(counts).map(({ personId }) => personId)));
  const could = ({ personId, family, childCheckAt }: MemberDocument): boolean =>
    !busy.has(personId) && !isOwnNeed(after, { personId, family: family.map((one) => one.personId) }) && (!after.child || childCheckAt !== undefined);
  const members = (await activePartyMembers(database, after.communityId, mostPartyMembers)).filter(could);
  const text = `还没有找到人帮忙：${needTitle(skillName(settings, after.skill), after)}。您是党员，先请您看看，不方便也没关系。`;
  return effectsOf(`${after._id}:party:${after.stageAt}`, at, [{ to: members.map(({ personId }) => personId), text, needId: after._id }]);
}

const saidYes: readonly Turn["state"][] = ["promised", "inProgress", "served", "missed"];

/** What its people hear at the end. Whom nobody came to help is not told that all is done, but how to go on. */
function endWords(need: NeedDocument, unmet: boolean, { organisation, settings }: Moment): string {
  const title = needTitle(skillName(settings, need.skill), need);
  if (!unmet) return `“${title}”都结束了，没有用到的时间会退回。`;
  const phone = organisation.stations.find(({ code }) => code === need.stationCode)?.phone;
  return `很抱歉，“${title}”没有找到人帮忙，留出来的时间会退回。还需要的话，请打站里电话${phone ? ` ${phone}` : ""}，或者再请一次。`;
}

function ended(need: NeedDocument, shifts: readonly ShiftDocument[], moment: Moment): NeedDocument {
  const { organisation, at } = moment;
  const { nextCheckAt: _check, ...rest } = need;
  const id = `${need._id}:end`;
  const unmet = !shifts.some(({ turns }) => turns.some(({ state }) => saidYes.includes(state)));
  const telling = { to: need.people, text: endWords(need, unmet, moment), needId: need._id };
  return minimised({ ...rest, ...(unmet && { unmet: true as const }), state: "ended", open: false, lacking: 0, offeredTo: [], attention: [], events: [...need.events, { id, at, by: "clock", what: "end" }], effects: [...need.effects, ...effectsOf(id, at, [telling])] }, organisation);
}

async function fallen(need: NeedDocument, moment: Moment): Promise<NeedDocument> {
  const { database, settings, at } = moment;
  if (!need.open) await letGoOf(database, need, at);
  else if (need.fundedBy !== undefined) await fundUndecided(database, need, at);
  const shifts = await shiftsOf(database, need);
  if (need.open && endsAt(shifts, settings.service) <= at) return ended(need, shifts, moment);
  const after = derived(need, shifts, settings.service, at);
  return { ...after, effects: [...need.effects, ...(await tellingParty(need, after, shifts, moment))] };
}

async function tickNeed(found: NeedDocument, moment: Moment): Promise<number> {
  const { database, at } = moment;
  const need = await undecideUnpaid(moment, await prepare(moment, found));
  const due = await fallen(need, moment);
  // Until it is told, the clock comes again.
  const { nextCheckAt, ...rest } = due;
  if (!(await saveNeed(database, need, { ...rest, nextCheckAt: at }))) return 0;
  await deliverAll(database, need.communityId, due.effects);
  await needLookedAt(database, { _id: need._id, version: need.version + 1 }, nextCheckAt);
  return due.effects.length;
}

interface Round<T> {
  name: string;
  find: (at: number) => Promise<T[]>;
  tick: (document: T, moment: Moment) => Promise<number>;
  /** After each batch. */
  after?: () => Promise<void>;
}

async function run<T extends Versioned & { communityId: string }>({ name, find, tick, after }: Round<T>, database: Database, loadCommunity: LoadCommunity, at: number, report: NeedsReport): Promise<void> {
  const seen = new Set<string>();
  for (let batch = 0; batch < mostBatches; batch += 1) {
    const found = await find(at);
    const fresh = found.filter(({ _id }) => !seen.has(_id));
    for (const document of fresh) {
      seen.add(document._id);
      report.seen += 1;
      try {
        const community = await loadCommunity(database, document.communityId, at);
        if (community) report.told += await tick(document, { database, organisation: community.organisation, settings: await settingsOf(database, document.communityId), at });
      } catch (error) {
        // One that cannot be worked on must not stop the others; its id is enough to find it by.
        report.failed += 1;
        console.error(JSON.stringify({ clock: name, id: document._id, error: String((error as Error)?.stack ?? error) }));
      }
    }
    await after?.();
    if (found.length < batchSize || fresh.length === 0) return;
  }
}

/** Shifts first: what changed there decides what their needs still lack. */
export async function needsRound(database: Database, loadCommunity: LoadCommunity, at: number): Promise<NeedsReport> {
  const report: NeedsReport = { seen: 0, told: 0, failed: 0 };
  const ticked: ShiftDocument[] = [];
  await run({ name: "timeShifts", find: (now) => dueShifts(database, now, batchSize), tick: tickShift(ticked), after: () => shiftsTicked(database, ticked, at) }, database, loadCommunity, at, report);
  await run({ name: "timeNeeds", find: (now) => dueNeeds(database, now, batchSize), tick: tickNeed }, database, loadCommunity, at, report);
  for (const communityId of await communitiesWithOverdue(database, at)) await expireHolds(await ledgerOf({ database, communityId, by: "clock", at }));
  return report;
}
