/** One schedule: a few people's commands over one bank, interleaved operation by operation, with their troubles. */
import fc from "fast-check";
import {
  closeAccount, correct, deposit, donate, expireHolds, freeze, gift, mergeAccounts, openAccount, placeHolds, postHold, thaw, verifyCommunity, voidHolds,
} from "../../cloudfunctions/features/timebank/ledger";
import type { TransferDocument } from "../../cloudfunctions/features/timebank/ledger/documents";
import type { Interval } from "../../cloudfunctions/features/timebank/ledger/intervals";
import type { Ledger } from "../../cloudfunctions/features/timebank/ledger/repository";
import { isConflict } from "../../cloudfunctions/platform/database";
import { Failure } from "../../contracts/kernel/failure";
import { hourMs, minuteMs } from "../../contracts/kernel/milliseconds";
import { faultsIn, readBooks } from "./audit";
import { idOf, noon, operation, placeHold } from "./bank";
import { closeInterval, openInterval } from "./guard";
import { faultyDatabase, Interrupted, type Planted, type Trouble, troubles } from "./faulty";
import { Row } from "./row";

const people = ["a", "b", "c"];
const kinds = ["deposit", "gift", "donate", "hold", "hold", "holds", "post", "post", "void", "voidAll", "expire", "correct", "freeze", "thaw", "close", "merge", "checkIn", "checkOut"] as const;

export interface Command {
  kind: (typeof kinds)[number];
  who: number;
  whom: number;
  /** Which earlier or later command it refers to. */
  of: number;
  minutes: number;
  /** Minutes after noon at which the server does it: servers' clocks disagree, and timers come late. */
  minute: number;
}
export interface Plan {
  commands: Command[];
  troubles: { actor: number; step: number; trouble: Trouble }[];
}

export const actors = 3;
export const plans: fc.Arbitrary<Plan> = fc.record({
  commands: fc.array(
    fc.record({
      kind: fc.constantFrom(...kinds), who: fc.nat(people.length - 1), whom: fc.nat(people.length - 1), of: fc.nat(7),
      minutes: fc.integer({ min: 1, max: 70 }), minute: fc.nat(90),
    }),
    { minLength: 3, maxLength: 7 },
  ),
  troubles: fc.array(fc.record({ actor: fc.nat(actors - 1), step: fc.integer({ min: 1, max: 24 }), trouble: fc.constantFrom(...troubles) }), { maxLength: 4 }),
});

type Reply = TransferDocument | Interval | number | undefined;

/** A command's id is its place in the plan, so that another command can name what it will have written. */
function carryOut(ledger: Ledger, prefix: string, index: number, commands: readonly Command[], changed = false): Promise<Reply> {
  const command = commands[index]!;
  const { kind, who, whom, of, minutes } = command;
  const id = (place: number) => operation({ changed, ...command }, `${prefix}/${place}`);
  const order = id(index);
  const at: Ledger = { ...ledger, at: noon + command.minute * minuteMs };
  const [mine, theirs] = [idOf(ledger, people[who]!), idOf(ledger, people[whom]!)];
  const named = id(of).documentId;
  /** A hold that was placed alone, or one of those that were placed together. */
  const hold = `${named}:${commands[of]?.kind === "holds" ? of % 2 : 0}`;
  const guard = { database: ledger.database, communityId: ledger.communityId, person: people[who]! };
  switch (kind) {
    case "deposit": return deposit(at, order, { account: mine, minutes });
    case "gift": return gift(at, order, { from: mine, to: theirs, minutes, relation: "child" });
    case "donate": return donate(at, order, { from: mine, minutes });
    case "hold": return placeHold(at, order, { from: mine, minutes, expiresAt: noon + 45 * minuteMs });
    case "holds": return placeHolds(at, order, { from: mine, groups: [{ first: 0, places: 1, minutes, expiresAt: noon + 45 * minuteMs }, { first: 1, places: 1, minutes: 1 + (minutes % 20), expiresAt: noon + hourMs }] });
    case "post": return postHold(at, order, { hold, to: theirs, minutes });
    case "void": return voidHolds(at, order, { holds: [hold] });
    case "voidAll": return voidHolds(at, order, { holds: commands[of]?.kind === "holds" ? [`${named}:0`, `${named}:1`] : [hold] });
    case "expire": return expireHolds(at);
    case "correct": return correct(at, order, { transfer: named, minutes });
    case "freeze": return freeze(at, order, { account: mine });
    case "thaw": return thaw(at, order, { account: mine });
    case "close": return closeAccount(at, order, { account: mine, reason: "left", ...(whom !== who && { heir: { account: theirs, relation: "child" as const } }) });
    case "merge": return mergeAccounts(at, order, { from: mine, to: theirs });
    case "checkIn": return openInterval(guard, { id: order.documentId, at: at.at, mostMs: 40 * minuteMs });
    case "checkOut": return closeInterval(guard, { id: named, at: at.at });
  }
}

