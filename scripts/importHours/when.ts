import { clockText, isRealDay } from "../../contracts/kernel/day";
import { hourMs, minuteMs } from "../../contracts/kernel/milliseconds";
import { instantsOfOldClock } from "../../contracts/kernel/oldClock";
import type { PaperRow } from "../../contracts/timebank/paper";
import type { PaperTime } from "../../cloudfunctions/features/timebank/ledger";

/** When a line of the paper book was, and how long. Pure. Nothing is guessed: what the line leaves open is asked for. */
export type When = { ok: true; time: PaperTime; minutes: number } | { ok: false; message: string };

const firstDay = "1980-01-01";
const no = (message: string): When => ({ ok: false, message });
const said = (minute: number): string => clockText(minute * minuteMs - 8 * hourMs);

export function whenOf(row: Pick<PaperRow, "day" | "from" | "to" | "minutes">, now: number): When {
  const { day, from, to, minutes } = row;
  if (!isRealDay(day) || day < firstDay) return no(`日期 ${day} 太早了，只收 1980 年以后的。`);
  const found = from === undefined ? withoutClock(row) : to === undefined ? withBeginning(day, from, minutes) : withBoth(day, from, to, minutes);
  if (!found.ok) return found;
  const over = found.time.kind === "timed" ? found.time.to : instantsOfOldClock(day, 1440)[0]!;
  return over > now ? no(`日期 ${day} 还没过完，只收已经做完的。`) : found;
}

function withoutClock({ day, to, minutes }: Pick<PaperRow, "day" | "to" | "minutes">): When {
  if (to !== undefined) return no("只写了结束，没写开始：请补上开始，或者两样都空着、写分钟。");
  if (minutes === undefined) return no("不知道有多久：请写开始和结束，或者写一共多少分钟。");
  return { ok: true, time: { kind: "untimed", day, minutes }, minutes };
}

const skipped = (minute: number): When => no(`那天是夏令时开始，夜里 2 点直接拨到 3 点，没有 ${said(minute)}，请再看一眼。`);
const shownTwice = no("那天是夏令时结束，夜里 1 点到 2 点走了两遍，说不准是哪一遍：请把开始和结束空着，只写分钟。");

function withBeginning(day: string, from: number, minutes: number | undefined): When {
  if (minutes === undefined) return no("只写了开始：请补上结束，或者写一共多少分钟。");
  const [begin, another] = instantsOfOldClock(day, from);
  if (begin === undefined) return skipped(from);
  if (another !== undefined) return shownTwice;
  return { ok: true, time: { kind: "timed", from: begin, to: begin + minutes * minuteMs }, minutes };
}

function withBoth(day: string, from: number, to: number, minutes: number | undefined): When {
  if (from === to) return no("开始和结束是同一个时间，请再看一眼。");
  const [begins, ends] = [instantsOfOldClock(day, from), instantsOfOldClock(day, to < from ? to + 1440 : to)];
  if (begins.length === 0) return skipped(from);
  if (ends.length === 0) return skipped(to);
  const possible = begins.flatMap((begin) => ends.map((end) => ({ begin, end, lasted: (end - begin) / minuteMs }))).filter(({ lasted }) => lasted > 0);
  const agreeing = minutes === undefined ? possible : possible.filter(({ lasted }) => lasted === minutes);
  if (agreeing.length === 0) return no(`${said(from)} 到 ${said(to)} 是 ${possible.map(({ lasted }) => lasted).join(" 或 ")} 分钟，表里写的是 ${minutes} 分钟，请改成一样的。`);
  if (agreeing.length > 1) return shownTwice;
  const { begin, end, lasted } = agreeing[0]!;
  return { ok: true, time: { kind: "timed", from: begin, to: end }, minutes: lasted };
}
