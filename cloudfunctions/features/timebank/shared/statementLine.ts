import type * as z from "zod/mini";
import { dayOf } from "../../../../contracts/kernel/day";
import { minutesText } from "../../../../contracts/timebank/minutes";
import type { statementLine } from "../../../../contracts/timebank/session";
import type { EntryKind } from "../../../../contracts/timebank/words";
import type { TimeBankSettings } from "../../../../contracts/timebank/settings";
import { dayText } from "../../../platform/when";
import type { TransferDocument } from "../ledger";
import { skillName } from "./wording";

/** An entry of the ledger as one of its accounts reads it. Pure. */
export type StatementLine = z.output<typeof statementLine>;
type Skills = Pick<TimeBankSettings, "skills">;

/** In: the account receives, or what was held comes back. Out: the account pays, or holds. */
const texts: Record<EntryKind, { in: string; out: string }> = {
  deposit: { in: "帮了邻居", out: "帮了邻居" },
  hold: { in: "约好了去帮忙", out: "请人帮忙，先留出来" },
  service: { in: "帮了邻居", out: "邻居来帮忙" },
  void: { in: "没用上的退回来", out: "约好的帮忙取消了" },
  expiry: { in: "没用上的退回来", out: "约好的帮忙过期了" },
  gift: { in: "家人送的", out: "送给家人" },
  donation: { in: "收到捐赠", out: "捐进公共时间池" },
  correction: { in: "更正，退回来", out: "更正" },
  restoration: { in: "更正错了，补回来", out: "更正错了，还回去" },
  freezing: { in: "账户冻结", out: "账户冻结" },
  thawing: { in: "账户恢复使用", out: "账户恢复使用" },
  closing: { in: "继承来的", out: "账户注销" },
  merging: { in: "两个账户并成一个", out: "两个账户并成一个" },
  terms: { in: "改了使用的条件", out: "改了使用的条件" },
};

const movedOf = ({ lines }: TransferDocument, account: string): number =>
  lines.reduce((sum, line) => (line.account === account && line.book === "spendable" ? sum + line.minutes : sum), 0);

/** Positive: minutes more are set aside. */
const heldOf = ({ pending }: TransferDocument, account: string): number =>
  pending.reduce((sum, line) => (line.account === account ? sum + line.minutes : sum), 0);

function amountText(moved: number, held: number): string {
  if (moved !== 0) return `${moved > 0 ? "+" : ""}${minutesText(moved)}`;
  if (held > 0) return `预留 ${minutesText(held)}`;
  return held < 0 ? `退回 ${minutesText(-held)}` : "";
}

/** 帮了邻居：辅导孩子: what it was, and never with whom. */
function textOf({ about, kind, skill }: TransferDocument, way: "in" | "out", settings: Skills): string {
  if (about) return about.text;
  return skill === undefined ? texts[kind][way] : `${texts[kind][way]}：${skillName(settings, skill)}`;
}

export function statementLineOf(entry: TransferDocument, account: string, at: number, settings: Skills): StatementLine {
  const [moved, held] = [movedOf(entry, account), heldOf(entry, account)];
  const isOut = moved < 0 || (moved === 0 && held > 0);
  return {
    entryId: entry._id,
    at: entry.at,
    dayText: dayText(entry.about?.day ?? dayOf(entry.at), at),
    text: textOf(entry, isOut ? "out" : "in", settings),
    amountText: amountText(moved, held),
    minutes: moved,
    tone: moved > 0 ? "good" : "plain",
  };
}

const isReturn = ({ kind }: TransferDocument): boolean => kind === "void" || kind === "expiry";

/** What came back unused on one day is one line: a fortnight's roster would bury everything else. */
function together(entries: readonly TransferDocument[], account: string, at: number, settings: Skills): StatementLine {
  const line = statementLineOf(entries[0]!, account, at, settings);
  if (entries.length === 1) return line;
  const held = entries.reduce((sum, entry) => sum + heldOf(entry, account), 0);
  return { ...line, text: `${line.text}（${entries.length} 笔）`, amountText: amountText(0, held) };
}

/** An account's entries in their order, as lines with the newest first. */
export function statementLinesOf(entries: readonly TransferDocument[], account: string, at: number, settings: Skills): StatementLine[] {
  const groups: TransferDocument[][] = [];
  for (const entry of entries) {
    const last = groups.at(-1);
    const [mine, before] = [statementLineOf(entry, account, at, settings), last?.[0] && statementLineOf(last[0], account, at, settings)];
    const same = isReturn(entry) && last?.[0]?.kind === entry.kind && mine.text === before?.text && mine.dayText === before.dayText && mine.minutes === 0 && before.minutes === 0;
    if (same) last!.push(entry);
    else groups.push([entry]);
  }
  return groups.map((group) => together(group, account, at, settings)).reverse();
}
