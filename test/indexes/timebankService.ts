/** The service room's repositories: how each of their functions is run against its index. */
import * as certificates from "../../cloudfunctions/features/timebank/service/certificates.repository";
import * as service from "../../cloudfunctions/features/timebank/service/repository";
import type { SessionDocument } from "../../cloudfunctions/features/timebank/shared/documents";
import type { Database } from "../../cloudfunctions/platform/database";
import { minuteMs } from "../../contracts/kernel/milliseconds";
import { askedQueue } from "./queue";

interface Given {
  database: Database;
  communityId: string;
  at: number;
}

const position = { key: 1, id: "f".repeat(24) };
const sessionOf = ({ communityId, at }: Given): SessionDocument => ({
  _id: "index-test", schemaVersion: 1, version: 1, communityId, source: "live", volunteerId: "nobody", proxies: [], gridCode: "g1", stationCode: "s1", attention: [], skill: "other",
  content: "", placeText: "", organiser: "", inCharge: "", state: "served", bookedFrom: at, bookedTo: at + minuteMs, inAt: at, forgotten: false, shown: { in: "code" }, entries: [], effects: [], events: [],
});
const certificateOf = ({ communityId, at }: Given): certificates.CertificateDocument => ({
  _id: "LL-2026-TEST-TEST", schemaVersion: 1, version: 1, communityId, personId: "nobody", payloadHash: "", issuedAt: at, community: "", organiser: "", fromDay: "2026-01-01", toDay: "2026-01-02",
  minutes: 1, sessions: 1, recordedBy: "",
});

export const serviceRepositories = {
  "timebank/service/repository.ts": {
    module: service,
    withoutQuery: ["sessionIdOf"],
    queries: {
      findSession: ({ database }: Given) => service.findSession(database, "nobody"),
      saveSession: (given: Given) => service.saveSession(given.database, sessionOf(given), { ...sessionOf(given), state: "unconfirmed" }),
      shiftClosed: ({ database }: Given) => service.shiftClosed(database, { _id: "nobody", version: 1 }),
      restSession: async (given: Given) => {
        await service.restSession(given.database, sessionOf(given), undefined);
        await service.restSession(given.database, sessionOf(given), given.at);
      },
      openSession: async (given: Given) => {
        const beginning = { sessionId: "index-test", shiftId: "index-test:0", communityId: given.communityId, volunteerId: "index-test", at: given.at };
        const shift = { _id: beginning.shiftId, version: 0, fromAt: given.at } as never;
        for (let twice = 2; twice > 0; twice -= 1)
          await service.openSession(given.database, beginning, () => ({ shift, session: sessionOf(given), latestAt: given.at + minuteMs }));
      },
      closeSession: (given: Given) => service.closeSession(given.database, "index-test", (before) => before && { ...before, outAt: given.at + 1 }),
      releaseBooking: ({ database, communityId, at }: Given) => service.releaseBooking(database, communityId, "nobody", at),
      takeTry: async ({ database }: Given) => {
        for (let twice = 2; twice > 0; twice -= 1) await service.takeTry(database, "index-test", 10);
      },
      creditWithinDay: (given: Given) => service.creditWithinDay(given.database, sessionOf(given), "2026-11-23", 30, 60),
      sessionsOf: async ({ database, communityId }: Given) => {
        for (const from of [undefined, position]) await service.sessionsOf(database, communityId, "nobody", from, 20);
      },
      countSessionsOf: ({ database, communityId }: Given) => service.countSessionsOf(database, communityId, "nobody"),
      firstSessionOf: ({ database, communityId }: Given) => service.firstSessionOf(database, communityId, "nobody"),
      settledBetween: ({ database, communityId, at }: Given) => service.settledBetween(database, communityId, "nobody", 0, at),
      waitingFor: async ({ database, communityId }: Given) => {
        for (const from of [undefined, position]) await service.waitingFor(database, communityId, ["confirm:nobody", "unconfirmed:grid:g1"], from, 20);
      },
      sessionQueue: ({ database, at }: Given) => askedQueue(service.sessionQueue(database), at),
      overShiftQueue: ({ database, at }: Given) => askedQueue(service.overShiftQueue(database), at),
    },
  },
  "timebank/service/certificates.repository.ts": {
    module: certificates,
    queries: {
      findCertificate: ({ database }: Given) => certificates.findCertificate(database, "LL-2026-NONE-NONE"),
      insertCertificate: async (given: Given) => {
        for (let twice = 2; twice > 0; twice -= 1) await certificates.insertCertificate(given.database, certificateOf(given));
      },
      certificatesOf: ({ database, communityId }: Given) => certificates.certificatesOf(database, communityId, "nobody", 20),
      noteCode: (given: Given) => certificates.noteCode(given.database, certificateOf(given), "cloud://nothing"),
      withdrawCertificate: ({ database, at }: Given) => certificates.withdrawCertificate(database, "LL-2026-TEST-TEST", "nobody", at),
    },
  },
};
