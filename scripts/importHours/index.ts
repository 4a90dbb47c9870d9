import type { Organisation } from "../../contracts/org/organisation";
import { minutesText } from "../../contracts/timebank/minutes";
import { paperColumns, type PaperRow } from "../../contracts/timebank/paper";
import { rejectionWords } from "../../contracts/timebank/words";
import { tell } from "../../cloudfunctions/features/inbox";
import { readCommunityState, readOrganisation } from "../../cloudfunctions/features/org/repository";
import { depositPaper, PaperClash } from "../../cloudfunctions/features/timebank/ledger";
import type { Database } from "../../cloudfunctions/platform/database";
import { shortHash } from "../../cloudfunctions/platform/hash";
import { type PackProblem, Problems } from "../importPack/problem";
import { decode, readTable } from "../importPack/readTable";
import { ledgerOf } from "../../cloudfunctions/features/timebank/shared/ledgerOf";
import { alongsideOf, type Listed, listed, messageOf } from "./clashes";
import { linesOf, type PaperLine } from "./lines";
import { holdersOf } from "./people";
import { sessionOf } from "./session";
import { entriesOf } from "./stored";

/**
 * Past sessions from a paper book into the bank. The invariant: a line is one transaction under an id made of what it
 * says, so that it is brought in once or not at all, however often, in whatever file, and wherever an import ended.
 * A line that can't be read keeps the whole file out; one whose time is taken is listed, and the others are brought in.
 */
export interface HoursOptions {
  /** For the messages; the same line in another file is the same line. */
  file: string;
  bytes: Uint8Array;
  database: Database;
  communityId: string;
  /** Epoch ms. */
  now: number;
  dryRun?: boolean;
}

export interface HoursResult {
  outcome: "refused" | "checked" | "imported";
  problems: PackProblem[];
  /** Lines left out because somebody has to decide. */
  listed: { line: number; message: string }[];
  lines: number;
  /** Brought in by an earlier import. */
  known: number;
  /** Brought in now, or with a dry run what would be. */
  fresh: { lines: number; minutes: number };
  people: { name: string; lines: number; minutes: number }[];
}

const sumOf = (lines: readonly PaperLine[]): number => lines.reduce((sum, { when }) => sum + when.minutes, 0);

/** @throws Error when there is no such community */
export async function importHours(options: HoursOptions): Promise<HoursResult> {
  const { file, bytes, database, communityId, now, dryRun = false } = options;
  const organisation = await organisationOf(database, communityId);
  const problems = new Problems();
  const text = decode(file, bytes, problems);
  const rows: PaperRow[] = text === undefined ? [] : readTable({ file, columns: paperColumns }, text, problems);
  const ledger = await ledgerOf({ database, communityId, by: "paper", at: now });
  const holders = await holdersOf(database, organisation, file, rows, problems);
  const lines = linesOf(communityId, ledger.settings, file, rows, holders, now, problems);
  if (problems.failed) return { outcome: "refused", problems: problems.all, listed: [], lines: rows.length, known: 0, fresh: { lines: 0, minutes: 0 }, people: [] };

  const stored = await entriesOf(database, lines.map(({ operation }) => operation.documentId));
  for (const { row, operation } of lines) {
    const rejection = stored.get(operation.documentId)?.rejection;
    if (rejection) problems.warn("rejected", file, row.line, `上次没有记进去：${rejectionWords[rejection]}`);
  }
  const fresh = lines.filter(({ operation }) => !stored.has(operation.documentId));
  const open = await listed(database, communityId, fresh, lines);
  const clear = fresh.filter((line) => !open.some((one) => one.line === line));
  const brought = dryRun ? clear : await bring(ledger, organisation, clear, lines, open);
  if (!dryRun) await tellHolders(database, communityId, now, lines.filter((line) => (stored.has(line.operation.documentId) && !stored.get(line.operation.documentId)!.rejection) || brought.includes(line)));
  return {
    outcome: dryRun ? "checked" : "imported",
    problems: problems.all,
    listed: open.map(({ line, message }) => ({ line: line.row.line, message })),
    lines: lines.length,
    known: lines.length - fresh.length,
    fresh: { lines: brought.length, minutes: sumOf(brought) },
    people: byHolder(brought).map((own) => ({ name: own[0]!.holder.name, lines: own.length, minutes: sumOf(own) })),
  };
}

async function organisationOf(database: Database, communityId: string): Promise<Organisation> {
  const state = await readCommunityState(database, communityId);
  const organisation = state && (await readOrganisation(database, communityId, state.orgVersion));
  if (!organisation) throw new Error(`没有“${communityId}”这个社区。`);
  return organisation;
}

/** One line after the other, since those of a person all write his account. Lines that somebody was faster with are listed. */
async function bring(ledger: Awaited<ReturnType<typeof ledgerOf>>, organisation: Organisation, clear: readonly PaperLine[], lines: readonly PaperLine[], open: Listed[]): Promise<PaperLine[]> {
  const brought: PaperLine[] = [];
  const alongside = new Map([...new Set(clear.map(({ holder }) => holder.personId))].map((person) => [person, alongsideOf(lines, person)]));
  for (const line of clear) {
    const { row, holder, when, operation } = line;
    const about = { day: row.day, text: row.content };
    const session = { collection: "timeSessions", document: sessionOf(organisation, line, ledger.at) };
    try {
      const entry = await depositPaper(ledger, operation, {
        account: holder.accountId, person: holder.personId, minutes: when.minutes, time: when.time, about, alongside: alongside.get(holder.personId)!, session,
      });
      if (entry.rejection) open.push({ line, message: rejectionWords[entry.rejection] });
      else brought.push(line);
    } catch (error) {
      if (!(error instanceof PaperClash)) throw error;
      open.push({ line, message: messageOf(error.clashes, { intervals: [], untimed: [] }, lines) });
    }
  }
  return brought;
}

const byHolder = (lines: readonly PaperLine[]): PaperLine[][] =>
  [...new Set(lines.map(({ holder }) => holder.personId))].map((person) => lines.filter(({ holder }) => holder.personId === person));

/** Tells each of what his paper brought in all, under an id made of its lines: an import sent again tells nobody twice. */
async function tellHolders(database: Database, communityId: string, at: number, lines: readonly PaperLine[]): Promise<void> {
  await tell(database, byHolder(lines).map((own) => ({
    communityId,
    to: [own[0]!.holder.personId],
    at,
    text: `您以前的 ${own.length} 次服务，一共 ${minutesText(sumOf(own))}，已经从纸质记录记进您的时间账户。哪一条不对，请在服务记录里告诉我们。`,
    link: "timebank" as const,
    about: shortHash("paper", ...own.map(({ operation }) => operation.documentId).sort()),
  })));
}
