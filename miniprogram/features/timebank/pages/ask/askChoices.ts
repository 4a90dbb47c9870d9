/** What can be tapped on the page of asking. Pure. */
import { minutesText } from "../../../../shared/contracts";
import { type AskDraft, type AskForm, shiftLengths, spanOf } from "../../askDraft";
import { weekdayName } from "../../askWords";

export interface Option {
  key: string;
  text: string;
}

const numbered = (numbers: readonly number[], text: (n: number) => string): Option[] => numbers.map((n) => ({ key: String(n), text: text(n) }));

export const kinds: Option[] = [
  { key: "once", text: "就这一次" },
  { key: "weekly", text: "每周都要" },
  { key: "roster", text: "连着几天，排班" },
];
export const lengths = numbered([30, 60, 90, 120, 180, 240], minutesText);
export const weekdays = numbered([1, 2, 3, 4, 5, 6, 7], weekdayName);
export const weeks: Option[] = [
  { key: "4", text: "4 次" },
  { key: "8", text: "8 次" },
  { key: "13", text: "三个月" },
  { key: "26", text: "半年" },
  { key: "52", text: "一年" },
];
export const dayCounts: Option[] = [
  { key: "3", text: "3 天" },
  { key: "7", text: "一周" },
  { key: "14", text: "两周" },
  { key: "30", text: "一个月" },
];
export const spans: Option[] = [
  { key: "day", text: "白天 8 点到晚上 8 点" },
  { key: "night", text: "夜里 8 点到早上 8 点" },
  { key: "whole", text: "白天夜里都要" },
  { key: "own", text: "别的钟点" },
];
export const places = numbered([1, 2, 3], (n) => `${n} 个人`);

/** What was asked another time or elsewhere may be none of the few that are offered: it stands among them, chosen. */
const among = (offered: Option[], n: number, text: (n: number) => string): Option[] =>
  offered.some(({ key }) => key === String(n)) ? offered : [...offered, { key: String(n), text: text(n) }].sort((a, b) => Number(a.key) - Number(b.key));

export const numberChoices = ({ minutes, weeks: times, days, places: people }: AskDraft) => ({
  lengths: among(lengths, minutes, minutesText),
  weeks: among(weeks, times, (n) => `${n} 次`),
  dayCounts: among(dayCounts, days, (n) => `${n} 天`),
  places: among(places, people, (n) => `${n} 个人`),
});

/** How the day of a roster is cut. One person for all of it is an answer, too. */
export function shiftChoices(draft: AskDraft): Option[] {
  const span = spanOf(draft);
  return span ? numbered(shiftLengths(span.minutes), (n) => (n === span.minutes ? `一班到底（${minutesText(n)}）` : `${minutesText(n)}换一班`)) : [];
}

/** One's own home is first, where it is known; for the resident of a request it is not the asker's. */
export const whereChoices = ({ place, request }: AskForm): Option[] => [
  ...(place && !request ? [{ key: "home", text: `在我家（${place.text}）` }] : []),
  { key: "elsewhere", text: "在医院或别的地方" },
  { key: "unit", text: place && !request ? "在别人家" : "在家里，选楼栋" },
];
