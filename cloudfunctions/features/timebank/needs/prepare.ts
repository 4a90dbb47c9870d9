import { dayMs, hourMs, minuteMs } from "../../../../contracts/kernel/milliseconds";
import type { Database } from "../../../platform/database";
import { shortHash } from "../../../platform/hash";
import { effectsOf, type Telling } from "../../inbox";
import type { Moment } from "../../org";
import { type HoldGroup, type Ledger, openAccount, placeHolds, poolIdOf } from "../ledger";
import type { MemberDocument, NeedDocument, ShiftDocument, Turn } from "../shared/documents";
import { memberOf } from "../shared/members.repository";
import { branchOf, leadersOf } from "../shared/staff";
import { deliverEffects } from "../shared/tell";
import { gridName } from "../shared/home";
import { idsOf } from "../shared/ids";
import { ledgerOf } from "../shared/ledgerOf";
import { skillName } from "../shared/wording";
import { answerBy } from "./answerBy";
import { withDerivedBetweenRounds, withTurns } from "./derived";
import { mayHelp } from "./parts";
import { onWordOf } from "./poolWord";
import { findNeed, findOffer, insertShifts, saveNeed, shiftsOf } from "./repository";
import { shiftTimes } from "./schedule";
import { answerOf, needWaitsFor } from "./waits";
import { fundingText, needTitle } from "./words";

/** From the need as it was written to held hours, shifts, and people who are told. Each part repeats without doing anything twice. */

/** What work on needs goes by, whether a caller began it or the clock. */
export interface NeedsWork extends Moment {
  database: Database;
}

/** Places are numbered through the need, so that the number of a hold says whose it is: at most 20 a shift. */
const mostPlaces = 20;
const placeNumber = (shift: number, place: number): number => shift * mostPlaces + place;

/** A dispute may begin 30 days after a session was settled, and takes a week to decide. */
const disputeMs = 37 * dayMs;

function groupsOf({ schedule }: NeedDocument, { confirmHours, leaderHours }: Ledger["settings"]["service"]): HoldGroup[] {
  const settledMs = (confirmHours + leaderHours) * hourMs;
  return shiftTimes(schedule).map(({ fromAt, toAt, places }, index) => ({
    first: placeNumber(index, 0), places, minutes: (toAt - fromAt) / minuteMs, expiresAt: toAt + settledMs + disputeMs,
  }));
}

/** By the number of each place the hold that pays it. */
function holdsByPlace(placed: readonly string[] | undefined): Map<number, string> {
  return new Map((placed ?? []).map((hold) => [Number(hold.slice(hold.lastIndexOf(":") + 1)), hold]));
}

interface Funded {
  own: Map<number, string>;
  pool: Map<number, string>;
}

/**
 * One entry for each payer, decided inside the ledger's transaction and found again by its id: first the recipient's own
 * hours as far as they go, then the pool for who has none left.
 */
async function fund(ledger: Ledger, need: NeedDocument): Promise<Funded> {
  const { communityId, settings } = ledger;
  const groups = groupsOf(need, settings.service);
  const recipient = need.recipientId === undefined ? undefined : (await openAccount(ledger, "person", need.recipientId))._id;
  const order = (payer: "own" | "pool") => ({ documentId: shortHash("needHolds", need._id, payer), payloadHash: need.payloadHash });
  const own = need.ownHours && recipient !== undefined ? holdsByPlace((await placeHolds(ledger, order("own"), { from: recipient, groups })).placed) : new Map<number, string>();
  const rest = groups.filter(({ first }) => !own.has(first));
  if (rest.length === 0) return { own, pool: new Map() };
  const helped = recipient === undefined ? { withoutAccount: true } : { beneficiary: recipient };
  const pool = need.onWord ? { ...ledger, alongside: onWordOf(need) } : ledger;
  return { own, pool: holdsByPlace((await placeHolds(pool, order("pool"), { from: poolIdOf(communityId), groups: rest, ...helped })).placed) };
}

/** Who offered this kind of help is asked first, where he may help; he may say no like anybody. */
async function offererOf(database: Database, need: NeedDocument): Promise<MemberDocument | undefined> {
  const offer = need.offerId === undefined ? undefined : await findOffer(database, need.offerId);
  const member = offer && (await memberOf(database, need.communityId, offer.personId));
  return mayHelp(need, member) ? member : undefined;
}

