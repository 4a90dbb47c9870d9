import { randomBytes } from "node:crypto";
import { dayOf, instantOf } from "../../../../contracts/kernel/day";
import { Failure } from "../../../../contracts/kernel/failure";
import type { NeedDraft } from "../../../../contracts/timebank/need";
import type { TimeBankSettings } from "../../../../contracts/timebank/settings";
import type { Handler, MemberContext } from "../../../platform/serve";
import type { NeedDocument } from "../shared/documents";
import { settingsOf } from "../shared/settings.repository";
import { skillOf } from "../shared/wording";
import { viewerOf } from "./parts";
import { prepare } from "./prepare";
import { findNeed, findOffer, insertNeed, needsSince } from "./repository";
import { checkSchedule, shiftTimes } from "./schedule";
import { told } from "./story";
import { type Helped, onWhoseWord, whereIsIt, whoIsHelped } from "./whoIsHelped";

/** More in a day is a script or a mistake; staff ask for a whole grid. */
const mostADay = 10;
const mostADayForStaff = 60;

/** @throws Failure skillUnknown, invalidInput, dateNotWorkable */
function refuse(draft: NeedDraft, settings: TimeBankSettings, at: number): void {
  const skill = skillOf(settings, draft.skill);
  if (!skill) throw new Failure("skillUnknown");
  if (skill.child && !draft.child) throw new Failure("invalidInput", { fields: { child: "帮孩子的事，请写上监护人，和到时候在场的另一位大人。" } });
  checkSchedule(draft.schedule, at);
}

/** @throws Failure notFound, tooMany */
async function refuseByRecords({ database, person, actor, at }: MemberContext, { offerId }: NeedDraft): Promise<void> {
  const offer = offerId === undefined ? undefined : await findOffer(database, offerId);
  if (offerId !== undefined && (offer?.communityId !== person.communityId || !offer.open || offer.personId === person._id)) throw new Failure("notFound");
  const most = actor.posts.length ? mostADayForStaff : mostADay;
  if ((await needsSince(database, person.communityId, person._id, instantOf(dayOf(at)), most)).length >= most) throw new Failure("tooMany");
}

function needFrom(context: MemberContext, draft: NeedDraft, helped: Helped, place: ReturnType<typeof whereIsIt>): NeedDocument {
  const { recipientId, proxies, byPost, onBehalf, ownHours } = helped;
  const { person, operation, at } = context;
  const { skill, words, wish, child, schedule, offerId, requestId } = draft;
  return {
    _id: operation.documentId,
    schemaVersion: 1,
    version: 1,
    storyVersion: 1,
    communityId: person.communityId,
    payloadHash: operation.payloadHash,
    state: "open",
    open: true,
    preparing: true,
    askerId: person._id,
    ...(recipientId !== undefined && { recipientId }),
    proxies,
    people: [...new Set([...(recipientId === undefined ? [] : [recipientId]), ...proxies])],
    ...(onBehalf && { onBehalf }),
    ownHours,
    ...(byPost && { byPost }),
    ...onWhoseWord(context, helped, place),
    familyToken: randomBytes(8).toString("hex"),
    codeSecret: randomBytes(24).toString("hex"),
    skill,
    words,
    ...(wish !== undefined && { wish }),
    ...(child && { child: { guardianCalled: child.guardianCalled, consentAt: at, otherAdult: child.otherAdult } }),
    ...place,
    schedule,
    ...(offerId !== undefined && { offerId }),
    ...(requestId !== undefined && { requestId }),
    stage: "grid",
    stageAt: at,
    offeredTo: [],
    attention: [],
    lacking: 0,
    nextAt: shiftTimes(schedule)[0]!.fromAt,
    createdAt: at,
    events: [{ id: operation.documentId, at, by: person._id, what: "ask" }],
    effects: [],
    nextCheckAt: at,
  };
}

/**
 * Asks for help. The need is written first, with everything that its hours and shifts are worked out from: whatever
 * happens after, a repeat of the call or the clock goes on with the same ids, and nothing is held or asked twice.
 */
export const ask: Handler<"needs.ask"> = async (draft, context) => {
  const { database, person, community, operation, at } = context;
  const answer = async (need: NeedDocument) => {
    if (need.payloadHash !== operation.payloadHash) throw new Failure("operationReused");
    return told(context, await viewerOf(context), await prepare({ database, ...community, at }, need));
  };
  const known = await findNeed(database, operation.documentId);
  if (known) return answer(known);
  refuse(draft, await settingsOf(database, person.communityId), at);
  const helped = await whoIsHelped(context, draft);
  const place = whereIsIt(context, draft.place, helped);
  await refuseByRecords(context, draft);
  return answer(await insertNeed(database, needFrom(context, draft, helped, place)));
};
