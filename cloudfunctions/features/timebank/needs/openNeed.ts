import { randomBytes } from "node:crypto";
import { Failure } from "../../../../contracts/kernel/failure";
import { isGone } from "../../../../contracts/timebank/turn";
import { isInStory } from "../../../platform/done";
import type { Handler, MemberContext } from "../../../platform/serve";
import { effectsOf } from "../../inbox";
import type { NeedDocument, ShiftDocument } from "../shared/documents";
import { proxiesNow } from "../shared/staff";
import { deliverEffects } from "../shared/tell";
import { mayRead, type NeedViewer, viewerOf } from "./parts";
import { changePeople, findNeed, shiftsOf } from "./repository";
import { told } from "./story";

export interface ReadableNeed {
  need: NeedDocument;
  shifts: ShiftDocument[];
  viewer: NeedViewer;
}

/** @throws Failure notFound, for what the caller may not read as for what isn't there */
export async function readableNeed(context: MemberContext, needId: string): Promise<ReadableNeed> {
  const need = await findNeed(context.database, needId);
  if (need?.communityId !== context.person.communityId) throw new Failure("notFound");
  const [viewer, shifts] = [await viewerOf(context), await shiftsOf(context.database, need)];
  if (!mayRead(need, shifts, viewer)) throw new Failure("notFound");
  return { need, shifts, viewer };
}

/** Whether an operation stands in the need's story already. @throws Failure operationReused for the same id with other content */
export const isDone = ({ events }: Pick<NeedDocument, "events">, operation: MemberContext["operation"]): boolean =>
  isInStory(events.map(({ id, payloadHash }) => ({ operation: id, payloadHash })), operation);

export const open: Handler<"needs.open"> = async ({ needId }, context) => {
  const { need, shifts, viewer } = await readableNeed(context, needId);
  return told(context, viewer, need, shifts);
};

/** Who asked by a post and joins by the link is family from now on, whatever becomes of the post. */
const isProxyForGood = ({ proxies, byPost }: NeedDocument, personId: string): boolean => proxies.includes(personId) && byPost?.personId !== personId;

function joined(before: NeedDocument, { person, operation, at, community }: MemberContext): NeedDocument {
  const { byPost, ...rest } = before;
  const need: NeedDocument = byPost && byPost.personId !== person._id ? before : rest;
  const telling = { to: need.recipientId === undefined ? proxiesNow(before, community.organisation, at) : [need.recipientId], text: "有家人加入了您请人帮忙的事，可以替您确认和收回。不认识的话，请告诉站里。", needId: need._id };
  return {
    ...need,
    storyVersion: need.storyVersion + 1,
    proxies: [...new Set([...need.proxies, person._id])],
    people: [...new Set([...need.people, person._id])],
    // Used up: whoever gets hold of the old link is too late.
    familyToken: randomBytes(8).toString("hex"),
    events: [...need.events, { id: operation.documentId, payloadHash: operation.payloadHash, at, by: person._id, what: "join" }],
    effects: [...need.effects, ...effectsOf(`${need._id}:${operation.documentId}`, at, [telling], [person._id])],
    nextCheckAt: at,
  };
}

/** Family, by the link that the recipient shared. Who helps in this need can't join it, nor can his family: one of them would confirm the other. */
export const join: Handler<"needs.join"> = async ({ needId, token }, context) => {
  const { database, person, operation } = context;
  const viewer = await viewerOf(context);
  const household = [person._id, ...viewer.family];
  let [wrote, shifts]: [boolean, readonly ShiftDocument[]] = [false, []];
  const stored = await changePeople(database, { communityId: person.communityId, needId, household }, (need, found) => {
    if (!need) throw new Failure("notFound");
    shifts = found;
    wrote = !isDone(need, operation) && !isProxyForGood(need, person._id);
    if (!wrote) return undefined;
    const helps = found.some(({ turns }) => turns.some((turn) => household.includes(turn.personId) && !isGone(turn)));
    if (!need.open || token !== need.familyToken || helps || need.recipientId === person._id) throw new Failure("invitationInvalid");
    return joined(need, context);
  });
  if (wrote) await deliverEffects(database, "timeNeeds", stored!);
  return told(context, viewer, stored!, shifts);
};
