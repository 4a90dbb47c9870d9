/** A need that is closed is closed at once, whatever a crash leaves to the clock. */
import { dataOf } from "../../support/product";
import { aNeed, eachStartsAnew, idOf, once, product, save, tick, who } from "./support";

eachStartsAnew();

test("withdrawn, and cut off before its hours are let go of: it has nobody asked and waits for nobody", async () => {
  await save(who.recipient, 600);
  const need = await aNeed(product, { schedule: once("2026-11-25") });
  dataOf(await need.step(who.leader, { action: "invite", assignments: [{ shiftId: `${need.needId}:0`, personId: idOf(who.near) }] }));
  expect(await need.document()).toMatchObject({ invitedCount: 1 });
  product.cloud.cloud.faults.set([{ action: "database.startTransaction", code: "SYS_ERR", times: 9 }]);
  expect((await need.step(who.recipient, { action: "withdraw" })).ok).toBe(false);
  product.cloud.cloud.faults.set([]);
  expect(await need.document()).toMatchObject({ open: false, invitedCount: 0, lacking: 0, offeredTo: [], attention: [], waits: [] });
  await tick(product);
});
