import { addDays, dayOf, instantOf } from "../../contracts/kernel/day";
import { isWorkingDay } from "../../contracts/kernel/workdays";
import type { PersonDocument } from "../../cloudfunctions/platform/actor";
import type { LookDocument } from "../../cloudfunctions/features/people/documents";
import { shortHash } from "../../cloudfunctions/platform/hash";
import { type Draft, type Step, Story, type World } from "./seedStory";

/** The matters that somebody of the cast meets when he opens the product: told by hand, so that pictures agree. */
export interface Cast {
  resident: PersonDocument;
  volunteer: PersonDocument;
  /** Neighbours of the cast's station. */
  neighbours: readonly PersonDocument[];
  leader: string;
  member: string;
  head: string;
}

interface Scene {
  by: PersonDocument;
  filed: number;
  kind: RegExp;
  words: string;
  draft?: Partial<Draft>;
  steps: readonly (readonly [by: "resident" | (string & {}), at: number, step: Step])[];
}

/** An instant of the nth working day before today, 0 being today. */
function on(now: number, workingDaysAgo: number, time: string): number {
  let day = dayOf(now);
  for (let left = workingDaysAgo; left > 0; ) {
    day = addDays(day, -1);
    if (isWorkingDay(day)) left -= 1;
  }
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return instantOf(day, hours * 60 + minutes);
}

const none: string[] = [];

/** 陈阿姨's own: one that 老何 is at, and two that ended well. */
function residentScenes({ resident, leader, member }: Cast, now: number): Scene[] {
  const at = (daysAgo: number, time: string) => on(now, daysAgo, time);
  const whole = (who: string, daysAgo: number, words: string, stars: number, thanks: string): Scene["steps"] => [
    [who, at(daysAgo, "14:20"), { action: "accept" }],
    [who, at(daysAgo - 1, "09:30"), { action: "start" }],
    [who, at(daysAgo - 1, "16:10"), { action: "askConfirm", words, photos: none }],
    ["resident", at(daysAgo - 2, "12:05"), { action: "confirm", stars, words: thanks }],
  ];
  return [
    {
      by: resident, filed: at(0, "08:12"), kind: /物业|设施/,
      words: "下水道又堵了，这个月第三次。一楼往上冒水，18 户都受影响。",
      steps: [
        [leader, at(0, "08:31"), { action: "accept" }],
        [leader, at(0, "08:46"), { action: "start" }],
        [leader, at(0, "08:50"), { action: "askHelper", staffId: member, part: "挨家说明停水时间", day: addDays(dayOf(now), 1) }],
        [leader, at(0, "08:52"), { action: "addWord", words: "约好了管道师傅，下午 3 点我和他一起上门看管道。", photos: none }],
      ],
    },
    { by: resident, filed: at(14, "19:40"), kind: /物业|设施/, words: "三楼楼道的灯不亮了，晚上看不见台阶。", steps: whole(leader, 13, "换了一只声控灯，试过了，亮了。", 5, "当天就换好了，谢谢老何。") },
    { by: resident, filed: at(9, "10:05"), kind: /环境|卫生/, words: "楼后面有人倒装修垃圾，越堆越多。", steps: whole(leader, 9, "已经拉走，立了牌子，指定了堆放的地方。", 4, "清得干净，再看几天。") },
  ];
}

