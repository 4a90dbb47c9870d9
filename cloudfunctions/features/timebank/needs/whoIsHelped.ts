import { Failure } from "../../../../contracts/kernel/failure";
import type { NeedDraft } from "../../../../contracts/timebank/need";
import { type ActivePost, homeUnitOf, type PersonDocument } from "../../../platform/actor";
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

/** Who is helped, who acts for him, whose hours may pay, and where it is. */
export interface Helped extends Pick<NeedDocument, "recipientId" | "proxies" | "byPost" | "onBehalf" | "ownHours"> {
  /** Whose home is meant by 在家: the recipient's, or the caller's where the recipient has no account. */
  person: PersonDocument | undefined;
  request?: RequestForNeed;
}

type PlaceCodes = Pick<NeedDocument, "gridCode" | "stationCode">;

/** The caller's posts that reach a place. */
const postsAt = ({ actor }: MemberContext, place: PlaceCodes): ActivePost[] => actor.posts.filter((post) => partsByPost([post], place).length > 0);

/** By which of his posts the caller acts for somebody; by none, he asked as a neighbour or as family. */
const actingBy = ({ person: { _id, staffId } }: MemberContext, posts: readonly ActivePost[]): Pick<Helped, "byPost"> =>
  staffId === undefined || posts.length === 0 ? {} : { byPost: { personId: _id, staffId, posts: posts.map(({ role, scopeCode }) => ({ role, scopeCode })) } };

/**
 * Whom the bank doesn't know, it helps on the word of staff who reach him, by their posts, or on a neighbour's: whether the
 * pool may pay for that one, the ledger says.
 */
export function onWhoseWord(context: MemberContext, { recipientId, request }: Helped, place: PlaceCodes): Pick<NeedDocument, "byPost" | "onWord"> {
  if (recipientId !== undefined) return {};
  const posts = postsAt(context, place);
  return { ...(posts.length === 0 && { onWord: true as const }), ...(!request && actingBy(context, posts)) };
}

interface Holder {
  holder: PersonDocument;
  /** The caller's posts by which he may spend his hours; none where he is family, or it is himself. */
  posts: ActivePost[];
}

/**
 * Saved hours are spent by their holder, by family as the branch established it, or with his consent by staff where he
 * lives: an account's code alone, which is no secret, must not spend them.
 * @throws Failure accountUnknown
 */
async function holderOf(context: MemberContext, accountCode: string): Promise<Holder> {
  const { database, person } = context;
  const account = await accountByCode(database, person.communityId, accountCode);
  const holder = account?.kind === "person" ? await getPerson(database, account.holder) : undefined;
  if (!holder) throw new Failure("accountUnknown");
  if (holder._id === person._id || areFamily(await membersOf(database, person.communityId, [person._id, holder._id]), [person._id], [holder._id])) return { holder, posts: [] };
  const posts = postsAt(context, homeOf(context.community.organisation, holder));
  if (posts.length === 0) throw new Failure("accountUnknown", { message: "要用他存的时间，请先请党支部登记家人关系，或者请居民组长代办。" });
  return { holder, posts };
}

async function byRequest(context: MemberContext, request: RequestForNeed, consent: NeedDocument["onBehalf"]): Promise<Helped> {
  const { database, person, actor } = context;
  if (!consent) throw new Failure("invalidInput", { fields: { onBehalf: "请先问过他本人。" } });
  const filer = await getPerson(database, request.filedBy);
  const asking = { onBehalf: consent, request, ...actingBy(context, actor.posts) };
  if (request.filedAsProxy || !filer) return { ...asking, proxies: [...new Set([person._id, request.filedBy])], ownHours: false, person: undefined };
  return { ...asking, recipientId: filer._id, proxies: [person._id], ownHours: true, person: filer };
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
  const { holder, posts } = await holderOf(context, onBehalf.accountCode);
  if (holder._id === person._id) return own;
  return { recipientId: holder._id, proxies: [person._id], ...actingBy(context, posts), onBehalf: consent, ownHours: true, person: holder, ...(request && { request }) };
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
