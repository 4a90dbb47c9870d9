/**
 * Check-ins, check-outs, confirmations, disputes, decisions and clock rounds of several people, interleaved operation by
 * operation on the real SDK, with crashes before and after each operation, lost replies, repeats, exhausted conflicts,
 * timers late and double, and phones whose clocks are a day off. After every commit the ledger's invariants, and: each
 * session is credited at most once, and at most what was booked.
 *
 * SCHEDULES: how many (25 unless said; 2,000 by `npm run test:soak`). SEED=… SCHEDULE_PATH=… replays a failing one.
 */
import fc from "fast-check";
import { type Bank, startBank } from "../bank";
import type { Planted } from "../faulty";
import { type Command, type Plan, plans, runSchedule } from "./schedule";

const schedules = process.env["SCHEDULES"] ? Number(process.env["SCHEDULES"]) : 25;
const replay = {
  ...(process.env["SEED"] && { seed: Number(process.env["SEED"]) }),
  ...(process.env["SCHEDULE_PATH"] && { path: process.env["SCHEDULE_PATH"] }),
};

let bank: Bank;
let logged: jest.SpyInstance;
beforeAll(async () => {
  bank = await startBank();
  // The clock logs each document it could not work on, which the schedules see to.
  logged = jest.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => {
  const unforeseen = logged.mock.calls.map(([line]) => String(line)).filter((line) => line.includes("timebank") && !/interrupted|CONFLICT|TransactionConflict/.test(line));
  logged.mockClear();
  expect(unforeseen).toEqual([]);
});
afterAll(async () => {
  logged.mockRestore();
  await bank.close();
});

const run = (scheduler: fc.Scheduler, plan: Plan, planted?: Planted) => runSchedule(bank.ledger(), scheduler, plan, planted);
const property = (planted?: Planted) =>
  fc.asyncProperty(fc.scheduler(), plans, async (scheduler, plan) => {
    expect(await run(scheduler, plan, planted)).toEqual([]);
  });

test(`sessions are credited once and at most as booked over ${schedules} schedules`, async () => {
  await fc.assert(property(), { numRuns: schedules, endOnFailure: true, ...replay });
}, 7_200_000);

const command = (rest: Partial<Command>): Command => ({ kind: "clock", who: 0, shift: 0, other: false, minutes: 0, minute: 0, phoneDays: 0, ...rest });

describe("the auditor sees a mistake that was put in", () => {
  const nothing = command({ minute: -35 });
  /** Every third command is the first actor's: these happen in their order. */
  const inOrder = (...commands: Command[]): Plan => ({ commands: commands.flatMap((one) => [one, nothing, nothing]), silenceDays: 0, troubles: [] });
  // When the first shift is over and not checked out of, and the second can be checked in to already.
  const inTwoPlaces = inOrder(command({ kind: "checkIn" }), command({ kind: "checkIn", shift: 1, minute: 62 }));
  const paidAgain = inOrder(
    command({ kind: "checkIn", shift: 1, minute: 70 }), command({ kind: "checkOut", shift: 1, minute: 110 }), command({ kind: "confirm", shift: 1, minute: 111 }), command({ kind: "clock", minute: 150 }),
  );
  test.each<[Planted, Plan, RegExp]>([
    ["guardForgets", inTwoPlaces, /presence: /],
    ["entriesForget", paidAgain, /twice: /],
  ])("%s", async (planted, plan, what) => {
    // The last crash that there can be first: after the payment, before the session says so.
    const found: string[] = [];
    for (let step = planted === "guardForgets" ? 0 : 36; step >= 0 && !found.some((fault) => what.test(fault)); step -= 1)
      await fc.assert(
        fc.asyncProperty(fc.scheduler(), async (scheduler) => {
          found.push(...(await run(scheduler, { ...plan, troubles: step ? [{ actor: 0, step, trouble: "crashAfter" }] : [] }, planted)));
        }),
        { numRuns: 1, seed: 1 },
      );
    expect(found.join("\n")).toMatch(what);
  }, 600_000);
});
