import type * as z from "zod/mini";
import type { accountView } from "../../../../contracts/timebank/bankCalls";
import { dayOf } from "../../../../contracts/kernel/day";
import { Failure } from "../../../../contracts/kernel/failure";
import { monthBefore, monthOf, monthText, nextMonth } from "../../../../contracts/timebank/minutes";
import { reaches } from "../../../platform/actor";
import type { MemberContext } from "../../../platform/serve";
import { getPerson } from "../../people";
import { type AccountDocument, accountIdOf, amountOf, correctionRefusal, type Ledger, monthOfAccount, reversedOf, type TransferDocument } from "../ledger";
import { accountByCode } from "../shared/accounts.repository";
import { accountCodeOf } from "../shared/accountCode";
import type { MemberDocument } from "../shared/documents";
import { relativesOf } from "../shared/family";
import { homeOf } from "../shared/home";
import { hoursOf } from "../shared/hours";
import { memberOf } from "../shared/members.repository";
import { namesOf } from "../shared/names";
import { statementLineOf } from "../shared/statementLine";
import { entriesOfSessions } from "./noteCorrection.repository";

export type AccountView = z.output<typeof accountView>;

/** An account with what the time bank knows of its holder; who was only ever helped has no `member`. */
export interface OpenedAccount {
  account: AccountDocument;
  member?: MemberDocument;
}

async function stationOf({ database, community }: MemberContext, { account, member }: OpenedAccount): Promise<string | undefined> {
  if (member) return member.stationCode;
  const person = account.kind === "person" ? await getPerson(database, account.holder) : undefined;
  return person && homeOf(community.organisation, person).stationCode;
}

/** @returns undefined for a code that nobody in the community has */
export async function openedByCode({ database, person }: MemberContext, code: string): Promise<OpenedAccount | undefined> {
  const account = await accountByCode(database, person.communityId, code);
  if (!account) return undefined;
  const member = account.kind === "person" ? await memberOf(database, person.communityId, account.holder) : undefined;
  return { account, ...(member && { member }) };
}

/**
 * The account that a code stands for, where the caller's branch looks after its holder.
 * @throws Failure accountUnknown for another station's account as for none
 */
export async function openedInReach(context: MemberContext, code: string): Promise<OpenedAccount> {
  const opened = await openedByCode(context, code);
  const stationCode = opened && (await stationOf(context, opened));
  if (!opened || !reaches(context.reach, stationCode === undefined ? {} : { stationCode })) throw new Failure("accountUnknown");
  return opened;
}

/** As many as a page shows without being endless; older ones stand in the statement. */
const shownLines = 60;

/** With what can still be taken back of each, and given back of what corrections took. At most 2 queries. */
async function linesOf({ database }: MemberContext, ledger: Ledger, account: string, entries: readonly TransferDocument[]): Promise<AccountView["lines"]> {
  const isCorrectable = (entry: TransferDocument) => correctionRefusal(entry, 0, 1) === undefined;
  const corrected = entries.flatMap(({ reverses }) => (reverses === undefined ? [] : [reverses]));
  const [reversed, ofSessions] = await Promise.all([
    reversedOf(ledger, [...new Set([...entries.filter(isCorrectable).map(({ _id }) => _id), ...corrected])]), entriesOfSessions(database, ledger.communityId, corrected),
  ]);
  return entries.map((entry) => {
    const left = isCorrectable(entry) ? amountOf(entry) - (reversed.get(entry._id) ?? 0) : 0;
    const back = entry.reverses === undefined || ofSessions.has(entry.reverses) ? 0 : Math.min(amountOf(entry), reversed.get(entry.reverses) ?? 0);
    return { ...statementLineOf(entry, account, ledger.at, ledger.settings), ...(left > 0 && { correctableMinutes: left }), ...(back > 0 && { restorableMinutes: back }) };
  });
}

/** To whom somebody may give, by what the branch has noted. One query for the names. */
export async function receiversOf(context: MemberContext, member: MemberDocument | undefined): Promise<AccountView["family"]> {
  const family = relativesOf(member);
  const called = await namesOf(context, family.map(({ personId }) => personId));
  return family.map(({ personId, relation }) => ({ relation, called: called(personId), accountCode: accountCodeOf(accountIdOf(context.person.communityId, "person", personId)) }));
}

/**
 * An account with the entries of one month, the running one when none is named.
 * @throws Failure notFound for a month before its opening or still to come
 */
export async function viewOf(context: MemberContext, ledger: Ledger, { account, member }: OpenedAccount, month?: string): Promise<AccountView> {
  const { at } = context;
  const found = await monthOfAccount(ledger, account._id, month);
  if (!found) throw new Failure("notFound");
  const shown = found.statement.month;
  const entries = found.entries.filter(({ rejection }) => rejection === undefined).slice(-shownLines);
  const called = account.kind === "person" ? (await namesOf(context, [account.holder]))(account.holder) : "一支志愿队";
  return {
    accountId: account._id,
    called,
    hours: hoursOf(account, ledger.settings, at),
    status: account.status,
    family: await receiversOf(context, member),
    ...(account.mayRedeemFrom !== undefined && { mayRedeemFrom: account.mayRedeemFrom }),
    ...(account.hardshipUntil !== undefined && { hardshipUntil: account.hardshipUntil }),
    month: shown,
    monthText: monthText(shown),
    ...(shown > account.openedMonth && { earlier: monthBefore(shown) }),
    ...(shown < monthOf(dayOf(at)) && { later: nextMonth(shown) }),
    lines: await linesOf(context, ledger, account._id, entries),
  };
}
