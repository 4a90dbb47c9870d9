import type { Stored } from "../../../platform/database";
import type { Operation } from "../../../platform/serve";
import { issuing, type TransferDocument } from "./documents";
import { blankGuard, type GuardDocument, guardIdOf } from "./guards.repository";
import { book } from "./intervals";
import { type Clash, clashesOf, type PaperTime, yearsOf } from "./past";
import { credit, honoured, moves, requireMinutes } from "./rules";
import { enter, type Ledger, poolIdOf, type Reader } from "./repository";

/** Something else of that person stands at the same time: nothing was written, and people decide. */
export class PaperClash extends Error {
  constructor(readonly clashes: readonly Clash[]) {
    super(`the time is taken: ${clashes.map(({ with: id, how }) => `${how} ${id}`).join(", ")}`);
  }
}

export interface PaperDeposit {
  account: string;
  person: string;
  minutes: number;
  time: PaperTime;
  about: { day: string; text: string };
  /** Ids of the same paper, this one's included. */
  alongside: ReadonlySet<string>;
  /** The record of the session: there with the entry or not at all. */
  session: { collection: string; document: Stored };
}

/** The person's present and the documents of some years; blank where there is none yet. */
async function guardsOf(reader: Reader, { communityId }: Ledger, person: string, years: readonly string[]): Promise<{ present: GuardDocument | undefined; past: GuardDocument[] }> {
  const past: GuardDocument[] = [];
  for (const year of years) {
    const blank = blankGuard({ communityId, person }, year);
    past.push((await reader.beside<GuardDocument>("timeGuards", blank._id)) ?? blank);
  }
  return { present: await reader.beside<GuardDocument>("timeGuards", guardIdOf({ communityId, person })), past };
}

/** A year's document with the time in it. */
function guardAfter(before: GuardDocument, time: PaperTime, id: string): GuardDocument {
  const after = { ...before, version: before.version + 1 };
  if (time.kind === "untimed") return { ...after, untimed: [...(before.untimed ?? []), { id, day: time.day, minutes: time.minutes }] };
  return { ...after, intervals: book(before.intervals, { id, from: time.from, to: time.to }, "done")?.intervals ?? before.intervals };
}

/**
 * A session from paper: hours issued, the record, and when that person was busy, in one transaction. What is going on
 * right now cannot slip past it, because a paper session is over and a check-in begins now.
 * @throws PaperClash when the time is taken, in which case nothing is written and the same may be sent again
 */
export const depositPaper = (ledger: Ledger, operation: Operation, paper: PaperDeposit): Promise<TransferDocument> =>
  enter(ledger, operation, "deposit", async (reader) => {
    const { account, person, minutes, time, about, session } = paper;
    requireMinutes(minutes);
    if (time.kind === "timed" && time.to > ledger.at) throw new RangeError("a paper session is over before it is brought in");
    const to = await reader.account(account);
    const { present, past } = await guardsOf(reader, ledger, person, yearsOf(time));
    const known = { intervals: [...past, ...(present ? [present] : [])].flatMap(({ intervals }) => intervals), untimed: past.flatMap(({ untimed = [] }) => untimed) };
    // A twin that was faster stands there already; the entry's own id then gives its answer.
    const clashes = clashesOf(time, known, paper.alongside).filter(({ with: id }) => id !== operation.documentId);
    if (clashes.length) throw new PaperClash(clashes);
    const guards = past.map((guard) => guardAfter(guard, time, operation.documentId));
    const lines = [...credit(issuing, to, poolIdOf(ledger.communityId), minutes), ...honoured(to, minutes)];
    return { ...moves({ lines }), extra: { about }, beside: [...guards.map((document) => ({ collection: "timeGuards", document })), session] };
  });
