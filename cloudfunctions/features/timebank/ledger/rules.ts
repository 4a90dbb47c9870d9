import { Failure } from "../../../../contracts/kernel/failure";
import { minutes as minutesField } from "../../../../contracts/timebank/minutes";
import type { TimeBankSettings } from "../../../../contracts/timebank/settings";
import type { EntryKind, Rejection, Relation } from "../../../../contracts/timebank/words";
import { type AccountDocument, type HoldDocument, issuing, type Line, type Movement, type PendingLine, type TransferDocument } from "./documents";
import { available, posted } from "./fold";

/** What the bank permits. Pure: documents and settings in, lines or a rejection out. */

/** As many shifts as two weeks of four a day, three times over; bounds what freezing has to void in one transaction. */
export const mostOpenHolds = 168;
/** The pool answers for a whole community and is never frozen or closed; bounded only by what one document should hold. */
const mostPoolHolds = 1_000;
export const roomForHolds = ({ kind, openHolds }: AccountDocument): number => (kind === "pool" ? mostPoolHolds : mostOpenHolds) - openHolds.length;

/** @throws Failure invalidInput: what moves is at least a minute, because a gift of −60 would be a theft of 60 */
export function requireMinutes(amount: number): void {
  const parsed = minutesField.safeParse(amount);
  if (!parsed.success) throw new Failure("invalidInput", { fields: { minutes: parsed.error.issues[0]!.message } });
}

export const moves = (parts: Partial<Movement>): Movement => ({ lines: [], pending: [], settles: [], sets: [], ...parts });

export const flow = (from: string, to: string, minutes: number, book: Line["book"] = "spendable"): Line[] =>
  minutes === 0 ? [] : [{ account: from, book, minutes: -minutes }, { account: to, book, minutes }];

/** How much of a credit an account still takes; the rest is the pool's. The pool takes everything. */
export const roomFor = (account: AccountDocument, minutes: number): number =>
  account.cap === null ? minutes : Math.max(0, Math.min(minutes, account.cap - posted(account)));

/** One payer, one receiver up to the cap, the pool for the rest, in one entry. */
export function credit(from: string, to: AccountDocument, pool: string, minutes: number): Line[] {
  const kept = roomFor(to, minutes);
  const lines = [
    ...(kept ? [{ account: to._id, book: "spendable" as const, minutes: kept }] : []),
    ...(minutes > kept ? [{ account: pool, book: "spendable" as const, minutes: minutes - kept }] : []),
  ];
  return [{ account: from, book: "spendable", minutes: -minutes }, ...lines];
}

/** Served time is honoured in full, whatever the cap does to what can be spent. */
export const honoured = (account: AccountDocument, minutes: number): Line[] => flow(issuing, account._id, minutes, "honour");

/** What may still go out of an account that is frozen or being closed: taking back, letting go, and its own end. */
const movesFrozen: readonly EntryKind[] = ["correction", "void", "expiry", "freezing", "thawing", "closing", "merging", "terms"];

/** The one place where floor and status are kept, whatever the entry is. */
export function refusalOf(kind: EntryKind, before: AccountDocument, after: AccountDocument): Rejection | undefined {
  if (before.status === "closed") return "accountClosed";
  const falls = available(after) < available(before);
  if (before.status === "frozen" && falls && !movesFrozen.includes(kind)) return "accountFrozen";
  if (available(after) < after.floor) return falls ? "notEnough" : after.floor > before.floor ? "termsWrong" : undefined;
  return undefined;
}

export function mayRedeem(account: AccountDocument, { redemption }: TimeBankSettings, day: string): boolean {
  if (redemption.minimumAge === null) return true;
  if (account.mayRedeemFrom !== undefined && account.mayRedeemFrom <= day) return true;
  return redemption.hardship && account.hardshipUntil !== undefined && day <= account.hardshipUntil;
}

export interface HoldWish {
  minutes: number;
  /** Who is helped from the pool. */
  beneficiary?: AccountDocument;
  /** The one who is helped has no account, and so nothing saved. */
  withoutAccount?: boolean;
}

export function holdRefusal(from: AccountDocument, { minutes, beneficiary, withoutAccount }: HoldWish, settings: TimeBankSettings, day: string): Rejection | undefined {
  if (roomForHolds(from) < 1) return "tooManyHolds";
  if (from.kind === "group" && settings.groupsDonateOnly) return "groupDonatesOnly";
  if (from.kind === "pool") {
    if (!settings.poolHelps) return "poolOff";
    if (!beneficiary) return withoutAccount ? undefined : "accountUnknown";
    // Whose account was closed or merged has no claim by it; the branch may still decide.
    if (beneficiary.status === "closed") return "accountClosed";
    return available(beneficiary) >= minutes ? "hasOwnHours" : undefined;
  }
  return mayRedeem(from, settings, day) ? undefined : "notYetRedeemable";
}

