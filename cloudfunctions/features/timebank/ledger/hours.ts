import type { Relation } from "../../../../contracts/timebank/words";
import type { Operation } from "../../../platform/serve";
import { issuing, type ReversalDocument, type TransferDocument } from "./documents";
import { canPay, correctionRefusal, credit, flow, giftRefusal, honoured, isServed, moves, payerOf, requireMinutes, restorationLines, restorationRefusal, reversalLines } from "./rules";
import { enter, type Ledger, poolIdOf, type Reader, reject, rejectIf } from "./repository";

/** Hours issued, given away and corrected. Each returns its entry as stored; look at `rejection`. */

export interface Deposit {
  account: string;
  minutes: number;
  /** For sessions from paper: the local day and the record's words. */
  about?: { day: string; text: string };
}

/** Issues served time: above the cap to the pool, honoured in full. */
export const deposit = (ledger: Ledger, operation: Operation, { account, minutes, about }: Deposit): Promise<TransferDocument> =>
  enter(ledger, operation, "deposit", async (reader) => {
    requireMinutes(minutes);
    const to = await reader.account(account);
    const lines = [...credit(issuing, to, poolIdOf(ledger.communityId), minutes), ...honoured(to, minutes)];
    return { ...moves({ lines }), ...(about && { extra: { about } }) };
  });

export interface Gift {
  from: string;
  to: string;
  minutes: number;
  /** As the branch established it; kept with the entry. */
  relation: Relation;
}

export const gift = (ledger: Ledger, operation: Operation, { from, to, minutes, relation }: Gift): Promise<TransferDocument> =>
  enter(ledger, operation, "gift", async (reader) => {
    requireMinutes(minutes);
    const [giver, receiver] = [await reader.account(from), await reader.account(to)];
    rejectIf(giftRefusal(giver, receiver, relation, minutes, ledger.settings));
    return { ...moves({ lines: flow(from, to, minutes) }), extra: { relation } };
  });

/** Gives hours to the community's pool; a group's hours have no other way. */
export const donate = (ledger: Ledger, operation: Operation, { from, minutes }: { from: string; minutes: number }): Promise<TransferDocument> =>
  enter(ledger, operation, "donation", async (reader) => {
    requireMinutes(minutes);
    const pool = poolIdOf(ledger.communityId);
    if (!ledger.settings.donation) reject("donationOff");
    if ((await reader.account(from))._id === pool) reject("sameAccount");
    return moves({ lines: flow(from, pool, minutes) });
  });

export interface Correction {
  /** The original entry. */
  transfer: string;
  minutes: number;
  words?: string;
}

/** As it stands after an entry: `taken` minutes more are taken back, `issued` more of what stands was paid by the bank. */
const reversalAfter = (before: ReversalDocument, taken: number, issued: number): ReversalDocument => {
  const byBank = (before.issued ?? 0) + issued;
  return { ...before, minutes: before.minutes + taken, version: before.version + 1, ...((before.issued !== undefined || byBank > 0) && { issued: byBank }) };
};

/** What changes an entry is about the same help. */
const sameHelp = ({ skill }: TransferDocument): Pick<TransferDocument, "skill"> => (skill === undefined ? {} : { skill });

/** Takes back part or all of an earlier entry; the original stays as it is. */
export const correct = (ledger: Ledger, operation: Operation, { transfer, minutes, words }: Correction): Promise<TransferDocument> =>
  enter(ledger, operation, "correction", async (reader) => {
    requireMinutes(minutes);
    const original = await reader.transfer(transfer);
    const reversal = await reader.reversal(transfer);
    rejectIf(correctionRefusal(original, reversal.minutes, minutes));
    const toBank = Math.min(reversal.issued ?? 0, minutes);
    return {
      ...moves({ lines: reversalLines(original, reversal.minutes, minutes, toBank) }),
      reversal: reversalAfter(reversal, minutes, -toBank),
      extra: { reverses: transfer, ...sameHelp(original), ...(words !== undefined && { words }) },
    };
  });

/** For service the bank pays where the payer has spent what he got back: whoever served is paid. */
async function fromBankOf(reader: Reader, original: TransferDocument, minutes: number): Promise<number> {
  const payer = payerOf(original);
  return payer === issuing || !isServed(original) || canPay(await reader.account(payer), minutes) ? 0 : minutes;
}

/** Gives back part or all of what corrections took from an earlier entry; it and they stay as they are. */
export const restore = (ledger: Ledger, operation: Operation, { transfer, minutes, words }: Correction): Promise<TransferDocument> =>
  enter(ledger, operation, "restoration", async (reader) => {
    requireMinutes(minutes);
    const original = await reader.transfer(transfer);
    const reversal = await reader.reversal(transfer);
    rejectIf(restorationRefusal(reversal.minutes, minutes));
    const fromBank = await fromBankOf(reader, original, minutes);
    return {
      ...moves({ lines: restorationLines(original, reversal.minutes, minutes, fromBank) }),
      reversal: reversalAfter(reversal, -minutes, fromBank),
      extra: { restores: transfer, ...sameHelp(original), ...(words !== undefined && { words }) },
    };
  });
