/** Somebody of the staff who changed his WeChat account: his old login's matters are his own. */
import { staffIdOf } from "../support/communities";
import { codeOf, dataOf } from "../support/product";
import { addMember, aNeed, codeFor, eachStartsAnew, moveTo, product, save, tick, who } from "./needs/support";

eachStartsAnew();
const newLogin = "o-wtl-new-phone";
async function switched(staff: "headEast" | "leader1"): Promise<void> {
  const { code } = dataOf(await product.call(who.secretary, "staff.invite", { staffId: staffIdOf("wtl", staff), replace: true }));
  dataOf(await product.call(newLogin, "staff.join", { code }));
}

test("the station head changes nothing on the account of his old login", async () => {
  await save(who.head, 600);
  expect(codeOf(await product.call(who.head, "accounts.act", { accountCode: codeFor(who.head), act: { act: "terms", mayRedeemFrom: "2026-01-01" } }))).toBe("notOwnMatter");
  await switched("headEast");
  expect(codeOf(await product.call(newLogin, "accounts.act", { accountCode: codeFor(who.head), act: { act: "terms", mayRedeemFrom: "2026-01-01" } }))).toBe("notOwnMatter");
});

test("nor does he let the bank pay what he asked for with it", async () => {
  const need = await aNeed(product, { place: { kind: "unit", unitCode: "b1-1" } }, who.head);
  await switched("headEast");
  const story = await product.call(newLogin, "needs.open", { needId: need.needId });
  expect(story.ok ? story.data.actions : []).not.toContain("fund");
});

test("nor does a leader confirm what he served with it", async () => {
  await save(who.recipient, 600);
  await addMember(product, who.leader, 1);
  const need = await aNeed(product);
  dataOf(await need.turn(who.leader, "take"));
  moveTo(product, "2026-11-25T19:00:00");
  const { codes } = dataOf(await product.call(who.recipient, "sessions.code", { needId: need.needId }));
  const { sessionId } = dataOf(await product.call(who.leader, "sessions.checkIn", { shiftId: `${need.needId}:0`, presence: { kind: "code", code: codes[0]!.digits } }));
  moveTo(product, "2026-11-25T20:00:00");
  dataOf(await product.call(who.leader, "sessions.checkOut", { sessionId, leaving: { kind: "tap" } }));
  await switched("leader1");
  const opened = await product.call(newLogin, "sessions.open", { sessionId });
  expect(opened.ok ? opened.data.actions : []).not.toContain("confirm");
  await tick(product);
});

test("nor does a leader confirm the address of his old login", async () => {
  dataOf(await product.call(who.leader, "residents.bind", { unitCode: "b1-1", room: "101", name: "何长青" }));
  await switched("leader1");
  expect(dataOf(await product.call(newLogin, "residents.pending", {})).bindings).toEqual([]);
});

test("nor does he close or correct there, nor take the hours of his old login over to whom he likes", async () => {
  await save(who.head, 600);
  await save(who.near, 60);
  await switched("headEast");
  expect(codeOf(await product.call(newLogin, "accounts.act", { accountCode: codeFor(who.head), act: { act: "close", reason: "left", heir: { accountCode: codeFor(who.near), relation: "child" } } }))).toBe("notOwnMatter");
});
