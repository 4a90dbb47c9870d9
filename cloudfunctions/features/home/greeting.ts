import { minuteOfDay } from "../../../contracts/kernel/day";

/** From which local minute on people say it; before dawn it is still last night's. */
const greetings = [
  { fromMinute: 18 * 60, words: "晚上好" },
  { fromMinute: 13 * 60, words: "下午好" },
  { fromMinute: 11 * 60, words: "中午好" },
  { fromMinute: 5 * 60, words: "上午好" },
] as const;

/** 上午好，陈阿姨. Whoever has not said how to be called is greeted without a name. */
export function greetingAt(at: number, called: string): string {
  const minute = minuteOfDay(at);
  const words = greetings.find(({ fromMinute }) => minute >= fromMinute)?.words ?? "晚上好";
  return called ? `${words}，${called}` : words;
}
