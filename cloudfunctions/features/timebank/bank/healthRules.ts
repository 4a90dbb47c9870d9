import { addDays, clockText, monthDayText, weekdayOf } from "../../../../contracts/kernel/day";
import type { CallData } from "../../../../contracts/calls";
import { minutesText } from "../../../../contracts/timebank/minutes";
import { type AccountDocument, available, posted } from "../ledger";

/** How a bank stands, in numbers and in sentences. Pure. It is the bank that is looked at, and nobody in it. */

/** Whole minutes over all accounts of a community, but for the pool, which is counted apart. */
export interface Tally {
  availableMinutes: number;
  heldMinutes: number;
  poolMinutes: number;
  /** Saved for a year or longer by accounts from which nothing ever went out. */
  unredeemedMinutes: number;
  unredeemedPeople: number;
  /** People and groups with an account that is not closed. */
  people: number;
}

export const noTally: Tally = { availableMinutes: 0, heldMinutes: 0, poolMinutes: 0, unredeemedMinutes: 0, unredeemedPeople: 0, people: 0 };

/** The local month a year before. */
const yearBefore = (day: string): string => `${Number(day.slice(0, 4)) - 1}${day.slice(4, 7)}`;

const isUnredeemed = ({ debits, debitsPending, openedMonth }: AccountDocument, day: string): boolean => debits === 0 && debitsPending === 0 && openedMonth <= yearBefore(day);

function withAccount(tally: Tally, account: AccountDocument, day: string): Tally {
  if (account.kind === "pool") return { ...tally, poolMinutes: available(account), heldMinutes: tally.heldMinutes + account.debitsPending };
  if (account.status === "closed") return tally;
  const unredeemed = isUnredeemed(account, day) ? Math.max(0, posted(account)) : 0;
  return {
    ...tally,
    availableMinutes: tally.availableMinutes + available(account),
    heldMinutes: tally.heldMinutes + account.debitsPending,
    unredeemedMinutes: tally.unredeemedMinutes + unredeemed,
    unredeemedPeople: tally.unredeemedPeople + (unredeemed > 0 ? 1 : 0),
    people: tally.people + 1,
  };
}

export const tallied = (tally: Tally, accounts: readonly AccountDocument[], day: string): Tally => accounts.reduce((sum, account) => withAccount(sum, account, day), tally);

/** How a bank stands, as one would say it on the stairs. */
export function sentenceOf(tally: Tally | undefined): string {
  if (!tally || tally.people === 0) return "还没有人存时间，等第一位志愿者。";
  const { availableMinutes, heldMinutes } = tally;
  if (heldMinutes === 0) return `大家一共存着 ${minutesText(availableMinutes)}，现在没有约出去的。`;
  if (heldMinutes > availableMinutes) return `约出去的 ${minutesText(heldMinutes)}，比还能用的 ${minutesText(availableMinutes)} 多：接下来几周请多留意人手够不够。`;
  return `大家一共还能用 ${minutesText(availableMinutes)}，约出去 ${minutesText(heldMinutes)}，存的够用。`;
}

const unredeemedSentence = ({ unredeemedMinutes, unredeemedPeople }: Tally): string =>
  unredeemedMinutes === 0
    ? "存满一年的人，都用过或送过时间。"
    : `有 ${unredeemedPeople} 位存了一年多还没有用过，一共 ${minutesText(unredeemedMinutes)}。可以问问他们家里需不需要帮手。`;

type HealthView = CallData<"bank.health">;

const shownWeeks = 12;
/** The first day that is shown: the Monday eleven weeks before this week's. */
export const shownFrom = (today: string): string => addDays(today, 1 - weekdayOf(today) - 7 * (shownWeeks - 1));

interface Morning extends Tally {
  day: string;
  at: number;
}

/** One point a week: the last morning that was read in it. A week in which nothing was read is left out, not guessed. */
function weeksOf(mornings: readonly Morning[]): HealthView["weeks"] {
  const lastOfWeek = new Map<string, Morning>();
  for (const morning of mornings) lastOfWeek.set(addDays(morning.day, 1 - weekdayOf(morning.day)), morning);
  return [...lastOfWeek.values()].slice(-shownWeeks).map(({ day, availableMinutes, heldMinutes }) => ({ day, label: monthDayText(day), availableMinutes, heldMinutes }));
}

/** @param mornings oldest first */
export function healthView(mornings: readonly Morning[]): HealthView {
  const latest = mornings.at(-1);
  const tally = latest ?? noTally;
  return {
    sentence: sentenceOf(latest),
    weeks: weeksOf(mornings),
    availableText: `还能用的：${minutesText(tally.availableMinutes)}。`,
    heldText: `约好要用的：${minutesText(tally.heldMinutes)}。`,
    poolText: tally.poolMinutes > 0 ? `公共时间池：${minutesText(tally.poolMinutes)}，帮没有积蓄的人。` : "公共时间池是空的，没有积蓄的人要等支部来定。",
    unredeemedSentence: unredeemedSentence(tally),
    unredeemedMinutes: tally.unredeemedMinutes,
    people: tally.people,
    asOfText: latest ? `${monthDayText(latest.day)} ${clockText(latest.at)} 的数，每天清早数一次。` : "每天清早数一次，明天就有。",
  };
}

