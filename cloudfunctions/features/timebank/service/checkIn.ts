import { Failure } from "../../../../contracts/kernel/failure";
import type { TimeBankSettings } from "../../../../contracts/timebank/settings";
import { isInStory } from "../../../platform/done";
import type { Handler, MemberContext } from "../../../platform/serve";
import { calledOf } from "../../org";
import { findNeed, findShift, turnOf } from "../needs";
import type { NeedDocument, SessionDocument, ShiftDocument } from "../shared/documents";
import { gridName, stationName } from "../shared/home";
import { settingsOf } from "../shared/settings.repository";
import { leadersOf, proxiesNow } from "../shared/staff";
import { skillName } from "../shared/wording";
import { helpedSide, withDerived } from "./derived";
import { cardFor } from "./card";
import { needSeenBy, seenBy } from "./context";
import { actingParts } from "./parts";
import { openSession, sessionIdOf, takeTry } from "./repository";
import { checkShown, checkWindow, lapsesAt, type Shown, withTurn } from "./rules";
import { tellAndRest } from "./telling";

interface Arriving {
  need: NeedDocument;
  volunteerId: string;
  shown: SessionDocument["shown"];
}

/** @throws Failure notFound: others than the volunteer only with a part in the need, and never for themselves */
async function whoArrives(context: MemberContext, shift: ShiftDocument, need: NeedDocument, presence: { kind: string; personId?: string }): Promise<Arriving> {
  const { person } = context;
  if (presence.kind !== "onBehalf") return { need, volunteerId: person._id, shown: { in: presence.kind as "code" | "place" } };
  const volunteerId = presence.personId!;
  const { viewer, parts } = await needSeenBy(context, need, [volunteerId]);
  if (actingParts(viewer, parts).length === 0 || viewer.ids.includes(volunteerId)) throw new Failure("notFound");
  return { need, volunteerId, shown: { in: "onBehalf", by: person._id } };
}

/** @throws Failure notFound, actionNotOpen, tooEarly, tooLate */
function turnToBegin(shift: ShiftDocument, volunteerId: string, settings: TimeBankSettings, at: number) {
  const turn = turnOf(shift, volunteerId);
  if (!turn) throw new Failure("notFound");
  if (turn.state === "missed") throw new Failure("tooLate");
  if (shift.cancelled || turn.state !== "promised") throw new Failure("actionNotOpen", { currentVersion: shift.version });
  checkWindow(shift, settings.service, at);
  return turn;
}

function begun({ community, at, operation, person }: MemberContext, { need, volunteerId, shown }: Arriving, shift: ShiftDocument, settings: TimeBankSettings): { shift: ShiftDocument; session: SessionDocument; latestAt: number } {
  const { organisation } = community;
  const turn = turnToBegin(shift, volunteerId, settings, at);
  const sessionId = sessionIdOf(shift._id, volunteerId);
  const hold = turn.place === undefined ? undefined : shift.holds[turn.place];
  const [leader] = leadersOf({ ...community, at }, need);
  const skill = skillName(settings, need.skill);
  const session: SessionDocument = {
    _id: sessionId, schemaVersion: 1, version: 0,
    communityId: need.communityId, source: "live", needId: need._id, shiftId: shift._id, volunteerId,
    ...(need.recipientId !== undefined && { recipientId: need.recipientId }),
    ...(need.onBehalf?.called && { helpedCalled: need.onBehalf.called }),
    proxies: proxiesNow(need, organisation, at),
    ...(need.byPost && { byPost: need.byPost }),
    gridCode: need.gridCode, stationCode: need.stationCode, attention: [],
    skill: need.skill, content: skill,
    placeText: gridName(organisation, need.gridCode),
    organiser: `${organisation.name}${stationName(organisation, need.stationCode)}`,
    inCharge: leader === undefined ? stationName(organisation, need.stationCode) : calledOf(organisation, leader),
    state: "inProgress", bookedFrom: shift.fromAt, bookedTo: shift.toAt,
    ...(hold !== undefined && { hold }),
    check: { secret: need.codeSecret, ...(need.place.point && { point: need.place.point }) },
    inAt: at, forgotten: false, shown, entries: [], effects: [],
    events: [{ at, by: person._id, what: "checkIn", operation: operation.documentId, payloadHash: operation.payloadHash }],
  };
  const tell = [{ to: helpedSide(session), text: `志愿者到了，${skill}开始了。`, needId: need._id }];
  return {
    shift: withTurn(shift, turn, { state: "inProgress", at, sessionId }),
    session: { ...withDerived(session, at, settings.service, tell, [person._id]), version: 1 },
    latestAt: lapsesAt(session, settings.service),
  };
}

/**
 * A turn has one session: whoever checks in to it again, from whichever phone and however late, hears how it stands. Any
 * other answer would be another one for the repeat of a second phone's check-in.
 */
function asKnown(session: SessionDocument, { operation, person }: MemberContext): SessionDocument {
  if (session.communityId !== person.communityId) throw new Failure("notFound");
  isInStory(session.events, operation);
  return session;
}

/** Six digits can be guessed by a script within the hours of a shift, so they can't be tried for ever; what is scanned can't be guessed. */
const mostTries = 10;
const isTyped = (shown: Shown): boolean => shown.kind === "code" && shown.code.length === 6;

/** @throws Failure codeWrong, tooFar */
async function checkPresence({ database, at }: MemberContext, need: NeedDocument, sessionId: string, shown: Shown, settings: TimeBankSettings): Promise<void> {
  if (isTyped(shown) && !(await takeTry(database, sessionId, mostTries))) throw new Failure("codeWrong");
  checkShown(shown, { secret: need.codeSecret, ...(need.place.point && { point: need.place.point }) }, settings.service, at);
}

export const checkIn: Handler<"sessions.checkIn"> = async ({ shiftId, presence }, context) => {
  const { database, person, at } = context;
  const [settings, shift] = [await settingsOf(database, person.communityId), await findShift(database, shiftId)];
  if (shift?.communityId !== person.communityId) throw new Failure("notFound");
  const need = await findNeed(database, shift.needId);
  if (!need) throw new Failure("notFound");
  const arriving = await whoArrives(context, shift, need, presence);
  const { volunteerId } = arriving;
  const sessionId = sessionIdOf(shiftId, volunteerId);

  // Whether there is anything to begin comes before the code: a right code must not depend on the order of looking.
  const turn = turnOf(shift, volunteerId);
  if (!turn) throw new Failure("notFound");
  if (turn.sessionId === undefined) {
    turnToBegin(shift, volunteerId, settings, at);
    if (presence.kind !== "onBehalf") await checkPresence(context, need, sessionId, presence, settings);
  }
  const opened = await openSession(database, { sessionId, shiftId, communityId: need.communityId, volunteerId, at }, (current) => {
    if (!current) throw new Failure("notFound");
    return begun(context, arriving, current, settings);
  });
  const session = opened.isNew ? await tellAndRest(database, opened.session, settings.service) : asKnown(opened.session, context);
  return cardFor(context, session, await seenBy(context, session), settings);
};
