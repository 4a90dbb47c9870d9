import type { CallData } from "../../../../contracts/calls";
import { Failure } from "../../../../contracts/kernel/failure";
import { minutesText, nextMonth } from "../../../../contracts/timebank/minutes";
import type { Handler } from "../../../platform/serve";
import { accountIdOf, ledgerOf, monthOfAccount, posted } from "../ledger";
import { statementLineOf } from "../shared/statementLine";

const monthText = (month: string): string => `${month.slice(0, 4)}年${Number(month.slice(5))}月`;

function monthBefore(month: string): string {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))];
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, "0")}`;
}

/** One month of the caller's own account; a month that is over names the hash of everything before it. */
export const openStatement: Handler<"statements.open"> = async ({ month }, { database, person, at }): Promise<CallData<"statements.open">> => {
  const ledger = await ledgerOf({ database, communityId: person.communityId, by: person._id, at });
  const accountId = accountIdOf(person.communityId, "person", person._id);
  const found = await monthOfAccount(ledger, accountId, month);
  if (!found) throw new Failure("notFound");
  const { account, statement, entries, closed } = found;
  return {
    month: statement.month,
    monthText: monthText(statement.month),
    openingText: minutesText(posted(statement.opening)),
    closingText: minutesText(posted(statement.closing)),
    honourText: minutesText(statement.closing.honour),
    lines: entries.map((entry) => statementLineOf(entry, accountId, at)),
    ...(closed && { seal: statement.hash, next: nextMonth(statement.month) }),
    ...(statement.month > account.openedMonth && { previous: monthBefore(statement.month) }),
  };
};
