import { randomBytes } from "node:crypto";
import { Failure } from "../../../../contracts/kernel/failure";
import type { Handler, MemberContext } from "../../../platform/serve";
import type { NeedDocument, ShiftDocument } from "../shared/documents";
import { carry, effectsOf } from "../shared/tell";
import { mayRead, type NeedViewer, viewerOf } from "./parts";
import { findNeed, saveNeed, shiftsOf } from "./repository";
import { told } from "./story";

export interface Found {
  need: NeedDocument;
  shifts: ShiftDocument[];
  viewer: NeedViewer;
}

/** @throws Failure notFound, for what the caller may not read as for what isn't there */
export async function readableNeed(context: MemberContext, needId: string): Promise<Found> {
  const need = await findNeed(context.database, needId);
  if (need?.communityId !== context.person.communityId) throw new Failure("notFound");
  const [viewer, shifts] = [await viewerOf(context), await shiftsOf(context.database, need)];
  if (!mayRead(need, shifts, viewer)) throw new Failure("notFound");
  return { need, shifts, viewer };
}

export const open: Handler<"needs.open"> = async ({ needId }, context) => {
  const { need, shifts, viewer } = await readableNeed(context, needId);
  return told(context, viewer, need, shifts);
};

const tries = 5;

function joined(need: NeedDocument, { person, operation, at }: MemberContext): NeedDocument {
  const telling = { to: [...(need.recipientId === undefined ? need.proxies : [need.recipientId])], text: "有家人加入了您请人帮忙的事，可以替您确认和收回。不认识的话，请告诉站里。", needId: need._id };
  return {
    ...need,
    storyVersion: need.storyVersion + 1,
    proxies: [...need.proxies, person._id],
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
  for (let left = tries; left > 0; left -= 1) {
    const need = await findNeed(database, needId);
    if (need?.communityId !== person.communityId) throw new Failure("notFound");
    const done = need.events.find(({ id }) => id === operation.documentId);
    if (done && done.payloadHash !== operation.payloadHash) throw new Failure("operationReused");
    const shifts = await shiftsOf(database, need);
    if (done || need.proxies.includes(person._id)) return told(context, viewer, need, shifts);
    const helps = shifts.some(({ turns }) => turns.some(({ personId, state }) => household.includes(personId) && !["refused", "givenBack", "cancelled"].includes(state)));
    if (!need.open || token !== need.familyToken || helps || need.recipientId === person._id) throw new Failure("invitationInvalid");
    const after = joined(need, context);
    if (!(await saveNeed(database, need, after))) continue;
    const stored = { ...after, version: need.version + 1 };
    await carry(database, "timeNeeds", stored);
    return told(context, viewer, stored, shifts);
  }
  throw new Failure("busy");
};
