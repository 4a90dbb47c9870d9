/** What the members' and the bank's rooms, and the rooms together, ask of the database. */
import * as health from "../../cloudfunctions/features/timebank/bank/health.repository";
import * as correcting from "../../cloudfunctions/features/timebank/bank/noteCorrection.repository";
import * as relating from "../../cloudfunctions/features/timebank/bank/relate.repository";
import { noTally } from "../../cloudfunctions/features/timebank/bank/healthRules";
import * as members from "../../cloudfunctions/features/timebank/members/repository";
import type { AccountDocument } from "../../cloudfunctions/features/timebank/ledger";
import * as accounts from "../../cloudfunctions/features/timebank/shared/accounts.repository";
import type { MemberDocument, OfferDocument } from "../../cloudfunctions/features/timebank/shared/documents";
import * as sharedMembers from "../../cloudfunctions/features/timebank/shared/members.repository";
import * as shared from "../../cloudfunctions/features/timebank/shared/repository";
import * as settings from "../../cloudfunctions/features/timebank/shared/settings.repository";
import { defaultSettings } from "../../contracts/timebank/settings";
import type { Database } from "../../cloudfunctions/platform/database";
import { askedQueue } from "./queue";

interface Given {
  database: Database;
  communityId: string;
  at: number;
}

const position = { key: 1, id: "f".repeat(24) };
const memberOf = ({ communityId, at }: Given): MemberDocument => ({
  _id: "index-test", schemaVersion: 1, version: 1, communityId, personId: "nobody", state: "applied", gridCode: "g1", stationCode: "s1",
  skills: [], times: [], isMinor: false, partyMember: false, family: [], appliedAt: at, effects: [], done: [],
});
const offerOf = ({ communityId, at }: Given): OfferDocument => ({
  _id: "index-test", schemaVersion: 1, version: 1, communityId, personId: "index-test", skill: "other", words: "", times: [], gridCode: "g1", stationCode: "s1", payloadHash: "", open: true, createdAt: at,
});
const accountOf = ({ communityId }: Given, holder: string): AccountDocument => ({ _id: holder, communityId, holder, kind: "person" }) as AccountDocument;

export const bankRepositories = {
  "timebank/shared/members.repository.ts": {
    module: sharedMembers,
    withoutQuery: ["memberIdOf"],
    queries: {
      getMember: ({ database }: Given) => sharedMembers.getMember(database, "nobody"),
      memberOf: ({ database, communityId }: Given) => sharedMembers.memberOf(database, communityId, "nobody"),
      membersOf: ({ database, communityId }: Given) => sharedMembers.membersOf(database, communityId, ["nobody", "somebody"]),
      insertMember: (given: Given) => sharedMembers.insertMember(given.database, memberOf(given)),
      saveMember: (given: Given) => sharedMembers.saveMember(given.database, memberOf(given), { ...memberOf(given), wontDo: "x" }),
    },
  },
  "timebank/shared/accounts.repository.ts": {
    module: accounts,
    queries: {
      accountAndPool: ({ database, communityId }: Given) => accounts.accountAndPool(database, communityId, "nobody"),
      accountOf: ({ database, communityId }: Given) => accounts.accountOf(database, communityId, "nobody"),
      accountsOf: ({ database }: Given) => accounts.accountsOf(database, ["nobody", "somebody"]),
      accountByCode: ({ database, communityId }: Given) => accounts.accountByCode(database, communityId, "0123-4567"),
    },
  },
  "timebank/shared/settings.repository.ts": {
    module: settings,
    // Of a community that nobody has read yet: an instance remembers.
    queries: { settingsOf: ({ database }: Given) => settings.settingsOf(database, "index-test") },
  },
  "timebank/shared/repository.ts": {
    module: shared,
    queries: { clearEffects: (given: Given) => shared.clearEffects(given.database, "timeMembers", { _id: "nobody", version: 1 }) },
  },
  "timebank/members/repository.ts": {
    module: members,
    queries: {
      memberQueue: ({ database, at }: Given) => askedQueue(members.memberQueue(database), at),
      deliverMemberEffects: async (given: Given) => {
        await members.deliverMemberEffects(given.database, memberOf(given));
        await members.deliverMemberEffects(given.database, memberOf(given), given.at);
      },
      getOffer: ({ database }: Given) => members.getOffer(database, "nobody"),
      // Stored twice, so that the second finds the first.
      postOffer: async (given: Given) => {
        for (let time = 0; time < 2; time += 1) await members.postOffer(given.database, offerOf(given), { since: 0, most: 20 }, () => {});
      },
      saveOffer: (given: Given) => members.saveOffer(given.database, offerOf(given), { ...offerOf(given), words: "x" }),
      openOffersOf: ({ database, communityId }: Given) => members.openOffersOf(database, communityId, "index-test", 10),
      moveOffersOf: ({ database, communityId }: Given) => members.moveOffersOf(database, communityId, "index-test", { gridCode: "g2", stationCode: "s1" }),
      closeOffersOf: ({ database, communityId }: Given) => members.closeOffersOf(database, communityId, "index-test"),
      offersOfRing: async ({ database, communityId }: Given) => {
        for (const kind of ["grid", "station", "community"] as const)
          for (const gridCode of ["g1", ""]) for (const from of [undefined, position]) await members.offersOfRing(database, communityId, { kind, gridCode, stationCode: "s1" }, from);
      },
      appliedPage: async ({ database, communityId }: Given) => {
        for (const stations of ["all", ["s1", "s2"]] as const) for (const from of [undefined, position]) await members.appliedPage(database, communityId, stations, from, 20);
      },
    },
  },
  "timebank/bank/health.repository.ts": {
    module: health,
    queries: {
      readClock: ({ database }: Given) => health.readClock(database),
      saveClock: async ({ database }: Given) => {
        const clock = await health.readClock(database);
        await health.saveClock(database, clock, { ...clock, readingDay: "2026-11-23" });
      },
      insertMorning: ({ database, communityId, at }: Given) => health.insertMorning(database, { _id: "index-test", schemaVersion: 1, communityId, day: "2026-11-23", at, ...noTally }),
      morningsSince: ({ database, communityId }: Given) => health.morningsSince(database, communityId, "2026-09-01"),
      lastMorning: ({ database, communityId }: Given) => health.lastMorning(database, communityId),
      accountsAfter: ({ database, communityId }: Given) => health.accountsAfter(database, communityId, "", 10),
    },
  },
  "timebank/bank/noteCorrection.repository.ts": {
    module: correcting,
    queries: {
      entriesOfSessions: ({ database, communityId }: Given) => correcting.entriesOfSessions(database, communityId, ["nothing", "nobody"]),
      noteCorrection: ({ database, communityId, at }: Given) =>
        correcting.noteCorrection(database, { communityId, entryId: "nothing", minutes: 1, words: "", by: "nobody", at, operation: { documentId: "index-test", payloadHash: "" }, service: defaultSettings.service }),
    },
  },
  "timebank/bank/relate.repository.ts": {
    module: relating,
    withoutQuery: ["related", "relatedSelves"],
    queries: {
      relate: (given: Given) =>
        relating.relate(given.database, { buildings: [], triageStationCode: "s1" } as never, { of: accountOf(given, "index-test-1"), to: accountOf(given, "index-test-2"), relation: "spouse", by: "nobody", at: given.at, operation: { documentId: "index-test", payloadHash: "" } }, []),
    },
  },
};
