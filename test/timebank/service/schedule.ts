/**
 * One schedule: a volunteer's two shifts and another's one, with everybody who has a say in them and two clocks,
 * interleaved database operation by operation, with their troubles. The commands go through the door's own use cases.
 */
import fc from "fast-check";
import { deposit, openAccount, placeHolds } from "../../../cloudfunctions/features/timebank/ledger";
import { checkIn } from "../../../cloudfunctions/features/timebank/service/checkIn";
import { checkOut } from "../../../cloudfunctions/features/timebank/service/checkOut";
import { serviceRound } from "../../../cloudfunctions/features/timebank/service";
import { codesFrom } from "../../../cloudfunctions/features/timebank/service/codes";
import { sessionIdOf } from "../../../cloudfunctions/features/timebank/service/repository";
import { stepSession } from "../../../cloudfunctions/features/timebank/service/step";
import type { Ledger } from "../../../cloudfunctions/features/timebank/ledger/repository";
import type { NeedDocument, SessionDocument, ShiftDocument } from "../../../cloudfunctions/features/timebank/shared/documents";
import { actorOf, type PersonDocument } from "../../../cloudfunctions/platform/actor";
import { type Database, isConflict } from "../../../cloudfunctions/platform/database";
import { payloadHash } from "../../../cloudfunctions/platform/hash";
import type { Community, MemberContext } from "../../../cloudfunctions/platform/serve";
import type { CallInput } from "../../../contracts/calls";
import { Failure } from "../../../contracts/kernel/failure";
import { dayMs, hourMs, minuteMs } from "../../../contracts/kernel/milliseconds";
import { defaultSettings } from "../../../contracts/timebank/settings";
import { organisation, staffIdOf, stateOf } from "../../support/communities";
import { noon, operation } from "../bank";
import { bookInterval } from "../guard";
import { faultyDatabase, Interrupted, type Planted, type Trouble, troubles } from "../faulty";
import { Row } from "../row";
import { leftOver, readService, serviceFaults } from "./audit";

export const dayMinutes = 100;

const volunteers = ["a", "b"];
const kinds = ["checkIn", "checkIn", "checkIn", "checkOut", "checkOut", "confirm", "confirm", "dispute", "sayEnd", "decide", "clock", "clock"] as const;

export interface Command {
  kind: (typeof kinds)[number];
  /** Which volunteer's turn it is about, and in which shift. */
  who: number;
  shift: number;
  /** By somebody else than usual: on the volunteer's behalf, by the leader, by the other side. */
  other: boolean;
  minutes: number;
  /** Minutes after noon at which the server does it: servers' clocks disagree, and timers come late. */
  minute: number;
  /** Days by which the phone's clock is wrong that shows the code. */
  phoneDays: number;
}
export interface Plan {
  commands: Command[];
  /** Days after noon to which the clock jumps between the commands and their repeats. */
  silenceDays: number;
  troubles: { actor: number; step: number; trouble: Trouble }[];
}

const actors = 3;
export const plans: fc.Arbitrary<Plan> = fc.record({
  commands: fc.array(
    fc.record({
      kind: fc.constantFrom(...kinds), who: fc.nat(1), shift: fc.nat(1), other: fc.boolean(), minutes: fc.constantFrom(0, 30, 45, 60),
      minute: fc.integer({ min: -35, max: 160 }), phoneDays: fc.constantFrom(0, 0, 0, 0, 1, -1),
    }),
    { minLength: 3, maxLength: 9 },
  ),
  silenceDays: fc.constantFrom(0, 3, 6),
  troubles: fc.array(fc.record({ actor: fc.nat(actors - 1), step: fc.integer({ min: 1, max: 60 }), trouble: fc.constantFrom(...troubles) }), { maxLength: 5 }),
});

