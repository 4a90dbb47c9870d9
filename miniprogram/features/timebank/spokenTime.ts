/** Clock times as people say them. Minutes are local minutes after midnight. Pure. */
const minutesOfDay = 1440;

/** 上午 9 点, 下午 2 点半, 晚上 7 点 20 分. */
export function spokenMinute(minute: number): string {
  const inDay = ((minute % minutesOfDay) + minutesOfDay) % minutesOfDay;
  const [hour, rest] = [Math.floor(inDay / 60), inDay % 60];
  const part = hour < 6 ? "凌晨" : hour < 9 ? "早上" : hour < 12 ? "上午" : hour === 12 ? "中午" : hour < 18 ? "下午" : "晚上";
  const tail = rest === 0 ? "" : rest === 30 ? "半" : ` ${rest} 分`;
  return `${part} ${hour > 12 ? hour - 12 : hour} 点${tail}`;
}

/** 上午 9 点到 11 点; the part of the day is said again only where it changes, the next day when it ends there. */
export function spokenSpan(fromMinute: number, minutes: number): string {
  const from = spokenMinute(fromMinute);
  const to = spokenMinute(fromMinute + minutes);
  const overMidnight = fromMinute + minutes > minutesOfDay;
  const samePart = !overMidnight && from.slice(0, 2) === to.slice(0, 2);
  return `${from}到${overMidnight ? "第二天" : ""}${samePart ? to.slice(2) : to}`;
}

/** 09:05, as WeChat's wheel has it. */
export const wheelTime = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

export function minuteOfWheel(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}
