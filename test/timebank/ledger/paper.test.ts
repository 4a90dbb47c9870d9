/** Sessions from paper, against what else is known of that person and day. */
import { clashesOf, depositPaper } from "../../../cloudfunctions/features/timebank/ledger";
import type { Interval } from "../../../cloudfunctions/features/timebank/ledger/intervals";
import { instantOf } from "../../../contracts/kernel/day";
import { minuteMs } from "../../../contracts/kernel/milliseconds";
import { operation } from "../bank";
import { ledger, useBank, withHours } from "./books";

useBank();

const day = "2025-03-05";
const interval = (id: string, state: Interval["state"] = "done"): Interval => ({ id, from: instantOf(day, 540), to: instantOf(day, 600), state });

test.each<[string, Interval[], { id: string; day: string; minutes: number }[], string[], string[]]>([
  ["somebody else's record of that day may be the very session", [interval("check-in")], [{ id: "book", day, minutes: 30 }], [], ["book", "check-in"]],
  ["two lines of one paper are two sessions", [interval("line-1")], [{ id: "line-2", day, minutes: 30 }], ["line-1", "line-2"], []],
  ["what was given back is no session", [interval("given back", "released")], [], [], []],
  ["another day is another session", [], [{ id: "book", day: "2025-03-06", minutes: 30 }], [], []],
])("without clock times: %s", (_name, intervals, untimed, alongside, clashes) => {
  expect(clashesOf({ kind: "untimed", day, minutes: 60 }, { intervals, untimed }, new Set(alongside)).map(({ with: id }) => id)).toEqual(clashes);
});

test("a paper session is over before it is brought in: a check-in that goes on could not know of it", async () => {
  const account = await withHours("teacher", 60);
  const bring = (to: number) => depositPaper(ledger, operation({ to }), {
    account, person: "teacher", minutes: 60, time: { kind: "timed", from: to - 60 * minuteMs, to }, about: { day: "2026-11-23", text: "陪读" }, alongside: new Set(),
    session: { collection: "timeSessions", document: { _id: `paper-${to}` } },
  });
  await expect(bring(ledger.at + 1)).rejects.toThrow(RangeError);
  expect(await bring(ledger.at)).not.toHaveProperty("rejection");
});
