/** A paper book as a branch types it, people to whom it belongs, and what the bank holds of it afterwards. */
import { join } from "node:path";
import { importHours, type HoursResult } from "../../../scripts/importHours";
import type { InboxDocument } from "../../../cloudfunctions/features/inbox";
import { type AccountDocument, openAccount, type TransferDocument } from "../../../cloudfunctions/features/timebank/ledger";
import type { GuardDocument } from "../../../cloudfunctions/features/timebank/ledger/guards.repository";
import { accountCodeOf } from "../../../cloudfunctions/features/timebank/shared/accountCode";
import type { SessionDocument } from "../../../cloudfunctions/features/timebank/shared/documents";
import { ledgerOf } from "../../../cloudfunctions/features/timebank/shared/ledgerOf";
import { type Database, openDatabase, type Stored } from "../../../cloudfunctions/platform/database";
import { personIdOf } from "../../../cloudfunctions/features/people/personId";
import { startTestCloud, type TestCloud, type TestCloudOptions } from "../../support/cloud";
import { communityIds, mondayMorning, openidOf } from "../../support/communities";
import { seedCommunities } from "../../support/product";

export const communityId = communityIds.own;
export const now = mondayMorning;
export const header = "账户码,姓名,日期,开始,结束,分钟,类别,内容,地点,组织单位,负责人,帮了谁,备注";

export interface Book {
  cloud: TestCloud;
  database: Database;
  /** Somebody of the small community with an account. */
  holder(name: string): Promise<Holder>;
  send(lines: readonly string[], more?: { dryRun?: boolean; database?: Database; file?: string; bytes?: Uint8Array; now?: number }): Promise<HoursResult>;
  of(holder: Holder): Promise<{ account: AccountDocument; entries: TransferDocument[]; sessions: SessionDocument[]; guards: GuardDocument[]; told: InboxDocument[] }>;
  close(): Promise<void>;
}
export interface Holder {
  personId: string;
  accountId: string;
  code: string;
  name: string;
  /** A line of the book: day and times as written, then what differs from reading with a child in the library. */
  line(when: string, more?: string): string;
}

let people = 0;

export async function startBook(options: TestCloudOptions = {}): Promise<Book> {
  const cloud = await startTestCloud({ indexes: join(__dirname, "../../../cloudfunctions/indexes.json"), ...options });
  await seedCommunities(cloud);
  const database = openDatabase();
  const ledger = await ledgerOf({ database, communityId, by: "test", at: now });
  const all = <T extends Stored>(collection: string) => database.collection<T>(collection).find({ _id: { $gt: "" } }, { order: { _id: 1 }, limit: 1000 });
  return {
    cloud,
    database,
    async holder(name) {
      const openid = `${openidOf(communityId, "resident1")}-${(people += 1)}`;
      const personId = personIdOf(openid, communityId);
      const household = { state: "confirmed" as const, bindingId: "b", unitCode: "b1-1", room: "402", gridCode: "g1" };
      await database.collection("people").insert({ _id: personId, schemaVersion: 1, version: 1, communityId, openid, current: true, name, inboxReadAt: 0, createdAt: now, household } as Stored);
      const { _id: accountId } = await openAccount(ledger, "person", personId);
      const code = accountCodeOf(accountId);
      return { personId, accountId, code, name, line: (when, more = "辅导孩子,陪读课文,小区图书室,,老何,,") => `${code},${name},${when},${more}` };
    },
    send: (lines, { dryRun = false, file = "hours.csv", bytes, ...more } = {}) =>
      importHours({ file, bytes: bytes ?? new TextEncoder().encode([header, ...lines, ""].join("\n")), database, communityId, now, dryRun, ...more }),
    async of({ personId, accountId }) {
      const own = { communityId, accounts: accountId };
      const entries = await database.collection<TransferDocument>("timeTransfers").find({ ...own, month: { $in: ["2026-11", "2026-12"] } }, { limit: 1000 });
      return {
        account: (await database.collection<AccountDocument>("timeAccounts").get(accountId))!,
        entries,
        sessions: (await all<SessionDocument>("timeSessions")).filter(({ volunteerId }) => volunteerId === personId),
        guards: (await all<GuardDocument>("timeGuards")).filter(({ person }) => person === personId),
        told: await database.collection<InboxDocument>("inbox").find({ communityId, to: personId }, { order: { at: -1, _id: -1 }, limit: 100 }),
      };
    },
    close: () => cloud.close(),
  };
}
