import type { AccountKind, AccountStatus, Book, ClosingReason, EntryKind, HoldState, Rejection, Relation } from "../../../../contracts/timebank/words";
import type { Stored, Versioned } from "../../../platform/database";

/** All amounts are whole minutes. */

/**
 * The bank's issuing side in a line. It has no balance document, because every deposit of a community would have to
 * write it: what was issued is derived from the entries.
 */
export const issuing = "issuing";

export interface AccountBalances {
  debits: number;
  credits: number;
  /** Held for help to come: no longer available. */
  debitsPending: number;
  honour: number;
}

export interface AccountTerms {
  /** Available never falls below; 0 or less. */
  floor: number;
  cap: number | null;
  /** The local day from which saved hours may be spent: what an age check found, never the date of birth. */
  mayRedeemFrom?: string;
  /** Hardship was recognised up to and including this local day. */
  hardshipUntil?: string;
}

/** `timeAccounts/{hash of community, kind and holder}`. Its version counts its entries. */
export interface AccountDocument extends Versioned, AccountBalances, AccountTerms {
  schemaVersion: 1;
  communityId: string;
  kind: AccountKind;
  /** A personId or a group's id; `pool` for the pool. */
  holder: string;
  status: AccountStatus;
  /** Ids of pending holds in which it pays: what freezing and closing have to void. */
  openHolds: string[];
  /** Hash over every entry so far, in their order. */
  chain: string;
  openedMonth: string;
}

export interface Line {
  account: string;
  book: Book;
  /** Positive: received. The lines of one entry sum to zero in each book. */
  minutes: number;
}
/** Positive: so many minutes more of an account are held. */
export interface PendingLine {
  account: string;
  minutes: number;
}
/** Where an entry stands in the row of an account's entries. */
export interface Touch {
  account: string;
  version: number;
  chain: string;
}
export interface AccountChange {
  account: string;
  status?: AccountStatus;
  terms?: AccountTerms;
}

/** What an entry moves: everything a balance is folded from. */
export interface Movement {
  lines: Line[];
  pending: PendingLine[];
  /** Holds that end with this entry. */
  settles: string[];
  sets: AccountChange[];
}

/** `timeTransfers/{operation.documentId}`: written once, never changed or deleted. */
export interface TransferDocument extends Stored, Movement {
  schemaVersion: 1;
  communityId: string;
  kind: EntryKind;
  payloadHash: string;
  /** Who asked for it: a personId, or `clock`. */
  by: string;
  /** Epoch ms of the server. */
  at: number;
  /** Local month of `at`, YYYY-MM. */
  month: string;
  /** Present: nothing moved, and nothing ever will under this id. */
  rejection?: Rejection;
  /** The hold that a service or expiry ended. */
  hold?: string;
  /** Ids of the holds that it placed. */
  placed?: string[];
  /** The entry that a correction takes back from. */
  reverses?: string;
  /** The entry to which a restoration gives back what corrections took from it. */
  restores?: string;
  relation?: Relation;
  reason?: ClosingReason;
  /** Why, in the words of who did it; the holder reads them. */
  words?: string;
  /** What the service was, when it comes from paper: the local day and the record's own words. */
  about?: { day: string; text: string };
  /** The kind of help, by its code; never whose. Absent on what was written before, and where it is about none. */
  skill?: string;
  /** The accounts of `touched`, for the index. */
  accounts: string[];
  touched: Touch[];
}

/** `timeHolds/{id of the entry that placed it}:{n}`. It is settled once. */
export interface HoldDocument extends Versioned {
  schemaVersion: 1;
  communityId: string;
  from: string;
  /** Who is helped from the pool. */
  beneficiary?: string;
  minutes: number;
  /** Epoch ms from which it can't be paid any more. */
  expiresAt: number;
  state: HoldState;
  settledBy?: string;
  postedMinutes?: number;
  /** It could not be let go of: the clock looks at it no earlier, so that it stands in nobody's way. Epoch ms. */
  putOffUntil?: number;
}

/**
 * `timeUnpaid/{id of the entry}`: freezing, closing or merging voided what somebody's hours were to pay, or he has died.
 * Written with the entry, so that the clock comes by whatever became of the call; deleted once it has looked.
 */
export interface UnpaidDocument extends Stored {
  schemaVersion: 1;
  communityId: string;
  holder: string;
  /** His needs end, whoever pays. */
  died?: true;
  /** Epoch ms. */
  nextCheckAt: number;
}

/**
 * `timeReversals/{id of the original}`: how much of it is taken back as things stand. One document, so that two corrections
 * meet. Its version counts the entries that corrected and restored.
 */
export interface ReversalDocument extends Versioned {
  schemaVersion: 1;
  communityId: string;
  minutes: number;
  /** How much the bank gave back in the payer's place: the next correction returns it to the bank first. */
  issued?: number;
}

/** `timeStatements/{hash of account and month}`: a month as it was closed, chained to the month before. Written once. */
export interface StatementDocument extends Stored {
  schemaVersion: 1;
  communityId: string;
  account: string;
  month: string;
  entries: number;
  /** The account's version after the month's last entry. */
  version: number;
  opening: AccountBalances;
  closing: AccountBalances;
  /** The account's chain after the last entry. */
  chain: string;
  /** Hash of the statement before; empty in the first. */
  previous: string;
  hash: string;
}
