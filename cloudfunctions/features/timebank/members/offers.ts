import { Failure } from "../../../../contracts/kernel/failure";
import type { CallData } from "../../../../contracts/calls";
import { pageSize } from "../../../../contracts/kernel/paging";
import type { TimeBankSettings } from "../../../../contracts/timebank/settings";
import { cursorOf, positionOf } from "../../../platform/cursor";
import type { Handler, MemberContext } from "../../../platform/serve";
import type { OfferDocument } from "../shared/documents";
import { gridName, homeOf } from "../shared/home";
import { memberOf } from "../shared/members.repository";
import { settingsOf } from "../shared/settings.repository";
import { skillName, skillOf, timesText } from "../shared/wording";
import { getOffer, insertOffer, type NearRing, offersOfRing, openOffersOf, saveOffer } from "./repository";

type OfferCard = CallData<"offers.post">["offer"];

/** Somebody who offers more has not closed what is over. */
const mostOpen = 10;

function cardOf({ _id, version, skill, words, times, gridCode, personId }: OfferDocument, settings: TimeBankSettings, { community: { organisation }, person }: MemberContext): OfferCard {
  const own = homeOf(organisation, person);
  return {
    offerId: _id,
    version,
    skill,
    title: skillName(settings, skill),
    words,
    timesText: timesText(times),
    placeText: gridCode !== "" && gridCode === own.gridCode ? `${gridName(organisation, gridCode)} · 离您很近` : gridName(organisation, gridCode),
    mine: personId === person._id,
  };
}

export const post: Handler<"offers.post"> = async (draft, context) => {
  const { database, person, at, operation, community } = context;
  const settings = await settingsOf(database, person.communityId);
  const offer: OfferDocument = { _id: operation.documentId, schemaVersion: 1, version: 1, communityId: person.communityId, personId: person._id, ...draft, ...homeOf(community.organisation, person), payloadHash: operation.payloadHash, open: true, createdAt: at };
  const known = await openOffersOf(database, person.communityId, person._id, mostOpen);
  if (!known.some(({ _id }) => _id === offer._id)) {
    const state = (await memberOf(database, person.communityId, person._id))?.state;
    if (state !== "active") throw new Failure(state === "applied" ? "memberWaits" : "notMember");
    if (!skillOf(settings, draft.skill)) throw new Failure("skillUnknown");
    if (known.length >= mostOpen) throw new Failure("tooMany");
  }
  const stored = await insertOffer(database, offer);
  if (stored.payloadHash !== operation.payloadHash) throw new Failure("operationReused");
  return { offer: cardOf(stored, settings, context) };
};

export const close: Handler<"offers.close"> = async ({ offerId, version }, { database, person }) => {
  const offer = await getOffer(database, offerId);
  if (!offer || offer.personId !== person._id) throw new Failure("notFound");
  // Closed is closed, by whichever of his phones: a repeat finds what it wanted.
  if (!offer.open) return {};
  if (offer.version !== version || !(await saveOffer(database, offer, { ...offer, open: false }))) throw new Failure("stale", { currentVersion: offer.version });
  return {};
};

const ringMarks: readonly NearRing["kind"][] = ["grid", "station", "community"];

/** Where a page goes on: in which ring, and after what. The ring rides before the id, since both are opaque to the phone. */
function startOf(cursor: string | undefined): { ring: number; position?: { key: number; id: string } } {
  if (cursor === undefined) return { ring: 0 };
  const { key, id } = positionOf(cursor);
  const [mark = "", ...rest] = id.split(":");
  const ring = ringMarks.findIndex((kind) => kind === mark);
  if (ring < 0) throw new Failure("invalidInput", { fields: { cursor: "请下拉刷新后再试。" } });
  return { ring, position: { key, id: rest.join(":") } };
}

/** One's own grid first, then the rest of the station, then the community; newest first in each. Up to 3 queries. */
export const near: Handler<"offers.near"> = async ({ cursor }, context) => {
  const { database, person, community } = context;
  const settings = await settingsOf(database, person.communityId);
  const home = homeOf(community.organisation, person);
  const start = startOf(cursor);
  const found: { offer: OfferDocument; ring: NearRing["kind"] }[] = [];
  for (let ring = start.ring; ring < ringMarks.length && found.length <= pageSize; ring += 1) {
    const kind = ringMarks[ring]!;
    if (kind === "grid" && home.gridCode === "") continue;
    const offers = await offersOfRing(database, person.communityId, { kind, ...home }, ring === start.ring ? start.position : undefined);
    found.push(...offers.map((offer) => ({ offer, ring: kind })));
  }
  const page = found.slice(0, pageSize);
  const last = page.at(-1);
  return {
    items: page.map(({ offer }) => cardOf(offer, settings, context)),
    ...(found.length > pageSize && last && { next: cursorOf({ key: last.offer.createdAt, id: `${last.ring}:${last.offer._id}` }) }),
  };
};
