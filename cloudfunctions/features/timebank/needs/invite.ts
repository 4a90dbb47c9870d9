import { Failure } from "../../../../contracts/kernel/failure";
import type { NeedStep } from "../../../../contracts/timebank/need";
import type { Database } from "../../../platform/database";
import { isRepeat, withOperation } from "../../../platform/done";
import type { TimeBankSettings } from "../../../../contracts/timebank/settings";
import { keepsPlace } from "../../../../contracts/timebank/turn";
import { effectsOf } from "../../inbox";
import type { NeedDocument, ShiftDocument, Turn } from "../shared/documents";
import { membersOf } from "../shared/members.repository";
import { deliverEffects } from "../shared/tell";
import { skillName } from "../shared/wording";
import { answerBy } from "./answerBy";
import { freePlaces, isOffered, nextPlace, withTurns } from "./derived";
import { mayHelp } from "./parts";
import { findShift, saveShift } from "./repository";
import { turnOf } from "./story";
import { answerOf, needWaitsFor } from "./waits";
import { storedShiftText } from "./words";

/** Asking volunteers for shifts: each may say no, and the place is kept for him until he answers or the clock lets go. */
type Assignments = Extract<NeedStep, { action: "invite" }>["assignments"];

interface Inviting {
  database: Database;
  need: NeedDocument;
  settings: TimeBankSettings;
  /** What the invitations are under: asked again with the same, nobody is asked twice. */
  operation: { documentId: string; payloadHash: string };
  at: number;
}

const wasAsked = (shift: ShiftDocument, personId: string, { operation }: Pick<Inviting, "operation">): boolean => isRepeat(turnOf(shift, personId)?.done ?? [], operation);

/** Everything that can be wrong with a whole list is found before anybody is asked. @throws Failure personUnknown, actionNotOpen */
async function refuse(inviting: Inviting, shifts: readonly ShiftDocument[], assignments: Assignments): Promise<void> {
  const { database, need, at } = inviting;
  const people = [...new Set(assignments.map(({ personId }) => personId))];
  const members = new Map((await membersOf(database, need.communityId, people)).map((member) => [member.personId, member]));
  if (people.some((personId) => !mayHelp(need, members.get(personId)))) throw new Failure("personUnknown");
  const asked = new Map<string, Set<string>>();
  for (const { shiftId, personId } of assignments) {
    const shift = shifts.find(({ _id }) => _id === shiftId);
    if (!shift) throw new Failure("actionNotOpen", { currentVersion: need.storyVersion });
    if (wasAsked(shift, personId, inviting)) continue;
    const others = asked.get(shiftId) ?? new Set();
    const turn = turnOf(shift, personId);
    if (!isOffered(shift, at) || (turn && keepsPlace(turn)) || others.has(personId) || others.size >= freePlaces(shift)) throw new Failure("actionNotOpen", { currentVersion: need.storyVersion });
    asked.set(shiftId, others.add(personId));
  }
}

function invited(shift: ShiftDocument, personIds: readonly string[], inviting: Inviting, texts: ReadonlyMap<string, string>): ShiftDocument {
  const { need, settings, operation, at } = inviting;
  const invitedUntil = answerBy(shift.fromAt, at, settings.service.invitationHours);
  let after = shift;
  const told: string[] = [];
  for (const personId of personIds) {
    const [place, turn] = [nextPlace(after), turnOf(after, personId)];
    if (place === undefined || (turn && keepsPlace(turn)) || wasAsked(after, personId, inviting)) continue;
    const asked: Turn = { personId, state: "invited", place, at, invitedAt: at, invitedUntil, done: withOperation(turn?.done ?? [], operation) };
    after = withTurns(after, [...after.turns.filter((other) => other.personId !== personId), asked], at);
    told.push(personId);
  }
  // One sentence to a person for all his shifts: the same id on each of them, delivered once.
  const tellings = told.map((personId) => ({ to: [personId], text: texts.get(personId)!, todo: true, waitsFor: needWaitsFor(need._id, answerOf(personId)), needId: need._id }));
  return { ...after, effects: [...after.effects, ...effectsOf(`${need._id}:${operation.documentId}`, at, tellings)] };
}

function textFor({ need, settings, at }: Inviting, shifts: readonly ShiftDocument[]): string {
  const first = storedShiftText(shifts[0]!, at);
  const when = shifts.length > 1 ? `${shifts.length} 次，最早 ${first}` : first;
  return `想请您帮忙：${skillName(settings, need.skill)}，${when}。方便就答应，不方便也没关系。`;
}

/** @throws Failure personUnknown, actionNotOpen */
export async function invite(inviting: Inviting, shifts: readonly ShiftDocument[], assignments: Assignments): Promise<void> {
  await refuse(inviting, shifts, assignments);
  const { database } = inviting;
  const shiftsFor = (personId: string) => shifts.filter(({ _id }) => assignments.some((one) => one.personId === personId && one.shiftId === _id));
  const texts = new Map(assignments.map(({ personId }) => [personId, textFor(inviting, shiftsFor(personId))]));
  for (const shiftId of new Set(assignments.map((one) => one.shiftId))) {
    const people = assignments.filter((one) => one.shiftId === shiftId).map(({ personId }) => personId);
    for (let left = 5; left > 0; left -= 1) {
      const before = (await findShift(database, shiftId))!;
      // Meanwhile taken by somebody: his, and gladly so.
      const after = isOffered(before, inviting.at) ? invited(before, people, inviting, texts) : before;
      if (after.turns === before.turns) break;
      if (!(await saveShift(database, before, after))) continue;
      await deliverEffects(database, "timeShifts", { ...after, version: before.version + 1 });
      break;
    }
  }
}
