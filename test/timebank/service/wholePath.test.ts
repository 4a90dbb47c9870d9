/** From asking to the minute in the account, by calls alone: nothing is put into the database by hand. */
import { dataOf, type Product, startProduct } from "../../support/product";
import { mondayMorning, openidOf } from "../../support/communities";
import { hourMs, minuteMs } from "../../../contracts/kernel/milliseconds";
import { bankFaults, tick } from "./support";

const recipient = openidOf("wtl", "resident1");
const volunteer = openidOf("wtl", "resident3");
const branch = openidOf("wtl", "memberWest");
const ownBranch = openidOf("wtl", "memberEast");

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

const moveTo = (at: number) => product.cloud.cloud.clock.moveTo(at);

test("asked, funded, taken, shown the code, checked in and out, confirmed, recorded and certified", async () => {
  await product.call(volunteer, "members.apply", { skills: ["tutoring"], times: [{ weekday: 2, part: "evening" }], isMinor: false, partyMember: true }).then(dataOf);
  const board = dataOf(await product.call(branch, "bank.list", { tab: "applications" }));
  const application = board.items.flatMap((item) => (item.kind === "member" ? [item.member] : []))[0]!;
  dataOf(await product.call(branch, "members.decide", { memberId: application.memberId, version: application.version, decision: { kind: "approve", childCheckPassed: true } }));

  const asked = dataOf(
    await product.call(recipient, "needs.ask", {
      skill: "tutoring", words: "孩子的数学跟不上", place: { kind: "home" }, schedule: { kind: "once", day: "2026-11-24", fromMinute: 19 * 60, minutes: 60, places: 1 },
      child: { guardianCalled: "陈阿姨", guardianConsent: true, otherAdult: "奶奶在家" },
    }),
  );
  const { needId } = asked;
  await tick({ product });
  // Nobody has saved anything yet: the branch lets the bank issue the hours.
  const story = dataOf(await product.call(ownBranch, "needs.open", { needId }));
  dataOf(await product.call(ownBranch, "needs.step", { needId, version: story.version, step: { action: "fund" } }));
  moveTo(mondayMorning + 30 * hourMs);
  await tick({ product });

  const near = dataOf(await product.call(volunteer, "needs.open", { needId }));
  const shift = near.shifts[0]!;
  dataOf(await product.call(volunteer, "shifts.step", { shiftId: shift.shiftId, version: shift.version, step: { action: "take" } }));

  moveTo(shift.fromAt - 5 * minuteMs);
  expect(dataOf(await product.call(volunteer, "turns.open", { shiftId: shift.shiftId })).turn.actions).toContain("checkIn");
  const { codes } = dataOf(await product.call(recipient, "sessions.code", { needId }));
  const { sessionId } = dataOf(await product.call(volunteer, "sessions.checkIn", { shiftId: shift.shiftId, presence: { kind: "code", code: codes[0]!.digits } }));
  expect(dataOf(await product.call(volunteer, "timebank.open", {})).now).toEqual([expect.objectContaining({ sessionId, actions: ["checkOut"] })]);
  moveTo(shift.toAt - 10 * minuteMs);
  dataOf(await product.call(volunteer, "sessions.checkOut", { sessionId, leaving: { kind: "tap" } }));
  const { toConfirm } = dataOf(await product.call(recipient, "timebank.open", {}));
  expect(toConfirm).toEqual([expect.objectContaining({ sessionId, actions: expect.arrayContaining(["confirm"]) })]);
  expect(dataOf(await product.call(recipient, "sessions.step", { sessionId, version: toConfirm[0]!.version, step: { action: "confirm" } }))).toMatchObject({ state: "settled", creditedMinutes: 55 });
  expect(dataOf(await product.call(recipient, "timebank.open", {})).toConfirm).toEqual([]);
  expect(dataOf(await product.call(volunteer, "timebank.open", {})).hours).toMatchObject({ availableMinutes: 55, honourMinutes: 55 });
  expect(dataOf(await product.call(volunteer, "records.list", {})).totalText).toBe("一共 1 次，记了 55 分钟");
  moveTo(shift.toAt + 2 * hourMs);
  await tick({ product });
  expect(await product.documents("timeShifts", { closeAt: undefined } as never)).toHaveLength(1);
  expect(dataOf(await product.call(volunteer, "certificates.issue", { fromDay: "2026-11-24", toDay: "2026-11-24", show: { name: false, content: true, places: false } })).hoursText).toBe("55 分钟");
  expect(await bankFaults()).toEqual([]);
});
