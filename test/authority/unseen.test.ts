import { type CallName, calls } from "../../contracts/calls";
import type { StationDayDocument } from "../../cloudfunctions/features/requests/document";
import type { InboxDocument } from "../../cloudfunctions/features/inbox/document";
import { mondayMorning } from "../support/communities";
import { codeOf, dataOf, newOperationId, type Product } from "../support/product";
import { draftOf, moveTo, startRequests, staff, submitted, tick, who } from "../requests/support";

/** Whom a complaint is about, and everybody who left or never had a part: whatever they call, it isn't there. */
let product: Product;
beforeAll(async () => {
  product = await startRequests();
});
afterAll(() => product.close());
beforeEach(() => product.cloud.cloud.clock.moveTo(mondayMorning));

const secretWords = "他收了钱不办事";
const complaintAbout = (aboutStaffId: string, openid = who.resident) => submitted(product, { category: "staff", aboutStaffId, words: secretWords }, openid);

/** Everything that a member of staff can read without knowing an id. */
async function allThatIsListed(openid: string): Promise<unknown[]> {
  const tabs = await Promise.all((["unclaimed", "mine", "due", "done"] as const).map((tab) => product.call(openid, "workbench.list", { tab })));
  const reads: CallName[] = ["workbench.open", "inbox.open", "home.open", "me.open", "staff.open", "residents.pending"];
  return [...tabs, ...(await Promise.all(reads.map((call) => product.raw(openid, { call, input: {} }))))];
}

describe.each([
  ["a group leader", staff.owner, who.owner],
  ["the station head", staff.head, who.head],
  ["the secretary", staff.secretary, who.secretary],
])("a complaint about %s", (_name, targetId, target) => {
  test("is shown to him by no call, in no number, at no step of its life", async () => {
    const before = await allThatIsListed(target);
    const { requestId, reply, document, step, open } = await complaintAbout(targetId);
    const { ownerId } = await document();
    const owner = [who.head, who.secretary, who.owner, who.standIn, who.member].find((_, index) => [staff.head, staff.secretary, staff.owner, staff.standIn, staff.member][index] === ownerId)!;
    expect(owner).not.toBe(target);
    const unchanged = async () => {
      const seen = await allThatIsListed(target);
      for (const secret of [requestId, reply.receipt, reply.receipt.replaceAll("-", "\u2011"), secretWords]) expect(JSON.stringify(seen)).not.toContain(secret);
      expect(seen).toEqual(before);
      expect(codeOf(await open(target))).toBe("notFound");
      expect(codeOf(await product.call(target, "requests.reveal", { requestId, reason: "check" }))).toBe("notFound");
      for (const action of ["accept", "start"] as const) expect(codeOf(await product.call(target, "requests.advance", { requestId, version: 1, step: { action } }))).toBe("notFound");
    };
    await tick(product);
    await unchanged();
    dataOf(await step(who.resident, { action: "notFound", where: "door" }));
    dataOf(await step(owner, { action: "accept" }));
    await tick(product);
    await unchanged();
    const story = dataOf(await open(owner));
    expect(story.team?.map(({ staffId }) => staffId) ?? []).not.toContain(targetId);
    const { version } = story;
    for (const handing of [
      { action: "transfer" as const, reason: "away" as const, to: { kind: "person" as const, staffId: targetId } },
      { action: "askHelper" as const, staffId: targetId, part: "看看", day: "2026-11-24" },
    ]) expect(codeOf(await product.call(owner, "requests.advance", { requestId, version, step: handing }))).toBe("personUnknown");
    dataOf(await step(owner, { action: "askConfirm", words: "谈过了", photos: [] }));
    dataOf(await step(who.resident, { action: "confirm", stars: 5 }));
    await tick(product);
    await unchanged();
    const told = (await product.documents<InboxDocument>("inbox", { requestId })).map(({ to }) => to);
    expect(told).not.toContain(targetId);
    expect((await product.documents<StationDayDocument>("stationDays")).flatMap(({ filed, ended }) => [...filed, ...ended])).not.toContain(requestId);
  });

  test("does not reach him because everybody else is away", async () => {
    const everybody = [who.owner, who.standIn, who.member, who.head, who.otherHead, who.otherLeader, who.secretary].filter((openid) => openid !== target);
    for (const openid of everybody) dataOf(await product.call(openid, "staff.away", { untilDay: "2026-11-27" }));
    const { requestId, document, open } = await complaintAbout(targetId);
    moveTo(product, "2026-11-26T10:00");
    await tick(product);
    const { ownerId, standInId, handlers, hiddenFrom } = await document();
    expect([ownerId, standInId, ...handlers]).not.toContain(targetId);
    expect(hiddenFrom).toEqual([targetId]);
    expect(codeOf(await open(target))).toBe("notFound");
    expect(JSON.stringify(await allThatIsListed(target))).not.toContain(requestId);
    product.cloud.cloud.clock.moveTo(mondayMorning);
    for (const openid of everybody) dataOf(await product.call(openid, "staff.away", { untilDay: null }));
  });
});