/** One community with a need, its two shifts, and everybody in it. */
class World {
  readonly community: Community;
  private readonly people = new Map<string, PersonDocument>();
  constructor(readonly ledger: Ledger) {
    const { communityId } = ledger;
    const one = organisation(communityId, "测试社区");
    this.community = { organisation: one, state: stateOf(one) };
    for (const name of ["a", "b", "recipient", "leader", "branch"]) {
      const staffId = name === "leader" ? staffIdOf(communityId, "leader1") : name === "branch" ? staffIdOf(communityId, "memberEast") : undefined;
      this.people.set(name, { _id: `${communityId}:p-${name}`, schemaVersion: 1, version: 1, communityId, openid: `o-${communityId}-${name}`, current: true, name, inboxReadAt: 0, createdAt: noon, ...(staffId !== undefined && { staffId }) });
    }
  }
  idOf = (name: string): string => this.people.get(name)!._id;
  shiftId = (number: number): string => `${this.ledger.communityId}-need:${number}`;
  sessionId = (who: number, shift: number): string => sessionIdOf(this.shiftId(shift), this.idOf(volunteers[who]!));
  get ids() {
    return { sessions: [0, 1].flatMap((shift) => [0, 1].map((who) => this.sessionId(who, shift))), shifts: [this.shiftId(0), this.shiftId(1)] };
  }
  contextOf(name: string, database: Database, at: number, id: { documentId: string; payloadHash: string }): MemberContext {
    const person = this.people.get(name)!;
    return {
      database, person, community: this.community, at, operation: id,
      actor: actorOf(person.openid, person, this.community.organisation, at), reach: { community: false, stations: new Set(), grids: new Set() },
    };
  }

  /** The first shift pays from holds, the second is the bank's; ten minutes lie between, so both can be entered early. */
  async setUp(): Promise<void> {
    const { database, communityId } = this.ledger;
    await database.collection("timeBanks").insert({ _id: communityId, settings: { ...defaultSettings, service: { ...defaultSettings.service, dayMinutes } } } as never);
    await database.collection<PersonDocument>("people").insertMany([...this.people.values()]);
    const account = await openAccount(this.ledger, "person", this.idOf("recipient"));
    await deposit(this.ledger, operation({}, `${communityId}/saved`), { account: account._id, minutes: 120 });
    const hold = operation({}, `${communityId}/hold`);
    await placeHolds(this.ledger, hold, { from: account._id, groups: [{ first: 0, places: 2, minutes: 60, expiresAt: noon + 60 * dayMs }] });
    const common = { schemaVersion: 1 as const, version: 1, communityId, gridCode: "g1", stationCode: "east", skill: "company", effects: [] };
    const needId = `${communityId}-need`;
    await database.collection<NeedDocument>("timeNeeds").insert({
      ...common, _id: needId, storyVersion: 1, payloadHash: "", state: "open", open: true, askerId: this.idOf("recipient"), recipientId: this.idOf("recipient"), ownHours: true, proxies: [], people: [],
      familyToken: "", codeSecret: needId, words: "陪聊天", place: { text: "家里" }, schedule: { kind: "once", day: "2026-11-23", fromMinute: 720, minutes: 60, places: 2 },
      stage: "grid", stageAt: noon, offeredTo: [], attention: [], lacking: 0, nextAt: noon, createdAt: noon, events: [],
    });
    for (const [number, names] of [["a", "b"], ["a"]].entries()) {
      const [fromAt, holds] = [noon + number * 70 * minuteMs, number === 0 ? [0, 1].map((place) => `${hold.documentId}:${place}`) : []];
      const turns = names.map((name, place) => ({ place, personId: this.idOf(name), state: "promised" as const, at: noon }));
      for (const { personId, place } of turns) await bookInterval({ database, communityId, person: personId }, { id: `${this.shiftId(number)}:${place}`, from: fromAt, to: fromAt + hourMs });
      await database.collection<ShiftDocument>("timeShifts").insert({
        ...common, _id: this.shiftId(number), needId, child: false, fromAt, toAt: fromAt + hourMs, closeAt: fromAt + hourMs, places: names.length, funding: holds.length ? "own" : "community", holds, cancelled: false,
        turns, people: turns.map(({ personId }) => personId),
      });
    }
  }

  /** The rounds of later schedules look at every community's documents: this one's are taken away. */
  async clear(): Promise<void> {
    const { database } = this.ledger;
    await database.collection("timeSessions").remove({ _id: { $in: this.ids.sessions } });
    await database.collection("timeShifts").remove({ _id: { $in: this.ids.shifts } });
  }

  round = (database: Database, at: number) =>
    serviceRound(database, async (_database, communityId) => (communityId === this.ledger.communityId ? this.community : undefined), at);
}

interface Sending {
  world: World;
  database: Database;
}

type Reply = { sessionId: string; state: string } | string;

/** Who usually does it, and who else might. */
const doerOf = ({ kind, who, other }: Command): string => {
  const volunteer = volunteers[who]!;
  if (kind === "decide") return other ? "leader" : "branch";
  if (kind === "confirm") return other ? "leader" : "recipient";
  if (kind === "dispute") return other ? volunteer : "recipient";
  return other && kind !== "sayEnd" ? "recipient" : volunteer;
};