function shiftsFrom(need: NeedDocument, { own, pool }: Funded, offerer: MemberDocument | undefined, invitationHours: number): ShiftDocument[] {
  const { communityId, gridCode, stationCode, skill, createdAt } = need;
  return shiftTimes(need.schedule).map(({ fromAt, toAt, places }, index) => {
    const payer = own.has(placeNumber(index, 0)) ? own : pool.has(placeNumber(index, 0)) ? pool : undefined;
    const shift: ShiftDocument = {
      _id: `${need._id}:${index}`,
      schemaVersion: 1,
      version: 1,
      communityId,
      needId: need._id,
      gridCode, stationCode, skill,
      child: need.child !== undefined,
      fromAt, toAt, places,
      funding: payer === own ? "own" : payer === pool ? "pool" : "undecided",
      holds: payer ? Array.from({ length: places }, (_, place) => payer.get(placeNumber(index, place))!) : [],
      cancelled: false,
      closeAt: toAt,
      turns: [],
      people: [],
      effects: [],
    };
    if (!offerer || !payer) return shift;
    const invited: Turn = { place: 0, personId: offerer.personId, state: "invited", at: createdAt, invitedUntil: answerBy(fromAt, createdAt, invitationHours) };
    return withTurns(shift, [invited], createdAt);
  });
}

function tellings(need: NeedDocument, shifts: readonly ShiftDocument[], moment: Moment, settings: Ledger["settings"]): Telling[] {
  const { organisation } = moment;
  const title = needTitle(skillName(settings, need.skill), need);
  const grid = gridName(organisation, need.gridCode);
  const undecided = shifts.some(({ funding }) => funding === "undecided");
  const invited = [...new Set(shifts.flatMap(({ people }) => people))];
  const branch: Telling = { to: branchOf(moment, need.stationCode), text: `${grid}有人请帮忙：${title}。存的时间和公共时间池都不够，请支部定一下。`, todo: true, waitsFor: needWaitsFor(need._id, "hours"), link: "bank", needId: need._id };
  return [
    ...(undecided ? [branch] : []),
    ...(need.lacking > 0 ? [{ to: leadersOf(moment, need), text: `${grid}有人请帮忙：${title}。看看能请谁？`, todo: true, waitsFor: needWaitsFor(need._id, "people"), link: "bank" as const, needId: need._id }] : []),
    ...invited.map((personId) => ({ to: [personId], text: `有邻居想请您帮忙：${title}。方便就答应，不方便也没关系。`, todo: true, waitsFor: needWaitsFor(need._id, answerOf(personId)), needId: need._id })),
    ...(need.recipientId === undefined ? [] : [{ to: [need.recipientId], text: `替您请人帮忙的事记下了：${title}。${fundingText(shifts)}不需要了可以收回。`, needId: need._id }]),
  ];
}

/** @returns the need, prepared; the very same when it was */
export async function prepare(work: NeedsWork, need: NeedDocument): Promise<NeedDocument> {
  if (!need.preparing) return need;
  const { database, at } = work;
  const ledger = await ledgerOf({ database, communityId: need.communityId, by: need.askerId, at, skill: need.skill });
  const { invitationHours } = ledger.settings.service;
  await insertShifts(database, need, shiftsFrom(need, await fund(ledger, need), await offererOf(database, need), invitationHours));
  const shifts = await shiftsOf(database, need);
  const { preparing: _done, ...ready } = withDerivedBetweenRounds(need, shifts, ledger.settings.service, at);
  const effects = effectsOf(`${need._id}:ask`, at, tellings(ready, shifts, work, ledger.settings), await idsOf(database, need.askerId));
  const after: NeedDocument = { ...ready, effects, nextCheckAt: at };
  // Whoever was faster prepared the same.
  if (!(await saveNeed(database, need, after))) return (await findNeed(database, need._id)) ?? need;
  const stored = { ...after, version: need.version + 1 };
  await deliverEffects(database, "timeNeeds", stored);
  return stored;
}
