import { oldClockOf, oldClockText } from "../../contracts/kernel/oldClock";
import { type Clash, clashesOf, knownOf, yearsOf } from "../../cloudfunctions/features/timebank/ledger";
import { dateText } from "../../cloudfunctions/features/timebank/shared/wording";
import type { Database } from "../../cloudfunctions/platform/database";
import type { PaperLine } from "./lines";

/** Lines that would count a time twice, or might: they are listed for people to decide, and the others go on. */

type Known = Awaited<ReturnType<typeof knownOf>>;

/** A line and what stands against it. */
export interface Listed {
  line: PaperLine;
  message: string;
}

/** @param lines every sound line of the file, to say which one it meets */
export function messageOf(clashes: readonly Clash[], known: Known, lines: readonly PaperLine[]): string {
  const words = clashes.map(({ with: id, how }) => {
    const other = lines.find(({ operation }) => operation.documentId === id);
    if (other) return how === "meets" ? `和第 ${other.row.line} 行是同一时间` : `说不准和第 ${other.row.line} 行是不是同一次`;
    const interval = known.intervals.find((one) => one.id === id);
    const where = interval ? `${dateText(oldClockOf(interval.from).day)} ${oldClockText(interval.from)}–${oldClockText(interval.to)} 已经有一次` : "那一天已经有一次没写几点的";
    return how === "meets" ? `${where}，时间重了` : `${where}，说不准是不是同一次`;
  });
  return `${words.join("；")}。这一行先没有记，请核对：是同一次就删掉这一行，不是就把几点到几点写准。`;
}

const withLine = (known: Known, { when: { time }, operation: { documentId: id } }: PaperLine): Known =>
  time.kind === "timed"
    ? { ...known, intervals: [...known.intervals, { id, from: time.from, to: time.to, state: "done" }] }
    : { ...known, untimed: [...known.untimed, { id, day: time.day, minutes: time.minutes }] };

/** Goes through a person's new lines as the import would. One query. */
async function ofPerson(database: Database, communityId: string, fresh: readonly PaperLine[], lines: readonly PaperLine[]): Promise<Listed[]> {
  const person = fresh[0]!.holder.personId;
  const years = [...new Set(fresh.flatMap(({ when }) => yearsOf(when.time)))];
  const alongside = alongsideOf(lines, person);
  let known = await knownOf({ database, communityId, person }, years);
  return fresh.flatMap((line) => {
    const clashes = clashesOf(line.when.time, known, alongside);
    if (clashes.length) return [{ line, message: messageOf(clashes, known, lines) }];
    known = withLine(known, line);
    return [];
  });
}

export const alongsideOf = (lines: readonly PaperLine[], person: string): Set<string> =>
  new Set(lines.filter(({ holder }) => holder.personId === person).map(({ operation }) => operation.documentId));

/**
 * @param fresh those of `lines` that are not in the bank yet
 */
export async function listed(database: Database, communityId: string, fresh: readonly PaperLine[], lines: readonly PaperLine[]): Promise<Listed[]> {
  const found: Listed[] = [];
  for (const person of new Set(fresh.map(({ holder }) => holder.personId)))
    found.push(...(await ofPerson(database, communityId, fresh.filter(({ holder }) => holder.personId === person), lines)));
  return found.sort((a, b) => a.line.row.line - b.line.row.line);
}
