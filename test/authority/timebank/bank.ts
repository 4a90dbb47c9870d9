import { accountIdOf, openAccount } from "../../../cloudfunctions/features/timebank/ledger";
import { accountCodeOf } from "../../../cloudfunctions/features/timebank/shared/accountCode";
import { ledgerOf } from "../../../cloudfunctions/features/timebank/shared/ledgerOf";
import { openDatabase } from "../../../cloudfunctions/platform/database";
import { mondayMorning } from "../../support/communities";
import type { Examples, Place } from "../examples";
import { anApplicant } from "./members";

/** The account of somebody who lives there. */
async function anAccount(place: Place): Promise<string> {
  const { communityId, personId } = await anApplicant(place);
  await openAccount(await ledgerOf({ database: openDatabase(), communityId, by: "clock", at: mondayMorning }), "person", personId);
  return accountCodeOf(accountIdOf(communityId, "person", personId));
}

export const bankExamples = {
  "bank.open": { input: () => ({}) },
  "bank.list": { input: () => ({ tab: "needs" }) },
  "bank.health": { input: () => ({}) },
  "accounts.find": { names: true, input: (_world, place) => ({ unitCode: { inside: "b1-1", outside: "b3-1", other: "of-another-community" }[place] }) },
  "accounts.open": { names: true, input: async (_world, place) => ({ accountCode: await anAccount(place), reason: "check" }) },
  "accounts.act": { names: true, input: async (_world, place) => ({ accountCode: await anAccount(place), act: { act: "freeze", words: "先核对一下" } }) },
  // Nobody who calls has any hours, and no account before he has asked for help: let in, and told so.
  "hours.donate": { input: () => ({ minutes: 60 }), letInBy: ["accountUnknown", "ledgerRefused"] },
  "hours.give": { input: () => ({ toCode: "0000-0000", minutes: 60 }), letInBy: ["accountUnknown"] },
  "hours.form": { input: () => ({}), letInBy: ["accountUnknown"] },
} satisfies Partial<Examples>;
