/** What somebody may see of another is what the other finds under 谁看过, however it is asked for. */
import type { NeedDocument } from "../../cloudfunctions/features/timebank/shared/documents";
import type { RequestDocument } from "../../cloudfunctions/features/requests/document";
import { memberIdOf } from "../../cloudfunctions/features/timebank/shared/members.repository";
import { codeOf, dataOf } from "../support/product";
import { aNeed, draftOf, eachStartsAnew, idOf, moveTo, once, product, save, who } from "./needs/support";

eachStartsAnew();

test("a member's page tells nothing of his account: that is opened by the code he gives, with a reason that he reads", async () => {
  await save(who.near, 4321);
  const reply = await product.call(who.head, "members.open", { memberId: memberIdOf("wtl", idOf(who.near)) });
  expect(codeOf(reply)).toBe("ok");
  expect(JSON.stringify(reply)).not.toMatch(/4321|72 小时|accountCode/);
});

describe("a request that turned out to be a need", () => {
  const filed = async () =>
    dataOf(await product.call(who.recipient, "requests.submit", { words: "水管漏水", category: "facilities", urgency: "ordinary", place: { kind: "home" }, photos: [], audience: "station" })).requestId;
  const needFor = (openid: string, requestId: string) =>
    product.call(openid, "needs.ask", draftOf({ requestId, onBehalf: { called: "陈阿姨", consent: true }, schedule: once("2026-12-20") }));
  const advance = async (openid: string, requestId: string, step: { action: "accept" } | { action: "withdraw" }) => {
    const [{ storyVersion }] = (await product.documents<RequestDocument>("requests", { _id: requestId })) as [RequestDocument];
    return dataOf(await product.call(openid, "requests.advance", { requestId, version: storyVersion, step }));
  };

  test("is nobody's to make before somebody has taken it, nor after its end: the room is not theirs to see then", async () => {
    await save(who.recipient, 600);
    const requestId = await filed();
    for (const openid of [who.leader, who.head]) {
      expect(JSON.stringify(await product.call(openid, "requests.open", { requestId }))).not.toContain("402");
      expect(codeOf(await needFor(openid, requestId))).toBe("notFound");
      expect(codeOf(await product.call(openid, "needs.form", { requestId }))).toBe("notFound");
    }
    await advance(who.recipient, requestId, { action: "withdraw" });
    for (const openid of [who.leader, who.head]) expect(codeOf(await needFor(openid, requestId))).toBe("notFound");
    expect(await product.documents<NeedDocument>("timeNeeds")).toEqual([]);
  });

  test("is its handler's while he works on it, and the resident's own as long as he can read it", async () => {
    const requestId = await filed();
    await advance(who.leader, requestId, { action: "accept" });
    expect(codeOf(await needFor(who.leader, requestId))).toBe("ok");
    expect(codeOf(await product.call(who.recipient, "needs.form", { requestId }))).toBe("ok");
  });
});

test("once a session is settled, its volunteer is not told who was helped, a dispute included", async () => {
  await save(who.recipient, 600);
  const need = await aNeed(product, { schedule: once("2026-11-25", 600, 60) });
  dataOf(await need.turn(who.near, "take"));
  moveTo(product, "2026-11-25T10:00:00");
  const { sessionId } = dataOf(await product.call(who.recipient, "sessions.checkIn", { shiftId: `${need.needId}:0`, presence: { kind: "onBehalf", personId: idOf(who.near) } }));
  moveTo(product, "2026-11-25T11:00:00");
  const open = async (openid: string) => dataOf(await product.call(openid, "sessions.open", { sessionId }));
  dataOf(await product.call(who.near, "sessions.checkOut", { sessionId, leaving: { kind: "tap" } }));
  dataOf(await product.call(who.recipient, "sessions.step", { sessionId, version: (await open(who.recipient)).version, step: { action: "dispute", reason: "timeWrong", words: "早走了" } }));
  expect((await open(who.near)).disputeText).toContain("陈阿姨");
  dataOf(await product.call(who.head, "sessions.step", { sessionId, version: (await open(who.head)).version, step: { action: "decide", minutes: 50, words: "听了两边" } }));
  const settled = await open(who.near);
  expect(settled.state).toBe("settled");
  expect(JSON.stringify(settled)).not.toContain("陈阿姨");
});
