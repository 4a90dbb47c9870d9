/** The bank of a file of tests of the ledger: each test has a community of its own, whose books fold when it is over. */
import { deposit, verifyCommunity } from "../../../cloudfunctions/features/timebank/ledger";
import type { Ledger } from "../../../cloudfunctions/features/timebank/ledger/repository";
import { dayMs } from "../../../contracts/kernel/milliseconds";
import type { TimeBankSettings } from "../../../contracts/timebank/settings";
import { type Bank, noon, operation, person, placeHold, startBank } from "../bank";

export let bank: Bank;
/** The running test's. */
export let ledger: Ledger;
const opened: Ledger[] = [];

export function useBank(): void {
  beforeAll(async () => {
    bank = await startBank();
  });
  afterAll(() => bank.close());
  beforeEach(() => decide({}));
  afterEach(async () => {
    for (const { communityId } of opened.splice(0)) expect(await verifyCommunity(bank.database, communityId)).toMatchObject({ ok: true });
  });
}

/** Another community's. */
export function under(settings: Partial<TimeBankSettings>): Ledger {
  const made = bank.ledger(settings);
  opened.push(made);
  return made;
}

/** The test goes on in a community that has decided so. */
export function decide(settings: Partial<TimeBankSettings>): void {
  ledger = under(settings);
}

export const later = (ms: number): Ledger => ({ ...ledger, at: ledger.at + ms });

export async function balances(id: string) {
  const { credits, debits, debitsPending, honour } = await bank.account(ledger, id);
  return { posted: credits - debits, held: debitsPending, honour };
}

export async function withHours(name: string, minutes: number): Promise<string> {
  const account = await person(ledger, name);
  await deposit(ledger, operation(), { account, minutes });
  return account;
}

export const hold = (from: string, minutes: number, more: { beneficiary?: string } = {}) => placeHold(ledger, operation(), { from, minutes, expiresAt: noon + dayMs, ...more });
