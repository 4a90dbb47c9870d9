import { instantOf } from "../../../contracts/kernel/day";
import type { PersonDocument } from "../../../cloudfunctions/platform/actor";
import type { Agenda } from "./agenda";
import { comes, home, minuteOf, once, type Past } from "./history";
import type { HelpPlan, TurnPlan } from "./help";
import type { Play } from "./play";

/** What is open this Monday morning, one of each kind, so that every list has something true to show. */

const at = (day: string, time: string): number => instantOf(day, minuteOf(time));

function planned({ cast, helping }: Past, asker: PersonDocument, askedAt: number, draft: HelpPlan["draft"], turns: readonly TurnPlan[] = [], more: Partial<HelpPlan> = {}): void {
  helping.plan({ asker, at: askedAt, branch: cast.branchOf(asker.household!.gridCode), draft, turns: () => turns, ...more });
}

/** 陈阿姨 was accompanied on Saturday and has not confirmed yet; 向叔 comes to talk tonight and on three Mondays more. */
function ofTheCast(past: Past): void {
  const { cast, joined } = past;
  planned(past, cast.resident, at("2026-11-18", "09:00"),
    { skill: "accompany", words: "周六去区医院复查，想有人陪着，腿上没劲。", place: home, schedule: once("2026-11-21", "14:00", 150) },
    [{ who: joined.near[12 % joined.near.length]!, how: "invited", outLate: 4 }]);
  planned(past, cast.resident, at("2026-11-19", "10:00"),
    { skill: "company", words: "晚饭后想有人陪着在院里走两圈。", place: home, schedule: { kind: "weekly", fromDay: "2026-11-23", weekday: 1, fromMinute: minuteOf("19:00"), minutes: 60, places: 1, weeks: 4 } },
    [{ who: cast.volunteer, how: "invited", then: "promises" }]);
}

/** Silence since Thursday: the leader was asked. A service on Friday of which both sides say something else. */
function onTheDesk(past: Past): void {
  const { joined } = past;
  const [silent, other] = [joined.helped[1]!, joined.helped[8]!];
  planned(past, silent, at("2026-11-16", "16:00"), { skill: "housework", words: "手腕扭了，家里想有人收拾一下。", place: home, schedule: once("2026-11-19", "09:00", 120) }, [{ who: joined.near[13 % joined.near.length]!, how: "invited", outLate: 0 }]);
  planned(past, other, at("2026-11-17", "11:00"), { skill: "shopping", words: "帮忙去药店和菜场各一趟。", place: home, schedule: once("2026-11-20", "09:30", 90) }, [comes(joined.near[14 % joined.near.length]!, { disputedAs: 50, confirmedAfter: 4, outLate: 0 })]);
}

/** Still looking for somebody: near, for a child, for two at once, further away, and one that has no hours yet. */
function open(past: Past): void {
  const { cast, joined } = past;
  planned(past, joined.helped[1]!, at("2026-11-22", "16:30"), { skill: "shopping", words: "明天下午想请人帮忙取药，方子在家里。", place: home, schedule: once("2026-11-24", "15:00", 60) });
  planned(past, joined.helped[3]!, at("2026-11-22", "10:00"), { skill: "repair", words: "阳台的晾衣架掉下来一头，想请人看看。", place: home, schedule: once("2026-11-26", "10:00", 60) });
  planned(past, joined.helped[4]!, at("2026-11-21", "09:30"), { skill: "phone", words: "院里几位老人想学用手机交水电费。", place: { kind: "elsewhere", words: "小区活动室" }, schedule: once("2026-11-28", "14:30", 90, 2) },
    [{ who: joined.near[6]!, how: "invited", then: "promises" }]);
  planned(past, joined.helped[0]!, at("2026-11-20", "20:30"),
    {
      skill: "tutoring", words: "李老师养伤，孩子的数学想先请另一位老师接着带。", place: home, child: { guardianCalled: "妈妈", guardianConsent: true, otherAdult: "外婆在家" },
      schedule: { kind: "weekly", fromDay: "2026-11-29", weekday: 7, fromMinute: minuteOf("19:00"), minutes: 60, places: 1, weeks: 8 },
    });
  planned(past, cast.far[8]!, at("2026-11-19", "15:00"), { skill: "haircut", words: "父亲九十了，下不了楼，想请人上门理发。", place: home, schedule: once("2026-11-25", "10:00", 60) });
  planned(past, joined.helped[6]!, at("2026-11-22", "19:00"),
    {
      skill: "ward", words: "儿子在外地，手术后十天夜里想有人守着。", place: { kind: "elsewhere", words: "区医院外科病房" },
      schedule: { kind: "roster", fromDay: "2026-11-27", days: 10, shifts: [{ fromMinute: minuteOf("08:00"), minutes: 480, places: 1 }, { fromMinute: minuteOf("20:00"), minutes: 600, places: 1 }] },
    }, [], { leftUndecided: true });
}

