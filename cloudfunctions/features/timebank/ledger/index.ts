import type { Database } from "../../../platform/database";
import { allGuards } from "./guards.repository";
import { readBank } from "./reading.repository";
import { type Verdict, verifyBank } from "./verify";

export type { AccountDocument, TransferDocument, UnpaidDocument } from "./documents";
export { available, posted } from "./fold";
export { amountOf, correctionRefusal, mayRedeem } from "./rules";
export { changeTerms, closeAccount, freeze, mergeAccounts, thaw } from "./accounts";
export { knownOf, releaseInterval, stepWithin, touchGuard, touchWithin } from "./guards.repository";
export { book as bookStep, close as closeStep, type Interval, type IntervalStep, open as openStep, overlapping, release as releaseStep } from "./intervals";
export { expireHolds, type HoldGroup, placeHolds, postHold, voidHolds } from "./holds";
export { correct, deposit, donate, gift, restore } from "./hours";
export { depositPaper, PaperClash } from "./paper";
export { type Clash, clashesOf, daysOf, type PaperTime, yearsOf } from "./past";
export { communitiesWithBank, communitiesWithOverdue, entryOf, findAccount, putOffHolds, reversedOf, settledHolds, unpaidLookedAt, unpaidQueue } from "./reading.repository";
export { accountIdOf, type Alongside, type Ledger, openAccount, poolIdOf, reject } from "./repository";
export { closeMonths, monthOfAccount, settlingMs } from "./statement";

/** Reads a community's whole bank and says whether it folds: for the command line, never for a page. */
export const verifyCommunity = async (database: Database, communityId: string): Promise<Verdict> =>
  verifyBank(await readBank(database, communityId), await allGuards(database, communityId));
