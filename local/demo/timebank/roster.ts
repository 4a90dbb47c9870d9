import { instantOf } from "../../../contracts/kernel/day";
import { minuteMs } from "../../../contracts/kernel/milliseconds";
import type { NeedDocument } from "../../../cloudfunctions/features/timebank/shared/documents";
import type { BankCast } from "./cast";
import type { Helping, TurnPlan } from "./help";
import { comes, minuteOf } from "./history";
import type { Joined } from "./joining";
import type { Play } from "./play";

/** Two weeks at the teacher's bedside, four shifts a day, held against the hours he saved. It is the fourth day. */
const rosterFrom = "2026-11-20";
const shiftsADay = [
  { fromMinute: minuteOf("07:30"), minutes: 210, places: 1 },
  { fromMinute: minuteOf("11:00"), minutes: 180, places: 1 },
  { fromMinute: minuteOf("14:00"), minutes: 240, places: 1 },
  { fromMinute: minuteOf("18:00"), minutes: 180, places: 1 },
];

/** Those that went as they went; every other shift that is over was kept and confirmed. */
const told: Record<number, Partial<TurnPlan>> = {
  2: { outLate: -30 },
  3: { then: "misses" },
  5: { outLate: 10 },
  6: { disputedAs: 180, outLate: -5 },
  9: { forgets: true },
  10: { outLate: -15 },
};
const thisMorning = 12;
/** When the leader went through what was still free. */
const yesterday = instantOf("2026-11-22", 20 * 60 + 15);
/** And once more for this afternoon, while an answer still leaves time to ask somebody else. */
const anHourAgo = instantOf("2026-11-23", 9 * 60 + 10);

/** By number: whom the leader asked and who did not answer yet, who gave it back, what nobody has taken. */
const waiting = new Set([18, 23, 31, 35]);
const givenBack = new Set([16]);
const free = new Set([20, 26, 27, 30, 33, 34, 38, 39, 41, 42, 43, 45, 46, 47, 49, 50, 51, 53, 54, 55]);

export function tellRoster(play: Play, helping: Helping, cast: BankCast, { near }: Joined): void {
  const crew = near.slice(0, 12);
  const turnOf = (number: number): readonly TurnPlan[] => {
    const who = crew[(number * 5) % crew.length]!;
    if (free.has(number)) return [];
    // 向叔 was asked for this afternoon and for Friday.
    if (number === 14 || number === 29) return [{ who: cast.volunteer, how: "invited", then: "waits", invitedAt: number === 14 ? anHourAgo : yesterday }];
    if (waiting.has(number)) return [{ who, how: "invited", then: "waits", invitedAt: yesterday }];
    if (givenBack.has(number)) return [{ who, how: "invited", then: "givesBack" }];
    if (number > thisMorning) return [{ who, how: "invited", then: "promises" }];
    if (number === thisMorning) return [{ who, how: "invited", then: "isThere", inLate: -4 }];
    return [comes(who, { confirmedAfter: 2, confirmedBy: number % 3 === 1 ? cast.wife : cast.teacher, ...told[number] })];
  };
  helping.plan({
    asker: cast.teacher, at: instantOf("2026-11-18", 15 * 60), branch: cast.committeeMember, leader: cast.groupLeader, arrangedAfter: 3,
    draft: {
      skill: "ward", words: "脚骨折住院两周，老伴白天要回家，想请邻居轮流守一守，打打饭、扶一把。", wish: "夜里不用人，医院有护士",
      place: { kind: "elsewhere", words: "区医院骨科病房", point: { lng: 106.9205, lat: 29.3655 } },
      schedule: { kind: "roster", fromDay: rosterFrom, days: 14, shifts: shiftsADay },
    },
    turns: turnOf,
    afterAsking: async ({ _id, familyToken }: NeedDocument, at) => {
      await play.call(cast.wife, "needs.join", { needId: _id, token: familyToken }, at + 20 * minuteMs);
    },
  });
}

