import { instantOf } from "../../../contracts/kernel/day";
import type { PersonDocument } from "../../../cloudfunctions/platform/actor";
import type { BankCast } from "./cast";
import { type Helping, type HelpPlan, type TurnPlan } from "./help";
import type { Joined } from "./joining";

/** What neighbours did for each other from September to last week. */

const home = { kind: "home" } as const;
const once = (day: string, time: string, minutes: number, places = 1) => ({ kind: "once" as const, day, fromMinute: minuteOf(time), minutes, places });
export const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

const comes = (who: PersonDocument, more: Partial<TurnPlan> = {}): TurnPlan => ({ who, how: "invited", confirmedAfter: 3, ...more });

export interface Past {
  cast: BankCast;
  joined: Joined;
  helping: Helping;
}

/** The teacher's Sunday evenings, until he broke a foot on 14 November. */
function tutoring({ cast, joined, helping }: Past, mother: PersonDocument): void {
  const stand = joined.near[1]!;
  helping.plan({
    asker: mother, at: instantOf("2026-09-10", 20 * 60), branch: cast.committeeMember, leader: cast.groupLeader,
    draft: {
      skill: "tutoring", words: "孩子三年级，数学应用题总绕不清，想请一位老师每周带一次。", place: home, wish: "最好还是李老师",
      schedule: { kind: "weekly", fromDay: "2026-09-13", weekday: 7, fromMinute: minuteOf("19:00"), minutes: 60, places: 1, weeks: 11 },
      child: { guardianCalled: "妈妈", guardianConsent: true, otherAdult: "外婆在家" },
    },
    turns: (week) => {
      if (week < 9) return [comes(cast.teacher, { outLate: week % 3 === 0 ? 5 : 0, confirmedAfter: 1 })];
      if (week === 9) return [comes(stand, { confirmedAfter: 2 })];
      return [];
    },
  });
}

function weekly({ cast, joined, helping }: Past): void {
  const { helped, near, far } = joined;
  const plan = (asker: PersonDocument, at: string, skill: string, words: string, fromDay: string, weekday: number, time: string, minutes: number, weeks: number, turns: HelpPlan["turns"], places = 1) =>
    helping.plan({
      asker, at: instantOf(at, 10 * 60), branch: cast.branchOf(asker.household!.gridCode), draft: { skill, words, place: home, schedule: { kind: "weekly", fromDay, weekday, fromMinute: minuteOf(time), minutes, places, weeks } }, ...(turns && { turns }),
    });
  plan(helped[2]!, "2026-09-13", "company", "一个人住，想有人来说说话，下楼走走。", "2026-09-16", 3, "15:00", 60, 9, (week) =>
    [comes(cast.volunteer, week === 3 ? { outLate: -20 } : {})]);
  plan(helped[3]!, "2026-09-20", "shopping", "腿脚不便，每周帮买一次菜。", "2026-09-25", 5, "09:00", 90, 8, (week) =>
    [comes(near[2 + (week % 3)]!, week === 4 ? { then: "misses" } : week === 5 ? { outLate: 12 } : {})]);
  plan(helped[4]!, "2026-09-22", "phone", "想学视频通话和挂号，几个老姐妹一起。", "2026-09-28", 1, "14:30", 60, 4, () => [comes(near[5]!), comes(near[6]!, { outLate: -10 })], 2);
  plan(helped[5]!, "2026-10-08", "housework", "擦擦窗户，换换床单。", "2026-10-10", 6, "09:30", 120, 4, (week) => [comes(near[7]!, week === 2 ? { outLate: -35 } : {})]);
  plan(cast.far[1]!, "2026-10-02", "company", "老人白天一个人，想请人陪着坐坐。", "2026-10-06", 2, "10:00", 60, 5, (week) => [comes(far[week % 3]!)]);
}

function single({ cast, joined, helping }: Past): void {
  const { helped, near, far } = joined;
  const plan = (asker: PersonDocument, at: string, skill: string, words: string, schedule: ReturnType<typeof once>, turns: readonly TurnPlan[], more: Partial<HelpPlan> = {}) =>
    helping.plan({ asker, at: instantOf(at, 9 * 60 + 20), branch: cast.branchOf(asker.household!.gridCode), draft: { skill, words, place: home, schedule }, turns: () => turns, ...more });
  plan(helped[6]!, "2026-09-14", "accompany", "去区医院复查眼睛，想有人陪着挂号。", once("2026-09-17", "08:00", 180), [comes(near[0]!, { outLate: -25 })]);
  plan(helped[7]!, "2026-09-28", "haircut", "老伴下不了楼，想请人上门剪头发。", once("2026-09-30", "10:00", 60), [comes(near[9 % near.length]!)]);
  plan(helped[8]!, "2026-10-09", "repair", "厨房灯不亮了，够不着。", once("2026-10-11", "16:00", 45), [comes(near[4]!)]);
  plan(helped[2]!, "2026-10-13", "accompany", "去医院拿体检报告。", once("2026-10-15", "08:30", 150), [comes(near[8]!)]);
  plan(cast.resident, "2026-10-16", "repair", "水龙头滴水，自己拧不动。", once("2026-10-18", "15:00", 60), [comes(near[4]!, { outLate: -30 })]);
  plan(cast.far[3]!, "2026-10-18", "shopping", "换季了，帮忙去取两床被子。", once("2026-10-20", "14:00", 60), [comes(far[4]!)]);
  plan(cast.far[6]!, "2026-11-02", "phone", "医保电子凭证怎么弄？", once("2026-11-04", "10:00", 60), [comes(far[5]!)]);
  plan(helped[5]!, "2026-11-03", "ward", "老伴住院，夜里想有人替我守一班。", once("2026-11-05", "22:00", 480), [comes(near[10 % near.length]!, { outLate: 0, confirmedAfter: 5 })]);
}

export function tellHistory(past: Past): void {
  tutoring(past, past.joined.helped[0]!);
  weekly(past);
  single(past);
}

export { comes, home, once };
