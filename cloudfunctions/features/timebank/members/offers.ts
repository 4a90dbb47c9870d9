import { dayOf, instantOf } from "../../../../contracts/kernel/day";
import { Failure } from "../../../../contracts/kernel/failure";
import type { CallData } from "../../../../contracts/calls";
import { pageSize } from "../../../../contracts/kernel/paging";
import type { TimeBankSettings } from "../../../../contracts/timebank/settings";
import { cursorOf, positionOf } from "../../../platform/cursor";
import type { Handler, MemberContext } from "../../../platform/serve";
import type { OfferDocument } from "../shared/documents";
import { gridName, homeOf } from "../shared/home";
import { settingsOf } from "../shared/settings.repository";
import { skillName, skillOf, timesText } from "../shared/wording";
import { getOffer, type NearRing, offersOfRing, postOffer, saveOffer } from "./repository";

type OfferCard = CallData<"offers.post">["offer"];

/** Somebody who offers more has not closed what is over. */
const mostOpen = 10;
/** Posted and closed over and over, they would fill the neighbours' lists, and never be less. */
const mostADay = 20;

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
  const stored = await postOffer(database, offer, { since: instantOf(dayOf(at)), most: mostADay }, ({ member, open, today }) => {
    if (member?.state !== "active") throw new Failure(member?.state === "applied" ? "memberWaits" : "notMember");
    if (!skillOf(settings, draft.skill)) throw new Failure("skillUnknown");
    if (open.length >= mostOpen || today >= mostADay) throw new Failure("tooMany");
  });
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

/**
 * One's own grid first, then the rest of the station, then the community; newest first in each. Who has left no address is
 * near nobody: he sees the whole community's. Up to 3 queries.
 */
export const near: Handler<"offers.near"> = async ({ cursor }, context) => {
  const { database, person, community } = context;
  const settings = await settingsOf(database, person.communityId);
  const home = homeOf(community.organisation, person);
  const start = startOf(cursor);
  const found: { offer: OfferDocument; ring: NearRing["kind"] }[] = [];
  for (let ring = start.ring; ring < ringMarks.length && found.length <= pageSize; ring += 1) {
    const kind = ringMarks[ring]!;
    if (kind !== "community" && home.gridCode === "") continue;
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
