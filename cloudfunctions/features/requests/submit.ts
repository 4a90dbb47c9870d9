import type { CallData } from "../../../contracts/calls";
import { Failure } from "../../../contracts/kernel/failure";
import { dayOf } from "../../../contracts/kernel/day";
import type { PersonDocument } from "../../platform/actor";
import type { Community, Context, Handler, MemberContext } from "../../platform/serve";
import { placeOfDoor } from "../org";
import { countFiling, getPerson, personBeforeWrite, personForWrite } from "../people";
import type { RequestDocument } from "./document";
import { fileRequest, type Filing } from "./file";
import { headlineOf } from "./headline";
import { checkPhotos, forgetOriginals, keepPhotos } from "./photos";
import { findRequest, insertRequest, newReceipt } from "./repository";
import { type Moment, named } from "./staff";

/** More in a day is a script or a mistake; a courier who files for a whole block, or an emergency, is never refused. */
const mostADay = 20;
const mostADayForStaff = 200;

type Draft = Filing["draft"];
type SubmitReply = CallData<"requests.submit">;

/** The community a draft belongs to: that of the door before which somebody stands, else his own. */
async function communityFor(context: Context & Partial<MemberContext>, draft: Draft): Promise<Community> {
  if (draft.place.kind === "door") {
    const door = await placeOfDoor(context, draft.place.doorCode);
    if (!door) throw new Failure("doorCodeUnknown");
    return door.community;
  }
  if (!context.community) throw new Failure("notSignedIn");
  return context.community;
}

export function submitReplyOf(moment: Moment, request: RequestDocument): SubmitReply {
  const { organisation } = moment;
  const station = organisation.stations.find(({ code }) => code === request.stationCode);
  const branch = organisation.branches.find(({ code }) => code === request.branchCode);
  const callFirst = organisation.categories.find(({ code }) => code === request.categoryCode)?.callFirst;
  return {
    requestId: request._id,
    receipt: request.receipt,
    headline: headlineOf(moment, request, "resident"),
    grid: request.gridName,
    station: { name: station?.name ?? "", phone: station?.phone ?? "", address: station?.address ?? "" },
    branch: branch?.name ?? "",
    owner: named(moment, request.ownerId),
    standIn: named(moment, request.standInId ?? request.ownerId),
    ...(request.routing.placeNote !== undefined && { placeNote: request.routing.placeNote }),
    ...(callFirst && { callFirst: { label: callFirst.label, phone: callFirst.phone } }),
  };
}

/** The same operation was answered already: the same content gets the same request, other content is refused. */
function repeated(stored: RequestDocument, payloadHash: string): RequestDocument {
  if (stored.payloadHash !== payloadHash) throw new Failure("operationReused");
  return stored;
}

/** As far as is known before anything is written; counted it is when it is filed. */
const isFull = (filed: PersonDocument["filed"], { operation, day, most }: { operation: string; day: string; most?: number }): boolean =>
  filed !== undefined && most !== undefined && filed.day === day && filed.count >= most && !filed.operations.includes(operation);

export const submit: Handler<"requests.submit"> = async (draft, context): Promise<SubmitReply> => {
  const { database, actor, at, operation } = context;
  checkPhotos(actor.openid, draft.photos);
  const { organisation, state } = await communityFor(context, draft);
  const { communityId } = organisation;
  const moment: Moment = { organisation, state, at };
  const filingBy = (person: Filing["person"], photos: string[]) => (): RequestDocument =>
    fileRequest({
      ...moment, person,
      draft: { ...draft, photos },
      ids: actor.ids,
      requestId: operation.documentId,
      payloadHash: operation.payloadHash,
      receiptOf: ({ receiptPrefix }) => newReceipt(receiptPrefix, at),
    });

  const requestId = operation.documentId;
  const writer = personBeforeWrite(context, communityId);
  const { filed } = (writer === context.person ? writer : await getPerson(database, writer._id)) ?? {};
  const earlier = filed?.operations.includes(requestId) ? await findRequest(database, requestId) : undefined;
  if (earlier) return submitReplyOf(moment, repeated(earlier, operation.payloadHash));

  // Whatever can be wrong is found before anything is written: a refused report makes nobody a member of anything.
  const { urgency } = filingBy(writer, draft.photos)();
  const most = actor.posts.length ? mostADayForStaff : mostADay;
  const counting = { operation: requestId, day: dayOf(at), ...(urgency !== "emergency" && { most }) };
  if (isFull(filed, counting)) throw new Failure("tooMany");
  const photos = await keepPhotos({ openid: actor.openid, requestId, eventId: requestId }, draft.photos, () => findRequest(database, requestId));
  if ("done" in photos) return submitReplyOf(moment, repeated(photos.done, operation.payloadHash));
  const person = await personForWrite(context, communityId);
  if (!(await countFiling(database, person, counting))) throw new Failure("tooMany");
  const filing = filingBy(person, photos.kept);
  const { stored, isNew } = await insertRequest(database, filing(), filing);
  await forgetOriginals(draft.photos);
  return submitReplyOf(moment, isNew ? stored : repeated(stored, operation.payloadHash));
};
