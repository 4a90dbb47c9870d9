import { openDatabase } from "../../../cloudfunctions/platform/database";
import type { MemberDocument, OfferDocument } from "../../../cloudfunctions/features/timebank/shared/documents";
import { insertMember, memberIdOf } from "../../../cloudfunctions/features/timebank/shared/members.repository";
import { personIdOf } from "../../../cloudfunctions/features/people/personId";
import { communityIds, mondayMorning, openidOf } from "../../support/communities";
import type { Examples, Place } from "../examples";

export const where = {
  inside: { communityId: communityIds.own, resident: "resident1", gridCode: "g1", stationCode: "east" },
  outside: { communityId: communityIds.own, resident: "resident3", gridCode: "g3", stationCode: "west" },
  other: { communityId: communityIds.other, resident: "resident1", gridCode: "g1", stationCode: "east" },
} as const satisfies Record<Place, unknown>;

let count = 0;

/** Somebody nobody plays who lives there and has applied. */
export async function anApplicant(place: Place): Promise<MemberDocument> {
  const { communityId, gridCode, stationCode } = where[place];
  const personId = personIdOf(`o-applicant-${(count += 1)}`, communityId);
  const member: MemberDocument = {
    _id: memberIdOf(communityId, personId), schemaVersion: 1, version: 1, communityId, personId, state: "applied", gridCode, stationCode,
    skills: ["company"], times: [{ weekday: 7, part: "evening" }], isMinor: false, partyMember: false, family: [], appliedAt: mondayMorning, effects: [], done: [],
  };
  await insertMember(openDatabase(), member);
  return member;
}

async function anOffer(place: Place): Promise<OfferDocument> {
  const { communityId, resident, gridCode, stationCode } = where[place];
  const offer: OfferDocument = {
    _id: `authority-offer-${(count += 1)}`, schemaVersion: 1, version: 1, communityId, personId: personIdOf(openidOf(communityId, resident), communityId),
    skill: "company", words: "周末陪聊天", times: [{ weekday: 7, part: "morning" }], gridCode, stationCode, payloadHash: "", open: true, createdAt: mondayMorning,
  };
  await openDatabase().collection<OfferDocument>("timeOffers").insert(offer);
  return offer;
}

export const membersExamples = {
  "timebank.open": { input: () => ({}) },
  "members.form": { input: () => ({}) },
  "members.apply": { input: () => ({ skills: ["company"], times: [{ weekday: 7, part: "evening" }], isMinor: false, partyMember: false }) },
  "members.leave": { input: () => ({}), letInBy: ["notFound", "actionNotOpen"] },
  "members.open": { names: true, input: async (_world, place) => ({ memberId: (await anApplicant(place))._id }) },
  "members.decide": {
    names: true,
    input: async (_world, place) => {
      const { _id: memberId, version } = await anApplicant(place);
      return { memberId, version, decision: { kind: "approve" } };
    },
  },
  "offers.near": { input: () => ({}) },
  "offers.post": { input: () => ({ skill: "company", words: "周末陪聊天", times: [{ weekday: 7, part: "morning" }] }), letInBy: ["notMember"] },
  "offers.close": {
    names: true,
    input: async (_world, place) => {
      const { _id: offerId, version } = await anOffer(place);
      return { offerId, version };
    },
  },
} satisfies Partial<Examples>;
