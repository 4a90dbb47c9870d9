import { redemptionWords, serviceWords, settingWords } from "../../contracts/timebank/settingWords";
import { settingsFrom, storedSettings, type TimeBankDecisions, type TimeBankSettings } from "../../contracts/timebank/settings";
import type { BankDocument } from "../../cloudfunctions/features/timebank/shared/documents";
import type { Database } from "../../cloudfunctions/platform/database";
import { payloadHash } from "../../cloudfunctions/platform/hash";

/**
 * What a pack says of the community's time bank. It is written after the pointer has flipped: cut off in between, the
 * settings of before hold, and the same import again brings the new ones.
 */

/** What holds now, or would if the pack were in force. */
export async function readSettings(database: Database, communityId: string): Promise<TimeBankSettings> {
  return storedSettings((await database.collection<BankDocument>("timeBanks").get(communityId))?.settings);
}

/** Instances notice within 10 s. */
export const writeSettings = (database: Database, communityId: string, settings: TimeBankSettings): Promise<void> =>
  database.collection<BankDocument>("timeBanks").put({ _id: communityId, settings });

/** The whole settings of a pack; what it leaves out is as usual. */
export const settingsOfPack = (decided: TimeBankDecisions | undefined): TimeBankSettings => settingsFrom(decided ?? {});

const differs = (before: unknown, after: unknown): boolean => payloadHash([before]) !== payloadHash([after]);

/** Which rules are others than before, by their Chinese names. */
export function settingChanges(before: TimeBankSettings, after: TimeBankSettings): string[] {
  const changed = <W extends Record<string, { chinese: string }>>(words: W, one: Record<keyof W, unknown>, other: Record<keyof W, unknown>): string[] =>
    (Object.keys(words) as (keyof W)[]).filter((key) => differs(one[key], other[key])).map((key) => words[key]!.chinese);
  const { redemption, service } = before;
  const names = [...changed(settingWords, before, after), ...changed(redemptionWords, redemption, after.redemption), ...changed(serviceWords, service, after.service)];
  return names.length ? [`时间银行的规则改了：${names.join("、")}`] : [];
}