describe("who says that he is too close to a matter", () => {
  test("is kept out of it himself, also when it wasn't his", async () => {
    const { step, open, document, requestId } = await submitted(product);
    dataOf(await step(who.head, { action: "transfer", reason: "conflict", to: { kind: "person", staffId: staff.member } }));
    expect((await document()).hiddenFrom).toEqual([staff.head]);
    expect(codeOf(await open(who.head))).toBe("notFound");
    expect(codeOf(await open(who.owner))).toBe("ok");
    expect(JSON.stringify(await allThatIsListed(who.head))).not.toContain(requestId);
    expect(codeOf(await step(who.member, { action: "transfer", reason: "away", to: { kind: "person", staffId: staff.head } }))).toBe("personUnknown");
  });
});

describe("one human being in two communities", () => {
  test("acts in the one where he is, and sees nothing of the other until he enters it", async () => {
    const { requestId, open } = await submitted(product);
    dataOf(await product.call(who.head, "me.enter", { communityId: "hgy" }));
    expect(codeOf(await open(who.head))).toBe("notFound");
    expect(codeOf(await product.call(who.head, "requests.advance", { requestId, version: 1, step: { action: "accept" } }))).toBe("notFound");
    for (const call of Object.keys(calls) as CallName[])
      if (!("resident" in calls[call].allow) && !("visitor" in calls[call].allow)) expect(codeOf(await product.raw(who.head, { call, input: {}, operationId: newOperationId() }))).not.toBe("ok");
    dataOf(await product.call(who.head, "me.enter", { communityId: "wtl" }));
    expect(codeOf(await open(who.head))).toBe("ok");
  });

  test("a report that is refused before another community's door leaves him where he was", async () => {
    const refused = await product.call(who.resident, "requests.submit", draftOf({ place: { kind: "door", doorCode: "hgy-door-1" }, category: "nothing" }));
    expect(codeOf(refused)).toBe("invalidInput");
    expect(dataOf(await product.call(who.resident, "me.open", {})).community).toBe("梧桐里社区");
  });

  test("a visitor whose report is refused is nobody yet", async () => {
    const place = { kind: "door" as const, doorCode: "wtl-door-1" };
    for (const rest of [{ category: "nothing" }, { photos: ["cloud://e.b/u/o-visitor-x/none.jpg"] }, { aboutStaffId: "hgy:leader1" }])
      expect(codeOf(await product.call("o-visitor-x", "requests.submit", draftOf({ place, ...rest })))).not.toBe("ok");
    expect(await product.documents("people", { openid: "o-visitor-x" })).toEqual([]);
  });
});

