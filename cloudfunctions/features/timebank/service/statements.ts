import type { CallData } from "../../../../contracts/calls";
import { Failure } from "../../../../contracts/kernel/failure";
import { minutesText, monthBefore, monthText, nextMonth } from "../../../../contracts/timebank/minutes";
import type { Handler } from "../../../platform/serve";
import { accountIdOf, monthOfAccount, posted } from "../ledger";
import { ledgerFor } from "../shared/ledgerOf";
import { statementLinesOf } from "../shared/statementLine";

/** One month of the caller's own account; a month that is over names the hash of everything before it. */
export const openStatement: Handler<"statements.open"> = async ({ month }, { database, person, at }): Promise<CallData<"statements.open">> => {
  const ledger = await ledgerFor({ database, person, at });
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
    lines: statementLinesOf(entries, accountId, at, ledger.settings),
    ...(closed && { seal: statement.hash, next: nextMonth(statement.month) }),
    ...(statement.month > account.openedMonth && { previous: monthBefore(statement.month) }),
  };
};
