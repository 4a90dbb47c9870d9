/** The accounts of a file of tests as the branch and their holders reach them, through the door; nobody is left over between two tests. */
import { accountIdOf, deposit, verifyCommunity } from "../../../cloudfunctions/features/timebank/ledger";
import type { AccountDocument } from "../../../cloudfunctions/features/timebank/ledger/documents";
import { accountCodeOf } from "../../../cloudfunctions/features/timebank/shared/accountCode";
import type { BankDocument } from "../../../cloudfunctions/features/timebank/shared/documents";
import { ledgerOf } from "../../../cloudfunctions/features/timebank/shared/ledgerOf";
import { openDatabase } from "../../../cloudfunctions/platform/database";
import type { AccountAct } from "../../../contracts/timebank/bankCalls";
import { defaultSettings, type TimeBankSettings } from "../../../contracts/timebank/settings";
import { mondayMorning } from "../../support/communities";
import { dataOf, type Product, startProduct } from "../../support/product";
import { operation } from "../bank";
import { doorOf, forget, own, personOf, type Somebody } from "../members/people";

export let product: Product;
export let door: ReturnType<typeof doorOf>;
let isOrdinary = false;

async function restart(): Promise<void> {
  await product?.close();
  product = await startProduct();
  door = doorOf(product);
}

export function useBranch(): void {
  beforeEach(async () => {
    if (isOrdinary) await forget(product);
    else await restart();
    isOrdinary = true;
  });
  afterAll(() => product.close());
}

/** A community that has decided otherwise: before anybody reads its settings, since an instance remembers them. */
export async function settle(settings: Partial<TimeBankSettings>): Promise<void> {
  await restart();
  isOrdinary = false;
  await product.cloud.database.collection("timeBanks").add({ _id: own, settings: { ...defaultSettings, ...settings } } satisfies BankDocument);
}

export const ledger = () => ledgerOf({ database: openDatabase(), communityId: own, by: "clock", at: mondayMorning });
export const idOf = (code: Somebody) => accountIdOf(own, "person", personOf(code));
export const accountCode = (code: Somebody) => accountCodeOf(idOf(code));
export const account = async (id: string): Promise<AccountDocument> => (await product.documents<AccountDocument>("timeAccounts", { _id: id }))[0]!;

/** Somebody who takes part and has saved. */
export async function saver(code: Somebody, minutes = 600): Promise<void> {
  await door.join(code, { by: code === "resident3" || code === "leader3" ? "headWest" : code === "headEast" ? "memberEast" : "headEast" });
  if (minutes) await deposit(await ledger(), operation(), { account: idOf(code), minutes });
}

export const actOn = (by: Somebody, of: Somebody, act: AccountAct, operationId?: string) => door.as(by, "accounts.act", { accountCode: accountCode(of), act }, operationId);
export const relate = async (of: Somebody, to: Somebody, relation: "spouse" | "child" = "spouse") => dataOf(await actOn("secretary", of, { act: "relate", accountCode: accountCode(to), relation }));

/** Whatever was done, the bank folds. */
export const folds = async () => expect(await verifyCommunity(openDatabase(), own)).toMatchObject({ ok: true });
