import type { NeedStory, ShiftView } from "../../../miniprogram/shared/timebankWords";
import { hourMs } from "../../../contracts/kernel/milliseconds";

type Turn = ShiftView["turns"][number];
const dayStart = (day: string): number => Date.parse(`${day}T00:00:00+08:00`);

export const aTurn = (called: string, state: Turn["state"], stateText = "说好来"): Turn => ({ personId: `id-${called}`, called, state, stateText, mine: false });

/** @param from local hours after midnight; 32 is 8 o'clock the next morning */
export function aShift(day: string, from: number, to: number, changes: Partial<ShiftView> = {}): ShiftView {
  const turns = changes.turns ?? [];
  const places = changes.places ?? 1;
  const coming = turns.filter(({ state }) => state === "promised" || state === "inProgress" || state === "served").length;
  const counted = (changes.state ?? "open") === "open" && changes.funding !== "undecided";
  return {
    shiftId: `${day}:${from}`,
    version: 1,
    day,
    dayText: `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`,
    timeText: `${from}:00–${to}:00`,
    fromAt: dayStart(day) + from * hourMs,
    toAt: dayStart(day) + to * hourMs,
    places,
    free: Math.max(0, places - turns.length),
    missing: counted ? Math.max(0, places - coming) : 0,
    invited: counted ? turns.filter(({ state }) => state === "invited").length : 0,
    state: "open",
    funding: "own",
    turns,
    actions: [],
    ...changes,
  };
}

export const aNeed = (shifts: ShiftView[], changes: Partial<NeedStory> = {}): NeedStory => ({
  needId: "need1",
  version: 3,
  side: "staff",
  title: "病房陪护",
  words: "老伴住院两周",
  skill: "ward",
  skillName: "病房陪护",
  whenText: "11月23日起",
  placeText: "区人民医院",
  state: "open",
  lackText: "还有 9 个空位，邀请了 2 位，等答复",
  headline: { title: "还缺人", detail: "", tone: "waiting" },
  fundingText: "用他自己存的时间",
  station: { name: "第四站", phone: "023-1" },
  child: false,
  shifts,
  events: [],
  actions: ["invite", "cancelShift", "notTake", "withdraw", "fund"],
  family: [],
  ...changes,
});