/** Two that came to nothing, each in its own way. */
function closed(past: Past, play: Play, agenda: Agenda): void {
  const { cast, joined } = past;
  planned(past, joined.helped[5]!, at("2026-11-12", "10:00"), { skill: "accompany", words: "想请人陪去一趟银行。", place: home, schedule: once("2026-11-20", "10:00", 90) }, [], {
    afterAsking: (need) => {
      agenda.add(at("2026-11-13", "09:00"), async (now) => {
        const { storyVersion } = (await play.database.collection<typeof need>("timeNeeds").get(need._id))!;
        await play.call(joined.helped[5]!, "needs.step", { needId: need._id, version: storyVersion, step: { action: "withdraw", words: "女儿回来了，不麻烦大家了。" } }, now);
      });
      return Promise.resolve();
    },
  });
  planned(past, joined.helped[2]!, at("2026-11-10", "14:00"), { skill: "other", words: "想请人帮忙打一针胰岛素。", place: home, schedule: once("2026-11-18", "07:30", 15) }, [], {
    afterAsking: (need) => {
      agenda.add(at("2026-11-10", "16:00"), async (now) => {
        const { storyVersion } = (await play.database.collection<typeof need>("timeNeeds").get(need._id))!;
        const step = { action: "notTake" as const, wayOn: "打针要请护士，社区卫生站可以上门，电话 000-5550 1020，站里也帮您约了。" };
        await play.call(cast.committeeMember, "needs.step", { needId: need._id, version: storyVersion, step }, now);
      });
      return Promise.resolve();
    },
  });
}

function offers({ cast, joined }: Past, play: Play, agenda: Agenda): void {
  const said: [PersonDocument, string, string, string][] = [
    [cast.volunteer, "company", "我退休了，时间多，爱走路，谁想散步叫我。", "2026-11-12"],
    [joined.near[4]!, "repair", "换灯泡、修水龙头都行，工具自己带。", "2026-11-14"],
    [joined.near[1]!, "phone", "教用手机，慢慢来，不着急。", "2026-11-16"],
    [joined.near[7]!, "housework", "周六上午可以帮忙擦窗户。", "2026-11-18"],
    [joined.far[1]!, "haircut", "以前开过理发店，推子还在。", "2026-11-19"],
  ];
  for (const [who, skill, words, day] of said)
    agenda.add(at(day, "12:30"), async (now) => {
      await play.call(who, "offers.post", { skill, words, times: [{ weekday: 6, part: "morning" }, { weekday: 3, part: "afternoon" }] }, now);
    });
}

/** What its holder may show to anybody. */
function certificates({ cast }: Past, play: Play, agenda: Agenda): void {
  agenda.add(at("2026-11-16", "10:00"), async (now) => {
    await play.call(cast.teacher, "certificates.issue", { fromDay: "1988-07-10", toDay: "2026-11-15", show: { name: true, content: true, places: false } }, now);
  });
  agenda.add(at("2026-11-17", "20:00"), async (now) => {
    await play.call(cast.volunteer, "certificates.issue", { fromDay: "2026-09-01", toDay: "2026-11-16", show: { name: false, content: true, places: false } }, now);
  });
}

export function tellToday(past: Past, play: Play, agenda: Agenda): void {
  ofTheCast(past);
  onTheDesk(past);
  open(past);
  closed(past, play, agenda);
  offers(past, play, agenda);
  certificates(past, play, agenda);
}