export const pendingOf = ({ from, minutes }: Pick<HoldDocument, "from" | "minutes">): PendingLine => ({ account: from, minutes });
export const releaseOf = ({ from, minutes }: HoldDocument): PendingLine => pendingOf({ from, minutes: -minutes });

/** A hold is over at `expiresAt` whether the clock came by or not, so that a late timer changes nothing. */
export function postRefusal(hold: HoldDocument, minutes: number, at: number): Rejection | undefined {
  if (hold.state === "expired") return "holdExpired";
  if (hold.state !== "pending") return "holdSettled";
  if (at >= hold.expiresAt) return "holdExpired";
  return minutes > hold.minutes ? "overHold" : undefined;
}

export function giftRefusal(from: AccountDocument, to: AccountDocument, relation: Relation, minutes: number, settings: TimeBankSettings): Rejection | undefined {
  if (from._id === to._id) return "sameAccount";
  if (from.kind === "group" && settings.groupsDonateOnly) return "groupDonatesOnly";
  if (from.kind !== "person" || to.kind !== "person" || !settings.giftTo.includes(relation)) return "notRelated";
  return roomFor(to, minutes) < minutes ? "capReached" : undefined;
}

const correctable: readonly EntryKind[] = ["deposit", "service", "gift", "donation"];

/** How much an entry moved: what reversals of it can add up to. */
export const amountOf = ({ lines }: Pick<Movement, "lines">): number =>
  lines.reduce((sum, { book, minutes }) => (book === "spendable" && minutes > 0 ? sum + minutes : sum), 0);

export function correctionRefusal(original: TransferDocument, reversed: number, minutes: number): Rejection | undefined {
  if (original.rejection !== undefined || !correctable.includes(original.kind)) return "notCorrectable";
  return reversed + minutes > amountOf(original) ? "overOriginal" : undefined;
}

/** Never more than corrections have taken, and so never more than the original was. */
export const restorationRefusal = (reversed: number, minutes: number): Rejection | undefined => (minutes > reversed ? "overOriginal" : undefined);

export const payerOf = ({ lines }: Pick<Movement, "lines">): string => lines.find(({ book, minutes }) => book === "spendable" && minutes < 0)!.account;

/** Hours for service, which the bank owes whatever became of the payer; a gift is the giver's alone. */
export const isServed = ({ lines }: Pick<Movement, "lines">): boolean => lines.some(({ book }) => book === "honour");

export const canPay = (account: AccountDocument, minutes: number): boolean => account.status === "open" && available(account) - minutes >= account.floor;

/**
 * The lines that take `minutes` back, after `reversed` of them were taken back before. What the pool got above the cap
 * goes first, as though the session had been shorter from the start; honour falls by what was never served.
 * @param toBank how much of it is the bank's, which paid in the payer's place
 */
export function reversalLines(original: TransferDocument, reversed: number, minutes: number, toBank = 0): Line[] {
  const credits = original.lines.filter((line) => line.book === "spendable" && line.minutes > 0).reverse();
  const returned: Line[] = [{ account: issuing, book: "spendable", minutes: toBank }, { account: payerOf(original), book: "spendable", minutes: minutes - toBank }];
  const lines = returned.filter((line) => line.minutes > 0);
  let [skip, left] = [reversed, minutes];
  for (const { account, minutes: received } of credits) {
    const taken = Math.min(left, Math.max(0, received - skip));
    skip = Math.max(0, skip - received);
    left -= taken;
    if (taken) lines.push({ account, book: "spendable", minutes: -taken });
  }
  const honour = original.lines.find((line) => line.book === "honour" && line.minutes > 0);
  return honour ? [...lines, ...flow(honour.account, issuing, minutes, "honour")] : lines;
}

/** What was taken last comes back first, to whom it was taken from, full or not: a correction of it would find it there. */
export const restorationLines = (original: TransferDocument, reversed: number, minutes: number, fromBank: number): Line[] =>
  reversalLines(original, reversed - minutes, minutes, fromBank).map((line) => ({ ...line, minutes: -line.minutes }));

/** Everything on an account goes to its heir, up to the heir's cap, the rest to the pool; a debt is written off. */
export function emptying(account: AccountDocument, heir: AccountDocument, pool: string): Line[] {
  const balance = posted(account);
  if (balance < 0) return flow(issuing, account._id, -balance);
  return balance === 0 ? [] : credit(account._id, heir, pool, balance);
}