/** What the plan promises of a reply, whenever and however often it is given. */
function replyFaults(command: Command, reply: Reply): string[] {
  if (typeof reply !== "object" || !("lines" in reply) || reply.rejection !== undefined) return [];
  const exact = ["deposit", "gift", "donate", "post", "correct"].includes(command.kind);
  const moved = reply.lines.reduce((sum, { book, minutes }) => (book === "spendable" && minutes > 0 ? sum + minutes : sum), 0);
  return exact && moved !== command.minutes ? [`reply: a ${command.kind} of ${command.minutes} minutes moved ${moved}`] : [];
}

const isTrouble = (error: unknown): boolean => error instanceof Interrupted || isConflict(error);

export async function setUp(ledger: Ledger, prefix: string): Promise<void> {
  for (const name of people) await openAccount(ledger, "person", name);
  for (const name of ["a", "b"]) await deposit(ledger, operation({}, `${prefix}/start-${name}`), { account: idOf(ledger, name), minutes: 60 });
  await donate(ledger, operation({}, `${prefix}/start-pool`), { from: idOf(ledger, "a"), minutes: 1 });
}

/** @returns what the auditor found, in words; nothing when all is well */
export async function runSchedule(ledger: Ledger, scheduler: fc.Scheduler, plan: Plan, planted?: Planted): Promise<string[]> {
  const { database: real, communityId } = ledger;
  await setUp(ledger, communityId);
  const faults: string[] = [];
  const audit = async () => {
    if (faults.length === 0) faults.push(...faultsIn(await readBooks(real, communityId)));
  };
  const replies = new Map<number, Reply>();
  const remember = (index: number, reply: Reply) => {
    faults.push(...replyFaults(plan.commands[index]!, reply));
    const earlier = replies.get(index);
    if (earlier !== undefined && typeof earlier === "object" && "lines" in earlier && JSON.stringify(earlier) !== JSON.stringify(reply)) faults.push(`reply: command ${index} was answered differently`);
    replies.set(index, reply);
  };
  const row = new Row(scheduler, actors);
  const act = async (actor: number): Promise<void> => {
    const gate = {
      pass: (label: string) => row.pass(`${actor}: ${label}`),
      troubleAt: (step: number) => plan.troubles.find((trouble) => trouble.actor === actor && trouble.step === step)?.trouble,
      wrote: audit,
    };
    const database = faultyDatabase(real, gate, planted);
    for (const index of plan.commands.keys()) {
      // The next actor sends a quarter of the commands too: two phones, one intent.
      const sends = index % actors === actor || (index % 4 === 0 && (index + 1) % actors === actor);
      for (let left = 2; sends && left > 0; left -= 1) {
        try {
          remember(index, await carryOut({ ...ledger, database }, communityId, index, plan.commands));
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
  await heal(ledger, plan, remember);
  await audit();
  const verdict = await verifyCommunity(real, communityId);
  return [...faults, ...(verdict.ok ? [] : [`verify: ${verdict.fault.says}`])];
}

/** The troubles are over: everything is sent again, and gets the answer it had; with other content, none. */
async function heal(ledger: Ledger, plan: Plan, remember: (index: number, reply: Reply) => void): Promise<void> {
  for (const index of plan.commands.keys()) remember(index, await carryOut(ledger, ledger.communityId, index, plan.commands));
  const [first] = plan.commands;
  if (!first || ["expire", "checkIn", "checkOut"].includes(first.kind)) return;
  const other = await carryOut(ledger, ledger.communityId, 0, plan.commands, true).catch((error: unknown) => error);
  if (!(other instanceof Failure) || other.code !== "operationReused") throw new Error("an id was used twice for different content");
}
