import type { ClosingReason, Relation } from "../../../../contracts/timebank/words";
import type { Operation } from "../../../platform/serve";
import type { AccountDocument, AccountTerms, HoldDocument, TransferDocument, UnpaidDocument } from "./documents";
import { releaseAll } from "./holds";
import { posted } from "./fold";
import { emptying, flow, moves } from "./rules";
import { type Decision, enter, type Ledger, poolIdOf, type Reader, reject } from "./repository";

/** What happens to an account as a whole: each is one entry, and voids the holds it ends in the same transaction. */

async function holdsOf(reader: Reader, { openHolds }: AccountDocument): Promise<HoldDocument[]> {
  const found: HoldDocument[] = [];
  for (const id of openHolds) found.push(await reader.hold(id));
  return found;
}

type Beside = NonNullable<Decision["beside"]>;

/** Voided holds that the account was to pay by, and a death: what they were for is looked at again, even if the call dies after its entry. */
function unpaidBy(ledger: Ledger, operation: Operation, { holder }: AccountDocument, voided: readonly HoldDocument[], died = false): Beside {
  if (voided.length === 0 && !died) return [];
  const document: UnpaidDocument = { _id: operation.documentId, schemaVersion: 1, communityId: ledger.communityId, holder, ...(died && { died: true as const }), nextCheckAt: ledger.at };
  return [{ collection: "timeUnpaid", document }];
}

/** Nothing goes out any more; what others owe the account still arrives. */
export const freeze = (ledger: Ledger, operation: Operation, { account, words }: { account: string; words?: string }): Promise<TransferDocument> =>
  enter(ledger, operation, "freezing", async (reader) => {
    const before = await reader.account(account);
    const { holds, ...released } = releaseAll(await holdsOf(reader, before), operation.documentId);
    return { ...moves({ ...released, sets: [{ account, status: "frozen" }] }), holds, beside: unpaidBy(ledger, operation, before, holds), ...(words !== undefined && { extra: { words } }) };
  });

export const thaw = (ledger: Ledger, operation: Operation, { account }: { account: string }): Promise<TransferDocument> =>
  enter(ledger, operation, "thawing", async (reader) => {
    await reader.account(account);
    return moves({ sets: [{ account, status: "open" }] });
  });

export interface Closing {
  account: string;
  reason: ClosingReason;
  /** Who gets what is left; absent: the pool. */
  heir?: { account: string; relation: Relation };
}

/** Death, moving away, leaving for good: what is left goes to an heir or to the pool; honour stays where it was earned. */
export const closeAccount = (ledger: Ledger, operation: Operation, { account, reason, heir }: Closing): Promise<TransferDocument> =>
  enter(ledger, operation, "closing", async (reader) => {
    const pool = poolIdOf(ledger.communityId);
    const before = await reader.account(account);
    if (account === pool || heir?.account === account) reject("sameAccount");
    if (before.status === "closed") reject("accountClosed");
    if (heir && (before.kind !== "person" || !ledger.settings.inheritable || !ledger.settings.giftTo.includes(heir.relation))) reject("notRelated");
    const { holds, ...released } = releaseAll(await holdsOf(reader, before), operation.documentId);
    const lines = emptying(before, await reader.account(heir?.account ?? pool), pool);
    return {
      ...moves({ ...released, lines, sets: [{ account, status: "closed" }] }),
      holds,
      beside: unpaidBy(ledger, operation, before, holds, reason === "death"),
      extra: { reason, ...(heir && { relation: heir.relation }) },
    };
  });

/** Two accounts of one person become one: balance and honour move, the first is closed. */
export const mergeAccounts = (ledger: Ledger, operation: Operation, { from, to }: { from: string; to: string }): Promise<TransferDocument> =>
  enter(ledger, operation, "merging", async (reader) => {
    if (from === to) reject("sameAccount");
    const [before, into] = [await reader.account(from), await reader.account(to)];
    if (before.kind !== "person" || into.kind !== "person") reject("notRelated");
    // With nothing to move no line would meet the other account: he would be left without any.
    if (before.status === "closed" || into.status === "closed") reject("accountClosed");
    const { holds, ...released } = releaseAll(await holdsOf(reader, before), operation.documentId);
    const pool = poolIdOf(ledger.communityId);
    // A debt is the same person's debt: it moves along, and is not written off.
    const spendable = posted(before) < 0 ? flow(to, from, -posted(before)) : emptying(before, into, pool);
    const lines = [...spendable, ...flow(from, to, before.honour, "honour")];
    return { ...moves({ ...released, lines, sets: [{ account: from, status: "closed" }] }), holds, beside: unpaidBy(ledger, operation, before, holds) };
  });

type Wanted = Partial<Pick<AccountTerms, "floor" | "cap">> & { [K in "mayRedeemFrom" | "hardshipUntil"]?: string | null };

/** What is not named stays as it stands; null: the account has no such day any more. */
function changedTerms(before: AccountTerms, { mayRedeemFrom = before.mayRedeemFrom, hardshipUntil = before.hardshipUntil, ...bounds }: Wanted): AccountTerms {
  return { floor: before.floor, cap: before.cap, ...bounds, ...(mayRedeemFrom && { mayRedeemFrom }), ...(hardshipUntil && { hardshipUntil }) };
}

/** Floor, cap, and from when the hours may be redeemed. */
export const changeTerms = (ledger: Ledger, operation: Operation, { account, terms }: { account: string; terms: Wanted }): Promise<TransferDocument> =>
  enter(ledger, operation, "terms", async (reader) => moves({ sets: [{ account, terms: changedTerms(await reader.account(account), terms) }] }));
