/** A local cloud with the ledger over the real SDK, and operations as the door would make them. */
import { join } from "node:path";
import { instantOf } from "../../contracts/kernel/day";
import { defaultSettings, type TimeBankSettings } from "../../contracts/timebank/settings";
import { accountIdOf, openAccount, placeHolds } from "../../cloudfunctions/features/timebank/ledger";
import type { AccountDocument, TransferDocument } from "../../cloudfunctions/features/timebank/ledger/documents";
import type { Ledger } from "../../cloudfunctions/features/timebank/ledger/repository";
import { type Database, openDatabase } from "../../cloudfunctions/platform/database";
import { payloadHash, shortHash } from "../../cloudfunctions/platform/hash";
import type { Operation } from "../../cloudfunctions/platform/serve";
import { startTestCloud, type TestCloud, type TestCloudOptions } from "../support/cloud";

export const noon = instantOf("2026-11-23", 12 * 60);

let count = 0;
/** A new intent each time; the payload is what a repeat would send. */
export const operation = (payload: unknown = {}, id = `operation-${(count += 1)}`): Operation => ({ documentId: shortHash(id), payloadHash: payloadHash(payload) });

export interface Bank {
  cloud: TestCloud;
  database: Database;
  /** A community of its own, so that tests share nothing. */
  ledger(settings?: Partial<TimeBankSettings>, at?: number): Ledger;
  account(ledger: Ledger, id: string): Promise<AccountDocument>;
  close(): Promise<void>;
}

let communities = 0;

export async function startBank(options: TestCloudOptions = {}): Promise<Bank> {
  const cloud = await startTestCloud({ indexes: join(__dirname, "../../cloudfunctions/indexes.json"), ...options });
  const database = openDatabase();
  return {
    cloud,
    database,
    ledger: (settings = {}, at = noon) => ({ database, communityId: `bank-${(communities += 1)}`, settings: { ...defaultSettings, ...settings }, at, by: "p-clerk" }),
    account: async (_ledger, id) => (await database.collection<AccountDocument>("timeAccounts").get(id))!,
    close: () => cloud.close(),
  };
}

/** Opens a person's account and gives its id. */
export const person = async (ledger: Ledger, name: string): Promise<string> => (await openAccount(ledger, "person", name))._id;
export const idOf = (ledger: Ledger, name: string): string => accountIdOf(ledger.communityId, "person", name);

/** `done`, or why not. */
export const outcome = ({ rejection }: TransferDocument): string => rejection ?? "done";

/** One hold, as somebody's only shift with one place has it. @returns its entry, and the hold's id */
export async function placeHold(ledger: Ledger, order: Operation, { minutes, expiresAt, ...payer }: { from: string; minutes: number; expiresAt: number; beneficiary?: string }): Promise<TransferDocument & { held: string }> {
  const entry = await placeHolds(ledger, order, { ...payer, groups: [{ first: 0, places: 1, minutes, expiresAt }] });
  return { ...entry, held: `${entry._id}:0` };
}
