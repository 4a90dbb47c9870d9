/** The needs room's repository: how each of its functions is run against its index. */
import type { Database } from "../../cloudfunctions/platform/database";
import * as needs from "../../cloudfunctions/features/timebank/needs/repository";
import type { NeedDocument, ShiftDocument } from "../../cloudfunctions/features/timebank/shared/documents";
import { hourMs } from "../../contracts/kernel/milliseconds";
import { askedQueue } from "./queue";

interface Given {
  database: Database;
  communityId: string;
  at: number;
}

const nobody = "0".repeat(24);
const position = { key: 0, id: nobody };
const needOf = ({ communityId, at }: Given): NeedDocument => ({
  _id: "index-test", schemaVersion: 1, version: 1, storyVersion: 1, communityId, payloadHash: "", state: "open", open: true, askerId: nobody, ownHours: false, proxies: [], people: [],
  familyToken: "", codeSecret: "", skill: "other", words: "", gridCode: "", stationCode: "", place: { text: "" }, schedule: { kind: "once", day: "2026-11-23", fromMinute: 0, minutes: 60, places: 1 },
  stage: "grid", stageAt: at, offeredTo: [], attention: [], lacking: 0, nextAt: at, createdAt: at, events: [], effects: [],
});
const shiftOf = ({ communityId, at }: Given): ShiftDocument => ({
  _id: "index-test:0", schemaVersion: 1, version: 1, communityId, needId: "index-test", gridCode: "", stationCode: "", skill: "other", child: false,
  fromAt: at, toAt: at + hourMs, places: 1, funding: "undecided", holds: [], cancelled: true, released: true, turns: [], people: [], effects: [],
});

export const needsRepositories = {
  "timebank/needs/repository.ts": {
    module: needs,
    queries: {
      findNeed: ({ database }: Given) => needs.findNeed(database, nobody),
      findShift: ({ database }: Given) => needs.findShift(database, nobody),
      findOffer: ({ database }: Given) => needs.findOffer(database, nobody),
      needsByIds: ({ database }: Given) => needs.needsByIds(database, [nobody]),
      shiftsOf: (given: Given) => needs.shiftsOf(given.database, needOf(given)),
      insertNeed: async (given: Given) => {
        // A repeat looks for what is there.
        for (let time = 0; time < 2; time += 1) await needs.insertNeed(given.database, needOf(given));
      },
      saveNeed: (given: Given) => needs.saveNeed(given.database, needOf(given), { ...needOf(given), lacking: 1 }),
      saveShift: (given: Given) => needs.saveShift(given.database, shiftOf(given), { ...shiftOf(given), places: 2 }),
      insertShifts: (given: Given) => needs.insertShifts(given.database, needOf(given), [shiftOf(given)]),
      fundDecided: (given: Given) => needs.fundDecided(given.database, { ...needOf(given), funded: ["index-test:0"] }, given.at),
      needsSince: ({ database, communityId }: Given) => needs.needsSince(database, communityId, nobody, 0, 10),
      offeredUnder: async ({ database, communityId, at }: Given) => {
        for (const from of [undefined, position])
          for (const rest of [{}, { gridCode: { $ne: "g1" }, people: { $ne: nobody }, nextAt: { $gt: at } }]) await needs.offeredUnder(database, communityId, ["grid:g1", "community"], rest, from, 21);
      },
      waitingFor: async ({ database, communityId }: Given) => {
        for (const from of [undefined, position]) await needs.waitingFor(database, communityId, ["grid:g1", "station:s1"], from, 21);
      },
      needsOf: async ({ database, communityId }: Given) => {
        for (const from of [undefined, position]) await needs.needsOf(database, communityId, nobody, true, from);
      },
      eachOpenNeedOf: ({ database, communityId }: Given) => needs.eachOpenNeedOf(database, communityId, nobody, async () => {}),
      shiftsOfPeople: ({ database, communityId, at }: Given) => needs.shiftsOfPeople(database, communityId, [nobody, "x"], { from: 0, to: at }),
      activeMembers: async ({ database, communityId }: Given) => {
        for (const ring of ["station", "elsewhere"] as const) await needs.activeMembers(database, { communityId, stationCode: "s1", skill: "company" }, ring, 10);
      },
      activePartyMembers: async ({ database, communityId }: Given) => {
        for (const ring of ["station", "elsewhere"] as const) await needs.activePartyMembers(database, { communityId, stationCode: "s1" }, ring, 10);
      },
      needQueue: ({ database, at }: Given) => askedQueue(needs.needQueue(database), at),
      shiftQueue: ({ database, at }: Given) => askedQueue(needs.shiftQueue(database), at),
      lookedAt: async (given: Given) => {
        for (const next of [undefined, given.at]) await needs.lookedAt(given.database, shiftOf(given), next);
      },
      needLookedAt: async (given: Given) => {
        for (const next of [undefined, given.at]) await needs.needLookedAt(given.database, needOf(given), next);
      },
      markReleased: ({ database, communityId }: Given) => needs.markReleased(database, communityId, "index-test", ["index-test:0"]),
      changeTurn: ({ database, communityId }: Given) => needs.changeTurn(database, { communityId, personId: nobody, shiftId: "index-test:0" }, async (_shift, standing) => void (await Promise.all([standing.need("nothing"), standing.member()]))),
      changePeople: async (given: Given) => {
        const { database, communityId } = given;
        await needs.changePeople(database, { communityId, needId: needOf(given)._id, household: [nobody] }, (need) => need);
      },
    },
  },
};