const stepOf = ({ kind, minutes }: Command): CallInput<"sessions.step">["step"] => {
  if (kind === "confirm") return { action: "confirm", ...(minutes && { minutes }) };
  if (kind === "sayEnd") return { action: "sayEnd", minutes: Math.max(1, minutes) };
  if (kind === "decide") return { action: "decide", minutes, words: "看过了" };
  return { action: "dispute", reason: "timeWrong" };
};

async function ask({ world, database }: Sending, index: number, command: Command, at: number): Promise<Reply> {
  const { kind, who, shift, other, phoneDays } = command;
  if (kind === "clock") {
    const { failed } = await world.round(database, at);
    return failed ? "interrupted" : "round";
  }
  const [sessionId, volunteerId, doer] = [world.sessionId(who, shift), world.idOf(volunteers[who]!), doerOf(command)];
  const order = { ...operation({}, `${world.ledger.communityId}/${index}`), payloadHash: payloadHash(command) };
  const context = world.contextOf(doer, database, at, order);
  const code = codesFrom(`${world.ledger.communityId}-need`, at + phoneDays * dayMs, defaultSettings.service.codeSeconds, 0)[0]!.digits;
  const onBehalf = { kind: "onBehalf" as const, personId: volunteerId };
  if (kind === "checkIn") return checkIn({ shiftId: world.shiftId(shift), presence: other ? onBehalf : { kind: "code", code } }, context);
  if (kind === "checkOut") return checkOut({ sessionId, leaving: other ? onBehalf : phoneDays ? { kind: "code", code } : { kind: "tap" } }, context);
  // A phone shows what it has just read; between reading and deciding others go on.
  const version = (await database.collection<SessionDocument>("timeSessions").get(sessionId))?.version ?? 0;
  return stepSession({ sessionId, version, step: stepOf(command) }, context);
}

const isTrouble = (error: unknown): boolean => error instanceof Interrupted || isConflict(error);

async function answered(work: Promise<Reply>): Promise<Reply> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Failure) return error.code;
    throw error;
  }
}

/** @returns what the auditor found, in words; nothing when all is well */
export async function runSchedule(ledger: Ledger, scheduler: fc.Scheduler, plan: Plan, planted?: Planted): Promise<string[]> {
  const world = new World(ledger);
  await world.setUp();
  const { database: real, communityId } = ledger;
  const faults: string[] = [];
  const audit = async () => {
    if (faults.length === 0) faults.push(...serviceFaults(await readService(real, communityId, world.ids), dayMinutes));
  };
  const done = new Map<number, Reply>();
  const remember = (index: number, reply: Reply) => {
    const before = done.get(index);
    if (typeof before === "object" && typeof reply === "string") faults.push(`reply: command ${index} was done, and then told ${reply}`);
    done.set(index, typeof before === "object" ? before : reply);
  };
  const row = new Row(scheduler, actors);
  const act = async (actor: number): Promise<void> => {
    const gate = {
      pass: (label: string) => row.pass(`${actor}: ${label}`),
      troubleAt: (step: number) => plan.troubles.find((trouble) => trouble.actor === actor && trouble.step === step)?.trouble,
      wrote: audit,
    };
    const database = faultyDatabase(real, gate, planted);
    for (const [index, command] of plan.commands.entries()) {
      // The next actor sends half of the commands too: two phones, one intent, or one phone that lost its reply.
      const sends = index % actors === actor || (index % 2 === 0 && (index + 1) % actors === actor);
      for (let left = 2; sends && left > 0; left -= 1) {
        try {
          remember(index, await answered(ask({ world, database }, index, command, noon + command.minute * minuteMs)));
          break;
        } catch (error) {
          if (!isTrouble(error)) throw error;
        }
      }
    }
  };
  const acting = Array.from({ length: actors }, (_, actor) => act(actor).finally(() => row.ended()));
  await Promise.all([row.drive(), ...acting]);
  await audit();
  await heal(world, plan, { world, database: real }, remember, audit);
  faults.push(...leftOver(await readService(real, communityId, world.ids)));
  await world.clear();
  return faults;
}

/** The troubles are over: everything is sent again and hears what it heard; then time passes until silence has decided. */
async function heal(world: World, plan: Plan, sending: Sending, remember: (index: number, reply: Reply) => void, audit: () => Promise<void>): Promise<void> {
  const later = noon + plan.silenceDays * dayMs + 3 * hourMs;
  for (const [index, command] of plan.commands.entries()) remember(index, await answered(ask(sending, index, command, Math.max(later, noon + command.minute * minuteMs))));
  await audit();
  for (const days of [0, 1, 3, 7, 14]) {
    await world.round(sending.database, later + days * dayMs);
    await audit();
  }
}
