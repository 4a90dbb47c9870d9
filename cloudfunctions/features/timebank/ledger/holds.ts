import { dayOf } from "../../../../contracts/kernel/day";
import type { Rejection } from "../../../../contracts/timebank/words";
import { isPassing, putOffMs } from "../../../platform/drain";
import { payloadHash, shortHash } from "../../../platform/hash";
import type { Operation } from "../../../platform/serve";
import type { AccountDocument, HoldDocument, TransferDocument } from "./documents";
import { available } from "./fold";
import { credit, holdRefusal, type HoldWish, honoured, moves, pendingOf, postRefusal, releaseOf, requireMinutes, roomForHolds } from "./rules";
import { overdueHolds, putOffHolds } from "./reading.repository";
import { enter, type Ledger, poolIdOf, reject, rejectIf, rejectionOf } from "./repository";

/** Minutes set aside for help to come. A hold is settled once: paid up to its amount, voided, or expired. */

/** Places that are paid together or not at all, each by a hold of its own. */
export interface HoldGroup {
  /** Number of the first place; holds are `{entry}:{number}`. */
  first: number;
  places: number;
  /** Of each place. */
  minutes: number;
  expiresAt: number;
}
export interface HoldsOrder {
  from: string;
  beneficiary?: string;
  withoutAccount?: boolean;
  groups: readonly HoldGroup[];
}

/** Which groups the payer's hours suffice for, in their order, and why the first of the others has to wait. */
function affordable(ledger: Ledger, payer: AccountDocument, { groups, withoutAccount }: HoldsOrder, helped: AccountDocument | undefined): { groups: HoldGroup[]; refusal?: Rejection } {
  const taken: HoldGroup[] = [];
  let refusal: Rejection | undefined;
  let [minutesLeft, holdsLeft] = [available(payer) - payer.floor, roomForHolds(payer)];
  for (const group of groups) {
    const minutes = group.minutes * group.places;
    const wish: HoldWish = { minutes, ...(helped && { beneficiary: helped }), ...(withoutAccount && { withoutAccount }) };
    const why = holdRefusal(payer, wish, ledger.settings, dayOf(ledger.at)) ?? (group.places > holdsLeft ? "tooManyHolds" : minutes > minutesLeft ? "notEnough" : undefined);
    refusal ??= why;
    if (why !== undefined) continue;
    taken.push(group);
    minutesLeft -= minutes;
    holdsLeft -= group.places;
  }
  return { groups: taken, ...(refusal !== undefined && { refusal }) };
}

/**
 * Places the holds of a whole need by one entry: as many of its groups as the payer's hours suffice for, decided in the
 * transaction, so that nobody can spend them in between. `placed` of the entry says which.
 * @returns the entry; rejected only where not even one group could be paid
 */
export const placeHolds = (ledger: Ledger, operation: Operation, order: HoldsOrder): Promise<TransferDocument> =>
  enter(ledger, operation, "hold", async (reader) => {
    for (const { minutes } of order.groups) requireMinutes(minutes);
    const payer = await reader.account(order.from);
    const helped = order.beneficiary === undefined ? undefined : await reader.account(order.beneficiary);
    const { groups, refusal } = affordable(ledger, payer, order, helped);
    if (groups.length === 0) reject(refusal ?? "notEnough");
    const { communityId } = ledger;
    const holds = groups.flatMap(({ first, places, minutes, expiresAt }) =>
      Array.from({ length: places }, (_, index): HoldDocument => ({
        _id: `${operation.documentId}:${first + index}`, schemaVersion: 1, communityId,
        from: order.from, minutes, expiresAt, state: "pending", version: 1,
        ...(order.beneficiary !== undefined && { beneficiary: order.beneficiary }),
      })),
    );
    const minutes = holds.reduce((sum, hold) => sum + hold.minutes, 0);
    return { ...moves({ pending: [pendingOf({ from: order.from, minutes })] }), holds, extra: { placed: holds.map(({ _id }) => _id) } };
  });

