import { Failure } from "../../../../contracts/kernel/failure";
import type { NeedDraft } from "../../../../contracts/timebank/need";
import { homeUnitOf, type PersonDocument } from "../../../platform/actor";
import type { MemberContext } from "../../../platform/serve";
import { findUnit } from "../../org";
import { getPerson } from "../../people";
import { requestForNeed, type RequestForNeed } from "../../requests";
import { accountByCode } from "../shared/accounts.repository";
import type { NeedDocument } from "../shared/documents";
import { areFamily } from "../shared/family";
import { homeOf } from "../shared/home";
import { membersOf } from "../shared/members.repository";
import { partsByPost } from "../shared/staff";
import { needsOf } from "./repository";

/** Who is helped, who acts for him, whose hours may pay, and where it is. */
export interface Helped extends Pick<NeedDocument, "recipientId" | "proxies" | "onBehalf" | "ownHours"> {
  /** Whose home is meant by 在家: the recipient's, or the caller's where the recipient has no account. */
  person: PersonDocument | undefined;
  request?: RequestForNeed;
}

/** Whether the caller's posts reach a place. */
const reachesPlace = ({ actor }: MemberContext, place: Parameters<typeof partsByPost>[1]): boolean => partsByPost(actor.posts, place).length > 0;

const mostOpen = 50;

/**
 * Whether the pool may pay before the branch has looked. Whom the bank doesn't know, it helps on the word of staff who
 * reach him; on a neighbour's word once, until that help is over: nobody can use the pool up in the name of people whom
 * only he knows. One query, and only for a neighbour's word.
 */
export async function isPoolOpen(context: MemberContext, { recipientId }: Helped, place: { gridCode: string; stationCode: string }): Promise<boolean> {
  const { database, person, operation } = context;
  if (recipientId !== undefined || reachesPlace(context, place)) return true;
  const open = await needsOf(database, person.communityId, person._id, true, undefined, mostOpen);
  return !open.some((need) => need.recipientId === undefined && need.askerId === person._id && need._id !== operation.documentId);
}

/**
 * Saved hours are spent by their holder, by family as the branch established it, or with his consent by staff where he
 * lives: an account's code alone, which is no secret, must not spend them.
 * @throws Failure accountUnknown
 */
async function holderOf(context: MemberContext, accountCode: string): Promise<PersonDocument> {
  const { database, person } = context;
  const account = await accountByCode(database, person.communityId, accountCode);
  const holder = account?.kind === "person" ? await getPerson(database, account.holder) : undefined;
  if (!holder) throw new Failure("accountUnknown");
  if (holder._id === person._id || reachesPlace(context, homeOf(context.community.organisation, holder))) return holder;
  if (!areFamily(await membersOf(database, person.communityId, [person._id, holder._id]), [person._id], [holder._id])) throw new Failure("accountUnknown", { message: "要用他存的时间，请先请党支部登记家人关系，或者请居民组长代办。" });
  return holder;
}

async function byRequest(context: MemberContext, request: RequestForNeed, consent: NeedDocument["onBehalf"]): Promise<Helped> {
  const { database, person } = context;
  if (!consent) throw new Failure("invalidInput", { fields: { onBehalf: "请先问过他本人。" } });
  const filer = await getPerson(database, request.filedBy);
  if (request.filedAsProxy || !filer) return { proxies: [...new Set([person._id, request.filedBy])], onBehalf: consent, ownHours: false, person: undefined, request };
  return { recipientId: filer._id, proxies: [person._id], onBehalf: consent, ownHours: true, person: filer, request };
}

/** @throws Failure notFound, accountUnknown, invalidInput */
export async function whoIsHelped(context: MemberContext, { onBehalf, requestId }: NeedDraft): Promise<Helped> {
  const { person, at } = context;
  const request = requestId === undefined ? undefined : await requestForNeed(context, requestId);
  const consent = onBehalf && { called: onBehalf.called, consentAt: at };
  if (request && request.filedBy !== person._id) return byRequest(context, request, consent);
  const own: Helped = { recipientId: person._id, proxies: [], ownHours: true, person, ...(request && { request }) };
  if (!consent) return own;
  if (onBehalf?.accountCode === undefined) return { proxies: [person._id], onBehalf: consent, ownHours: false, person, ...(request && { request }) };
  const holder = await holderOf(context, onBehalf.accountCode);
  return holder._id === person._id ? own : { recipientId: holder._id, proxies: [person._id], onBehalf: consent, ownHours: true, person: holder, ...(request && { request }) };
}

type Place = Pick<NeedDocument, "gridCode" | "stationCode" | "place">;

function inGrid({ community: { organisation } }: MemberContext, gridCode: string | undefined, place: NeedDocument["place"]): Place {
  const grid = organisation.grids.find(({ code }) => code === gridCode);
  if (!grid) throw new Failure("placeUnknown");
  return { gridCode: grid.code, stationCode: grid.stationCode, place };
}

/** Where it is: elsewhere the grid stays the recipient's own. @throws Failure placeUnknown */
export function whereIsIt(context: MemberContext, place: NeedDraft["place"], { person, request }: Helped): Place {
  const { organisation } = context.community;
  if (place.kind === "elsewhere") {
    const home = person && homeOf(organisation, person).gridCode;
    // Whom to ask first is known by the grid: who has left no address is told the two ways there are.
    if (!home && !request) throw new Failure("placeUnknown", { message: "还不知道您住哪一片，不知道先问谁。请选“在家里，选楼栋”；不方便的话打站里电话，我们替您请。" });
    return inGrid(context, home || request?.gridCode, { kind: place.kind, text: place.words, ...(place.point && { point: place.point }) });
  }
  const at = place.kind === "unit" ? place : homeUnitOf(person);
  const unit = at && findUnit(organisation, at.unitCode);
  if (!unit) throw new Failure("placeUnknown");
  return inGrid(context, unit.gridCode, { kind: place.kind, text: at.room ? `${unit.text} ${at.room}` : unit.text });
}
