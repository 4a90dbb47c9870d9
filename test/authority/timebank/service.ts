import { personIdOf } from "../../../cloudfunctions/features/people/personId";
import { withDerived } from "../../../cloudfunctions/features/timebank/service/derived";
import { sessionIdOf } from "../../../cloudfunctions/features/timebank/service/repository";
import type { NeedDocument, SessionDocument, ShiftDocument } from "../../../cloudfunctions/features/timebank/shared/documents";
import { openDatabase } from "../../../cloudfunctions/platform/database";
import { hourMs } from "../../../contracts/kernel/milliseconds";
import { defaultSettings } from "../../../contracts/timebank/settings";
import { communityIds, mondayMorning, openidOf } from "../../support/communities";
import type { Examples, Place } from "../examples";

/** Who is helped lives in the same grid as the other records of his place; who helps is somebody nobody plays. */
const where = {
  inside: { communityId: communityIds.own, resident: "resident1", gridCode: "g1", stationCode: "east" },
  outside: { communityId: communityIds.own, resident: "resident3", gridCode: "g3", stationCode: "west" },
  other: { communityId: communityIds.other, resident: "resident1", gridCode: "g1", stationCode: "east" },
} as const;

let count = 0;

/** A need with one shift that goes on now; `isHelped`: the resident is helped, else he is the one who promised. */
async function aTurn(place: Place, isHelped = true): Promise<{ needId: string; shiftId: string; personId: string; common: Omit<ShiftDocument, "_id" | "turns" | "people" | "holds" | "places" | "funding" | "cancelled" | "child" | "fromAt" | "toAt"> }> {
  const { communityId, resident, gridCode, stationCode } = where[place];
  const needId = `authority-need-${(count += 1)}`;
  const residentId = personIdOf(openidOf(communityId, resident), communityId);
  const stranger = personIdOf(`o-nobody-${count}`, communityId);
  const [recipientId, personId] = isHelped ? [residentId, stranger] : [stranger, residentId];
  const common = { schemaVersion: 1 as const, version: 1, communityId, needId, gridCode, stationCode, skill: "tutoring", effects: [] };
  const { needId: _needId, ...ofNeed } = common;
  const need: NeedDocument = {
    ...ofNeed, _id: needId, storyVersion: 1, payloadHash: "", state: "open", open: true, askerId: recipientId, recipientId, ownHours: true, proxies: [], people: [recipientId], familyToken: "", codeSecret: needId,
    words: "辅导作业", place: { text: "家里" }, schedule: { kind: "once", day: "2026-11-23", fromMinute: 600, minutes: 60, places: 1 },
    stage: "grid", stageAt: mondayMorning, offeredTo: [], attention: [], lacking: 0, nextAt: mondayMorning, createdAt: mondayMorning, events: [],
  };
  const shift: ShiftDocument = {
    ...common, _id: `${needId}:0`, child: false, fromAt: mondayMorning, toAt: mondayMorning + hourMs, places: 1, funding: "community", holds: [], cancelled: false,
    turns: [{ place: 0, personId, state: "promised", at: mondayMorning }], people: [personId],
  };
  await openDatabase().collection<NeedDocument>("timeNeeds").insert(need);
  await openDatabase().collection<ShiftDocument>("timeShifts").insert(shift);
  return { needId, shiftId: shift._id, personId, common };
}

async function aSession(place: Place, state: SessionDocument["state"]): Promise<{ sessionId: string; personId: string }> {
  const { shiftId, needId, personId, common } = await aTurn(place);
  const need = (await openDatabase().collection<NeedDocument>("timeNeeds").get(needId))!;
  const sessionId = sessionIdOf(shiftId, personId);
  const session: SessionDocument = {
    ...common, _id: sessionId, source: "live", shiftId, volunteerId: personId, recipientId: need.recipientId!, proxies: [], attention: [], content: "辅导孩子", placeText: "网格里", organiser: "站里", inCharge: "组长",
    state, bookedFrom: mondayMorning, bookedTo: mondayMorning + hourMs, inAt: mondayMorning, forgotten: false, shown: { in: "code" }, entries: [], events: [{ at: mondayMorning, by: personId, what: "checkIn" }],
  };
  await openDatabase().collection<SessionDocument>("timeSessions").insert(withDerived(session, mondayMorning, defaultSettings.service));
  return { sessionId, personId };
}

export const serviceExamples = {
  "sessions.code": { names: true, input: async (_world, place) => ({ needId: (await aTurn(place)).needId }) },
  "turns.open": { names: true, input: async (_world, place) => ({ shiftId: (await aTurn(place, false)).shiftId }) },
  "sessions.checkIn": {
    names: true,
    input: async (_world, place) => {
      const { shiftId, personId } = await aTurn(place);
      return { shiftId, presence: { kind: "onBehalf", personId } };
    },
  },
  "sessions.checkOut": {
    names: true,
    input: async (_world, place) => {
      const { sessionId, personId } = await aSession(place, "inProgress");
      return { sessionId, leaving: { kind: "onBehalf", personId } };
    },
  },
  "sessions.open": { names: true, input: async (_world, place) => ({ sessionId: (await aSession(place, "served")).sessionId }) },
  "sessions.step": {
    names: true,
    input: async (_world, place) => ({ sessionId: (await aSession(place, "served")).sessionId, version: 0, step: { action: "confirm" } }),
    // Let in as somebody who may read it, and told that he has not seen it as it is.
    letInBy: ["stale", "actionNotOpen"],
  },
  "records.list": { input: () => ({}) },
  "statements.open": { input: () => ({}), letInBy: ["notFound"] },
  "certificates.issue": { input: () => ({ fromDay: "2026-11-01", toDay: "2026-11-23", show: { name: false, content: true, places: false } }), letInBy: ["nothingToCertify"] },
  "certificates.mine": { input: () => ({}) },
  "certificates.check": { input: () => ({ number: "LL-2026-AAAA-AAAA" }), letInBy: ["notFound"] },
  "certificates.withdraw": { input: () => ({ number: "LL-2026-AAAA-AAAA" }), letInBy: ["notFound"] },
} satisfies Partial<Examples>;
