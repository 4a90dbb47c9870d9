import { Failure } from "../../../../contracts/kernel/failure";
import { openActions } from "../../../../contracts/kernel/lifecycle";
import { turnLifecycle } from "../../../../contracts/timebank/turn";
import { isRepeat, withOperation } from "../../../platform/done";
import { payloadHash } from "../../../platform/hash";
import type { Handler, MemberContext } from "../../../platform/serve";
import { effectsOf } from "../../inbox";
import { type Interval, type IntervalStep, releaseStep } from "../ledger";
import type { NeedDocument, ShiftDocument, Turn } from "../shared/documents";
import { deliverEffects } from "../shared/tell";
import { settingsOf } from "../shared/settings.repository";
import { freePlaces, nextPlace, withTurns } from "./derived";
import { isOwnNeed, mayRead, type NeedViewer, viewerOf } from "./parts";
import { isToCome } from "./places";
import { refreshNeed } from "./refresh";
import { changeTurn, findNeed, findShift, shiftsOf, type Standing } from "./repository";
import { told, turnOf } from "./story";
import { aboutTurn, booking, turnTellings, withoutPlace } from "./turns";

type Step = Parameters<Handler<"shifts.step">>[0]["step"];
type Settings = Awaited<ReturnType<typeof settingsOf>>;

interface TurnDoing {
  need: NeedDocument;
  viewer: NeedViewer;
  step: Step;
  version: number;
  /** The phone's, with what it asked for: the version that it saw decides nothing. */
  operation: MemberContext["operation"];
  settings: Settings;
  community: MemberContext["community"];
}

/** @throws Failure notMember, memberWaits, ownNeed, childCheckNeeded: who may help in this need at all */
function refuseVolunteer(shift: Pick<ShiftDocument, "child">, need: NeedDocument, viewer: NeedViewer): void {
  if (isOwnNeed(need, viewer)) throw new Failure("ownNeed");
  if (viewer.member?.state === "applied") throw new Failure("memberWaits");
  if (viewer.member?.state !== "active") throw new Failure("notMember");
  if (shift.child && viewer.member.childCheckAt === undefined) throw new Failure("childCheckNeeded");
}

/** @throws Failure stale where the phone had seen something else, actionNotOpen where it ought to have known */
function notOpen(shift: ShiftDocument, version: number): never {
  throw new Failure(version === shift.version ? "actionNotOpen" : "stale", { currentVersion: shift.version });
}

/** The turn and the guard after a step. Versions inform, they don't decide: a place is free or it isn't. */
function stepped(shift: ShiftDocument, { need, viewer, step, version, operation, settings }: TurnDoing): { turn: Turn; guard?: (intervals: readonly Interval[]) => IntervalStep | undefined } {
  const { at, personId } = viewer;
  const before = turnOf(shift, personId);
  const actions = before ? openActions(turnLifecycle, before.state, ["volunteer"]) : ["take" as const];
  // Undecided, it is nobody's to promise; who had promised before may still give it back.
  const isUndecided = shift.funding === "undecided" && step.action !== "giveBack";
  if (!need.open || !isToCome(shift, at) || isUndecided || !actions.includes(step.action)) notOpen(shift, version);
  const kept: Turn = { ...withoutPlace(before ?? { personId, state: "promised", at }), at };
  if (step.action === "refuse") return { turn: { ...kept, state: "refused" } };
  if (step.action === "giveBack") {
    const given = { ...kept, state: "givenBack" as const, ...(step.words !== undefined && { words: step.words }) };
    return { turn: given, guard: (intervals) => (before?.booking === undefined ? undefined : releaseStep(intervals, before.booking)) };
  }
  refuseVolunteer(shift, need, viewer);
  const place = step.action === "accept" ? before?.place : freePlaces(shift) > 0 ? nextPlace(shift) : undefined;
  if (place === undefined) throw new Failure("shiftFull", { currentVersion: shift.version });
  return { turn: { ...kept, state: "promised", place, booking: operation.documentId }, guard: booking(shift, operation.documentId, settings.service.restMinutes) };
}

/** The shift with one person's turn changed, as it will be written. @throws Failure what the step may not do */
function changedShift(shift: ShiftDocument, doing: TurnDoing) {
  const { viewer, operation, step } = doing;
  const { turn, guard } = stepped(shift, doing);
  const done = withOperation(turn.done ?? [], operation);
  const turns = [...shift.turns.filter(({ personId }) => personId !== viewer.personId), { ...turn, done }];
  const effects = effectsOf(aboutTurn(shift, turnOf(shift, viewer.personId), viewer.personId, step.action, viewer.at), viewer.at, turnTellings(shift, step.action, { ...doing.community, need: doing.need, settings: doing.settings, at: viewer.at }), viewer.ids);
  return { shift: { ...withTurns(shift, turns, viewer.at), effects: [...shift.effects, ...effects] }, ...(guard && { guard }) };
}

/** Who says yes does so by what stands now: he may have left, or joined as the family of who is helped, a moment ago. */
async function asItStands(doing: TurnDoing, standing: Standing): Promise<TurnDoing> {
  const { need, step, viewer } = doing;
  if (step.action !== "take" && step.action !== "accept") return doing;
  const { member: _seen, ...rest } = viewer;
  const [now, member] = [await standing.need(need._id), await standing.member()];
  return { ...doing, need: now ?? need, viewer: { ...rest, family: (member?.family ?? []).map(({ personId }) => personId), ...(member && { member }) } };
}

/**
 * A volunteer and one shift. The place and the volunteer's time are taken in one transaction, so that of two for the last
 * place one gets it, and nobody promises himself twice.
 */
export const stepShift: Handler<"shifts.step"> = async ({ shiftId, version, step }, context) => {
  const { database, person, community, at } = context;
  const operation = { ...context.operation, payloadHash: payloadHash(step) };
  const known = await findShift(database, shiftId);
  const need = known && (await findNeed(database, known.needId));
  if (!known || need?.communityId !== person.communityId) throw new Failure("notFound");
  const [viewer, shifts] = [await viewerOf(context), await shiftsOf(database, need)];
  if (!mayRead(need, shifts, viewer)) {
    // Full by now, it is offered to nobody any more: whoever had it before his eyes is told why.
    // As it was read last: of two for the last place, the other may have got it since the first look.
    const shift = shifts.find(({ _id }) => _id === shiftId) ?? known;
    const isFull = need.open && step.action === "take" && isToCome(shift, at) && shift.funding !== "undecided" && freePlaces(shift) === 0;
    throw new Failure(isFull ? "shiftFull" : "notFound");
  }
  const doing: TurnDoing = { need, viewer, step, version, operation, settings: await settingsOf(database, person.communityId), community };
  let wrote = false;
  const after = await changeTurn(database, { communityId: person.communityId, personId: person._id, shiftId }, async (shift, standing) => {
    if (!shift) throw new Failure("notFound");
    wrote = !isRepeat(turnOf(shift, person._id)?.done ?? [], operation);
    return wrote ? changedShift(shift, await asItStands(doing, standing)) : undefined;
  });
  if (!wrote || !after) return told(context, viewer, need);
  await deliverEffects(database, "timeShifts", after);
  return told(context, viewer, (await refreshNeed(database, need._id, at)) ?? need);
};
