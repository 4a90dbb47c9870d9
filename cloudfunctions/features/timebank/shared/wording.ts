import { monthDayText } from "../../../../contracts/kernel/day";
import { dayParts, type FreeTime } from "../../../../contracts/timebank/member";
import type { TimeBankSettings } from "../../../../contracts/timebank/settings";

/** How skills, times and dates read. Pure. */

/** 2026年11月23日: with its year, where it is still read after years. */
export const dateText = (day: string): string => `${day.slice(0, 4)}年${monthDayText(day)}`;

/** Somebody's own words where more follows: most are written without a full stop. */
export const sentenceOf = (words: string): string => (/[。！？…!?.]$/.test(words) ? words : `${words}。`);

export const skillOf = ({ skills }: Pick<TimeBankSettings, "skills">, code: string): TimeBankSettings["skills"][number] | undefined => skills.find((skill) => skill.code === code);

/** A skill that the community no longer lists keeps its matter readable. */
export const skillName = (settings: Pick<TimeBankSettings, "skills">, code: string): string => skillOf(settings, code)?.name ?? "邻里互助";

const weekdays = "一二三四五六日";
const partsOfDay = Object.keys(dayParts) as FreeTime["part"][];

/** 每天晚上、周三下午、周末上午. */
export function timesText(times: readonly FreeTime[]): string {
  const texts = partsOfDay.flatMap((part) => {
    const days = [...new Set(times.filter((time) => time.part === part).map(({ weekday }) => weekday))].sort((a, b) => a - b);
    if (days.length === 0) return [];
    const key = days.join("");
    const named = key === "1234567" ? "每天" : key === "12345" ? "周一到周五" : key === "67" ? "周末" : `周${days.map((day) => weekdays[day - 1]).join("、")}`;
    return [`${named}${dayParts[part].name}`];
  });
  return texts.join("，");
}
