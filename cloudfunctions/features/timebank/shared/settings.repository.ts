import { storedSettings, type TimeBankSettings } from "../../../../contracts/timebank/settings";
import { monotonicNow } from "../../../platform/clock";
import type { Database } from "../../../platform/database";
import type { BankDocument } from "./documents";

const settingsLastMs = 10_000;
const remembered = new Map<string, { settings: TimeBankSettings; readAt: number }>();

/** What the community decided, at most 10 s old; the defaults where it decided nothing. */
export async function settingsOf(database: Database, communityId: string): Promise<TimeBankSettings> {
  const known = remembered.get(communityId);
  if (known && monotonicNow() - known.readAt < settingsLastMs) return known.settings;
  const bank = await database.collection<BankDocument>("timeBanks").get(communityId);
  const settings = storedSettings(bank?.settings);
  remembered.set(communityId, { settings, readAt: monotonicNow() });
  return settings;
}
