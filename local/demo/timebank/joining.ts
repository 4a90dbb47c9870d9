import type { CallInput } from "../../../contracts/calls";
import { instantOf } from "../../../contracts/kernel/day";
import { hourMs } from "../../../contracts/kernel/milliseconds";
import type { DayPart, FreeTime } from "../../../contracts/timebank/member";
import { memberIdOf } from "../../../cloudfunctions/features/timebank/shared/members.repository";
import { accountIdOf } from "../../../cloudfunctions/features/timebank/ledger";
import { accountCodeOf } from "../../../cloudfunctions/features/timebank/shared/accountCode";
import type { MemberDocument } from "../../../cloudfunctions/features/timebank/shared/documents";
import type { PersonDocument } from "../../../cloudfunctions/platform/actor";
import type { Random } from "../random";
import type { Agenda } from "./agenda";
import type { BankCast } from "./cast";
import type { Play } from "./play";

/** Who takes part, and how he came to it. */
type Draft = CallInput<"members.apply">;
type Decision = CallInput<"members.decide">["decision"];

export interface Joined {
  /** Neighbours of the cast's station and of others who help. */
  near: PersonDocument[];
  far: PersonDocument[];
  /** Neighbours of the cast's station who are helped. */
  helped: PersonDocument[];
}

const skillSets = [
  ["accompany", "ward", "shopping"], ["tutoring", "phone"], ["company", "shopping"], ["ward", "company"], ["repair", "phone"], ["haircut"],
  ["housework", "shopping"], ["ward", "accompany"], ["childcare", "tutoring"], ["company", "accompany", "ward"],
];
const wishes = ["重活干不动", "不太会用电脑", "怕狗", "晚上九点以后不方便", "不开车"];
const appliedLately: [string, number][] = [["2026-11-20", 17 * 60 + 5], ["2026-11-21", 10 * 60 + 40], ["2026-11-21", 19 * 60 + 20], ["2026-11-22", 15 * 60 + 10]];
const parts: DayPart[] = ["morning", "afternoon", "evening"];

function timesOf(random: Random): FreeTime[] {
  const count = random.whole(3, 9);
  const times = Array.from({ length: count }, () => ({ weekday: random.whole(1, 7), part: random.pick(parts) }));
  return [...new Map(times.map((time) => [`${time.weekday}${time.part}`, time])).values()];
}

const draftOf = (random: Random, skills: readonly string[], more: Partial<Draft> = {}): Draft => ({
  skills: [...skills],
  times: timesOf(random),
  ...(random.next() < 0.3 && { wontDo: random.pick(wishes) }),
  isMinor: false,
  partyMember: random.next() < 0.25,
  ...more,
});

export class Joining {
  constructor(private readonly play: Play, private readonly agenda: Agenda, private readonly cast: BankCast, private readonly random: Random) {}

  private applies(person: PersonDocument, at: number, draft: Draft): void {
    this.agenda.add(at, async (now) => {
      await this.play.call(person, "members.apply", draft, now);
    });
  }
  private decided(person: PersonDocument, at: number, decision: Decision): void {
    this.agenda.add(at, async (now) => {
      const memberId = memberIdOf(this.play.communityId, person._id);
      const { version } = (await this.play.database.collection<MemberDocument>("timeMembers").get(memberId))!;
      await this.play.call(this.cast.branchOf(person.household!.gridCode), "members.decide", { memberId, version, decision }, now);
    });
  }
  private takesPart(person: PersonDocument, at: number, skills: readonly string[], more: Partial<Draft> = {}): void {
    const helpsChildren = skills.some((skill) => skill === "tutoring" || skill === "childcare");
    this.applies(person, at, draftOf(this.random, skills, more));
    this.decided(person, at + this.random.whole(3, 30) * hourMs, { kind: "approve", ...(helpsChildren && { childCheckPassed: true }) });
  }

  /** The bank's first weeks, and who came or went since. */
  run(): Joined {
    const { near, far, teacher, wife, volunteer, groupLeader } = this.cast;
    const first = instantOf("2026-08-31", 9 * 60);
    const helpers = near.filter((_, index) => index % 2 === 0);
    const helped = near.filter((_, index) => index % 2 === 1);
    const lately = helpers.filter((_, index) => index % 4 === 3).slice(0, appliedLately.length);
    const early = helpers.filter((person) => !lately.includes(person));
    const others = far.filter((_, index) => index % 5 === 0).slice(0, 18);
    const [gone, stay] = [others.slice(0, 2), others.slice(4)];
    this.takesPart(teacher, first, ["tutoring", "company"], { times: [{ weekday: 7, part: "evening" }, { weekday: 6, part: "afternoon" }], partyMember: true });
    this.takesPart(wife, first + hourMs, ["company", "shopping"]);
    this.takesPart(volunteer, first + 2 * hourMs, ["company", "accompany", "ward"], { partyMember: true });
    [...early, ...stay, ...gone].forEach((person, index) => this.takesPart(person, first + (3 + index * 7) * hourMs, skillSets[index % skillSets.length]!));
    // A leader helps as a neighbour like any other; he lives where his household is.
    if (groupLeader.household) this.takesPart(groupLeader, first + 40 * hourMs, ["repair", "ward"]);
    for (const [index, person] of gone.entries())
      this.agenda.add(instantOf("2026-10-12", 600 + index * 60), async (now) => {
        await this.play.call(person, "members.leave", {}, now);
      });
    this.declines(others.slice(2, 4));
    this.waits(lately);
    this.relates();
    return { near: early, far: stay, helped };
  }

  private declines([one, another]: readonly PersonDocument[]): void {
    const at = instantOf("2026-10-20", 15 * 60);
    this.applies(one!, at, draftOf(this.random, ["repair"]));
    this.decided(one!, at + 20 * hourMs, { kind: "decline", reason: "noNeedYet", wayOn: "小修小补现在人手够，十二月有惠民服务日，到时候站里给您打电话。" });
    this.applies(another!, at + hourMs, draftOf(this.random, ["childcare"]));
    this.decided(another!, at + 22 * hourMs, { kind: "decline", reason: "unreachable", wayOn: "来站里坐坐就行，周一到周五都有人，带上身份证。" });
  }

  /** On the branch's desk this morning. */
  private waits(people: readonly PersonDocument[]): void {
    const drafts: Partial<Draft>[] = [
      { wontDo: "周三要带孙子" },
      { isMinor: true, partyMember: false, guardian: { called: "妈妈吴女士", consent: true }, times: [{ weekday: 6, part: "morning" }, { weekday: 7, part: "morning" }] },
      { partyMember: true },
      {},
    ];
    const skills = [["tutoring", "phone"], ["company", "phone"], ["ward", "accompany"], ["haircut"]];
    people.forEach((person, index) => this.applies(person, instantOf(...appliedLately[index]!), draftOf(this.random, skills[index]!, drafts[index])));
  }

  /** Husband and wife, as the branch established it. */
  private relates(): void {
    const codeOf = (person: PersonDocument) => accountCodeOf(accountIdOf(this.play.communityId, "person", person._id));
    this.agenda.add(instantOf("2026-09-04", 10 * 60), async (now) => {
      const act = { act: "relate" as const, accountCode: codeOf(this.cast.wife), relation: "spouse" as const };
      await this.play.call(this.cast.committeeMember, "accounts.act", { accountCode: codeOf(this.cast.teacher), act }, now);
    });
  }
}