/** 周站长's desk: three that nobody took yet, five of his own of which two burn. */
function headScenes({ volunteer, neighbours, head, member }: Cast, now: number): Scene[] {
  const at = (daysAgo: number, time: string) => on(now, daysAgo, time);
  const one = (index: number): PersonDocument => neighbours[index % neighbours.length]!;
  return [
    { by: one(0), filed: at(0, "07:35"), kind: /噪/, words: "楼下早上六点就开始放音响，老人心脏受不了。", steps: [] },
    { by: one(1), filed: at(1, "20:10"), kind: /环境|卫生/, words: "垃圾两天没人收，都堆到路上了。", steps: [
      ["resident", at(0, "09:10"), { action: "addWord", words: "今早又多了两袋。", photos: none }],
      ["owner", at(0, "09:40"), { action: "transfer", reason: "otherPerson", to: { kind: "person", staffId: member }, words: "保洁的合同在支部，请小陈去说。" }],
    ] },
    { by: one(2), filed: at(0, "09:25"), kind: /政策|咨询/, words: "想问管道燃气改造什么时候轮到我们这栋。", steps: [] },
    {
      by: one(3), filed: at(3, "09:15"), kind: /停车/, words: "消防通道老被车堵着，昨晚救护车绕了一圈才进来。", steps: [
        [head, at(3, "10:02"), { action: "accept" }], [head, at(2, "09:20"), { action: "start" }],
        [head, at(2, "15:00"), { action: "addWord", words: "和门岗划好线了，这两晚有人巡。", photos: none }],
      ],
    },
    {
      by: volunteer, filed: at(2, "18:20"), kind: /物业|设施/, words: "一楼到二楼的楼道灯不亮，老人晚上下楼不方便。",
      draft: { onBehalf: { called: "孙伯伯", consent: true } },
      steps: [[head, at(1, "09:05"), { action: "accept" }], [head, at(1, "09:40"), { action: "start" }]],
    },
    {
      by: one(4), filed: at(2, "11:30"), kind: /民生|救助|低保/, words: "想问低保怎么办，要带哪些材料。", steps: [
        [head, at(2, "14:00"), { action: "accept" }], [head, at(1, "10:00"), { action: "start" }],
        [head, at(1, "16:30"), { action: "askResident", words: "材料都看过了，还差 1 样：申请书上您的签名。您哪天在家，我带上门来签？" }],
      ],
    },
    {
      by: one(5), filed: at(1, "15:45"), kind: /邻里|纠纷/, words: "和邻居有一件事谈不拢，想请站里的同志当面听一听。", draft: { audience: "owner" },
      steps: [[head, at(1, "17:10"), { action: "accept" }]],
    },
    {
      by: one(6), filed: at(1, "08:50"), kind: /安全/, words: "坡道边的护栏断了一截，孩子放学都从那儿走。", steps: [
        [head, at(1, "09:30"), { action: "accept" }], [head, at(1, "09:40"), { action: "start" }],
        [head, at(1, "09:45"), { action: "askHelper", staffId: member, part: "先拉好警戒线，量一量要多长的管子", day: dayOf(now) }],
        ["resident", at(1, "16:40"), { action: "notFound", where: "phone" }],
      ],
    },
  ];
}

/** 老何's and 小陈's other matters: one to be confirmed, one opened again, one that came by hand. */
function leaderScenes({ neighbours, leader, member, volunteer }: Cast, now: number): Scene[] {
  const at = (daysAgo: number, time: string) => on(now, daysAgo, time);
  const one = (index: number): PersonDocument => neighbours[index % neighbours.length]!;
  return [
    {
      by: volunteer, filed: at(4, "08:50"), kind: /环境|卫生/, words: "花台边总有狗粪，孩子踩了一脚。", steps: [
        [leader, at(4, "09:30"), { action: "accept" }], [leader, at(4, "10:00"), { action: "start" }],
        [leader, at(1, "16:00"), { action: "askConfirm", words: "放了拾便袋，养狗的几家都说到了，请您看看。", photos: none }],
      ],
    },
    {
      by: one(7), filed: at(7, "09:00"), kind: /物业|设施/, words: "单元门的门禁锁不上，谁都能进来。", steps: [
        ["owner", at(7, "10:10"), { action: "accept" }], ["owner", at(7, "14:00"), { action: "start" }],
        ["owner", at(4, "11:00"), { action: "askConfirm", words: "门禁换了读卡头，试过几张卡都能开。", photos: none }],
        ["resident", at(2, "19:30"), { action: "reopen", reason: "cameBack", words: "昨晚又锁不上了。", photos: none }],
      ],
    },
    {
      by: one(8), filed: at(2, "09:40"), kind: /民生|救助|低保/, words: "老年证要换，腿脚不方便，能不能代办？", steps: [
        ["owner", at(2, "11:00"), { action: "transfer", reason: "otherPerson", to: { kind: "person", staffId: member } }],
        [member, at(2, "15:20"), { action: "accept" }], [member, at(1, "09:10"), { action: "start" }],
      ],
    },
  ];
}

/** @returns how many stories were told */
export function tellScenes(world: World, cast: Cast): number {
  const scenes = [...residentScenes(cast, world.now), ...headScenes(cast, world.now), ...leaderScenes(cast, world.now)];
  scenes.forEach(({ by, filed, kind, words, draft, steps }, index) => {
    const category = world.organisation.categories.find(({ name }) => kind.test(name)) ?? world.organisation.categories[0]!;
    const whole: Draft = { words, category: category.code, urgency: "ordinary", place: { kind: "home" }, photos: [], audience: "station", ...draft };
    const story = Story.file(world, index, by, whole, filed);
    for (const [who, at, step] of steps) story.step(who === "owner" ? story.request.ownerId : who, at, step);
    story.keep();
  });
  return scenes.length;
}

/** 老何 looked at 陈阿姨's number before he rang her, and she can see it. */
export function looksAt({ organisation, requests, now }: World, { resident, leader }: Cast): LookDocument[] {
  const open = requests.find(({ filedBy, open: isOpen }) => filedBy === resident._id && isOpen);
  if (!open) return [];
  const byTitle = organisation.titles.find(({ role }) => role === "residentGroupLeader")?.name ?? "";
  return [{
    _id: shortHash("demo look", open._id), schemaVersion: 1, communityId: organisation.communityId,
    about: resident._id, by: leader, byTitle, requestId: open._id, reason: "visit", at: on(now, 0, "08:48"),
  }];
}
