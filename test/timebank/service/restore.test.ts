/** A mistaken correction of a session that was paid: the branch's decision undoes it, through the door. */
import { accountCodeOf } from "../../../cloudfunctions/features/timebank/shared/accountCode";
import { codeOf, dataOf, newOperationId } from "../../support/product";
import { accountOf, bankFaults, entriesOf, opened, served, sessionOf, step, tick, who } from "./support";
import { aShift, honourOf, product, useService } from "./stage";

useService(1000);

/** Served and confirmed for 60 minutes; on the account page 30 of them were taken away. */
async function corrected() {
  const shift = await aShift();
  const { sessionId } = await served(shift);
  dataOf(await step(shift, who.recipient, sessionId, { action: "confirm" }));
  const [volunteer, recipient] = [await accountOf(shift, who.volunteer), await accountOf(shift, who.recipient)];
  const entryId = (await sessionOf(shift, sessionId)).entries[0]!;
  const act = { act: "correct" as const, entryId, minutes: 30, words: "看错了一行" };
  dataOf(await product.call(who.secretary, "accounts.act", { accountCode: accountCodeOf(volunteer._id), act }, newOperationId()));
  return { shift, sessionId, entryId, volunteer, recipient };
}
const decision = (minutes: number) => ({ action: "decide" as const, minutes, words: "更正错了" });

test("the sheet knows what counts now and what is possible; the decision gives it back once, and the rest stays", async () => {
  const { shift, sessionId, entryId, volunteer, recipient } = await corrected();
  expect(volunteer.honour - (await honourOf(shift))).toBe(30);
  dataOf(await step(shift, who.volunteer, sessionId, { action: "dispute", reason: "timeWrong" }));
  const seen = await opened(shift, who.head, sessionId);
  expect(seen).toMatchObject({ state: "disputed", bookedMinutes: 60, creditedMinutes: 30, decidableMinutes: 60 });
  // Who doesn't decide has nothing to choose from.
  expect(await opened(shift, who.volunteer, sessionId)).not.toHaveProperty("decidableMinutes");
  expect(await product.call(who.head, "sessions.step", { sessionId, version: seen.version, step: decision(61) })).toMatchObject({ failure: { code: "minutesWrong", message: "原来记的是 1 小时，最多定这么多。" } });

  const id = newOperationId();
  for (let twice = 2; twice > 0; twice -= 1) expect(dataOf(await step(shift, who.head, sessionId, decision(60), id))).toMatchObject({ state: "settled", creditedMinutes: 60 });
  await tick(shift);
  const [after, payer] = [await accountOf(shift, who.volunteer), await accountOf(shift, who.recipient)];
  expect([after.honour, after.credits - after.debits, payer.credits - payer.debits]).toEqual([volunteer.honour, volunteer.credits - volunteer.debits, recipient.credits - recipient.debits]);
  const { entries } = await sessionOf(shift, sessionId);
  const found = await entriesOf(shift, entries);
  expect(found.map(({ kind }) => kind).sort()).toEqual(["correction", "restoration", "service"]);
  expect(found.find(({ kind }) => kind === "restoration")!.restores).toBe(entryId);
  expect(await bankFaults()).toEqual([]);
});

test("of two decisions at once one counts, and what was given back can be cut again", async () => {
  const { shift, sessionId, volunteer } = await corrected();
  dataOf(await step(shift, who.volunteer, sessionId, { action: "dispute", reason: "timeWrong" }));
  const { version } = await opened(shift, who.head, sessionId);
  const two = await Promise.all([who.head, who.member].map((openid, index) => product.call(openid, "sessions.step", { sessionId, version, step: decision(index ? 60 : 45) })));
  expect(two.map(codeOf).sort()).toEqual(["ok", "stale"]);
  const { creditedMinutes } = await sessionOf(shift, sessionId);
  expect(volunteer.honour - (await honourOf(shift))).toBe(60 - creditedMinutes!);
  dataOf(await step(shift, who.recipient, sessionId, { action: "dispute", reason: "timeWrong" }));
  expect(dataOf(await step(shift, who.member, sessionId, decision(0)))).toMatchObject({ creditedMinutes: 0 });
  expect(volunteer.honour - (await honourOf(shift))).toBe(60);
  expect(await bankFaults()).toEqual([]);
});

test("a decision and a correction at once: whichever comes first, the record says what the account has", async () => {
  const { shift, sessionId, entryId, volunteer } = await corrected();
  dataOf(await step(shift, who.volunteer, sessionId, { action: "dispute", reason: "timeWrong" }));
  const act = { act: "correct" as const, entryId, minutes: 10, words: "还有一段没来" };
  await Promise.all([
    step(shift, who.head, sessionId, decision(60)),
    product.call(who.secretary, "accounts.act", { accountCode: accountCodeOf(volunteer._id), act }, newOperationId()),
  ]);
  await tick(shift);
  const { creditedMinutes, toSettle } = await sessionOf(shift, sessionId);
  expect(toSettle).toBeUndefined();
  expect(volunteer.honour - (await honourOf(shift))).toBe(60 - creditedMinutes!);
  expect(await bankFaults()).toEqual([]);
});