describe("a look at somebody", () => {
  test("is written down for each request, whatever its operation is called", async () => {
    const [first, second] = [await submitted(product, { phone: "13800001111" }), await submitted(product, { phone: "13900002222", place: { kind: "unit", unitCode: "b1-1", room: "808" } }, who.neighbour)];
    for (const { step } of [first, second]) dataOf(await step(who.owner, { action: "accept" }));
    const operationId = newOperationId();
    const reveal = (requestId: string, reason: "visit" | "call" = "visit") => product.call(who.owner, "requests.reveal", { requestId, reason }, operationId);
    dataOf(await reveal(first.requestId));
    expect(dataOf(await reveal(first.requestId)).phone).toBe("13800001111");
    expect(codeOf(await reveal(second.requestId))).toBe("operationReused");
    expect(codeOf(await reveal(first.requestId, "call"))).toBe("operationReused");
    expect((await product.documents<{ requestId: string }>("looks")).filter(({ requestId }) => [first, second].some((one) => one.requestId === requestId))).toHaveLength(1);
  });
});

test("a former owner of another station is nobody to it any more", async () => {
  const { open, step } = await submitted(product);
  dataOf(await step(who.head, { action: "transfer", reason: "otherStation", to: { kind: "station", stationCode: "west" } }));
  for (const openid of [who.member, who.head]) expect(codeOf(await open(openid))).toBe("notFound");
  // Its grid is still his.
  expect(dataOf(await open(who.owner)).actions).toEqual([]);
});

/** Last in this file: nobody puts him back. */
describe("whoever has left his post", () => {
  test("reads nothing of what he handled, does nothing more, and is handed nothing", async () => {
    const confidential = await submitted(product, { category: "family", words: secretWords });
    dataOf(await confidential.step(who.owner, { action: "accept" }));
    const ended = await submitted(product, { category: "family", words: secretWords });
    dataOf(await ended.step(who.owner, { action: "accept" }));
    dataOf(await ended.step(who.resident, { action: "withdraw" }));
    const own = await submitted(product, { place: { kind: "unit", unitCode: "b1-1" } }, who.owner);
    const helped = await submitted(product, { place: { kind: "unit", unitCode: "b2-1" } });
    dataOf(await helped.step(who.standIn, { action: "accept" }));
    dataOf(await helped.step(who.standIn, { action: "askHelper", staffId: staff.owner, part: "看看", day: "2026-11-24" }));
    const { database } = product.cloud;
    const [organisation] = await product.documents<{ _id: string; posts: { staffId: string }[] }>("organisations", { _id: "wtl:1" });
    const posts = organisation!.posts.map((post) => (post.staffId === staff.owner ? { ...post, toDay: "2026-11-23" } : post));
    // As an import does it: another version, and the pointer flips; instances know it after ten seconds.
    await database.collection("organisations").add({ ...organisation, _id: "wtl:2", version: 2, posts });
    await database.collection("communities").doc("wtl").update({ orgVersion: 2 });
    await new Promise((resolve) => setTimeout(resolve, 10_200));

    for (const { open, requestId } of [confidential, ended, helped]) {
      expect(codeOf(await open(who.owner))).toBe("notFound");
      expect(codeOf(await product.call(who.owner, "requests.reveal", { requestId, reason: "check" }))).toBe("notAllowed");
      expect(codeOf(await product.call(who.owner, "requests.advance", { requestId, version: 2, step: { action: "addWord", words: "x", photos: [] } }))).toBe("notFound");
    }
    expect(codeOf(await own.open(who.owner))).toBe("ok");
    for (const call of ["workbench.open", "staff.open", "residents.pending"] as const) expect(codeOf(await product.raw(who.owner, { call, input: {} }))).toBe("notAllowed");
    expect(codeOf(await helped.step(who.standIn, { action: "transfer", reason: "away", to: { kind: "person", staffId: staff.owner } }))).toBe("personUnknown");
    expect(codeOf(await product.call(who.resident, "requests.submit", draftOf({ category: "staff", aboutStaffId: staff.owner })))).toBe("personUnknown");
  }, 60_000);
});
