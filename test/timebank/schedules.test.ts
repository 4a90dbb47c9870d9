/**
 * Commands of several people interleaved operation by operation on the real SDK, with crashes before and after each
 * operation, lost replies, repeats, exhausted conflicts, timers late and double; the six invariants after every commit.
 *
 * SCHEDULES: how many (200 unless said, 2,000 where CI is set; `npm run test:soak` for as long as one likes). A failure prints its seed and path:
 * SEED=… SCHEDULE_PATH=… replays exactly that schedule.
 */
import fc from "fast-check";
import type { Planted } from "./faulty";
import { type Bank, startBank } from "./bank";
import { plans, runSchedule } from "./schedule";

const schedules = Number(process.env["SCHEDULES"] ?? (process.env["CI"] ? 2_000 : 200));
const replay: { seed?: number; path?: string } = {
  ...(process.env["SEED"] && { seed: Number(process.env["SEED"]) }),
  ...(process.env["SCHEDULE_PATH"] && { path: process.env["SCHEDULE_PATH"] }),
};

let bank: Bank;
beforeAll(async () => {
  bank = await startBank();
});
afterAll(() => bank.close());

const property = (planted?: Planted) =>
  fc.asyncProperty(fc.scheduler(), plans, async (scheduler, plan) => {
    expect(await runSchedule(bank.ledger({ capMinutes: 100, floorMinutes: -10 }), scheduler, plan, planted)).toEqual([]);
  });

/** A bank that has seen some hundred schedules grows slow by what it holds: each so many begin with a fresh one. */
const perBank = 200;

test(`the books hold over ${schedules} schedules`, async () => {
  for (let left = replay.seed === undefined ? schedules : Math.min(schedules, perBank); left > 0; left -= perBank) {
    await fc.assert(property(), { numRuns: Math.min(left, perBank), endOnFailure: true, ...replay });
    await bank.close();
    bank = await startBank();
  }
}, 7_200_000);

describe("the auditor sees a mistake that was put in", () => {
  test.each<[Planted, RegExp]>([
    ["notAtomic", /balances: |system: |holds: |floor: /],
    ["holdForgetsAccount", /balances: /],
  ])("%s", async (planted, what) => {
    const found = await fc.check(property(planted), { numRuns: 100, endOnFailure: true, seed: 1 });
    expect(found.failed).toBe(true);
    expect(String((found.errorInstance as Error).message)).toMatch(what);
  }, 600_000);
});
