import { dayOf } from "../../../../contracts/kernel/day";
import { monthOf } from "../../../../contracts/timebank/minutes";
import type { Database } from "../../../platform/database";
import { part, type Tally } from "../../../platform/drain";
import { closeMonths, communitiesWithBank, settlingMs } from "../ledger";
import { ledgerOf } from "../shared/ledgerOf";
import { accountsAfter, type HealthClockDocument, insertMorning, readClock, saveClock } from "./health.repository";
import { noTally, tallied } from "./healthRules";

/**
 * What a bank does by itself: once a day it is counted, once a month every account's month is sealed. A round does a
 * bounded piece and notes how far it came, so that a district costs a round no more than a village; a crash goes on
 * from the last note, and what is done twice is the same.
 */
const clock = "timebank.bank";
const accountsAtOnce = 1_000;
/** Batches of accounts counted in one round: 5,000 accounts. */
const mostBatches = 5;
/** Accounts whose months are sealed in one round, at some four calls each. */
const mostSealed = 25;

type Notes = HealthClockDocument;

/** The first round of a day lists the communities; the first of a month, whose accounts are to be sealed. */
async function withDuties(database: Database, notes: Notes, at: number): Promise<Notes> {
  const [day, month] = [dayOf(at), monthOf(dayOf(at - settlingMs))];
  if (notes.readingDay === day && notes.sealingMonth === month) return notes;
  const communities = await communitiesWithBank(database);
  const { reading: _stale, ...rest } = notes;
  return {
    ...(notes.readingDay === day ? notes : { ...rest, readingDay: day, left: communities }),
    ...(notes.sealingMonth !== month && { sealingMonth: month, sealLeft: communities, sealedAfter: "" }),
  };
}

/** Counts the next accounts of the community whose turn it is. */
async function countNext(database: Database, notes: Notes, at: number): Promise<Notes> {
  const { reading: known, ...rest } = notes;
  const reading = known ?? { communityId: notes.left[0]!, after: "", tally: noTally };
  const { communityId } = reading;
  const accounts = await accountsAfter(database, communityId, reading.after, accountsAtOnce);
  const tally = tallied(reading.tally, accounts, notes.readingDay);
  if (accounts.length === accountsAtOnce) return { ...rest, reading: { communityId, after: accounts.at(-1)!._id, tally } };
  await insertMorning(database, { _id: `${communityId}:${notes.readingDay}`, schemaVersion: 1, communityId, day: notes.readingDay, at, ...tally });
  return { ...rest, left: notes.left.filter((one) => one !== communityId) };
}

/** Seals the months of the next accounts. One that can't be sealed is sealed by whoever opens it. */
async function sealNext(database: Database, notes: Notes, at: number, tally: Tally): Promise<Notes> {
  const communityId = notes.sealLeft[0]!;
  const ledger = await ledgerOf({ database, communityId, by: "clock", at });
  const accounts = await accountsAfter(database, communityId, notes.sealedAfter, mostSealed);
  for (const { _id, openedMonth } of accounts) if (openedMonth < notes.sealingMonth) await part(tally, { clock, id: _id }, async () => void (await closeMonths(ledger, _id)), undefined);
  if (accounts.length === mostSealed) return { ...notes, sealedAfter: accounts.at(-1)!._id };
  return { ...notes, sealLeft: notes.sealLeft.slice(1), sealedAfter: "" };
}

/** A community that cannot be worked on must not stop the others: it is left out until the next day, or month. */
function countOrSkip(database: Database, notes: Notes, at: number, tally: Tally): Promise<Notes> {
  const { reading, ...rest } = notes;
  const communityId = reading?.communityId ?? notes.left[0]!;
  return part(tally, { clock, id: communityId }, () => countNext(database, notes, at), { ...rest, left: notes.left.filter((one) => one !== communityId) });
}

const sealOrSkip = (database: Database, notes: Notes, at: number, tally: Tally): Promise<Notes> =>
  part(tally, { clock, id: notes.sealLeft[0]! }, () => sealNext(database, notes, at, tally), { ...notes, sealLeft: notes.sealLeft.slice(1), sealedAfter: "" });

export async function bankRound(database: Database, at: number, tally: Tally): Promise<void> {
  const before = await readClock(database);
  let notes = await withDuties(database, before, at);
  for (let batch = 0; batch < mostBatches && notes.left.length > 0; batch += 1) notes = await countOrSkip(database, notes, at, tally);
  if (notes.sealLeft.length > 0) notes = await sealOrSkip(database, notes, at, tally);
  if (notes !== before) await saveClock(database, before, notes);
}
