/** The time bank's repositories: how each of their functions is run against its index. */
import type { Database } from "../../cloudfunctions/platform/database";
import * as guards from "../../cloudfunctions/features/timebank/ledger/guards.repository";
import * as reading from "../../cloudfunctions/features/timebank/ledger/reading.repository";
import * as ledger from "../../cloudfunctions/features/timebank/ledger/repository";
import { moves } from "../../cloudfunctions/features/timebank/ledger/rules";
import { statementOf } from "../../cloudfunctions/features/timebank/ledger/statement";
import { askedQueue } from "./queue";
import { bankRepositories } from "./timebankBank";
import { needsRepositories } from "./timebankNeeds";
import { serviceRepositories } from "./timebankService";
import { defaultSettings } from "../../contracts/timebank/settings";

interface Given {
  database: Database;
  communityId: string;
  at: number;
}

const bankOf = ({ database, communityId, at }: Given): ledger.Ledger => ({ database, communityId, settings: defaultSettings, at, by: "clock" });
const guardOf = ({ database, communityId }: Given): guards.GuardOf => ({ database, communityId, person: "nobody" });

export const timebankRepositories = {
  ...bankRepositories,
  ...needsRepositories,
  ...serviceRepositories,
  "timebank/ledger/repository.ts": {
    module: ledger,
    withoutQuery: ["accountIdOf", "poolIdOf", "reject", "rejectIf", "rejectionOf", "accountsIn", "transfersIn", "holdsIn", "reversalsIn"],
    queries: {
      openAccount: (given: Given) => ledger.openAccount(bankOf(given), "person", "nobody"),
      enter: (given: Given) => ledger.enter(bankOf(given), { documentId: "index-test", payloadHash: "" }, "thawing", async () => moves({})),
    },
  },
  "timebank/ledger/reading.repository.ts": {
    module: reading,
    queries: {
      overdueHolds: (given: Given) => reading.overdueHolds(bankOf(given), 100),
      communitiesWithOverdue: async (given: Given) => {
        for (const besides of [[], ["nowhere"]]) await reading.communitiesWithOverdue(given.database, given.at, besides);
      },
      putOffHolds: async (given: Given) => {
        for (const ids of [undefined, ["nobody:0"]]) await reading.putOffHolds(bankOf(given), given.at + 1, ids);
      },
      unpaidQueue: (given: Given) => askedQueue(reading.unpaidQueue(given.database), given.at),
      unpaidLookedAt: (given: Given) => reading.unpaidLookedAt(given.database, "nothing"),
      findStatement: (given: Given) => reading.findStatement(given.database, "nobody"),
      findAccount: (given: Given) => reading.findAccount(given.database, "nobody"),
      entryOf: (given: Given) => reading.entryOf(bankOf(given), "nobody", "nothing"),
      entriesOf: (given: Given) => reading.entriesOf(bankOf(given), "nobody", "2026-11"),
      reversedOf: (given: Given) => reading.reversedOf(bankOf(given), ["nothing", "nobody"]),
      settledHolds: ({ database, communityId }: Given) => reading.settledHolds(database, communityId, ["nobody:0", "nobody:1"]),
      lastStatement: (given: Given) => reading.lastStatement(bankOf(given), "nobody"),
      insertStatement: (given: Given) => reading.insertStatement(given.database, statementOf({ _id: "nobody", communityId: "index-test" }, "2026-11", undefined, [])),
      readBank: (given: Given) => reading.readBank(given.database, given.communityId),
      communitiesWithBank: (given: Given) => reading.communitiesWithBank(given.database),
    },
  },
  "timebank/ledger/guards.repository.ts": {
    module: guards,
    withoutQuery: ["guardIdOf", "blankGuard"],
    queries: {
      releaseInterval: (given: Given) => guards.releaseInterval(guardOf(given), "index-test"),
      knownOf: (given: Given) => guards.knownOf(guardOf(given), ["1988", "1989"]),
      stepWithin: (given: Given) => given.database.transaction((transaction) => guards.stepWithin(transaction, guardOf(given), () => undefined)),
      touchWithin: (given: Given) => given.database.transaction((transaction) => guards.touchWithin(transaction, guardOf(given))),
      touchGuard: (given: Given) => guards.touchGuard(guardOf(given)),
      allGuards: (given: Given) => guards.allGuards(given.database, given.communityId),
    },
  },
};
