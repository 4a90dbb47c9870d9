import { payloadHash, shortHash } from "../../../platform/hash";
import { type AccountBalances, type AccountDocument, issuing, type Movement, type TransferDocument } from "./documents";

/**
 * How an entry changes an account. Pure. Invariant: an account is nothing but the fold of its entries in the order of
 * their versions, so that whoever folds them again must arrive at the stored balances and at the stored chain.
 */

export const noBalances: AccountBalances = { debits: 0, credits: 0, debitsPending: 0, honour: 0 };

/** What is there, whether held or not. */
export const posted = ({ credits, debits }: AccountBalances): number => credits - debits;
/** What can still be promised: a hold takes it away before anything is paid. */
export const available = (balances: AccountBalances): number => posted(balances) - balances.debitsPending;

export const balancesOf = ({ debits, credits, debitsPending, honour }: AccountBalances): AccountBalances => ({ debits, credits, debitsPending, honour });

export function balancesAfter(before: AccountBalances, id: string, { lines, pending }: Pick<Movement, "lines" | "pending">): AccountBalances {
  const after = balancesOf(before);
  for (const { account, book, minutes } of lines) {
    if (account !== id) continue;
    if (book === "honour") after.honour += minutes;
    else if (minutes > 0) after.credits += minutes;
    else after.debits -= minutes;
  }
  for (const { account, minutes } of pending) if (account === id) after.debitsPending += minutes;
  return after;
}

/** Sorted, so that two entries over the same accounts meet in the same order. */
export const accountsOf = ({ lines, pending, sets }: Movement): string[] =>
  [...new Set([...lines, ...pending, ...sets].map(({ account }) => account))].filter((account) => account !== issuing).sort();

/**
 * The last look before an entry is written: whatever a use case worked out, its lines are whole minutes and sum to zero.
 * @throws RangeError, which is a bug
 */
export function checkLines({ lines, pending }: Movement): void {
  const sums = new Map<string, number>();
  for (const { book, minutes } of lines) sums.set(book, (sums.get(book) ?? 0) + minutes);
  const isWhole = [...lines, ...pending].every(({ minutes }) => Number.isSafeInteger(minutes) && minutes !== 0);
  if (!isWhole || [...sums.values()].some((sum) => sum !== 0)) throw new RangeError(`an entry doesn't balance: ${JSON.stringify(lines)}`);
}

export type EntryBody = Omit<TransferDocument, "touched">;

/** Covers everything the entry says but its place in the rows, which `chainAfter` adds. */
export const contentHash = (body: EntryBody): string => payloadHash(body);
export const chainAfter = (chain: string, content: string, version: number): string => shortHash(chain, content, String(version));

/** The holds that an entry of the kind `hold` placed. */
export const placedBy = ({ placed = [] }: Pick<TransferDocument, "placed">): string[] => placed;

/** The account after an entry; `body` carries everything but `touched`. */
export function accountAfter(before: AccountDocument, body: EntryBody, content: string): AccountDocument {
  const change = body.sets.find(({ account }) => account === before._id);
  const { floor, cap, mayRedeemFrom, hardshipUntil, ...rest } = before;
  const terms = change?.terms ?? { floor, cap, mayRedeemFrom, hardshipUntil };
  const openHolds = before.openHolds.filter((hold) => !body.settles.includes(hold));
  const isHeld = body.kind === "hold" && body.pending.some(({ account }) => account === before._id);
  const version = before.version + 1;
  return {
    ...rest,
    ...balancesAfter(before, before._id, body),
    floor: terms.floor,
    cap: terms.cap,
    ...(terms.mayRedeemFrom !== undefined && { mayRedeemFrom: terms.mayRedeemFrom }),
    ...(terms.hardshipUntil !== undefined && { hardshipUntil: terms.hardshipUntil }),
    status: change?.status ?? before.status,
    openHolds: isHeld ? [...openHolds, ...placedBy(body)] : openHolds,
    version,
    chain: chainAfter(before.chain, content, version),
  };
}
