import type { PaperRow } from "../../contracts/timebank/paper";
import type { TimeBankSettings } from "../../contracts/timebank/settings";
import { daysOf } from "../../cloudfunctions/features/timebank/ledger";
import { payloadHash, shortHash } from "../../cloudfunctions/platform/hash";
import type { Operation } from "../../cloudfunctions/platform/serve";
import type { Problems } from "../importPack/problem";
import type { Holder } from "./people";
import { type When, whenOf } from "./when";

/** A line that is sound by itself. */
export interface PaperLine {
  row: PaperRow;
  holder: Holder;
  when: When & { ok: true };
  skill: string;
  operation: Operation;
}

/**
 * The operation of a line is made of what it says, and of how many equal lines stand before it: the same line is the same
 * operation in whatever file, order or spelling of the code it comes, and two sessions that only look alike stay two.
 */
function operationOf(communityId: string, { row, holder }: Pick<PaperLine, "row" | "holder">, seen: Map<string, number>): { operation: Operation; number: number } {
  const { line: _line, account: _account, name: _name, ...said } = row;
  const content = payloadHash({ communityId, person: holder.personId, ...said });
  const number = (seen.get(content) ?? 0) + 1;
  seen.set(content, number);
  return { operation: { documentId: shortHash("paperSession", content, String(number)), payloadHash: content }, number };
}

function skillOf(settings: TimeBankSettings, written: string): string | undefined {
  if (written === "") return settings.skills.some(({ code }) => code === "other") ? "other" : settings.skills[0]?.code;
  return settings.skills.find(({ code, name }) => code === written || name === written)?.code;
}

const mostMinutesADay = 1440;
const longMinutes = 720;

/** Says what is wrong with a line by itself, and what is worth a look. */
export function linesOf(communityId: string, settings: TimeBankSettings, file: string, rows: readonly PaperRow[], holders: ReadonlyMap<number, Holder>, now: number, problems: Problems): PaperLine[] {
  const seen = new Map<string, number>();
  const firstLines = new Map<string, number>();
  const onDay = new Map<string, number>();
  return rows.flatMap((row) => {
    const when = whenOf(row, now);
    const skill = skillOf(settings, row.skill ?? "");
    const holder = holders.get(row.line);
    if (!when.ok) problems.error("badTime", file, row.line, when.message);
    if (skill === undefined) problems.error("skillUnknown", file, row.line, `没有“${row.skill}”这一类，可以写：${settings.skills.map(({ name }) => name).join("、")}；也可以空着。`);
    if (!when.ok || skill === undefined || !holder) return [];
    const { operation, number } = operationOf(communityId, { row, holder }, seen);
    const first = firstLines.get(operation.payloadHash) ?? row.line;
    firstLines.set(operation.payloadHash, first);
    if (number > 1 && when.time.kind === "untimed") problems.warn("sameLine", file, row.line, `和第 ${first} 行一模一样，按两次算；要是抄重了，请删掉一行。`);
    if (when.minutes > longMinutes) problems.warn("long", file, row.line, `一次 ${when.minutes} 分钟，超过 12 小时了，请再看一眼。`);
    const day = `${holder.personId} ${daysOf(when.time)[0]}`;
    onDay.set(day, (onDay.get(day) ?? 0) + when.minutes);
    if (onDay.get(day)! > mostMinutesADay) problems.error("dayTooLong", file, row.line, `${row.name} ${row.day} 这一天加起来超过 24 小时了，请再看一眼。`);
    return [{ row, holder, when, skill, operation }];
  });
}
