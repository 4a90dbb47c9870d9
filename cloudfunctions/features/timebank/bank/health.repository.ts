import { type Collection, type Database, isDuplicate, saveIfUnchanged, type Stored, type Versioned } from "../../../platform/database";
import type { AccountDocument } from "../ledger";
import type { Tally } from "./healthRules";

/** `timeHealth/{communityId}:{day}`: how a bank stood on the morning of a day. Written once, never changed. */
export interface HealthDocument extends Stored, Tally {
  schemaVersion: 1;
  communityId: string;
  /** Local day, YYYY-MM-DD. */
  day: string;
  /** Epoch ms of when its reading began. */
  at: number;
}

/** How far a day's reading of one community has come. */
export interface Reading {
  communityId: string;
  /** The last account read; empty before the first. */
  after: string;
  tally: Tally;
}

/**
 * `timeHealth/clock`: what the clock still has to read today, and which months it still has to close. One document for
 * the deployment, so that the timer asks one question a minute and reads a bounded piece, however many communities
 * there are. It has no day and no community, so that no list of mornings ever finds it.
 */
export interface HealthClockDocument extends Versioned {
  schemaVersion: 1;
  /** The local day being read. */
  readingDay: string;
  /** Communities not read yet today. */
  left: string[];
  reading?: Reading;
  /** The local month whose beginning is being sealed. */
  sealingMonth: string;
  sealLeft: string[];
  /** The last account sealed of the first in `sealLeft`; empty before the first. */
  sealedAfter: string;
}

const clockId = "clock";
const mornings = (database: Database): Collection<HealthDocument> => database.collection<HealthDocument>("timeHealth");
const clocks = (database: Database): Collection<HealthClockDocument> => database.collection<HealthClockDocument>("timeHealth");

/** The clock's own notes; blank before its first round. */
export async function readClock(database: Database): Promise<HealthClockDocument> {
  const known = await clocks(database).get(clockId);
  if (known) return known;
  const blank: HealthClockDocument = { _id: clockId, schemaVersion: 1, version: 1, readingDay: "", left: [], sealingMonth: "", sealLeft: [], sealedAfter: "" };
  await insertOnce(clocks(database), blank);
  return blank;
}

async function insertOnce<T extends Stored>(collection: Collection<T>, document: T): Promise<void> {
  try {
    await collection.insert(document);
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
}

/** False when another round was faster: this one then stops. */
export const saveClock = (database: Database, before: HealthClockDocument, after: HealthClockDocument): Promise<boolean> => saveIfUnchanged(clocks(database), before, after);

export const insertMorning = (database: Database, morning: HealthDocument): Promise<void> => insertOnce(mornings(database), morning);

/** The mornings of a community since a day, oldest first; twelve weeks are 85. */
export const morningsSince = (database: Database, communityId: string, day: string): Promise<HealthDocument[]> =>
  mornings(database).find({ communityId, day: { $gte: day } }, { order: { day: 1 }, limit: 100 });

/** The newest morning; undefined before the first. */
export const lastMorning = async (database: Database, communityId: string): Promise<HealthDocument | undefined> =>
  (await mornings(database).find({ communityId, day: { $gt: "" } }, { order: { day: -1 }, limit: 1 }))[0];

/** The next accounts of a community by id. */
export const accountsAfter = (database: Database, communityId: string, after: string, limit: number): Promise<AccountDocument[]> =>
  database.collection<AccountDocument>("timeAccounts").find({ communityId, _id: { $gt: after } }, { order: { _id: 1 }, limit });