const settled = (hold: HoldDocument, state: HoldDocument["state"], settledBy: string): HoldDocument => ({ ...hold, state, settledBy, version: hold.version + 1 });

/** Pays who served what was served; whatever the hold had more is available again at once. */
export const postHold = (ledger: Ledger, operation: Operation, { hold: holdId, to, minutes }: { hold: string; to: string; minutes: number }): Promise<TransferDocument> =>
  enter(ledger, operation, "service", async (reader) => {
    requireMinutes(minutes);
    const hold = await reader.hold(holdId);
    rejectIf(postRefusal(hold, minutes, ledger.at));
    if (hold.from === to) reject("sameAccount");
    const server = await reader.account(to);
    const lines = [...credit(hold.from, server, poolIdOf(ledger.communityId), minutes), ...honoured(server, minutes)];
    return {
      ...moves({ lines, pending: [releaseOf(hold)], settles: [hold._id] }),
      holds: [{ ...settled(hold, "posted", operation.documentId), postedMinutes: minutes }],
      extra: { hold: hold._id },
    };
  });

/** Releases what is still pending of some holds by one entry: a shift or a whole need fell out. Rejected where nothing is. */
export const voidHolds = (ledger: Ledger, operation: Operation, { holds: ids }: { holds: readonly string[] }): Promise<TransferDocument> =>
  enter(ledger, operation, "void", async (reader) => {
    const pending: HoldDocument[] = [];
    for (const id of ids) {
      const hold = await reader.hold(id);
      if (hold.state === "pending") pending.push(hold);
    }
    if (pending.length === 0) reject("holdSettled");
    const { holds, ...released } = releaseAll(pending, operation.documentId);
    return { ...moves(released), holds };
  });

/** One expiry a hold, whoever comes first: the id is made of the hold alone. */
const expiryOf = (hold: string): Operation => ({ documentId: shortHash("holdExpiry", hold), payloadHash: payloadHash({ hold }) });

/** Lets go of a hold whose time is over. A clock that comes twice, late, or after somebody else changes nothing. */
const expireHold = (ledger: Ledger, holdId: string): Promise<TransferDocument> =>
  enter(ledger, expiryOf(holdId), "expiry", async (reader) => {
    const hold = await reader.hold(holdId);
    if (hold.state !== "pending") reject("holdSettled");
    return {
      ...moves({ pending: [releaseOf(hold)], settles: [hold._id] }),
      holds: [settled(hold, "expired", expiryOf(holdId).documentId)],
      extra: { hold: hold._id },
    };
  });

/** @throws Error for what stays pending, although its time is over: nothing of it is kept, so that it may expire once that is mended */
async function letGo(ledger: Ledger, hold: string): Promise<void> {
  await expireHold(ledger, hold).catch((error: unknown) => {
    const rejection = rejectionOf(error);
    if (rejection === "holdSettled") return;
    throw rejection === undefined ? error : new Error(`a hold can't expire: ${rejection}`);
  });
}

/**
 * What the clock does: up to `limit` holds whose time is over. One that can't be let go of keeps no other from it, and
 * waits, so that the others' turn comes.
 * @returns how many it looked at
 * @throws the first trouble, after all of them had their turn; the database's own at once
 */
export async function expireHolds(ledger: Ledger, limit = 100): Promise<number> {
  const due = await overdueHolds(ledger, limit);
  const troubles = new Map<string, unknown>();
  for (const { _id } of due)
    await letGo(ledger, _id).catch((error: unknown) => {
      if (isPassing(error)) throw error;
      troubles.set(_id, error);
    });
  if (troubles.size === 0) return due.length;
  await putOffHolds(ledger, ledger.at + putOffMs, [...troubles.keys()]);
  throw [...troubles.values()][0];
}

/** Everything pending on an account, ready to be voided by one entry. */
export function releaseAll(holds: readonly HoldDocument[], settledBy: string) {
  return {
    pending: holds.map(releaseOf),
    settles: holds.map(({ _id }) => _id),
    holds: holds.map((hold) => settled(hold, "voided", settledBy)),
  };
}
